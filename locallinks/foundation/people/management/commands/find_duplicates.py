"""bin/locallinks find_duplicates"""

from typing import Any

from django.core.management.base import BaseCommand

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.people.jobs import find_duplicates
from locallinks.foundation.shared import clock


class Command(BaseCommand):
    help = "Look for people with two records, one council at a time. Safe to run again; run it every night."

    def handle(self, **options: Any) -> None:
        for council in Organisation.objects.filter(kind=OrganisationKind.COUNCIL):
            self.stdout.write(f"{council.name}: {find_duplicates(council=council, at=clock.now())} pairs to look at")
