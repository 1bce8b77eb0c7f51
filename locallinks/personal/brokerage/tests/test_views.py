"""The board, one person's support, and the pages that agree a line or end it, as each person meets them."""

import uuid
from datetime import timedelta

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.tests.builders import (
    arrange,
    arrangements,
    arranging,
    do,
    end,
    end_for_good,
    in_place,
    titled,
)
from locallinks.personal.brokerage.tests.page_helpers import agreed, at, line, post, queries, rows_of, text
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.plans.tests.builders import approved, ready, state_of
from tests.kit import TODAY, City, make_person, pathway_in


class TestWhoOpensWhat:
    def test_a_look_is_written_down_and_a_refusal_is_not_a_look(self, city: City) -> None:
        plan = in_place(city, by_provider="Joan visits")
        for role, looks in (("support_planner", 1), ("person", 1), ("finance", 0), ("provider", 0)):
            assert (city.client(role).get(at(plan)).status_code == 200) is bool(looks), role
            with acting_as(city.viewer("social_worker")):
                found = Entry.objects.filter(
                    kind="read", actor_id=city.users[role].pk, person_id=plan.person_id
                ).count()
            assert found == looks, role

    def test_only_whoever_planned_agrees_a_line(self, city: City) -> None:
        plan = arranging(city)
        assert city.client("support_planner").get(line(city, plan)).status_code == 200
        for role in ("social_worker", "network_manager", "person"):
            assert post(city.client(role), line(city, plan), **agreed()).status_code == 403, role
            assert rows_of(city, plan) == [], role

    def test_signed_out_people_sign_in_first(self, city: City) -> None:
        plan = arranging(city)
        for page in ("/arranging/", at(plan), line(city, plan), at(plan, "urgent/")):
            response = city.client().get(page)
            assert (response.status_code, response["Location"][:9]) == (302, "/sign-in/")

    def test_a_line_or_arrangement_of_another_plan_is_not_found(self, city: City) -> None:
        plan, other = arranging(city), in_place(city, own=False, name="Nora Pine")
        client = city.client("support_planner")
        assert client.get(at(plan, f"{titled(city, other, 'Joan')}/")).status_code == 404
        there = arrangements(city, other)["Joan visits for tea and a walk"].pk
        assert client.get(at(plan, f"{there}/end/")).status_code == 404
        assert client.get(at(plan, "99999999999999999999/")).status_code == 404


class TestTheBoard:
    def test_empty(self, city: City) -> None:
        assert "Nothing to arrange" in text(city.client("support_planner").get("/arranging/"))
        assert "Nobody yet" in text(city.client("provider").get("/arranging/"))

    def test_says_how_far_who_and_until_when(self, city: City) -> None:
        plan = arranging(city)
        arrange(city, plan, "Joan visits")
        page = text(city.client("support_planner").get("/arranging/"))
        assert "1 of 2 parts arranged" in page
        assert "due by 30 November 2026" in page, "ten working days from approval"
        assert "You arrange this" in page
        page = text(city.client("social_worker").get("/arranging/"))
        assert "Joan Whitlock at Millbank Neighbours arranges this" in page
        assert "Nothing is yours to arrange" in text(city.client("social_worker").get("/arranging/?show=mine"))

    def test_names_a_plan_whose_part_somebody_stopped_giving(self, city: City) -> None:
        plan = in_place(city)
        assert "Nothing to arrange" in text(city.client("support_planner").get("/arranging/"))
        end(city, arrangements(city, plan)["Joan visits for tea and a walk"], last_day=TODAY - timedelta(days=1))
        page = text(city.client("support_planner").get("/arranging/"))
        assert "A part of the plan needs somebody" in page
        assert "1 of 2 parts arranged" in page

    def test_names_support_that_runs_on_after_the_end(self, city: City) -> None:
        plan = in_place(city)
        end_for_good(city, plan)
        page = text(city.client("social_worker").get("/arranging/"))
        assert "Support has ended, and something still runs" in page
        for row in rows_of(city, plan):
            end(city, row, "social_worker", last_day=TODAY - timedelta(days=1))
        assert "Nothing to arrange" in text(city.client("social_worker").get("/arranging/"))

    def test_shows_nobody_of_another_network(self, city: City) -> None:
        arranging(city)
        for role in ("other_support_planner", "other_social_worker"):
            assert "Nothing to arrange" in text(city.client(role).get("/arranging/"))

    def test_downloads(self, city: City) -> None:
        arranging(city, name="=Flo Fern")
        file = text(city.client("support_planner").get("/arranging/?format=csv"))
        assert "'=Flo Fern" in file
        assert "The plan is approved" in file

    def test_costs_as_many_queries_for_one_as_for_six(self, city: City) -> None:
        client = city.client("support_planner")
        arranging(city)
        one = queries(client, "/arranging/")
        for name in ("Ann Ash", "Bea Birch", "Cy Cedar", "Di Dogwood", "Eve Elm"):
            arranging(city, own=False, name=name)
        page = text(client.get("/arranging/"))
        assert "6 people have something to arrange" in page
        assert queries(client, "/arranging/") == one
        assert one <= 20


