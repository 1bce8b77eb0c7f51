"""Today, the search for people, and the search box, for each role."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.accounts.models import Membership, Team
from locallinks.foundation.people.actions.sharing import give_access
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.front.queries.worklist import work_for
from locallinks.front.rules import FIRST, PAGES
from locallinks.personal.brokerage.tests.builders import arranging, elaine, in_place
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.rules.states import NEXT_ACTOR_OF
from locallinks.personal.plans.tests.builders import approved
from tests.kit import NOW, TODAY, City, add_user, make_person, pathway_in, share_with
from tests.readability import page_words, reading_age

ROLES = (
    "administrator",
    "social_worker",
    "handover_champion",
    "support_planner",
    "volunteer_developer",
    "network_manager",
    "commissioner",
    "finance",
    "investor",
    "provider",
)
NAMES = ("Ann Ash", "Bea Birch", "Cy Cedar", "Di Dogwood", "Eve Elm", "Flo Fern")


def text(response) -> str:
    return response.content.decode()


def main(response) -> str:
    return text(response).split("<main", 1)[1].split("</main>")[0]


def counted(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


class TestToday:
    @pytest.mark.parametrize("role", ROLES)
    def test_opens_for_every_role_with_nothing_to_do(self, city: City, role: str) -> None:
        page = text(city.client(role).get("/"))
        assert '<h1 class="govuk-heading-l">Today</h1>' in page
        if role in (Role.SOCIAL_WORKER, Role.SUPPORT_PLANNER, Role.NETWORK_MANAGER, Role.HANDOVER_CHAMPION):
            assert "Nothing waits for you" in page

    def test_signed_out_visitors_see_the_welcome_page(self, city: City) -> None:
        assert "A good life, close to home" in text(city.client().get("/"))

    def test_the_person_is_redirected_to_their_own_page(self, city: City) -> None:
        mary = make_person(city, own=True)
        assert city.client("person").get("/")["Location"] == f"/people/{mary.pk}/"

    def test_a_trusted_relative_is_redirected_to_the_person_they_help(self, city: City) -> None:
        people = [make_person(city, name) for name in ("Ann Ash", "Bea Birch")]
        client = city.client("person")
        for person in people:
            with acting_as(city.viewer("social_worker")) as viewer:
                give_access(
                    viewer=viewer, person=person, user=city.users["person"], kind="trusted", given_by="Them", at=NOW
                )
            if person == people[0]:
                assert client.get("/")["Location"] == f"/people/{person.pk}/"
        page = text(client.get("/"))
        assert "People who let you open their record" in page
        assert "Ann" in page
        assert "Bea" in page

    @pytest.mark.parametrize("state", sorted(NEXT_ACTOR_OF))
    def test_every_stage_leads_to_a_page_that_opens(self, city: City, state: str) -> None:
        pathway_in(city, make_person(city), state, at=NOW - timedelta(days=40))
        role = sorted(NEXT_ACTOR_OF[state].roles - {"person"})[-1]
        if state in ("approved", "brokering"):
            role = "support_planner"
        page = text(city.client(role).get("/"))
        assert "1 waiting for you" in page, role
        assert "Mary. Waiting since" in page

    def test_overdue_tasks_come_first_and_can_be_filtered(self, city: City) -> None:
        pathway_in(city, make_person(city, "Ann Ash"), "referred")
        pathway_in(city, make_person(city, "Bea Birch"), "budgeted", at=NOW - timedelta(days=40))
        client = city.client("social_worker")
        page = main(client.get("/"))
        assert page.index("Bea") < page.index("Ann")
        assert "2 waiting for you, 1 of them too long" in page
        late = main(client.get("/?show=overdue"))
        assert "Ann" not in late
        assert "Ann" in main(client.get("/?show=nonsense"))
        assert "Show everything" in main(client.get("/?show=due_soon"))
        file = text(client.get("/?show=overdue&format=csv"))
        assert "Bea" in file
        assert "Ann" not in file, "the file holds what the page shows"

    def test_a_review_that_is_due_is_a_task(self, city: City) -> None:
        plan = in_place(city)
        days = (TODAY + timedelta(weeks=9) - TODAY).days
        with acting_as(city.viewer("social_worker")) as viewer:
            assert not work_for(viewer=viewer, today=TODAY)
            (work,) = work_for(viewer=viewer, today=TODAY + timedelta(days=days))
        assert (work.next_task, work.urgency) == ("Look at how it is going for Mary", "overdue")
        assert work.pathway.pk == plan.pathway_id
        assert PAGES[FIRST["live"]] == "reviews:start_review"

    @pytest.mark.parametrize("build", [approved, arranging])
    def test_an_approved_plan_waits_for_the_network_that_planned_it(self, city: City, build) -> None:
        build(city)
        assert "1 waiting for you" in text(city.client("support_planner").get("/"))
        assert "Nothing waits for you" in text(city.client("social_worker").get("/"))

    def test_an_approved_plan_waits_for_the_council_where_it_planned(self, city: City) -> None:
        approved(city, "council_planning")
        assert "Start to arrange the support in Mary" in text(city.client("social_worker").get("/"))

    def test_shows_nobody_of_another_organisation(self, city: City) -> None:
        pathway_in(city, make_person(city), "planning")
        for role in ("other_support_planner", "other_social_worker", "other_network_manager"):
            assert "Nothing waits for you" in text(city.client(role).get("/"))

    def test_a_provider_sees_how_much_it_gives(self, city: City) -> None:
        elaine(city)
        page = text(city.client("provider").get("/"))
        assert "In place now: 1." in page
        assert "Elaine" not in main(city.client("provider").get("/"))

    @pytest.mark.parametrize("role", ["commissioner", "finance", "administrator"])
    def test_roles_that_oversee_the_whole_see_counts_and_no_names(self, city: City, role: str) -> None:
        pathway_in(city, make_person(city, "Zephyrine Ash"), "planning")
        page = text(city.client(role).get("/"))
        assert "Where people are on their way" in page
        assert "Zephyrine" not in page

    def test_the_number_of_queries_does_not_grow_with_the_tasks(self, city: City) -> None:
        client = city.client("social_worker")
        states = ("referred", "planning", "plan_submitted", "in_review", "suspended", "council_planning")
        for state in states:
            pathway_in(city, make_person(city, f"First {state}"), state)
        in_place(city, name="Zoe Zander")
        approved(city, "council_planning", name="Yan Yew", own=False)
        one = counted(client, "/")
        for name, state in zip(NAMES, states, strict=True):
            pathway_in(city, make_person(city, name), state)
        approved(city, "council_planning", name="Will Willow", own=False)
        assert counted(client, "/") == one <= 26, "one of them for the reviews that are due by now"


class TestPeople:
    @pytest.mark.parametrize("role", ["commissioner", "finance", "administrator", "investor"])
    def test_money_people_open_no_record(self, city: City, role: str) -> None:
        mary = make_person(city)
        pathway_in(city, make_person(city, "Ann Ash"), "planning")
        client = city.client(role)
        assert client.get("/people/").status_code == 403
        for page in (f"/people/{mary.pk}/", f"/people/{mary.pk}/timeline/"):
            assert client.get(page).status_code == 403
        assert "Mary" not in main(client.get("/search/?q=Mary+Firth")).replace("“Mary Firth”", "")

    def test_begins_empty_and_says_what_to_type(self, city: City) -> None:
        assert "Type a name to begin" in text(city.client("social_worker").get("/people/"))

    @pytest.mark.parametrize("words", ["Mary Firth", "mary frith", "FIRTH", "999 000 0018", "zz1 1aa"])
    def test_finds_misspelt_names_numbers_and_postcodes(self, city: City, words: str) -> None:
        mary = make_person(city, nhs_number="9990000018")
        page = main(city.client("social_worker").get("/people/", {"q": words}))
        assert f"/people/{mary.pk}/" in page

    @pytest.mark.parametrize("words", ["Nobody Here", "\x00", "%%%", "'; drop table", "x" * 10_000, "<script>"])
    def test_odd_input_finds_nobody_and_breaks_nothing(self, city: City, words: str) -> None:
        make_person(city)
        for page in ("/people/", "/search/"):
            response = city.client("social_worker").get(page, {"q": words})
            assert response.status_code == 200
            assert "<script>" not in main(response)

    def test_an_organisation_that_only_gives_support_sees_no_date_of_birth(self, city: City) -> None:
        """The same holds for a network that planned with somebody, after their consent was withdrawn."""
        person = make_person(city, date_of_birth=date(1940, 5, 4))
        share_with(city, person, purpose="arrangement")
        assert "Born 4 May 1940" in text(city.client("social_worker").get("/people/?q=Firth"))
        page = text(city.client("support_planner").get("/people/?q=Firth"))
        assert "Mary Firth" in page
        assert "1940" not in page
        share_with(city, person)
        assert "Born 4 May 1940" in text(city.client("support_planner").get("/people/?q=Firth"))

    def test_a_role_that_sees_nobody_tells_no_date_of_birth_and_no_team(self, city: City) -> None:
        """Somebody of the network who is also the council's broker reads what the network reads."""
        share_with(city, make_person(city, date_of_birth=date(1940, 5, 4)), purpose="arrangement")
        Team.objects.create(organisation=city.council, name="Quillwort team")
        Membership.objects.create(
            user=city.users["network_manager"], organisation=city.council, role=Role.BROKER, starts_on=date(2020, 1, 1)
        )
        client = city.client("network_manager")
        page = text(client.get("/people/?q=Firth"))
        assert "Mary Firth" in page
        assert "1940" not in page
        assert "Quillwort team" not in text(client.get("/work/"))

    def test_finds_only_people_whom_the_viewer_may_open(self, city: City) -> None:
        elaine(city)
        make_person(city, "Elaine Other")
        assert "1 found" in text(city.client("support_planner").get("/people/?q=Elaine"))
        assert "1 found" in text(city.client("provider").get("/people/?q=Elaine"))
        for role in ("other_support_planner", "other_social_worker"):
            assert "Nobody found" in text(city.client(role).get("/people/?q=Elaine"))

    def test_says_when_there_are_more(self, city: City) -> None:
        for number in range(27):
            make_person(city, f"Ann Ash{number}")
        page = text(city.client("social_worker").get("/people/?q=Ann"))
        assert "25 found" in page
        assert "there are more" in page

    def test_the_number_of_queries_does_not_grow_with_the_people_found(self, city: City) -> None:
        make_person(city, "Fern Ash")
        client = city.client("social_worker")
        one = counted(client, "/people/?q=Fern")
        for name in NAMES[:5]:
            make_person(city, f"Fern {name}")
        assert "6 found" in text(client.get("/people/?q=Fern"))
        assert counted(client, "/people/?q=Fern") == one <= 11, "one of them writes down whom it found"

    def test_only_the_council_starts_a_record(self, city: City) -> None:
        assert "Start a new record" in text(city.client("social_worker").get("/people/"))
        assert "Start a new record" not in text(city.client("support_planner").get("/people/"))


