"""The launcher: exit codes and signals go through, the command finds its database, words say what is wrong."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devdb import run_with_db

ROOT = Path(__file__).resolve().parents[2]
LAUNCH = [sys.executable, "-P", "-m", "devdb.run_with_db"]
WAIT = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(5))
print("waiting", flush=True)
time.sleep(60)
"""


def run(*command: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.run([*LAUNCH, *command], env=environment, cwd="/", capture_output=True, text=True)


def test_exit_code_and_database_are_handed_on() -> None:
    told = run("sh", "-c", 'printf %s "$LOCALLINKS_DB"; exit 7')
    assert told.returncode == 7
    database = json.loads(told.stdout)
    assert database["owner_user"] != database["app_user"]


def test_a_command_that_does_not_exist() -> None:
    told = run("no-such-command")
    assert (told.returncode, told.stderr) == (127, "Cannot run no-such-command: No such file or directory\n")


def test_no_command_at_all() -> None:
    assert run_with_db.main([]) == 2


def test_killed_command_shows_in_the_exit_code() -> None:
    assert run("sh", "-c", "kill -9 $$").returncode == 128 + signal.SIGKILL


def test_database_that_cannot_be_had_is_said_in_words() -> None:
    told = run("true", DATABASE_URL="host=127.0.0.1 port=1 dbname=nowhere user=nobody")
    assert told.returncode == 1
    assert "Cannot connect with DATABASE_URL" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 5), (signal.SIGKILL, -signal.SIGKILL)])
def test_signals_reach_the_command(number: int, code: int) -> None:
    """Even when the launcher itself is killed, the command is told to end."""
    command = [*LAUNCH, sys.executable, "-c", WAIT]
    launcher = subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert launcher.stdout is not None
    assert launcher.stdout.readline() == "waiting\n"
    launcher.send_signal(number)
    assert launcher.wait(30) == code
    began = time.monotonic()
    assert launcher.stdout.read() == "", "reads to the end only when the command has ended too"
    assert time.monotonic() - began < 20
