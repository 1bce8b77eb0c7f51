"""What the guards know about the house: its order (from pyproject.toml, the only source), its rooms and its files."""

import ast
import subprocess
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = "locallinks"
NOT_OURS = {".git", ".venv", "__pycache__", "node_modules", "var"}

Order = tuple[tuple[str, ...], ...]  # from top to bottom; names on one level do not know each other


def expect_kept(rule: str, broken: Iterable[str]) -> None:
    """Fail with the rule, then every place that breaks it and what to do there."""
    places = sorted(broken)
    listed = "\n".join(f"  - {place}" for place in places)
    assert not places, f"\n\n{rule}\nBroken in {len(places)} place(s):\n{listed}\n"


@cache
def contracts() -> dict[str, dict]:
    """The import-linter contracts by id."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def names_in(layer: str) -> tuple[str, ...]:
    """The names of one layer as written: "(ledger) | (accounts)" is ledger and accounts."""
    return tuple(name.strip(" ()") for name in layer.replace(":", "|").split("|"))


def order_in(by_id: dict[str, dict]) -> Order:
    """Rooms from top to bottom, as "wing.room"; a wing without rooms of its own (front) stands for itself."""
    levels: list[tuple[str, ...]] = []
    for wing_level in by_id["wings"]["layers"]:
        for wing in names_in(wing_level):
            if wing in by_id and by_id[wing]["type"] == "layers":
                levels += [tuple(f"{wing}.{room}" for room in names_in(level)) for level in by_id[wing]["layers"]]
            else:
                levels.append((wing,))
    return tuple(levels)


def house_order() -> Order:
    return order_in(contracts())


def height(room: str, order: Order) -> int | None:
    """How far from the top: 0 is the top. None for a room that is not in the plan."""
    return next((depth for depth, level in enumerate(order) if room in level), None)


def room_of(module: str, order: Order) -> str | None:
    """The room a module lives in: locallinks.personal.plans.rules.costs is in personal.plans."""
    for level in order:
        for room in level:
            if f"{module}.".startswith(f"{PACKAGE}.{room}."):
                return room
    return None


def inside(module: str, room: str) -> str:
    """The part of a module's name after its room: "models.person"; "" for the room itself."""
    return module.removeprefix(f"{PACKAGE}.{room}").lstrip(".")


def is_test(module: str) -> bool:
    return bool({"tests", "conftest"} & set(module.split(".")))


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in the repository; without git, every file outside var/ and the like."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        found = [PROJECT / name for name in listed.stdout.split("\0") if name]
    else:
        found = list(PROJECT.rglob("*"))
    return tuple(
        sorted(one for one in found if one.is_file() and not NOT_OURS & set(one.relative_to(PROJECT).parts[:-1]))
    )


def python_files(*, migrations: bool = False) -> tuple[Path, ...]:
    return tuple(one for one in files() if one.suffix == ".py" and (migrations or "migrations" not in one.parts))


@cache
def parse(text: str) -> ast.Module:
    """Python source as a tree, to look at and not to change: several rules read the same files."""
    return ast.parse(text)


def place(path: Path) -> str:
    """A file as people name it: from the top of the repository."""
    return path.relative_to(PROJECT).as_posix() if path.is_relative_to(PROJECT) else path.as_posix()
