"""The schema as one SQL file, from which an empty database is created in seconds; the migrations take minutes.

A file is valid for one major version of PostgreSQL and for the migrations it was made from. Where either differs,
`migrate` runs the migrations instead. bin/dump-schema writes the file, and bin/check compares it with the migrations.
"""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from locallinks.foundation.shared import application_role

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "locallinks" / "foundation" / "shared" / "schema"
# How many tables, views and sequences there are that belong to no extension, and the version of the server.
COUNT_RELATIONS = """
select count(*), current_setting('server_version_num')::int / 10000 from pg_class c
where c.relnamespace = 'public'::regnamespace
  and not exists (select 1 from pg_depend e where e.objid = c.oid and e.deptype = 'e')
"""
MADE_FROM = re.compile(r"^-- Made from the migrations ([0-9a-f]{64})\.$", re.MULTILINE)


CALLED_BY_MIGRATIONS = (
    "locallinks/foundation/shared/application_role.py",
    "locallinks/foundation/shared/rls.py",
    "locallinks/local/places/models.py",
)  # by migrations (tests/test_schema_dump.py)


def sources() -> list[Path]:
    """Return all files that shape a database: migrations, the modules they call, and the lock of packages."""
    migrations = sorted(ROOT.glob("locallinks/**/migrations/*.py"))
    return [*migrations, *(ROOT / name for name in CALLED_BY_MIGRATIONS), ROOT / "requirements.lock"]


def digest(files: Iterable[Path]) -> str:
    """Return one digest of the files' names and contents."""
    parts = ((str(file.relative_to(ROOT)).encode(), file.read_bytes()) for file in files)
    return hashlib.sha256(b"\0".join(part for pair in parts for part in pair)).hexdigest()


def fingerprint() -> str:
    """Return a digest of everything that a new database is made from, with the schema file and query functions."""
    return digest([*sources(), *sorted(FOLDER.glob("*.sql")), *sorted(ROOT.glob("locallinks/*/*/sql/*.sql"))])


def file_for(version: int) -> Path:
    """Return the schema file of a major version of PostgreSQL."""
    return FOLDER / f"postgresql-{version}.sql"


def matching_file(version: int) -> Path | None:
    """Return the schema file of a major version, if it was made from the migrations that are here; else None."""
    file = file_for(version)
    made_from = MADE_FROM.search(file.read_text()) if file.exists() else None
    return file if made_from and made_from[1] == digest(sources()) else None


def load(connection: BaseDatabaseWrapper, file: Path | None = None) -> bool:
    """Load a schema file into an empty database, as the owner; without `file`, the one that fits.

    Returns False and does nothing where the database is not empty or no file fits. Privileges are granted afterwards
    and are not in the file, because the application's role has another name in every installation.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT_RELATIONS)
        relations, version = cursor.fetchone()
    file = None if relations else file or matching_file(version)
    if not file:
        return False
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(file.read_text())
        application_role.grant(connection)
    connection.close()  # the file leaves its own settings behind, the search path among them
    return True
