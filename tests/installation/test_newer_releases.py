"""A newer release of a locked package changes nothing: exactly what the lock names is installed, and it is enough.

The index of the test is a folder of packages without code: each locked one, as its real metadata describes it, and a
newer release of each. On the day after locking that is what PyPI looks like. No network.
"""

import base64
import hashlib
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pip
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import installation
from installation import PIP_INSTALL, ROOT

LOCKS = {"requirements.lock": ("requirements.in",), "requirements-dev.lock": ("requirements.in", "requirements-dev.in")}


def locked(text: str) -> list[Requirement]:
    """The packages a lock names, with the platforms each is for."""
    lines = (line.removesuffix("\\").strip() for line in text.splitlines())
    return [Requirement(line) for line in lines if "==" in line and not line.startswith("--hash")]


def version_of(requirement: Requirement) -> str:
    return str(requirement.specifier).removeprefix("==")


def applies(requirement: Requirement) -> bool:
    """Is this line of the lock for this machine? A universal lock also holds other platforms' packages."""
    return requirement.marker is None or requirement.marker.evaluate()


# ---------- the lock is enough: nothing has to be looked up


def needed(asked: list[Requirement]) -> dict[str, list[Requirement]]:
    """Everything these requirements need on this machine, by name, with each requirement on it, extras as asked.

    `pip check` looks at no extra; this does.
    """
    found: dict[str, list[Requirement]] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(requirement, "") for requirement in asked]
    while waiting:
        requirement, asked_for = waiting.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": asked_for}):
            continue
        name = canonicalize_name(requirement.name)
        found.setdefault(name, []).append(requirement)
        for extra in {"", *requirement.extras} - {extra for of, extra in seen if of == name}:
            seen.add((name, extra))
            waiting += [(Requirement(text), extra) for text in metadata.requires(name) or ()]
    return found


def asked_in(*names: str) -> list[Requirement]:
    lines = [line.strip() for name in names for line in (ROOT / name).read_text().splitlines()]
    return [Requirement(line) for line in lines if line and line[0] not in "#-"]


def not_in_lock(lock: list[Requirement], wanted: dict[str, list[Requirement]]) -> list[str]:
    """What is needed and not locked, or locked at a version that does not do."""
    versions = {
        canonicalize_name(requirement.name): version_of(requirement) for requirement in lock if applies(requirement)
    }
    missing = [f"{name} is not locked" for name in wanted if name not in versions]
    unfit = [
        f"{requirement} does not take {versions[name]}"
        for name, asked in wanted.items()
        for requirement in asked
        if name in versions and not requirement.specifier.contains(versions[name], prereleases=True)
    ]
    return sorted({*missing, *unfit})


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_everything_that_is_needed_and_nothing_else(lock: str) -> None:
    named, wanted = locked((ROOT / lock).read_text()), needed(asked_in(*LOCKS[lock]))
    assert not_in_lock(named, wanted) == [], f"Lock again (CONTRIBUTING.md, A new package): {lock} is not whole"
    assert {canonicalize_name(requirement.name) for requirement in named if applies(requirement)} == set(wanted)


@pytest.mark.parametrize("name", ["psycopg-pool", "croniter"])  # by an extra of ours, and by a package alone
def test_a_package_missing_from_the_lock_is_noticed(name: str) -> None:
    named = [
        requirement for requirement in locked((ROOT / "requirements.lock").read_text()) if requirement.name != name
    ]
    assert not_in_lock(named, needed(asked_in("requirements.in"))) == [f"{name} is not locked"]


def test_what_is_installed_is_what_the_lock_names() -> None:
    named = {
        requirement.name: version_of(requirement)
        for requirement in locked((ROOT / "requirements-dev.lock").read_text())
        if applies(requirement)
    }
    assert {name: metadata.version(name) for name in named} == named


# ---------- newer releases on the index


