"""Elaine through the pages: fewer hours only after a review, 117.00 a week from that day, and hours that come back.

docs/rules/local-links.md 10: v1 saved nothing; v2 is 8 h x 19.50; if needs rise, hours return without penalty.
"""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from locallinks.demo.city import City
from locallinks.demo.stories import elaine
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.impact.dividends.queries import weekly_saving
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.queries.arrangements import council_cost_per_week
from locallinks.personal.pathways.models import Step
from locallinks.personal.plans.models import Line
from locallinks.personal.plans.queries.plan_view import working_plan
from locallinks.personal.plans.tests.page_helpers import version_on
from tests.journeys.recorded_story import RecordedStory
from tests.journeys.test_plans import send, signed_in, words


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


@pytest.fixture
def told(aireborough: City) -> RecordedStory:
    """GIVEN Elaine with fourteen hours, all of it home care, for the last sixty days."""
    story = RecordedStory(aireborough, elaine.NAME, clock.now() - timedelta(days=80), lambda words: None)
    stop = "sat down with her, because she asked"

    class Enough(Exception):
        pass

    def until(mark: str, who: str, on: int, act: Any) -> None:
        if mark == stop:
            raise Enough
        RecordedStory.do(story, mark, who, on, act)

    story.do = until  # type: ignore[method-assign]
    with pytest.raises(Enough):
        elaine.tell(story)
    return story


def saved(told: RecordedStory, on: date) -> int | None:
    with acting_as(told.city.viewer("social.worker")):
        pathway = told.pathway
    with acting_as(told.city.viewer("finance")) as viewer:
        return weekly_saving(viewer=viewer, pathway=pathway, on=on)


def review(told: RecordedStory, way: str, why: str) -> None:
    """Asked for, talked through, and finished: the plan will change."""
    ruth = signed_in(told.city, "social.worker")
    send(ruth, f"{way}review/start/", kind="requested", reason=why, asked_by="Elaine Dobson", can_take_part="yes")
    done = {"happened": "She is steadier.", "changed": why, "words": "It is my life."}
    page = words(ruth, f"{way}review/")
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    send(ruth, f"{way}review/", version=version, **done)
    send(ruth, f"{way}review/finish/", result="revise", reason=why, version=str(int(version) + 1), **done)


def change_hours(told: RecordedStory, client: Client, plan: str, hours: int) -> None:
    with acting_as(told.city.viewer("support.planner")):
        line = Line.objects.get(plan=working_plan(told.pathway), title__startswith="Help", removed_at=None)
    send(
        client,
        f"{plan}lines/{line.pk}/",
        version=str(line.version),
        title=line.title,
        given_by=line.given_by,
        what_when=f"{hours} hours a week",
        minutes_per_week=str(hours),
        council_cost_pence=f"{hours * 19.5:.2f}",
        outcomes=["A2", "A5", "A7", "A9"],
        personal_care="yes",
        essential="yes",
        kind="statutory",
        contingency="Ring Beck Home Care",
        **day("starts_on", clock.today()),
    )


def approved_and_arranged(told: RecordedStory, client: Client, plan: str, way: str, pounds: str, hours: int) -> None:
    said = {"words": "Yes.", "said_by": "Elaine Dobson", "told_of_network_share": "on"}
    send(client, f"{plan}agreement/", version=version_on(client, f"{plan}agreement/"), agrees="yes", **said)
    send(client, f"{plan}send/")
    owner = signed_in(told.city, "approver")
    send(
        owner,
        f"{plan}decide/",
        personal_budget_pence=pounds,
        contribution_pence="0",
        deployment="council_managed",
        reason="What she needs now.",
    )
    send(client, f"{way}arranging/")
    with acting_as(told.city.viewer("support.planner")):
        line = Line.objects.filter(plan__pathway=told.pathway, title__startswith="Help").latest("pk")
    send(
        client,
        f"{way}arranging/{line.pk}/",
        provider_name="Beck Home Care",
        organisation_id="",
        price_pence=pounds,
        minutes_per_week=str(hours),
        checks_seen="Seen",
        **day("starts_on", clock.today()),
    )
    send(client, f"{way}arranging/")


def test_fewer_hours_after_a_review_and_more_again_without_a_penalty(told: RecordedStory) -> None:
    with acting_as(told.city.viewer("social.worker")):
        way = f"/pathways/{told.pathway.pk}/"
        running = Arrangement.objects.get(pathway=told.pathway, ends_on=None)
    plan, joan, today = f"{way}plan/", signed_in(told.city, "support.planner"), clock.today()
    # WHEN hours are taken away without a review, that is refused, and she keeps every one
    refused = joan.post(
        f"{way}arranging/{running.pk}/change/",
        {
            "submission": str(uuid.uuid4()),
            "version": str(running.version),
            "price_pence": "156",
            "minutes_per_week": "8",
            "reason": "To save",
            **day("from_on", today),
        },
    )
    assert refused.status_code == 422
    assert "review" in refused.content.decode()
    assert saved(told, today - timedelta(days=1)) == 0, "the first plan saved nothing"
    # WHEN she asks for less, and the plan is made again with her
    review(told, way, "I don't need somebody every day.")
    change_hours(told, joan, plan, 8)
    approved_and_arranged(told, joan, plan, way, "156.00", 8)
    # THEN 273.00 becomes 156.00 from the day the second plan starts, and not a day before
    assert (saved(told, today - timedelta(days=1)), saved(told, today)) == (0, 11_700)
    # WHEN her needs rise, THEN hours come back after a talk, with no gap, no penalty, and nothing more saved
    review(told, way, "I fell again.")
    change_hours(told, joan, plan, 14)
    approved_and_arranged(told, joan, plan, way, "273.00", 14)
    with acting_as(told.city.viewer("support.planner")):
        assert council_cost_per_week(told.pathway, today) == 27_300
        events = list(Step.objects.filter(pathway=told.pathway).order_by("number").values_list("event", flat=True))
    assert events.count("revise") == 2
    assert saved(told, today) == 0
    for who in ("support.planner", "network.manager"):
        shown = words(signed_in(told.city, who), plan)
        assert "117.00" not in shown
        assert "saving" not in shown.lower()
