"""The keeper: the parent of the database server. `python -m locallinks.config.keeper ROOT`, started by embedded.py.

It starts the server again when it dies, stops it when no command holds a lease any more, and should it be killed
itself, the kernel tells the server to stop. So no way of ending a command leaves a server behind.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from locallinks.config.cluster import programs
from locallinks.config.place import SOCKET_FILE, DatabaseProblem, Place, open_lock, place_of, try_lock, wait_until

SETTINGS = {
    "listen_addresses": "",  # no network at all: a socket that only this user can open
    "max_connections": "100",
    "shared_buffers": "256MB",
    "jit": "off",
    "random_page_cost": "1.1",
    "log_line_prefix": "%m [%p] ",
    "lc_messages": "C",
    "timezone": "UTC",
    "unix_socket_permissions": "0700",
}
TICK_SECONDS = 0.1
STOP_SECONDS = 60
LARGEST_LOG = 5 * 2**20
MOST_DEATHS, WITHIN_SECONDS = 5, 60

_asked_to_stop = False


def main() -> int:
    place = place_of(Path(sys.argv[1]))
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _ask_to_stop)
    mine = open_lock(place.keeper_lock)
    wait_until(lambda: try_lock(mine), 10, "another keeper of this database to end")
    lease = open_lock(place.lease)
    server, deaths = start_server(place), list[float]()
    while not _asked_to_stop and _is_wanted(place, lease):
        time.sleep(TICK_SECONDS)
        if server.poll() is None:
            continue
        _say(f"The server ended with {server.returncode}; starting it again.")
        now = time.monotonic()
        deaths = [*(death for death in deaths if now - death < WITHIN_SECONDS), now]
        if len(deaths) > MOST_DEATHS:
            _say(f"It died {len(deaths)} times in a minute: giving up. Its log: {place.log}")
            return 1
        server = start_server(place)
    stop_server(server)
    return 0


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def _ask_to_stop(number: int, frame: object) -> None:
    global _asked_to_stop
    _asked_to_stop = True


def _is_wanted(place: Place, lease: int) -> bool:
    """Somebody holds a lease, and the file they hold is still the one we watch (the folder was not removed)."""
    try:
        same = os.path.samestat(os.fstat(lease), place.lease.stat())
    except FileNotFoundError:
        return False
    return same and not try_lock(lease)


def start_server(place: Place) -> subprocess.Popen:
    """Start `postgres` as our direct child, once nothing of an earlier one is left."""
    mark = open_lock(place.server_lock)
    if not try_lock(mark):
        _end_orphan(place, mark)
    # Nothing of an old server lives (its processes would hold the mark), so what its crash left is only litter.
    # PostgreSQL itself goes by the process number, which may belong to somebody else by now.
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    place.own_folder(place.socket)
    for litter in place.socket.glob(SOCKET_FILE + "*"):
        litter.unlink()
    if place.log.exists() and place.log.stat().st_size > LARGEST_LOG:
        place.log.replace(place.log.with_suffix(".log.1"))
    command = [str(programs(place) / "postgres"), "-D", str(place.data)]
    for name, value in {**SETTINGS, "unix_socket_directories": str(place.socket)}.items():
        command += ["-c", f"{name}={value}"]
    with place.log.open("a") as log:
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", pass_fds=[mark],
            env=place.environment(), preexec_fn=_die_with_parent(), **place.identity(),
        )  # fmt: skip
    os.close(mark)  # from here on only the server and its children hold it
    return server


def _die_with_parent() -> Callable[[], None]:
    """Ask Linux to send the server a fast-shutdown signal when its parent dies, however it dies."""
    parent = os.getpid()
    prctl = getattr(ctypes.CDLL(None), "prctl", None)

    def ask() -> None:
        if prctl is not None:
            prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)

    return ask


def _end_orphan(place: Place, mark: int) -> None:
    """An earlier server (its keeper was killed) is still there, or its children are: see it out first."""
    for number, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        pid = _server_process(place)
        if pid:
            os.kill(pid, number)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if try_lock(mark):
                return
            time.sleep(0.02)
    raise DatabaseProblem(f"An earlier database server on {place.data} does not end. Restart the machine.")


def _server_process(place: Place) -> int:
    """The process that says it serves our data, if it is a postgres indeed."""
    try:
        pid = int((place.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, 0)
        name = Path(f"/proc/{pid}/comm")
        return pid if not name.exists() or name.read_text().strip() == "postgres" else 0
    except (OSError, ValueError, IndexError):
        return 0


def stop_server(server: subprocess.Popen) -> None:
    """A fast shutdown; an immediate one if that takes too long (nothing acknowledged is lost either way)."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is None:
            server.send_signal(number)
        try:
            server.wait(STOP_SECONDS)
            return
        except subprocess.TimeoutExpired:
            continue


if __name__ == "__main__":
    try:
        sys.exit(main())
    except DatabaseProblem as problem:
        sys.exit(str(problem))
