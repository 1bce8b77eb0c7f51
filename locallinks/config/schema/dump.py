"""Write the schema as one file, for the server that runs here: `bin/dump-schema` (foundation/shared/schema_dump.py)."""

import os
import re
import subprocess
import sys
from pathlib import Path

from psycopg.conninfo import make_conninfo

from locallinks.config import cluster, scratch_databases
from locallinks.config.place import DatabaseProblem, place_of
from locallinks.foundation.shared import schema_dump

HEAD = """\
-- All that the migrations make, for PostgreSQL {version}. bin/dump-schema writes this file; nobody edits it.
-- Made from the migrations {digest}.
"""
WANTED = ("--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=200")
# Commands of psql, and the releases of server and program.
NOT_SQL = re.compile(r"^(\\.*|-- Dumped (from|by) .*)\n", re.MULTILINE)


def main() -> int:
    file = schema_dump.file_for(scratch_databases.version())
    file.parent.mkdir(exist_ok=True)
    with scratch_databases.migrated(schema_dump.ROOT, "dump_schema", scratch_databases.STEP_BY_STEP) as name:
        file.write_text(dumped(name))
    sys.stdout.write(f"{file.relative_to(schema_dump.ROOT)} written\n")
    return 0


def dumped(name: str) -> str:
    """A database of our server as SQL, with its rows."""
    database = scratch_databases.server(name)
    environment = {
        **os.environ, "PGHOST": database.host, "PGPORT": database.port, "PGDATABASE": database.name,
        "PGUSER": database.owner_user, "PGPASSWORD": database.owner_password,
    }  # fmt: skip
    program = Path(cluster.programs(place_of(schema_dump.ROOT))) / "pg_dump"
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    if f" {scratch_databases.version()}." not in said:
        raise DatabaseProblem(f"{said.strip()} writes no file for PostgreSQL {scratch_databases.version()}.")
    options = [f"--dbname={make_conninfo(**database.options)}"] if database.options else []
    done = subprocess.run([program, *WANTED, *options], env=environment, check=True, capture_output=True, text=True)
    digest = schema_dump.digest(schema_dump.sources())
    return HEAD.format(version=scratch_databases.version(), digest=digest) + NOT_SQL.sub("", done.stdout)


if __name__ == "__main__":
    sys.exit(main())
