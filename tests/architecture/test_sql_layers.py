"""SQL is held to the order of the rooms as imports are: import-linter cannot see a table that is named in a string.

SQL is read where it is written: in `sql/*.sql`, and in every string of Python that is not a docstring. Tables are
recognised by the names in the model registry, query functions by their file, and functions of the schema `guard` by the
migration that creates them. A name put together while the program runs, such as f"brokerage_{table}", is not seen.
"""

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.source_tree import (
    PACKAGE,
    Order,
    expect_kept,
    files,
    height,
    house_order,
    is_test,
    parse,
    place,
    room_of,
)

DOWNWARDS = (
    "SQL of a room names tables and functions of that room and of lower rooms, never of a room above or beside it."
)
JOINS = (
    "SQL in Python names tables of its own room and query functions of any lower room. A query that reads tables of "
    "several rooms is a query function, in a file of its own in the room's sql/, where it may read lower rooms' tables "
    "as Python may read their models."
)
WRITES = "SQL changes rows of its own room's tables only: rows of a lower room are changed by that room's actions."

# What breaks a rule, and why. An entry that nothing needs any more fails the test, so these lists only grow shorter.
SHARED, AUDIT = f"{PACKAGE}/foundation/shared", f"{PACKAGE}/foundation/audit"
BULK_PEOPLE = f"{PACKAGE}/demo/bulk_people.py"
HOME_OF = "row-level security stands on a person's home organisation, whichever room the row belongs to"
LISTS = "a list that names people is divided by their home organisations, where the person's record cannot be read"
ADDS_PEOPLE = "adds a hundred thousand people to the demo in a few statements; the actions would take hours"
READS_ABOVE = {
    (f"{SHARED}/migrations/0001_guard.py", "people_person"): HOME_OF,
    (f"{SHARED}/rls.py", "people_share"): HOME_OF,
    (f"{SHARED}/rls.py", "guard.may_write"): HOME_OF,
    (f"{AUDIT}/migrations/0002_guard.py", "people_person"): LISTS,
    (f"{AUDIT}/migrations/0002_guard.py", "people_share"): LISTS,
    (f"{AUDIT}/migrations/0002_guard.py", "accounts_organisation"): LISTS,
    (f"{PACKAGE}/foundation/accounts/queries.py", "guard.grants_of"): "asked at sign-in, before there is a viewer",
}
JOINS_IN_PYTHON = {
    (f"{PACKAGE}/local/directory/actions.py", "places_postcode"): "an update of a whole feed from its postcodes",
    **{
        (BULK_PEOPLE, table): ADDS_PEOPLE
        for table in (
            "accounts_membership",
            "accounts_organisation",
            "accounts_user",
            "people_person",
            "people_relationship",
            "people_share",
            "people_sharingagreement",
            "places_postcode",
        )
    },
}
WRITES_BELOW = {
    (BULK_PEOPLE, table): ADDS_PEOPLE for table in ("people_relationship", "people_share", "people_sharingagreement")
}

COMMENT = re.compile(r"--[^\n]*")
CREATES_GUARD = re.compile(r"create (?:or replace )?function (guard\.\w+)", re.IGNORECASE)
CHANGES = r"(?:insert\s+into|update(?:\s+only)?|delete\s+from(?:\s+only)?|merge\s+into|truncate(?:\s+table)?)\s+"


@dataclass(frozen=True)
class Mention:
    """A table or function that the SQL of a file names. `kind`: table, query function or guard function."""

    file: str
    room: str
    name: str
    owner: str
    kind: str
    changed: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.file, self.name


@dataclass(frozen=True)
class Name:
    """What a name in SQL stands for, and the room it belongs to."""

    owner: str
    kind: str


def room_of_file(file: str, order: Order) -> str | None:
    return room_of(file.rsplit(".", 1)[0].replace("/", "."), order)


