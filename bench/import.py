"""bin/bench import: the Bristol feed (819 services) into the directory, twice.

The second import must change nothing, at 1,000 services a second or more. The reference is reading the same file as
JSON, measured in the same run. Everything runs in one transaction that is rolled back. If ../shared is missing, 819
services are invented.
"""

import json
import os
import sys
import tempfile
import uuid
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.report import Row, argument_parser, at_least, at_most, print_report, timed

BRISTOL = Path(__file__).parents[2] / "shared/data/bristol-oruk-feed/bristol_services_oruk1_2024-12.json.gz"
AT = datetime(2026, 11, 16, 10, 30, tzinfo=ZoneInfo("Europe/London"))
ROUNDS = 5  # the quickest counts: the others say more about who else was using the machine


class RollBack(Exception):
    """Ends the transaction without keeping anything."""


def write_invented_feed(folder: Path) -> Path:
    """819 services, written as untidily as real ones."""
    words = [
        "lunch",
        "walk",
        "choir",
        "garden",
        "visit",
        "tea",
        "chair",
        "dance",
        "repair",
        "read",
        "sew",
        "talk",
        "swim",
        "craft",
        "bus",
    ]
    paragraph = "<p>Everybody is welcome&nbsp;to our {0} on Tuesdays.</p><ul><li>tea</li><li>company</li></ul>" * 8
    services = [
        {
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"invented {n}")),
            "name": f"{words[n % 15].title()} group {n}",
            "description": paragraph.format(words[n % 15]),
            "url": "www.group.example.net" if n % 9 == 0 else f"https://group{n}.aireborough.example",
            "email": f"hello{n}@aireborough.example",
            "status": "active",
            "assured_date": f"202{n % 5}-03-0{n % 9 + 1}",
            "pc_targetAudience": [{"id": str(n), "audienceType": "Carers " if n % 4 == 0 else "Carers"}],
            "organization": {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"org {n % 594}")), "name": f"Group {n % 594}"},
        }
        for n in range(819)
    ]
    path = folder / "invented_feed.json"
    path.write_text(json.dumps(services))
    return path


def measure(path: Path) -> list[Row]:
    """First and second import, and plain JSON reading beside them."""
    from locallinks.foundation.shared.viewer import acting_as
    from locallinks.local.directory.actions import import_feed
    from locallinks.local.directory.rules.feed_files import unpacked
    from locallinks.local.places.queries import command_viewer

    viewer = command_viewer("bench import")
    source = f"bench {uuid.uuid4().hex[:8]}"

    def load():
        return import_feed(viewer=viewer, path=path, source=source, at=AT)

    def read():
        return json.loads(unpacked(path.read_bytes(), path.name))

    rows: list[Row] = []
    try:
        with acting_as(viewer):
            first_seconds, first = timed(load)
            rounds = [timed(load) for _ in range(ROUNDS)]
            second_seconds = min(took for took, _ in rounds)
            reading = min(timed(read)[0] for _ in range(ROUNDS))
            second = rounds[-1][1]
            reference = round(first.read / reading)
            rows = [
                Row("first import", round(first.read / first_seconds), "services/s", reference),
                at_least("second import", second.read / second_seconds, "services/s", 1000, reference),
                at_most(
                    "changed the second time",
                    sum(result.created + result.changed + result.withdrawn for _, result in rounds),
                    "services",
                    0,
                ),
                Row("read", first.read, "services"),
                Row("loaded", first.loaded, "services"),
                Row("mended", first.mended, "services"),
                Row("refused", first.refused, "services"),
            ]
            raise RollBack
    except RollBack:
        return rows


def run() -> int:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--feed", type=Path, help="another feed to measure")
    wanted = parser.parse_args().feed
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "locallinks.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", database="owner", verbosity=0)
    path = wanted or BRISTOL
    if path.exists():
        return print_report("import", measure(path))
    if wanted:
        print(f"{wanted} is not here. Check the name and the folder.", file=sys.stderr)
        return 2
    print("../shared is not here: measuring on 819 invented services instead of the Bristol feed.")
    with tempfile.TemporaryDirectory() as folder:
        return print_report("import", measure(write_invented_feed(Path(folder))))


if __name__ == "__main__":
    sys.exit(run())
