"""Bringing feeds in: what is written, what a second time does, what goes, and that a bad feed changes nothing."""

import gzip
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import RoleIn, Viewer, acting_as
from locallinks.local.directory.actions import import_feed
from locallinks.local.directory.models import (
    Contact,
    FeedImport,
    FeedIssue,
    Location,
    Schedule,
    Service,
    ServiceOrganisation,
    Tag,
)
from locallinks.local.directory.rules.feed_files import MAX_FILE_BYTES
from locallinks.local.places.models import Postcode, Ward

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 10, 30, tzinfo=ZoneInfo("Europe/London"))
ADMINISTRATOR = Viewer(user_id=1, name="Ada Pell", roles_held=(RoleIn(Role.ADMINISTRATOR, 1, "Council", "council"),))
PLANNER = Viewer(user_id=2, name="Joan Whitlock", roles_held=(RoleIn(Role.SUPPORT_PLANNER, 2, "Network"),))
FIXTURES = Path(__file__).parent / "fixtures"


def identity(n: int) -> str:
    return f"2a3483ea-8966-4f50-9{n:03d}-7bafa1e5c623"


def service(n: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": identity(n),
        "name": f"Club {n}",
        "description": f"What happens at club {n}.",
        "assured_date": "2026-10-01",
        "organization": {"id": "42d3fa20-b36d-4822-b5dc-68029911caaf", "name": "Millbank Neighbours"},
        **changes,
    }


