"""Where the database is: the server that DATABASE_URL names, else our own (embedded.py).

    with postgres.running(root) as database:
        settings = postgres.django_settings(database)

Owner and application roles are always apart: the owner migrates, the application role is bound by row-level
security (ARCHITECTURE.md, "Who may see whom").
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from locallinks.config import cluster, embedded, given
from locallinks.config.place import DatabaseProblem, Place, place_of

__all__ = ["Database", "DatabaseProblem", "Lease", "django_settings", "running"]


class Database(NamedTuple):
    """How to get in, as owner and as application."""

    host: str
    port: str
    name: str
    owner_user: str
    owner_password: str
    app_user: str
    app_password: str
    options: dict = {}

    def connect(self, role: str = "app", **more: Any) -> psycopg.Connection:
        """A plain connection as "owner" or "app"."""
        who = {"user": self.app_user, "password": self.app_password}
        if role == "owner":
            who = {"user": self.owner_user, "password": self.owner_password}
        wanted = {"host": self.host, "port": self.port, "dbname": self.name, **who}
        return psycopg.connect(**{**self.options, **{key: value for key, value in wanted.items() if value}, **more})


class Lease:
    """A claim on the running server of a checkout, until `release`; harmless where the server is not ours."""

    def __init__(self, root: Path):
        self.place: Place | None = None
        self.handle: int | None = None
        url = os.environ.get("DATABASE_URL", "").strip()
        if url:
            self.database = Database(**given.open_server(url, os.environ.get("DATABASE_APP_URL", "").strip(), root))
            return
        self.place = place_of(root)
        self.handle = embedded.take_lease(self.place)
        try:
            self.database = _start(self.place)
        except BaseException:
            self.release()
            raise

    def restore(self) -> None:
        """Start the server again if its keeper was killed while we use it."""
        if self.place and self.handle is not None and not embedded.is_kept(self.place):
            _start(self.place)

    def release(self) -> None:
        if self.place and self.handle is not None:
            handle, self.handle = self.handle, None
            embedded.release(self.place, handle)


@contextmanager
def running(root: Path) -> Iterator[Database]:
    """The database of the checkout at `root`, up and answering for as long as the block lasts."""
    lease = Lease(root)
    try:
        yield lease.database
    finally:
        lease.release()


def _start(place: Place) -> Database:
    return _ours(place, embedded.start(place, lambda record: _answers(_ours(place, record))))


def _ours(place: Place, record: dict) -> Database:
    return Database(
        host=str(place.socket), port="5432", name=cluster.NAME,
        owner_user=cluster.OWNER, owner_password=record["owner_password"],
        app_user=cluster.APP, app_password=record["app_password"],
    )  # fmt: skip


def _answers(database: Database) -> bool:
    """A real connection: a socket file or a process number proves nothing after a crash."""
    try:
        database.connect(connect_timeout=10).close()
    except psycopg.OperationalError as error:
        if "connection slots" in str(error) or "too many clients" in str(error):
            return True
        if "password authentication failed" in str(error):
            raise DatabaseProblem(
                "The database does not know the password in var/postgres.json. End every command of this checkout, "
                "delete that file, and run the command again: new passwords will be set."
            ) from error
        return False
    return True


def django_settings(database: Database) -> dict:
    """Django's DATABASES: "default" is the application role; "owner", the one that migrates, where it is known."""

    def alias(user: str, password: str) -> dict:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database.name,
            "HOST": database.host,
            "PORT": database.port,
            "USER": user,
            "PASSWORD": password,
            "OPTIONS": dict(database.options),
        }

    found = {"default": alias(database.app_user, database.app_password)}
    if database.owner_user:
        found["owner"] = alias(database.owner_user, database.owner_password)
    return found
