"""Somebody takes their consent back while the network works with them: nobody is stranded (docs/rules/decisions.md 25).

Wherever they stand on their way, the council carries on from that moment, their social worker has it on Today, and the
person's own page names who to ring now.
"""

from typing import Any

import pytest
from django.test import Client

from locallinks.foundation.people.actions.sharing import open_share
from locallinks.foundation.people.models import SharingAgreement
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.permissions import may_arrange
from locallinks.personal.brokerage.queries.board import arranging_roles
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.tests.builders import sent_plan, written
from tests.kit import City, make_person, pathway_in, share_with
from tests.security.form_filling import fill_in

WITH_THE_NETWORK = (
    "handover_sent",
    "planning",
    "plan_submitted",
    "approved",
    "brokering",
    "live",
    "in_review",
    "suspended",
)
GOES_TO = {"handover_sent": "council_planning", "planning": "council_planning"}
TASK = "stopped sharing with the network. Talk to them about who carries on"


def send(client: Client, page: str, **answers: Any) -> str:
    opened = client.get(page)
    assert opened.status_code == 200, (page, opened.status_code)
    sent = client.post(page, fill_in(opened.content.decode(), "As agreed.") | answers)
    assert sent.status_code == 303, sent.content.decode()[-3000:]
    return client.get(sent["Location"]).content.decode()


def stop_sharing(city: City, pathway: Pathway, role: str) -> str:
    with acting_as(city.viewer("social_worker")):
        agreement = SharingAgreement.objects.filter(person=pathway.person_id, purpose="planning").latest("pk")
    page = f"/people/{pathway.person_id}/sharing/{agreement.pk}/stop/"
    return send(city.client(role), page, words="I changed my mind.")


def again(city: City, pathway: Pathway) -> Pathway:
    with acting_as(city.viewer("social_worker")):
        return Pathway.objects.select_related("person", "network", "planner").get(pk=pathway.pk)


@pytest.mark.parametrize("role", ["person", "social_worker"])
@pytest.mark.parametrize("state", WITH_THE_NETWORK)
def test_rule_1_from_every_stage_the_council_carries_on(city: City, state: str, role: str) -> None:
    pathway = pathway_in(city, make_person(city, own=True), state)
    planner, home = city.client("support_planner"), f"/people/{pathway.person_id}/"
    assert planner.get(home).status_code == 200
    stop_sharing(city, pathway, role)
    now = again(city, pathway)
    assert (now.state, now.network, now.planner) == (GOES_TO.get(state, state), None, None)
    assert planner.get(home).status_code == 404
    assert "Mary" not in planner.get("/").content.decode()

    worker = city.client("social_worker")
    page = f"/pathways/{pathway.pk}/carry-on/"
    today = worker.get("/").content.decode()
    assert TASK in today
    assert page in today
    own = city.client("person").get(home).content.decode()
    assert "Joan Whitlock" not in own, "the planner who is shut out is not somebody to ring"
    assert "Ruth Adeyemi" in own

    send(worker, page, words="Ruth plans with Mary now. Joan heard by phone and will not visit.")
    assert TASK not in worker.get("/").content.decode()
    assert worker.get(page).status_code == 422, "it is asked once"


def test_rule_1_whoever_still_gives_help_sees_their_own_part_and_the_page_says_so(city: City) -> None:
    mary = make_person(city, own=True)
    pathway = pathway_in(city, mary, "live")
    with acting_as(city.viewer("social_worker")):
        open_share(person=mary, organisation=city.network, purpose="arrangement", basis="arrangement", on=clock.today())
        agreement = SharingAgreement.objects.get(person=mary)
    page = city.client("person").get(f"/people/{mary.pk}/sharing/{agreement.pk}/stop/").content.decode()
    assert "gives part of your help" in page
    assert "can no longer open your record" not in page
    stop_sharing(city, pathway, "person")
    planner = city.client("support_planner")
    assert planner.get(f"/people/{mary.pk}/").status_code == 200
    for page in (f"/pathways/{pathway.pk}/plan/", f"/pathways/{pathway.pk}/", f"/people/{mary.pk}/sharing/"):
        assert planner.get(page).status_code in (403, 404), page


def test_rule_1_a_plan_being_written_is_finished_by_the_council(city: City) -> None:
    plan = written(city)
    stop_sharing(city, plan.pathway, "person")
    worker = city.client("social_worker")
    page = worker.get(f"/pathways/{plan.pathway_id}/plan/").content.decode()
    assert "Joan visits for tea and a walk" in page, "what was written is not lost"
    assert worker.get(f"/pathways/{plan.pathway_id}/plan/about/").status_code == 200
    assert city.client("support_planner").get(f"/pathways/{plan.pathway_id}/plan/").status_code == 404


def test_rule_1_a_plan_sent_back_goes_to_the_council(city: City) -> None:
    plan = sent_plan(city)
    stop_sharing(city, plan.pathway, "person")
    send(city.client("social_worker2"), f"/pathways/{plan.pathway_id}/plan/send-back/", comments="Say who helps now.")
    assert again(city, plan.pathway).state == "council_planning"


@pytest.mark.parametrize("state", ["approved", "brokering", "live"])
def test_rule_1_the_council_arranges_from_that_hour(city: City, state: str) -> None:
    pathway = pathway_in(city, make_person(city, own=True), state)
    stop_sharing(city, pathway, "person")
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        assert may_arrange(viewer, Pathway.objects.get(pk=pathway.pk))
        assert arranging_roles([pathway]) == {pathway.pk: {Role.SOCIAL_WORKER, Role.BROKER}}
    board = city.client("social_worker").get("/arranging/?show=mine").content.decode()
    assert (f"/pathways/{pathway.pk}/" in board) is (state != "live")


def test_rule_1_another_network_can_be_offered_after(city: City) -> None:
    pathway = pathway_in(city, make_person(city, own=True), "planning")
    stop_sharing(city, pathway, "person")
    assert city.client("social_worker").get(f"/pathways/{pathway.pk}/offer/").status_code == 200


def test_rule_1_stopping_with_another_organisation_moves_nobody(city: City) -> None:
    mary = make_person(city, own=True)
    pathway = pathway_in(city, mary, "live")
    share_with(city, mary, city.other_network)
    with acting_as(city.viewer("social_worker")):
        other = SharingAgreement.objects.get(person=pathway.person_id, organisation=city.other_network)
    send(city.client("person"), f"/people/{pathway.person_id}/sharing/{other.pk}/stop/", words="")
    assert again(city, pathway).network == city.network
    assert TASK not in city.client("social_worker").get("/").content.decode()