class TestOnePersonsSupport:
    def test_before_there_is_a_plan(self, city: City) -> None:
        plan = ready(city)
        page = text(city.client("support_planner").get(f"/pathways/{plan.pk}/arranging/"))
        assert "No approved plan yet" in page
        assert '<button type="submit" class="govuk-button" data-module' not in page.split("<main")[1]

    def test_is_begun_with_one_button(self, city: City) -> None:
        plan = approved(city)
        client = city.client("support_planner")
        assert "Start arranging support" in text(client.get(at(plan)))
        response = post(client, at(plan))
        assert (response.status_code, response["Location"]) == (303, at(plan))
        assert state_of(city, plan) == "brokering"

    def test_says_what_is_missing_before_it_can_be_in_place(self, city: City) -> None:
        plan = arranging(city)
        client = city.client("support_planner")
        arrange(city, plan, "Joan visits")
        page = text(client.get(at(plan)))
        assert "find somebody for “Tuesday club at the network”" in page
        assert "Everything essential is in place" not in page
        response = post(client, at(plan))
        assert response.status_code == 422
        assert "Each part of the plan needs somebody to give it" in text(response)
        assert state_of(city, plan) == "brokering"

    def test_and_then_it_is_in_place(self, city: City) -> None:
        plan = arranging(city)
        for title in ("Joan visits", "Tuesday club"):
            arrange(city, plan, title)
        client = city.client("support_planner")
        assert "Everything essential is in place" in text(client.get(at(plan)))
        response = post(client, at(plan))
        assert response["Location"] == f"/people/{plan.person_id}/"
        assert state_of(city, plan) == "live"

    def test_pressed_twice_it_happens_once(self, city: City) -> None:
        plan = approved(city)
        client, token = city.client("support_planner"), str(uuid.uuid4())
        first, second = (client.post(at(plan), {"submission": token}) for _ in range(2))
        assert first["Location"] == second["Location"] == at(plan)
        assert state_of(city, plan) == "brokering"

    def test_before_approval_is_refused_with_what_to_do(self, city: City) -> None:
        pathway = pathway_in(city, make_person(city), "planning")
        response = post(city.client("support_planner"), f"/pathways/{pathway.pk}/arranging/")
        assert response.status_code == 403

    def test_the_wrong_broker_reads_who_arranges_and_has_no_button(self, city: City) -> None:
        plan = approved(city)
        page = text(city.client("social_worker").get(at(plan)))
        assert "Joan Whitlock at Millbank Neighbours arranges this" in page
        assert "Start arranging support" not in page
        assert post(city.client("social_worker"), at(plan)).status_code == 422

    def test_paused_support_says_so(self, city: City) -> None:
        plan = in_place(city)
        do(
            city,
            "support_planner",
            move_pathway,
            pathway_id=plan.pathway_id,
            event="suspend",
            reason="In hospital",
            facts={"reason_given": True, "expected_return": True},
        )
        page = text(city.client("support_planner").get(at(plan)))
        assert "Paused" in page
        assert "Start arranging" not in page

    def test_after_the_end_it_lists_what_to_stop(self, city: City) -> None:
        plan = in_place(city)
        end_for_good(city, plan)
        page = text(city.client("social_worker").get(at(plan)))
        assert "Still to end" in page
        assert "Tell each of these that it has ended" in page
        assert "Arrange this" not in page

    def test_costs_as_many_queries_for_one_line_as_for_many(self, city: City) -> None:
        few, many = arranging(city), arranging(city, own=False, name="Ann Ash", lines=MANY)
        client = city.client("support_planner")
        assert queries(client, at(few)) == queries(client, at(many)) <= 40


MANY = tuple(
    {
        "kind": "community_asset",
        "title": f"Club number {number}",
        "outcomes": ["A9", "A7"],
        "given_by": "Millbank",
        "what_when": "Tuesdays",
    }
    for number in range(6)
)
