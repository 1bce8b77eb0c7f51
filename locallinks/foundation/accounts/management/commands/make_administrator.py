"""bin/locallinks make_administrator ORGANISATION EMAIL NAME"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from locallinks.foundation.accounts.actions.first_administrators import set_up_administrator
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer, acting_as


class Command(BaseCommand):
    help = (
        "Make somebody an administrator of a council or network, at once: the first two at set-up, and another where "
        "only one is left and nobody there can confirm a second. Prints a first password where they have none."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", help="its name, in full")
        parser.add_argument("email", help="the address they sign in with")
        parser.add_argument("name", help="their name")

    def handle(self, *, organisation: str, email: str, name: str, **options: Any) -> None:
        viewer = Viewer(name="bin/locallinks make_administrator")
        try:
            with acting_as(viewer):
                made = set_up_administrator(
                    viewer=viewer, organisation_name=organisation, email=email, name=name, at=clock.now()
                )
        except DomainError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{made.membership.user.name} is an administrator of {organisation} from today.")
        if made.password:
            self.stdout.write(f"First password, shown once, to be changed when they sign in: {made.password}")
        if made.administrators < 2:
            self.stdout.write("That is the only one. Make a second one too: some roles need two to begin.")
