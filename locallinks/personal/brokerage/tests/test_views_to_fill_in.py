"""The pages that agree a line, start urgent support or end something; a provider's list; and how they read."""

import uuid
from datetime import timedelta

import pytest

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.actions.arrangements import start_brokerage
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.tests.builders import (
    ELAINE,
    arrange,
    arrangements,
    arranging,
    do,
    elaine,
    end,
    in_place,
    second_plan,
    urgent,
)
from locallinks.personal.brokerage.tests.page_helpers import (
    LONG,
    agreed,
    at,
    day,
    ending,
    line,
    post,
    queries,
    rows_of,
    text,
)
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.plans.tests.builders import HOME_CARE, VISITS, approved
from tests.kit import TODAY, City, make_person, pathway_in
from tests.readability import page_words, reading_age


class TestAgreeingALine:
    @pytest.mark.parametrize(
        ("council", "told"), [(27_300, "The council pays £273.00."), (0, "It costs the council nothing.")]
    )
    def test_says_who_pays_what_the_nhs_does_not(self, city: City, council: int, told: str) -> None:
        shared = {**HOME_CARE, "council_cost_pence": council, "nhs_cost_pence": 5_000}
        plan = arranging(city, **ELAINE | {"lines": (shared, VISITS | {"outcomes": ["A9"]})})
        page = text(city.client("support_planner").get(line(city, plan, "Home care")))
        assert f"The NHS pays £50.00 a week of this. {told}" in page

    def test_begins_with_what_the_plan_says(self, city: City) -> None:
        plan = arranging(city)
        page = text(city.client("support_planner").get(line(city, plan)))
        assert "The plan says: Thursdays, 2pm to 4pm" in page
        assert 'value="Joan Ellis"' in page
        assert "Does it take the place of urgent support?" not in page

    def test_is_saved_and_leads_back(self, city: City) -> None:
        plan = arranging(city)
        client = city.client("support_planner")
        response = post(client, line(city, plan), **agreed(checks_seen="<b>Seen</b>", provider_name="<i>Joan</i>"))
        assert (response.status_code, response["Location"]) == (303, at(plan))
        (row,) = rows_of(city, plan)
        assert (row.minutes_per_week, row.price_pence, row.starts_on) == (120, 0, clock.today())
        page = text(client.get(at(plan)))
        assert "&lt;i&gt;Joan&lt;/i&gt;" in page
        assert "Arranged" in page or "In place" in page

    def test_left_without_hours_it_is_as_the_plan_says(self, city: City) -> None:
        plan = arranging(city)
        post(city.client("support_planner"), line(city, plan), **agreed(minutes_per_week=""))
        assert [row.minutes_per_week for row in rows_of(city, plan)] == [120]

    def test_with_a_provider_who_then_sees_the_person(self, city: City) -> None:
        plan = arranging(city)
        assert city.client("provider").get(f"/people/{plan.person_id}/").status_code == 404
        post(city.client("support_planner"), line(city, plan), **agreed(organisation_id=str(city.provider.pk)))
        assert city.client("provider").get(f"/people/{plan.person_id}/").status_code == 200

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"provider_name": " "}, "Answer the question “Who will give it?”"),
            ({"provider_name": LONG}, "must be 300 characters or fewer"),
            ({"checks_seen": ""}, "Answer the question “Which checks have you seen?”"),
            ({"price_pence": ""}, "Answer the question “What is the price each week?”"),
            ({"price_pence": "lots"}, "must be an amount of money"),
            ({"price_pence": "10"}, "Ask for a yes to the higher price first"),
            ({"minutes_per_week": "1"}, "Fewer hours need a review first"),
            ({"organisation_id": "999999"}, "from the list"),
            ({"starts_on-day": "31", "starts_on-month": "2", "starts_on-year": "2027"}, "must be a real date"),
            ({"starts_on-year": "2035"}, "more than a year away"),
            ({"starts_on-year": "2020"}, "was not approved yet on that day"),
        ],
    )
    def test_what_is_wrong_is_named_and_what_was_typed_is_kept(self, city: City, typed: dict, said: str) -> None:
        plan = arranging(city)
        sent = {"provider_name": "Kept name", "checks_seen": "Kept words"} | typed
        response = post(city.client("support_planner"), line(city, plan), **agreed(**sent))
        assert response.status_code == 422
        page = text(response)
        assert said in page
        assert page.count("Kept name") + page.count("Kept words") >= 1
        assert "Error:" in page.split("</title>")[0]
        assert rows_of(city, plan) == []

    def test_sent_twice_it_is_saved_once(self, city: City) -> None:
        plan = arranging(city)
        client, token = city.client("support_planner"), str(uuid.uuid4())
        sent = [client.post(line(city, plan), {**agreed(), "submission": token}) for _ in range(2)]
        assert sent[0]["Location"] == sent[1]["Location"]
        assert len(rows_of(city, plan)) == 1

    def test_arranged_by_somebody_else_meanwhile(self, city: City) -> None:
        plan = arranging(city)
        client, address = city.client("support_planner"), line(city, plan)
        arrange(city, plan, "Joan visits", provider_name="Amir Sands")
        assert client.get(address)["Location"] == at(plan)
        response = post(client, address, **agreed(provider_name="Kept name"))
        assert response.status_code == 422
        assert "already arranged" in text(response)
        assert "Kept name" in text(response)

    def test_a_plan_not_begun_leads_to_its_button(self, city: City) -> None:
        plan = approved(city)
        assert city.client("support_planner").get(line(city, plan))["Location"] == at(plan)

    def test_of_the_second_plan_begins_with_who_gives_it_now(self, city: City) -> None:
        first = elaine(city)
        second = second_plan(city, first)
        do(city, "support_planner", start_brokerage, pathway_id=first.pathway_id)
        page = text(city.client("support_planner").get(line(city, second, "Home care")))
        assert "Beck Home Care gives it now. That ends the day this starts" in page
        assert f'<option value="{city.provider.pk}" selected>' in page
        assert 'value="156.00"' in page

    def test_in_place_of_urgent_support(self, city: City) -> None:
        plan = approved(city)
        with acting_as(city.viewer("social_worker")):
            row = Arrangement.objects.create(
                person_id=plan.person_id,
                pathway=plan.pathway,
                what="Nights",
                provider_name="Beck",
                starts_on=TODAY,
                price_pence=0,
                urgent_reason="Alone",
                arranged_by=city.users["social_worker"],
            )
        do(city, "support_planner", start_brokerage, pathway_id=plan.pathway_id)
        client = city.client("support_planner")
        assert "Nights, from Beck" in text(client.get(line(city, plan)))
        post(client, line(city, plan), **agreed(replaces_id=str(row.pk)))
        ended = next(one for one in rows_of(city, plan) if one.pk == row.pk)
        assert ended.ends_on == clock.today()


