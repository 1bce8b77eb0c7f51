"""bin/setup: only what is out of date, repaired when cut short, and nothing begun where there is no room."""

import errno
import os
import subprocess
from pathlib import Path

import pytest

import installation
from installation import SetUpProblem

BIN = Path(__file__).resolve().parents[2] / "bin"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with everything set up, as the marks tell."""
    names = {"VAR": "var", "VENV": ".venv", "MODULES": "node_modules", "NODE": "var/node", "ASSETS": "var/assets"}
    monkeypatch.setattr(installation, "ROOT", tmp_path)
    for name, folder in names.items():
        monkeypatch.setattr(installation, name, tmp_path / folder)
    monkeypatch.setattr(installation, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(installation, "UNFINISHED", tmp_path / "var/setup-unfinished")
    monkeypatch.setattr(installation, "BUILD_ASSETS", tmp_path / "build_assets.py")
    monkeypatch.setattr(installation, "_npm_of_machine", lambda: "npm")
    for file in ("requirements.lock", "requirements-dev.lock", "package.json", "package-lock.json", "build_assets.py"):
        (tmp_path / file).write_text(file)
    for folder in ("var/assets", ".venv/bin", "node_modules"):
        (tmp_path / folder).mkdir(parents=True)
    installation.PYTHON.write_text("")
    installation._set_mark(installation.VENV, installation._packages_from(True))
    installation._set_mark(installation.MODULES, installation._modules_from())
    installation._set_mark(installation.ASSETS, installation._assets_from())
    return tmp_path


def test_nothing_to_do_when_all_fits(checkout: Path) -> None:
    assert installation._steps_to_do(True) == []
    assert installation._steps_to_do(False) == [], "what tests need holds what running needs"


@pytest.mark.parametrize(
    ("changed", "steps"),
    [
        ("requirements.lock", ["dev"]),
        ("requirements-dev.lock", ["dev"]),
        ("package-lock.json", ["modules", "assets"]),
        ("build_assets.py", ["assets"]),
    ],
)
def test_a_changed_file_asks_for_its_step(checkout: Path, changed: str, steps: list[str]) -> None:
    (checkout / changed).write_text("changed")
    assert installation._steps_to_do(True) == steps


@pytest.mark.parametrize(
    ("lost", "steps"),
    [(".venv/.set-up", ["dev"]), (".venv/bin/python", ["dev"]), ("node_modules/.set-up", ["modules", "assets"])],
)
def test_a_step_cut_short_is_done_again(checkout: Path, lost: str, steps: list[str]) -> None:
    (checkout / lost).unlink()
    assert installation._steps_to_do(True) == steps


def test_running_packages_alone_do_not_do_for_tests(checkout: Path) -> None:
    installation._set_mark(installation.VENV, installation._packages_from(False))
    assert installation._steps_to_do(False) == []
    assert installation._steps_to_do(True) == ["dev"]


def test_node_is_fetched_only_where_there_is_no_npm(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / "node_modules/.set-up").unlink()
    monkeypatch.setattr(installation, "_npm_of_machine", lambda: None)
    assert installation._steps_to_do(True) == ["node", "modules", "assets"]


def test_unfinished_or_moved_environment_is_made_anew(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    installation.UNFINISHED.write_text("")
    assert installation._steps_to_do(True) == ["dev"]
    assert installation._remove_unusable_venv(0)
    assert not installation.VENV.exists()
    installation.UNFINISHED.unlink()
    installation.VENV.mkdir()
    installation._set_mark(installation.VENV, {"root": "/elsewhere"})
    assert installation._remove_unusable_venv(0)
    told = capsys.readouterr().err
    assert "An earlier set-up was not finished" in told
    assert "This folder was moved or copied" in told


def test_no_room_is_said_before_anything_is_written(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALLINKS_ROOM_MB", "999999999")
    with pytest.raises(SetUpProblem, match="about 999999999 MB are needed. Nothing was written"):
        installation._check_disk_space(["dev"])


def test_failed_install_leaves_nothing_half_made(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(command: list, lock: int, what: str) -> None:
        installation.VENV.mkdir(exist_ok=True)
        raise OSError(errno.ENOSPC, "No space left on device")

    installation.UNFINISHED.write_text("")
    monkeypatch.setattr(installation, "_run", full_disk)
    with pytest.raises(OSError, match="No space"):
        installation._install_packages(True, 0)
    assert not installation.VENV.exists()
    assert not installation.UNFINISHED.exists()


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "no room left"), (errno.EACCES, "Work in a clone of your own")]
)
def test_errors_name_the_remedy(number: int, words: str) -> None:
    assert words in installation._explain(OSError(number, os.strerror(number), "/somewhere"))


@pytest.mark.parametrize("script", sorted(BIN.iterdir()), ids=lambda path: path.name)
def test_scripts_can_be_run_and_read(script: Path) -> None:
    assert os.access(script, os.X_OK)
    subprocess.run(["sh", "-n", script], check=True)


def test_bench_lists_its_names_from_anywhere_and_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(BIN / "bench")
    listed = subprocess.run([tmp_path / "link"], cwd="/", capture_output=True, text=True, check=True).stdout
    assert "bin/bench NAME [--json], with NAME one of:" in listed
    refused = subprocess.run([tmp_path / "link", "no-such"], cwd="/", capture_output=True, text=True)
    assert refused.returncode == 2
    assert "There is no bench named no-such." in refused.stderr
