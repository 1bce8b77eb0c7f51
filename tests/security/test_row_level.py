"""Row-level security: a raw SELECT shows nothing of another organisation, whatever a page or a query forgot.

Source: ARCHITECTURE.md, "Who may see whom". Runs as the application role.
"""

from contextlib import nullcontext

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.concerns.models import Concern
from locallinks.foundation.shared.viewer import acting_as
from tests.security.person_tables import PERSON_COLUMN, about_people, all_tables, listed_as_nobody, rows, value
from tests.security.world_base import BASELINE_WORDS, World

# Whose eyes see nothing at all of the council's people.
STRANGERS = (
    "other_social_worker",
    "other_safeguarding_lead",
    "other_administrator",
    "other_handover_champion",
    "other_support_planner",
    "other_network_manager",
    "other_volunteer_developer",
    "other_provider",
    "other_investor",
    "investor",
)

# Who sees what besides the home organisation. Everything not named here: the person, and the network while it plans.
ONLY_HOME = {
    "budgets_baseline",  # planning is never steered by saving (docs/rules/local-links.md 8)
    "budgets_baselinecheck",
    "budgets_planoutturn",
    "referrals_referral",  # it names who told us
    "exchange_inboundrecord",  # what another system of the council sent, before anybody decided about it
    "exchange_outboundentry",
    "audit_listedpeople",  # the ids of everybody on one list; each asks `guard.lists_naming` of themselves
}
# Not even the home organisation: safeguarding leads, and whom they opened it to (test_safeguarding_lead.py).
ONLY_READERS = {
    "concerns_concern",
    "concerns_concerndecision",
    "concerns_concernoutcome",
    "concerns_concernreader",
}
# The source of a worry may be reading along; and a note kept from somebody is not announced to them.
NOT_FOR_THEM = {"audit_entry": "and purpose not in ('concern', 'not_told')"}
NOT_THE_NETWORK = {
    "people_grant",  # whom somebody trusts is their own business
    "referrals_advice",  # given before any network was asked
    # a neighbourhood team's: this network is not in it
    *("teams_teammembership", "teams_teamleaving", "teams_teamtier", "teams_teamgoal"),
    *("teams_teamgoalend", "teams_teammeeting"),
}
PROVIDER_SEES = {"people_person", "people_share", "brokerage_arrangement"}  # its own work and whose it is
BY_ACTOR = {"audit_entry"}  # also seen by the organisation of whoever did it
SHARES = {"people_share"}  # also seen by the organisation it lets in

# Marks everybody may leave and nobody may change (audit/migrations/0002_guard.py).
ANYBODY_ADDS = {"audit_entry"}


def count(table: str, where: str = "true") -> int:
    return value(f"select count(*) from {table} where {where}")


def seen_by(world: World, role: str | None) -> dict[str, int]:
    """Return how many rows of each table about people this viewer sees. None: there is no viewer."""
    tables = about_people()
    if role is None:
        return {table: count(table) for table in tables}
    with acting_as(world.city.viewer(role)):
        return {table: count(table) for table in tables}


@pytest.mark.parametrize("role", [None, "person", "support_planner", *STRANGERS])
def test_requests_before_there_is_a_person_stay_with_the_council(world: World, role: str | None) -> None:
    """The public form: the council's team reads a request, and only its writer reads a draft."""
    with acting_as(world.city.viewer("social_worker")):
        assert count("referrals_contactstep") > 0
        assert count("exchange_inboundrecordstep") > 0
        assert count("referrals_requestdraft") == 0
    with acting_as(world.city.viewer(role)) if role else nullcontext():
        assert count("referrals_contactstep") == count("referrals_contact") == count("referrals_requestdraft") == 0
        assert count("exchange_inboundrecordstep") == count("exchange_inboundrecord") == 0


def test_every_table_is_about_a_person_or_listed(world: World) -> None:
    known = listed_as_nobody() | set(PERSON_COLUMN)
    strange = [table for table, has_person_id in all_tables().items() if not has_person_id and table not in known]
    assert not strange, (
        f"New tables {strange}: a table that could name somebody inherits AboutPerson and is protected (rls.protect); "
        "one that cannot is listed in ABOUT_NOBODY in tests/security/person_tables.py with the reason."
    )
    gone = (known | set(PERSON_COLUMN)) - set(all_tables())
    assert not gone, f"{sorted(gone)} are listed in tests/security/person_tables.py but no longer exist: take them out."