Load = Callable[..., FeedImport]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Write a feed and bring it in."""

    def bring(*entries: Any, viewer: Viewer = ADMINISTRATOR, at: datetime = AT, **told: Any) -> FeedImport:
        path = tmp_path / "feed.json"
        path.write_text(json.dumps(list(entries)))
        with acting_as(viewer):
            return import_feed(viewer=viewer, path=path, at=at, **told)

    return bring


def sums(report: FeedImport) -> tuple[int, ...]:
    """read, loaded, created, changed, unchanged, refused, withdrawn"""
    return (
        report.read,
        report.loaded,
        report.created,
        report.changed,
        report.unchanged,
        report.refused,
        report.withdrawn,
    )


def test_a_feed_is_loaded_with_its_report_and_an_audit_entry() -> None:
    with acting_as(ADMINISTRATOR):
        report = import_feed(viewer=ADMINISTRATOR, path=FIXTURES / "defects_1_0.json", at=AT)
        entry = Entry.objects.get()
    assert sums(report) == (22, 15, 15, 0, 0, 7, 0)
    assert (report.version, report.whole, report.mended, report.noted) == ("1.0", True, 8, 13)
    assert report.counts["refused"] == {
        "no_name": 1,
        "no_organisation": 2,
        "not_public": 2,
        "refuge": 1,
        "repeated_id": 1,
    }
    assert FeedIssue.objects.filter(feed_import=report, kind="refused").count() == 7
    assert (entry.actor_name, entry.verb, entry.subject_id) == (
        "Ada Pell",
        "brought a feed into the directory",
        str(report.pk),
    )
    whole = Service.objects.get(name="Full details in 1.0")
    assert (whole.locations.get().postcode, whole.schedules.count(), whole.organisation.name) == (
        "ZZ1 1AA",
        2,
        "Group 21",
    )
    assert Contact.objects.get().phone_note == "ask for the warden"
    assert list(Tag.objects.order_by("key").values_list("key", "parent__key")) == [
        ("dementia", None),
        ("low income", None),
        ("low income>unemployed", "low income"),
        ("older people", None),
    ]
    assert not Service.objects.filter(name__icontains="refuge").exists()


def test_the_same_feed_again_changes_nothing_and_reports_the_same(load: Load) -> None:
    for name in ("defects_1_0.json", "defects_3_0.json"):
        with acting_as(ADMINISTRATOR):
            first = import_feed(viewer=ADMINISTRATOR, path=FIXTURES / name, at=AT, source=name)
            rows = list(Service.objects.order_by("pk").values())
            again = import_feed(viewer=ADMINISTRATOR, path=FIXTURES / name, at=AT, source=name)
        assert (again.created, again.changed, again.withdrawn, again.unchanged) == (0, 0, 0, first.loaded)
        assert (again.counts, again.mended, again.noted) == (first.counts, first.mended, first.noted)
        issues = [list(one.issues.values_list("source_id", "code", "what", "remedy")) for one in (first, again)]
        assert sorted(issues[0]) == sorted(issues[1])
        assert list(Service.objects.order_by("pk").values()) == rows


def test_a_changed_service_keeps_its_place_and_everything_below_it_is_renewed(load: Load) -> None:
    address = {"address_1": "1 Mill Lane", "postal_code": "ZZ1 1AA"}
    times = [{"freq": "WEEKLY", "byday": "TU", "opens_at": "10:00"}]
    full = {
        "service_at_locations": [{"location": {"name": "Hall", "addresses": [address]}, "schedules": times}],
        "contacts": [{"name": "Desk"}],
        "pc_targetAudience": [{"audienceType": "Carers"}],
    }
    load(service(1, **full), service(2))
    before = Service.objects.get(name="Club 1")
    later = AT + timedelta(days=7)
    changed = service(1, **{**full, "name": "Club one", "pc_targetAudience": [{"audienceType": "Men"}]})
    assert sums(load(changed, service(2), at=later)) == (2, 2, 0, 1, 1, 0, 0)
    after = Service.objects.get(name="Club one")
    assert (after.pk, after.uuid, after.first_seen_at, after.last_seen_at) == (before.pk, before.uuid, AT, later)
    assert [tag.name for tag in after.tags.all()] == ["Men"]
    assert (Location.objects.count(), Schedule.objects.count(), Contact.objects.count()) == (1, 1, 1)
    assert Service.objects.get(name="Club 2").last_seen_at == later


def test_a_renamed_organisation_is_renamed_and_found_by_its_new_name(load: Load) -> None:
    load(service(1))
    renamed = {"id": "42d3fa20-b36d-4822-b5dc-68029911caaf", "name": "Millbank Together"}
    assert load(service(1, organization=renamed)).changed == 1
    assert ServiceOrganisation.objects.get().name == "Millbank Together"
    assert Service.objects.get().organisation_name == "Millbank Together"


def test_what_goes_from_a_whole_feed_is_withdrawn_and_can_come_back(load: Load) -> None:
    load(service(1), service(2), service(3))
    assert sums(load(service(1), service(3))) == (2, 2, 0, 0, 2, 0, 1)
    assert Service.objects.get(name="Club 2").withdrawn_at == AT
    assert Service.objects.count() == 3
    assert sums(load(service(1), service(2), service(3))) == (3, 3, 0, 1, 2, 0, 0)
    assert Service.objects.get(name="Club 2").withdrawn_at is None
    load(service(1), service(3))
    assert load(service(1), service(2, name="Club two"), service(3)).changed == 1  # back, and different
    assert Service.objects.get(name="Club two").withdrawn_at is None


def test_a_page_of_many_takes_nothing_off_unless_somebody_says_it_is_whole(tmp_path: Path, load: Load) -> None:
    load(service(1), service(2), service(3))
    page = tmp_path / "page.json"
    page.write_text(json.dumps({"contents": [service(1)], "total_items": 3, "total_pages": 3, "page_number": 1}))
    with acting_as(ADMINISTRATOR):
        report = import_feed(viewer=ADMINISTRATOR, path=page, at=AT)
        assert (report.whole, report.withdrawn, report.kept_though_missing) == (False, 0, 0)
        assert import_feed(viewer=ADMINISTRATOR, path=page, at=AT, whole=True).withdrawn == 2
    assert load(service(3), whole=False).withdrawn == 0


def test_a_broken_export_does_not_empty_the_directory(load: Load) -> None:
    everything = [service(n) for n in range(1, 41)]
    load(*everything)
    report = load(*everything[:3])
    assert (report.whole, report.withdrawn, report.kept_though_missing) == (False, 0, 37)
    assert load(*everything[:25]).withdrawn == 15  # less than half: believed
    assert load(*everything[:3], whole=True).withdrawn == 22


def test_a_service_the_feed_now_hides_is_taken_off_even_by_a_part_of_the_feed(load: Load) -> None:
    load(service(1), service(2), service(3))
    assert load(service(1), service(2, status="archived"), whole=False).withdrawn == 1
    assert Service.objects.get(name="Club 2").withdrawn_at is not None


def test_the_later_of_two_entries_with_one_id_is_loaded(load: Load) -> None:
    report = load(service(1, name="Earlier"), service(1, name="Later"))
    assert sums(report) == (2, 1, 1, 0, 0, 1, 0)
    assert Service.objects.get().name == "Later"
    assert sums(load(service(1, name="Earlier"), service(1, name="Later"))) == (2, 1, 0, 0, 1, 1, 0)


def test_two_feeds_with_the_same_id_are_two_services_with_their_own_addresses(load: Load) -> None:
    load(service(1))
    load(service(1), source="other")
    shouted = identity(2).upper()
    load(service(2), service(2, id=shouted), source="third")
    assert Service.objects.count() == 4
    assert len(set(Service.objects.values_list("uuid", flat=True))) == 4
    assert load(service(1), source="other").unchanged == 1


def test_a_service_without_a_point_stands_at_its_postcode_and_in_its_ward(load: Load) -> None:
    ward = Ward.objects.create(code="X05000001", name="Millbank")
    addresses = [{"address_1": "Hall", "postal_code": "zz1 1aa"}]
    located = service(1, service_at_locations=[{"location": {"addresses": addresses}}])
    load(located)
    assert Location.objects.get().latitude is None
    Postcode.objects.create(postcode="ZZ1 1AA", outcode="ZZ1", latitude=53.9, longitude=-1.7, ward=ward)
    assert load(located).unchanged == 1  # postcodes arrived after the feed
    place = Location.objects.get()
    assert (place.latitude, place.ward, place.placed_by_postcode) == (53.9, ward, True)
    exact = [{"location": {"addresses": addresses, "latitude": 53.95, "longitude": -1.71}}]
    load(service(1, service_at_locations=exact))
    place = Location.objects.get()
    assert (place.latitude, place.ward, place.placed_by_postcode) == (53.95, ward, False)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"<html>", "not_json"),
        (gzip.compress(json.dumps([service(1)]).encode())[:-9], "cut_short"),
        (json.dumps([service(1)]).encode()[:-9], "cut_short"),
        (json.dumps([service(1, name=""), service(2, organization=None)]).encode(), "nothing_valid"),
        (b"x" * (MAX_FILE_BYTES + 1), "too_big"),
    ],
)
def test_a_bad_feed_changes_nothing(tmp_path: Path, load: Load, raw: bytes, code: str) -> None:
    load(service(1))
    path = tmp_path / "council.json"
    path.write_bytes(raw)
    with acting_as(ADMINISTRATOR), pytest.raises(DomainError, match=r"council\.json") as refusal:
        import_feed(viewer=ADMINISTRATOR, path=path, at=AT)
    assert refusal.value.codes == {code}
    assert (FeedImport.objects.count(), Service.objects.filter(withdrawn_at=None).count()) == (1, 1)


def test_a_missing_file_and_a_nameless_source_say_so(tmp_path: Path, load: Load) -> None:
    with acting_as(ADMINISTRATOR), pytest.raises(DomainError, match="nowhere.json cannot be opened"):
        import_feed(viewer=ADMINISTRATOR, path=tmp_path / "nowhere.json", at=AT)
    with pytest.raises(DomainError, match="Give the feed a short name"):
        load(service(1), source="  ")


def test_nothing_valid_says_why_all_were_left_out(load: Load) -> None:
    with pytest.raises(DomainError, match="all 2 were left out .*1 no name; 1 nobody named to run it"):
        load(service(1, name=""), service(2, organization=None))


def test_only_an_administrator_brings_feeds_in(load: Load) -> None:
    for viewer in (PLANNER, Viewer()):
        with pytest.raises(NotAllowed):
            load(service(1), viewer=viewer)
    assert not Service.objects.exists()


def test_the_command_prints_the_report(tmp_path: Path, load: Load, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_feed", str(FIXTURES / "defects_1_0.json"))
    said = capsys.readouterr().out
    assert "22 read = 15 loaded + 7 left out" in said
    assert "15 new, 0 changed, 0 as before; 8 put right" in said
    assert "2  Nobody named to run it" in said
    load(*[service(n) for n in range(100, 130)])
    call_command("import_feed", str(FIXTURES / "defects_1_0.json"))
    assert "30 are missing from the feed: too many to believe" in capsys.readouterr().out
    call_command("import_feed", str(FIXTURES / "defects_1_0.json"), whole=True)
    assert "30 no longer in the feed, taken off the directory" in capsys.readouterr().out
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_feed", str(tmp_path / "nowhere.json"))
