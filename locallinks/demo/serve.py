"""Serve the demonstration: web workers and one job worker, which are stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections

from devdb.child_processes import end_with_parent
from devdb.database import without_owner

HOST = "127.0.0.1"
MOST_STARTS, WITHIN_SECONDS = 5, 60  # a process that ends more often has a fault that a restart does not repair


@dataclass
class Part:
    """One of the processes. It is started again when it ends by itself."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=lambda: without_owner(os.environ))
    process: "subprocess.Popen[bytes] | None" = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(self.command, env=self.environment, preexec_fn=end_with_parent())

    @property
    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    @property
    def may_start_again(self) -> bool:
        return len([start for start in self.starts if start > time.monotonic() - WITHIN_SECONDS]) < MOST_STARTS


def check_port(port: int) -> None:
    """Raise CommandError where the port is in use. Called before anything is built."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is already in use ({error.strerror}). Stop what uses it, or choose another port: "
                f"bin/demo --port {port + 1}"
            ) from error


def serve(*, port: int, workers: int, say: Callable[[str], None]) -> None:
    """Run until Ctrl-C or a signal.

    A process that ends by itself is started again. Raise CommandError, and stop all, where one keeps ending. None of
    them has the password of the owner of the tables, and our own connection as the owner is closed.
    """
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns where it is missing
    connections.close_all()
    environment = {
        **without_owner(os.environ),
        "LOCALLINKS_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "locallinks.config.settings",
    }
    web = [
        sys.executable,
        "-m",
        "gunicorn",
        "locallinks.config.wsgi",
        "--bind",
        f"{HOST}:{port}",
        "--workers",
        str(workers),
        "--threads",
        "2",
        "--log-level",
        "warning",
        "--max-requests",
        "5000",
    ]
    jobs = [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency", "1"]
    parts = [Part("The web server", web, environment), Part("The job worker", jobs, environment)]
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: stopping.append(got))
    for part in parts:
        part.start()
    say(f"Open http://{HOST}:{port}/ in a browser. Press Ctrl-C to stop.")
    watch(parts, stopping=stopping, say=say)


def watch(parts: list[Part], *, stopping: list[int], say: Callable[[str], None], pause: float = 1) -> None:
    """Restart processes until `stopping` is not empty, and then stop all.

    Raise CommandError, after stopping all, where one keeps ending.
    """
    try:
        while not stopping:
            for part in parts:
                if part.has_ended and not stopping:
                    _start_again(part, say, pause)
            time.sleep(pause / 5)
    finally:
        _end([part.process for part in parts if part.process])


def _start_again(part: Part, say: Callable[[str], None], pause: float) -> None:
    if not part.may_start_again:
        raise CommandError(f"{part.name} of the demonstration keeps stopping by itself. The lines above say why.")
    time.sleep(pause)  # the database may be starting again itself
    say(f"{part.name} stopped by itself. It is started again.")
    part.start()


def _end(processes: list["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
