"""What the application role could do if an attacker made it run their SQL: nothing that opens more.

Source: docs/adr/0009; ARCHITECTURE.md, "run and test as the application role". Functions that run as the owner
on purpose are listed here, with what each may reveal.
"""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, connections, transaction

from locallinks.foundation.shared.viewer import acting_as
from tests.security.person_tables import about_people, all_tables, rows, value
from tests.security.test_row_level import STRANGERS, seen_by
from tests.security.world_base import NAME, POSTCODE, World, own_transaction

PINNED = "search_path=public, pg_temp"

# Runs as the owner, sees past every policy: what it answers, and why that is no leak.
DEFINERS = {
    # Fills `home_id` in. Only a trigger of the owner's runs it: nobody else may make one with it.
    "guard.keep_home()": "trigger",
    # May these eyes add or change something about this person? Yes or no, and only ever about their own right.
    "guard.may_write(of_person bigint, of_home integer)": "boolean",
    # Ends what was shared and every link, for those who plan with the person; it answers nothing, and opens nothing.
    "guard.close_record(of_person bigint, why text, on_day date, read_until date, at timestamp with time zone)": "void",
    # May this organisation open the record to a helper or provider: yes or no, and only ever about its own eyes.
    "guard.may_pass_on(of_person bigint, for_purpose text)": "boolean",
    # Writes whom a list named and tells nothing back: the same for ids that nobody has.
    "guard.record_list(of_people bigint[], at_moment timestamp with time zone, by_user bigint, by_name text, "
    "working_for integer[], of_page text, for_purpose text, others integer)": "void",
    # Who had this person on which list, for the person, their home, and (its own lists) a network that plans with them:
    # never who else was on it, and nothing about anybody these eyes may not know.
    "guard.lists_naming(of_person bigint)": (
        "TABLE(last_at timestamp with time zone, actor text, organisation text, list text, times bigint)"
    ),
    # Ids and scores of people these eyes may see anyway.
    "guard.search_people(words text, most integer)": "TABLE(person_id bigint, score real)",
    # What a provider should not give just now: ids of its own arrangements and whose they are, never why.
    "guard.paused_work()": "TABLE(person_id bigint, arrangement_id bigint)",
    # Asked at sign-in, before there are eyes: whose records may this user open? Ids and the kind of grant.
    "guard.grants_of(of_user bigint)": "TABLE(person_id bigint, kind text)",
    # The public form, for whoever knows its code: only ever the draft of that code, and never who else wrote one.
    "guard.open_request_draft(of_digest text, at timestamp with time zone)": "jsonb",
    "guard.save_request_draft(of_digest text, of_part text, given jsonb, at timestamp with time zone)": "void",
    "guard.forget_request_draft(of_digest text)": "void",
    # Every night: how many drafts past their four weeks went. Nothing of what was in them.
    "guard.forget_old_request_drafts(at timestamp with time zone)": "bigint",
    "guard.send_request(of_digest text, to_home integer, given jsonb, due date, at timestamp with time zone)": "bigint",
    # Whom the council put on duty that day: one id of somebody who works there, or nothing.
    "guard.on_duty(of_home integer, on_day date)": "bigint",
    # Keys of the concerns that were opened to these eyes, while they work for the council.
    "guard.concerns_opened_to_viewer()": "uuid[]",
    # Does a concern wait in a council these eyes administer that no safeguarding lead may read? Yes or no.
    "guard.concern_without_lead()": "boolean",
    # When their own record was laid aside: a time, for the person themselves, and nothing of the record that is kept.
    "guard.merged_away_at(of_person bigint)": "timestamp with time zone",
    # Asked when somebody comes by a link, before there are eyes: what is it for? Answers to the link's digest alone.
    "guard.invitation(of_digest text)": (
        "TABLE(id bigint, person_id bigint, purpose text, record_id bigint, to_name text, "
        "expires_at timestamp with time zone, ended text)"
    ),
}

