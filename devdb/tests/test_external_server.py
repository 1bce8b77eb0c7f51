"""DATABASE_URL: a server of one's own will do, or the words say why not and what to do."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from devdb import external_server, initdb
from devdb.database import Database, DatabaseProblem
from devdb.external_server import open_external_server
from devdb.lease import running
from devdb.paths_and_locks import server_paths


@pytest.fixture(scope="module")
def server() -> Iterator[Database]:
    """A server to point DATABASE_URL at, with an administrator `boss` who owns the database `council`."""
    root = Path(tempfile.mkdtemp(prefix="locallinks-test-"))
    root.chmod(0o755)
    kept = os.environ.pop("DATABASE_URL", None)
    paths = server_paths(root)
    initdb.prepare_cluster(paths)
    single = [str(initdb.programs_folder(paths) / "postgres"), "--single", "-D", str(paths.data), "postgres"]
    lines = [
        "create role boss login createrole createdb password 'boss'",
        "create database council owner boss",
        "create role plain login password 'plain'",
        "create database latin owner boss template template0 encoding latin1 locale 'C' locale_provider libc",
    ]
    initdb.run_program(paths, single, text="\n".join(lines) + "\n")
    with running(root) as database:
        yield database
    shutil.rmtree(root)
    if kept is not None:
        os.environ["DATABASE_URL"] = kept


def address(server: Database, **parts: str) -> str:
    return make_conninfo(**{"host": server.host, "port": server.port, **parts})


def test_makes_an_application_role_and_keeps_its_password(server: Database, tmp_path: Path) -> None:
    url = address(server, user="boss", password="boss", dbname="council", application_name="trial")
    first = open_external_server(url, "", tmp_path)
    assert (first.owner_user, first.app_user, first.name) == ("boss", "council_app", "council")
    assert first.options == {"application_name": "trial"}
    kept = tmp_path / "var" / "database-council_app.json"
    assert oct(kept.stat().st_mode & 0o777) == "0o600"
    assert open_external_server(url, "", tmp_path) == first
    kept.unlink()  # another checkout, or a lost file: the role gets a new password and goes on
    second = open_external_server(url, "", tmp_path)
    assert second.app_password != first.app_password
    assert second.connect().execute("select current_user").fetchone() == ("council_app",)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        second.connect().execute("create table mine (n int)")
    assert (second.owner_user, second.app_user) == ("boss", "council_app")
    assert second.options == {"application_name": "trial"}


def test_application_address_given(server: Database, tmp_path: Path) -> None:
    owner = address(server, user="boss", password="boss", dbname="council")
    app = address(server, user="plain", password="plain", dbname="council")
    database = open_external_server(owner, app, tmp_path)
    assert (database.owner_user, database.app_user) == ("boss", "plain")


@pytest.mark.parametrize(
    ("owner", "app", "words"),
    [
        ({"user": "boss", "password": "wrong", "dbname": "council"}, {}, "Cannot connect with DATABASE_URL"),
        ({"user": "boss", "password": "boss", "dbname": "nowhere"}, {}, "createdb makes one"),
        ({"user": "boss", "password": "boss", "dbname": "latin"}, {}, "encoding LATIN1"),
        ({"user": "plain", "password": "plain", "dbname": "council"}, {}, "may not create anything"),
        ({"user": "boss", "password": "boss", "dbname": "council"}, {"user": "boss", "password": "boss"}, "row-level"),
        (
            {"user": "boss", "password": "boss", "dbname": "council"},
            {"user": "plain", "password": "x"},
            "DATABASE_APP_URL",
        ),
    ],
)
def test_refusals_name_the_remedy(server: Database, tmp_path: Path, owner: dict, app: dict, words: str) -> None:
    app_url = address(server, dbname="council", **app) if app else ""
    with pytest.raises(DatabaseProblem, match=words):
        open_external_server(address(server, **owner), app_url, tmp_path)


def test_owner_who_may_not_make_roles_needs_an_application_address(server: Database, tmp_path: Path) -> None:
    url = address(server, user=server.owner_user, password=server.owner_password, dbname=server.name)
    with pytest.raises(DatabaseProblem, match="DATABASE_APP_URL"):
        open_external_server(url, "", tmp_path)


def test_two_addresses_must_name_one_database(server: Database, tmp_path: Path) -> None:
    owner = address(server, user="boss", password="boss", dbname="council")
    app = address(server, user="plain", password="plain", dbname="latin")
    with pytest.raises(DatabaseProblem, match="differ in dbname"):
        open_external_server(owner, app, tmp_path)


def test_unreadable_address(tmp_path: Path) -> None:
    with pytest.raises(DatabaseProblem, match="cannot be read"):
        open_external_server("host=localhost frogs", "", tmp_path)


def test_server_too_old() -> None:
    connection = SimpleNamespace(info=SimpleNamespace(server_version=140011))
    with pytest.raises(DatabaseProblem, match="PostgreSQL 14; 15 or newer is needed"):
        external_server._check_server(connection)
