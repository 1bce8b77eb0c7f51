"""Write the schema file for the version of the server that runs here: `bin/dump-schema` (shared/schema_dump.py)."""

import os
import re
import subprocess
import sys

from psycopg.conninfo import make_conninfo

from devdb.database import DatabaseProblem
from devdb.initdb import programs_folder
from devdb.paths_and_locks import server_paths
from locallinks.config.schema import scratch_databases
from locallinks.foundation.shared import schema_dump

HEAD = """\
-- All that the migrations make, for PostgreSQL {version}. bin/dump-schema writes this file; nobody edits it.
-- Made from the migrations {digest}.
"""
OPTIONS = ("--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=200")
# Lines of a dump that are no SQL, or that change with every release of PostgreSQL.
NOT_SQL = re.compile(r"^(\\.*|-- Dumped (from|by) .*)\n", re.MULTILINE)


def main() -> int:
    file = schema_dump.file_for(scratch_databases.version())
    file.parent.mkdir(exist_ok=True)
    with scratch_databases.migrated(schema_dump.ROOT, "dump_schema", scratch_databases.STEP_BY_STEP) as name:
        file.write_text(dump(name))
    sys.stdout.write(f"{file.relative_to(schema_dump.ROOT)} written\n")
    return 0


def dump(name: str) -> str:
    """Return a database of our server as SQL, with its rows.

    Raise DatabaseProblem where pg_dump is of another version.
    """
    database = scratch_databases.server(name)
    environment = {
        **os.environ,
        "PGHOST": database.host,
        "PGPORT": database.port,
        "PGDATABASE": database.name,
        "PGUSER": database.owner_user,
        "PGPASSWORD": database.owner_password,
    }
    program = programs_folder(server_paths(schema_dump.ROOT)) / "pg_dump"
    program_version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    if f" {scratch_databases.version()}." not in program_version:
        raise DatabaseProblem(f"{program_version.strip()} writes no file for PostgreSQL {scratch_databases.version()}.")
    options = [f"--dbname={make_conninfo(**database.options)}"] if database.options else []
    done = subprocess.run([program, *OPTIONS, *options], env=environment, check=True, capture_output=True, text=True)
    digest = schema_dump.digest(schema_dump.sources())
    return HEAD.format(version=scratch_databases.version(), digest=digest) + NOT_SQL.sub("", done.stdout)


if __name__ == "__main__":
    sys.exit(main())
