"""The real house for a browser: a scratch database, real web workers on a free port, and Chromium in front of them.

Everything is our own and goes again: the database is made and dropped by the owner role, the server is a child of this
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from conftest import fingerprint
from locallinks.config import launch, postgres

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "quick-brown-foxes"
OURS = "browser_"
NO_CHROMIUM = "Chromium is not installed: no page was looked at. On Debian: apt install chromium (or set CHROMIUM)"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-extensions", "--no-first-run", "--force-color-profile=srgb",
    "--font-render-hinting=none", "--disable-dev-shm-usage",
]  # fmt: skip


@dataclass
class House:
    """A served city. `run` starts a Python module of ours on its database and gives back the JSON it ends with."""

    address: str
    environment: dict[str, str]

    def run(self, module: str, *arguments: str) -> Any:
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        last = done.stdout.strip().rpartition("\n")[2]
        return json.loads(last) if last.startswith(("{", "[")) else None


def chromium() -> str:
    """Where Chromium is; empty where there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or ""


@contextmanager
def standing() -> Iterator[House]:
    """The city, without anybody's story, served until the block ends."""
    launch.ensure_in_process()
    database = postgres.Database(**json.loads(os.environ[launch.VARIABLE]))
    name = f"{OURS}{os.getpid()}"
    _sweep(database)
    migrated = _create(database, name)
    try:
        environment = {
            **os.environ, launch.VARIABLE: json.dumps(database._replace(name=name)._asdict()), "LOCALLINKS_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "locallinks.config.settings", "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        environment.pop("LOCALLINKS_DEBUG", None)
        house = House("", environment)
        if not migrated:
            house.run("django", "migrate", "--database=owner", "--verbosity=0")
        house.run("tests.browser.people", "city")
        with _served(launch.without_owner(environment)) as address:  # as wherever pages are served
            house.address = address
            yield house
    finally:
        _drop(database, name)


def _create(database: postgres.Database, name: str) -> bool:
    """True when it is a copy of the migrated template other tests keep (conftest.py); otherwise it is empty."""
    template = f"locallinks_template_{fingerprint()}"
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with database.connect("owner", autocommit=True) as owner:
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        if owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            with suppress(psycopg.errors.ObjectInUse, psycopg.errors.InvalidCatalogName):  # just being made or dropped
                owner.execute(make.format(sql.Identifier(name), sql.Identifier(template)))
                return True
        owner.execute(make.format(sql.Identifier(name), sql.Identifier("template0")))
    return False


def _drop(database: postgres.Database, name: str) -> None:
    """The last connection of a server that has just ended may take a moment to go."""
    with database.connect("owner", autocommit=True) as owner:
        for _ in range(50):
            try:
                owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
                return
            except psycopg.errors.ObjectInUse:
                time.sleep(0.1)


def _sweep(database: postgres.Database) -> None:
    """Databases of earlier runs whose process is gone: nobody else would ever drop them."""
    with database.connect("owner", autocommit=True) as owner:
        names = [row[0] for row in owner.execute("SELECT datname FROM pg_database WHERE datname LIKE 'browser\\_%'")]
        for name in names:
            number = name.removeprefix(OURS)
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
            sys.executable, "-m", "gunicorn", "locallinks.config.wsgi", "--bind", f"fd://{listener.fileno()}",
            "--workers", "1", "--threads", "4", "--log-level", "warning",
        ]  # fmt: skip
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, pass_fds=[listener.fileno()], preexec_fn=launch.end_with_parent()
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