class TestUrgent:
    SENT = {"what": "Somebody overnight", "reason": "Her carer fell", "minutes_per_week": ""}

    def test_is_started_by_the_social_worker(self, city: City) -> None:
        pathway = pathway_in(city, make_person(city, own=True), "assessing")
        client, page = city.client("social_worker"), f"/pathways/{pathway.pk}/arranging/"
        assert "Something cannot wait" in text(client.get(page))
        assert "The assessment and the plan still have to be done" in text(client.get(f"{page}urgent/"))
        response = post(client, f"{page}urgent/", **agreed(**self.SENT))
        assert response["Location"] == page
        shown = text(client.get(page))
        assert "Also in place" in shown
        assert "Her carer fell" in shown
        for role in ("support_planner", "person"):
            assert city.client(role).get(f"{page}urgent/").status_code in (403, 404)

    def test_is_not_offered_once_a_plan_is_approved(self, city: City) -> None:
        plan = approved(city)
        client = city.client("social_worker")
        assert "Something cannot wait" not in text(client.get(at(plan)))
        assert client.get(at(plan, "urgent/"))["Location"] == at(plan)

    def test_keeps_what_was_typed(self, city: City) -> None:
        pathway = pathway_in(city, make_person(city), "assessing")
        response = post(
            city.client("social_worker"),
            f"/pathways/{pathway.pk}/arranging/urgent/",
            **agreed(**self.SENT | {"reason": " "}),
        )
        assert response.status_code == 422
        assert "Somebody overnight" in text(response)


