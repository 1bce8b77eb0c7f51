"""Questions that live in the database: a room's `sql/<name>.sql` makes the function or view <name>.

Each answers a page in one question, which a connection plans once (docs/adr/0017). Nothing else in the database uses
them, so they are no migrations: to change one, change its file, and `migrate` makes them again. Functions that
policies and triggers use are in the schema `guard` and in the migrations, and stay as they were written.
"""

import hashlib
from pathlib import Path

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

MARK = "Made from a file, sha256 "
MADE = """
select coalesce(p.proname, c.relname), substr(d.description, length(%(mark)s) + 1),
  case when p.oid is null then 'view ' || c.oid::regclass else 'function ' || p.oid::regprocedure end
from pg_description d left join pg_proc p on (d.classoid, d.objoid) = ('pg_proc'::regclass, p.oid)
left join pg_class c on (d.classoid, d.objoid) = ('pg_class'::regclass, c.oid)
where starts_with(d.description, %(mark)s) and d.objsubid = 0
"""


def files() -> list[Path]:
    """Room by room, lower rooms first; in a room by name."""
    return [file for room in apps.get_app_configs() for file in sorted(Path(room.path).glob("sql/*.sql"))]


def wanted() -> dict[str, str]:
    """What the files make, by name, with the digest of each."""
    return {file.stem: hashlib.sha256(file.read_bytes()).hexdigest() for file in files()}


def made(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """What the database was made with, by name, with the digest of the file each came from."""
    with connection.cursor() as cursor:
        cursor.execute(MADE, {"mark": MARK})
        return {name: digest for name, digest, _ in cursor.fetchall()}


def drop(connection: BaseDatabaseWrapper) -> None:
    """All of them: a migration may change a column that one of them reads."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(MADE, {"mark": MARK})
        for _, _, what in cursor.fetchall():  # "function name(types)" or "view name"
            cursor.execute(f"drop {what.replace(' ', ' if exists ', 1)} cascade")


def make(connection: BaseDatabaseWrapper) -> None:
    """All of them again, from their files, as the owner; nothing where they are what the files say."""
    if made(connection) == wanted():
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        drop(connection)
        for file in files():
            text = file.read_text()
            kind = "view" if f"create view {file.stem} " in text else "function"
            cursor.execute(text)
            cursor.execute(f"comment on {kind} {file.stem} is '{MARK}{wanted()[file.stem]}'")


def refuse_mismatch(connection: BaseDatabaseWrapper) -> None:
    """Before pages are served. Raises ImproperlyConfigured where the database has others than the files."""
    here, there = wanted(), made(connection)
    if wrong := sorted(name for name in here | there if here.get(name) != there.get(name)):
        raise ImproperlyConfigured(
            f"In the database {', '.join(wrong)} is not what its SQL file says: run bin/locallinks migrate first."
        )
