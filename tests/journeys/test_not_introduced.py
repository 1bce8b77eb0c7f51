"""Not introduced, and why (docs/rules/local-links.md 4): the reason is kept, the plan made, and a later yes is
welcome."""

import uuid
from typing import Any

from django.test import Client

from locallinks.demo.city import NETWORK, City
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.handovers.models import NotOffered
from locallinks.personal.handovers.queries.introduction_outcomes import introduction_outcomes
from locallinks.personal.pathways.models import Step
from tests.journeys.recorded_story import STORY_START
from tests.journeys.test_plans import LONELY, agreed_and_sent, begun, send, signed_in, somebody, words


def refused(client: Client, url: str, **data: Any) -> str:
    response = client.post(url, {"submission": str(uuid.uuid4()), **data})
    assert response.status_code == 422
    return response.content.decode()


def test_somebody_does_not_reach_a_network_and_the_reason_is_counted(aireborough: City) -> None:
    """GIVEN Norris, sent home on Friday; WHEN no network is offered; THEN why stays, and he has a plan."""
    told = somebody(aireborough, "Norris Peel", LONELY, "9990000310")
    ruth = signed_in(aireborough, "social.worker")
    with acting_as(aireborough.viewer("social.worker")):
        way = f"/pathways/{told.pathway.pk}/"
    page = f"{way}offer/none/"
    assert "Why was no introduction offered?" in words(ruth, page)
    # WHEN she gives no reason, nothing happens; with one it is kept
    refused(ruth, page, failure_text="He went home the same day.")
    send(ruth, page, failure_reason="urgent_discharge", failure_text="He went home the same day.")
    with acting_as(aireborough.viewer("social.worker")):
        kept = NotOffered.objects.get(pathway=told.pathway)
        assert kept.failure_code == "urgent_discharge"
    # THEN the council writes the plan with him, and its own social worker may not approve it
    plan = f"{way}plan/"
    begun(ruth, plan)
    send(
        ruth,
        f"{plan}add/details/?kind=community_asset",
        title="Lunch club",
        outcomes=["A7", "A9"],
        kind="community_asset",
    )
    agreed_and_sent(ruth, plan, "Norris Peel")
    assert "a colleague decides" in words(ruth, f"{plan}decide/")
    send(
        signed_in(aireborough, "approver"),
        f"{plan}decide/",
        personal_budget_pence="0",
        contribution_pence="0",
        deployment="council_managed",
    )
    # AND the champion sees who missed, and why; the network never hears of him
    reached = words(signed_in(aireborough, "handover.champion"), "/introductions/reached/")
    assert "How many reached a network" in reached
    with acting_as(aireborough.viewer("handover.champion")) as viewer:
        found = introduction_outcomes(viewer=viewer, from_on=STORY_START.date(), to_on=clock.today())
        (norris,) = [row for row in found if row.name == "Norris"]
        assert (norris.row.failure_code, norris.row.reached) == ("urgent_discharge", False)
    assert signed_in(aireborough, "support.planner").get(plan).status_code == 404
    with acting_as(aireborough.viewer("social.worker")):
        events = list(Step.objects.filter(pathway=told.pathway).order_by("number").values_list("event", flat=True))
    assert events[-3:] == ["not_offered", "submit", "approve"]


def test_a_later_yes_is_welcome(aireborough: City) -> None:
    """GIVEN nobody offered her a network; WHEN one is offered while the council plans; THEN the network plans."""
    told = somebody(aireborough, "Olive Stamp", LONELY, "9990000311")
    ruth = signed_in(aireborough, "social.worker")
    with acting_as(aireborough.viewer("social.worker")):
        way = f"/pathways/{told.pathway.pk}/"
    send(ruth, f"{way}offer/none/", failure_reason="not_told_about_option", failure_text="I was new to it.")
    assert NETWORK in words(ruth, f"{way}offer/")
    told.offer_introduction(7, NETWORK, "Talked it over on the phone.")
    told.accept_introduction(8, "Yes, now that I know.", "Line by line.")
    told.network_accepts(9)
    with acting_as(aireborough.viewer("social.worker")):
        events = list(Step.objects.filter(pathway=told.pathway).order_by("number").values_list("event", flat=True))
    assert events[-4:] == ["not_offered", "offer_handover", "person_accepts", "network_accepts"]
