"""Databases of our server for tools: where they are, and new ones that go again."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from locallinks.config import launch, postgres

STEP_BY_STEP = "--step-by-step"  # an option of our migrate


def server(name: str = "") -> postgres.Database:
    """How to get into a database of the server that runs here: the project's own, where none is named."""
    launch.ensure_in_process()
    here = postgres.Database(**json.loads(os.environ[launch.VARIABLE]))
    return here._replace(name=name) if name else here


def version() -> int:
    """The major version of the server."""
    with server().connect("owner") as connection:
        return connection.info.server_version // 10_000


def step_by_step(code: Path) -> list[str]:
    """The option, where the code in a folder knows it: before, every database was made so."""
    command = code / "locallinks/foundation/shared/management/commands/migrate.py"
    return [STEP_BY_STEP] if STEP_BY_STEP in command.read_text() else []


@contextmanager
def migrated(code: Path, name: str, *arguments: str) -> Iterator[str]:
    """A new database, migrated by the code in a folder; it is dropped at the end. No other process has its name."""
    name = f"{name}_{os.getpid()}"
    new = server(name)
    with server().connect("owner", autocommit=True) as connection:
        connection.execute(f'create database "{name}" template template0')
    environment = {**os.environ, launch.VARIABLE: json.dumps(new._asdict()), "PYTHONPATH": str(code)}
    command = [sys.executable, "-P", "-m", "django", "migrate", "--database=owner", "--verbosity=0", *arguments]
    try:
        subprocess.run(command, cwd=code, env=environment, check=True)
        yield name
    finally:
        drop(name)


def drop(name: str) -> None:
    """Its last connection may take a moment to go, and the owner may not end those of the server itself."""
    with server().connect("owner", autocommit=True) as connection:
        for tries_left in range(100, -1, -1):
            try:
                connection.execute(f'drop database if exists "{name}"')
                return
            except psycopg.errors.ObjectInUse:
                if not tries_left:
                    raise
                time.sleep(0.1)