def test_the_world_fills_every_table(world: World) -> None:
    """Otherwise the tests below would pass on empty tables."""
    home = {table: found for table, found in seen_by(world, "social_worker").items() if table not in ONLY_READERS}
    lead = seen_by(world, "safeguarding_lead")
    home |= {table: lead[table] for table in ONLY_READERS}
    empty = [table for table, found in home.items() if not found]
    assert not empty, f"{empty} have no row about anybody: fill it in tests/security/world.py with a real action."


@pytest.mark.parametrize("role", [*STRANGERS, None])
def test_strangers_see_no_row_of_any_table(world: World, role: str | None) -> None:
    leaks = {table: found for table, found in seen_by(world, role).items() if found}
    assert not leaks, f"{role or 'Nobody at all'} reads {leaks}: add rls.protect(table) to a migration of its room."


def test_every_table_about_people_is_secured_with_a_policy(world: World) -> None:
    open_to_all = rows(
        "select relname from pg_class c where relname = any(%s) and relnamespace = 'public'::regnamespace and not "
        "(relrowsecurity and exists (select 1 from pg_policy where polrelid = c.oid))",
        list(about_people()),
    )
    assert not open_to_all, f"{open_to_all} have no policy: add rls.protect(table) to a migration of their room."


def test_the_network_sees_those_who_agreed_and_nobody_else(world: World) -> None:
    home, network = world.city.viewer("social_worker"), world.city.viewer("support_planner")
    shared = (
        f"in (select person_id from people_share where organisation_id = {world.city.network.pk} "
        "and purpose = 'planning' and starts_on <= current_date and (ends_on is null or ends_on > current_date))"
    )
    closed = ONLY_HOME | ONLY_READERS | NOT_THE_NETWORK
    columns = {table: column for table, column in about_people().items() if table not in BY_ACTOR | SHARES}
    with acting_as(home):
        wanted = {
            table: 0 if table in closed else count(table, f"{column} {shared}") for table, column in columns.items()
        }
    with acting_as(network):
        but_its_own = f"is distinct from {world.member.pk}"  # whose record the network keeps
        assert {table: count(table, f"{column} {but_its_own}") for table, column in columns.items()} == wanted
        assert count("people_person", f"id = {world.member.pk}") == 1
    assert sum(wanted.values()) > 100


def test_the_person_sees_their_own_and_nobody_elses(world: World) -> None:
    home, person = world.city.viewer("social_worker"), world.city.viewer("person")
    mine = f"= any(array[{', '.join(str(one) for one in person.people)}])"
    with acting_as(home):
        wanted = {
            table: 0 if table in ONLY_HOME else count(table, f"{column} {mine} {NOT_FOR_THEM.get(table, '')}")
            for table, column in about_people().items()
        }
    with acting_as(person):
        assert {table: count(table) for table in about_people()} == wanted
    with acting_as(world.city.viewer("other_person")):
        assert rows("select distinct preferred_name from people_person") == [("Edith",)]


def test_a_provider_sees_its_own_work_and_nothing_of_the_plan(world: World) -> None:
    seen = seen_by(world, "provider")
    assert {table for table, found in seen.items() if found} - BY_ACTOR == PROVIDER_SEES
    with acting_as(world.city.viewer("provider")):
        assert rows("select distinct organisation_id from brokerage_arrangement") == [(world.city.provider.pk,)]


def test_when_sharing_is_taken_back_the_network_sees_nothing_more(world: World) -> None:
    person = world.people["taken_back"]
    with acting_as(world.city.viewer("support_planner")):
        left = {table for table, column in about_people().items() if count(table, f"{column} = {person.pk}")}
    assert left == BY_ACTOR | SHARES, "only what the network itself did, and that it was once let in, stay in its sight"


