"""Query functions come from the SQL files of the rooms, and no server starts beside others."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from locallinks.foundation.shared import query_functions
from locallinks.foundation.shared.management.commands import migrate

ADDING = "create function adding_up(a int, b int) returns int language sql as $$ select a + b $$;"


@pytest.fixture
def owner(db: None, django_db_blocker: Any) -> Iterator[Any]:
    """The owner's connection; all that is made is taken back."""
    owner = connections["owner"]
    with django_db_blocker.unblock(), transaction.atomic(using="owner"):
        yield owner
        transaction.set_rollback(True, using="owner")


@pytest.fixture
def adding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of its own beside those of the rooms."""
    file = tmp_path / "adding_up.sql"
    file.write_text(ADDING)
    files = query_functions.sql_files()
    monkeypatch.setattr(query_functions, "sql_files", lambda: [*files, *([file] if file.exists() else [])])
    return file


@pytest.mark.django_db
def test_the_database_has_what_the_files_say() -> None:
    query_functions.refuse_mismatch(connection)
    assert query_functions.digests_in_database(connection) == query_functions.digests_of_files()
    assert {"pathways_to_arrange", "review_dates"} <= query_functions.digests_of_files().keys()


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_new_file_a_changed_one_and_one_that_is_gone(owner: Any, adding: Path) -> None:
    def asked(question: str) -> Any:
        with owner.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0]

    with pytest.raises(ImproperlyConfigured, match="adding_up"):
        query_functions.refuse_mismatch(owner)
    query_functions.create_all(owner)
    query_functions.refuse_mismatch(owner)
    assert asked("select adding_up(2, 3)") == 5

    adding.write_text(ADDING.replace("a + b", "a - b"))
    query_functions.create_all(owner)
    assert asked("select adding_up(2, 3)") == -1

    adding.unlink()
    query_functions.create_all(owner)
    assert asked("select count(*) from pg_proc where proname = 'adding_up'") == 0
    assert asked("select count(*) from review_dates") == 0


@pytest.mark.django_db(databases=["default", "owner"])
def test_nothing_is_made_again_where_it_is_the_same(owner: Any) -> None:
    def numbers() -> list[Any]:
        with owner.cursor() as cursor:
            cursor.execute(
                "select oid from pg_proc where proname = any(%s)", [list(query_functions.digests_of_files())]
            )
            return sorted(cursor.fetchall())

    before = numbers()
    query_functions.create_all(owner)
    assert numbers() == before


@pytest.fixture
def really(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Outside a test's transaction: what is done is kept."""
    with django_db_blocker.unblock():
        yield


def expect_all_are_made() -> None:
    assert query_functions.digests_in_database(connection) == query_functions.digests_of_files()


@pytest.mark.usefixtures("really")
class TestMigrating:
    @pytest.mark.parametrize("asked", [[], ["outcomes"], ["outcomes", "--plan"], ["outcomes", "--fake"]])
    def test_nothing_is_lost_where_nothing_is_to_apply(self, asked: list[str]) -> None:
        call_command("migrate", *asked, verbosity=0, stdout=StringIO())
        expect_all_are_made()

    def test_nor_by_a_room_that_is_not_there(self) -> None:
        with pytest.raises(CommandError):
            call_command("migrate", "outcoms", verbosity=0)
        expect_all_are_made()

    def test_nor_by_a_migration_that_fails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*args: Any, **options: Any) -> None:
            assert query_functions.digests_in_database(connections["owner"]) == {}, "they go before a table changes"
            raise CommandError("It stopped half way")

        behind = iter([True, False])
        monkeypatch.setattr(migrate, "is_behind", lambda connection: next(behind))
        monkeypatch.setattr(migrate.Migrate, "handle", fails)
        with pytest.raises(CommandError, match="half way"):
            call_command("migrate", verbosity=0)
        expect_all_are_made()
