"""Loading postcodes and wards: what arrives, what a second time does, and what a bad file is told."""

import gzip
import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import RoleIn, Viewer, acting_as
from locallinks.local.places import actions, queries
from locallinks.local.places.models import Postcode, ServedArea, Ward
from locallinks.local.places.permissions import check_can_change_places

AT = datetime(2026, 11, 16, 10, 30, tzinfo=ZoneInfo("Europe/London"))
ADMINISTRATOR = Viewer(user_id=1, name="Ada Pell", roles_held=(RoleIn(Role.ADMINISTRATOR, 1, "Council", "council"),))
PLANNER = Viewer(user_id=2, name="Joan Whitlock", roles_held=(RoleIn(Role.SUPPORT_PLANNER, 2, "Network"),))
HEADER = "postcode,lat,long,lad_code,lad_name,ward_code,ward_name\n"
ROWS = [
    "ZZ1 1AA,53.90000,-1.70000,X06000001,Aireborough,X05000001,Millbank\n",
    "ZZ1 1AB,53.90100,-1.70100,X06000001,Aireborough,X05000001,Millbank\n",
    "ZZ2 1AA,53.91000,-1.72000,X06000001,Aireborough,X05000002,Canal Side & Locks\n",
]
SQUARE = [[-1.71, 53.89], [-1.69, 53.89], [-1.69, 53.91], [-1.71, 53.91], [-1.71, 53.89]]


def write(folder: Path, text: str, name: str = "places.csv") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def load(path: Path, viewer: Viewer = ADMINISTRATOR) -> actions.LoadCounts:
    with acting_as(viewer):
        return actions.load_postcodes(viewer=viewer, path=path, at=AT)


def load_outlines(path: Path) -> actions.LoadCounts:
    with acting_as(ADMINISTRATOR):
        return actions.load_wards(viewer=ADMINISTRATOR, path=path, at=AT)


def geojson(**properties: str) -> str:
    shape = {"type": "Polygon", "coordinates": [SQUARE]}
    return json.dumps({"type": "FeatureCollection", "features": [{"properties": properties, "geometry": shape}]})


pytestmark = pytest.mark.django_db


def test_postcodes_and_their_wards_arrive(tmp_path: Path) -> None:
    assert load(write(tmp_path, HEADER + "".join(ROWS))) == actions.LoadCounts(
        read=3, created=3, changed=0, unchanged=0
    )
    assert queries.find_postcode("zz11ab").ward.name == "Millbank"
    assert Ward.objects.get(code="X05000002").district_name == "Aireborough"
    with acting_as(ADMINISTRATOR):
        assert Entry.objects.filter(verb="loaded postcodes", actor_name="Ada Pell").count() == 1


def test_a_second_time_changes_nothing_and_a_moved_postcode_is_changed(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "".join(ROWS))
    load(path)
    assert load(path) == actions.LoadCounts(read=3, created=0, changed=0, unchanged=3)
    moved = ROWS[0].replace("53.90000", "53.95000")
    assert load(write(tmp_path, HEADER + moved)).changed == 1
    assert Postcode.objects.get(pk="ZZ1 1AA").latitude == 53.95


def test_a_plain_centroid_file_keeps_the_ward_and_leaves_out_what_has_no_place(tmp_path: Path) -> None:
    load(write(tmp_path, HEADER + "".join(ROWS)))
    loaded = load(write(tmp_path, "postcode,lat,long\nZZ1 1AA,53.9,-1.71\nZZ9 9ZZ,,0.00000\n"))
    assert (loaded.read, loaded.changed, loaded.without_place) == (2, 1, 1)
    assert Postcode.objects.get(pk="ZZ1 1AA").ward.name == "Millbank"
    assert not Postcode.objects.filter(pk="ZZ9 9ZZ").exists()


def test_a_packed_file_and_a_postcode_given_twice(tmp_path: Path) -> None:
    path = tmp_path / "places.csv.gz"
    path.write_bytes(gzip.compress((HEADER + ROWS[0] + ROWS[0].replace("53.90000", "53.90900")).encode()))
    assert load(path).created == 1
    assert Postcode.objects.get(pk="ZZ1 1AA").latitude == 53.909  # the later line


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1: the column lat, long, postcode is missing"),
        ("code,lat,long\n", "line 1: the column postcode is missing"),
        (HEADER, "holds no postcode"),
        (HEADER + ROWS[0] + "ZZ1 1A,53.9,-1.7,,,,\n", "line 3: “ZZ1 1A” is not a postcode"),
        (HEADER + ROWS[0] + "ZZ1 1AB,north,-1.7,,,,\n", "line 3: the place “north, -1.7” is not two numbers"),
        (HEADER + "ZZ1 1AB,48.0,-1.7,,,,\n", "line 2: the place 48.0, -1.7 is not in the United Kingdom"),
        (HEADER + "ZZ1 1AB,nan,-1.7,,,,\n", "line 2: the place nan, -1.7 is not in the United Kingdom"),
        (HEADER + ROWS[0] + "ZZ1 1AB,53.9\n", "line 3: the line does not have as many values"),
        (HEADER + ROWS[0].replace("X05000001", "X05000001999"), "line 2: the ward"),
        (HEADER + ROWS[0] + '"ZZ1 1AB,53.9', "cannot be read"),
    ],
)
def test_a_bad_file_names_the_line_and_changes_nothing(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DomainError, match=says) as refusal:
        load(write(tmp_path, text))
    assert "places.csv" in str(refusal.value)
    assert Postcode.objects.count() == Ward.objects.count() == 0


