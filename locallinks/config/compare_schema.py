"""Compare what two databases hold: `bin/compare-schema`. Prints each difference, and nothing where there is none.

bin/compare-schema OLD NEW          two databases of our server, by name
bin/compare-schema --ref COMMIT     what the migrations of a commit make, and what those here make
bin/compare-schema --dump           what the file of the schema makes, and what the migrations make
--renamed FILE                      what is called XX
                                    the names made from it) and of `column table old new` (the table by its new name)
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from locallinks.config import catalogue, dump_schema, scratch_databases
from locallinks.foundation.shared import schema_dump

ROOT = schema_dump.ROOT
WORDED_ANEW = {"constraint", "policy"}


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("names", nargs="*", metavar="DATABASE")
    asked.add_argument("--ref", help="a commit whose migrations are the old ones")
    asked.add_argument("--dump", action="store_true", help="the file of the schema, beside the migrations")
    asked.add_argument("--renamed", type=Path)
    told = asked.parse_args(arguments)
    renamed = catalogue.renames(told.renamed.read_text().splitlines()) if told.renamed else None
    if told.ref:
        with (
            migrated_at(told.ref) as old,
            scratch_databases.migrated(ROOT, "compare_new", scratch_databases.STEP_BY_STEP) as new,
        ):
            lines = catalogue.differences(read(old), read(new), renamed)
    elif told.dump:
        lines = of_the_dump()
    elif len(told.names) == 2:
        lines = catalogue.differences(read(told.names[0]), read(told.names[1]), renamed)
    else:
        asked.error("name two databases, a commit with --ref, or --dump")
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


def of_the_dump() -> list[str]:
    """The file that is kept, beside the migrations. PostgreSQL words some conditions anew when it reads its own dump:
    those are compared with what the migrations make, dumped and read as well."""
    kept = schema_dump.file_for(scratch_databases.version())
    if not kept.exists():
        sys.stderr.write("There is no file of the schema for this version of PostgreSQL: nothing was compared.\n")
        return []
    if schema_dump.fitting(scratch_databases.version()) != kept:
        return [f"- {kept.relative_to(ROOT)} was not made from these migrations: run bin/dump-schema"]
    with TemporaryDirectory(dir=ROOT / "var") as folder:
        anew = Path(folder) / "schema.sql"
        with scratch_databases.migrated(ROOT, "compare_steps", scratch_databases.STEP_BY_STEP) as steps:
            wanted = read(steps)
            anew.write_text(dump_schema.dumped(steps))
        with scratch_databases.migrated(ROOT, "compare_anew", f"--schema={anew}") as again:
            wanted |= {kind: told for kind, told in read(again).items() if kind in WORDED_ANEW}
        with scratch_databases.migrated(ROOT, "compare_kept", f"--schema={kept}") as loaded:
            return catalogue.differences(read(loaded), wanted)


def read(name: str) -> catalogue.Catalogue:
    here = scratch_databases.server(name)
    with here.connect("owner") as connection:
        return catalogue.read(connection, role=here.app_user)


@contextmanager
def migrated_at(ref: str) -> Iterator[str]:
    """A database made by the migrations of a commit, with the code of that commit."""
    with TemporaryDirectory(dir=ROOT / "var") as folder:
        archive = subprocess.run(["git", "archive", ref], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
        code = Path(folder)
        with scratch_databases.migrated(code, "compare_old", *scratch_databases.step_by_step(code)) as name:
            yield name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
