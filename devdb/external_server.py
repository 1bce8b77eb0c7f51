"""A server that somebody else runs, named by DATABASE_URL: check that it fits, and make the application role on it."""

import json
import secrets
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import conninfo, sql

from devdb.database import Database, DatabaseProblem
from devdb.initdb import OLDEST_VERSION
from devdb.paths_and_locks import locked, write_private

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist", "fuzzystrmatch")
URL_FORMAT = "postgres:" + "//user:password@host:5432/database"
DATABASE_FIELDS = ("host", "port", "dbname", "user", "password")


def open_external_server(url: str, app_url: str, root: Path) -> Database:
    """The database at `url`, whose role becomes the owner. Without `app_url` the application role is made there.

    Both URLs may have any form that libpq reads. Raises DatabaseProblem, with the remedy, if the server does not fit.
    """
    owner = _connection_parameters(url, "DATABASE_URL")
    with _connect(owner, "DATABASE_URL") as connection:
        _check_server(connection)
        if app_url:
            app = _connection_parameters(app_url, "DATABASE_APP_URL")
            _check_same_database(owner, app)
        else:
            folder = root.resolve() / "var"
            folder.mkdir(exist_ok=True)
            with locked(folder / "database.lock"):
                app = _ensure_app_role(connection, owner, folder)
        with _connect(app, "DATABASE_APP_URL" if app_url else "the application role") as as_app:
            _check_app_role(as_app, connection.info.user)
        name, user = connection.info.dbname, connection.info.user
    return Database(
        host=owner.get("host", ""),
        port=str(owner.get("port", "")),
        name=name,
        owner_user=owner.get("user", user),
        owner_password=owner.get("password", ""),
        app_user=app["user"],
        app_password=app.get("password", ""),
        options={key: value for key, value in owner.items() if key not in DATABASE_FIELDS},
    )


def _connection_parameters(url: str, name: str) -> dict:
    try:
        return conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise DatabaseProblem(f"{name} cannot be read ({str(error).strip()}). Give it the form {URL_FORMAT}") from error


def _connect(parts: dict, name: str) -> psycopg.Connection:
    try:
        return psycopg.connect(**{"connect_timeout": 10, **parts}, autocommit=True)
    except psycopg.OperationalError as error:
        raise DatabaseProblem(
            f"Cannot connect with {name}: {str(error).strip()}\nCheck that the server runs, that the database is there "
            "(createdb makes one) and that user and password are right; or unset DATABASE_URL to use the server that "
            "comes with the project."
        ) from error


def _check_server(connection: psycopg.Connection) -> None:
    version = connection.info.server_version // 10000
    if version < OLDEST_VERSION:
        raise DatabaseProblem(
            f"DATABASE_URL names a PostgreSQL {version}; {OLDEST_VERSION} or newer is needed. Use a newer server, or "
            "unset DATABASE_URL to use the one that comes with the project."
        )
    rows = connection.execute("select name from pg_available_extensions where name = any(%s)", [list(EXTENSIONS)])
    missing = sorted(set(EXTENSIONS) - {row[0] for row in rows})
    if missing:
        raise DatabaseProblem(
            f"The server of DATABASE_URL lacks the extensions {', '.join(missing)}. "
            "Install PostgreSQL's contrib package there."
        )
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise DatabaseProblem(
            f"The database of DATABASE_URL has the encoding {encoding}; UTF8 is needed. "
            "Make one with: createdb -T template0 -E UTF8 NAME"
        )
    if not _is_true(connection, "has_database_privilege(current_database(), 'CREATE')"):
        raise DatabaseProblem(
            f"The role {connection.info.user} of DATABASE_URL may not create anything in the database "
            f"{connection.info.dbname}. Name the database's owner there."
        )


def _check_same_database(owner: dict, app: dict) -> None:
    for key in ("host", "port", "dbname"):
        if owner.get(key) != app.get(key):
            raise DatabaseProblem(
                f"DATABASE_URL and DATABASE_APP_URL differ in {key}; only user and password may differ."
            )


def _ensure_app_role(connection: psycopg.Connection, owner: dict, folder: Path) -> dict:
    """Make or repair the application role `<database>_app`, whose password is stored in var/; return how to connect."""
    name = f"{connection.info.dbname}_app"
    file = folder / f"database-{name}.json"
    app = {**owner, "user": name, "password": _stored_password(file)}
    if app["password"]:
        try:
            psycopg.connect(**{"connect_timeout": 10, **app}).close()
            return app
        except psycopg.OperationalError:
            pass  # the password was changed, or the server is another one: it is set again below
    app["password"] = app["password"] or secrets.token_urlsafe(24)
    exists = connection.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone()
    verb = "alter" if exists else "create"
    statement = f"{verb} role {{}} login nocreatedb nocreaterole password {{}}"
    try:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name), sql.Literal(app["password"])))
    except psycopg.errors.InsufficientPrivilege as error:
        raise DatabaseProblem(
            f"The role {connection.info.user} of DATABASE_URL may not {verb} the application role {name}. "
            f"Let an administrator run:  create role {name} login password '...'  and give its address in "
            f"DATABASE_APP_URL; or:  alter role {connection.info.user} createrole"
        ) from error
    write_private(file, {"user": name, "password": app["password"]})
    return app


def _stored_password(file: Path) -> str:
    try:
        return str(json.loads(file.read_text())["password"])
    except (OSError, ValueError, KeyError):
        return ""


def _check_app_role(connection: psycopg.Connection, owner: str) -> None:
    """Row-level security binds neither superusers nor the owner of a table: the application may be neither."""
    name = connection.info.user
    above = "(select rolsuper or rolbypassrls from pg_roles where rolname = current_user)"
    if _is_true(connection, above) or _is_true(connection, "pg_has_role(current_user, %s, 'MEMBER')", owner):
        raise DatabaseProblem(
            f"The application role {name} could see past row-level security (it is the owner, a superuser, or allowed "
            "to bypass it). Give a plain role of its own in DATABASE_APP_URL."
        )


def _is_true(connection: psycopg.Connection, expression: LiteralString, *values: str) -> bool:
    row = connection.execute("select " + expression, values).fetchone()
    return bool(row and row[0])
