"""The pages: what each shows, to whom, and what it says when something is wrong."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.directory.actions import import_feed
from locallinks.local.directory.models import FeedImport, Service
from locallinks.local.directory.tests.test_actions import AT, FIXTURES, service
from locallinks.local.places.actions import load_postcodes, load_wards
from locallinks.local.places.queries import command_viewer
from tests.readability import page_words, reading_age

pytestmark = pytest.mark.usefixtures("db")
DEMO = Path(__file__).parents[3] / "demo" / "data"


@pytest.fixture
def aireborough(db: None) -> None:
    """The invented city's own directory."""
    viewer = command_viewer("test")
    with acting_as(viewer):
        load_postcodes(viewer=viewer, path=DEMO / "aireborough_postcodes.csv", at=AT)
        load_wards(viewer=viewer, path=DEMO / "aireborough_wards.geojson", at=AT)
        import_feed(viewer=viewer, path=DEMO / "aireborough_feed_oruk3.json", at=AT)


def text(response: Any) -> str:
    return response.content.decode()


def rows_of(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.usefixtures("aireborough")
class TestFindSupport:
    def test_anybody_finds_lunch_near_home(self, client: Client) -> None:
        page = client.get("/find-support/", {"words": "lunch", "postcode": "zz11aa", "within": "3200"})
        assert page.status_code == 200
        for words in ("Tuesday lunch club", "Every Tuesday, midday to 2pm", "0.4 miles away", "£5.00 each time"):
            assert words in text(page)
        for words in ("Run by Millbank Neighbours", "Checked 6 October 2026", 'value="zz11aa"', "2 services"):
            assert words in text(page)

    def test_day_tag_age_and_free_narrow_and_stay_open(self, client: Client) -> None:
        page = client.get("/find-support/", {"day": "3", "tag": "walking", "age": "80", "free": "on"})
        assert "Nothing fits all of that." in text(page)
        page = client.get("/find-support/", {"day": "2", "tag": "walking", "age": "80", "free": "on"})
        assert "Millbank walking group" in text(page)
        assert "1 service<" in text(page)
        assert '<details class="govuk-details" open>' in text(page)

    def test_an_unknown_postcode_keeps_what_was_typed(self, client: Client) -> None:
        page = client.get("/find-support/", {"words": "lunch", "postcode": "ZZ9 9ZZ"})
        assert page.status_code == 422
        for words in ("We do not know the postcode ZZ9 9ZZ", 'value="lunch"', 'value="ZZ9 9ZZ"', "There is a problem"):
            assert words in text(page)

    @pytest.mark.parametrize(
        ("asked", "says"),
        [
            ({"within": "1600"}, "Enter a postcode to look near, like LS12 1AA"),
            ({"postcode": "Millbank"}, "Enter a postcode, like LS12 1AA"),
            ({"age": "old"}, "Their age must be a whole number"),
            ({"tag": "no such tag"}, "There is a problem"),
            ({"words": "x" * 101}, "There is a problem"),
            ({"words": "a\x00b"}, "There is a problem"),
        ],
    )
    def test_what_cannot_be_is_said(self, client: Client, asked: dict[str, str], says: str) -> None:
        page = client.get("/find-support/", asked)
        assert page.status_code == 422
        assert says in text(page)

    def test_the_list_pages_and_downloads_as_asked(self, client: Client) -> None:
        page = client.get("/find-support/", {"page": "2"})
        assert "21 to 40 of 63 services" in text(page)
        file = client.get("/find-support/", {"words": "lunch", "postcode": "ZZ1 1AA", "format": "csv"})
        rows = rows_of(file)
        assert file["Content-Type"].startswith("text/csv")
        assert rows[0][:3] == ["Name", "Who runs it", "When"]
        assert rows[1][0] == "Tuesday lunch club"
        assert len(rows) > 3

    def test_the_number_of_queries_is_fixed(self, client: Client, django_assert_max_num_queries: Any) -> None:
        client.get("/find-support/")
        with django_assert_max_num_queries(7):
            client.get("/find-support/", {"postcode": "ZZ1 1AA"})

    def test_html_is_only_ever_text(self, client: Client) -> None:
        Service.objects.filter(name="Tuesday lunch club").update(
            name="<script>alert(1)</script>", description="<b>x</b>"
        )
        for page in (
            client.get("/find-support/"),
            client.get("/find-support/", {"words": "<script>alert(1)</script>"}),
        ):
            assert "<script>alert" not in text(page)


@pytest.mark.usefixtures("aireborough")
class TestService:
    def address(self, name: str) -> str:
        return f"/find-support/{Service.objects.get(name=name).uuid}/"

    def test_it_says_how_to_get_in_touch_when_where_and_who(self, client: Client) -> None:
        page = client.get(self.address("Tuesday lunch club"))
        assert page.status_code == 200
        for words in (
            "tel:01134960101",
            "Every Tuesday, midday to 2pm",
            "Millbank Community Hall",
            "£5.00",
            "Ring first",
        ):
            assert words in text(page)
        assert "Who runs it" in text(page)
        assert "not a recommendation" in text(page)

    def test_an_entry_nobody_checked_says_so(self, client: Client) -> None:
        page = text(client.get(self.address("Netherfield warm welcome")))
        assert "Not checked since 5 February 2020" in page
        assert "Ring or write before you go" in page
        assert "<li>soup at 1pm</li>" in page

    def test_one_that_has_gone_says_so_and_one_never_known_is_not_found(self, client: Client) -> None:
        Service.objects.filter(name="Tuesday lunch club").update(withdrawn_at=AT)
        gone = client.get(self.address("Tuesday lunch club"))
        assert gone.status_code == 410
        assert "It was taken off the directory on 16 November 2026" in text(gone)
        assert "tel:" not in text(gone)
        assert client.get(f"/find-support/{uuid4()}/").status_code == 404

    def test_a_closed_one_says_ask_first(self, client: Client) -> None:
        Service.objects.filter(name="Tuesday lunch club").update(
            status="temporarily closed", phone="", email="", url=""
        )
        page = text(client.get(self.address("Tuesday lunch club")))
        assert "Closed for now" in page
        assert "https://www.millbank-neighbours.aireborough.example/" in page  # the organisation's own

    def test_the_way_back_leads_to_the_same_search(self, client: Client) -> None:
        asked = "http://testserver/find-support/?words=lunch&page=2"
        assert 'href="/find-support/?words=lunch&amp;page=2"' in text(
            client.get(self.address("Deaf club"), headers={"referer": asked})
        )
        elsewhere = client.get(self.address("Deaf club"), headers={"referer": "http://evil.example/find-support/?x=1"})
        assert "x=1" not in text(elsewhere)


class TestEmptyDirectory:
    def test_it_says_what_will_appear(self, client: Client, city: Any) -> None:
        assert "The directory is empty." in text(client.get("/find-support/"))
        assert "Bring in a feed" in text(city.client("administrator").get("/find-support/"))
        places = text(city.client("support_planner").get("/places/"))
        assert "No wards yet." in places
        assert "No feed yet." in text(city.client("administrator").get("/places/feeds/"))


@pytest.mark.usefixtures("aireborough")
class TestPlaces:
    def test_the_map_stands_beside_its_table(self, city: Any) -> None:
        page = text(city.client("support_planner").get("/places/"))
        assert page.count('class="ll-wards__ward ') == 6
        assert "Old Market: 16 services" in page
        assert "Nobody yet" in page
        assert "Feeds of the directory" not in page
        assert "Feeds of the directory" in text(city.client("administrator").get("/places/"))
        rows = rows_of(city.client("support_planner").get("/places/", {"format": "csv"}))
        assert ["X05000001", "Millbank", "Aireborough", "", "10", "100"] in rows

    def test_it_is_for_people_who_sign_in(self, client: Client) -> None:
        assert client.get("/places/").status_code == 302


class TestFeeds:
    def send(self, client: Client, raw: bytes, name: str = "council.json", **told: str) -> Any:
        file = SimpleUploadedFile(name, raw)
        return client.post("/places/feeds/new/", {"source": "main", "whole": "auto", **told, "file": file})

    def test_a_feed_is_sent_and_its_report_read(self, city: Any) -> None:
        client = city.client("administrator")
        sent = self.send(client, (FIXTURES / "defects_1_0.json").read_bytes(), "defects.json")
        report = FeedImport.objects.get()
        assert (sent.status_code, sent["Location"]) == (303, f"/places/feeds/{report.pk}/")
        assert (report.file_name, report.by_name) == ("defects.json", "Ada Pell")
        page = text(client.get(sent["Location"]))
        for words in ("22 services read: 15 loaded and 7 left out", "Nobody named to run it", "To be looked at"):
            assert words in page
        assert "defects.json" in text(client.get("/places/feeds/"))
        one = text(client.get(sent["Location"], {"kind": "refused", "code": "no_organisation"}))
        assert "We never send a person to something nobody is known to run." in one
        assert "turned into plain text" not in one.split('id="each"')[1]
        nothing = text(client.get(sent["Location"], {"kind": "refused", "code": "html"}))
        assert "Nothing to show." in nothing
        rows = rows_of(client.get(sent["Location"], {"kind": "refused", "format": "csv"}))
        assert len(rows) == 8
        assert rows_of(client.get("/places/feeds/", {"format": "csv"}))[1][2] == "defects.json"

    @pytest.mark.parametrize(
        ("raw", "says"),
        [
            (b"<html>", "bad.json is not a feed we can read"),
            (b'[{"id": "1"', "bad.json was cut short"),
            (b"[{}]", "bad.json holds no valid service"),
            (b"", "This file is empty"),
            (b"x" * (20 * 1024 * 1024 + 1), "This file is too big"),
        ],
    )
    def test_a_bad_file_is_told_and_the_rest_kept(self, city: Any, raw: bytes, says: str) -> None:
        page = self.send(city.client("administrator"), raw, "bad.json", source="council feed", whole="no")
        assert page.status_code == 422
        assert escape(says) in text(page)
        assert 'value="council feed"' in text(page)
        assert not FeedImport.objects.exists()

    def test_no_file_and_no_name(self, city: Any) -> None:
        page = city.client("administrator").post("/places/feeds/new/", {"source": "", "whole": "yes"})
        assert page.status_code == 422
        assert "Choose the file to send" in text(page)
        assert "Enter a short name for where it comes from" in text(page)

    def test_a_part_of_the_list_takes_nothing_off(self, city: Any) -> None:
        client = city.client("administrator")
        self.send(client, json.dumps([service(1), service(2)]).encode())
        self.send(client, json.dumps([service(1)]).encode(), whole="no")
        assert Service.objects.filter(withdrawn_at=None).count() == 2
        sent = self.send(client, json.dumps([service(1)]).encode(), whole="yes")
        assert Service.objects.filter(withdrawn_at=None).count() == 1
        assert "Taken off" in text(client.get(sent["Location"]))

    def test_too_many_missing_are_kept_and_the_report_says_so(self, city: Any) -> None:
        client = city.client("administrator")
        self.send(client, json.dumps([service(n) for n in range(40)]).encode())
        sent = self.send(client, json.dumps([service(1)]).encode())
        assert "39 services are missing from this feed" in text(client.get(sent["Location"]))

    def test_signed_out_is_asked_to_sign_in_and_a_report_that_is_not_there_is_not_found(
        self, client: Client, city: Any
    ) -> None:
        assert client.get("/places/feeds/").status_code == 302
        assert city.client("administrator").get("/places/feeds/999/").status_code == 404


@pytest.mark.usefixtures("aireborough")
def test_the_words_are_easy_to_read(city: Any) -> None:
    """docs/rules/pages.md 2: 9 to 11 for everybody, 11 to 13 for staff."""
    report = FeedImport.objects.get()
    club = Service.objects.get(name="Netherfield warm welcome")
    for path, client, oldest in (
        ("/find-support/?words=lunch&postcode=ZZ1+1AA&within=1600", Client(), 11),
        ("/find-support/?words=submarines", Client(), 11),
        (f"/find-support/{club.uuid}/", Client(), 11),
        ("/places/", city.client("support_planner"), 13),
        ("/places/feeds/", city.client("administrator"), 13),
        ("/places/feeds/new/", city.client("administrator"), 13),
        (f"/places/feeds/{report.pk}/", city.client("administrator"), 13),
    ):
        words = page_words(text(client.get(path)))
        assert reading_age(words) <= oldest, (path, reading_age(words), words)
