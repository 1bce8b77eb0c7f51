"""Compare the schemas of two databases: `bin/compare-schema`. Prints each difference, and nothing if there is none.

bin/compare-schema OLD NEW          two databases of our server, by name
bin/compare-schema --ref COMMIT     the migrations of a commit, and those of the working tree
bin/compare-schema --dump           the schema file, and the migrations of the working tree
--renamed FILE                      renames that are intended: lines of `old new`, of `table old new` (with the names
                                    that are made from it), and of `column table old new` (the table by its new name)
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from locallinks.config.schema import catalogue, scratch_databases
from locallinks.config.schema.dump import dump
from locallinks.foundation.shared import schema_dump

ROOT = schema_dump.ROOT
REWORDED_BY_POSTGRESQL = {"constraint", "policy"}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="DATABASE")
    parser.add_argument("--ref", help="a commit whose migrations are compared")
    parser.add_argument("--dump", action="store_true", help="compare the schema file with the migrations")
    parser.add_argument("--renamed", type=Path)
    options = parser.parse_args(arguments)
    renamed = catalogue.renames(options.renamed.read_text().splitlines()) if options.renamed else None
    if options.ref:
        with (
            migrated_at(options.ref) as old,
            scratch_databases.migrated(ROOT, "compare_new", scratch_databases.STEP_BY_STEP) as new,
        ):
            lines = catalogue.differences(read(old), read(new), renamed)
    elif options.dump:
        lines = compare_dump()
    elif len(options.names) == 2:
        lines = catalogue.differences(read(options.names[0]), read(options.names[1]), renamed)
    else:
        parser.error("name two databases, a commit with --ref, or --dump")
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


def compare_dump() -> list[str]:
    """Compare the schema file with what the migrations make, and return the differences.

    PostgreSQL rewords some conditions when it reads its own dump: those are compared with a database that was made from
    a new dump.
    """
    file = schema_dump.file_for(scratch_databases.version())
    if not file.exists():
        sys.stderr.write("There is no file of the schema for this version of PostgreSQL: nothing was compared.\n")
        return []
    if schema_dump.matching_file(scratch_databases.version()) != file:
        return [f"- {file.relative_to(ROOT)} was not made from these migrations: run bin/dump-schema"]
    with TemporaryDirectory(dir=ROOT / "var") as folder:
        new_file = Path(folder) / "schema.sql"
        with scratch_databases.migrated(ROOT, "compare_steps", scratch_databases.STEP_BY_STEP) as steps:
            expected = read(steps)
            new_file.write_text(dump(steps))
        with scratch_databases.migrated(ROOT, "compare_anew", f"--schema={new_file}") as reloaded:
            expected |= {kind: items for kind, items in read(reloaded).items() if kind in REWORDED_BY_POSTGRESQL}
        with scratch_databases.migrated(ROOT, "compare_kept", f"--schema={file}") as loaded:
            return catalogue.differences(read(loaded), expected)


def read(name: str) -> catalogue.Catalogue:
    database = scratch_databases.server(name)
    with database.connect("owner") as connection:
        return catalogue.read(connection, role=database.app_user)


@contextmanager
def migrated_at(ref: str) -> Iterator[str]:
    """Make a database by the migrations of a commit, run by its own code; yield its name, and drop it at the end."""
    with TemporaryDirectory(dir=ROOT / "var") as folder:
        archive = subprocess.run(["git", "archive", ref], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
        code = Path(folder)
        with scratch_databases.migrated(code, "compare_old", *scratch_databases.step_by_step(code)) as name:
            yield name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
