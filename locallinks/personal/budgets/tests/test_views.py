"""Pages of the first budget: nothing is saved unseen, and nothing of the baseline is shown."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Person
from locallinks.foundation.reference.models import Rate
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.budgets import actions
from locallinks.personal.budgets.models import IndicativeBudget
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City, make_person, pathway_in, share_with
from tests.readability import page_words, reading_age

TYPED = {"points": "46", "usual_hours": "9.5", "usual_words": "Two visits a day", "second_look": "", "seen": ""}


@pytest.fixture
def person(city: City) -> Person:
    return make_person(city, own=True)


@pytest.fixture
def pathway(city: City, person: Person) -> Pathway:
    return pathway_in(city, person, "eligible")


@pytest.fixture
def client(city: City) -> Client:
    return city.client("social_worker")


def at(name: str, pathway: Pathway) -> str:
    return reverse(f"budgets:{name}", kwargs={"pathway_id": pathway.pk})


def sent(**changes: str) -> dict[str, str]:
    return {"submission": str(uuid.uuid4()), **TYPED, **changes}


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def is_saved(city: City) -> bool:
    with acting_as(city.viewer("social_worker")):
        return IndicativeBudget.objects.exists()


def set_now(city: City, pathway: Pathway) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        actions.set_indicative_budget(
            viewer=viewer,
            pathway_id=pathway.pk,
            points=46,
            usual_minutes_per_week=570,
            usual_words="Two visits a day",
            at=NOW,
        )


# ---- setting it ----


def test_the_sum_is_seen_before_it_is_saved(city: City, client: Client, pathway: Pathway) -> None:
    assert "Work out the sum" in read(client, at("set_budget", pathway))
    form = sent()
    response = client.post(at("set_budget", pathway), form)
    page = response.content.decode()
    assert response.status_code == 200
    for words in (
        "46 points × £4.05",
        "£186.30",
        "9.5 hours a week × £19.50",
        "£185.25",
        "0.6%",
        "Not yet checked",
        "Save the first budget",
        "Two visits a day",
    ):
        assert words in page, words
    assert 'name="seen" id="id_seen" value="46:570"' in page
    assert not is_saved(city)
    response = client.post(at("set_budget", pathway), form | {"seen": "46:570"})
    assert response.headers["Location"] == at("budget", pathway)
    assert is_saved(city)


def test_figures_changed_after_the_sum_are_worked_out_again(city: City, client: Client, pathway: Pathway) -> None:
    response = client.post(at("set_budget", pathway), sent(seen="46:570", points="48"))
    assert "48 points × £4.05" in response.content.decode()
    assert not is_saved(city)


def test_a_checked_rate_says_so(client: Client, pathway: Pathway) -> None:
    Rate.objects.filter(code="ras_point", ends_on=None).update(verified=True)
    page = client.post(at("set_budget", pathway), sent()).content.decode()
    assert 'll-tag--good">Checked' in page
    assert "Not yet checked" in page  # the hour is not


def test_a_large_difference_needs_a_reason(city: City, client: Client, pathway: Pathway) -> None:
    assert "why are both right" not in read(client, at("set_budget", pathway))
    page = client.post(at("set_budget", pathway), sent(points="60")).content.decode()
    assert "The two sums are far apart" in page
    assert "why are both right" in page
    response = client.post(at("set_budget", pathway), sent(points="60", seen="60:570"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "say why both are right" in page
    assert "60 points × £4.05" in page
    assert not is_saved(city)
    response = client.post(
        at("set_budget", pathway), sent(points="60", seen="60:570", second_look="She needs two people")
    )
    assert response.status_code == 303


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"points": ""}, "Enter the points"),
        ({"points": "many"}, "must be a whole number"),
        ({"points": "0"}, "must be between 1 and 1,000"),
        ({"usual_hours": ""}, "Enter the hours a week of the usual support"),
        ({"usual_hours": "nine"}, "must be a number, like 9.5"),
        ({"usual_hours": "9.1"}, "must be in quarters"),
        ({"usual_hours": "-1"}, "must be from 0"),
        ({"usual_hours": "nan"}, "must be from 0"),
        ({"usual_hours": "0"}, "Enter the hours of the usual support"),
        ({"usual_words": " "}, "Enter what the usual support would be"),
        ({"usual_words": "x" * 10_000}, "must be 2,000 characters or fewer"),
    ],
)
def test_an_error_keeps_what_was_typed(city: City, client: Client, pathway: Pathway, changes: dict, says: str) -> None:
    response = client.post(at("set_budget", pathway), sent(**changes))
    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in page
    assert says in page
    assert (TYPED | changes)["points"] in page
    assert (TYPED | changes)["usual_words"] in page
    assert not is_saved(city)


def test_a_double_click_saves_once(city: City, client: Client, pathway: Pathway) -> None:
    form = sent(seen="46:570")
    first, second = client.post(at("set_budget", pathway), form), client.post(at("set_budget", pathway), form)
    assert (first.status_code, second.status_code) == (303, 303)
    with acting_as(city.viewer("social_worker")):
        assert IndicativeBudget.objects.count() == 1


def test_once_set_the_page_shows_both_to_the_social_worker(city: City, client: Client, pathway: Pathway) -> None:
    set_now(city, pathway)
    page = read(client, at("set_budget", pathway))
    for words in (
        "£186.30",
        "£185.25",
        "9.5 hours a week",
        "Usual support, for the council only",
        "0.6%, within what we allow",
    ):
        assert words in page, words
    assert "Work out the sum" not in page
    response = client.post(at("set_budget", pathway), sent(seen="46:570"))
    assert response.status_code == 422
    assert "cannot happen at the stage" in response.content.decode()


def test_before_the_decision_the_page_says_when(city: City, client: Client, person: Person) -> None:
    pathway = pathway_in(city, person, "assessing")
    assert "A first budget cannot be set yet" in read(client, at("set_budget", pathway))
    assert "There is no first budget yet" in read(client, at("budget", pathway))


# ---- the first budget as the person and the planner see it ----


def test_the_person_and_the_planner_see_the_sum_and_nothing_of_the_baseline(
    city: City, person: Person, pathway: Pathway
) -> None:
    set_now(city, pathway)
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=pathway.pk).update(network=city.network, state="planning")
    share_with(city, person)
    for role in ("person", "support_planner", "social_worker"):
        page = read(city.client(role), at("budget", pathway))
        for words in (
            "46",
            "46 × £4.05 = £186.30",
            "£186.30</p>",
            "This is a guide, not a limit",
            "10%",
            "Not yet checked",
            "data-print",
        ):
            assert words in page, (role, words)
        for secret in ("185.25", "19.50", "9.5 hours", "Two visits a day", "0.6%", "aseline"):
            assert secret not in page, (role, secret)
    assert "Your first budget" in read(city.client("person"), at("budget", pathway))
    for role in ("person", "support_planner"):
        assert city.client(role).get(at("set_budget", pathway)).status_code == 403
        assert city.client(role).post(at("set_budget", pathway), sent(seen="46:570")).status_code == 403
        assert city.client(role).post(at("set_budget", pathway), sent()).status_code == 403


# ---- who may open what ----


def test_a_refusal_records_no_read(city: City, person: Person, pathway: Pathway) -> None:
    set_now(city, pathway)
    share_with(city, person)
    share_with(city, person, city.provider, purpose="arrangement")
    for role in ("network_manager", "provider", "finance"):
        for name in ("set_budget", "budget"):
            assert city.client(role).get(at(name, pathway)).status_code == 403, (role, name)
    with acting_as(city.viewer("social_worker")):
        assert not Entry.objects.filter(kind="read").exists()


@pytest.mark.parametrize("role", ["other_social_worker", "other_support_planner"])
def test_another_organisation_finds_nothing(city: City, pathway: Pathway, role: str) -> None:
    set_now(city, pathway)
    for name in ("set_budget", "budget"):
        assert city.client(role).get(at(name, pathway)).status_code == 404
    assert city.client(role).post(at("set_budget", pathway), sent()).status_code == 404


def test_signed_out_goes_to_sign_in(city: City, pathway: Pathway) -> None:
    for name in ("set_budget", "budget"):
        assert city.client().get(at(name, pathway)).headers["Location"].startswith("/sign-in/")


# ---- readability and queries ----


def test_pages_are_easy_to_read(city: City, client: Client, pathway: Pathway) -> None:
    assert reading_age(page_words(read(client, at("set_budget", pathway)))) <= 13
    assert reading_age(page_words(client.post(at("set_budget", pathway), sent(points="60")).content.decode())) <= 13
    set_now(city, pathway)
    assert reading_age(page_words(read(client, at("set_budget", pathway)))) <= 13
    assert reading_age(page_words(read(city.client("person"), at("budget", pathway)))) <= 11


@pytest.mark.parametrize(("name", "most"), [("set_budget", 13), ("budget", 12)])
def test_the_pages_run_few_queries(city: City, client: Client, pathway: Pathway, name: str, most: int) -> None:
    set_now(city, pathway)
    with CaptureQueriesContext(connection) as asked:
        read(client, at(name, pathway))
    assert len(asked) <= most, [query["sql"][:90] for query in asked]
