"""Replies, licences, who may record them, and the pages."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.outcomes import actions, queries
from locallinks.personal.outcomes.models import Licence, Reply
from locallinks.personal.outcomes.rules import SWEMWBS
from locallinks.personal.pathways.models import Pathway, Step
from tests.kit import NOW, TODAY, City, make_person, pathway_in
from tests.prebuilt import built_once

LONELY = {"companionship": 3, "left_out": 3, "isolated": 2}
LESS = {"companionship": 2, "left_out": 2, "isolated": 1}
HOW = {
    "moment": "baseline",
    "mode": "face_to_face",
    "completed_by": "Mary Firth",
    "proxy": False,
    "language": "English",
    "taken_on": TODAY,
}
WORDING = {item.code: f"Licensed words {item.code}" for item in SWEMWBS.items} | {
    f"choice_{n}": f"Level {n}" for n in range(1, 6)
}


@built_once
def mary(city: City) -> Pathway:
    return pathway_in(city, make_person(city, own=True), "planning")


def planned(city: City, pathway: Pathway) -> None:
    with acting_as(city.viewer("social_worker")):
        Step.objects.create(
            pathway=pathway,
            person_id=pathway.person_id,
            number=1,
            event="network_accepts",
            from_state="handover_sent",
            to_state="planning",
            actor_name="Joan",
            at=NOW,
        )


def reply(city: City, pathway: Pathway, answers: dict, role: str = "support_planner", scale: str = "ucla3", **more):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return actions.record_reply(
            viewer=viewer, pathway_id=pathway.pk, scale=scale, answers=answers, at=NOW, **(HOW | more)
        )


def licence(city: City, role: str = "administrator", **more) -> Licence:
    viewer = city.viewer(role)
    told = {
        "organisation_id": city.council.pk,
        "scale": "swemwbs",
        "reference": "W-123",
        "ends_on": None,
        "wording": WORDING,
    } | more
    with acting_as(viewer):
        return actions.record_licence(viewer=viewer, at=NOW, **told)


def address(pathway: Pathway, part: str = "") -> str:
    return f"/pathways/{pathway.pk}/outcomes/{part}"


class TestReplies:
    def test_are_saved_with_all_their_details(self, city: City) -> None:
        pathway = mary(city)
        kept = reply(city, pathway, LONELY | {"left_out": None}, proxy=True, completed_by="Carol Firth")
        assert (kept.version, kept.proxy, kept.completed_by) == ("3 items, 2004", True, "Carol Firth")
        assert kept.answers == {"companionship": 3, "isolated": 2}, "what was left out stays out"
        assert kept.score.value is None

    @pytest.mark.parametrize("role", ["network_manager", "handover_champion", "commissioner", "finance"])
    def test_only_those_who_plan_write(self, city: City, role: str) -> None:
        pathway = mary(city)
        with pytest.raises(NotAllowed):
            reply(city, pathway, LONELY, role)

    def test_invalid_replies_are_not_saved(self, city: City) -> None:
        pathway = mary(city)
        for answers, more in (
            ({}, {}),
            ({"companionship": 9}, {}),
            (LONELY, {"language": ""}),
            (LONELY, {"scale": "x"}),
        ):
            with pytest.raises(DomainError):
                reply(city, pathway, answers, **more)
        with acting_as(city.viewer("social_worker")):
            assert not Reply.objects.exists()

    def test_are_append_only(self, city: City) -> None:
        kept = reply(city, mary(city), LONELY)
        with acting_as(city.viewer("support_planner")), pytest.raises(DatabaseError), transaction.atomic():
            Reply.objects.filter(pk=kept.pk).update(answers={})

    def test_are_hidden_from_others(self, city: City) -> None:
        reply(city, mary(city), LONELY)
        for role in ("other_support_planner", "provider", "other_social_worker"):
            with acting_as(city.viewer(role)):
                assert not Reply.objects.exists()


class TestLicences:
    def test_licensed_questions_open_with_a_licence_in_force(self, city: City) -> None:
        pathway = mary(city)
        answers = {item.code: 3 for item in SWEMWBS.items}
        with pytest.raises(DomainError, match="need a licence first"):
            reply(city, pathway, answers, scale="swemwbs")
        licence(city, ends_on=TODAY + timedelta(days=10))
        assert str(reply(city, pathway, answers, scale="swemwbs").score.value) == "19.25"
        with acting_as(city.viewer("support_planner")):
            scale, is_open = queries.scales_for(pathway, TODAY)["swemwbs"]
            assert (is_open, scale.items[0].words) == (True, "Licensed words s1")
            assert not queries.scales_for(pathway, TODAY + timedelta(days=11))["swemwbs"][1], "it has run out"

    def test_refusals(self, city: City) -> None:
        for more, told in (
            ({"wording": WORDING | {"s3": " "}}, "Copy the words"),
            ({"reference": ""}, "number or date"),
            ({"ends_on": TODAY - timedelta(days=1)}, "has run out"),
            ({"scale": "ucla3"}, "need no licence"),
            ({"organisation_id": city.network.pk}, "your own organisation"),
        ):
            with pytest.raises(DomainError, match=told):
                licence(city, **more)
        with pytest.raises(NotAllowed):
            licence(city, role=Role.SOCIAL_WORKER)


class TestPages:
    def test_eight_then_five_with_what_it_does_not_show(self, city: City) -> None:
        pathway = mary(city)
        planned(city, pathway)
        client = city.client("person")
        empty = client.get(address(pathway)).content.decode()
        assert "These need a licence" in empty
        assert "Late" in empty or "Due now" in empty
        reply(city, pathway, LONELY, taken_on=date(2026, 8, 20))
        reply(city, pathway, LESS, moment="three_months")
        page = client.get(address(pathway)).content.decode()
        assert "It fell from 8 to 5. That is the better direction." in page
        assert "They do not show why something changed" in page
        assert "<svg" in page
        assert "lonely" in page
        lines = client.get(address(pathway) + "?format=csv").content.decode().splitlines()
        assert len(lines) == 3

    def test_asked_on_the_page(self, city: City) -> None:
        pathway = mary(city)
        client, today = city.client("support_planner"), clock.today()
        data = {
            "submission": str(uuid.uuid4()),
            "companionship": "2",
            "moment": "between",
            "mode": "phone",
            "proxy": "no",
            "completed_by": "Mary",
            "language": "English",
            "taken_on-day": str(today.day),
            "taken_on-month": str(today.month),
            "taken_on-year": str(today.year),
        }
        assert "lack companionship" in client.get(address(pathway, "ask/ucla3/")).content.decode()
        assert client.post(address(pathway, "ask/ucla3/"), data | {"companionship": "²"}).status_code == 422
        assert client.post(address(pathway, "ask/ucla3/"), data).status_code == 303
        assert "No score: an answer is missing" in client.get(address(pathway)).content.decode()
        assert client.get(address(pathway, "ask/swemwbs/")).status_code == 404
        assert client.get(address(pathway, "ask/nothing/")).status_code == 404

    def test_a_licence_on_the_page(self, city: City) -> None:
        client = city.client("administrator")
        assert "No licence yet" in client.get("/outcomes/licences/").content.decode()
        data = {"submission": str(uuid.uuid4()), "organisation_id": str(city.council.pk), "reference": "W-1", **WORDING}
        response = client.post("/outcomes/licences/swemwbs/", data)
        assert response.status_code == 303, response.content.decode()
        page = client.get("/outcomes/licences/").content.decode()
        assert "W-1" in page
        assert client.get("/outcomes/licences/ucla3/").status_code == 404

    def test_the_number_of_queries_does_not_grow(self, city: City) -> None:
        pathway = mary(city)
        client = city.client("support_planner")

        def cost() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address(pathway)).status_code == 200
            return len(captured)

        reply(city, pathway, LONELY)
        one = cost()
        for _ in range(4):
            reply(city, pathway, LESS, moment="between")
        assert cost() == one
