"""Query functions are created from the SQL files of the rooms."""

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
    """The owner's connection; its changes are rolled back."""
    owner = connections["owner"]
    with django_db_blocker.unblock(), transaction.atomic(using="owner"):
        yield owner
        transaction.set_rollback(True, using="owner")


@pytest.fixture
def adding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for an SQL file besides those of the rooms."""
    file = tmp_path / "adding_up.sql"
    file.write_text(ADDING)
    files = query_functions.sql_files()
    monkeypatch.setattr(query_functions, "sql_files", lambda: [*files, *([file] if file.exists() else [])])
    return file


@pytest.mark.django_db
def test_the_database_has_the_functions_of_the_files() -> None:
    query_functions.refuse_mismatch(connection)
    assert query_functions.digests_in_database(connection) == query_functions.digests_of_files()
    assert {"pathways_to_arrange", "review_dates"} <= query_functions.digests_of_files().keys()


@pytest.mark.django_db(databases=["default", "owner"])
def test_new_changed_and_deleted_files_are_applied(owner: Any, adding: Path) -> None:
    def fetch_value(sql: str) -> Any:
        with owner.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]

    with pytest.raises(ImproperlyConfigured, match="adding_up"):
        query_functions.refuse_mismatch(owner)
    query_functions.create_all(owner)
    query_functions.refuse_mismatch(owner)
    assert fetch_value("select adding_up(2, 3)") == 5

    adding.write_text(ADDING.replace("a + b", "a - b"))
    query_functions.create_all(owner)
    assert fetch_value("select adding_up(2, 3)") == -1

    adding.unlink()
    query_functions.create_all(owner)
    assert fetch_value("select count(*) from pg_proc where proname = 'adding_up'") == 0
    assert fetch_value("select count(*) from review_dates") == 0


@pytest.mark.django_db(databases=["default", "owner"])
def test_unchanged_functions_are_not_created_again(owner: Any) -> None:
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
    """Outside the test's transaction: changes are committed."""
    with django_db_blocker.unblock():
        yield


def expect_all_are_made() -> None:
    assert query_functions.digests_in_database(connection) == query_functions.digests_of_files()


@pytest.mark.usefixtures("really")
class TestMigrating:
    @pytest.mark.parametrize("asked", [[], ["outcomes"], ["outcomes", "--plan"], ["outcomes", "--fake"]])
    def test_no_function_is_lost_without_migrations_to_apply(self, asked: list[str]) -> None:
        call_command("migrate", *asked, verbosity=0, stdout=StringIO())
        expect_all_are_made()

    def test_no_function_is_lost_for_an_unknown_room(self) -> None:
        with pytest.raises(CommandError):
            call_command("migrate", "outcoms", verbosity=0)
        expect_all_are_made()

    def test_no_function_is_lost_when_a_migration_fails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*args: Any, **options: Any) -> None:
            assert query_functions.digests_in_database(connections["owner"]) == {}, "they go before a table changes"
            raise CommandError("It stopped half way")

        behind = iter([True, False])
        monkeypatch.setattr(migrate, "is_behind", lambda connection: next(behind))
        monkeypatch.setattr(migrate.Migrate, "handle", fails)
        with pytest.raises(CommandError, match="half way"):
            call_command("migrate", verbosity=0)
        expect_all_are_made()
