"""Every room has a README of one screen: purpose, terms, states, invariants."""

from pathlib import Path

import pytest

from tests.architecture.source_tree import PACKAGE, PROJECT, contracts, expect_kept, place

RULE = "Every room has a README.md that fits one screen."
ONE_SCREEN = 60
WITHOUT_A_README = {"config"}  # described by docs/operations


def rooms_on_disk(package: Path, wings: set[str]) -> list[Path]:
    """Return the packages in wings of rooms, and the wings that are one room themselves."""
    inside = {path.parent for path in package.glob("*/*/*.py") if path.parts[-3] in wings}
    beside = {path.parent for path in package.glob("*/*.py") if path.parts[-2] not in wings | WITHOUT_A_README}
    return sorted(inside | beside)


def without_a_readme(rooms: list[Path]) -> list[str]:
    broken = []
    for room in rooms:
        readme = room / "README.md"
        lines = readme.read_text(encoding="utf-8").splitlines() if readme.exists() else []
        if not any(line.strip() for line in lines):
            broken.append(f"{place(room)}/: write a README.md: purpose, words, states, what always holds")
        elif not lines[0].startswith("# "):
            broken.append(f"{place(readme)}: start with the room's name as a heading (# Plans)")
        elif len(lines) > ONE_SCREEN:
            broken.append(f"{place(readme)} has {len(lines)} lines: keep it to {ONE_SCREEN} and move the rest to docs/")
    return broken


def test_every_room_has_a_readme():
    rooms = rooms_on_disk(
        PROJECT / PACKAGE, {contract["id"] for contract in contracts().values() if contract["type"] == "layers"}
    )
    assert PROJECT / PACKAGE / "foundation" / "people" in rooms
    expect_kept(RULE, without_a_readme(rooms))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "write a README.md"),
        ("\n", "write a README.md"),
        ("Plans are good", "start with the room's name"),
        ("# Plans" + "\nmore" * ONE_SCREEN, "has 61 lines"),
    ],
)
def test_a_missing_empty_or_endless_readme_is_caught(tmp_path, text, told):
    room = tmp_path / "personal" / "plans"
    room.mkdir(parents=True)
    (room / "apps.py").touch()
    if text is not None:
        (room / "README.md").write_text(text)
    (broken,) = without_a_readme(rooms_on_disk(tmp_path, {"personal"}))
    assert "personal/plans" in broken
    assert told in broken


def test_a_short_readme_is_fine(tmp_path):
    room = tmp_path / "front"
    room.mkdir()
    (room / "views.py").touch()
    (room / "README.md").write_text("# Front\n\nWhat spans the wings.\n")
    assert rooms_on_disk(tmp_path, {"personal"}) == [room]
    assert without_a_readme([room]) == []
