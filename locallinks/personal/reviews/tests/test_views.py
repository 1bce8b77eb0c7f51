"""Tests of the pages of a review, for a social worker, a planner and the person."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.tests.builders import arranging, elaine, end_for_good, in_place
from locallinks.personal.plans.models import Plan
from locallinks.personal.plans.tests.builders import state_of
from locallinks.personal.reviews import actions
from locallinks.personal.reviews.models import Review, ReviewResult
from locallinks.personal.reviews.tests.test_actions import begun, do, finish
from tests.kit import TODAY, City
from tests.prebuilt import built_once
from tests.readability import page_words, reading_age

SAID = {"happened": "Out every Monday", "changed": "", "words": "I like it"}


def at(plan: Plan, page: str = "") -> str:
    return f"/pathways/{plan.pathway_id}/review/{page}"


def text(response) -> str:
    return response.content.decode()


def post(client: Client, address: str, **data):
    return client.post(address, {"submission": str(uuid.uuid4()), **data})


def day(value: date) -> dict[str, str]:
    name = "next_review_on"
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


@built_once
def in_review(city: City, *, written: bool = True, **more) -> Plan:
    plan = in_place(city, **more)
    review = begun(city, plan)
    if written:
        do(city, "social_worker", actions.save_review, review_id=review.pk, version=1, **SAID)
    return plan


def review_of(city: City) -> Review:
    with acting_as(city.viewer("social_worker")):
        return Review.objects.latest("pk")


def test_a_look_is_written_down_and_a_refusal_is_not_a_look(city: City) -> None:
    plan = elaine(city)
    for role, looks in (("support_planner", 1), ("person", 1), ("finance", 0), ("provider", 0)):
        assert (city.client(role).get(at(plan)).status_code == 200) is bool(looks), role
        with acting_as(city.viewer("social_worker")):
            found = Entry.objects.filter(kind="read", actor_id=city.users[role].pk, person_id=plan.person_id).count()
        assert found == looks, role


def test_where_no_review_has_begun_the_page_that_ends_one_leads_back(city: City) -> None:
    assert city.client("social_worker").get(at(in_place(city), "finish/")).status_code == 302


class TestStarting:
    def test_each_is_offered_what_they_may_start(self, city: City) -> None:
        plan = in_place(city)
        page = text(city.client("social_worker").get(at(plan, "start/")))
        assert page.count('type="radio"') == 4
        page = text(city.client("support_planner").get(at(plan, "start/")))
        assert page.count('type="radio"') == 2
        assert "The planned review" not in page
        page = text(city.client("person").get(at(plan, "start/")))
        assert 'value="Mary Firth"' in page, "whoever asks need not say who asks"

    def test_leads_to_the_review(self, city: City) -> None:
        plan, client = in_place(city), city.client("support_planner")
        response = post(client, at(plan, "start/"), kind="unplanned", asked_by="", reason="A <b>fall</b>")
        assert (response.status_code, response["Location"]) == (303, at(plan))
        page = text(client.get(at(plan)))
        assert "Why: A &lt;b&gt;fall&lt;/b&gt;" in page
        assert client.get(at(plan, "start/"))["Location"] == at(plan), "and there is only one at a time"

    @pytest.mark.parametrize(
        ("typed", "said", "at_question"),
        [
            ({"kind": ""}, "Answer the question “What kind of review is this?”", "#id_kind"),
            ({"kind": "planned"}, "from the list", "#id_kind"),
            ({"kind": "requested"}, "Say who asked for the review", "#id_asked_by"),
            ({"kind": "unplanned", "reason": ""}, "Say what has changed", "#id_reason"),
        ],
    )
    def test_what_is_missing_is_named_and_the_rest_kept(self, city: City, typed: dict, said: str, at_question) -> None:
        plan = in_place(city)
        sent = {"asked_by": "", "reason": "Kept words"} | typed
        response = post(city.client("support_planner"), at(plan, "start/"), **sent)
        assert response.status_code == 422
        assert said in text(response)
        assert at_question in text(response)
        assert "reason" in typed or "Kept words" in text(response)
        assert state_of(city, plan) == "live"

    def test_sent_twice_it_starts_once(self, city: City) -> None:
        plan, client, token = in_place(city), city.client("social_worker"), str(uuid.uuid4())
        sent = {"kind": "planned", "asked_by": "", "reason": "", "submission": token}
        first, second = (client.post(at(plan, "start/"), sent) for _ in range(2))
        assert first["Location"] == second["Location"] == at(plan)
        with acting_as(city.viewer("social_worker")):
            assert Review.objects.count() == 1

    def test_waits_until_support_is_in_place(self, city: City) -> None:
        response = city.client("social_worker").get(at(arranging(city), "start/"))
        assert response.status_code == 422
        assert "A review starts while support is in place" in text(response)


class TestWriting:
    def test_shows_what_was_planned_beside_what_is_in_place(self, city: City) -> None:
        page = text(city.client("person").get(at(in_review(city))))
        assert "What was planned, and what happened" in page
        assert "In place: " in page
        assert "Tuesday club at the network" in page
        assert "£" not in page.split("<main")[1]

    @pytest.mark.parametrize("role", ["social_worker", "support_planner", "person"])
    def test_is_saved_by_each_who_takes_part(self, city: City, role: str) -> None:
        plan = in_review(city)
        client = city.client(role)
        version = str(review_of(city).version)
        response = post(client, at(plan), version=version, took_part="Mary, Joan", **SAID | {"words": "Better"})
        assert (response.status_code, response["Location"]) == (303, at(plan))
        review = review_of(city)
        assert (review.words, review.took_part) == ("Better", "Mary, Joan")

    def test_the_network_manager_reads_and_does_not_write(self, city: City) -> None:
        plan, client = in_review(city), city.client("network_manager")
        page = text(client.get(at(plan)))
        assert "Out every Monday" in page
        assert "Save what you wrote" not in page
        assert post(client, at(plan), version="2", took_part="", **SAID | {"words": "x"}).status_code == 403

    def test_from_an_older_copy_both_are_shown(self, city: City) -> None:
        plan = in_review(city)
        response = post(city.client("support_planner"), at(plan), version="1", took_part="", **SAID | {"words": "Mine"})
        assert response.status_code == 409
        page = text(response)
        assert "I like it" in page
        assert "Mine" in page

    def test_too_long_is_named_and_kept(self, city: City) -> None:
        plan = in_review(city)
        words = {"happened": "x" * 10_000, "words": "Kept words"}
        response = post(city.client("support_planner"), at(plan), version="2", took_part="", **SAID | words)
        assert response.status_code == 422
        assert "must be 5,000 characters or fewer" in text(response)
        assert "Kept words" in text(response)

    def test_finished_meanwhile_nothing_typed_is_lost(self, city: City) -> None:
        plan = in_review(city)
        finish(city, review_of(city))
        typed = SAID | {"words": "Kept words"}
        response = post(city.client("support_planner"), at(plan), version="2", took_part="", **typed)
        assert response.status_code == 422
        assert "The review was finished meanwhile" in text(response)
        assert "Kept words" in text(response)
        assert review_of(city).words != "Kept words"

    def test_empty_it_says_when_the_next_one_is(self, city: City) -> None:
        plan = in_place(city)
        page = text(city.client("support_planner").get(at(plan)))
        assert "No review is open" in page
        assert "A first look is due between 28 December 2026 and 11 January 2027" in page
        assert "Start a review" in page

    def test_earlier_reviews_say_who_took_part_and_what_came_of_it(self, city: City) -> None:
        plan = in_review(city)
        finish(city, review_of(city))
        page = text(city.client("person").get(at(plan)))
        assert "Earlier reviews" in page
        assert "Nothing needs to change" in page
        assert "Finished by Ruth Adeyemi" in page
        assert "Next review by 15 May 2027" in page

    def test_one_left_unfinished_says_so(self, city: City) -> None:
        plan = in_review(city)
        end_for_good(city, plan)
        page = text(city.client("social_worker").get(at(plan)))
        assert "Not finished" in page
        assert "Save what you wrote" not in page


class TestFinishing:
    def sent(self, city: City, **more) -> dict:
        later = clock.today() + timedelta(days=200)
        return {"version": str(review_of(city).version), "result": "no_change", "reason": "", **day(later), **more}

    def test_leads_to_the_person_with_the_next_date(self, city: City) -> None:
        plan, client = in_review(city), city.client("social_worker")
        assert "Out every Monday" in text(client.get(at(plan, "finish/")))
        response = post(client, at(plan, "finish/"), **self.sent(city))
        assert (response.status_code, response["Location"]) == (303, f"/people/{plan.person_id}/")
        assert state_of(city, plan) == "live"

    @pytest.mark.parametrize(("result", "state"), [("revise", "planning"), ("needs_changed", "assessing")])
    def test_with_a_change(self, city: City, result: str, state: str) -> None:
        plan = in_review(city)
        post(city.client("social_worker"), at(plan, "finish/"), **self.sent(city, result=result, reason="She asked"))
        assert state_of(city, plan) == state

    @pytest.mark.parametrize(
        ("typed", "said", "at_question"),
        [
            ({"result": ""}, "Answer the question “What comes of it?”", "#id_result"),
            (day(TODAY - timedelta(days=400)), "must be after today and within a year", "#id_next_review_on"),
            (day(TODAY + timedelta(days=4000)), "must be after today and within a year", "#id_next_review_on"),
            (
                {"next_review_on-day": "", "next_review_on-month": "", "next_review_on-year": ""},
                "Enter the date of the next review",
                "#id_next_review_on",
            ),
            ({"result": "revise"}, "Say why the plan will change", "#id_reason"),
        ],
    )
    def test_what_is_wrong_is_named_at_its_question(self, city: City, typed: dict, said: str, at_question: str) -> None:
        plan = in_review(city)
        response = post(city.client("social_worker"), at(plan, "finish/"), **self.sent(city, **typed))
        assert response.status_code == 422
        assert said in text(response)
        assert at_question in text(response)
        assert state_of(city, plan) == "in_review"

    def test_not_yet_written_it_leads_back_to_writing(self, city: City) -> None:
        plan, client = in_review(city, written=False), city.client("social_worker")
        assert "Write it now" in text(client.get(at(plan, "finish/")))
        response = post(client, at(plan, "finish/"), **self.sent(city))
        assert response.status_code == 422
        assert "Write what happened since the plan began" in text(response)

    def test_somebody_wrote_meanwhile(self, city: City) -> None:
        plan = in_review(city)
        response = post(city.client("social_worker"), at(plan, "finish/"), **self.sent(city, version="1"))
        assert response.status_code == 409
        assert state_of(city, plan) == "in_review"

    def test_sent_twice_it_is_finished_once(self, city: City) -> None:
        plan, client = in_review(city), city.client("social_worker")
        sent = {**self.sent(city), "submission": str(uuid.uuid4())}
        first, second = (client.post(at(plan, "finish/"), sent) for _ in range(2))
        assert first["Location"] == second["Location"]
        with acting_as(city.viewer("social_worker")):
            assert ReviewResult.objects.count() == 1


def test_costs_as_many_queries_for_one_review_as_for_four(city: City) -> None:
    plan = in_review(city)
    finish(city, review_of(city))
    client = city.client("social_worker")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(at(plan))
        return len(captured)

    one = queries()
    for _ in range(3):
        finish(city, begun(city, plan))
    assert text(client.get(at(plan))).count("Finished by") == 4
    assert queries() == one <= 30


@pytest.mark.parametrize(
    ("page", "role"),
    [("start/", "person"), ("start/", "social_worker"), ("", "person"), ("", "support_planner")],
)
def test_the_words_are_plain(city: City, page: str, role: str) -> None:
    plan = in_place(city) if page else in_review(city)
    words = page_words(text(city.client(role).get(at(plan, page))))
    assert reading_age(words) <= (11 if role == Role.PERSON else 13), words


def test_the_words_at_the_end_are_plain(city: City) -> None:
    words = page_words(text(city.client("social_worker").get(at(in_review(city), "finish/"))))
    assert reading_age(words) <= 13, words