class TestEnding:
    SENT = {"version": "1", "reason": "She moved"}

    def test_is_saved_and_shown(self, city: City) -> None:
        plan = in_place(city, by_provider="Joan visits")
        client = city.client("support_planner")
        page = text(client.get(ending(city, plan)))
        assert "Tell Beck Home Care yourself" in page
        assert "this part will need somebody again" in page
        last = clock.today() + timedelta(days=7)
        response = post(client, ending(city, plan), **self.SENT, **day("last_day", last))
        assert response["Location"] == at(plan)
        assert "last day" in text(client.get(at(plan)))

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"reason": " "}, "Answer the question “Why is it ending?”"),
            ({"last_day-year": "2020"}, "It ends before it starts"),
            ({"last_day-day": ""}, "must include a day"),
        ],
    )
    def test_what_is_wrong_is_named_and_kept(self, city: City, typed: dict, said: str) -> None:
        plan = in_place(city)
        sent = {**self.SENT, **day("last_day", clock.today()), "reason": "Kept words"} | typed
        response = post(city.client("support_planner"), ending(city, plan), **sent)
        assert response.status_code == 422
        assert said in text(response)
        assert "reason" in typed or "Kept words" in text(response)

    def test_an_older_copy_shows_both(self, city: City) -> None:
        plan = in_place(city)
        row = arrangements(city, plan)["Joan visits for tea and a walk"]
        end(city, row, last_day=TODAY + timedelta(days=900))
        response = post(
            city.client("support_planner"), ending(city, plan), **self.SENT, **day("last_day", clock.today())
        )
        assert response.status_code == 409
        assert "Someone else changed this" in text(response)
        assert "She moved" in text(response)

    def test_what_has_ended_leads_back(self, city: City) -> None:
        plan = in_place(city)
        end(city, arrangements(city, plan)["Joan visits for tea and a walk"], last_day=TODAY - timedelta(days=1))
        assert city.client("support_planner").get(ending(city, plan))["Location"] == at(plan)


class TestAProvidersList:
    def test_says_what_when_and_how_to_ring(self, city: City) -> None:
        plan = elaine(city)
        page = text(city.client("provider").get("/arranging/"))
        assert "Elaine" in page
        assert "14 hours a week" in page
        assert "0113 496 0000" in page
        assert "£" not in page.split("<main")[1].split("</main>")[0]
        assert f"/people/{plan.person_id}/" in page
        assert "Elaine Dobson" in text(city.client("provider").get("/arranging/?format=csv"))

    def test_says_when_support_is_paused(self, city: City) -> None:
        plan = elaine(city)
        do(
            city,
            "social_worker",
            move_pathway,
            pathway_id=plan.pathway_id,
            event="suspend",
            reason="Somebody frightened her",
            facts={"reason_given": True, "expected_return": True},
        )
        page = text(city.client("provider").get("/arranging/"))
        assert "Paused: ring before you go" in page
        assert "frightened" not in page

    def test_costs_as_many_queries_for_one_as_for_four(self, city: City) -> None:
        client = city.client("provider")
        elaine(city)
        one = queries(client, "/arranging/")
        for name in ("Ann Ash", "Bea Birch", "Cy Cedar"):
            in_place(city, by_provider="Joan visits", own=False, name=name)
        assert text(client.get("/arranging/")).count("ll-card__head") == 4
        assert queries(client, "/arranging/") == one <= 12


PAGES = [("support_planner", ""), ("support_planner", "line"), ("support_planner", "end"), ("person", "")]


@pytest.mark.parametrize(("role", "page"), PAGES)
def test_the_words_are_plain(city: City, role: str, page: str) -> None:
    plan = in_place(city) if page == "end" else arranging(city)
    address = {"": at(plan), "line": line(city, plan), "end": ending(city, plan) if page == "end" else ""}[page]
    words = page_words(text(city.client(role).get(address)))
    assert reading_age(words) <= (11 if role == Role.PERSON else 13), words


def test_the_words_of_urgent_support_and_the_board_are_plain(city: City) -> None:
    pathway = pathway_in(city, make_person(city), "assessing")
    urgent(city, pathway)
    arranging(city, own=False, name="Ann Ash")
    for page in ("/arranging/", f"/pathways/{pathway.pk}/arranging/", f"/pathways/{pathway.pk}/arranging/urgent/"):
        words = page_words(text(city.client("social_worker").get(page)))
        assert reading_age(words) <= 13, words
