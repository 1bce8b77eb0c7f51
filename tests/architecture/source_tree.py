"""The order of layers and rooms (from pyproject.toml, the only source), and the files of the repository."""

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
    """Fail with the rule, and every place that breaks it with the remedy, if there is any."""
    places = sorted(broken)
    listed = "\n".join(f"  - {place}" for place in places)
    assert not places, f"\n\n{rule}\nBroken in {len(places)} place(s):\n{listed}\n"


@cache
def contracts() -> dict[str, dict]:
    """Return the import-linter contracts, by id."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def names_in(layer: str) -> tuple[str, ...]:
    """Return the names of one layer: ledger and accounts for "(ledger) | (accounts)"."""
    return tuple(name.strip(" ()") for name in layer.replace(":", "|").split("|"))


def order_in(by_id: dict[str, dict]) -> Order:
    """Return the rooms from top to bottom, as "wing.room"; a wing without rooms (front) as itself."""
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
    """Return the level of a room, 0 at the top; None for a room that is not in the plan."""
    return next((depth for depth, level in enumerate(order) if room in level), None)


def room_of(module: str, order: Order) -> str | None:
    """Return the room of a module: personal.plans for locallinks.personal.plans.rules.costs."""
    for level in order:
        for room in level:
            if f"{module}.".startswith(f"{PACKAGE}.{room}."):
                return room
    return None


def inside(module: str, room: str) -> str:
    """Return a module's name within its room: "models.person"; "" for the room itself."""
    return module.removeprefix(f"{PACKAGE}.{room}").lstrip(".")


def is_test(module: str) -> bool:
    return bool({"tests", "conftest"} & set(module.split(".")))


@cache
def files() -> tuple[Path, ...]:
    """Return every file that git tracks or would; without git, every file outside var/ and the like."""
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
        sorted(path for path in found if path.is_file() and not NOT_OURS & set(path.relative_to(PROJECT).parts[:-1]))
    )


def python_files(*, migrations: bool = False) -> tuple[Path, ...]:
    return tuple(path for path in files() if path.suffix == ".py" and (migrations or "migrations" not in path.parts))


@cache
def parse(text: str) -> ast.Module:
    """Parse Python source. Callers must not change the tree: it is cached."""
    return ast.parse(text)


def place(path: Path) -> str:
    """Return the path of a file within the repository."""
    return path.relative_to(PROJECT).as_posix() if path.is_relative_to(PROJECT) else path.as_posix()
