"""The differences between two databases that bin/compare-schema reports."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from conftest import copy_of_template
from locallinks.config.schema import catalogue, scratch_databases


@pytest.fixture
def two(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[psycopg.Connection, psycopg.Connection]]:
    """Connections to two equal databases, as their owner."""
    from django.db import connections

    owner = connections["owner"]
    names = [f"{owner.settings_dict['NAME']}_{side}" for side in ("left", "right")]
    with django_db_blocker.unblock():
        for name in names:
            copy_of_template(owner, name)
        left, right = (scratch_databases.server(name).connect("owner", autocommit=True) for name in names)
        with left, right:
            yield left, right
        for name in names:
            scratch_databases.drop(name)


def differences(left: psycopg.Connection, right: psycopg.Connection, *renamed: str) -> list[str]:
    role = scratch_databases.server().app_user
    names = catalogue.renames(renamed) if renamed else None
    return catalogue.differences(catalogue.read(left, role=role), catalogue.read(right, role=role), names)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ("drop policy open_to_add on plans_plan", "- policy: public.plans_plan.open_to_add RESTRICTIVE"),
        ("alter table people_person disable row level security", "- table: public.people_person r rls t"),
        ("drop trigger keep_home on plans_plan", "- trigger: CREATE TRIGGER keep_home"),
        (
            "alter table plans_line drop constraint line_ends_after_it_starts",
            "- constraint: plans_line.line_ends_after",
        ),
        ("drop index people_person_sounds", "- index: CREATE INDEX people_person_sounds"),
        (
            "alter table plans_line alter council_cost_pence drop not null",
            "- column: public.plans_line.council_cost_pence",
        ),
        (
            "grant execute on function guard.keep_home() to public",
            "- function: CREATE OR REPLACE FUNCTION guard.keep_home",
        ),
        (
            "delete from places_ward; update reference_bankholiday set name = 'A day off'",
            "- row: reference_bankholiday",
        ),
        ("drop function metres_between", "- function: CREATE OR REPLACE FUNCTION public.metres_between"),
        ("drop extension fuzzystrmatch cascade", "- extension: fuzzystrmatch"),
    ],
)
def test_what_only_one_database_has_is_reported(two: tuple, change: str, line: str) -> None:
    left, right = two
    assert differences(left, right) == []
    for statement in change.split("; "):
        right.execute(statement)
    assert any(one.startswith(line) for one in differences(left, right)), differences(left, right)


def test_an_intended_rename_is_not_a_difference(two: tuple) -> None:
    left, right = two
    right.execute("alter function metres_between rename to metres_apart")
    assert len(differences(left, right)) == 2
    assert differences(left, right, "public.metres_between public.metres_apart") == []


def test_an_intended_rename_of_a_table_and_a_column_is_not_a_difference(two: tuple) -> None:
    """Neither are the keys, indexes, triggers and policies with the old name, or with a digest of it."""
    left, right = two
    right.execute("alter table plans_comment rename to talks_remark; alter table talks_remark rename words to said")
    right.execute("alter index plans_comment_pkey rename to talks_remark_pkey")
    right.execute("alter sequence plans_comment_id_seq rename to talks_remark_id_seq")
    before = differences(left, right)
    assert any("talks_remark.said" in line for line in before)
    renamed = ["table plans_comment talks_remark", "column talks_remark words said"]
    after = differences(left, right, *renamed)
    assert len(after) < len(before)
    right.execute("drop policy open_to_add on talks_remark")
    lost = set(differences(left, right, *renamed)) - set(after)
    assert {line.split(" RESTRICTIVE")[0] for line in lost} == {"- policy: public.talks_remark.open_to_add"}


@pytest.mark.parametrize("line", ["one", "table one", "column one two", "one two three four five"])
def test_a_line_that_names_nothing_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not: one|not: table|not: column"):
        catalogue.renames([line])
