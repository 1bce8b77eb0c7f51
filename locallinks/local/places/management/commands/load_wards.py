"""bin/locallinks load_wards FILE"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.places.actions import load_wards
from locallinks.local.places.queries import command_viewer


class Command(BaseCommand):
    help = "Load the outlines of wards from a GeoJSON file, for the map. Load their postcodes first. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="GeoJSON with a ward code or name for each outline")

    def handle(self, *, file: Path, **options: Any) -> None:
        viewer = command_viewer("load_wards")
        try:
            with acting_as(viewer):
                wards = load_wards(viewer=viewer, path=file, at=clock.now())
        except DomainError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(
            f"{wards.read} ward outlines read: {wards.created} new, {wards.changed} changed, "
            f"{wards.unchanged} as before."
        )
