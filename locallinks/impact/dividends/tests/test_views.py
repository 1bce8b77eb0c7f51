"""The page of what support cost before and now, and the page of investors."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.impact.dividends.tests.builders import baseline, elaine_now
from locallinks.personal.brokerage.tests.builders import elaine, in_place
from tests.kit import City
from tests.readability import page_words, reading_age


def read(city: City, role: str = "finance", more: str = "") -> str:
    response = city.client(role).get(f"/money/{more}")
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_sums_without_names_and_records_no_read(city: City) -> None:
    plan = elaine_now(city)
    for role in ("finance", "commissioner", "investor", "social_worker"):
        response = city.client(role).get("/money/")
        assert response.status_code == (403 if role == Role.SOCIAL_WORKER else 200), role
        assert "Elaine" not in response.content.decode(), role
        with acting_as(city.viewer("social_worker")):
            looks = Entry.objects.filter(kind="read", actor_id=city.users[role].pk, person_id=plan.person_id)
            assert not looks.exists(), role


def test_empty(city: City) -> None:
    assert "Nothing to compare yet" in read(city)
    assert "No statement has been published yet" in read(city, "investor")


def test_the_sums_with_a_picture_and_a_table(city: City) -> None:
    baseline(city, in_place(city, name="Ann Ash", own=False), weekly_pence=11700)
    elaine_now(city)
    page = read(city)
    assert "£117.00 less a week, for 2 people" in page
    assert "<svg" in page
    assert "£390.00" in page, "before"
    assert "£273.00" in page, "now"
    assert "Millbank Neighbours" in page


def test_a_loss_reads_as_more(city: City) -> None:
    baseline(city, elaine(city), weekly_pence=20_000)
    assert "£73.00 more a week, for 1 person" in read(city)


def test_the_list_downloads(city: City) -> None:
    plan = elaine_now(city)
    assert f"{plan.pathway_id},Millbank Neighbours,27300,27300,0" in read(city, more="?format=csv")


def test_the_number_of_queries_does_not_grow(city: City) -> None:
    client = city.client("finance")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/money/")
        return len(captured)

    elaine_now(city)
    one = queries()
    for name in ("Ann Ash", "Bea Birch"):
        baseline(city, in_place(city, name=name, own=False))
    assert queries() == one <= 14


@pytest.mark.parametrize("role", ["finance", "investor"])
def test_pages_are_easy_to_read(city: City, role: str) -> None:
    elaine_now(city)
    words = page_words(read(city, role))
    assert reading_age(words) <= 13, words
