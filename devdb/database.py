"""How to connect to the database, and how one process tells another.

The owner and application roles are always different: the owner migrates, and row-level security binds the application
role (ARCHITECTURE.md, "Who may see whom").
"""

import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

import psycopg

VARIABLE = "LOCALLINKS_DB"  # run_with_db sets it for the command that it runs
OWNER_VARIABLES = {"DATABASE_URL", "DATABASE_APP_URL"}  # read by the launcher only


class DatabaseProblem(Exception):
    """The database is not available; the text says why and what to do about it."""


class Database(NamedTuple):
    """Connection parameters of one database, as owner and as application."""

    host: str
    port: str
    name: str
    owner_user: str
    owner_password: str
    app_user: str
    app_password: str
    options: dict = {}

    @classmethod
    def from_environment(cls) -> "Database":
        """The database of this process. Raises KeyError where it was started without `devdb.run_with_db`."""
        return cls(**json.loads(os.environ[VARIABLE]))

    def as_environment(self) -> dict[str, str]:
        """The variable that tells a child process of this database."""
        return {VARIABLE: json.dumps(self._asdict())}

    def connect(self, role: str = "app", **more: Any) -> psycopg.Connection:
        """A plain connection as "owner" or "app"."""
        login = {"user": self.app_user, "password": self.app_password}
        if role == "owner":
            login = {"user": self.owner_user, "password": self.owner_password}
        parameters = {"host": self.host, "port": self.port, "dbname": self.name, **login}
        given = {key: value for key, value in parameters.items() if value}
        return psycopg.connect(**{**self.options, **given, **more})


def without_owner(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for web workers and jobs, without the owner's name and password: row-level security does not bind
    the owner.
    """
    remaining = {name: value for name, value in environment.items() if name not in OWNER_VARIABLES}
    database = Database(**json.loads(remaining[VARIABLE]))
    return {**remaining, **database._replace(owner_user="", owner_password="").as_environment()}
