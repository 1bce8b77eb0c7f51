"""A person's page and timeline: what each role sees."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.actions.records import add_relationship
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import acting_as
from locallinks.front.queries.worklist import work_for
from locallinks.impact.dividends.tests.builders import baseline
from locallinks.personal.brokerage.tests.builders import arranging, days, elaine, end, end_for_good, in_place, urgent
from locallinks.personal.pathways.actions import move_pathway, record_death
from locallinks.personal.plans.tests.builders import do, ready
from tests.kit import NOW, TODAY, City, make_person, pathway_in, share_with
from tests.readability import page_words, reading_age

MONEY = ("£", "budget", "baseline", "saving")
NHS_NUMBER = "9990000018"
NHS_NUMBER_SHOWN = ("NHS number", "999 000 0018", NHS_NUMBER)


def text(response) -> str:
    return response.content.decode()


def read(city: City, role: str, person_id: int, page: str = "") -> str:
    response = city.client(role).get(f"/people/{person_id}/{page}")
    assert response.status_code == 200
    return text(response).split("<main", 1)[1].split("</main>")[0]


def counted(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def test_each_read_is_audited_and_a_refusal_is_not(city: City) -> None:
    plan = elaine(city)
    for page in ("", "timeline/"):
        for role, looks in (("social_worker", 1), ("person", 1), ("finance", 0), ("other_support_planner", 0)):
            with acting_as(city.viewer("social_worker")):
                before = looks_of(city, role, plan.person_id)
            response = city.client(role).get(f"/people/{plan.person_id}/{page}")
            assert (response.status_code == 200) is bool(looks), (page, role)
            with acting_as(city.viewer("social_worker")):
                assert looks_of(city, role, plan.person_id) == before + looks, (page, role)


def looks_of(city: City, role: str, person_id: int) -> int:
    return Entry.objects.filter(kind="read", actor_id=city.users[role].pk, person_id=person_id).count()


@pytest.mark.parametrize("number", ["999999", "99999999999999999999"])
def test_an_unknown_person_is_not_found(city: City, number: str) -> None:
    assert city.client("social_worker").get(f"/people/{number}/").status_code == 404


class TestWhatEachSees:
    def test_planners_see_the_plan_the_money_and_the_support(self, city: City) -> None:
        plan = elaine(city, nhs_number=NHS_NUMBER)
        for role in ("social_worker", "support_planner", "person"):
            page = read(city, role, plan.person_id)
            for words in (
                "My plan",
                "Home care, morning and evening",
                "A first budget of",
                "Support in place",
                "NHS number",
                "999 000 0018",
            ):
                assert words in page, (role, words)
            assert "A first look at how it is going comes between" in page

    def test_planners_see_neither_a_saving_nor_the_baseline(self, city: City) -> None:
        plan = elaine(city)
        baseline(city, plan)
        for role in ("social_worker", "support_planner", "network_manager", "person"):
            page = read(city, role, plan.person_id).lower()
            assert "baseline" not in page
            assert "saving" not in page

    def test_a_volunteer_developer_sees_who_they_are_and_no_money_or_assessment(self, city: City) -> None:
        plan = elaine(city, about="I worked in the library.", nhs_number=NHS_NUMBER)
        with acting_as(city.viewer("social_worker")) as viewer:
            person = Person.objects.get(pk=plan.person_id)
            add_relationship(viewer=viewer, person=person, name="Pat Low", relation="Friend", at=NOW)
        page = read(city, "volunteer_developer", plan.person_id)
        assert "I worked in the library." in page
        assert "Pat Low" in page
        assert "Home care, morning and evening" in page, "who helps already"
        for words in (*MONEY, "My plan", "/plan/", "/assessment/", "/budget/", *NHS_NUMBER_SHOWN, "What has happened"):
            assert words not in page, words
        assert "£" not in page

    def test_a_provider_sees_its_own_work_how_to_reach_them_and_what_helps(self, city: City) -> None:
        plan = elaine(
            city, about="I worked in the library.", communication_needs="A hearing loop", nhs_number=NHS_NUMBER
        )
        page = read(city, "provider", plan.person_id)
        for words in (
            "What you give Elaine",
            "Home care, morning and evening",
            "14 hours a week",
            "0113 496 0000",
            "A hearing loop",
            "Arranged by Joan Whitlock",
        ):
            assert words in page, words
        for words in (*MONEY, "Joan visits", "My plan", "My people", "library", *NHS_NUMBER_SHOWN, "Who has looked"):
            assert words not in page, words
        assert f"/people/{plan.person_id}/" not in page, "and there is nowhere to go from here"

    def test_a_handover_champion_sees_the_pathway_but_not_the_plan_or_the_money(self, city: City) -> None:
        plan = elaine(city)
        page = read(city, "handover_champion", plan.person_id)
        assert "What has happened" in page
        for words in ("My plan", "£", "Change the details", "Add somebody"):
            assert words not in page, words

    def test_a_planner_of_a_network_that_only_gives_support_sees_what_a_provider_sees(self, city: City) -> None:
        """A network that only gives support sees its part of it, not the plan, whatever roles its staff hold."""
        plan = arranging(city, nhs_number=NHS_NUMBER)
        from locallinks.personal.brokerage.tests.builders import arrange

        arrange(city, plan, "Joan visits", organisation_id=city.other_network.pk)
        page = read(city, "other_support_planner", plan.person_id)
        assert "What you give Mary" in page
        for words in ("My plan", "Change the details", *NHS_NUMBER_SHOWN, "Tuesday club"):
            assert words not in page, words

    def test_the_persons_own_page_speaks_to_them(self, city: City) -> None:
        pathway = pathway_in(city, make_person(city, own=True), "handover_offered")
        page = read(city, "person", pathway.person_id)
        assert "Say it in your own words" in page
        assert "Record a death" not in page


class TestWhatItSays:
    def test_with_nothing_yet(self, city: City) -> None:
        person = make_person(city)
        pathway_in(city, person, "referred")
        page = read(city, "social_worker", person.pk)
        for words in ("Nothing is written here yet", "Nobody yet", "No plan yet", "Start the assessment"):
            assert words in page, words
        assert "Support in place" not in page

    def test_without_a_pathway(self, city: City) -> None:
        person = make_person(city)
        page = read(city, "social_worker", person.pk)
        assert "Ask for help again" in page
        assert "My plan" not in page

    def test_html_in_any_field_stays_text(self, city: City) -> None:
        person = make_person(city, "Mary <b>Firth</b>", about="<script>x</script>", address="<i>4</i>")
        pathway_in(city, person, "referred")
        page = read(city, "social_worker", person.pk)
        assert "&lt;script&gt;" in page
        assert "<script>x" not in page
        assert "<i>4" not in page

    def test_paused_support_says_since_when_and_why(self, city: City) -> None:
        plan = elaine(city)
        do(
            city,
            "support_planner",
            move_pathway,
            pathway_id=plan.pathway_id,
            event="suspend",
            reason="In hospital",
            facts={"reason_given": True, "expected_return": True},
        )
        page = read(city, "support_planner", plan.person_id)
        assert "Support has been paused since 16 November 2026. In hospital" in page
        assert "Paused" in page
        page = read(city, "provider", plan.person_id)
        assert "Paused: ring before you go" in page
        assert "hospital" not in page

    def test_support_that_ends_later_is_shown_until_its_last_day(self, city: City) -> None:
        plan = in_place(city)
        with acting_as(city.viewer("social_worker")):
            row = next(work.arrangement for work in support(plan) if work.arrangement.what.startswith("Joan"))
        end(city, row, last_day=days(400))
        assert "Joan visits" in read(city, "support_planner", plan.person_id)
        with acting_as(city.viewer("social_worker")):
            assert len(support(plan, days(400))) == 2
            assert len(support(plan, days(401))) == 1

    def test_a_closed_pathway_shows_the_support_that_is_still_to_end(self, city: City) -> None:
        plan = in_place(city)
        end_for_good(city, plan)
        page = read(city, "social_worker", plan.person_id)
        assert "Support still to end" in page
        assert "Say when each of these ended" in page
        assert "Ask for help again" in page

    def test_after_a_death_the_page_says_so_and_offers_no_next_step(self, city: City) -> None:
        plan = in_place(city)
        with acting_as(city.viewer("social_worker")) as viewer:
            record_death(
                viewer=viewer,
                person=Person.objects.get(pk=plan.person_id),
                died_on=TODAY,
                told_by="Ann",
                stopped=True,
                friends_may_be_told="That she was loved",
                at=NOW,
            )
        page = read(city, "social_worker", plan.person_id)
        assert "Mary died on 16 November 2026" in page
        assert "That she was loved" in page
        assert "Record a death" not in page
        assert "What can happen next" not in page

    def test_urgent_support_shows_before_there_is_a_plan(self, city: City) -> None:
        pathway = pathway_in(city, make_person(city), "assessing")
        urgent(city, pathway)
        assert "Somebody overnight" in read(city, "social_worker", pathway.person_id)
        assert "Somebody overnight" in read(city, "provider", pathway.person_id)

    @pytest.mark.parametrize(("role", "offered"), [("support_planner", True), ("social_worker", False)])
    def test_an_approved_plan_is_arranged_by_the_role_that_planned(self, city: City, role: str, offered: bool) -> None:
        plan = arranging(city)
        assert ("Confirm support is in place" in read(city, role, plan.person_id)) is offered

    def test_the_number_of_queries_does_not_grow_with_the_page(self, city: City) -> None:
        little, much = in_place(city), in_place(city, own=False, name="Ann Ash", lines=MANY)
        with acting_as(city.viewer("social_worker")) as viewer:
            person = Person.objects.get(pk=much.person_id)
            for name in ("Pat", "Lou", "Sam", "Kit"):
                add_relationship(viewer=viewer, person=person, name=name, relation="Friend", at=NOW)
        for role, most in {"social_worker": 22, "support_planner": 22, "volunteer_developer": 15}.items():
            client = city.client(role)
            one = counted(client, f"/people/{little.person_id}/")
            assert counted(client, f"/people/{much.person_id}/") == one <= most, role


MANY = tuple(
    {
        "kind": "community_asset",
        "title": f"Club number {number}",
        "outcomes": ["A9", "A7"],
        "given_by": "Millbank",
        "what_when": "Tuesdays",
    }
    for number in range(8)
)


def support(plan, on=TODAY) -> list:
    from locallinks.personal.brokerage.queries.arrangements import support_of

    return support_of(person_id=plan.person_id, pathway=plan.pathway, on=on)


class TestTheTimeline:
    def test_steps_and_acts_are_shown_newest_first_and_filtered(self, city: City) -> None:
        plan = elaine(city)
        page = read(city, "social_worker", plan.person_id, "timeline/")
        assert "Joan Whitlock confirmed that essential support is in place" in page
        assert "arranged a part of the plan" in page
        way = read(city, "social_worker", plan.person_id, "timeline/?show=way")
        assert "confirmed that essential" in way
        assert "arranged a part" not in way
        assert "confirmed that essential" not in read(city, "social_worker", plan.person_id, "timeline/?show=acts")
        assert "arranged a part" in read(city, "social_worker", plan.person_id, "timeline/?show=nonsense")

    def test_empty_and_as_a_file(self, city: City) -> None:
        person = make_person(city)
        assert "Nothing has happened yet" in read(city, "social_worker", person.pk, "timeline/?show=way")
        assert "When,Who,What,Why" in text(
            city.client("social_worker").get(f"/people/{person.pk}/timeline/?format=csv")
        )

    def test_the_number_of_queries_does_not_grow_with_the_steps(self, city: City) -> None:
        short, long = ready(city), elaine(city, own=False)
        client = city.client("social_worker")
        one = counted(client, f"/people/{short.person_id}/timeline/")
        assert counted(client, f"/people/{long.person_id}/timeline/") == one <= 16


@pytest.mark.parametrize(("role", "limit"), [("person", 11), ("social_worker", 13), ("provider", 13)])
def test_the_words_are_plain(city: City, role: str, limit: int) -> None:
    plan = elaine(city)
    words = page_words(text(city.client(role).get(f"/people/{plan.person_id}/")))
    assert reading_age(words) <= limit, words


def test_a_share_for_support_does_not_open_the_plan_to_a_planner(city: City) -> None:
    """Another network that may look for people who could help does not plan with the person."""
    person = make_person(city)
    pathway_in(city, person, "planning")
    share_with(city, person, city.other_network, purpose="support")
    page = read(city, "other_support_planner", person.pk)
    assert "My plan" not in page
    assert "Change the details" not in page


def test_a_task_past_its_due_date_is_overdue(city: City) -> None:
    pathway = pathway_in(city, make_person(city), "budgeted", at=NOW - timedelta(days=90))
    with acting_as(city.viewer("social_worker")) as viewer:
        (work,) = work_for(viewer=viewer, today=TODAY)
    assert (work.pathway.pk, work.urgency) == (pathway.pk, "overdue")