def wheel(folder: Path, name: str, version: str, described: list[str]) -> str:
    """A package without code in this folder; its hash."""
    file_name = f"{name.replace('-', '_')}-{version}"
    files = {
        "METADATA": "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *described, ""]),
        "WHEEL": "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    path = folder / f"{file_name}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as made:
        record = []
        for inside, text in files.items():
            made.writestr(f"{file_name}.dist-info/{inside}", text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            record.append(f"{file_name}.dist-info/{inside},sha256={digest},{len(text.encode())}")
        made.writestr(f"{file_name}.dist-info/RECORD", "\n".join([*record, f"{file_name}.dist-info/RECORD,,", ""]))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def described(name: str) -> list[str]:
    """What the installed package says it needs; nothing for one that is for other machines."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []
    return [
        *(f"Provides-Extra: {extra}" for extra in told.get_all("Provides-Extra") or ()),
        *(f"Requires-Dist: {requirement}" for requirement in told.get_all("Requires-Dist") or ()),
    ]


def newer_than(version: str) -> str:
    *first, last = Version(version).release
    return ".".join(str(number) for number in (*first, last + 1))


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the locks of today, in front of an index where every package has a newer release."""
    folder = tmp_path / "index"
    folder.mkdir()
    lines = []
    for requirement in locked((ROOT / "requirements-dev.lock").read_text()):
        version = version_of(requirement)
        digest = wheel(folder, requirement.name, version, described(requirement.name))
        wheel(folder, requirement.name, newer_than(version), described(requirement.name))
        lines.append(f"{requirement} \\\n    --hash=sha256:{digest}\n")
    (tmp_path / "requirements-dev.lock").write_text("".join(lines))
    (tmp_path / "requirements.lock").write_text("")
    (tmp_path / "var").mkdir()
    python = tmp_path / ".venv" / "bin" / "python"
    for name, value in {
        "ROOT": tmp_path,
        "VAR": tmp_path / "var",
        "VENV": tmp_path / ".venv",
        "PYTHON": python,
        "UNFINISHED": tmp_path / "var" / "setup-unfinished",
        "PIP_INSTALL": (python, *PIP_INSTALL[1:]),
    }.items():
        monkeypatch.setattr(installation, name, value)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=True)
    (site_packages,) = (tmp_path / ".venv" / "lib").glob("python*/site-packages")
    (site_packages / "pip").symlink_to(Path(pip.__file__).parent)  # the same pip, without the seconds of copying it
    return folder


def installed(python: Path) -> dict[str, str]:
    listed = "import importlib.metadata as m; [print(d.name, d.version) for d in m.distributions()]"
    told = subprocess.run([python, "-I", "-c", listed], capture_output=True, text=True, check=True).stdout
    return {canonicalize_name(name): version for name, version in (line.split() for line in told.splitlines())}


def test_newer_releases_on_the_index_change_nothing(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    named = {
        requirement.name: version_of(requirement)
        for requirement in locked((ROOT / "requirements-dev.lock").read_text())
        if applies(requirement)
    }
    bare = installation.PIP_INSTALL

    # As it was: what is reached through an extra is looked up anew, and a newer release found that no hash is known of.
    # (pip 23.3 learnt better; the pip that Python 3.11 and 3.12.0 bring does not know it, and .venv has that one.)
    monkeypatch.setattr(installation, "PIP_INSTALL", tuple(part for part in bare if part != "--no-deps"))
    if Version(pip.__version__) < Version("23.3"):
        with pytest.raises(installation.SetUpProblem):
            installation._install_packages(True, 0)
        assert "all requirements must have their versions pinned" in capsys.readouterr().err
        installation.UNFINISHED.unlink()  # refused before anything was installed: the environment is as good as new

    monkeypatch.setattr(installation, "PIP_INSTALL", bare)
    installation._install_packages(True, 0)
    there = installed(installation.PYTHON)
    assert {name: there.get(name) for name in named} == named
    assert set(there) == set(named)

    # A lock mended by hand: pip installs it as it stands, and what does not fit is told before anybody works with it.
    digest = wheel(index, "pytest-cov", "99.0", ["Requires-Dist: coverage[toml]>=99"])
    (installation.ROOT / "requirements-dev.lock").write_text(f"pytest-cov==99.0 --hash=sha256:{digest}\n")
    with pytest.raises(installation.SetUpProblem, match="fit together"):
        installation._install_packages(True, 0)
    assert "pytest-cov 99.0 has requirement coverage[toml]>=99" in capsys.readouterr().err
