"""The page of the steps, and the pages that pause, resume or end a pathway."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.messages.actions.sending import queue_message
from locallinks.foundation.messages.models import Message
from locallinks.foundation.people.actions.sharing import open_share
from locallinks.foundation.people.models import Death, Share
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways import actions
from locallinks.personal.pathways.models import Pathway, Step
from tests.kit import NOW, TODAY, City, make_person, pathway_in
from tests.readability import page_words, reading_age


def text(response) -> str:
    return response.content.decode()


def post(client: Client, page: str, /, **data):
    return client.post(page, {"submission": str(uuid.uuid4()), **data})


def at(pathway: Pathway, page: str = "") -> str:
    return f"/pathways/{pathway.pk}/{page}"


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def now(city: City, pathway: Pathway) -> Pathway:
    with acting_as(city.viewer("social_worker")):
        return Pathway.objects.get(pk=pathway.pk)


def reads(city: City, role: str, person_id: int) -> int:
    with acting_as(city.viewer("social_worker")):
        return Entry.objects.filter(kind="read", actor_id=city.users[role].pk, person_id=person_id).count()


@pytest.fixture
def live(city: City) -> Pathway:
    return pathway_in(city, make_person(city, own=True), "live")


@pytest.fixture
def paused(city: City) -> Pathway:
    return pathway_in(city, make_person(city, own=True), "suspended")


@pytest.mark.parametrize("page", ["", "pause/", "end/"])
def test_a_read_is_recorded_and_a_refusal_records_none(city: City, live: Pathway, page: str) -> None:
    for role, count in (("social_worker", 1), ("finance", 0), ("provider", 0), ("other_support_planner", 0)):
        assert (city.client(role).get(at(live, page)).status_code == 200) is bool(count), role
        assert reads(city, role, live.person_id) == count, role


@pytest.mark.parametrize(("state", "page"), [("planning", "pause/"), ("live", "resume/"), ("ended", "end/")])
def test_a_page_that_does_not_apply_at_this_stage_says_so(city: City, state: str, page: str) -> None:
    pathway = pathway_in(city, make_person(city), state)
    response = city.client("social_worker").get(at(pathway, page))
    assert response.status_code == 422
    assert "This cannot be done now" in text(response)


class TestStepHistory:
    def test_shows_each_step_with_its_actor(self, city: City, live: Pathway) -> None:
        page = text(city.client("person").get(at(live)))
        assert "Plan waiting for a decision" in page
        assert "Joan Whitlock sent the plan for approval" in page

    def test_with_no_step_yet(self, city: City) -> None:
        pathway = pathway_in(city, make_person(city), "referred")
        assert "No step yet" in text(city.client("social_worker").get(at(pathway)))


class TestPausing:
    def sent(self, pathway: Pathway, **more) -> dict[str, str]:
        back = day("expected_return_on", clock.today() + timedelta(days=14))
        return {"version": str(pathway.version), "why": "hospital", "words": "Ward 4", **back, **more}

    @pytest.mark.parametrize("role", ["social_worker", "support_planner"])
    def test_records_the_reason_and_the_expected_return(self, city: City, live: Pathway, role: str) -> None:
        response = post(city.client(role), at(live, "pause/"), **self.sent(live))
        assert (response.status_code, response["Location"]) == (303, f"/people/{live.person_id}/")
        assert now(city, live).state == "suspended"
        with acting_as(city.viewer("social_worker")):
            reason = Step.objects.get(event="suspend").reason
        assert reason.startswith("In hospital. Ward 4 Expected back on ")

    def test_the_reason_reads_well_without_more_words(self, city: City, live: Pathway) -> None:
        post(city.client("social_worker"), at(live, "pause/"), **self.sent(live, words="", why="holiday"))
        with acting_as(city.viewer("social_worker")):
            assert Step.objects.get(event="suspend").reason.startswith("Away on holiday. Expected back on ")

    @pytest.mark.parametrize(
        ("typed", "said", "at_question"),
        [
            ({"why": ""}, "Answer the question “Why is support paused?”", "#id_why"),
            ({"expected_return_on-year": "2020"}, "Enter the date you expect support to start again", "#id_expected"),
            ({"expected_return_on-day": "40"}, "real date", "#id_expected"),
            ({"words": "x" * 10_000}, "must be 1,000 characters or fewer", "#id_words"),
        ],
    )
    def test_errors_are_named_and_the_rest_is_kept(self, city: City, live: Pathway, typed, said, at_question) -> None:
        response = post(city.client("social_worker"), at(live, "pause/"), **self.sent(live, **typed))
        assert response.status_code == 422
        assert said in text(response)
        assert at_question in text(response)
        assert "words" in typed or "Ward 4" in text(response)
        assert now(city, live).state == "live"

    def test_sending_twice_acts_once(self, city: City, live: Pathway) -> None:
        client, sent = city.client("social_worker"), {**self.sent(live), "submission": str(uuid.uuid4())}
        first, second = (client.post(at(live, "pause/"), sent) for _ in range(2))
        assert first["Location"] == second["Location"]
        with acting_as(city.viewer("social_worker")):
            assert Step.objects.filter(event="suspend").count() == 1

    def test_a_pathway_moved_meanwhile_is_a_conflict(self, city: City, live: Pathway) -> None:
        sent = self.sent(live, words="Kept words")
        with acting_as(city.viewer("social_worker")) as viewer:
            actions.move_pathway(
                viewer=viewer, pathway_id=live.pk, event="review_due", facts={"advocacy_ok": True}, at=NOW
            )
        response = post(city.client("support_planner"), at(live, "pause/"), **sent)
        assert response.status_code == 409
        assert "Kept words" in text(response)
        assert now(city, live).state == "in_review"

    def test_and_starting_again(self, city: City, paused: Pathway) -> None:
        response = post(city.client("support_planner"), at(paused, "resume/"))
        assert response["Location"] == f"/people/{paused.person_id}/"
        assert now(city, paused).state == "live"
        again = post(city.client("support_planner"), at(paused, "resume/"))
        assert again.status_code == 422
        assert "cannot happen" in text(again)


class TestEnding:
    def sent(self, pathway: Pathway, **more) -> dict[str, str]:
        return {
            "version": str(pathway.version),
            "event": "withdraw",
            "reason": "I have my sister now",
            "closing": "on",
            "refusal": "on",
            "said_by": "on",
            **more,
        }

    @pytest.mark.parametrize(("role", "event"), [("person", "withdraw"), ("social_worker", "withdraw")])
    def test_ends_with_the_reason(self, city: City, live: Pathway, role: str, event: str) -> None:
        page = text(city.client(role).get(at(live, "end/")))
        assert "This cannot be undone" in page
        response = post(city.client(role), at(live, "end/"), **self.sent(live, event=event))
        assert response["Location"] == f"/people/{live.person_id}/"
        assert now(city, live).state == "ended"

    def test_of_paused_support(self, city: City, paused: Pathway) -> None:
        post(city.client("social_worker"), at(paused, "end/"), **self.sent(paused, event="end"))
        assert now(city, paused).state == "ended"

    def test_each_role_is_offered_only_its_own_endings(self, city: City, live: Pathway) -> None:
        assert text(city.client("person").get(at(live, "end/"))).count('type="radio"') == 1
        assert text(city.client("social_worker").get(at(live, "end/"))).count('type="radio"') == 1
        response = post(city.client("person"), at(live, "end/"), **self.sent(live, event="move"))
        assert response.status_code == 422
        assert now(city, live).state == "live"

    @pytest.mark.parametrize(
        ("typed", "said", "at_question"),
        [
            ({"reason": " "}, "Enter", "#id_reason"),
            ({"closing": ""}, "Tick the box if this is right", "#id_closing"),
            ({"said_by": ""}, "Record that the person said this", "#id_said_by"),
            ({"refusal": ""}, "Record that neither is so", "#id_refusal"),
            ({"event": ""}, "Answer the question “Why is this ending?”", "#id_event"),
        ],
    )
    def test_missing_answers_are_named_at_their_question(
        self, city: City, live: Pathway, typed, said, at_question
    ) -> None:
        response = post(city.client("social_worker"), at(live, "end/"), **self.sent(live, **typed))
        assert response.status_code == 422
        assert said in text(response)
        assert at_question in text(response)
        assert now(city, live).state == "live"

    def test_an_older_version_is_a_conflict(self, city: City, live: Pathway) -> None:
        response = post(city.client("social_worker"), at(live, "end/"), **self.sent(live, version="0"))
        assert response.status_code == 409
        assert "I have my sister now" in text(response)


class TestADeath:
    def sent(self, **more) -> dict[str, str]:
        told = {"told_by": "Her niece Ann", "stopped": "on", "friends_may_be_told": "That she was loved"}
        return {**told, **day("died_on", TODAY), **more}

    def page(self, pathway: Pathway) -> str:
        return f"/people/{pathway.person_id}/death/"

    @pytest.mark.parametrize("role", ["social_worker", "support_planner"])
    def test_ends_the_pathway_and_stops_all_messages(self, city: City, live: Pathway, role: str) -> None:
        with acting_as(city.viewer("social_worker")) as viewer:
            open_share(
                person=live.person, organisation=city.provider, purpose="arrangement", basis="arrangement", on=TODAY
            )
            for user in (None, city.users["support_planner"]):
                queue_message(
                    viewer=viewer,
                    person=live.person,
                    kind="news",
                    key=f"k{user and user.pk}",
                    subject="A letter",
                    body="Hello",
                    user=user,
                    at=NOW,
                )
        assert "We are sorry" in text(city.client(role).get(self.page(live)))
        response = post(city.client(role), self.page(live), **self.sent())
        assert (response.status_code, response["Location"]) == (303, f"/people/{live.person_id}/")
        assert now(city, live).state == "ended"
        with acting_as(city.viewer("social_worker")):
            assert Death.objects.get().told_by == "Her niece Ann"
            assert not Message.objects.filter(finished_at=None).exists()
            assert Share.objects.get(organisation=city.provider).ends_on is not None
        assert city.client("provider").get(f"/people/{live.person_id}/").status_code == 404

    def test_is_recorded_without_an_open_pathway(self, city: City) -> None:
        pathway = pathway_in(city, make_person(city), "ended")
        with acting_as(city.viewer("social_worker")) as viewer:
            queue_message(
                viewer=viewer, person=pathway.person, kind="news", key="k", subject="A letter", body="Hello", at=NOW
            )
            actions.record_death(
                viewer=viewer, person=pathway.person, died_on=TODAY, told_by="Ann", stopped=True, at=NOW
            )
            assert not Message.objects.filter(finished_at=None).exists()

    def test_needs_everybody_to_have_been_informed(self, city: City, live: Pathway) -> None:
        response = post(city.client("social_worker"), self.page(live), **self.sent(stopped=""))
        assert response.status_code == 422
        with acting_as(city.viewer("social_worker")) as viewer, pytest.raises(DomainError) as refused:
            actions.record_death(viewer=viewer, person=live.person, died_on=TODAY, told_by="Ann", stopped=False, at=NOW)
        assert refused.value.codes == {"closing_routine"}

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"died_on-year": "2090"}, "not in the future"),
            ({"told_by": " "}, "Answer the question “Who told us?”"),
            ({"died_on-day": ""}, "must include a day"),
        ],
    )
    def test_errors_are_named_and_the_rest_is_kept(self, city: City, live: Pathway, typed: dict, said: str) -> None:
        response = post(city.client("social_worker"), self.page(live), **self.sent(**typed))
        assert response.status_code == 422
        assert said in text(response)
        assert "That she was loved" in text(response)
        assert now(city, live).state == "live"

    def test_is_recorded_once(self, city: City, live: Pathway) -> None:
        client = city.client("social_worker")
        post(client, self.page(live), **self.sent())
        assert client.get(self.page(live))["Location"] == f"/people/{live.person_id}/"
        assert "already been recorded" in text(post(client, self.page(live), **self.sent()))

    def test_is_for_those_who_plan(self, city: City, live: Pathway) -> None:
        for role in ("person", "handover_champion", "network_manager", "provider", "other_social_worker"):
            assert post(city.client(role), self.page(live), **self.sent()).status_code in (403, 404), role
            assert now(city, live).state == "live", role
            assert reads(city, role, live.person_id) == 0, role


@pytest.mark.parametrize(("page", "role"), [("", "person"), ("end/", "person"), ("pause/", "social_worker")])
def test_pages_are_easy_to_read(city: City, live: Pathway, page: str, role: str) -> None:
    words = page_words(text(city.client(role).get(at(live, page))))
    assert reading_age(words) <= (11 if role == Role.PERSON else 13), words


def test_the_page_about_a_death_is_easy_to_read_and_quiet(city: City, live: Pathway) -> None:
    words = page_words(text(city.client("support_planner").get(f"/people/{live.person_id}/death/")))
    assert reading_age(words) <= 11, words
    assert "!" not in words