def sql_texts(file: str, text: str) -> list[str]:
    """Return what may be SQL in a file: all of an .sql file, or the strings of Python that are not docstrings."""
    if file.endswith(".sql"):
        return [COMMENT.sub("", text)]
    tree = parse(text)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [COMMENT.sub("", node.value) for node in strings if id(node) not in docstrings]


def mentions_in(file: str, text: str, names: Mapping[str, Name], order: Order) -> set[Mention]:
    """Return what the SQL of one file names, tables of its own room included."""
    room = room_of_file(file, order)
    if room is None:
        return set()
    found, alternatives = set(), "|".join(sorted(names, key=len, reverse=True))
    any_name = re.compile(rf"(?<![\w.])(?:public\.)?({alternatives})\b", re.IGNORECASE)
    for sql in sql_texts(file, text):
        for match in any_name.finditer(sql):
            name = match[1].lower()
            changed = re.search(CHANGES + r"$", sql[: match.start()], re.IGNORECASE) is not None
            found.add(Mention(file, room, name, names[name].owner, names[name].kind, changed))
    return found


def named_above(mentions: Iterable[Mention], order: Order) -> dict[tuple[str, str], str]:
    return {
        mention.key: f"{mention.file} names the {mention.kind} {mention.name} of {mention.owner}: move the query to "
        f"{mention.owner} or to a room above it"
        for mention in mentions
        if mention.owner != mention.room and height(mention.owner, order) <= height(mention.room, order)
    }


def joined_in_python(mentions: Iterable[Mention], order: Order) -> dict[tuple[str, str], str]:
    return {
        mention.key: f"{mention.file} reads {mention.name} of {mention.owner}: use a query of {mention.owner}, or make "
        f"the statement a query function in sql/ of {mention.room}"
        for mention in mentions
        if mention.kind == "table"
        and mention.file.endswith(".py")
        and "/migrations/" not in mention.file
        and height(mention.owner, order) > height(mention.room, order)
    }


def changed_below(mentions: Iterable[Mention]) -> dict[tuple[str, str], str]:
    return {
        mention.key: f"{mention.file} changes rows of {mention.name}: call an action of {mention.owner}"
        for mention in mentions
        if mention.changed and mention.owner != mention.room
    }


def sources() -> list[Path]:
    """Return the files of the rooms that may hold SQL, without their tests."""
    return [
        path
        for path in files()
        if place(path).startswith(f"{PACKAGE}/")
        and (path.suffix == ".py" or (path.suffix == ".sql" and path.parent.name == "sql"))
        and not is_test(place(path).removesuffix(".py").replace("/", "."))
    ]


@cache
def names_of_the_house() -> dict[str, Name]:
    order = house_order()
    names = {
        model._meta.db_table: Name(owner, "table")
        for model in apps.get_models(include_auto_created=True)
        if (owner := room_of(model.__module__, order))
    }
    for path in sources():
        owner = room_of_file(place(path), order)
        if owner and path.suffix == ".sql":
            names[path.stem] = Name(owner, "query function")
        elif owner and "migrations" in path.parts:
            guards = CREATES_GUARD.findall(path.read_text(encoding="utf-8"))
            names |= {name.lower(): Name(owner, "guard function") for name in guards}
    return names


@cache
def mentions_of_the_house() -> frozenset[Mention]:
    order, names = house_order(), names_of_the_house()
    texts = ((place(path), path.read_text(encoding="utf-8")) for path in sources())
    return frozenset().union(*(mentions_in(file, text, names, order) for file, text in texts))


def check(rule: str, broken: Mapping[tuple[str, str], str], allowed: Mapping[tuple[str, str], str]) -> None:
    expect_kept(rule, (message for key, message in broken.items() if key not in allowed))
    expect_kept(
        "An exception is taken off its list when nothing needs it any more.",
        (f"{file}: {name}" for file, name in allowed.keys() - broken.keys()),
    )


def test_sql_is_found():
    mentions = mentions_of_the_house()
    kinds = {(mention.file.rsplit(".", 1)[1], mention.kind) for mention in mentions}
    assert {("sql", "table"), ("py", "table"), ("py", "query function"), ("py", "guard function")} <= kinds
    assert any(mention.changed for mention in mentions)


