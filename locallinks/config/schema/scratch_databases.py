"""Databases for tools and tests on the server that runs here: connect to one, or make a temporary one."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from devdb.database import Database
from devdb.run_with_db import start_until_exit

STEP_BY_STEP = "--step-by-step"  # an option of our migrate


def server(name: str = "") -> Database:
    """Return a database of the server that runs here, by name; without a name, the project's own."""
    start_until_exit()
    database = Database.from_environment()
    return database._replace(name=name) if name else database


def version() -> int:
    """Return the major version of the server."""
    with server().connect("owner") as connection:
        return connection.info.server_version // 10_000


def step_by_step(code: Path) -> list[str]:
    """Return the option, if the code in a folder has it: older code always migrated step by step."""
    command = code / "locallinks/foundation/shared/management/commands/migrate.py"
    return [STEP_BY_STEP] if STEP_BY_STEP in command.read_text() else []


@contextmanager
def migrated(code: Path, name: str, *arguments: str) -> Iterator[str]:
    """Make a database by the migrations in a folder; yield its name (with our process id), and drop it at the end."""
    name = f"{name}_{os.getpid()}"
    new = server(name)
    with server().connect("owner", autocommit=True) as connection:
        connection.execute(f'create database "{name}" template template0')
    environment = {**os.environ, **new.as_environment(), "PYTHONPATH": str(code)}
    command = [sys.executable, "-P", "-m", "django", "migrate", "--database=owner", "--verbosity=0", *arguments]
    try:
        subprocess.run(command, cwd=code, env=environment, check=True)
        yield name
    finally:
        drop(name)


def drop(name: str) -> None:
    """Drop a database. Its last connection may take a moment to end, and the owner may not end the server's own."""
    with server().connect("owner", autocommit=True) as connection:
        for tries_left in range(100, -1, -1):
            try:
                connection.execute(f'drop database if exists "{name}"')
                return
            except psycopg.errors.ObjectInUse:
                if not tries_left:
                    raise
                time.sleep(0.1)