def test_the_baseline_is_for_the_council_alone(world: World) -> None:
    with acting_as(world.city.viewer("social_worker")):
        assert value("select words from budgets_baseline limit 1") == BASELINE_WORDS
    for role in ("person", "support_planner", "network_manager", "provider", "other_social_worker"):
        with acting_as(world.city.viewer(role)):
            assert rows("select words from budgets_baseline") == [], role


def test_a_concern_never_shows_where_its_source_could_see_it(world: World) -> None:
    """docs/rules/care-act.md 9: not to the person (a relative may read along), the network, the provider, or other
    users of the council; and nobody reads an audit entry that belongs to no concern."""
    viewer, person = world.city.viewer("safeguarding_lead"), world.people["live"]
    given = {"verb": "looked into it", "person": person, "purpose": EntryPurpose.CONCERN, "at": world.at}
    with acting_as(viewer):
        concern = Concern.objects.get(person=person)
        before = count("audit_entry", "purpose = 'concern'")
        record_write(viewer=viewer, subject=None, **given)
        record_write(viewer=viewer, subject=person, **given)
        assert count("audit_entry", "purpose = 'concern'") == before > 0
        record_write(viewer=viewer, subject=concern, **given)
        assert count("audit_entry", "purpose = 'concern'") == before + 1
    for role in set(world.city.users) - {"safeguarding_lead", "safeguarding_lead2", "safeguarding_worker"}:
        with acting_as(world.city.viewer(role)):
            assert count("audit_entry", "purpose = 'concern'") == 0, role
            assert not any(count(table) for table in ONLY_READERS), role


@pytest.mark.parametrize("role", ["other_social_worker", "other_support_planner", "investor", None])
def test_strangers_change_nothing(world: World, role: str | None) -> None:
    """UPDATE and DELETE find no row; the policy refuses an INSERT of a copy of a row."""
    with acting_as(world.city.viewer("safeguarding_lead")):
        copies = {table: value(f"select to_jsonb(t)::text from {table} t limit 1") for table in about_people()}
    broken = []
    for table, column in about_people().items():
        for verb, sql in (
            ("changes", f"update {table} set {column} = {column}"),
            ("deletes", f"delete from {table}"),
            ("adds", f"insert into {table} select * from jsonb_populate_record(null::{table}, %s::jsonb)"),
        ):
            allowed = verb == "adds" and table in ANYBODY_ADDS
            if not allowed and (did := _try(world, role, sql, copies[table] if verb == "adds" else None)):
                broken.append(f"{role or 'nobody'} {verb} rows of {table}: {did}")
    assert not broken, "\n".join(broken)


def _try(world: World, role: str | None, sql: str, given: object) -> str:
    """Return what was wrong: nothing if no row was touched, or if the database refused for lack of a right."""
    eyes = acting_as(world.city.viewer(role)) if role else nullcontext()
    try:
        with eyes, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [given] if given else None)
            touched = cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError as error:
        state = getattr(error.__cause__, "sqlstate", "")
        return "" if state == "42501" else f"refused for another reason ({error})"
    return f"{touched} rows" if touched else ""


def test_home_can_do_what_strangers_cannot(world: World) -> None:
    """Otherwise the test above would pass if nobody could do anything."""
    with acting_as(world.city.viewer("social_worker")), connection.cursor() as cursor:
        cursor.execute("update people_relationship set person_id = person_id")
        assert cursor.rowcount > 1


def test_nobody_moves_a_person_or_a_row_to_their_own_organisation(world: World) -> None:
    city = world.city
    for role, own in (("other_social_worker", city.other_council), ("support_planner", city.network)):
        for sql in (
            f"update people_person set home_id = {own.pk}",
            f"update people_share set organisation_id = {own.pk}, ends_on = null where organisation_id <> {own.pk}",
            "update people_share set ends_on = null where ends_on is not null",
            f"update people_share set ends_on = current_date + 9 where organisation_id = {own.pk}",
            "update people_share set purpose = 'planning'",
        ):
            with acting_as(city.viewer(role)), connection.cursor() as cursor:
                try:
                    with transaction.atomic():
                        cursor.execute(sql)
                        touched = cursor.rowcount
                except DatabaseError:
                    touched = 0
            assert touched == 0, f"{role}: {sql}"