def test_sql_names_nothing_above():
    check(DOWNWARDS, named_above(mentions_of_the_house(), house_order()), READS_ABOVE)


def test_tables_of_several_rooms_are_joined_in_query_functions():
    check(JOINS, joined_in_python(mentions_of_the_house(), house_order()), JOINS_IN_PYTHON)


def test_sql_changes_no_other_rooms_rows():
    check(WRITES, changed_below(mentions_of_the_house()), WRITES_BELOW)


PLANTED_ORDER: Order = (("personal.plans",), ("personal.pathways", "personal.teams"), ("foundation.people",))
PLANTED_NAMES = {
    "plans_plan": Name("personal.plans", "table"),
    "pathways_pathway": Name("personal.pathways", "table"),
    "people_person": Name("foundation.people", "table"),
    "pathways_due": Name("personal.pathways", "query function"),
    "guard.plans_open": Name("personal.plans", "guard function"),
}


def broken_by(file: str, text: str) -> list[str]:
    """Return which rules a file breaks, with the name that breaks each."""
    found = mentions_in(f"{PACKAGE}/{file}", text, PLANTED_NAMES, PLANTED_ORDER)
    return sorted(
        [f"above {name}" for _, name in named_above(found, PLANTED_ORDER)]
        + [f"joins {name}" for _, name in joined_in_python(found, PLANTED_ORDER)]
        + [f"changes {name}" for _, name in changed_below(found)]
    )


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("personal/pathways/sql/pathways_due.sql", "select id from plans_plan", ["above plans_plan"]),
        ("personal/pathways/queries.py", 'SQL = """select id\nfrom plans_plan p"""', ["above plans_plan"]),
        ("personal/pathways/queries.py", 'run(Statement(f"select {x} from PLANS_PLAN", ()))', ["above plans_plan"]),
        ("personal/pathways/queries.py", 'SQL = "select guard.plans_open(1)"', ["above guard.plans_open"]),
        (
            "personal/pathways/migrations/0002_guard.py",
            'SQL = "create policy p using (plans_plan.id)"',
            ["above plans_plan"],
        ),
        ("personal/teams/sql/team_reviews.sql", "select * from pathways_due()", ["above pathways_due"]),
        ("personal/plans/queries.py", 'SQL = "select * from pathways_pathway"', ["joins pathways_pathway"]),
        ("personal/plans/sql/plans_due.sql", "delete from pathways_pathway", ["changes pathways_pathway"]),
        (
            "personal/plans/migrations/0002_guard.py",
            'SQL = "update people_person set x = 1"',
            ["changes people_person"],
        ),
    ],
)
def test_a_planted_breach_is_caught(file: str, text: str, expected: list[str]):
    assert broken_by(file, text) == expected


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("personal/plans/queries.py", 'SQL = "select * from plans_plan join pathways_due() d on true"'),
        ("personal/plans/actions.py", 'SQL = "insert into plans_plan (id) values (1)"'),
        ("personal/plans/sql/plans_due.sql", "select * from plans_plan, pathways_pathway, people_person"),
        (
            "personal/plans/migrations/0002_guard.py",
            'SQL = "create policy p on plans_plan using (people_person.id = 1)"',
        ),
        ("personal/pathways/sql/pathways_due.sql", "-- plans_plan is read above\nselect * from pathways_pathway"),
        ("personal/pathways/queries.py", 'def plans():\n    """Nothing of plans_plan."""'),
        ("personal/pathways/queries.py", 'NAME = "plans_plan_id, my.plans_plan"'),
    ],
)
def test_what_the_rules_allow_is_not_caught(file: str, text: str):
    assert broken_by(file, text) == []


def test_an_exception_that_is_not_needed_is_caught():
    with pytest.raises(AssertionError, match="taken off its list"):
        check(DOWNWARDS, {}, {("locallinks/personal/pathways/queries.py", "plans_plan"): "no longer"})
