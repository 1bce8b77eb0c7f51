"""The real house for a browser: a scratch database, real web workers on a free port, and Chromium in front of them.

Everything is our own and goes again: the owner role makes and drops the databases, the server is a child of this
process and ends with it, and a database left behind by a process that was killed is dropped by the next one.
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
from locallinks.config.schema.scratch_databases import drop, server

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
        """For processes of ours that work on it."""
        known = {**os.environ, **server(self.database).as_environment()}
        known.pop("LOCALLINKS_DEBUG", None)
        return known | {
            "LOCALLINKS_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "locallinks.config.settings",
            "PYTHONPATH": str(ROOT),
        }

    def run(self, module: str, *arguments: str) -> Any:
        """Starts a Python module of ours and gives back the JSON it ends with."""
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
    """Where Chromium is; empty where there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or ""


@contextmanager
def new_server() -> Iterator[Server]:
    """The city, without anybody's story, until the block ends. Needs Django, for the template of the tests."""
    from django.db import connections

    from conftest import copy_of_template

    with _kept(Server(f"{OURS}{os.getpid()}")) as house:
        copy_of_template(connections["owner"], house.database)
        house.run("tests.browser.populate_city", "city")
        yield house


@contextmanager
def copy_of(original: Server) -> Iterator[Server]:
    """The same city again, for somebody who will change it. Takes a tenth of a second."""
    with _kept(Server(f"{OURS}{os.getpid()}_{next(COPIES)}")) as house:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with _owner() as owner:
            owner.execute(make.format(sql.Identifier(house.database), sql.Identifier(original.database)))
        yield house


@contextmanager
def serving(house: Server) -> Iterator[Server]:
    """Served by real web workers, which do not know the owner: as wherever pages are served."""
    with _served(without_owner(house.environment)) as address:
        yield replace(house, address=address)


@contextmanager
def _kept(house: Server) -> Iterator[Server]:
    _sweep()
    try:
        yield house
    finally:
        drop(house.database)


def _owner() -> psycopg.Connection:
    return server().connect("owner", autocommit=True)


def _sweep() -> None:
    """Databases of earlier runs whose process is gone: nobody else would ever drop them."""
    with _owner() as owner:
        names = [row[0] for row in owner.execute("SELECT datname FROM pg_database WHERE datname LIKE 'browser\\_%'")]
        for name in names:
            number = name.removeprefix(OURS).partition("_")[0]
            if number.isdigit() and not Path(f"/proc/{number}").exists():
                with suppress(psycopg.Error):
                    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[str]:
    """gunicorn gets a socket that is already listening, so no other process can take the port in between."""
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
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, pass_fds=[listener.fileno()], preexec_fn=end_with_parent()
        )
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError("The web server ended before it answered. The lines above say why.")
        with suppress(OSError), urllib.request.urlopen(f"{address}/about/", timeout=30):
            return
        time.sleep(0.1)
    raise RuntimeError("The web server did not answer within a minute.")
