"""The checkout's own database server, as one command uses it: take a lease, start the server, give the lease back.

One server a checkout, shared by every command that runs there (paths_and_locks.py explains the locks, supervisor.py
the process that is the server's parent).
"""

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from devdb.database import OWNER_VARIABLES, VARIABLE, Database, DatabaseProblem
from devdb.initdb import APP_ROLE, DATABASE_NAME, OWNER_ROLE, prepare_cluster
from devdb.paths_and_locks import ServerPaths, is_lock_free, locked, open_lock, problem_from_output, try_lock

START_SECONDS = 120  # most of it for a server that recovers from a crash
STOP_SECONDS = 60
POLL_SECONDS = 0.02

_supervisors: list[subprocess.Popen] = []  # so that one that ends before us is reaped, and no warning is printed


def take_lease(paths: ServerPaths) -> int:
    """While this handle is open, in this process or in one that inherits it, the server is kept running."""
    handle = open_lock(paths.lease)
    fcntl.flock(handle, fcntl.LOCK_SH)  # waits for a supervisor that is just stopping the server
    return handle


def start(paths: ServerPaths) -> Database:
    """Start the server unless it runs, and wait until it accepts connections. The caller holds a lease.

    Raises DatabaseProblem when the server does not start, or not in time.
    """
    with locked(paths.folder / "start.lock"):
        database = _database_of(paths, prepare_cluster(paths))
        deadline, supervisor = time.monotonic() + START_SECONDS, None
        log_start = paths.log.stat().st_size if paths.log.exists() else 0
        while not _accepts_connections(database):
            if supervisor is None and not is_supervised(paths):
                supervisor = _start_supervisor(paths)
            if supervisor is not None and supervisor.poll() is not None:
                raise problem_from_output("The database server did not start", _log_since(paths, log_start), paths.home)
            if time.monotonic() > deadline:
                raise problem_from_output(
                    "The database server is still not answering", _log_since(paths, log_start), paths.home
                )
            time.sleep(POLL_SECONDS)
    return database


def _database_of(paths: ServerPaths, passwords: dict) -> Database:
    return Database(
        host=str(paths.socket),
        port="5432",
        name=DATABASE_NAME,
        owner_user=OWNER_ROLE,
        owner_password=passwords["owner_password"],
        app_user=APP_ROLE,
        app_password=passwords["app_password"],
    )


def _accepts_connections(database: Database) -> bool:
    """Try a real connection: a socket file or a process number proves nothing after a crash."""
    try:
        database.connect(connect_timeout=10).close()
    except psycopg.OperationalError as error:
        if "connection slots" in str(error) or "too many clients" in str(error):
            return True
        if "password authentication failed" in str(error):
            raise DatabaseProblem(
                "The database does not know the password in var/postgres.json. End every command of this checkout, "
                "delete that file, and run the command again: new passwords will be set."
            ) from error
        return False
    return True


def is_supervised(paths: ServerPaths) -> bool:
    return not is_lock_free(paths.supervisor_lock)


def _start_supervisor(paths: ServerPaths) -> subprocess.Popen:
    code = str(Path(__file__).resolve().parents[1])
    excluded = {VARIABLE, *OWNER_VARIABLES, "PYTHONSAFEPATH"}
    environment = {name: value for name, value in os.environ.items() if name not in excluded}
    with paths.supervisor_log.open("w") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "devdb.supervisor", str(paths.root)],
            start_new_session=True,
            cwd=code,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**environment, "PYTHONPATH": code},
        )
    _supervisors.append(supervisor)
    return supervisor


def _log_since(paths: ServerPaths, log_start: int) -> str:
    """The supervisor's log, and the server's from byte `log_start` on."""
    texts = [path.read_bytes() if path.exists() else b"" for path in (paths.supervisor_log, paths.log)]
    return b"".join([texts[0], texts[1][log_start:]]).decode(errors="replace")


def release_lease(paths: ServerPaths, handle: int) -> None:
    """Give the lease back; if it was the last one, wait until the server has stopped."""
    os.close(handle)
    deadline = time.monotonic() + STOP_SECONDS
    while _is_running(paths) and not _has_other_lease_holders(paths) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    _supervisors[:] = [supervisor for supervisor in _supervisors if supervisor.poll() is None]


def _is_running(paths: ServerPaths) -> bool:
    return is_supervised(paths) or not is_lock_free(paths.server_lock)


def _has_other_lease_holders(paths: ServerPaths) -> bool:
    """Is the lease held by more than the supervisor, which holds it exclusively while it stops the server?"""
    handle = open_lock(paths.lease)
    try:
        return not try_lock(handle) and try_lock(handle, fcntl.LOCK_SH)
    finally:
        os.close(handle)
