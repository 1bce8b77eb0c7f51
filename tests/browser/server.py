"""The real system for a browser: a scratch database, real web workers on a free port, and Chromium.

Nothing is left behind: the owner role creates and drops the databases, the web server is a child of this process and
ends with it, and the database of a process that was killed is dropped by the next one.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from devdb.child_processes import end_with_parent
from devdb.database import without_owner
from locallinks.config.schema import scratch_databases

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "quick-brown-foxes"
OURS = "browser_"
COPIES = count(1)
NO_CHROMIUM = "Chromium is not installed: no page was looked at. On Debian: apt install chromium (or set CHROMIUM)"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-extensions", "--no-first-run", "--force-color-profile=srgb",
    "--font-render-hinting=none", "--disable-dev-shm-usage",
]  # fmt: skip


@dataclass(frozen=True)
class Server:
    """A city in a database of its own; `address` is where it is served, if it is."""

    database: str
    address: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The environment of our own processes that use this database."""
        known = {**os.environ, **scratch_databases.server(self.database).as_environment()}
        known.pop("LOCALLINKS_DEBUG", None)
        return known | {
            "LOCALLINKS_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "locallinks.config.settings",
            "PYTHONPATH": str(ROOT),
        }

    def run(self, module: str, *arguments: str) -> Any:
        """Run one of our Python modules; return the JSON it ends with, or None."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        last = done.stdout.strip().rpartition("\n")[2]
        return json.loads(last) if last.startswith(("{", "[")) else None

    def exists(self) -> bool:
        with _owner() as owner:
            found = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.database])
            return found.fetchone() is not None


def chromium() -> str:
    """Return the path of Chromium, or nothing if it is not installed."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or ""


@contextmanager
def new_server() -> Iterator[Server]:
    """The city with nobody in it to support. Its database is dropped at the end. Needs Django to be set up."""
    from django.db import connections

    from conftest import copy_of_template

    with _dropped_afterwards(Server(f"{OURS}{os.getpid()}")) as server:
        copy_of_template(connections["owner"], server.database)
        server.run("tests.browser.populate_city", "city")
        yield server


@contextmanager
def copy_of(original: Server) -> Iterator[Server]:
    """A copy of a city, for tests that change it. Takes a tenth of a second."""
    with _dropped_afterwards(Server(f"{OURS}{os.getpid()}_{next(COPIES)}")) as server:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with _owner() as owner:
            owner.execute(make.format(sql.Identifier(server.database), sql.Identifier(original.database)))
        yield server


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Serve a city by real web workers, which do not know the owner's password, as in production."""
    with _served(without_owner(server.environment)) as address:
        yield replace(server, address=address)


@contextmanager
def _dropped_afterwards(server: Server) -> Iterator[Server]:
    _drop_abandoned()
    try:
        yield server
    finally:
        scratch_databases.drop(server.database)


def _owner() -> psycopg.Connection:
    return scratch_databases.server().connect("owner", autocommit=True)


def _drop_abandoned() -> None:
    """Drop the databases of earlier runs whose process has ended."""
    with _owner() as owner:
        names = [row[0] for row in owner.execute("SELECT datname FROM pg_database WHERE datname LIKE 'browser\\_%'")]
        for name in names:
            number = name.removeprefix(OURS).partition("_")[0]
            if number.isdigit() and not Path(f"/proc/{number}").exists():
                with suppress(psycopg.Error):
                    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[str]:
    """Start gunicorn on a socket that is already listening, so that no other process can take the port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "locallinks.config.wsgi",
            "--bind",
            f"fd://{listener.fileno()}",
            "--workers",
            "1",
            "--threads",
            "4",
            "--log-level",
            "warning",
        ]
        gunicorn = subprocess.Popen(
            command, cwd=ROOT, env=environment, pass_fds=[listener.fileno()], preexec_fn=end_with_parent()
        )
        try:
            _wait_for(address, gunicorn)
            yield address
        finally:
            gunicorn.terminate()
            try:
                gunicorn.wait(timeout=15)
            except subprocess.TimeoutExpired:
                gunicorn.kill()
                gunicorn.wait()


def _wait_for(address: str, gunicorn: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if gunicorn.poll() is not None:
            raise RuntimeError("The web server ended before it answered. The lines above say why.")
        with suppress(OSError), urllib.request.urlopen(f"{address}/about/", timeout=30):
            return
        time.sleep(0.1)
    raise RuntimeError("The web server did not answer within a minute.")
