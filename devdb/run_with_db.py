"""Run a command with the database available: `python -m devdb.run_with_db COMMAND ...`.

The command finds the database in LOCALLINKS_DB. Signals are passed on to it and its exit code is returned; if this
process is killed, command and server are told to stop. The command does not inherit our lease: otherwise any process
that it leaves behind would keep the server running.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import FrameType

from devdb.child_processes import end_with_parent
from devdb.database import VARIABLE, DatabaseProblem
from devdb.lease import Lease

ROOT = Path(__file__).resolve().parents[1]
CHECK_SECONDS = 0.5  # how often the command's server is looked at


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        _log("Give the command to run: python -m devdb.run_with_db COMMAND ...")
        return 2
    try:
        lease = Lease(ROOT)
    except DatabaseProblem as problem:
        _log(f"The database is not available. {problem}")
        return 1
    try:
        return _run(command, lease)
    finally:
        lease.release()


def start_until_exit() -> None:
    """For a process that was started without this launcher (pytest by hand): hold a lease until it exits."""
    if os.environ.get(VARIABLE):
        return
    lease = Lease(ROOT)
    atexit.register(lease.release)
    os.environ.update(lease.database.as_environment())


def _log(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def _run(command: list[str], lease: Lease) -> int:
    environment = {**os.environ, **lease.database.as_environment()}
    try:
        child = subprocess.Popen(command, env=environment, preexec_fn=end_with_parent())
    except OSError as error:
        _log(f"Cannot run {command[0]}: {error.strerror}")
        return 127
    _pass_signals_on(child)
    done = threading.Event()
    watch = threading.Thread(target=_keep_server_running, args=(lease, done), daemon=True)
    watch.start()
    code = child.wait()
    done.set()
    watch.join(timeout=60)
    return code if code >= 0 else 128 - code


def _keep_server_running(lease: Lease, done: threading.Event) -> None:
    """Start another supervisor if the server's supervisor is killed while the command runs."""
    logged = ""
    while not done.wait(CHECK_SECONDS):
        try:
            lease.restore()
        except DatabaseProblem as problem:
            if str(problem) != logged:
                logged = str(problem)
                _log(f"The database has gone. {logged}")


def _pass_signals_on(child: subprocess.Popen) -> None:
    def pass_on(number: int, frame: FrameType | None) -> None:
        child.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2):
        signal.signal(number, pass_on)
    # At a terminal, Ctrl-C reaches the command by itself: a second one would cut its orderly stop short.
    at_terminal = sys.stdin is not None and sys.stdin.isatty()
    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN if at_terminal else pass_on)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
