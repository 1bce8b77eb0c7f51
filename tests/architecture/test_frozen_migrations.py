"""A migration that has landed is never edited; a change of the schema is another migration."""

import shutil
import subprocess
from pathlib import Path

import pytest

from locallinks.config.schema import freeze
from tests.architecture.source_tree import PROJECT, expect_kept

RULE = f"A migration that is listed in {freeze.LIST} stays as it is; every other is added to the list before it lands."
FIRST = "locallinks/local/places/migrations/0001_initial.py"


def broken_in(root: Path) -> list[str]:
    """Return what is wrong with the migrations and their list; nothing while migrations are not frozen yet."""
    missing, problems = freeze.check(root)
    if freeze.is_frozen(root):
        problems += [f"{name} is not listed. Run bin/freeze-migrations, which adds it" for name in missing]
    return problems


def lost_in(root: Path) -> list[str] | None:
    """Return the lines that the list has held in some commit and holds no more; None without history."""
    earlier = freeze.entries_in_history(root)
    if earlier is None:
        return None
    held = set((root / freeze.LIST).read_text(encoding="utf-8").splitlines())
    return [f"{line[66:]} was listed with {line[:64]}. Restore that line" for line in earlier if line not in held]


def test_no_landed_migration_was_edited():
    expect_kept(RULE, broken_in(PROJECT))


def test_no_line_of_the_list_was_ever_changed_or_removed():
    lost = lost_in(PROJECT)
    if lost is None:
        pytest.skip("There is no git history here: digests were checked, but not earlier versions of the list")
    expect_kept(RULE, lost)


# ---------- planted edits


@pytest.fixture
def unfrozen(tmp_path: Path) -> Path:
    """A copy of the project's migrations, with an empty list that says they are not frozen yet."""
    for name in freeze.migrations(PROJECT):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PROJECT / name, tmp_path / name)
    (tmp_path / freeze.LIST).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / freeze.LIST).write_text(f"{freeze.NOT_FROZEN}\n# What this list is.\n")
    return tmp_path


@pytest.fixture
def frozen(unfrozen: Path) -> Path:
    assert freeze.main(unfrozen) == 0
    return unfrozen


def git(root: Path, *arguments: str) -> None:
    author = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *author, "-C", str(root), *arguments], check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "Change the list")


def edit_list(root: Path, old: str, new: str) -> None:
    file = root / freeze.LIST
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def line_of(root: Path, name: str) -> str:
    return next(line for line in (root / freeze.LIST).read_text().splitlines() if line.endswith(f"  {name}"))


def test_before_the_first_freeze_an_empty_list_is_fine(unfrozen: Path):
    assert broken_in(unfrozen) == []
    assert freeze.check(unfrozen)[0] == freeze.migrations(PROJECT)


def test_an_empty_list_that_does_not_say_so_is_caught(unfrozen: Path):
    edit_list(unfrozen, freeze.NOT_FROZEN, freeze.FROZEN)
    assert len(broken_in(unfrozen)) == len(freeze.migrations(PROJECT))


def test_freezing_lists_every_migration_and_ends_the_exception(frozen: Path):
    first, comment, *lines = (frozen / freeze.LIST).read_text().splitlines()
    assert (first, comment) == (freeze.FROZEN, "# What this list is.")
    assert [line[66:] for line in lines] == freeze.migrations(PROJECT)
    assert broken_in(frozen) == []


def test_going_back_to_not_frozen_is_caught(frozen: Path):
    edit_list(frozen, freeze.FROZEN, freeze.NOT_FROZEN)
    (broken,) = broken_in(frozen)
    assert "says that migrations are not frozen, but lists some" in broken


def test_another_first_line_is_caught(frozen: Path):
    edit_list(frozen, freeze.FROZEN, "# Thawed.")
    (broken,) = broken_in(frozen)
    assert broken.startswith("The first line of")


def test_an_edited_migration_is_caught_and_cannot_be_frozen_again(frozen: Path, capsys: pytest.CaptureFixture[str]):
    (frozen / FIRST).write_text((frozen / FIRST).read_text() + "# edited\n")
    was = (frozen / freeze.LIST).read_text()
    (broken,) = broken_in(frozen)
    assert broken == f"{FIRST} has landed and was edited. {freeze.WRITE_ANOTHER}"
    assert freeze.main(frozen) == 1
    assert broken in capsys.readouterr().err
    assert (frozen / freeze.LIST).read_text() == was


