"""Two widows who drive to the same graveyard (docs/rules/local-links.md 5 and 10), with the rooms that stand today.

Both have a plan, each names the other, and each says yes for herself: both give and both receive. What the driver needs
is seen before it starts. It ends for both when either withdraws, and both are asked what that is to them. The room
`links`, one record for the two of them, is planned: until then the second ending is a planner's act, not the system's.
"""

import uuid
from datetime import date, timedelta
from typing import Any

from django.test import Client

from locallinks.demo.city import City
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.queries.arrangements import council_cost_per_week
from locallinks.personal.plans.models import Line
from tests.journeys.recorded_story import RecordedStory
from tests.journeys.test_plans import LONELY, agreed_and_sent, begun, introduced, send, signed_in, somebody, words

CHECKS = "Insurance and MOT seen. She has told her insurer about lifts. 45p a mile, shared."


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def planned(city: City, name: str, number: str, friend: str, gives: str) -> tuple[RecordedStory, str]:
    """She and the planner write one line about the other; she agrees, and it is approved."""
    told = somebody(city, name, LONELY, number)
    plan, joan = introduced(told), signed_in(city, "support.planner")
    begun(joan, plan)
    line = {
        "title": f"To the graveyard with {friend}, {gives}",
        "outcomes": ["A7", "A9"],
        "given_by": friend,
        "what_when": "Fridays, 10am",
        "kind": "informal",
        "own_cost_pence": "3.00",
    }
    send(joan, f"{plan}add/details/?kind=informal", **line, giver_agreed="yes")
    agreed_and_sent(joan, plan, name)
    send(
        signed_in(city, "approver"),
        f"{plan}decide/",
        personal_budget_pence="0",
        contribution_pence="0",
        deployment="council_managed",
    )
    send(joan, plan.replace("/plan/", "/arranging/"))
    return told, plan.replace("/plan/", "/arranging/")


def arrange(client: Client, told: RecordedStory, arranging: str, friend: str, checks: str, later: int = 0) -> Any:
    with acting_as(told.city.viewer("support.planner")):
        line = Line.objects.get(plan__pathway=told.pathway)
    return client.post(
        f"{arranging}{line.pk}/",
        {
            "submission": str(uuid.uuid4()),
            "provider_name": friend,
            "organisation_id": "",
            "price_pence": "0",
            "minutes_per_week": "2",
            "checks_seen": checks,
            **day("starts_on", clock.today() + timedelta(days=later)),
        },
    )


def withdraw(client: Client, told: RecordedStory, arranging: str, reason: str) -> None:
    with acting_as(told.city.viewer("support.planner")):
        row = Arrangement.objects.get(pathway=told.pathway, ends_on=None)
    send(client, f"{arranging}{row.pk}/end/", version=str(row.version), reason=reason, **day("last_day", clock.today()))


def test_two_widows_share_the_driving_until_one_withdraws(aireborough: City) -> None:
    joan = signed_in(aireborough, "support.planner")
    # GIVEN Edie and Pearl, each with the other in her plan
    edie, edies = planned(aireborough, "Edie Marsh", "9990000303", "Pearl Dyson", "Pearl drives")
    pearl, pearls = planned(aireborough, "Pearl Dyson", "9990000312", "Edie Marsh", "Edie pays the flowers")
    # WHEN nobody has seen the insurance, it does not start; what was typed stays
    refused = arrange(joan, edie, edies, "Pearl Dyson", " ")
    assert refused.status_code == 422
    assert "Pearl Dyson" in refused.content.decode()
    assert arrange(joan, edie, edies, "Pearl Dyson", CHECKS).status_code == 303
    assert arrange(joan, pearl, pearls, "Edie Marsh", "A friend; she gives no lifts.").status_code == 303
    for arranging in (edies, pearls):
        send(joan, arranging)
        assert "Support in place" in words(joan, arranging)
    # THEN what the driver needs is kept with it, and neither costs the council a penny
    with acting_as(aireborough.viewer("support.planner")):
        assert "Insurance and MOT seen" in Arrangement.objects.get(pathway=edie.pathway).checks_seen
        assert [council_cost_per_week(told.pathway, clock.today()) for told in (edie, pearl)] == [0, 0]
    # WHEN Pearl withdraws, it ends for both, and Joan is asked to talk with each of them
    withdraw(joan, pearl, pearls, "She no longer wants to drive in winter.")
    withdraw(joan, edie, edies, "Pearl no longer wants to drive in winter.")
    today = words(joan, "/")
    assert "Talk with Edie about what comes to an end: Pearl Dyson" in today
    assert "Talk with Pearl about what comes to an end: Edie Marsh" in today
    # THEN nobody takes Pearl's place before Edie was asked
    swap = arrange(joan, edie, edies, "Dev Rao", CHECKS, later=1)
    assert swap.status_code == 422
    assert "Pearl Dyson gave this until now" in swap.content.decode()
