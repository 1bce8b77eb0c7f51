"""Tests of reviewing each line, of contributions by a link or typed in, and of the list by cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.people.queries.records import invited_viewer
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.tests.builders import elaine, in_place, titled
from locallinks.personal.plans.models import Plan
from locallinks.personal.reviews import actions, queries
from locallinks.personal.reviews.models import Contribution, LineReview
from locallinks.personal.reviews.rules import contribution_problems, pence_an_hour
from locallinks.personal.reviews.tests.test_actions import do, finish
from locallinks.personal.reviews.tests.test_views import at, in_review, post, review_of, text
from tests.kit import NOW, TODAY, City
from tests.stored_sessions import all_session_data

SAYS = {"by_name": "Ann Dobson", "relation": "Daughter", "words": "Mornings are hard", "can_go_on": "less"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, []),
        ({"by_name": " "}, ["no_name"]),
        ({"words": ""}, ["no_words"]),
        ({"can_go_on": "x"}, ["unknown"]),
        ({"can_go_on": ""}, []),
    ],
)
def test_what_a_voice_must_say(said: dict, code: list[str]) -> None:
    usual = {"by_name": "Ann", "words": "x", "can_go_on": "yes"}
    assert [one.code for one in contribution_problems(**(usual | said))] == code


@pytest.mark.parametrize(("weekly", "minutes", "hour"), [(27_300, 840, 1_950), (100, 0, None), (100, 7, 857)])
def test_an_hour(weekly: int, minutes: int, hour: int | None) -> None:
    assert pence_an_hour(weekly, minutes) == hour


def about(city: City, plan: Plan, role: str = "support_planner", **said):
    line = titled(city, plan, "Joan visits")
    told = {"line_id": line, "happened": "She came every week", "changed": "They go further"} | said
    return do(city, role, actions.save_line_review, review_id=review_of(city).pk, **told)


class TestPartByPart:
    def test_planned_happened_and_changed_side_by_side(self, city: City) -> None:
        plan = in_review(city)
        about(city, plan)
        about(city, plan, "person", happened="I like her")
        with acting_as(city.viewer("support_planner")):
            rows = {row.line.title: row for row in queries.reviewed_lines(plan.pathway, review_of_now(plan), TODAY)}
        joan = rows["Joan visits for tea and a walk"]
        assert (joan.last.happened, len(joan.words)) == ("I like her", 2)
        assert joan.arrangement.provider_name
        page = text(city.client("person").get(at(plan)))
        for words in ("Planned: Joan Ellis, Thursdays, 2pm to 4pm", "I like her", "In place: "):
            assert words in page, words

    def test_refusals(self, city: City) -> None:
        plan = in_review(city)
        with pytest.raises(DomainError, match="what happened with it"):
            about(city, plan, happened=" ")
        with pytest.raises(DomainError, match="not in the plan any more"):
            about(city, plan, line_id=0)
        with pytest.raises(NotAllowed):
            about(city, plan, "network_manager")
        finish(city, plan)
        with pytest.raises(DomainError, match="This review is finished"):
            about(city, plan)
        with acting_as(city.viewer("support_planner")):
            assert not LineReview.objects.exists()

    def test_the_page_asks_and_keeps(self, city: City) -> None:
        plan = in_review(city)
        page = at(plan, f"{titled(city, plan, 'Joan visits')}/")
        assert post(city.client("person"), page, happened="Lovely").status_code == 303
        assert "Lovely" in text(city.client("person").get(page))
        assert city.client("person").get(at(plan, "999999/")).status_code == 404


def review_of_now(plan: Plan):
    return queries.open_review(plan.pathway.__class__.objects.get(pk=plan.pathway_id))


class TestOtherVoices:
    def link(self, city: City, plan: Plan) -> str:
        with acting_as(city.viewer("support_planner")) as viewer:
            return actions.request_contribution(
                viewer=viewer, review_id=review_of_inside().pk, to_name="Ann Dobson", at=clock.now()
            )

    def test_a_carer_speaks_by_link_once_and_sees_a_first_name_only(self, city: City) -> None:
        plan = in_review(city)
        page = f"/with/{self.link(city, plan)}/review/"
        shown = text(Client().get(page))
        assert "How is it going for Mary?" in shown
        for secret in ("Firth", "Joan visits", "Out every Monday", "£", "0113 496"):
            assert secret not in shown.replace("Joan Whitlock", ""), secret
        assert post(Client(), page, by_name="Ann", words="").status_code == 422
        assert post(Client(), page, **SAYS).status_code == 303
        assert Client().get(page).status_code == 410
        page = text(city.client("person").get(at(plan)))
        assert "Mornings are hard" in page
        assert "Can go on helping: yes, but less." in page

    def test_told_and_typed_in(self, city: City) -> None:
        plan = in_review(city)
        assert post(city.client("support_planner"), at(plan, "voice/"), **SAYS).status_code == 303
        with acting_as(city.viewer("support_planner")):
            assert Contribution.objects.get().recorded_by == city.users["support_planner"]

    def test_a_link_is_shown_once(self, city: City) -> None:
        plan = in_review(city)
        client = city.client("social_worker")
        made = post(client, at(plan, "ask/"), to_name="Ann")
        assert made.status_code == 200
        assert "/with/" in text(made)
        assert "no-store" in made["Cache-Control"]
        assert "/with/" not in text(client.get(at(plan)))

    def test_m9_no_link_is_in_a_session(self, city: City) -> None:
        plan = in_review(city)
        client = city.client("social_worker")
        made = post(client, at(plan, "ask/"), to_name="Ann")
        stored = all_session_data()
        page = text(client.get(made["Location"])) if made.status_code == 303 else text(made)
        (token,) = re.findall(r"/with/([^/]+)/review/", page)
        assert token not in stored

    def test_not_after_the_review_nor_in_another(self, city: City) -> None:
        plan = in_review(city)
        token = self.link(city, plan)
        viewer = invited_viewer(token, clock.now())
        with acting_as(viewer), pytest.raises(NotAllowed):
            actions.record_contribution(viewer=viewer, review_id=0, at=NOW, **SAYS)
        finish(city, plan)
        viewer = invited_viewer(token, clock.now())
        with acting_as(viewer), pytest.raises(DomainError, match="finished"):
            actions.record_contribution(viewer=viewer, review_id=viewer.invitation.record_id, at=NOW, **SAYS)
        assert city.client("social_worker").get(at(plan, "voice/")).status_code == 302
        assert city.client("network_manager").get(at(plan, "ask/")).status_code == 403


def review_of_inside():
    from locallinks.personal.reviews.models import Review

    return Review.objects.latest("pk")


class TestByCost:
    def test_the_largest_first_with_an_amount_nobody_has_checked(self, city: City) -> None:
        client = city.client("social_worker")
        assert "Nothing is in place that costs anything" in text(client.get("/reviews/by-cost/"))
        elaine(city)
        in_place(city, own=False, name="Nora Pine")
        with acting_as(city.viewer("social_worker")):
            Arrangement.objects.update(starts_on=clock.today() - timedelta(days=9))
        page = text(client.get("/reviews/by-cost/"))
        assert "£273.00" in page
        assert "Nora" not in page, "what costs nothing is not on it"
        assert "Nobody has checked this amount yet" in page
        assert "It does not say that anything should cost less" in page
        assert "Elaine Dobson,273" in client.get("/reviews/by-cost/?format=csv").content.decode()
        assert "Elaine" not in text(city.client("other_social_worker").get("/reviews/by-cost/"))

    def test_costs_the_same_for_two(self, city: City) -> None:
        client = city.client("social_worker")

        def cost() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get("/reviews/by-cost/").status_code == 200
            return len(captured)

        elaine(city)
        with acting_as(city.viewer("social_worker")):
            Arrangement.objects.update(starts_on=clock.today())
        one = cost()
        elaine(city, name="Edith Lowe", own=False)
        with acting_as(city.viewer("social_worker")):
            Arrangement.objects.update(starts_on=clock.today())
        assert cost() == one
