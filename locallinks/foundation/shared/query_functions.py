"""Database functions and views that hold queries: an app's `sql/<name>.sql` creates the function or view <name>.

Each answers a page in one statement, which a connection plans once (docs/adr/0017). Nothing else in the database
depends on them, so they are not migrations: to change one, change its file, and `migrate` creates them again. Functions
that policies and triggers use are in the schema `guard` and in migrations, and change only by a migration.
"""

import hashlib
from pathlib import Path

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

MARK = "Made from a file, sha256 "
FIND_CREATED = """
select coalesce(p.proname, c.relname), substr(d.description, length(%(mark)s) + 1),
  case when p.oid is null then 'view ' || c.oid::regclass else 'function ' || p.oid::regprocedure end
from pg_description d left join pg_proc p on (d.classoid, d.objoid) = ('pg_proc'::regclass, p.oid)
left join pg_class c on (d.classoid, d.objoid) = ('pg_class'::regclass, c.oid)
where starts_with(d.description, %(mark)s) and d.objsubid = 0
"""


def sql_files() -> list[Path]:
    """Return the files, app by app from the lowest layer up, and by name within an app."""
    return [file for room in apps.get_app_configs() for file in sorted(Path(room.path).glob("sql/*.sql"))]


def digests_of_files() -> dict[str, str]:
    """Return the name of each function or view that the files create, with the digest of its file."""
    return {file.stem: hashlib.sha256(file.read_bytes()).hexdigest() for file in sql_files()}


def digests_in_database(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the same for what is in the database, with the digest of the file that each was created from."""
    with connection.cursor() as cursor:
        cursor.execute(FIND_CREATED, {"mark": MARK})
        return {name: digest for name, digest, _ in cursor.fetchall()}


def drop_all(connection: BaseDatabaseWrapper) -> None:
    """Drop all of them, before migrations change columns that they read."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(FIND_CREATED, {"mark": MARK})
        for _, _, what in cursor.fetchall():  # "function name(types)" or "view name"
            cursor.execute(f"drop {what.replace(' ', ' if exists ', 1)} cascade")


def create_all(connection: BaseDatabaseWrapper) -> None:
    """Create all of them from their files, as the owner. Does nothing where they are up to date."""
    if digests_in_database(connection) == digests_of_files():
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        drop_all(connection)
        for file in sql_files():
            text = file.read_text()
            kind = "view" if f"create view {file.stem} " in text else "function"
            cursor.execute(text)
            cursor.execute(f"comment on {kind} {file.stem} is '{MARK}{digests_of_files()[file.stem]}'")


def refuse_mismatch(connection: BaseDatabaseWrapper) -> None:
    """Check before pages are served. Raises ImproperlyConfigured where the database differs from the files."""
    in_files, in_database = digests_of_files(), digests_in_database(connection)
    if wrong := sorted(name for name in in_files | in_database if in_files.get(name) != in_database.get(name)):
        raise ImproperlyConfigured(
            f"In the database {', '.join(wrong)} is not what its SQL file says: run bin/locallinks migrate first."
        )