def test_a_missing_a_cut_and_a_wrong_file_say_so(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="nowhere.csv cannot be opened"):
        load(tmp_path / "nowhere.csv")
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress((HEADER + "".join(ROWS * 50)).encode())[:-20])
    with pytest.raises(DomainError, match="cut.csv.gz cannot be read: it was cut short"):
        load(cut)
    wrong = tmp_path / "picture.csv"
    wrong.write_bytes(b"\xff\xfe\x00\x01" * 50)
    with pytest.raises(DomainError, match="picture.csv"):
        load(wrong)
    assert Postcode.objects.count() == 0


def test_only_an_administrator_loads(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        load(write(tmp_path, HEADER + ROWS[0]), PLANNER)


def test_outlines_find_their_ward_by_code_or_by_name(tmp_path: Path) -> None:
    load(write(tmp_path, HEADER + "".join(ROWS)))
    by_name = write(tmp_path, geojson(WARD_NAME="Canal Side and Locks"), "wards.geojson")
    assert load_outlines(by_name) == actions.LoadCounts(read=1, created=0, changed=1, unchanged=0)
    assert load_outlines(by_name).unchanged == 1
    new = write(tmp_path, geojson(WD21CD="X05000009", WD21NM="Saltgate"), "wards.geojson")
    assert load_outlines(new).created == 1
    assert [ward.code for ward in queries.ward_map().wards] == ["X05000002", "X05000009"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "line 1: this is not JSON"),
        ("[]", "is not a GeoJSON list of wards"),
        ('{"features": []}', "is not a GeoJSON list of wards"),
        (geojson(WARD_NAME="Atlantis"), "ward 1: we know no ward called “Atlantis”"),
        ('{"features": [{"properties": {"code": "X1", "name": "A"}, "geometry": null}]}', "outline is not a polygon"),
        ('{"features": [{"properties": [], "geometry": null}]}', "we know no ward"),
    ],
)
def test_a_bad_outline_file_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DomainError, match=says):
        load_outlines(write(tmp_path, text, "wards.geojson"))
    assert Ward.objects.count() == 0


def test_who_serves_a_ward_has_a_beginning_and_an_end_and_never_overlaps(tmp_path: Path) -> None:
    load(write(tmp_path, HEADER + ROWS[0]))
    network = Organisation.objects.create(name="Millbank Neighbours", kind="network")
    ward = Ward.objects.get()
    told = {"viewer": ADMINISTRATOR, "organisation": network, "ward": ward, "at": AT}
    with acting_as(ADMINISTRATOR):
        area = actions.serve_ward(**told, starts_on=date(2026, 1, 1))
        with pytest.raises(DomainError, match="already serves"):
            actions.serve_ward(**told, starts_on=date(2026, 6, 1))
        actions.stop_serving(viewer=ADMINISTRATOR, area=area, ends_on=date(2026, 6, 1), at=AT)
        actions.serve_ward(**told, starts_on=date(2026, 6, 1), ends_on=date(2027, 1, 1))
        with pytest.raises(DomainError, match="last day must be after"):
            actions.serve_ward(**told, starts_on=date(2028, 1, 1), ends_on=date(2028, 1, 1))
        with pytest.raises(DomainError, match="last day must be after"):
            actions.stop_serving(viewer=ADMINISTRATOR, area=area, ends_on=date(2026, 1, 1), at=AT)
    assert ServedArea.objects.count() == 2
    with acting_as(PLANNER), pytest.raises(NotAllowed):
        actions.serve_ward(**{**told, "viewer": PLANNER}, starts_on=date(2029, 1, 1))


def test_the_commands_load_and_say_what_they_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    postcodes = write(tmp_path, HEADER + "".join(ROWS))
    outlines = write(tmp_path, geojson(WARD_NAME="Millbank"), "wards.geojson")
    call_command("load_postcodes", str(postcodes), wards_geojson=outlines)
    call_command("load_wards", str(outlines))
    said = capsys.readouterr().out
    assert "3 postcodes read: 3 new" in said
    assert "1 ward outlines read: 1 new or changed" in said
    assert "1 ward outlines read: 0 new, 0 changed, 1 as before" in said
    with acting_as(queries.command_viewer("test")):
        assert Entry.objects.filter(actor_name="bin/locallinks load_postcodes").count() == 2
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("load_postcodes", "nowhere.csv")
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("load_wards", "nowhere.geojson")


def test_m11_a_networks_administrator_changes_no_places() -> None:
    theirs = Viewer(user_id=2, name="Nora Tate", roles_held=(RoleIn(Role.ADMINISTRATOR, 2, "Network", "network"),))
    with pytest.raises(NotAllowed):
        check_can_change_places(theirs)
    check_can_change_places(ADMINISTRATOR)
