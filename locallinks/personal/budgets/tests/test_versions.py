"""Versions of the budget rule: proposing, deciding, and trying them on past plans without names."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Min
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.reference.models import Rate
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.budgets import actions, queries
from locallinks.personal.budgets.models import AllocationVersion, IndicativeBudget, PlanOutturn
from tests.kit import NOW, TODAY, City, add_user, make_person, pathway_in, refuses
from tests.prebuilt import built_once
from tests.readability import page_words, reading_age

SOON = TODAY + timedelta(days=30)
GIVEN = {
    "point_pence": 450,
    "tolerance_percent": 12,
    "starts_on": SOON,
    "source": "Cabinet, 2 November 2026",
    "why": "Wages went up",
}


def act(city: City, role: str, action, *, at=NOW, **more):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return action(viewer=viewer, at=at, **more)


@built_once
def propose(city: City, role: str = "finance", **more) -> AllocationVersion:
    return act(city, role, actions.propose_version, **(GIVEN | more))


def decide(city: City, version: AllocationVersion, role: str = "commissioner", **more):
    return act(city, role, actions.decide_version, allocation_id=version.pk, **({"agrees": True} | more))


def refusal(city: City, action, *args, **more) -> frozenset[str]:
    with pytest.raises(DomainError) as found:
        action(city, *args, **more)
    return found.value.codes


def record_outturn(city: City, points: int, *pence: int) -> None:
    """Create a person with a first budget, and the cost of each plan after it."""
    person = make_person(city, f"Somebody {uuid.uuid4().hex[:6]}")
    pathway = pathway_in(city, person, "live")
    with acting_as(city.viewer("social_worker")):
        IndicativeBudget.objects.create(
            person=person,
            pathway=pathway,
            points=points,
            rate_pence=405,
            rate_from=TODAY,
            rate_source="A test",
            rate_verified=True,
            tolerance_percent=10,
            weekly_pence=points * 405,
            set_at=NOW,
            set_by=city.users["social_worker"],
        )
        for number, cost in enumerate(pence, 1):
            actions.record_plan_outturn(
                pathway=pathway, plan_number=number, personal_budget_pence=cost, at=NOW + timedelta(days=number)
            )


# ---- proposing and deciding ----


def test_the_system_starts_with_a_version_that_nobody_proposed(city: City) -> None:
    (line,) = act(city, "finance", lambda viewer, at: queries.versions(viewer=viewer, today=TODAY))
    assert (line.version.number, line.version.point_pence, line.version.proposed_by) == (1, 405, None)
    assert (line.status, line.is_checked) == ("in_force", False)
    assert queries.version_in_force(TODAY) == line.version


def test_one_proposes_and_another_agrees(city: City) -> None:
    version = propose(city)
    assert (version.number, Rate.objects.filter(code="ras_point").count()) == (2, 1)  # nothing changes yet
    assert refusal(city, decide, version, "finance") == {"own_version"}
    decision = decide(city, version, words="Fair", verified=True)
    assert (decision.rate.amount, decision.rate.starts_on, decision.rate.verified) == (450, SOON, True)
    assert (decision.tolerance.amount, decision.tolerance.code) == (12, "ras_tolerance")
    assert Rate.objects.get(code="ras_point", amount=405).ends_on == SOON
    assert queries.version_in_force(TODAY).number == 1
    assert queries.version_in_force(SOON) == version
    assert refusal(city, decide, version) == {"decided"}
    lines = act(city, "finance", lambda viewer, at: queries.versions(viewer=viewer, today=TODAY))
    assert [line.status for line in lines] == ["to_come", "in_force"]
    with acting_as(city.viewer("finance")):
        verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"proposed a budget rule", "agreed to a budget rule", "set a rate"} <= verbs


def test_a_tolerance_that_stays_is_not_set_again(city: City) -> None:
    decision = decide(city, propose(city, tolerance_percent=10))
    assert Rate.objects.filter(code="ras_tolerance").get() == decision.tolerance


def test_a_no_says_why_and_changes_nothing(city: City) -> None:
    version = propose(city, "commissioner")
    assert refusal(city, decide, version, "finance", agrees=False, words=" ") == {"no_words"}
    decide(city, version, "finance", agrees=False, words="Not in this year's budget")
    assert Rate.objects.filter(code="ras_point").count() == 1
    (first, _) = act(city, "finance", lambda viewer, at: queries.versions(viewer=viewer, today=TODAY))
    assert first.status == "turned_down"


def test_a_version_begins_today_or_later(city: City) -> None:
    assert refusal(city, propose, starts_on=TODAY - timedelta(days=1)) == {"past"}
    version = propose(city)
    late = NOW + timedelta(days=31)
    assert refusal(city, decide, version, at=late) == {"past"}
    decide(city, version, at=late, agrees=False, words="Too late")  # turning it down is never too late


def test_invalid_versions_are_refused(city: City) -> None:
    assert refusal(city, propose, source=" ", why="") == {"no_source", "no_words"}
    assert refusal(city, decide, AllocationVersion(pk=0)) == {"unknown_version"}


def test_only_finance_and_commissioners_propose_and_decide(city: City) -> None:
    version = propose(city)
    for role in ("administrator", "social_worker", "handover_champion", "support_planner", "person"):
        assert refuses(NotAllowed, propose, city, role), f"{role} may propose"
        assert refuses(NotAllowed, decide, city, version, role), f"{role} may decide"


def test_two_proposed_at_one_moment(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "Max", Min)  # so that the second proposal takes the same number
    propose(city)
    with pytest.raises(Stale, match="just proposed a version"):
        propose(city)


@pytest.mark.parametrize("table", ["budgets_allocationversion", "budgets_allocationdecision", "budgets_planoutturn"])
def test_the_tables_are_append_only(city: City, table: str) -> None:
    record_outturn(city, 40, 16_200)
    undone = transaction.atomic
    with acting_as(city.viewer("social_worker")), pytest.raises(DatabaseError), undone(), connection.cursor() as cursor:
        cursor.execute(f"delete from {table}")


def test_a_budget_keeps_the_version_it_was_worked_out_with(city: City) -> None:
    decide(city, propose(city, starts_on=TODAY))
    pathway = pathway_in(city, make_person(city), "eligible")
    usual = {"usual_minutes_per_week": 570, "usual_words": "Two visits a day", "second_look": "Both are right"}
    budget = act(city, "social_worker", actions.set_indicative_budget, pathway_id=pathway.pk, points=46, **usual)
    assert (budget.allocation_version.number, budget.rate_pence, budget.tolerance_percent) == (2, 450, 12)
    page = city.client("social_worker").get(f"/pathways/{pathway.pk}/budget/sum/").content.decode()
    assert "Version 2" in page


# ---- tried on past plans ----


def test_cases_are_the_first_plan_after_each_first_budget_of_this_council(city: City) -> None:
    record_outturn(city, 40, 17_000, 9_000)
    record_outturn(city, 20, 8_100)
    nobody = pathway_in(city, make_person(city, "No Budget"), "live")
    act(
        city,
        "social_worker",
        lambda viewer, at: actions.record_plan_outturn(pathway=nobody, plan_number=1, personal_budget_pence=1, at=at),
    )
    ask = lambda viewer, at: queries.past_cases(viewer=viewer, since=TODAY)  # noqa: E731
    assert sorted(act(city, "finance", ask)) == [(20, 8_100), (40, 17_000)]
    add_user(city, "finance_elsewhere", Role.FINANCE, city.other_council)
    assert act(city, "finance_elsewhere", ask) == []
    later = lambda viewer, at: queries.past_cases(viewer=viewer, since=TODAY + timedelta(days=9))  # noqa: E731
    assert act(city, "finance", later) == []


@pytest.mark.parametrize("role", ["support_planner", "person", "provider"])
def test_outturns_are_hidden_outside_the_council(city: City, role: str) -> None:
    record_outturn(city, 40, 17_000)
    with acting_as(city.viewer(role)):
        assert not PlanOutturn.objects.exists()


def test_the_pages(city: City) -> None:
    client = city.client("finance")
    for number in range(12):
        record_outturn(city, 40, 16_200 + 100 * number)  # from exact to £11.00 too little
    for cost in (*[30_000] * 6, 24_000, 24_000):
        record_outturn(city, 40, cost)
    answers = {
        "point_pence": "4.30",
        "tolerance_percent": "10",
        "starts_on_0": "",
        "source": "Cabinet",
        "why": "Wages",
    }
    assert client.post("/budgets/rule/new/", answers | {"submission": str(uuid.uuid4())}).status_code == 422
    version = propose(city, point_pence=430, starts_on=clock.today() + timedelta(days=3))
    words = client.get("/budgets/rule/").content.decode()
    assert "Waiting for a yes" in words
    assert "You proposed this" in client.get(f"/budgets/rule/{version.pk}/").content.decode()
    with CaptureQueriesContext(connection) as few:
        page = client.get(f"/budgets/rule/{version.pk}/tried/").content.decode()
    record_outturn(city, 40, 16_200)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/budgets/rule/{version.pk}/tried/")
    assert len(few) == len(many)
    assert "Mary" not in page
    assert "Somebody" not in page.replace("Somebody else", "")
    for said in ("Version 1, in use now", "Version 2", "Within £20", "Not shown", "The budget would be too little"):
        assert said in page, said
    for html in (words, page):
        assert reading_age(page_words(html)) <= 13
    file = client.get(f"/budgets/rule/{version.pk}/tried/?years=x&format=csv").content.decode()
    assert '"Version 1, in use now",Version 2' in file
    assert "Proposed by" in client.get("/budgets/rule/?format=csv").content.decode()
    one = city.client("commissioner")
    data = {"submission": str(uuid.uuid4()), "agrees": "yes", "words": "", "verified": "on"}
    assert one.post(f"/budgets/rule/{version.pk}/", data).headers["Location"] == "/budgets/rule/"
    assert "Agreed, starts later" in client.get("/budgets/rule/").content.decode()


def test_too_few_plans_show_no_figures(city: City) -> None:
    version = queries.version_in_force(TODAY)
    client = city.client("commissioner")
    assert "No plans to try it on yet" in client.get(f"/budgets/rule/{version.pk}/tried/").content.decode()
    for cost in (16_200, 17_000, 9_000):
        record_outturn(city, 40, cost)
    page = client.get(f"/budgets/rule/{version.pk}/tried/").content.decode()
    assert "too few plans to draw" in page
    assert "Too few to say" in page
    assert client.get("/budgets/rule/0/").status_code == 404
    viewer = city.viewer("commissioner")
    with acting_as(viewer), pytest.raises(Http404):
        queries.version_line(viewer=viewer, allocation_id=0, today=TODAY)
