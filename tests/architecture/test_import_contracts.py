"""The import-linter contracts in pyproject.toml are kept, are complete, and catch a bad import."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source_tree import PACKAGE, PROJECT, contracts, expect_kept, names_in

TOOLS_NOT_ROOMS = {"shared", "ui"}  # the tools every room uses: they have files of their own
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"

BAD_HOUSE = {  # what is wrong: the files that do it, the contract that says so, and the place it names
    "a file nobody planned": (
        {"personal/plans/utils.py": ""},
        "The files of a room",
        "locallinks.personal.plans.utils",
    ),
    "a room nobody planned": (
        {"personal/dashboards/__init__.py": ""},
        "The rooms of personal",
        "locallinks.personal.dashboards",
    ),
    "a wing nobody planned": (
        {"analytics/__init__.py": ""},
        "The wings",
        "locallinks.analytics",
    ),
    "a wing that imports upward": (
        {"local/places/queries.py": "from locallinks.front.queries import worklist"},
        "The wings",
        "locallinks.local is not allowed to import locallinks.front",
    ),
    "a room that imports upward": (
        {"personal/pathways/actions.py": "import locallinks.personal.reviews.actions"},
        "The rooms of personal",
        "locallinks.personal.pathways is not allowed to import locallinks.personal.reviews",
    ),
    "a file that imports upward": (
        {"personal/plans/models.py": "from locallinks.personal.plans import queries"},
        "The files of a room",
        "locallinks.personal.plans.models is not allowed to import locallinks.personal.plans.queries",
    ),
    "rules that know Django": (
        {"personal/budgets/rules.py": "from django.db import models"},
        "Rules are pure",
        "locallinks.personal.budgets.rules is not allowed to import django",
    ),
    "a page that reads a table": (
        {"personal/reviews/views.py": "from locallinks.personal.plans.models import Plan"},
        "Pages do not touch tables",
        "locallinks.personal.reviews.views is not allowed to import locallinks.personal.plans.models",
    ),
    "a form that saves": (
        {"personal/reviews/forms.py": "from locallinks.personal.plans.actions import approve_plan"},
        "Forms never save",
        "locallinks.personal.reviews.forms is not allowed to import locallinks.personal.plans.actions",
    ),
    "a page that needs a test": (
        {"front/views.py": "from locallinks.personal.plans.tests.builders import a_plan"},
        "Only tests import tests",
        "locallinks.front.views -> locallinks.personal.plans.tests.builders",
    ),
    "a room that needs the demo": (
        {"config/cities.py": "from locallinks.demo.city import build"},
        "Nothing imports the demo",
        "locallinks.config.cities -> locallinks.demo.city",
    ),
    "a database launcher that knows the product": (
        {"../devdb/cities.py": "from locallinks.front.queries import worklist"},
        "devdb starts a database",
        "devdb is not allowed to import locallinks",
    ),
}
SOUND = {  # what the bad files import, so that only they are at fault
    "../devdb/local_server.py": "",
    "demo/city.py": "",
    "front/queries.py": "",
    "personal/plans/tests/builders.py": "import locallinks.personal.reviews.actions",
    "personal/plans/actions.py": "from locallinks.personal.plans import queries",
    "personal/plans/queries.py": "",
    "personal/reviews/actions.py": "",
}


def lint(folder: Path) -> tuple[bool, str]:
    """Run the contracts of pyproject.toml on the package in `folder`; return whether they were kept, and the output."""
    ran = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo", "--config", str(PROJECT / "pyproject.toml")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "250", "NO_COLOR": "1", "PYTHONPATH": str(folder)},
    )
    return ran.returncode == 0, ran.stdout + ran.stderr


def build(folder: Path, sources: dict[str, str]) -> None:
    for name, text in sources.items():
        path = Path(os.path.normpath(folder / PACKAGE / name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n")
        for package in [path.parent, *path.parent.parents]:
            if package == folder:
                break
            (package / "__init__.py").touch()


def sections(said: str) -> dict[str, str]:
    """Return the explanations under "Broken contracts", by the name of the contract."""
    found: dict[str, str] = {}
    for contract in contracts().values():
        heading = f"{contract['name']}\n{'-' * len(contract['name'])}"
        if heading in said:
            rest = said.split(heading, 1)[1]
            others = [contract["name"] for contract in contracts().values()]
            ends = [rest.find(f"\n{name}\n---") for name in others if f"\n{name}\n---" in rest]
            found[contract["name"]] = rest[: min(ends)] if ends else rest
    return found


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("bad_house")
    build(folder, SOUND)
    for sources, _, _ in BAD_HOUSE.values():
        build(folder, sources)
    kept, said = lint(folder)
    assert not kept, said
    return sections(said)


def test_the_house_keeps_its_contracts():
    kept, said = lint(PROJECT)
    assert kept, said


def test_a_sound_small_house_keeps_them_too(tmp_path):
    build(tmp_path, SOUND)
    kept, said = lint(tmp_path)
    assert kept, said


@pytest.mark.parametrize("wrong", BAD_HOUSE)
def test_a_bad_house_is_caught_with_the_place_and_what_to_do(verdict, wrong):
    _, contract_start, told = BAD_HOUSE[wrong]
    name, guidance = next(
        (contract["name"], contract["broken_contract_guidance"])
        for contract in contracts().values()
        if contract["name"].startswith(contract_start)
    )
    assert told in verdict[name]
    assert guidance.split()[0] in verdict[name]


def wings_without_rooms(wings: set[str], by_id: dict[str, dict]) -> list[str]:
    """Return wings that have rooms but no contract for their order."""
    return [
        f"{PACKAGE}/{wing}/: add a layers contract with id '{wing}' to pyproject.toml" for wing in wings - set(by_id)
    ]


def rooms_without_files_contract(by_id: dict[str, dict]) -> list[str]:
    """Return foundation rooms whose files no contract checks: they are listed one by one, without shared and ui."""
    checked = {
        name.rsplit(".", 1)[-1]
        for contract in by_id.values()
        if contract["id"].startswith("files")
        for name in contract["containers"]
    }
    planned = {room for level in by_id["foundation"]["layers"] for room in names_in(level)}
    return [
        f"{PACKAGE}/foundation/{room}/: add '*.foundation.{room}' to the containers of the contract 'files'"
        for room in planned - checked - TOOLS_NOT_ROOMS
    ]


def test_every_wing_with_rooms_has_their_order():
    wings = {path.parent.parent.parent.name for path in (PROJECT / PACKAGE).glob("*/*/apps.py")}
    expect_kept("The rooms of every wing stand in an order.", wings_without_rooms(wings - {PACKAGE}, contracts()))
    assert wings_without_rooms({"local", "analytics"}, contracts()) != []


def test_every_foundation_room_has_its_files_checked():
    expect_kept("The files of every room are checked.", rooms_without_files_contract(contracts()))
    shorter = {"foundation": contracts()["foundation"], "files": {"id": "files", "containers": ["*.foundation.people"]}}
    assert any("foundation/messages" in place for place in rooms_without_files_contract(shorter))