def test_a_second_line_does_not_allow_an_edit(frozen: Path):
    (frozen / FIRST).write_text("# another\n")
    with (frozen / freeze.LIST).open("a") as file:
        file.write(f"{freeze.digest(frozen / FIRST)}  {FIRST}\n")
    edited, twice = broken_in(frozen)
    assert "was edited" in edited
    assert twice.startswith(f"{FIRST} is listed more than once")


def test_a_migration_that_is_gone_is_caught(frozen: Path):
    (frozen / FIRST).rename((frozen / FIRST).with_name("0001_first.py"))
    gone, new = broken_in(frozen)
    assert gone == f"{FIRST} has landed and is gone. {freeze.WRITE_ANOTHER}"
    assert new.startswith("locallinks/local/places/migrations/0001_first.py is not listed")


def test_a_new_migration_is_caught_until_it_is_frozen(frozen: Path, capsys: pytest.CaptureFixture[str]):
    name = "locallinks/local/places/migrations/0099_later.py"
    (frozen / name).write_text("# a later migration\n")
    was = (frozen / freeze.LIST).read_text()
    assert broken_in(frozen) == [f"{name} is not listed. Run bin/freeze-migrations, which adds it"]
    assert freeze.main(frozen) == 0
    assert (frozen / freeze.LIST).read_text() == f"{was}{freeze.digest(frozen / name)}  {name}\n"
    assert capsys.readouterr().out.endswith(f"1 migration(s) added to {freeze.LIST}.\n")
    assert broken_in(frozen) == []


def test_a_line_that_says_nothing_is_caught(frozen: Path):
    edit_list(frozen, line_of(frozen, FIRST), FIRST)
    unread, missing = broken_in(frozen)
    assert unread.endswith(f"has a line that is not a digest and a migration: {FIRST}")
    assert missing.startswith(f"{FIRST} is not listed")


def test_without_history_only_digests_are_checked(frozen: Path):
    assert lost_in(frozen) is None
    git(frozen, "init", "-q")  # and no commit
    assert lost_in(frozen) is None


def test_a_list_that_only_grew_is_fine(unfrozen: Path):
    commit(unfrozen)
    assert freeze.main(unfrozen) == 0
    assert lost_in(unfrozen) == []
    commit(unfrozen)
    (unfrozen / "locallinks/local/places/migrations/0099_later.py").write_text("# a later migration\n")
    assert freeze.main(unfrozen) == 0
    commit(unfrozen)
    assert lost_in(unfrozen) == []


@pytest.mark.parametrize("committed", [True, False])
def test_a_migration_edited_together_with_its_line_is_caught(frozen: Path, committed: bool):
    commit(frozen)
    line = line_of(frozen, FIRST)
    (frozen / FIRST).write_text("# another\n")
    edit_list(frozen, line[:64], freeze.digest(frozen / FIRST))
    if committed:
        commit(frozen)
    assert broken_in(frozen) == []
    assert lost_in(frozen) == [f"{FIRST} was listed with {line[:64]}. Restore that line"]


def test_a_line_removed_with_its_migration_is_caught_and_may_be_restored(frozen: Path):
    commit(frozen)
    line = line_of(frozen, FIRST)
    (frozen / FIRST).unlink()
    edit_list(frozen, f"{line}\n", "")
    commit(frozen)
    assert broken_in(frozen) == []
    assert lost_in(frozen) == [f"{FIRST} was listed with {line[:64]}. Restore that line"]
    with (frozen / freeze.LIST).open("a") as file:
        file.write(f"{line}\n")
    assert lost_in(frozen) == []


def test_an_emptied_list_that_says_not_frozen_is_caught(frozen: Path):
    commit(frozen)
    (frozen / freeze.LIST).write_text(f"{freeze.NOT_FROZEN}\n")
    commit(frozen)
    assert broken_in(frozen) == []
    assert len(lost_in(frozen) or ()) == len(freeze.migrations(PROJECT))
