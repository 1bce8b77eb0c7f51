"""Run a command with the database up: `python -m locallinks.config.launch COMMAND ...`.

The command finds the database in LOCALLINKS_DB. Signals are passed on to it and its exit code is handed back; if
this process is killed, command and server are told to stop. The command does not inherit our lease, or whatever
it leaves behind would keep the server running.
"""

import atexit
import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType

from locallinks.config.place import DatabaseProblem
from locallinks.config.postgres import Lease

VARIABLE = "LOCALLINKS_DB"
OF_THE_OWNER = {"DATABASE_URL", "DATABASE_APP_URL"}  # how the launcher was told; a command reads VARIABLE
ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        _say("Give the command to run: python -m locallinks.config.launch COMMAND ...")
        return 2
    try:
        lease = Lease(ROOT)
    except DatabaseProblem as problem:
        _say(f"The database is not available. {problem}")
        return 1
    try:
        return _run(command, lease)
    finally:
        lease.release()


def ensure_in_process() -> None:
    """For a process started without the launcher (pytest by hand): hold a lease until it exits."""
    if os.environ.get(VARIABLE):
        return
    lease = Lease(ROOT)
    atexit.register(lease.release)
    os.environ[VARIABLE] = json.dumps(lease.database._asdict())


def without_owner(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for web workers and jobs: row-level security does not bind the owner, so they do not know it."""
    found = {name: value for name, value in environment.items() if name not in OF_THE_OWNER}
    told = json.loads(found[VARIABLE])
    return {**found, VARIABLE: json.dumps({**told, "owner_user": "", "owner_password": ""})}


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def _run(command: list[str], lease: Lease) -> int:
    environment = {**os.environ, VARIABLE: json.dumps(lease.database._asdict())}
    try:
        child = subprocess.Popen(command, env=environment, preexec_fn=end_with_parent())
    except OSError as error:
        _say(f"Cannot run {command[0]}: {error.strerror}")
        return 127
    _pass_signals_on(child)
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(lease, done), daemon=True)
    watch.start()
    code = child.wait()
    done.set()
    watch.join(timeout=60)
    return code if code >= 0 else 128 - code


def _watch(lease: Lease, done: threading.Event) -> None:
    """Should the server's keeper be killed while the command runs, start another."""
    told = ""
    while not done.wait(0.5):
        try:
            lease.restore()
        except DatabaseProblem as problem:
            if str(problem) != told:
                told = str(problem)
                _say(f"The database has gone. {told}")


def _pass_signals_on(child: subprocess.Popen) -> None:
    def pass_on(number: int, frame: FrameType | None) -> None:
        child.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2):
        signal.signal(number, pass_on)
    # At a terminal, Ctrl-C reaches the command by itself: twice would cut its orderly stop short.
    at_terminal = sys.stdin is not None and sys.stdin.isatty()
    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN if at_terminal else pass_on)


def end_with_parent() -> Callable[[], None]:
    """For `subprocess`'s preexec_fn: Linux tells the new process to end when we die, however we die."""
    parent = os.getpid()
    prctl = getattr(ctypes.CDLL(None), "prctl", None)

    def ask() -> None:
        if prctl is not None:
            prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)

    return ask


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
