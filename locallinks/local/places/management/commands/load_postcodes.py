"""bin/locallinks load_postcodes FILE [--wards-geojson FILE]"""

from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.places.actions import load_postcodes, load_wards
from locallinks.local.places.queries import command_viewer


class Command(BaseCommand):
    help = "Load postcodes, and the wards they lie in, from a CSV file (plain or .gz). Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="columns postcode, lat, long; ward_code and ward_name if known")
        parser.add_argument("--wards-geojson", type=Path, metavar="FILE", help="the outlines of the wards, for the map")

    def handle(self, *, file: Path, wards_geojson: Path | None, **options: Any) -> None:
        started = perf_counter()
        viewer = command_viewer("load_postcodes")
        try:
            with acting_as(viewer):
                postcodes = load_postcodes(viewer=viewer, path=file, at=clock.now())
                wards = load_wards(viewer=viewer, path=wards_geojson, at=clock.now()) if wards_geojson else None
        except DomainError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(
            f"{postcodes.read:,} postcodes read: {postcodes.created:,} new, {postcodes.changed:,} changed, "
            f"{postcodes.unchanged:,} as before, {postcodes.without_place:,} left out because the file gives no place "
            f"({perf_counter() - started:.1f} s)."
        )
        if wards:
            self.stdout.write(f"{wards.read} ward outlines read: {wards.created + wards.changed} new or changed.")
