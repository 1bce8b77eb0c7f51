"""Failures of the database server: kill -9 of server, supervisor or command, leftover and lost files, two checkouts."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from devdb import initdb, local_server
from devdb.database import Database, DatabaseProblem
from devdb.lease import Lease, running
from devdb.paths_and_locks import ServerPaths, is_lock_free, open_lock, server_paths

pytestmark = pytest.mark.faults

CODE = Path(__file__).resolve().parents[2]
HOLD = """
import sys, time
from pathlib import Path
from devdb.lease import running
with running(Path(sys.argv[1])):
    print("up", flush=True)
    time.sleep(120)
"""


@pytest.fixture(autouse=True)
def own_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are about our own server, whatever the others run on."""
    monkeypatch.delenv("DATABASE_URL", raising=False)


@contextlib.contextmanager
def new_checkout(mode: int = 0o755) -> Iterator[Path]:
    """A folder like a checkout; open to all by default, or as root its server could not reach it."""
    root = Path(tempfile.mkdtemp(prefix="locallinks-test-"))
    root.chmod(mode)
    try:
        yield root
    finally:
        assert eventually(lambda: not servers_of(root)), "a server was left behind"
        shutil.rmtree(root)


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A checkout whose cluster is made but has never run, to copy: making one takes most of a second."""
    with new_checkout() as root:
        initdb.prepare_cluster(server_paths(root))
        yield root


@pytest.fixture
def checkout(made: Path) -> Iterator[Path]:
    with new_checkout() as root:
        subprocess.run(["cp", "-a", str(made / "var"), str(root)], check=True)
        yield root


def eventually(true: Callable[[], object], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())


def servers_of(root: Path) -> list[int]:
    """The processes, supervisor and server alike, that name this folder in their command line."""
    return [int(pid) for pid in os.listdir("/proc") if pid.isdigit() and _names(pid, f"{root.resolve()}")]


def _names(pid: str, folder: str) -> bool:
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return False
    return folder in line and ("devdb.supervisor" in line or "postgres\0-D" in line)


def server_process(paths: ServerPaths) -> int:
    return int((paths.data / "postmaster.pid").read_text().split()[0])


def supervisor_process(root: Path) -> int:
    return next(pid for pid in servers_of(root) if "devdb.supervisor" in Path(f"/proc/{pid}/cmdline").read_text())


def holder(root: Path) -> subprocess.Popen:
    """Another command that uses the server."""
    command = subprocess.Popen([sys.executable, "-c", HOLD, str(root)], stdout=subprocess.PIPE, cwd=CODE, text=True)
    assert command.stdout is not None
    assert command.stdout.readline() == "up\n"
    return command


def reconnect(database: Database, role: str = "app") -> psycopg.Connection:
    deadline = time.monotonic() + 15
    while True:
        try:
            return database.connect(role)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def test_first_start_is_quick_and_nothing_is_left() -> None:
    with new_checkout() as checkout:
        _start_and_stop(checkout)


def _start_and_stop(checkout: Path) -> None:
    began = time.monotonic()
    with running(checkout) as database:
        sys.stdout.write(f"\nfirst start: {time.monotonic() - began:.2f} s\n")
        assert database.connect().execute("select 1").fetchone() == (1,)
        began = time.monotonic()
    sys.stdout.write(f"stop: {time.monotonic() - began:.2f} s\n")
    assert servers_of(checkout) == []
    began = time.monotonic()
    with running(checkout):
        sys.stdout.write(f"second start: {time.monotonic() - began:.2f} s\n")


def test_killed_server_comes_back_with_every_acknowledged_row(checkout: Path) -> None:
    paths = server_paths(checkout)
    acknowledged: list[int] = []
    done = threading.Event()
    with running(checkout) as database:
        with database.connect("owner") as owner:
            owner.execute("create table kept (n int primary key)")

        def write() -> None:
            n = 0
            while not done.is_set():
                with contextlib.suppress(psycopg.OperationalError), reconnect(database, "owner") as connection:
                    while not done.is_set():
                        n += 1
                        connection.execute("insert into kept values (%s)", [n])
                        connection.commit()
                        acknowledged.append(n)

        writer = threading.Thread(target=write)
        writer.start()
        for _ in range(3):
            before = len(acknowledged)
            assert eventually(lambda: len(acknowledged) > before + 20)  # noqa: B023 - used at once
            with contextlib.suppress(ProcessLookupError):
                os.kill(server_process(paths), signal.SIGKILL)
        before = len(acknowledged)
        assert eventually(lambda: len(acknowledged) > before + 20)
        done.set()
        writer.join(20)
        rows = {row[0] for row in reconnect(database, "owner").execute("select n from kept")}
    assert set(acknowledged) <= rows


def test_killed_command_leaves_no_server(checkout: Path) -> None:
    command = holder(checkout)
    assert servers_of(checkout)
    command.kill()
    command.wait()
    assert eventually(lambda: not servers_of(checkout))
    with running(checkout) as database:
        assert database.connect().execute("select 1").fetchone() == (1,)


def test_last_command_out_stops_the_server(checkout: Path) -> None:
    first, second = holder(checkout), holder(checkout)
    assert len(servers_of(checkout)) == 2, "one supervisor, one server"
    first.kill()
    first.wait()
    time.sleep(0.5)
    with running(checkout) as database:
        assert database.connect().execute("select 1").fetchone() == (1,)
    assert servers_of(checkout), "the second command still uses it"
    second.kill()
    second.wait()
    assert eventually(lambda: not servers_of(checkout))


def test_killed_supervisor_takes_its_server_along_and_is_replaced(checkout: Path) -> None:
    lease = Lease(checkout)
    try:
        os.kill(supervisor_process(checkout), signal.SIGKILL)
        paths = server_paths(checkout)
        assert eventually(lambda: is_lock_free(paths.server_lock)), "the server outlived its supervisor"
        lease.restore()
        assert lease.database.connect().execute("select 1").fetchone() == (1,)
    finally:
        lease.release()
    assert servers_of(checkout) == []


def test_supervisor_and_server_killed_together(checkout: Path) -> None:
    with holder(checkout) as command:
        paths = server_paths(checkout)
        os.kill(supervisor_process(checkout), signal.SIGSTOP)  # so that it cannot restart the server
        os.kill(server_process(paths), signal.SIGKILL)
        os.kill(supervisor_process(checkout), signal.SIGKILL)
        with running(checkout) as database:
            assert database.connect().execute("select 1").fetchone() == (1,)
        command.kill()


def test_two_checkouts_side_by_side(checkout: Path) -> None:
    with new_checkout() as other, running(checkout) as one, running(other) as two:
        assert one.host != two.host
        with one.connect("owner") as owner:
            owner.execute("create table only_here (n int)")
        with pytest.raises(psycopg.errors.UndefinedTable):
            two.connect("owner").execute("select from only_here")


def test_many_commands_at_once_share_one_server(checkout: Path) -> None:
    commands = [
        subprocess.Popen([sys.executable, "-c", HOLD, str(checkout)], stdout=subprocess.PIPE, cwd=CODE, text=True)
        for _ in range(4)
    ]
    try:
        assert [command.stdout.readline() for command in commands if command.stdout] == ["up\n"] * 4
        assert len(servers_of(checkout)) == 2
    finally:
        for command in commands:
            command.kill()
            command.wait()


def test_leftover_files_of_a_crash_are_no_obstacle(checkout: Path) -> None:
    """A process number left behind may by now belong to an innocent process, which must not be harmed."""
    with running(checkout):
        pass
    paths = server_paths(checkout)
    innocent = subprocess.Popen(["sleep", "60"], **paths.user_arguments())
    try:
        (paths.data / "postmaster.pid").write_text(f"{innocent.pid}\n{paths.data}\n")
        (paths.socket / ".s.PGSQL.5432.lock").write_text(f"{innocent.pid}\n")
        with running(checkout) as database:
            assert database.connect().execute("select 1").fetchone() == (1,)
        assert innocent.poll() is None
    finally:
        innocent.kill()
        innocent.wait()


def test_half_made_cluster_is_made_again(checkout: Path) -> None:
    paths = server_paths(checkout)
    shutil.rmtree(paths.data)
    paths.make_private_folder(paths.home / "data.part")
    (paths.home / "data.part" / "PG_VERSION").write_text("18\n")
    with running(checkout) as database:
        assert database.connect().execute("select 1").fetchone() == (1,)
    assert not (paths.home / "data.part").exists()


def test_lost_passwords_are_set_anew_and_data_kept(checkout: Path) -> None:
    with running(checkout) as first, first.connect("owner") as owner:
        owner.execute("create table kept as select 7 as n")
    server_paths(checkout).passwords_file.unlink()
    with running(checkout) as second:
        assert second.owner_password != first.owner_password
        assert second.connect("owner").execute("select n from kept").fetchone() == (7,)


def test_data_of_another_version_is_refused_in_words(checkout: Path) -> None:
    paths = server_paths(checkout)
    (paths.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(DatabaseProblem, match="made by PostgreSQL 9"):
        Lease(checkout)


def test_supervisor_stops_when_the_checkout_is_removed() -> None:
    with new_checkout() as root:
        command = holder(root)
        (root / "var").rename(root / "gone")
        assert eventually(lambda: not servers_of(root))
        command.kill()
        command.wait()


def test_long_path_gets_a_short_socket(checkout: Path) -> None:
    deep = checkout / ("a-very-long-name" * 6)
    deep.mkdir()
    with running(deep) as database:
        assert database.host.startswith("/tmp/locallinks-")
        assert database.connect().execute("select 1").fetchone() == (1,)
    shutil.rmtree(database.host)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as another user")
def test_roots_closed_folder_keeps_its_data_elsewhere() -> None:
    with new_checkout(mode=0o700) as root:
        with running(root) as database:
            assert database.connect().execute("select 1").fetchone() == (1,)
        home = server_paths(root).home
        assert home.is_relative_to("/var/tmp")
        shutil.rmtree(root / "var")  # a new checkout in the same place never meets the old one's data
        assert server_paths(root).home != home
        assert not home.exists()
        shutil.rmtree(server_paths(root).home)


def test_roles_are_apart(checkout: Path) -> None:
    with running(checkout) as database:
        rights = "select rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = current_user"
        assert database.connect("owner").execute(rights).fetchone() == (False, False, True)
        assert database.connect("app").execute(rights).fetchone() == (False, False, False)
        with database.connect("owner") as owner:
            for extension in ("pg_trgm", "unaccent", "btree_gist", "fuzzystrmatch"):
                owner.execute(f"create extension {extension}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            database.connect("app").execute("create table mine (n int)")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(host=database.host, dbname=database.name, user="postgres", password="guess")
        assert database.connect().execute("show fsync").fetchone() == ("on",)
        assert oct(server_paths(checkout).passwords_file.stat().st_mode & 0o777) == "0o600"


def test_release_waits_for_the_server_only_when_nobody_else_uses_it(checkout: Path) -> None:
    lease = Lease(checkout)
    handle = open_lock(server_paths(checkout).lease)
    fcntl.flock(handle, fcntl.LOCK_SH)
    lease.release()
    assert local_server.is_supervised(server_paths(checkout))
    os.close(handle)
    assert eventually(lambda: not servers_of(checkout))
