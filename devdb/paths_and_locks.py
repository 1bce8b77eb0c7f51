"""The folders, the system user and the locks of the checkout's own database server.

Nothing here trusts a process number. A process is alive while it holds its file lock, which the kernel releases however
the process ends.

    lease            held shared by every command that uses the server; the supervisor stops the server when nobody does
    start.lock       held while one command prepares or starts the server; the others wait
    supervisor.lock  held by the supervisor (supervisor.py), the parent of the server
    server.lock      held by the server and each of its children; when it is free, no process of an old server is left
"""

import errno
import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devdb.database import DatabaseProblem

SOCKET_FILE = ".s.PGSQL.5432"
LONGEST_SOCKET = 100  # the kernel allows 107 bytes for the path of a socket
ELSEWHERE = Path("/var/tmp")


@dataclass(frozen=True)
class ServerPaths:
    """Where one checkout keeps its server, and the system user that runs the server (None: the current user)."""

    root: Path  # of the checkout
    folder: Path  # var/postgres: locks and the supervisor's log
    home: Path  # data and the server's log: the same folder, or one in /var/tmp that the server's user can enter
    user: int | None
    group: int | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def server_lock(self) -> Path:
        return self.home / "server.lock"

    @property
    def supervisor_lock(self) -> Path:
        return self.folder / "supervisor.lock"

    @property
    def supervisor_log(self) -> Path:
        return self.folder / "supervisor.log"

    @property
    def lease(self) -> Path:
        return self.folder / "lease"

    @property
    def passwords_file(self) -> Path:
        return self.folder.parent / "postgres.json"

    @property
    def socket(self) -> Path:
        """The folder of the server's socket: beside its data, or in /tmp where that path is too long."""
        beside = self.home / "run"
        if len(os.fsencode(beside / SOCKET_FILE)) <= LONGEST_SOCKET:
            return beside
        return Path("/tmp") / f"locallinks-{_digest(self.root)}"

    def user_arguments(self) -> dict:
        """Keyword arguments for `subprocess`, to run a program as the server's user."""
        if self.user is None:
            return {}
        return {"user": self.user, "group": self.group, "extra_groups": []}

    def environment(self) -> dict[str, str]:
        """The environment of the server's programs: next to nothing, so that nothing of ours changes what they do."""
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}

    def make_private_folder(self, folder: Path) -> None:
        """Make a folder that only the server's user can open. Raises DatabaseProblem if somebody else made it first."""
        owner = os.geteuid() if self.user is None else self.user
        try:
            folder.mkdir(mode=0o700)
            if self.user is not None and self.group is not None:
                os.chown(folder, self.user, self.group)
        except FileExistsError:
            if folder.is_symlink() or folder.lstat().st_uid != owner:
                raise DatabaseProblem(f"{folder} is somebody else's. Remove it, or move this checkout.") from None
        except OSError as error:
            raise DatabaseProblem(cannot_write(folder, error)) from error
        folder.chmod(0o700)


def server_paths(root: Path) -> ServerPaths:
    """Find the folders of the checkout at `root`, and make those that are missing."""
    root = root.resolve()
    folder = root / "var" / "postgres"
    user, group = _server_user(root)
    _make_folder(folder.parent)
    _make_folder(folder)
    inside = ServerPaths(root=root, folder=folder, home=folder, user=user, group=group)
    if user is None or is_reachable(folder, user):
        return inside
    with locked(folder / "home.lock"):
        home = _home_elsewhere(inside)
    return ServerPaths(root=root, folder=folder, home=home, user=user, group=group)


def _home_elsewhere(paths: ServerPaths) -> Path:
    """A folder the server's user can reach where the checkout is closed to it (/root); its name is kept in var/."""
    note = paths.folder / "home.json"
    prefix = f"locallinks-{_digest(paths.root)}-"
    if note.exists():
        home = Path(json.loads(note.read_text())["home"])
        if not home.name.startswith(prefix):
            raise DatabaseProblem(
                f"This checkout was moved or copied; its database is in {home}. Move it back, or delete {note} and "
                f"{paths.passwords_file} to begin with an empty database here."
            )
    else:
        for leftover in ELSEWHERE.glob(prefix + "*"):  # from a deleted checkout in the same place
            if leftover.lstat().st_uid == paths.user:
                shutil.rmtree(leftover, ignore_errors=True)
        home = ELSEWHERE / (prefix + secrets.token_hex(4))
        write_private(note, {"home": str(home)})
        sys.stderr.write(f"The database is kept in {home}: the user it runs as may not enter {paths.root}.\n")
    paths.make_private_folder(home)
    return home


def _digest(root: Path) -> str:
    return hashlib.sha256(f"{root}:{os.geteuid()}".encode()).hexdigest()[:12]


def _server_user(root: Path) -> tuple[int | None, int | None]:
    """PostgreSQL refuses to run as root: then it runs as the checkout's owner, or else as `nobody`."""
    if os.geteuid() != 0:
        return None, None
    known = {entry.pw_uid: entry for entry in pwd.getpwall()}
    names = {entry.pw_name: entry for entry in known.values()}
    for entry in (known.get(root.stat().st_uid), names.get("nobody"), names.get("daemon")):
        if entry is not None and entry.pw_uid != 0:
            return entry.pw_uid, entry.pw_gid
    raise DatabaseProblem(
        "PostgreSQL cannot run as root, and this machine has no user `nobody` to run it as. "
        "Run this command as an ordinary user, or set DATABASE_URL to a server of your own."
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir()
        folder.chmod(0o755)
    except FileExistsError:
        pass
    except OSError as error:
        raise DatabaseProblem(cannot_write(folder, error)) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DatabaseProblem(cannot_write(folder, PermissionError(errno.EACCES, os.strerror(errno.EACCES))))


def cannot_write(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"There is no room left on the disk of {path}. Make room, then run the command again."
    return f"Cannot write to {path}: {error.strerror}. Work in a clone of your own, or change the owner of this one."


def is_reachable(folder: Path, user: int) -> bool:
    """May `user`, who is in none of our groups, enter `folder` and every folder above it?"""
    return all(_may_enter(path.stat(), user) for path in (folder, *folder.parents))


def _may_enter(status: os.stat_result, user: int) -> bool:
    return bool(status.st_mode & (0o100 if status.st_uid == user else 0o001))


def problem_from_output(summary: str, output: str, folder: Path) -> DatabaseProblem:
    """One line for a full disk; otherwise the summary and the last lines of the program's output."""
    if "No space left on device" in output:
        free = shutil.disk_usage(folder).free // 2**20
        return DatabaseProblem(f"The disk of {folder} is full ({free} MB free). Make room, then run the command again.")
    return DatabaseProblem(f"{summary}:\n" + "\n".join(output.strip().splitlines()[-12:]))


def write_private(path: Path, content: dict) -> None:
    """Write a small file that only we can read, whole or not at all."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)


def open_lock(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise DatabaseProblem(cannot_write(path, error)) from error


def try_lock(handle: int, kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_lock_free(path: Path) -> bool:
    """Does nobody hold this lock?"""
    handle = open_lock(path)
    try:
        return try_lock(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    handle = open_lock(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Raises DatabaseProblem if the condition is not true in time; `what` completes "Waited 10 seconds for ..."."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise DatabaseProblem(f"Waited {seconds:.0f} seconds for {what}, in vain.")
        time.sleep(0.02)
