"""Raising, deciding and finishing concerns; and that only their readers can know of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.concerns import actions, queries
from locallinks.foundation.concerns.choices import ConcernStatus
from locallinks.foundation.concerns.models import Concern, ConcernDecision
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.viewer import SIGNED_OUT, acting_as
from tests.kit import NOW, TODAY, City, make_person, share_with

REPORT: dict[str, Any] = {
    "what_happened": "Bruises on both arms.",
    "danger_now": False,
    "person_knows": True,
    "safe_to_contact": "no",
    "kinds": ["physical"],
    "wants": "For the shouting to stop.",
}
DUTY = {"has_needs": True, "at_risk": True, "cannot_protect": True}
EVERYBODY = (
    "administrator",
    "social_worker",
    "handover_champion",
    "safeguarding_lead",
    "commissioner",
    "finance",
    "support_planner",
    "volunteer_developer",
    "network_manager",
    "provider",
    "investor",
    "person",
)


@pytest.fixture
def mary(city: City) -> Person:
    person = make_person(city, own=True)
    share_with(city, person)
    share_with(city, person, city.provider, "arrangement")
    return person


def raise_as(city: City, role: str, person: Person | None, **changes: Any) -> None:
    viewer = city.viewer(role)
    with acting_as(viewer):
        actions.raise_concern(viewer=viewer, person=person, at=NOW, **{**REPORT, **changes})


def act(city: City, action: Any, role: str = "safeguarding_lead", **given: Any) -> Any:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return action(viewer=viewer, at=NOW, **given)


def visible_concerns(city: City, role: str) -> int:
    with acting_as(city.viewer(role)):
        return Concern.objects.count()


def only(city: City, role: str = "safeguarding_lead") -> Concern:
    with acting_as(city.viewer(role)):
        return Concern.objects.get()


def decide(city: City, concern: Concern, role: str = "safeguarding_lead", **changes: Any) -> Any:
    given = {**DUTY, "version": 0, "decision": "enquiry", "reasons": "She told me so.", **changes}
    return act(city, actions.decide_concern, role, concern_id=concern.pk, **given)


def finish(city: City, concern: Concern, **changes: Any) -> Any:
    given = {
        "version": 1,
        "findings": "It happened.",
        "risk": "removed",
        "wishes": "met",
        "keeps_safe": "He moved out.",
        **changes,
    }
    return act(city, actions.finish_concern, concern_id=concern.pk, **given)


@pytest.mark.parametrize("role", ["social_worker", "volunteer_developer", "provider", "person", "support_planner"])
def test_anybody_who_sees_the_person_can_raise_a_concern_and_only_the_leads_read_it(
    city: City, mary: Person, role: str
) -> None:
    raise_as(city, role, mary)
    concern = only(city)
    assert (concern.person_id, concern.home_id, concern.about_name) == (mary.pk, city.council.pk, "Mary Firth")
    for other in city.users:
        assert visible_concerns(city, other) == (1 if other.startswith("safeguarding") else 0), other


@pytest.mark.parametrize("role", EVERYBODY)
def test_anybody_can_raise_a_concern_about_somebody_without_a_record(city: City, role: str) -> None:
    make_person(city, own=True)
    raise_as(city, role, None, about_name="The man at number 9", home_id=city.council.pk)
    assert only(city).about_name == "The man at number 9"
    assert visible_concerns(city, "other_social_worker") == 0
    with acting_as(city.viewer("safeguarding_lead")):
        entry = Entry.objects.get(purpose="concern")
    assert (entry.person_id, entry.home_id) == (None, city.council.pk)
    for other in ("support_planner", "social_worker"):
        with acting_as(city.viewer(other)):
            assert not Entry.objects.filter(purpose="concern").exists()


def test_a_signed_out_visitor_cannot_raise_a_concern(city: City, mary: Person) -> None:
    with acting_as(SIGNED_OUT), pytest.raises(NotAllowed):
        actions.raise_concern(viewer=SIGNED_OUT, person=mary, at=NOW, **REPORT)


def test_another_network_cannot_raise_a_concern_about_a_hidden_person(city: City, mary: Person) -> None:
    viewer = city.viewer("other_support_planner")
    with acting_as(viewer), pytest.raises(DatabaseError), transaction.atomic():
        actions.raise_concern(viewer=viewer, person=mary, at=NOW, **REPORT)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"what_happened": " "}, "nothing_told"),
        ({"kinds": ["noise"]}, "unknown_kind"),
        ({"safe_to_contact": "perhaps"}, "safe_not_said"),
        ({"source_organisation_id": 999_999}, "unknown_organisation"),
        ({"hidden_from": [999_999]}, "unknown_lead"),
    ],
)
def test_a_concern_with_wrong_values_is_refused(city: City, mary: Person, changes: dict, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        raise_as(city, "provider", mary, **changes)
    assert refused.value.codes == {code}


def test_without_a_record_it_needs_a_name_and_a_council(city: City) -> None:
    with pytest.raises(DomainError) as refused:
        raise_as(city, "provider", None, home_id=city.network.pk)
    assert refused.value.codes == {"nobody", "no_council"}


def test_the_database_refuses_to_change_a_concern(city: City, mary: Person) -> None:
    raise_as(city, "provider", mary)
    for sql in ("update concerns_concern set wants = ''", "delete from concerns_concern"):
        with acting_as(city.viewer("safeguarding_lead")), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(sql)
                    touched = cursor.rowcount
            except DatabaseError:
                touched = 0
        assert touched == 0


def test_from_the_report_to_the_outcome(city: City, mary: Person) -> None:
    raise_as(city, "provider", mary)
    concern = only(city)
    decide(city, concern)
    finish(city, concern, words="I feel safe again.")
    with acting_as(city.viewer("safeguarding_lead")) as viewer:
        (line,) = queries.concerns_for(viewer=viewer, show="closed", today=TODAY)
        assert not queries.concerns_for(viewer=viewer, show="waiting", today=TODAY)
        verbs = list(
            Entry.objects.filter(purpose="concern", kind="write").order_by("pk").values_list("verb", flat=True)
        )
    assert (line.status, line.late(TODAY + timedelta(days=9))) == (ConcernStatus.CLOSED, False)
    assert verbs == [
        "told us of a worry about safety",
        "decided about a safeguarding concern",
        "finished a safeguarding concern",
    ]
    for role in ("person", "support_planner", "provider", "social_worker"):
        with acting_as(city.viewer(role)):
            assert not Entry.objects.filter(purpose="concern").exists()


def test_the_duty_to_enquire_cannot_be_overridden(city: City, mary: Person) -> None:
    raise_as(city, "provider", mary)
    concern = only(city)
    with pytest.raises(DomainError) as refused:
        decide(city, concern, decision="no_further")
    assert refused.value.codes == {"duty_to_enquire"}
    decide(city, concern, decision="no_further", at_risk=False)
    with pytest.raises(DomainError) as finished:
        decide(city, concern)
    assert finished.value.codes == {"finished"}


@pytest.mark.parametrize(
    ("changes", "code"), [({"reasons": " "}, "no_reason"), ({"decision": "shrug"}, "unknown_decision")]
)
def test_a_decision_needs_a_choice_and_a_reason(city: City, mary: Person, changes: dict, code: str) -> None:
    raise_as(city, "provider", mary)
    with pytest.raises(DomainError) as refused:
        decide(city, only(city), **changes)
    assert refused.value.codes == {code}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"risk": "x"}, "unknown_risk"),
        ({"wishes": "x"}, "unknown_wishes"),
        ({"findings": " "}, "no_findings"),
        ({"keeps_safe": " "}, "no_findings"),
    ],
)
def test_an_outcome_needs_its_findings(city: City, mary: Person, changes: dict, code: str) -> None:
    raise_as(city, "provider", mary)
    concern = only(city)
    with pytest.raises(DomainError) as early:
        finish(city, concern, version=0)
    assert early.value.codes == {"not_enquiring"}
    decide(city, concern)
    with pytest.raises(DomainError) as refused:
        finish(city, concern, **changes)
    assert refused.value.codes == {code}


def test_an_outcome_is_refused_after_a_decision_that_was_not_read(city: City, mary: Person) -> None:
    raise_as(city, "provider", mary)
    concern = only(city)
    decide(city, concern)
    decide(city, concern, version=1)
    with pytest.raises(Stale):
        finish(city, concern)
    assert finish(city, concern, version=2)


def test_a_decision_far_ahead_of_the_others_is_refused_by_the_database(city: City, mary: Person) -> None:
    """Otherwise every decision from the page would be refused as stale."""
    raise_as(city, "provider", mary)
    decide(city, only(city))
    with acting_as(city.viewer("safeguarding_lead")):
        row = ConcernDecision.objects.get()
        row.pk, row.number, row._state.adding = None, 32_000, True
        with pytest.raises(DatabaseError, match="one after the other"), transaction.atomic():
            row.save()


def test_waiting_concerns_come_first_then_danger_then_age(city: City, mary: Person) -> None:
    raise_as(city, "provider", mary, what_happened="old")
    raise_as(city, "provider", mary, what_happened="danger", danger_now=True)
    raise_as(city, "provider", mary, what_happened="decided")
    with acting_as(city.viewer("safeguarding_lead")):
        decided = Concern.objects.get(what_happened="decided")
    decide(city, decided)
    with acting_as(city.viewer("safeguarding_lead")) as viewer:
        rows = list(queries.concerns_for(viewer=viewer, show="", today=TODAY))
    assert [one.concern.what_happened for one in rows] == ["danger", "old", "decided"]
    assert rows[0].late(TODAY + timedelta(days=2))


@pytest.mark.parametrize("role", ["social_worker", "administrator", "support_planner", "provider", "person"])
def test_only_readers_deal_with_a_concern(city: City, mary: Person, role: str) -> None:
    """The actions themselves refuse, whatever page calls them."""
    raise_as(city, "provider", mary)
    concern = only(city)
    calls: tuple[tuple[Any, dict[str, Any]], ...] = (
        (queries.open_concern, {"page": "a worry"}),
        (actions.decide_concern, {**DUTY, "version": 0, "decision": "enquiry", "reasons": "x"}),
        (
            actions.finish_concern,
            {"version": 0, "findings": "x", "risk": "removed", "wishes": "met", "keeps_safe": "x"},
        ),
        (actions.open_to_colleague, {"user_id": city.users["social_worker2"].pk, "why": "x"}),
    )
    for call, given in calls:
        with pytest.raises(NotAllowed):
            act(city, call, role, concern_id=concern.pk, **given)
    with acting_as(city.viewer(role)) as viewer, pytest.raises(NotAllowed):
        queries.concerns_for(viewer=viewer, show="", today=TODAY)
