"""No file names the machine that it was written on, or a package registry."""

import re
from pathlib import Path

import pytest

from tests.architecture.source_tree import expect_kept, files, place

LOCKS = {"package-lock.json", ".npmrc"}
LOCK_RULE = "Lock files hold names, versions and hashes, and no address of any registry (docs/adr/0008)."
PATH_RULE = "No file holds a path that exists on one machine only."
# An absolute path to a workplace or to somebody's home, where a path begins: not part of a longer path or address.
MACHINE_PATH = re.compile(r"(?<![\w.~}>/-])/(?:work|root|home/[a-z][\w-]*|Users/\w+)/[\w.]")
BINARY = {".gz", ".ico", ".jpg", ".jpeg", ".pdf", ".png", ".webp", ".woff", ".woff2", ".zip"}


def is_lock(path: Path) -> bool:
    return path.suffix == ".lock" or path.name in LOCKS


def addresses(name: str, text: str) -> list[str]:
    return [
        f"{name}:{number} holds an address: make the lock again as docs/adr/0008 says"
        for number, line in enumerate(text.splitlines(), 1)
        if "://" in line
    ]


def machine_paths(name: str, text: str) -> list[str]:
    return [
        f"{name}:{number} holds {found[0]}...: write it from the top of the repository, or take it as an option"
        for number, line in enumerate(text.splitlines(), 1)
        if (found := MACHINE_PATH.search(line))
    ]


def texts() -> list[tuple[Path, str]]:
    return [(path, path.read_text(encoding="utf-8", errors="replace")) for path in files() if path.suffix not in BINARY]


def test_lock_files_hold_no_address():
    locks = [(path, text) for path, text in texts() if is_lock(path)]
    assert {path.name for path, _ in locks} >= {"requirements.lock", "requirements-dev.lock", "package-lock.json"}
    expect_kept(LOCK_RULE, [told for path, text in locks for told in addresses(place(path), text)])


def test_no_file_holds_a_machine_path():
    expect_kept(PATH_RULE, [told for path, text in texts() for told in machine_paths(place(path), text)])


def test_an_address_in_a_lock_is_caught():
    broken = addresses("package-lock.json", '{\n  "resolved": "https://registry.example/a.tgz"\n}')
    assert broken == ["package-lock.json:2 holds an address: make the lock again as docs/adr/0008 says"]
    assert addresses("requirements.lock", "django==5.2.19 \\\n    --hash=sha256:aa\n") == []


@pytest.mark.parametrize("folder", ["work", "root", "home/mary", "Users/mary"])
@pytest.mark.parametrize("around", ["{}", 'FEED = "{}"', "cat {}", "({})", "--feed={}"])
def test_a_machine_path_is_caught(folder, around):
    line = around.format(f"/{folder}/feed.json")
    (broken,) = machine_paths("bin/demo", f"\n{line}")
    assert broken.startswith(f"bin/demo:2 holds /{folder}/f")


def test_addresses_on_the_site_and_relative_paths_are_fine():
    assert machine_paths("x", "https://example.org/work/visits ../work/feed.json {root}/work/a ~/root/a") == []
