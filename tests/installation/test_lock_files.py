"""Lock files: every package exact, with its hash, agreeing with what was asked for, and without any address."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(ROOT.glob("requirements*.lock"))


def pins(text: str) -> dict[str, str]:
    """Package and version of every line that pins one; extras and markers left out."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==([^\s;\\]+)", text, re.M)
    return {name.lower().replace("_", "-"): version for name, version in found}


def asked(name: str) -> dict[str, str]:
    return pins((ROOT / name).read_text())


def locked(name: str) -> dict[str, str]:
    return pins((ROOT / name).read_text())


@pytest.mark.parametrize("lock", [*LOCKS, ROOT / "package-lock.json", ROOT / ".npmrc"], ids=lambda path: path.name)
def test_no_address(lock: Path) -> None:
    assert "://" not in lock.read_text(), f"{lock.name} names an address: lock again as CONTRIBUTING.md says"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_has_a_hash(lock: Path) -> None:
    blocks = re.split(r"\n(?=\S)", lock.read_text().strip())
    assert blocks
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev", "requirements-node"])
def test_lock_holds_what_was_asked_for(name: str) -> None:
    wanted, there = asked(f"{name}.in"), locked(f"{name}.lock")
    assert {package: there.get(package) for package in wanted} == wanted


def test_dev_lock_holds_the_running_systems_packages() -> None:
    runtime, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {package: dev.get(package) for package in runtime} == runtime


def test_front_end_lock_agrees() -> None:
    package, lock = (json.loads((ROOT / name).read_text()) for name in ("package.json", "package-lock.json"))
    wanted = {**package["dependencies"], **package["devDependencies"]}
    assert {name: lock["packages"][f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in entry for name, entry in lock["packages"].items() if name)
    assert not any("funding" in entry for entry in lock["packages"].values())
