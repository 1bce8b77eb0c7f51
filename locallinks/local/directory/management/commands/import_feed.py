"""bin/locallinks import_feed FILE [--source NAME]"""

from argparse import ArgumentParser, BooleanOptionalAction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.directory.actions import MAIN_SOURCE, import_feed
from locallinks.local.directory.choices import IssueKind
from locallinks.local.directory.rules.import_reports import by_heading
from locallinks.local.places.queries import command_viewer


class Command(BaseCommand):
    help = "Load an Open Referral UK feed (1.0 or 3.0, plain or .gz) into the directory. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source", default=MAIN_SOURCE, help="where it comes from; the same name every time (%(default)s)"
        )
        parser.add_argument(
            "--whole",
            action=BooleanOptionalAction,
            default=None,
            help="this is the whole list, so take off what is missing from it; without, the page numbers decide",
        )

    def handle(self, *, file: Path, source: str, whole: bool | None, **options: Any) -> None:
        viewer = command_viewer("import_feed")
        try:
            with acting_as(viewer):
                report = import_feed(viewer=viewer, path=file, source=source, whole=whole, at=clock.now())
        except DomainError as problem:
            raise CommandError(str(problem)) from None
        took = (report.finished_at - report.started_at).total_seconds()
        self.stdout.write(f"{report.file_name}, Open Referral UK {report.version}, as “{report.source}” ({took:.1f} s)")
        self.stdout.write(
            f"{report.read:,} read = {report.loaded:,} loaded + {report.refused:,} left out. Of those loaded "
            f"{report.created:,} new, {report.changed:,} changed, {report.unchanged:,} as before; "
            f"{report.mended:,} put right."
        )
        if report.withdrawn:
            self.stdout.write(f"{report.withdrawn:,} no longer in the feed, taken off the directory.")
        if report.kept_though_missing:
            self.stdout.write(
                f"{report.kept_though_missing:,} are missing from the feed: too many to believe, so they were kept. "
                "If it is right, run again with --whole."
            )
        if report.counts["refused"] or report.counts["mended"] or report.counts["noted"]:
            self.stdout.write("What was found (a service can be under several headings):")
        last = ""
        for kind, _, heading, services in by_heading(report.counts):
            if kind != last:
                self.stdout.write(f"\n{IssueKind(kind).label}:")
                last = kind
            self.stdout.write(f"{services:7,}  {heading}")