REFUSED = "42501"  # insufficient_privilege
FORBIDDEN = (
    "alter table people_person disable row level security",
    "alter table people_person no force row level security",
    "drop policy see on people_person",
    "create policy everybody on people_person using (true)",
    "alter policy see on people_person using (true)",
    "alter table audit_entry disable trigger append_only",
    "drop trigger append_only on audit_entry",
    "create trigger spy after insert on people_person for each row execute function guard.refuse_change()",
    "create rule spy as on insert to people_person do also select 1",
    "truncate people_person cascade",
    "truncate audit_entry",
    "truncate accounts_user cascade",
    "alter table people_person add column spy text",
    "drop table audit_entry",
    "create or replace function guard.organisations() returns int[] language sql as 'select array[1]'",
    "create or replace function guard.people() returns bigint[] language sql as 'select array[1]::bigint[]'",
    "alter function guard.search_people(text, int) reset all",
    "alter function guard.search_people(text, int) security invoker",
    "alter function guard.keep_home() set search_path = pg_temp",
    "drop function guard.grants_of(bigint)",
    "create function guard.spy() returns int language sql as 'select 1'",
    "create function public.spy() returns int language sql as 'select 1'",
    "create table public.spy (id int)",
    "create view public.spy as select * from people_person",
    "create schema spy",
    "insert into django_migrations (app, name, applied) values ('spy', '0001', now())",
    "alter default privileges for role {owner} grant all on tables to public",
    "set role {owner}",
    "set session authorization {owner}",
    "set session_replication_role = replica",
    "alter role {application} bypassrls",
    "alter role {application} superuser",
    "grant {owner} to {application}",
    "create role spy",
    "copy people_person to program 'cat'",
    "copy people_person to '/tmp/spy'",
    "select pg_read_file('/etc/hostname')",
    "select lo_import('/etc/hostname')",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_role_is_refused(db: None, statement: str) -> None:
    owner, application = (connections[alias].settings_dict["USER"] for alias in ("owner", "default"))
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        rows(statement.format(owner=f'"{owner}"', application=f'"{application}"'))
    assert refused.value.__cause__.sqlstate == REFUSED, f"refused, but for another reason: {refused.value}"


def test_the_application_role_is_nobody_special(db: None) -> None:
    powers = "rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
    assert rows(f"select {powers} from pg_roles where rolname = current_user") == [(False,) * 5]
    assert value("select count(*) from pg_class where relowner = current_user::regrole") == 0
    assert value("select count(*) from pg_proc where proowner = current_user::regrole") == 0
    assert value("select count(*) from pg_auth_members where member = current_user::regrole") == 0, "member of no role"
    assert value("select current_user = session_user")
    for right in ("truncate", "references", "trigger", "select with grant option", "insert with grant option"):
        held = [table for table in all_tables() if value("select has_table_privilege(%s, %s)", table, right)]
        assert not held, f"{right} on {held}"


def test_switching_row_security_off_shows_an_error_and_no_row(world: World) -> None:
    """PostgreSQL refuses the query: `row_security = off` has an effect only for roles that may bypass it."""
    with transaction.atomic():
        value("select set_config('row_security', 'off', true)")
        for table in about_people():
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                rows(f"select * from {table} limit 1")
        transaction.set_rollback(True)


def test_a_table_of_the_same_name_of_ones_own_fools_nobody(world: World) -> None:
    """Temporary tables come first in the search path, but policies and functions with a fixed path do not use them."""
    person, stranger = world.people["planning"], world.city.other_network
    with own_transaction():
        with connection.cursor() as cursor:
            cursor.execute(
                "create temporary table people_share on commit drop as select %s::bigint person_id, "
                "%s organisation_id, 'planning' purpose, date '2020-01-01' starts_on, null::date ends_on",
                [person.pk, stranger.pk],
            )
        with acting_as(world.city.viewer("other_support_planner")):
            assert value("select count(*) from pg_temp.people_share") == 1
            assert rows("select * from guard.search_people(%s, 50)", NAME.lower()) == []
            assert value("select guard.may_pass_on(%s, 'support')", person.pk) is False
            assert value("select count(*) from people_person") == 0


def test_functions_that_run_as_the_owner_are_exactly_these(db: None) -> None:
    found = rows(
        "select p.oid::regprocedure::text, n.nspname || '.' || proname || '(' || "
        "pg_get_function_identity_arguments(p.oid) || ')', pg_get_function_result(p.oid), coalesce(proconfig, '{}') "
        "from pg_proc p join pg_namespace n on n.oid = pronamespace where prosecdef and nspname not in ('pg_catalog')"
    )
    assert {name: result for _, name, result, _ in found} == DEFINERS, (
        "A function that runs as the owner sees past every policy. Let it answer ids or yes and no, scope it "
        "by guard.organisations() and guard.people(), and list it in DEFINERS in this file with why it is no leak."
    )
    for _, name, _, settings in found:
        assert PINNED in settings, f"{name} must pin its search path: set {PINNED.replace('=', ' = ')}"


SEARCHES = (NAME.lower(), f"{NAME} planning".lower(), POSTCODE, "zefirine", "9990000018", "%", "", "script alert")


@pytest.mark.parametrize("role", STRANGERS)
def test_the_search_finds_nothing_for_strangers(world: World, role: str) -> None:
    with acting_as(world.city.viewer(role)):
        for words in SEARCHES:
            assert rows("select * from guard.search_people(%s, 100)", words) == [], words


def test_the_search_finds_nothing_for_no_eyes_and_finds_for_home(world: World) -> None:
    assert rows("select * from guard.search_people(%s, 100)", NAME.lower()) == []
    with acting_as(world.city.viewer("social_worker")):
        found = {person_id for person_id, _ in rows("select * from guard.search_people(%s, 200)", NAME.lower())}
        merged = "select person_id from people_merge m where not exists"
        aside = {pk for (pk,) in rows(f"{merged} (select from people_unmerge u where u.merge_id = m.id)")}
        named = {pk for (pk,) in rows("select id from people_person where search_name like %s", f"%{NAME.lower()}%")}
        assert {person.pk for person in world.people.values()} <= found == named - aside


def test_the_search_tells_the_network_and_provider_only_of_those_they_may_see(world: World) -> None:
    for role in ("support_planner", "provider", "person", "other_person"):
        with acting_as(world.city.viewer(role)):
            found = {person_id for person_id, _ in rows("select * from guard.search_people(%s, 100)", NAME.lower())}
            assert found <= {pk for (pk,) in rows("select id from people_person")}, role
            assert bool(found) is (role != "other_person"), role


def test_passing_on_is_only_for_those_who_plan_and_never_for_planning(world: World) -> None:
    def answers(role: str, stage: str) -> list[bool]:
        with acting_as(world.city.viewer(role)):
            return [
                value("select guard.may_pass_on(%s, %s)", world.people[stage].pk, purpose)
                for purpose in ("arrangement", "support", "planning", "anything")
            ]

    assert answers("support_planner", "live") == [True, True, False, False]
    for role in (*STRANGERS, "provider", "person"):
        assert answers(role, "live") == [False] * 4, role
    for stage in ("budgeted", "taken_back"):
        assert answers("support_planner", stage) == [False] * 4, stage


def test_a_provider_hears_of_a_pause_and_only_of_those_it_supports(world: World) -> None:
    def paused(role: str) -> list[tuple]:
        with acting_as(world.city.viewer(role)):
            return rows("select distinct person_id from guard.paused_work()")

    assert paused("provider") == [(world.people["suspended"].pk,)]
    for role in (*STRANGERS, "person", "social_worker", "support_planner"):
        assert paused(role) == [], role


def test_nobody_makes_a_trigger_that_tells_whose_somebody_is(world: World) -> None:
    with own_transaction(), connection.cursor() as cursor:
        cursor.execute("create temporary table mine (person_id bigint, home_id int) on commit drop")
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            cursor.execute("create trigger ask before insert on mine for each row execute function guard.keep_home()")
        assert refused.value.__cause__.sqlstate == REFUSED


def test_closing_a_record_is_for_those_who_plan_and_the_same_for_somebody_who_never_was(world: World) -> None:
    close = "select guard.close_record(%s, 'closed', current_date, current_date, now())"
    for role in (*STRANGERS, "provider"):
        for pk in (world.people["live"].pk, 0):
            with acting_as(world.city.viewer(role)), connection.cursor() as cursor:
                with pytest.raises(DatabaseError) as refused, transaction.atomic():
                    cursor.execute(close, [pk])
                assert refused.value.__cause__.sqlstate == REFUSED, role


def test_grants_of_tells_ids(world: World) -> None:
    user = world.city.users["person"]
    with acting_as(world.city.viewer("other_social_worker")):
        grants = rows("select * from guard.grants_of(%s)", user.pk)
    with acting_as(world.city.viewer("social_worker")):
        live = "(ends_on is null or ends_on > current_date)"
        given = rows(f"select person_id from people_grant where user_id = %s and {live}", user.pk)
    assert {pk for pk, _ in grants} == {pk for (pk,) in given} >= {person.pk for person in world.people.values()}
    assert {kind for _, kind in grants} == {"self"}


@pytest.fixture
def table_without_a_policy(world: World) -> Iterator[str]:
    """A table as a careless migration would create it."""
    name, owner = "hasty_note", connections["owner"]
    with owner.cursor() as cursor:
        cursor.execute("set lock_timeout = '5s'")
        cursor.execute(f"create table {name} (id serial, person_id bigint, home_id int, words text)")
        cursor.execute(f"insert into {name} (person_id, words) values (1, 'quillwort')")
    with own_transaction():  # given back before the table goes: whoever has read it holds a lock on it
        yield name
    with owner.cursor() as cursor:
        cursor.execute(f"drop table {name}")
    owner.close()


def test_a_new_table_without_a_policy_is_caught(world: World, table_without_a_policy: str) -> None:
    assert table_without_a_policy in all_tables()
    assert seen_by(world, "other_social_worker")[table_without_a_policy] == 1
    from tests.security import test_row_level

    with pytest.raises(AssertionError, match=r"reads \{'hasty_note': 1\}: add rls.protect"):
        test_row_level.test_strangers_see_no_row_of_any_table(world, "investor")
    with pytest.raises(AssertionError, match="have no policy"):
        test_row_level.test_every_table_about_people_is_secured_with_a_policy(world)
