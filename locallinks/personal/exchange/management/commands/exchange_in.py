"""bin/locallinks exchange_in FILE --connection NAME"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.exchange.actions.inbound import import_row
from locallinks.personal.exchange.forms.inbound import read_record
from locallinks.personal.exchange.queries.connections import connection_named, viewer_of
from locallinks.personal.exchange.rules.inbound import read_file

MOST_ROWS = 200_000


class Command(BaseCommand):
    help = "Bring in a CSV file of another system: people, calls for help or decisions. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--connection", required=True, help="its name on the page Other systems; two of one name: 'Name @ Council'"
        )

    def handle(self, *, file: Path, connection: str, **options: Any) -> None:
        connection_row = connection_named(connection)
        if connection_row is None:
            raise CommandError(f"There is no running connection called “{connection}”. See the page Other systems.")
        try:
            read = read_file(file.read_bytes(), most=MOST_ROWS)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from None
        if read.problem:
            raise CommandError(read.problem.message)
        viewer, taken, waiting, lost = viewer_of(connection_row), 0, 0, 0
        for line, given in read.rows:  # each row is kept by itself: whoever stops this half-way starts it again
            try:
                with acting_as(viewer):
                    row = import_row(
                        viewer=viewer,
                        connection=connection_row,
                        kind=read.kind,
                        given=given,
                        read=read_record,
                        source=file.name,
                        at=clock.now(),
                    )
            except DomainError as refusal:
                raise CommandError(f"Row {line}: {refusal}") from None
            if row.record is None:
                lost += 1
                self.stderr.write(f"Row {line}: {' '.join(problem.message for problem in row.problems)}")
            elif row.record.is_waiting:
                waiting += 1
            else:
                taken += 1
        self.stdout.write(
            f"{len(read.rows):,} read: {taken:,} taken in or there already, {waiting:,} wait for a person."
        )
        if lost:
            raise CommandError(
                f"{lost:,} could not be kept: they have no reference. Put them right and run this again."
            )
