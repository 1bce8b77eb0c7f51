"""Who may read a concern: leads who were not ticked, and colleagues to whom one of them opened it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.accounts.models import Membership, Organisation
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.concerns import actions, queries
from locallinks.foundation.concerns.models import Concern, ConcernReader
from locallinks.foundation.concerns.tests.test_actions import (
    DUTY,
    act,
    decide,
    finish,
    only,
    raise_as,
    visible_concerns,
)
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.pipeline import run
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, TODAY, City, add_user, make_person, share_with

LEADS = ("safeguarding_lead", "safeguarding_lead2")


@pytest.fixture
def mary(city: City) -> Person:
    person = make_person(city, own=True)
    share_with(city, person)
    share_with(city, person, city.provider, "arrangement")
    return person


def ticked(city: City, *roles: str) -> list[int]:
    return [city.users[role].pk for role in roles]


def open_to(city: City, concern: Concern, who: str, role: str = "safeguarding_lead", why: str = "Ring her.") -> Any:
    given = {"concern_id": concern.pk, "user_id": city.users[who].pk, "why": why}
    return act(city, actions.open_to_colleague, role, **given)


def second_role(city: City, who: str, organisation: Any, role: str) -> None:
    city.users[who].memberships.create(organisation=organisation, role=role, starts_on=TODAY)


def leave(city: City, who: str) -> None:
    city.users[who].memberships.update(ends_on=TODAY)


def learns_of_concern_without_lead(city: City, role: str) -> bool:
    with acting_as(city.viewer(role)) as viewer:
        return run(queries.concern_without_lead(viewer))


def test_h5_a_ticked_lead_cannot_read_it_and_the_deputy_can(city: City, mary: Person) -> None:
    raise_as(city, "person", mary, hidden_from=ticked(city, "safeguarding_lead"))
    concern = only(city, "safeguarding_lead2")
    assert visible_concerns(city, "safeguarding_lead") == 0
    with pytest.raises(Http404):
        act(city, queries.open_concern, concern_id=concern.pk, page="a worry")
    with pytest.raises(Http404):
        act(city, actions.decide_concern, concern_id=concern.pk, version=0, **DUTY, decision="enquiry", reasons="x")
    with acting_as(city.viewer("safeguarding_lead")) as viewer:
        assert not queries.concerns_for(viewer=viewer, show="", today=TODAY)
        assert run(queries.concerns_on_today(viewer)) == []
        assert not Entry.objects.filter(purpose="concern").exists()
    with acting_as(city.viewer("safeguarding_lead2")):
        assert (queries.who_reads(concern, TODAY), queries.names_hidden_from(concern)) == (
            ["Imran Sadiq"],
            ["Nell Ashworth"],
        )


def test_h5_a_lead_who_also_works_for_the_named_organisation_reads_nothing(city: City, mary: Person) -> None:
    """A second role also hides the concern, even one that opens no record."""
    second_role(city, "safeguarding_lead", city.network, "administrator")
    raise_as(city, "person", mary, source_organisation_id=city.network.pk)
    assert [visible_concerns(city, role) for role in LEADS] == [0, 1]
    with acting_as(city.viewer("safeguarding_lead2")):
        assert queries.who_reads(Concern.objects.get(), TODAY) == ["Imran Sadiq"]


def test_a_council_that_is_named_still_reads_it(city: City, mary: Person) -> None:
    raise_as(city, "person", mary, source_organisation_id=city.council.pk)
    assert [visible_concerns(city, role) for role in LEADS] == [1, 1]


def test_a_lead_opens_it_to_a_colleague_who_decides_and_ends_it(city: City, mary: Person) -> None:
    raise_as(city, "provider", mary)
    concern = only(city)
    open_to(city, concern, "social_worker")
    assert [visible_concerns(city, role) for role in ("social_worker", "social_worker2")] == [1, 0]
    given = {**DUTY, "version": 0, "decision": "enquiry", "reasons": "She told me."}
    act(city, actions.decide_concern, "social_worker", concern_id=concern.pk, **given)
    with acting_as(city.viewer("social_worker")) as viewer:
        (line,) = run(queries.concerns_on_today(viewer))
        assert (line.concern_id, line.waits, line.total) == (concern.pk, False, 1)
    with acting_as(city.viewer("safeguarding_lead2")) as viewer:
        (line,) = run(queries.concerns_on_today(viewer))
        assert (line.waits, line.opened_to_viewer) == (False, False), (
            "it is on every lead's list until the enquiry ends"
        )
        verbs = set(Entry.objects.filter(purpose="concern", kind="write").values_list("verb", flat=True))
    assert "opened a safeguarding concern to Ruth Adeyemi" in verbs
    finish(city, concern)
    with acting_as(city.viewer("social_worker")) as viewer:
        assert run(queries.concerns_on_today(viewer)) == []


def test_a_reader_cannot_open_it_to_another_colleague(city: City, mary: Person) -> None:
    raise_as(city, "provider", mary)
    concern = only(city)
    open_to(city, concern, "social_worker")
    with pytest.raises(NotAllowed):
        open_to(city, concern, "social_worker2", role=Role.SOCIAL_WORKER)
    with pytest.raises(NotAllowed):
        open_to(city, concern, "social_worker2", role=Role.HANDOVER_CHAMPION)


def test_a_reader_who_leaves_the_council_cannot_read_it_any_more(city: City, mary: Person) -> None:
    raise_as(city, "provider", mary)
    concern = only(city)
    open_to(city, concern, "social_worker")
    second_role(city, "social_worker", city.other_council, "social_worker")
    city.users["social_worker"].memberships.filter(organisation=city.council).update(ends_on=TODAY)
    assert visible_concerns(city, "social_worker") == 0
    leave(city, "safeguarding_lead2")
    assert [visible_concerns(city, role) for role in LEADS] == [1, 0]


@pytest.mark.parametrize(
    "who", ["provider", "person", "other_social_worker", "safeguarding_lead2", "safeguarding_lead"]
)
def test_it_is_opened_to_no_stranger_nor_ticked_lead_nor_twice(city: City, mary: Person, who: str) -> None:
    raise_as(city, "provider", mary, hidden_from=ticked(city, "safeguarding_lead2"))
    concern = only(city)
    with pytest.raises(DomainError) as refused:
        open_to(city, concern, who)
    assert refused.value.codes == {"not_a_colleague"}


def test_other_reasons_why_a_concern_is_not_opened(city: City, mary: Person) -> None:
    second_role(city, "social_worker2", city.provider, "provider")
    raise_as(city, "person", mary, source_organisation_id=city.provider.pk)
    concern = only(city)
    for who, why, code in (
        ("social_worker2", "x", "not_a_colleague"),
        ("social_worker", " ", "no_reason"),
    ):
        with pytest.raises(DomainError) as refused:
            open_to(city, concern, who, why=why)
        assert refused.value.codes == {code}
    open_to(city, concern, "social_worker")
    with pytest.raises(DomainError):
        open_to(city, concern, "social_worker")
    decide(city, concern, decision="no_further", at_risk=False)
    with pytest.raises(DomainError) as refused:
        open_to(city, concern, "handover_champion")
    assert refused.value.codes == {"finished"}


def test_the_database_lets_only_a_lead_open_it_and_only_to_a_colleague(city: City, mary: Person) -> None:
    raise_as(city, "person", mary, hidden_from=ticked(city, "safeguarding_lead2"))
    concern = only(city)
    cases = (
        ("safeguarding_lead", "safeguarding_lead2", "safeguarding_lead"),  # ticked
        ("safeguarding_lead", "provider", "safeguarding_lead"),  # works elsewhere
        ("safeguarding_lead", "social_worker", "safeguarding_lead2"),  # in somebody else's name
        ("safeguarding_lead2", "safeguarding_lead2", "safeguarding_lead2"),
        ("social_worker", "social_worker", "social_worker"),
        ("administrator", "administrator", "administrator"),
    )
    sql = (
        "insert into concerns_concernreader (concern_id, person_id, home_id, user_id, by_id, why, at) "
        "values (%s, %s, %s, %s, %s, 'x', now())"
    )
    for viewer_role, user, by in cases:
        values = [concern.pk, mary.pk, city.council.pk, city.users[user].pk, city.users[by].pk]
        with acting_as(city.viewer(viewer_role)), pytest.raises(DatabaseError) as refused, transaction.atomic():
            connection.cursor().execute(sql, values)
        assert refused.value.__cause__.sqlstate == "42501", (viewer_role, user, by)
    with acting_as(city.viewer("safeguarding_lead")), connection.cursor() as cursor:
        me = city.users["safeguarding_lead"].pk
        cursor.execute(sql, [concern.pk, mary.pk, city.council.pk, city.users["social_worker"].pk, me])
        assert ConcernReader.objects.count() == 1


def test_rules4_where_no_lead_may_read_it_the_administrator_learns_only_that(city: City, mary: Person) -> None:
    assert not learns_of_concern_without_lead(city, "administrator")
    raise_as(city, "person", mary, hidden_from=ticked(city, *LEADS))
    assert {role for role in city.users if learns_of_concern_without_lead(city, role)} == {
        "administrator",
        "administrator2",
    }
    assert [role for role in city.users if visible_concerns(city, role)] == []
    add_user(city, "new_lead", Role.SAFEGUARDING_LEAD, city.council)
    assert not learns_of_concern_without_lead(city, "administrator")
    assert [role for role in city.users if visible_concerns(city, role)] == ["new_lead"]


def test_rules4_where_nobody_holds_the_role_the_administrator_learns_it(city: City, mary: Person) -> None:
    raise_as(city, "person", mary)
    for role in LEADS:
        leave(city, role)
    assert learns_of_concern_without_lead(city, "administrator")
    add_user(city, "new_lead", Role.SAFEGUARDING_LEAD, city.council)
    decide(city, only(city, "new_lead"), role="new_lead", decision="no_further", at_risk=False)
    leave(city, "new_lead")
    assert not learns_of_concern_without_lead(city, "administrator"), "finished: nothing waits"


def test_a_ticked_lead_who_also_administers_learns_it_only_where_there_is_no_other(city: City, mary: Person) -> None:
    """The notice would reveal a concern that they may not read, so another administrator gets it."""
    leave(city, "safeguarding_lead2")
    second_role(city, "safeguarding_lead", city.council, "administrator")
    raise_as(city, "person", mary, hidden_from=ticked(city, "safeguarding_lead"))
    assert (
        learns_of_concern_without_lead(city, "safeguarding_lead"),
        learns_of_concern_without_lead(city, "administrator"),
    ) == (False, True)
    leave(city, "administrator")
    leave(city, "administrator2")
    assert learns_of_concern_without_lead(city, "safeguarding_lead"), "or nobody would ever read it"


def test_no_other_council_learns_of_it(city: City, mary: Person) -> None:
    add_user(city, "other_administrator", Role.ADMINISTRATOR, city.other_council)
    add_user(city, "other_lead", Role.SAFEGUARDING_LEAD, city.other_council)
    raise_as(city, "person", mary, hidden_from=ticked(city, *LEADS))
    assert not learns_of_concern_without_lead(city, "other_administrator")
    assert visible_concerns(city, "other_lead") == 0


def test_a_decision_is_due_on_the_next_working_day(city: City, mary: Person) -> None:
    raise_as(city, "provider", mary)
    with acting_as(city.viewer("safeguarding_lead")) as viewer:
        (line,) = run(queries.concerns_on_today(viewer))
    assert line.due(frozenset()) == TODAY + timedelta(days=1)


def test_m4_a_leads_reads_are_audited_and_listed_to_nobody(city: City) -> None:
    """That a safeguarding lead read a record would reveal to the person, and to others, that there is a concern."""
    mary = make_person(city, own=True)
    lead = city.client("safeguarding_lead")
    with CaptureQueriesContext(connection) as captured:
        assert lead.get(f"/people/{mary.pk}/").status_code == 200
        assert "Mary Firth" in lead.get("/people/?q=Mary").content.decode()
    asked = " ".join(one["sql"] for one in captured)
    assert 'INSERT INTO "audit_entry"' in asked
    assert "guard.record_list" in asked
    for role in ("person", "social_worker"):
        assert "Nell Ashworth" not in city.client(role).get(f"/people/{mary.pk}/looks/").content.decode(), role


@pytest.mark.parametrize("also", [Role.BROKER, Role.CLINICIAN])
def test_m4_nor_those_of_a_lead_with_a_role_that_opens_nobodys_page(city: City, also: Role) -> None:
    mary, surgery = make_person(city, own=True), Organisation.objects.create(name="Mill Lane Surgery", kind="health")
    place = surgery if also == Role.CLINICIAN else city.council
    Membership.objects.create(
        user=city.users["safeguarding_lead"], organisation=place, role=also, starts_on=date(2020, 1, 1)
    )
    assert city.client("safeguarding_lead").get(f"/people/{mary.pk}/").status_code == 200
    for role in ("person", "social_worker"):
        assert "Nell Ashworth" not in city.client(role).get(f"/people/{mary.pk}/looks/").content.decode(), role


def test_h5_a_concern_is_in_the_reporters_own_name_and_goes_to_a_council(city: City, mary: Person) -> None:
    fields = {"about_name": "Mary", "danger_now": False, "what_happened": "x", "person_knows": False}
    fields |= {"safe_to_contact": "yes", "raised_from": "", "raised_at": NOW}
    me, other = city.users["provider"].pk, city.users["social_worker"].pk
    for home, by in ((city.council.pk, other), (city.provider.pk, me), (city.network.pk, me)):
        concern = Concern(home_id=home, raised_by_id=by, **fields)
        with acting_as(city.viewer("provider")), pytest.raises(DatabaseError), transaction.atomic():
            Concern.objects.bulk_create([concern], ignore_conflicts=True)