class TestTheSearchBox:
    def test_empty(self, city: City) -> None:
        assert "Type a word in the box at the top" in text(city.client("finance").get("/search/"))

    def test_finds_people_for_those_who_may_know_them(self, city: City) -> None:
        mary = make_person(city)
        assert f"/people/{mary.pk}/" in text(city.client("social_worker").get("/search/?q=Mary"))
        assert f"/people/{mary.pk}/" not in text(city.client("finance").get("/search/?q=Mary"))

    def test_signed_out_people_sign_in_first(self, city: City) -> None:
        assert city.client().get("/search/?q=Mary")["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("page", ["about", "privacy", "accessibility", "help"])
def test_public_pages_open_to_everybody_and_read_easily(city: City, page: str) -> None:
    for client in (city.client(), city.client("finance")):
        response = client.get(f"/{page}/")
        assert response.status_code == 200
    assert reading_age(page_words(text(response))) <= 11, page_words(text(response))


@pytest.mark.parametrize(("role", "page"), [("social_worker", "/"), ("provider", "/"), ("social_worker", "/people/")])
def test_the_words_are_plain(city: City, role: str, page: str) -> None:
    pathway_in(city, make_person(city), "referred")
    elaine(city)
    words = page_words(text(city.client(role).get(page)))
    assert reading_age(words) <= 13, words


def test_tasks_of_a_second_role_are_shown(city: City) -> None:
    """A user with two roles sees the tasks of both."""
    from locallinks.foundation.accounts.models import Membership

    user = add_user(city, "both", Role.HANDOVER_CHAMPION, city.council)
    Membership.objects.create(user=user, organisation=city.council, role=Role.SOCIAL_WORKER, starts_on=TODAY)
    waiting = pathway_in(city, make_person(city), "referred")
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=waiting.pk).update(social_worker=user)
    assert "1 waiting for you" in text(city.client("both").get("/"))


def test_a_post_to_a_page_without_a_form_is_refused(city: City) -> None:
    response = city.client("social_worker").post("/", {"submission": str(uuid.uuid4())})
    assert response.status_code == 405
    assert clock.today() >= TODAY
