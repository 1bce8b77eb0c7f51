"""Tests of plans above the panel value: two members give their view before the chair decides."""

from datetime import timedelta
from typing import Any

import pytest

from locallinks.foundation.reference.models import Rate
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways.models import Step
from locallinks.personal.plans.actions.decision import approve_plan, record_panel_view, return_plan
from locallinks.personal.plans.actions.submission import record_agreement, submit_plan
from locallinks.personal.plans.actions.writing import save_plan_texts
from locallinks.personal.plans.models import PanelView, Plan, PlanReturn
from locallinks.personal.plans.queries.plan_view import panel_value, plan_view
from locallinks.personal.plans.rules.decision import panel_problems
from locallinks.personal.plans.tests.builders import (
    CLUB,
    FRAIL,
    HOME_CARE,
    again_inside,
    do,
    refused,
    sent_plan,
    state_of,
)
from locallinks.personal.plans.tests.page_helpers import post, text, url
from tests.kit import NOW, City, add_user

DEAR = HOME_CARE | {"council_cost_pence": 61_000}
GOING_OUT = CLUB | {"outcomes": ["A9"]}
YES = {
    "personal_budget_pence": 61_000,
    "contribution_pence": 0,
    "deployment": "council_managed",
    "reason": "Two at once",
}
WHY = "She needs two people at once."
CHAIR, FIRST, SECOND = "chair", "member", "member2"


@pytest.fixture
def with_panel(city: City) -> City:
    add_user(city, CHAIR, Role.SOCIAL_WORKER, city.council, limit=100_000)
    add_user(city, FIRST, Role.SOCIAL_WORKER, city.council)
    add_user(city, SECOND, Role.SOCIAL_WORKER, city.council)
    return city


def dear_plan(city: City) -> Plan:
    return sent_plan(city, why=WHY, abilities=FRAIL, lines=(DEAR, GOING_OUT))


def think(city: City, plan: Plan, role: str, view: str = "approve", words: str = "It keeps her at home", **more: Any):
    return do(city, role, record_panel_view, pathway_id=plan.pathway_id, view=view, words=words, **more)


def again_sent(city: City, plan: Plan, days: int) -> None:
    """Return the plan with comments, record agreement and send it again."""
    at = NOW + timedelta(days=days)
    do(city, CHAIR, return_plan, pathway_id=plan.pathway_id, comments="Say who comes at night", at=at)
    do(
        city,
        "support_planner",
        save_plan_texts,
        plan_id=plan.pk,
        version=None,
        at=at,
        answers={"contingency": f"The night team, {days}"},
    )
    later = at + timedelta(hours=1)
    do(city, "support_planner", record_agreement, plan_id=plan.pk, agrees=True, said_by="Mary Firth", at=later)
    later += timedelta(hours=1)
    do(city, "support_planner", submit_plan, plan_id=plan.pk, why_over_indicative=WHY, at=later)


def test_returned_twice_then_approved_by_panel(with_panel: City):
    city, plan = with_panel, dear_plan(with_panel)
    for days in (1, 2):
        again_sent(city, plan, days)
    assert refused(city, CHAIR, approve_plan, plan, pathway_id=plan.pathway_id, **YES) == {"panel_not_heard"}
    think(city, plan, FIRST)
    assert refused(city, CHAIR, approve_plan, plan, pathway_id=plan.pathway_id, **YES) == {"panel_not_heard"}
    think(city, plan, SECOND, "unsure", "Look at it again in six weeks")
    page = text(city.client(CHAIR).get(url(plan, "decide/")))
    assert "It has come back 2 times, so this is round 3" in page
    assert "Look at it again in six weeks" in page
    assert "A decision is due by" in page
    do(city, CHAIR, approve_plan, pathway_id=plan.pathway_id, at=NOW + timedelta(days=3), **YES)
    assert state_of(city, plan) == "approved"
    with acting_as(city.viewer("social_worker")):
        assert PlanReturn.objects.filter(plan=plan).count() == 2
        assert plan_view(again_inside(plan)).times_sent == 3
        assert PanelView.objects.filter(plan=plan).count() == 2
        assert Step.objects.filter(pathway=plan.pathway_id, event="approve").count() == 1


