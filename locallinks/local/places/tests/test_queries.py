"""Finding a postcode and its neighbours, and who serves it on a day."""

from datetime import date
from typing import Any

import pytest

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.shared.errors import DomainError
from locallinks.local.places import queries
from locallinks.local.places.models import Postcode, ServedArea, Ward
from locallinks.local.places.rules import distance_metres

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)


@pytest.fixture
def millbank() -> Ward:
    ward = Ward.objects.create(code="X05000001", name="Millbank", district_name="Aireborough")
    for n in range(30):
        Postcode.objects.create(
            postcode=f"ZZ{n // 10 + 1} {n % 10}AA",
            outcode=f"ZZ{n // 10 + 1}",
            latitude=53.9 + n / 1000,
            longitude=-1.7,
            ward=ward,
        )
    return ward


@pytest.mark.usefixtures("millbank")
def test_a_postcode_is_found_however_it_is_typed() -> None:
    assert {queries.find_postcode(text).pk for text in ("ZZ1 1AA", "zz11aa", " Zz1  1aA ")} == {"ZZ1 1AA"}
    assert queries.postcode_or_none("zz11aa").pk == "ZZ1 1AA"
    assert queries.postcode_or_none("nonsense") is None


@pytest.mark.usefixtures("millbank")
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ZZ9 9ZZ", "We do not know the postcode ZZ9 9ZZ. Check it"),
        ("Millbank", "“Millbank” is not a postcode. Enter a full postcode, like LS12 1AA"),
        ("", "is not a postcode"),
        ("ZZ1", "is not a postcode"),
    ],
)
def test_an_unknown_postcode_says_what_to_do(text: str, says: str) -> None:
    with pytest.raises(DomainError, match=says) as refusal:
        queries.find_postcode(text)
    assert refusal.value.problems[0].field == "postcode"


@pytest.mark.usefixtures("millbank")
def test_the_nearest_come_first_measured_as_in_python(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = queries.nearest_postcodes(53.9, -1.7, within_metres=500, limit=3)
    assert [one.postcode for one in found] == ["ZZ1 0AA", "ZZ1 1AA", "ZZ1 2AA"]
    assert found[2].distance_metres == pytest.approx(distance_metres(53.9, -1.7, 53.902, -1.7), abs=0.01)
    assert len(queries.nearest_postcodes(53.9, -1.7, within_metres=500)) == 5


def test_networks_serve_a_postcode_from_a_day_until_a_day(millbank: Ward) -> None:
    network = Organisation.objects.create(name="Millbank Neighbours", kind="network")
    ServedArea.objects.create(organisation=network, ward=millbank, starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1))
    for where in ("ZZ1 1AA", queries.find_postcode("ZZ1 1AA"), millbank):
        assert list(queries.networks_serving(where, TODAY)) == [network]
    assert not queries.networks_serving(millbank, date(2025, 12, 31))
    assert not queries.networks_serving(millbank, date(2027, 1, 1))  # the first day it no longer does
    assert not queries.networks_serving("ZZ9 9ZZ", TODAY)
    assert not queries.networks_serving(millbank, TODAY, purpose="transport")
    assert list(queries.wards_served_by(network.pk, TODAY)) == [millbank]


def test_the_table_of_wards_is_two_queries_however_many_there_are(
    millbank: Ward, django_assert_num_queries: Any
) -> None:
    for n in range(5):
        ward = Ward.objects.create(code=f"X0500001{n}", name=f"Ward {n}", district_name="Aireborough")
        network = Organisation.objects.create(name=f"Network {n}", kind="network")
        ServedArea.objects.create(organisation=network, ward=ward, starts_on=date(2026, 1, 1))
    with django_assert_num_queries(2):
        rows = queries.wards_with_networks(TODAY)
    assert [row.name for row in rows] == ["Millbank", "Ward 0", "Ward 1", "Ward 2", "Ward 3", "Ward 4"]
    assert (rows[0].postcodes, rows[0].networks, rows[1].networks) == (30, (), ("Network 0",))


def test_a_map_without_wards_is_empty() -> None:
    assert queries.ward_map().wards == ()
