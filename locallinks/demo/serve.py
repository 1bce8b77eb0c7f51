"""Serving the demonstration: web workers and one job worker, ended together, with nothing left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.core.management.base import CommandError

from locallinks.config.launch import end_with_parent

HOST = "127.0.0.1"


def check_port(port: int) -> None:
    """Raises CommandError, before anything is built, when the port is taken."""
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
    """Run until Ctrl-C or a signal. If one process ends, the others are ended too and the command fails."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise looks here first, and complains where it is missing
    environment = {**os.environ, "LOCALLINKS_DEMO": "1", "DJANGO_SETTINGS_MODULE": "locallinks.config.settings"}
    commands = [
        [sys.executable, "-m", "gunicorn", "locallinks.config.wsgi", "--bind", f"{HOST}:{port}",
         "--workers", str(workers), "--threads", "2", "--log-level", "warning", "--max-requests", "5000"],
        [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency", "1"],
    ]  # fmt: skip
    processes = [subprocess.Popen(command, env=environment, preexec_fn=end_with_parent()) for command in commands]
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: stopping.append(got))
    say(f"Open http://{HOST}:{port}/ in a browser. Press Ctrl-C to stop.")
    try:
        while not stopping and all(process.poll() is None for process in processes):
            time.sleep(0.2)
    finally:
        _end(processes)
    if not stopping:
        raise CommandError("A part of the demonstration stopped by itself. The lines above say why.")


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
