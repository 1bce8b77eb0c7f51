"""Leeds as it is: 30,679 postcodes and 33 wards load, and a distance search answers on them (issue 2, done when 3)."""

from datetime import datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection

from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.places.actions import load_postcodes, load_wards
from locallinks.local.places.models import Postcode, Ward
from locallinks.local.places.queries import (
    command_viewer,
    find_postcode,
    nearest_postcodes,
    ward_map,
    wards_with_networks,
)
from locallinks.local.places.rules import distance_metres

pytestmark = [pytest.mark.realdata, pytest.mark.django_db]
AT = datetime(2026, 11, 16, 10, 30, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def leeds(shared_data: Path) -> Path:
    files = shared_data / "data"
    viewer = command_viewer("test")
    with acting_as(viewer):
        loaded = load_postcodes(viewer=viewer, path=files / "uk-postcodes" / "leeds_postcodes_ward_lsoa.csv.gz", at=AT)
        drawn = load_wards(viewer=viewer, path=files / "leeds-geography" / "leeds_wards.geojson", at=AT)
    assert (loaded.read, loaded.created, drawn.changed) == (30_679, 30_679, 33)
    return files


@pytest.mark.usefixtures("leeds")
def test_every_postcode_and_ward_arrives_and_the_wards_are_drawn() -> None:
    assert Postcode.objects.count() == 30_679
    assert Ward.objects.exclude(boundary=[]).count() == 33
    rows = wards_with_networks(AT.date())
    assert len(rows) == 33
    assert sum(row.postcodes for row in rows) == 30_679
    drawn = ward_map()
    assert len(drawn.wards) == 33
    assert all(0 < ward.label_x < drawn.width and 0 < ward.label_y < drawn.height for ward in drawn.wards)
    assert sum(len(ward.path) for ward in drawn.wards) < 30_000  # a page, not a download


@pytest.mark.usefixtures("leeds")
def test_distance_search_answers_exactly_and_by_index() -> None:
    armley = find_postcode("ls12 2ab")
    assert armley.ward.name == "Armley"
    found = nearest_postcodes(armley.latitude, armley.longitude, within_metres=1000, limit=5000)
    points = Postcode.objects.values_list("pk", "latitude", "longitude")
    exact = {pk for pk, lat, long in points if distance_metres(armley.latitude, armley.longitude, lat, long) <= 1000}
    assert {place.postcode for place in found} == exact
    assert len(exact) > 50
    assert found[0].distance_metres < 1
    with connection.cursor() as cursor:
        within = "latitude between 53.79 and 53.80 and longitude between -1.6 and -1.58"
        cursor.execute(f"explain select 1 from places_postcode where {within}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "postcode_point" in plan


def test_a_second_time_changes_nothing(leeds: Path) -> None:
    viewer = command_viewer("test")
    with acting_as(viewer):
        again = load_postcodes(viewer=viewer, path=leeds / "uk-postcodes" / "leeds_postcodes_ward_lsoa.csv.gz", at=AT)
        outlines = load_wards(viewer=viewer, path=leeds / "leeds-geography" / "leeds_wards.geojson", at=AT)
    assert (again.unchanged, outlines.unchanged) == (30_679, 33)


def test_a_region_of_a_quarter_of_a_million_loads_in_a_breath(shared_data: Path) -> None:
    started = perf_counter()
    call_command("load_postcodes", str(shared_data / "data" / "uk-postcodes" / "centroids_yorkshire_humber.csv.gz"))
    assert Postcode.objects.count() > 240_000
    assert perf_counter() - started < 60


def test_bristol_loads_beside_leeds(leeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_postcodes", str(leeds / "uk-postcodes" / "bristol_postcodes_ward_lsoa.csv.gz"))
    assert "17,740 postcodes read: 17,740 new" in capsys.readouterr().out
    assert find_postcode("BS1 1AA").ward.district_name == "Bristol, City of"
