"""The supervisor: the parent process of the database server; local_server.py starts `python -m devdb.supervisor ROOT`.

It starts the server again when it dies and stops it when no command holds a lease any more. If the supervisor itself is
killed, the kernel tells the server to stop. So no way of ending a command leaves a server behind.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from devdb.child_processes import end_with_parent
from devdb.database import DatabaseProblem
from devdb.initdb import programs_folder
from devdb.paths_and_locks import SOCKET_FILE, ServerPaths, open_lock, server_paths, try_lock, wait_until

SETTINGS = {
    "listen_addresses": "",  # no network: only a socket that only this user can open
    "max_connections": "100",
    "shared_buffers": "256MB",
    "jit": "off",
    "random_page_cost": "1.1",
    "log_line_prefix": "%m [%p] ",
    "lc_messages": "C",
    "timezone": "UTC",
    "unix_socket_permissions": "0700",
}
CHECK_SECONDS = 0.1
STOP_SECONDS = 60
LOG_BYTES_MAX = 5 * 2**20
RESTARTS_MAX, RESTART_WINDOW_SECONDS = 5, 60

_stop_requested = False


def main() -> int:
    paths = server_paths(Path(sys.argv[1]))
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _request_stop)
    supervisor_lock = open_lock(paths.supervisor_lock)
    wait_until(lambda: try_lock(supervisor_lock), 10, "another supervisor of this database to end")
    lease = open_lock(paths.lease)
    server, deaths = start_server(paths), list[float]()
    while not _stop_requested and _has_lease_holders(paths, lease):
        time.sleep(CHECK_SECONDS)
        if server.poll() is None:
            continue
        _log(f"The server ended with {server.returncode}; starting it again.")
        now = time.monotonic()
        deaths = [*(death for death in deaths if now - death < RESTART_WINDOW_SECONDS), now]
        if len(deaths) > RESTARTS_MAX:
            _log(f"It died {len(deaths)} times in a minute: giving up. Its log: {paths.log}")
            return 1
        server = start_server(paths)
    stop_server(server)
    return 0


def _log(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def _request_stop(number: int, frame: object) -> None:
    global _stop_requested
    _stop_requested = True


def _has_lease_holders(paths: ServerPaths, lease: int) -> bool:
    """Does a command hold the lease, and is its file still the one that we watch (the folder was not removed)?"""
    try:
        same_file = os.path.samestat(os.fstat(lease), paths.lease.stat())
    except FileNotFoundError:
        return False
    return same_file and not try_lock(lease)


def start_server(paths: ServerPaths) -> subprocess.Popen:
    """Start `postgres` as our direct child, when no process of an earlier one is left."""
    server_lock = open_lock(paths.server_lock)
    if not try_lock(server_lock):
        _stop_orphan(paths, server_lock)
    # No process of an old server is alive (it would hold the lock), so the files that a crash left can go. PostgreSQL
    # itself would trust the process number in them, which may belong to another process by now.
    (paths.data / "postmaster.pid").unlink(missing_ok=True)
    paths.make_private_folder(paths.socket)
    for leftover in paths.socket.glob(SOCKET_FILE + "*"):
        leftover.unlink()
    if paths.log.exists() and paths.log.stat().st_size > LOG_BYTES_MAX:
        paths.log.replace(paths.log.with_suffix(".log.1"))
    command = [str(programs_folder(paths) / "postgres"), "-D", str(paths.data)]
    for name, value in {**SETTINGS, "unix_socket_directories": str(paths.socket)}.items():
        command += ["-c", f"{name}={value}"]
    with paths.log.open("a") as log:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            pass_fds=[server_lock],
            env=paths.environment(),
            preexec_fn=end_with_parent(signal.SIGINT),
            **paths.user_arguments(),
        )
    os.close(server_lock)  # from here on only the server and its children hold it
    return server


def _stop_orphan(paths: ServerPaths, server_lock: int) -> None:
    """Stop an earlier server, or its children, whose supervisor was killed. Raises DatabaseProblem if they stay."""
    for number, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        pid = _server_process(paths)
        if pid:
            os.kill(pid, number)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if try_lock(server_lock):
                return
            time.sleep(0.02)
    raise DatabaseProblem(f"An earlier database server on {paths.data} does not end. Restart the machine.")


def _server_process(paths: ServerPaths) -> int:
    """The process number in the data folder, if that process is a postgres; otherwise 0."""
    try:
        pid = int((paths.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, 0)
        name = Path(f"/proc/{pid}/comm")
        return pid if not name.exists() or name.read_text().strip() == "postgres" else 0
    except (OSError, ValueError, IndexError):
        return 0


def stop_server(server: subprocess.Popen) -> None:
    """A fast shutdown, or an immediate one if that takes too long. Neither loses a committed transaction."""
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
