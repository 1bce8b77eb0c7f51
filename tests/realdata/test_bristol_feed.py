"""Bristol's real feed of December 2024: 819 services with every defect real feeds have (issue 2, done when 2)."""

import gzip
import json
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.directory.actions import import_feed
from locallinks.local.directory.models import FeedImport, FeedIssue, Service, Tag
from locallinks.local.directory.queries.search import search_services
from locallinks.local.places.queries import command_viewer

pytestmark = [pytest.mark.realdata, pytest.mark.django_db]
AT = datetime(2026, 11, 16, 10, 30, tzinfo=ZoneInfo("Europe/London"))
FOLDER = Path("data/bristol-oruk-feed")
FEED = "bristol_services_oruk1_2024-12.json.gz"


def bring(path: Path, **told: str) -> FeedImport:
    viewer = command_viewer("test")
    with acting_as(viewer):
        return import_feed(viewer=viewer, path=path, at=AT, **told)


@pytest.fixture
def bristol(shared_data: Path) -> FeedImport:
    return bring(shared_data / FOLDER / FEED)


def test_what_was_read_loaded_mended_and_refused_and_why(bristol: FeedImport) -> None:
    assert (bristol.version, bristol.whole) == ("1.0", True)
    assert (bristol.read, bristol.loaded, bristol.refused, bristol.mended) == (819, 811, 8, 765)
    # Seven have nobody named to run them, one of which has no name either; one id comes twice.
    assert bristol.counts["refused"] == {"no_organisation": 7, "no_name": 1, "repeated_id": 1}
    assert bristol.counts["mended"] == {
        "html": 763,
        "id_form": 446,
        "tag_spaces": 71,
        "url_written": 63,
        "email_written": 5,
        "name_spaces": 5,
        "url_unusable": 2,
    }
    assert bristol.counts["noted"] == {
        "checked_long_ago": 797,
        "never_checked": 14,
        "same_name": 26,
        "no_description": 7,
        "mentions_refuge": 3,
    }
    refused = FeedIssue.objects.filter(feed_import=bristol, kind="refused")
    assert {issue.name for issue in refused} == {
        "",
        "Cost of living service- Community Warm Space- Hawkes House",
        "Fishponds Yoga for Fitness & Wellbeing",
        "Hartcliffe Community Food Growing",
        "St Monica Trust - Head Office",
        "Thornbury and District League of Friends",
        "Westbury Podiatry Clinic - Mr C Barnsley",
        "Yate Community Choir",
    }


def test_nothing_of_the_feed_can_reach_a_page_as_code_or_as_a_record_keeper(bristol: FeedImport) -> None:
    for service in Service.objects.select_related("organisation"):
        shown = " ".join(
            [service.name, service.description, service.fees, service.how_to_join, service.organisation.name]
        )
        assert not re.search(r"</?(p|span|div|br|li|script|img|table)\b|&(nbsp|amp|quot);|data:image", shown), (
            service.name
        )
        assert "assurer-" not in json.dumps([shown, service.email, service.extra])
        assert service.url == "" or service.url.startswith(("http://", "https://"))
    assert Service.objects.count() == 811


def test_tags_are_folded_to_thirty(bristol: FeedImport) -> None:
    keys = set(Tag.objects.values_list("key", flat=True))
    assert len(keys) == 30
    assert {"dementia", "low income>unemployed", "sensory impaired>visually impaired"} <= keys
    assert Tag.objects.get(key="dementia").services.count() == 48  # 33 "Dementia" and 15 "Dementia "


def test_a_second_time_changes_nothing(bristol: FeedImport, shared_data: Path) -> None:
    again = bring(shared_data / FOLDER / FEED)
    assert (again.created, again.changed, again.withdrawn, again.unchanged) == (0, 0, 0, 811)
    assert (again.counts, again.mended, again.refused) == (bristol.counts, bristol.mended, bristol.refused)
    assert Service.objects.count() == 811


def test_a_planner_finds_what_somebody_asks_for(bristol: FeedImport) -> None:
    def first(words: str) -> str:
        return search_services(words=words, at=AT)[0].name

    assert "Garden" in first("gardening club")
    assert "Garden" in first("gardning club")
    assert "Shed" in first("men's shed")
    assert "Danc" in first("somewhere to dance")
    assert "Lunch Club" in first("lunch club")
    assert search_services(words="memory cafe", tag="dementia", at=AT)


def test_the_page_of_the_3_0_feed_updates_three_and_takes_nothing_off(bristol: FeedImport, shared_data: Path) -> None:
    page = bring(shared_data / FOLDER / "bristol_services_page1_oruk3_2026.json")
    assert (page.version, page.whole, page.read, page.changed, page.withdrawn) == ("3.0", False, 3, 3, 0)
    assert page.counts["mended"] == {"age": 3, "html": 3, "id_form": 1, "email_placeholder": 1}
    assert Service.objects.get(name="A Picture of Health").email == ""
    assert Service.objects.filter(withdrawn_at=None).count() == 811


def test_the_feed_cut_short_changes_nothing(bristol: FeedImport, shared_data: Path, tmp_path: Path) -> None:
    packed = (shared_data / FOLDER / FEED).read_bytes()
    for name, raw in (("cut.json.gz", packed[: len(packed) // 2]), ("cut.json", gzip.decompress(packed)[:1_000_000])):
        cut = tmp_path / name
        cut.write_bytes(raw)
        with pytest.raises(DomainError, match=f"{name} was cut short"):
            bring(cut)
    assert (FeedImport.objects.count(), Service.objects.filter(withdrawn_at=None).count()) == (1, 811)


def test_other_files_of_the_folder_are_told_apart_from_a_feed(shared_data: Path) -> None:
    for name in ("bristol_service_taxonomy_tags_2021.json", "live_oruk3_feed_urls.json"):
        with pytest.raises(DomainError, match=name):
            bring(shared_data / FOLDER / name)


@pytest.mark.parametrize("kind", ["pass", "warn"])
def test_the_validators_mock_feeds_are_read(shared_data: Path, kind: str) -> None:
    mock = shared_data / "standards/open-referral-uk/validator" / f"mock-feed-3.0-{kind}"
    report = bring(mock / "service_full.json")
    assert (report.version, report.loaded, report.whole) == ("3.0", 1, False)
    service = Service.objects.get()
    assert (service.name, service.minimum_age, service.schedules.count()) == ("Community Counselling", 12, 2)
    assert report.counts["mended"]["url_placeholder"] == 1
    for name in ("organization_list.json", "taxonomy_list.json", "api_details.json"):
        with pytest.raises(DomainError, match=name):
            bring(mock / name)
