"""Issue 3, "Bad input gets": each thing that cannot be, through its page. Clear, kept as typed, nothing half-written.

An attachment that is not what it says: plans/tests/test_attachments.py. Network loss: tests/browser/test_offline.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from locallinks.foundation.people.actions.invitations import end_invitation, invite
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.tests.builders import elaine
from locallinks.personal.brokerage.tests.page_helpers import day
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.actions import writing
from locallinks.personal.plans.actions.submission import record_agreement
from locallinks.personal.plans.actions.writing import save_plan_texts
from locallinks.personal.plans.models import Plan
from locallinks.personal.plans.tests.builders import (
    CLUB,
    FRAIL,
    HOME_CARE,
    VISITS,
    WORDS,
    again,
    do,
    sent_plan,
    started,
    state_of,
    written,
)
from locallinks.personal.plans.tests.page_helpers import post, text, url
from locallinks.personal.referrals.tests.test_views import sent as asked_for
from tests.kit import City, make_person, pathway_in

MARKS = {"audit_entry", "django_session", "axes_accesslog"}  # a look leaves a mark; a refusal writes nothing else


def rows(city: City) -> dict[str, int]:
    """How many rows the council, the network and the person can see in every table."""
    counted: dict[str, int] = {}
    for role in ("social_worker", "support_planner", "person"):
        with acting_as(city.viewer(role)), connection.cursor() as cursor:
            for table in sorted(set(connection.introspection.table_names(cursor)) - MARKS):
                cursor.execute(f"select count(*) from {connection.ops.quote_name(table)}")
                counted[f"{role}: {table}"] = cursor.fetchone()[0]
    return counted


@contextmanager
def nothing_written(city: City) -> Iterator[None]:
    before = rows(city)
    yield
    assert rows(city) == before


def refused(response: Any, *said: str, kept: tuple[str, ...] = ()) -> None:
    """422, a summary that says it, and everything that was typed still in the boxes."""
    page = unescape(text(response))
    assert response.status_code == 422, page[-3000:]
    assert "There is a problem" in page
    for words in (*said, *kept):
        assert words in page, words


def add_line(city: City, plan: Plan, kind: str = "statutory", role: str = "support_planner", **typed: Any) -> Any:
    told = {"title": "Help to wash", "outcomes": ["A2"], "kind": kind, "what_when": "Each day, 8am", **typed}
    return post(city.client(role), url(plan, f"add/details/?kind={kind}"), **told)


def test_a_plan_without_agreement(city: City) -> None:
    plan = started(city)
    do(city, "support_planner", save_plan_texts, plan_id=plan.pk, version=plan.version, answers=dict(WORDS))
    for line in (VISITS, CLUB):
        do(city, "support_planner", writing.add_line, plan_id=plan.pk, **line)
    with nothing_written(city):
        refused(post(city.client("support_planner"), url(plan, "send/")), "agree")
    assert state_of(city, plan) == "planning"
    assert again(city, plan).about_me == WORDS["about_me"]


def test_a_line_without_an_outcome(city: City) -> None:
    """Kept as it is typed while the plan is written; the plan does not go until it is for something."""
    plan = written(city)
    response = add_line(city, plan, outcomes=[])
    if response.status_code == 303:
        do(city, "support_planner", record_agreement, plan_id=plan.pk, agrees=True, words="", said_by="Mary")
        with nothing_written(city):
            refused(post(city.client("support_planner"), url(plan, "send/")), "Help to wash")
        assert state_of(city, plan) == "planning"
    else:
        refused(response, kept=("Help to wash", "Each day, 8am"))


def decide(city: City, plan: Plan, **typed: str) -> Any:
    told = {"personal_budget_pence": "273", "contribution_pence": "0", "deployment": "isf", "reason": "", **typed}
    return post(city.client("social_worker2"), url(plan, "decide/"), **told)


def dear(city: City, points: int) -> Plan:
    """Fourteen hours of home care: £273.00 a week."""
    return sent_plan(city, lines=(HOME_CARE, VISITS | {"outcomes": ["A9"]}), abilities=FRAIL, points=points)


def test_over_the_first_budget_without_a_reason_and_never_blocked_for_being_over(city: City) -> None:
    plan = written(city, lines=(HOME_CARE, VISITS | {"outcomes": ["A9"]}), abilities=FRAIL)
    planner, send = city.client("support_planner"), url(plan, "send/")
    with nothing_written(city):
        refused(post(planner, send, why_over_indicative=" "), "why more than the first budget is right")
    assert state_of(city, plan) == "planning"
    assert post(planner, send, why_over_indicative="She would otherwise leave her home.").status_code == 303
    assert decide(city, plan).status_code == 303


def test_over_the_personal_budget_and_own_money(city: City) -> None:
    plan = dear(city, points=80)
    with nothing_written(city):
        refused(decide(city, plan, personal_budget_pence="272.99"), "£0.01 a week more", kept=('value="272.99"',))
    assert state_of(city, plan) == "plan_submitted"


def test_one_volunteer_for_essential_personal_care_without_a_plan_b(city: City) -> None:
    plan = started(city, abilities={"A1": "unable_assist", "A9": "unable_assist"})
    do(city, "support_planner", save_plan_texts, plan_id=plan.pk, version=plan.version, answers=dict(WORDS))
    meals = VISITS | {"title": "Joan brings dinner", "outcomes": ["A1"], "essential": True}
    for line in (meals, CLUB | {"outcomes": ["A9"]}):
        do(city, "support_planner", writing.add_line, plan_id=plan.pk, **line)
    do(city, "support_planner", record_agreement, plan_id=plan.pk, agrees=True, words="", said_by="Mary")
    with nothing_written(city):
        refused(post(city.client("support_planner"), url(plan, "send/")), "volunteer")
    assert state_of(city, plan) == "planning"


def test_personal_care_by_a_volunteer(city: City) -> None:
    plan = started(city, abilities=FRAIL)
    with nothing_written(city):
        said = {"giver_agreed": "yes", "given_by": "Joan", "regulated": "no"}
        refused(add_line(city, plan, "voluntary", **said), "Choose yes or no: is it personal care?", kept=("Joan",))
        response = add_line(city, plan, "voluntary", personal_care="yes", **said)
        refused(response, "Volunteers do not give personal care", kept=("Help to wash", "Joan"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (day("starts_on", date(1930, 1, 1)), "before the person was born"),
        (day("starts_on", date(2026, 12, 2)) | day("ends_on", date(2026, 12, 1)), "It ends before it starts"),
    ],
    ids=["before birth", "end before start"],
)
def test_a_day_that_cannot_be(city: City, typed: dict[str, str], said: str) -> None:
    plan = started(city, abilities=FRAIL, date_of_birth=date(1938, 5, 14))
    with nothing_written(city):
        refused(add_line(city, plan, **typed), said, kept=("Help to wash", next(iter(typed.values()))))


def test_two_open_ways_through(city: City) -> None:
    person = make_person(city)
    pathway_in(city, person, "assessing")
    form = asked_for()
    with nothing_written(city):
        response = city.client("social_worker").post(f"/referrals/new/details/?person={person.pk}", form)
        refused(response, "already getting help", kept=(form["reason"],))


def test_closing_while_support_runs_leaves_nothing_running_unseen(city: City) -> None:
    """It may close; what still runs is named on the page and on the board until each has its last day."""
    plan = elaine(city)
    with acting_as(city.viewer("social_worker")):
        way = Pathway.objects.get(pk=plan.pathway_id)
    client = city.client("social_worker")
    ending = {"version": str(way.version), "event": "withdraw", "closing": "on", "refusal": "on", "said_by": "on"}
    with nothing_written(city):
        refused(post(client, f"/pathways/{way.pk}/end/", **ending, reason=" "), "Enter")
        refused(
            post(client, f"/pathways/{way.pk}/end/", **ending | {"closing": ""}, reason="I have my sister now"),
            "Tick the box",
            kept=("I have my sister now",),
        )
    assert post(client, f"/pathways/{way.pk}/end/", **ending, reason="I have my sister now").status_code == 303
    page = text(client.get(f"/pathways/{way.pk}/arranging/"))
    assert "Still to end" in page
    assert page.count("Home care, morning and evening") >= 1
    assert "Support has ended, and something still runs" in text(client.get("/arranging/"))
    with acting_as(city.viewer("social_worker")):
        assert Arrangement.objects.filter(pathway=way, ends_on=None).count() == 2, "nothing ends behind anybody's back"


def link(city: City, plan: Plan, *, days_ago: int = 0) -> tuple[int, str]:
    with acting_as(city.viewer("support_planner")) as viewer:
        person = Plan.objects.get(pk=plan.pk).person
        made, token = invite(
            viewer=viewer,
            person=person,
            purpose="read_plan",
            record_id=plan.pathway_id,
            to_name="Jean Holt",
            at=clock.now() - timedelta(days=days_ago),
            days=14,
        )
    return made.pk, token


def test_a_link_tampered_with_expired_or_called_back(city: City) -> None:
    """A kind page, no read of any record, and nothing sent by it is kept.

    A link that is used up: brokerage/tests/test_provider_quotes.py.
    """
    plan = written(city)
    key, token = link(city, plan)
    assert Client().get(f"/with/{token}/plan/").status_code == 200
    with nothing_written(city):
        tampered = Client().post(f"/with/{token[:-1]}x/plan/say/", {"words": "Give me the money"})
    assert (tampered.status_code, "Give me the money" in text(tampered)) == (404, False)
    _, old = link(city, plan, days_ago=15)
    with acting_as(city.viewer("support_planner")) as viewer:
        end_invitation(viewer=viewer, invitation_id=key, why="called_back", at=clock.now())
    for over in (old, token):
        with nothing_written(city):
            answer = Client().post(f"/with/{over}/plan/say/", {"words": "Hello"})
        assert (answer.status_code, "This link no longer works" in text(answer)) == (410, True)
        assert "Mary" not in text(answer)
