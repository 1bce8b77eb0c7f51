"""Finding services: words, misspellings, distance, day, tag, age, cost; in order; in a fixed number of queries."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.accounts.models import Organisation
from locallinks.local.directory.models import (
    FeedImport,
    Location,
    Schedule,
    Service,
    ServiceOrganisation,
    ServiceTag,
    SynonymGroup,
    Tag,
)
from locallinks.local.directory.queries.import_reports import refused_entries
from locallinks.local.directory.queries.matching import SearchCriteria
from locallinks.local.directory.queries.search import SearchResults, search_services
from locallinks.local.directory.queries.service_page import service_details, service_map, tags_in_use
from locallinks.local.places.models import Postcode, ServedArea, Ward

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 10, 30, tzinfo=ZoneInfo("Europe/London"))  # a Monday
Make = Callable[..., Service]


@pytest.fixture
def home() -> Postcode:
    ward = Ward.objects.create(
        code="X05000001", name="Millbank", boundary=[[[-1.7, 53.8], [-1.6, 53.8], [-1.6, 53.9], [-1.7, 53.8]]]
    )
    return Postcode.objects.create(postcode="ZZ1 1AA", outcode="ZZ1", latitude=53.9, longitude=-1.7, ward=ward)


@pytest.fixture
def make() -> Make:
    runner = ServiceOrganisation.objects.create(source="test", source_id="o", name="Millbank Neighbours")

    def service(
        name: str, *, north: float | None = None, day: int | None = None, tag: str = "", **changes: Any
    ) -> Service:
        """A service `north` metres from the middle of ZZ1 1AA."""
        values = {
            "organisation": runner,
            "organisation_name": runner.name,
            "first_seen_at": AT,
            "last_seen_at": AT,
            **changes,
        }
        if tag:
            values["other_words"] = tag.replace(">", " ")
        made = Service.objects.create(source="test", source_id=str(uuid4()), name=name, content_hash="x", **values)
        if north is not None:
            Location.objects.create(
                service=made, address="1 Mill Lane", postcode="ZZ1 1AA", latitude=53.9 + north / 111_195, longitude=-1.7
            )
        if day is not None:
            Schedule.objects.create(service=made, weekday=day, freq="WEEKLY", opens_at="10:00", closes_at="12:00")
        parent = None
        for depth in range(tag.count(">") + 1 if tag else 0):
            path = tag.split(">")[: depth + 1]
            parent, _ = Tag.objects.get_or_create(
                key=">".join(path).lower(), defaults={"name": path[-1], "parent": parent}
            )
        if parent:
            ServiceTag.objects.create(service=made, tag=parent)
        return made

    return service


def names(**asked: Any) -> list[str]:
    return [row.name for row in search_services(**asked, at=AT)]


def test_words_are_found_in_name_tag_runner_and_description_in_that_order(make: Make) -> None:
    make("Monday choir", description="We practise gardening songs.")
    make("Gardening club")
    make("Green fingers", tag="Gardening")
    make("Something else")
    assert names(words="gardening") == ["Gardening club", "Green fingers", "Monday choir"]
    assert len(names(words="millbank neighbours")) == 4


def test_plural_and_misspelt_words_and_other_words_for_it(make: Make) -> None:
    make("Gardening club")
    make("Luncheon club")
    make("Café in the park", other_words="Cafe in the park")
    assert names(words="gardens clubs") == ["Gardening club"]
    assert names(words="gardning club") == ["Gardening club"]
    assert names(words="shared meals") == ["Luncheon club"]
    assert names(words="cafe") == ["Café in the park"]
    SynonymGroup.objects.create(words=["bingo", "luncheon"])
    assert names(words="bingo") == ["Luncheon club"]


def test_when_nothing_has_all_the_words_some_will_do(make: Make) -> None:
    make("Dance for all")
    make("Walking group")
    strict = SearchResults(SearchCriteria(words="dance club for older people"), at=AT)
    assert (strict.count(), strict.loosened, [row.name for row in strict]) == (1, True, ["Dance for all"])
    none = SearchResults(SearchCriteria(words="submarine racing"), at=AT)
    assert (len(none), none.loosened, none[0:20]) == (0, False, [])


@pytest.mark.parametrize(
    "words", ["the", "'", "a & b | !c", "<script>", "x" * 100, "50%_\\", "\N{SNOWMAN}", "don't (stop"]
)
def test_no_words_break_the_search(make: Make, words: str) -> None:
    make("Lunch club")
    assert isinstance(names(words=words), list)


def test_distance_narrows_orders_and_is_said(make: Make, home: Postcode) -> None:
    make("Far", north=3000)
    make("Near", north=400)
    make("Nowhere")
    two_places = make("Two places", north=9000)
    Location.objects.create(service=two_places, address="2 Mill Lane", latitude=53.9 + 800 / 111_195, longitude=-1.7)
    assert names(near=home) == ["Near", "Two places", "Far", "Nowhere"]
    assert names(near=home, within_metres=1000) == ["Near", "Two places"]
    near, two = search_services(near=home, within_metres=1000, at=AT)
    assert near.distance_metres == pytest.approx(400, abs=2)
    assert (near.distance, near.where, two.where) == ("0.2 miles", "1 Mill Lane", "2 Mill Lane")


def test_what_fits_comes_before_what_is_near(make: Make, home: Postcode) -> None:
    make("Choir", north=100, description="Sometimes there is lunch.")
    make("Lunch club", north=5000)
    make("Lunch club", north=2000)
    rows = search_services(words="lunch club", near=home, at=AT)
    assert [(row.name, round(row.distance_metres or 0, -3)) for row in rows] == [
        ("Lunch club", 2000),
        ("Lunch club", 5000),
    ]
    assert names(words="lunch", near=home)[-1] == "Choir"


def test_day_tag_age_and_cost_narrow(make: Make) -> None:
    make("Monday", day=0)
    make("Tuesday", day=1, tag="Sensory Impaired>Visually Impaired")
    make("Children", maximum_age=11)
    make("Elders", minimum_age=60, is_free=True)
    assert names(day=0) == ["Monday"]
    assert names(tag="sensory impaired") == names(tag="Sensory Impaired>visually impaired") == ["Tuesday"]
    assert names(tag="unheard of") == []
    assert names(age=70) == ["Elders", "Monday", "Tuesday"]
    assert names(age=8) == ["Children", "Monday", "Tuesday"]
    assert names(free=True) == ["Elders"]
    assert [(tag.key, tag.name) for tag in tags_in_use()] == [
        ("sensory impaired", "Sensory Impaired"),
        ("sensory impaired>visually impaired", "Sensory Impaired: Visually Impaired"),
    ]


def test_withdrawn_and_closed_services_are_not_offered(make: Make) -> None:
    make("Withdrawn", withdrawn_at=AT, tag="Gone")
    make("Closed", status="temporarily closed")
    make("Open")
    assert names() == ["Open"]
    assert [row.status for row in SearchResults(SearchCriteria(also_closed=True), at=AT)] == [
        "Closed for now",
        "Running",
    ]
    assert tags_in_use() == []


def test_a_card_says_when_and_what_it_costs(make: Make) -> None:
    make(
        "Lunch club",
        day=1,
        fees="£4.00 each time",
        is_free=False,
        assured_on=date(2021, 1, 6),
        description="Dinner. " * 60,
    )
    row = search_services(at=AT)[0]
    assert (row.when, row.next_session) == (
        ("Every Tuesday, 10am to midday",),
        datetime(2026, 11, 17, 10, tzinfo=AT.tzinfo),
    )
    assert (row.fees, row.freshness, row.checked) == ("£4.00 each time", "old", "Not checked since 6 January 2021")
    assert (len(row.summary) <= 220, row.organisation, row.distance) == (True, "Millbank Neighbours", "")


def test_paging_gives_every_service_once(make: Make) -> None:
    clubs = [f"Club {n:02}" for n in range(23)]
    for name in clubs:
        make(name)
    pages = [names(limit=9, offset=offset) for offset in (0, 9, 18, 27)]
    assert [name for page in pages for name in page] == clubs
    matches = SearchResults(SearchCriteria(words="club"), at=AT)
    assert [row.name for row in matches] == [row.name for row in matches[0:20] + matches[20:40]]
    assert (len(list(matches)), matches.count(), matches[40:60]) == (23, 23, [])


def test_the_number_of_queries_does_not_grow(make: Make, home: Postcode) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            matches = SearchResults(
                SearchCriteria(words="lunch club", near=home, within_metres=9000, day=1, tag="carers"), at=AT
            )
            assert matches.count() == len(matches[0:20])
        return len(seen)

    make("Lunch club", north=100, day=1, tag="Carers")
    one = count()
    for n in range(15):
        make(f"Lunch club {n}", north=100 + n, day=1, tag="Carers")
    assert count() == one == 2  # words that mean the same; the count with a page of everything a card shows
    with CaptureQueriesContext(connection) as seen:
        search_services(limit=20, at=AT)
    assert len(seen) == 1


def test_words_are_found_by_index(make: Make) -> None:
    for n in range(50):
        make(f"Club {n}", description="words of no interest " * 20)
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("explain select 1 from directory_service where search @@ plainto_tsquery('english', 'lunch')")
        assert "service_search" in str(cursor.fetchall())
        cursor.execute("explain select 1 from directory_service where 'lunsh' <% name")
        assert "service_name_trigrams" in str(cursor.fetchall())


def test_one_service_in_full(make: Make, home: Postcode, django_assert_max_num_queries: Any) -> None:
    made = make(
        "Lunch club",
        north=100,
        day=1,
        tag="Sensory Impaired>Visually Impaired",
        minimum_age=60,
        maximum_age=90,
        description="Dinner.\nTea.\n\n- soup\n- pie\n\n- cake\nEnd.",
        phone="0113 496 0001",
        email="a@b.org",
    )
    Schedule.objects.create(service=made, location=made.locations.get(), weekday=3, opens_at="09:00")
    made.contacts.create(phone="0113 496 0001")
    made.contacts.create(name="Jean", title="Cook")
    with django_assert_max_num_queries(6):
        found = service_details(made.uuid, at=AT)
    assert found is not None
    assert found.paragraphs == (
        (False, ("Dinner.", "Tea.")),
        (True, ("soup", "pie", "cake")),
        (False, ("End.",)),
    )
    assert (found.ages, found.tags) == (
        "60 to 90",
        (("sensory impaired>visually impaired", "Sensory Impaired: Visually Impaired"),),
    )
    assert (found.when, found.places[0].when) == (("Every Tuesday, 10am to midday",), ("Every Thursday, from 9am",))
    assert [(one.name, one.title) for one in found.contacts] == [("Jean", "Cook")]
    assert (found.withdrawn_on, found.places[0].ward) == (None, "")
    assert service_details(uuid4(), at=AT) is None


@pytest.mark.parametrize(
    ("lowest", "highest", "words"),
    [(None, None, ""), (18, None, "18 and over"), (None, 25, "Up to 25"), (5, 11, "5 to 11")],
)
def test_ages_in_words(make: Make, lowest: int | None, highest: int | None, words: str) -> None:
    found = service_details(make("Club", minimum_age=lowest, maximum_age=highest).uuid, at=AT)
    assert found is not None
    assert found.ages == words


def test_the_map_counts_each_service_once_in_its_ward(
    make: Make, home: Postcode, django_assert_num_queries: Any
) -> None:
    network = Organisation.objects.create(name="Millbank Neighbours", kind="network")
    assert home.ward is not None
    ServedArea.objects.create(organisation=network, ward=home.ward, starts_on=date(2026, 1, 1))
    for name, changes in (("Lunch", {}), ("Gone", {"withdrawn_at": AT}), ("Closed", {"status": "defunct"})):
        made = make(name, north=0, **changes)
        Location.objects.create(service=made, ward=home.ward)
        made.locations.update(ward=home.ward)
    with django_assert_num_queries(4):
        drawn = service_map(AT.date())
    ((row, services),) = drawn.rows
    assert (row.name, row.networks, services) == ("Millbank", ("Millbank Neighbours",), 1)
    assert drawn.shapes[0][0] == "X05000001"


def test_why_entries_of_a_feed_were_left_out() -> None:
    found = {"mended": {"html": 3}, "refused": {"no_name": 1, "no_organisation": 7}}
    assert [services for services, _ in refused_entries(FeedImport(counts=found))] == [7, 1]
    assert refused_entries(FeedImport(counts={"mended": {"html": 3}})) == []