def test_what_was_said_of_an_earlier_round_does_not_count(with_panel: City):
    city, plan = with_panel, dear_plan(with_panel)
    for role in (FIRST, SECOND):
        think(city, plan, role)
    again_sent(city, plan, 1)
    assert refused(city, CHAIR, approve_plan, plan, pathway_id=plan.pathway_id, **YES) == {"panel_not_heard"}


def test_the_chair_is_not_one_of_the_two(with_panel: City):
    city, plan = with_panel, dear_plan(with_panel)
    for role in (FIRST, CHAIR):
        think(city, plan, role)
    assert refused(city, CHAIR, approve_plan, plan, pathway_id=plan.pathway_id, **YES) == {"panel_not_heard"}


def test_a_chair_without_a_limit_cannot_approve(with_panel: City):
    city, plan = with_panel, dear_plan(with_panel)
    for role in (FIRST, CHAIR):
        think(city, plan, role)
    assert "within_limit" in refused(city, SECOND, approve_plan, plan, pathway_id=plan.pathway_id, **YES)


def test_under_the_value_no_panel_is_asked_and_without_a_value_neither(with_panel: City):
    city = with_panel
    with acting_as(city.viewer("social_worker")):
        assert panel_value(NOW.date()).verified is False
    lines = (HOME_CARE, GOING_OUT)
    plan = sent_plan(city, abilities=FRAIL, lines=lines, points=68)
    do(city, CHAIR, approve_plan, pathway_id=plan.pathway_id, **YES | {"personal_budget_pence": 27_300})
    assert state_of(city, plan) == "approved"
    Rate.objects.filter(code="panel_over").update(ends_on=NOW.date())
    with acting_as(city.viewer("social_worker")):
        assert panel_value(NOW.date()) is None


@pytest.mark.parametrize(("change", "code"), [({"view": "maybe"}, "unknown_view"), ({"words": " "}, "no_words")])
def test_a_view_is_refused(with_panel: City, change: dict, code: str):
    plan = dear_plan(with_panel)
    with pytest.raises(DomainError) as found:
        think(with_panel, plan, FIRST, **change)
    assert found.value.codes == {code}


def test_a_member_says_it_once_did_not_write_it_and_only_while_it_waits(with_panel: City):
    city, plan = with_panel, dear_plan(with_panel)
    think(city, plan, FIRST)
    with pytest.raises(DomainError) as found:
        think(city, plan, FIRST)
    assert found.value.codes == {"said_already"}
    with pytest.raises(NotAllowed):
        think(city, plan, "support_planner")
    with acting_as(city.viewer("social_worker")):
        Plan.objects.filter(pk=plan.pk).update(author_ids=[city.users[SECOND].pk])
    with pytest.raises(NotAllowed):
        think(city, plan, SECOND)
    do(city, CHAIR, return_plan, pathway_id=plan.pathway_id, comments="Say who comes at night")
    with pytest.raises(DomainError) as found:
        think(city, plan, FIRST)
    assert found.value.codes == {"nothing_sent"}


def test_the_panel_page(with_panel: City):
    city, plan = with_panel, dear_plan(with_panel)
    client = city.client(FIRST)
    page = text(client.get(url(plan, "panel/")))
    assert "Plans over £500.00 a week go to a panel" in page
    assert "Nobody has checked this sum yet" in page
    response = post(client, url(plan, "panel/"), view="return", words="Try the night team first")
    assert response["Location"] == url(plan, "decide/")
    assert "Try the night team first" in text(client.get(response["Location"]))
    for role in ("support_planner", "person", "network_manager"):
        assert city.client(role).get(url(plan, "panel/")).status_code == 403


@pytest.mark.parametrize(
    ("cost", "over", "members", "problems"),
    [
        (50_000, 50_000, [], 0),
        (50_001, 50_000, [], 1),
        (50_001, None, [], 0),
        (50_001, 50_000, [1, 2], 0),
        (50_001, 50_000, [1], 1),
        (50_001, 50_000, [1, 9], 1),
        (50_001, 50_000, [1, 1], 1),
    ],
)
def test_the_rule(cost: int, over: int | None, members: list[int], problems: int):
    found = panel_problems(council_pence=cost, panel_over_pence=over, members=members, chair_id=9)
    assert len(found) == problems
