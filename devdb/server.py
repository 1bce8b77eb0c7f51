"""The database server that comes with the project, for one command: take a lease, have it started, give it back.

One server a checkout, shared by every command that runs there (place.py tells of the locks, keeper.py of its keeper).
"""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from locallinks.config.cluster import prepare
from locallinks.config.place import Place, explain, is_free, locked, open_lock, try_lock

START_SECONDS = 120  # most of it for a server that has a crash to recover from
STOP_SECONDS = 60

_keepers: list[subprocess.Popen] = []  # kept so that a keeper that ends before us is reaped, not warned about


def take_lease(place: Place) -> int:
    """While this handle is open, in this process or in one that inherits it, the server is kept running."""
    handle = open_lock(place.lease)
    fcntl.flock(handle, fcntl.LOCK_SH)  # waits out a keeper that is just stopping the server
    return handle


def start(place: Place, answers: Callable[[dict], bool]) -> dict:
    """Have the server up and answering; the caller holds a lease. Returns the record of how to get in."""
    with locked(place.folder / "start.lock"):
        record = prepare(place)
        deadline, keeper = time.monotonic() + START_SECONDS, None
        logged = place.log.stat().st_size if place.log.exists() else 0
        while not answers(record):
            if keeper is None and not is_kept(place):
                keeper = _start_keeper(place)
            if keeper is not None and keeper.poll() is not None:
                raise explain("The database server did not start", _words(place, logged), place.home)
            if time.monotonic() > deadline:
                raise explain("The database server is still not answering", _words(place, logged), place.home)
            time.sleep(0.02)
    return record


def is_kept(place: Place) -> bool:
    return not is_free(place.keeper_lock)


def _start_keeper(place: Place) -> subprocess.Popen:
    code = str(Path(__file__).resolve().parents[2])
    ours = ("LOCALLINKS_DB", "DATABASE_URL", "DATABASE_APP_URL", "PYTHONSAFEPATH")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    with (place.folder / "keeper.log").open("w") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "locallinks.config.keeper", str(place.root)], start_new_session=True, cwd=code,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**environment, "PYTHONPATH": code},
        )  # fmt: skip
    _keepers.append(keeper)
    return keeper


def _words(place: Place, logged: int) -> str:
    """What keeper and server have said since the log was `logged` bytes long."""
    said = [place.folder / "keeper.log", place.log]
    texts = [path.read_bytes() if path.exists() else b"" for path in said]
    return b"".join([texts[0], texts[1][logged:]]).decode(errors="replace")


def release(place: Place, handle: int) -> None:
    """Give the lease back; if it was the last one, wait until the server has stopped."""
    os.close(handle)
    deadline = time.monotonic() + STOP_SECONDS
    while _is_there(place) and not _others_use(place) and time.monotonic() < deadline:
        time.sleep(0.02)
    _keepers[:] = [keeper for keeper in _keepers if keeper.poll() is None]


def _is_there(place: Place) -> bool:
    return is_kept(place) or not is_free(place.server_lock)


def _others_use(place: Place) -> bool:
    """Held, but not by the keeper alone (which holds it exclusively while it stops the server)."""
    handle = open_lock(place.lease)
    try:
        return not try_lock(handle) and try_lock(handle, fcntl.LOCK_SH)
    finally:
        os.close(handle)
