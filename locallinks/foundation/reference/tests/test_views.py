"""The pages of rates: who may open them, what they show, and what each form does."""

import csv
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.reference import queries
from locallinks.foundation.reference.models import BankHoliday, Rate
from locallinks.foundation.shared import clock
from tests.kit import City
from tests.readability import page_words, reading_age

READERS = ("administrator", "finance", "commissioner", "social_worker", "handover_champion")
KEEPERS = ("administrator", "finance")
OUTSIDE = ("support_planner", "volunteer_developer", "network_manager", "provider", "investor", "person")


def keeper_pages() -> list[str]:
    rate = Rate.objects.get(code="home_care_hour")
    holiday = BankHoliday.objects.order_by("-day").first()
    return [
        "/reference/home_care_hour/change/",
        f"/reference/rates/{rate.pk}/check/",
        "/reference/holidays/2027/check/",
        "/reference/holidays/add/",
        f"/reference/holidays/{holiday.pk}/remove/",
    ]


def sent(**data: object) -> dict:
    return {"submission": str(uuid.uuid4()), **data}


def change(**data: object) -> dict:
    given = {
        "amount": "20.10",
        "starts_on": "2031-04-01",
        "source": "Cabinet, 2 March",
        "verified": "no",
        "note": "",
        **data,
    }
    return sent(**given)


@pytest.mark.parametrize("role", READERS)
def test_the_council_reads(city: City, role: str) -> None:
    client = city.client(role)
    page = client.get("/reference/").content.decode()
    assert "£19.50 an hour" in page
    assert ("Set a new amount" in page) is (role in KEEPERS)
    page = client.get("/reference/holidays/").content.decode()
    assert "Good Friday" in page
    assert ("Add a day" in page) is (role in KEEPERS)
    assert [client.get(url).status_code for url in keeper_pages()] == [200 if role in KEEPERS else 403] * 5


def test_only_roles_that_read_the_page_download_the_file(city: City) -> None:
    for role in OUTSIDE:
        assert city.client(role).get("/reference/?format=csv").status_code == 403, role


def test_readers_cannot_send_either(city: City) -> None:
    client = city.client("commissioner")
    assert client.post("/reference/home_care_hour/change/", change()).status_code == 403
    holiday = sent(day="2031-04-02", name="A day", source="x")
    assert client.post("/reference/holidays/add/", holiday).status_code == 403
    assert not BankHoliday.objects.filter(day__year=2031).exists()


def test_rates_that_nobody_verified_are_marked(city: City) -> None:
    page = city.client("finance").get("/reference/").content.decode()
    assert "Not yet checked" in page
    assert "Do not rely on this to charge anybody." in page
    rate = queries.rate("home_care_hour", clock.today())
    response = city.client("finance").post(f"/reference/rates/{rate.pk}/check/", sent(source="Contract register"))
    assert (response.status_code, response.url) == (303, "/reference/")
    page = city.client("finance").get("/reference/").content.decode()
    assert "by Farida Khan on " in page
    assert "Contract register" in page


def test_a_new_amount_is_shown_as_a_later_one(city: City) -> None:
    client = city.client("finance")
    token = change()
    assert client.post("/reference/home_care_hour/change/", token).status_code == 303
    assert client.post("/reference/home_care_hour/change/", token).status_code == 303, "a double click acts once"
    assert Rate.objects.filter(code="home_care_hour").count() == 2
    page = client.get("/reference/").content.decode()
    assert "£20.10 an hour" in page
    assert "1 April 2031" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"amount": "lots"}, "must be an amount of money, like 19.50"),
        ({"amount": ""}, "Enter the new amount"),
        ({"amount": "-5"}, "must be an amount of money"),
        ({"source": ""}, "Enter where it comes from"),
        ({"source": "x" * 10_000}, "500 characters or fewer"),
        ({"starts_on": "2031-02-31"}, "must be a real date"),
        ({"starts_on": "2019-04-01"}, "Choose that day or a later one"),
        ({"verified": ""}, "Answer the question"),
    ],
)
def test_a_mistake_names_the_question_and_keeps_what_was_typed(city: City, data: dict, words: str) -> None:
    response = city.client("finance").post("/reference/home_care_hour/change/", change(note="Kept <b>safe</b>", **data))
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "Kept &lt;b&gt;safe&lt;/b&gt;" in page
    assert "<title>Error:" in page
    assert Rate.objects.filter(code="home_care_hour").count() == 1


def test_rates_without_pence_are_whole_numbers(city: City) -> None:
    client = city.client("finance")
    assert client.post("/reference/clock_offer/change/", change(amount="2.5")).status_code == 422
    assert client.post("/reference/clock_offer/change/", change(amount="3")).status_code == 303
    assert queries.newest_rate("clock_offer").amount == 3


def test_the_file_is_safe_to_open(city: City) -> None:
    client = city.client("finance")
    client.post("/reference/home_care_hour/change/", change(source='=HYPERLINK("x")', verified="yes"))
    response = client.get("/reference/?format=csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == Rate.objects.count()
    newest = next(row for row in rows if row["Source"].endswith('HYPERLINK("x")'))
    assert newest["Source"].startswith("'=")
    assert (newest["Amount"], newest["Checked"], newest["Checked by"]) == ("20.10", "Yes", "Farida Khan")


def test_bank_holidays_are_kept_on_their_page(city: City) -> None:
    client = city.client("administrator")
    assert (
        client.post("/reference/holidays/add/", sent(day="2031-04-02", name="A new day", source="Order")).status_code
        == 303
    )
    assert "A new day" in client.get("/reference/holidays/").content.decode()
    again = client.post("/reference/holidays/add/", sent(day="2031-04-02", name="A new day", source="Order"))
    assert again.status_code == 422
    assert "is already in the list" in again.content.decode()
    assert client.post("/reference/holidays/2031/check/", sent(source="GOV.UK")).status_code == 303
    added = BankHoliday.objects.get(day__year=2031)
    assert added.verified
    assert client.post(f"/reference/holidays/{added.pk}/remove/", sent()).status_code == 303
    assert not BankHoliday.objects.filter(pk=added.pk).exists()


def test_unknown_addresses_are_not_found(city: City) -> None:
    client = city.client("finance")
    urls = (
        "/reference/free_lunch/change/",
        "/reference/rates/0/check/",
        "/reference/holidays/1999/check/",
        "/reference/holidays/0/remove/",
    )
    assert [client.get(url).status_code for url in urls] == [404] * 4


def test_empty_pages_say_what_will_be_there(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "rate_lines", lambda on: {})
    monkeypatch.setattr(queries, "code_lists", lambda on: {})
    monkeypatch.setattr(queries, "holiday_years", list)
    client = city.client("commissioner")
    assert "No amounts yet" in client.get("/reference/").content.decode()
    assert "No bank holidays yet" in client.get("/reference/holidays/").content.decode()


def test_the_words_are_easy_enough(city: City) -> None:
    client = city.client("finance")
    for url in ("/reference/", "/reference/holidays/", *keeper_pages()):
        assert reading_age(page_words(client.get(url).content.decode())) <= 13, url


def test_the_page_runs_three_queries(city: City) -> None:
    """Rates, their verifications and the lists, without the queries of every page."""
    client = city.client("finance")
    with CaptureQueriesContext(connection) as captured:
        client.get("/reference/")
    assert len([query for query in captured if "reference_" in query["sql"]]) == 3
