"""Urgent discharge, whole (docs/rules/care-act.md 1, s.19(3)): help starts at once, and the way through is still
walked.

How the ward asks stands in test_asking.py. Here the help begins by the page, skips nothing, and ends the day the plan's
own begins: no day without it, no day twice.
"""

import uuid
from datetime import date, timedelta

from django.test import Client

from locallinks.demo.city import City
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.queries.arrangements import arrangements_of
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line
from tests.journeys.recorded_story import STORY_START, RecordedStory
from tests.journeys.test_plans import FRAIL, agreed_and_sent, begun, introduced, send, signed_in, words


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def home_from_the_ward(city: City) -> RecordedStory:
    """GIVEN Walter, home from the ward on Friday with nobody to help him wash."""
    told = RecordedStory(city, "Walter Amis", STORY_START, lambda words: None)
    details = {
        "preferred_name": "Walter",
        "full_name": "Walter Amis",
        "nhs_number": "9990000320",
        "phone": "0113 496 0141",
        "address": "2 Weir Lane",
        "postcode": "ZZ1 1AD",
    }
    told.refer(
        0, details, told_by="Ama Boateng", told_by_relation="Ward sister", reason="Weak after pneumonia, and alone."
    )
    return told


def state(told: RecordedStory) -> str:
    with acting_as(told.city.viewer("social.worker")):
        return Pathway.objects.get(pk=told.pathway.pk).state


def started(client: Client, arranging: str, first_day: date, **more: str) -> int:
    return client.post(
        f"{arranging}urgent/",
        {
            "submission": str(uuid.uuid4()),
            "what": "Help to wash and dress",
            "reason": "Nobody to help him from Friday",
            "provider_name": "Beck Home Care",
            "organisation_id": "",
            "price_pence": "136.50",
            "minutes_per_week": "7",
            "checks_seen": "Registered",
            **day("starts_on", first_day),
            **more,
        },
    ).status_code


def test_home_on_friday_with_help_and_everything_else_still_to_be_done(aireborough: City) -> None:
    told, today = home_from_the_ward(aireborough), clock.today()
    ruth, joan = signed_in(aireborough, "social.worker"), signed_in(aireborough, "support.planner")
    with acting_as(aireborough.viewer("social.worker")):
        arranging = f"/pathways/{told.pathway.pk}/arranging/"
    # WHEN it cannot wait: with the reason, by the social worker; then he has help, and the assessment still waits
    assert started(ruth, arranging, today - timedelta(days=5), reason=" ") == 422
    assert started(ruth, arranging, today - timedelta(days=5)) == 303
    assert state(told) == "referred"
    assert "Nobody to help him from Friday" in words(ruth, arranging)
    # THEN the way through is walked as any other: talked with, decided, offered, planned, approved
    told.assess(1, {"what-matters": "To be at home."}, FRAIL)
    told.decide_eligibility(2, "You cannot wash or dress without help.")
    told.set_budget(3, points=34, minutes=420, usual="Home care, an hour a day.")
    plan = introduced(told)
    begun(joan, plan)
    send(
        joan,
        f"{plan}add/details/?kind=statutory",
        title="Home care, mornings",
        outcomes=["A2", "A4"],
        given_by="Beck Home Care",
        what_when="Every day, 8am",
        minutes_per_week="7",
        council_cost_pence="136.50",
        personal_care="yes",
        essential="yes",
        kind="statutory",
    )
    agreed_and_sent(joan, plan, "Walter Amis")
    send(
        signed_in(aireborough, "approver"),
        f"{plan}decide/",
        personal_budget_pence="136.50",
        contribution_pence="0",
        deployment="council_managed",
    )
    send(joan, arranging)
    # AND the plan's own help takes the place of what was urgent, on its first day
    with acting_as(aireborough.viewer("support.planner")):
        line = Line.objects.get(plan__pathway=told.pathway, removed_at=None)
        urgent = Arrangement.objects.get(pathway=told.pathway, line=None)
    send(
        joan,
        f"{arranging}{line.pk}/",
        provider_name="Beck Home Care",
        organisation_id="",
        price_pence="136.50",
        minutes_per_week="7",
        checks_seen="Registered",
        replaces_id=str(urgent.pk),
        **day("starts_on", today),
    )
    send(joan, arranging)
    assert state(told) == "live"
    with acting_as(aireborough.viewer("support.planner")):
        for back in range(5, -3, -1):
            running = arrangements_of(told.pathway, today - timedelta(days=back))
            assert len(running) == 1, f"{back} days ago: {running}"
