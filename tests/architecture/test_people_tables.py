"""Every table about a person has row-level security, and the application role cannot bypass it.

Source: ARCHITECTURE.md, "Who may see whom". tests/security tries the policies; these tests check that they exist.
"""

from dataclasses import dataclass, replace

import pytest
from django.apps import apps
from django.db import connection

from tests.architecture.source_tree import expect_kept

RULE = "Every table about a person has home_id, row-level security with a policy, and an index that begins with either."
ROLE_RULE = "Pages, jobs and tests run as the application role, which owns nothing and bypasses nothing."
REMEDY = "let the model inherit AboutPerson and add rls.protect(table) to a migration of its room"
PEOPLE = "people_person"
ORDINARY, PARTITIONED, VIEW, MATERIALISED = "r", "p", "v", "m"

# Tables and views of the application's own schema, as PostgreSQL knows them.
CATALOGUE = """
select c.relname, c.relkind, c.relrowsecurity,
  array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped),
  array(select polname::text from pg_policy where polrelid = c.oid),
  array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid and i.indpred is null),
  array(select confrelid::regclass::text from pg_constraint where conrelid = c.oid and contype = 'f'),
  coalesce('security_invoker=true' = any(c.reloptions), false)
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') order by 1
"""
ROLE = """
select r.rolname, r.rolsuper, r.rolbypassrls,
  array(select c.relname::text from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace)
from pg_roles r where r.rolname = current_user
"""


@dataclass(frozen=True)
class Table:
    name: str
    kind: str = ORDINARY
    secured: bool = True
    columns: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    indexes_begin_with: tuple[str, ...] = ()
    points_at: tuple[str, ...] = ()  # by foreign key, or as the history of
    asks_as_reader: bool = False  # a view that reads with the eyes of whoever reads it


@dataclass(frozen=True)
class Role:
    name: str
    superuser: bool
    bypasses_security: bool
    owns: tuple[str, ...]


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [tuple(tuple(value) if isinstance(value, list) else value for value in row) for row in cursor.fetchall()]


def tables_in_the_database() -> list[Table]:
    tracked = {
        model._meta.db_table: model.pgh_tracked_model._meta.db_table
        for model in apps.get_models()
        if getattr(model, "pgh_tracked_model", None)
    }
    found = [Table(name, kind, secured, *facts) for name, kind, secured, *facts in rows(CATALOGUE)]
    return [
        replace(table, points_at=(*table.points_at, tracked[table.name])) if table.name in tracked else table
        for table in found
    ]


def open_tables(tables: list[Table]) -> list[str]:
    """Return the tables about people that have no row-level security."""
    about_people = {table.name for table in tables if "person_id" in table.columns} | {PEOPLE}
    return [told for table in tables for told in faults(table, about_people)]


def faults(table: Table, about_people: set[str]) -> list[str]:
    if table.kind in {VIEW, MATERIALISED}:
        return faults_of_a_view(table, about_people)
    if table.name not in about_people:
        lead_back = sorted(set(table.points_at) & about_people)
        if lead_back and not (table.secured and table.policies):
            return [f"{table.name} points at {', '.join(lead_back)} but is open to all: {REMEDY}"]
        return []
    missing = []
    if "home_id" not in table.columns:
        missing.append("home_id")
    if not (table.secured and table.policies):
        missing.append("row-level security with a policy")
    if not {"person_id", "home_id"} & set(table.indexes_begin_with):
        missing.append("an index that begins with person_id or home_id")
    return [f"{table.name} lacks {' and '.join(missing)}: {REMEDY}"] if missing else []


def faults_of_a_view(view: Table, about_people: set[str]) -> list[str]:
    personal = "person_id" in view.columns
    if view.kind == MATERIALISED and personal:
        return [f"{view.name} keeps rows about people where no policy can reach: let a job write totals into a table"]
    if view.kind == VIEW and not view.asks_as_reader:
        return [f"{view.name} reads with its owner's eyes: create it with (security_invoker = true)"]
    return []


def too_powerful(role: Role) -> list[str]:
    broken = []
    if role.superuser or role.bypasses_security:
        broken.append(f"{role.name} bypasses row-level security: connect as the application role (docs/adr/0009)")
    if role.owns:
        some = ", ".join(role.owns[:5])
        broken.append(
            f"{role.name} owns {len(role.owns)} tables ({some} ...): migrate as the owner role (docs/adr/0009)"
        )
    return broken


@pytest.mark.django_db
def test_every_table_about_a_person_is_guarded():
    tables = tables_in_the_database()
    assert PEOPLE in {table.name for table in tables}
    expect_kept(RULE, open_tables(tables))


@pytest.mark.django_db
def test_the_application_role_is_weak():
    ((name, superuser, bypasses, owns),) = rows(ROLE)
    expect_kept(ROLE_RULE, too_powerful(Role(name, superuser, bypasses, owns)))


GUARDED = Table(
    "plans_line",
    columns=("id", "person_id", "home_id"),
    policies=("see",),
    indexes_begin_with=("id", "person_id"),
    points_at=("plans_plan", "people_person"),
)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (replace(GUARDED, columns=("id", "person_id")), "plans_line lacks home_id: let the model inherit AboutPerson"),
        (replace(GUARDED, secured=False), "plans_line lacks row-level security with a policy"),
        (replace(GUARDED, policies=()), "plans_line lacks row-level security with a policy"),
        (replace(GUARDED, indexes_begin_with=("id",)), "an index that begins with person_id or home_id"),
        (replace(GUARDED, columns=("id", "line_id"), secured=False), "plans_line points at people_person"),
        (Table("front_seen", kind=VIEW), "create it with (security_invoker = true)"),
        (Table("front_sums", kind=MATERIALISED, columns=("person_id",)), "where no policy can reach"),
        (Table("people_person", columns=("id", "home_id"), secured=False), "people_person lacks row-level security"),
    ],
)
def test_an_open_table_is_caught(table, told):
    (broken,) = open_tables([table])
    assert told in broken


def test_guarded_tables_and_tables_about_nobody_are_fine():
    nobody = Table("places_ward", secured=False, columns=("id", "name"), indexes_begin_with=("id",))
    through_its_parent = Table("plans_line_days", columns=("line_id",), policies=("see",), points_at=("plans_line",))
    reader = Table("front_seen", kind=VIEW, columns=("person_id",), asks_as_reader=True)
    assert open_tables([GUARDED, nobody, through_its_parent, reader]) == []


def test_a_powerful_role_is_caught():
    assert len(too_powerful(Role("owner", superuser=True, bypasses_security=False, owns=("plans_line",)))) == 2
    assert "bypasses" in too_powerful(Role("app", superuser=False, bypasses_security=True, owns=()))[0]
    assert too_powerful(Role("app", superuser=False, bypasses_security=False, owns=())) == []
