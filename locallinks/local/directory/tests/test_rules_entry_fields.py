"""Single facts of a service: addresses, numbers, ages, cost, status, age of the entry, and where it is."""

from datetime import date
from typing import Any

import pytest

from locallinks.local.directory.rules.clean_data import IssueLog
from locallinks.local.directory.rules.contacts import (
    contact_points,
    email_address,
    first_phone,
    read_phone_number,
    web_address,
)
from locallinks.local.directory.rules.entry_fields import age_limits, cost, freshness, not_for_the_public, status, tags
from locallinks.local.directory.rules.locations import read_coordinates, read_locations
from locallinks.local.directory.rules.mending import counts_by_code, mend

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("written", "read", "code"),
    [
        ("https://a.org/page?x=1#y", "https://a.org/page?x=1#y", ""),
        ("", "", ""),
        (None, "", ""),
        ("www.a.org", "https://www.a.org", "url_written"),
        ("Guardianangels.co.uk", "https://Guardianangels.co.uk", "url_written"),
        ("www.facebook.com/hilary", "https://www.facebook.com/hilary", "url_written"),
        ("http:www.a.co.uk", "http://www.a.co.uk", "url_written"),
        ("https:/a.co.uk", "https://a.co.uk", "url_written"),
        (" https://a.org ", "https://a.org", ""),
        ("http://www.example.com", "", "url_placeholder"),
        ("https://example.org/x", "", "url_placeholder"),
        ("n/a", "", "url_placeholder"),
        ("http://", "", "url_placeholder"),
        ("Warmley Community Centre", "", "url_unusable"),
        ("javascript:alert(1)", "", "url_unusable"),
        ("ftp://a.org", "", "url_unusable"),
        ("http:not an address", "", "url_unusable"),
        ("https://" + "a" * 600 + ".org", "", "url_unusable"),
    ],
)
def test_web_addresses(written: Any, read: str, code: str) -> None:
    notes = IssueLog()
    assert web_address(written, "url", notes) == read
    assert [issue.code for issue in notes.issues] == ([code] if code else [])


@pytest.mark.parametrize(
    ("written", "read", "code"),
    [
        ("a@b.org", "a@b.org", ""),
        ("", "", ""),
        ("\xa0a@b.org", "a@b.org", "email_written"),
        ("a@b.org.", "a@b.org", "email_written"),
        ("a@b.org; c@d.org", "a@b.org", "email_written"),
        ("Unknown-1@noemail.invalid", "", "email_placeholder"),
        ("email@example.com", "", "email_placeholder"),
        ("none", "", "email_placeholder"),
        ("ring us", "", "email_unusable"),
    ],
)
def test_email_addresses(written: str, read: str, code: str) -> None:
    notes = IssueLog()
    assert email_address(written, "email", notes) == read
    assert [issue.code for issue in notes.issues] == ([code] if code else [])


@pytest.mark.parametrize(
    ("written", "read", "code"),
    [
        ("0113 496 0001", ("0113 496 0001", ""), ""),
        ("(0113) 496-0001", ("0113 496 0001", ""), ""),
        ("+44 113 496 0001", ("0113 496 0001", ""), ""),
        ("01134960001", ("0113 496 0001", ""), ""),
        ("0113 496 00", ("0113 496 00", ""), ""),  # digits are missing: as the feed has it
        ("116 123", ("116 123", ""), ""),
        ("", ("", ""), ""),
        ("n/a", ("", ""), ""),
        ("0113 496 0001 ask for Jean", ("0113 496 0001", "ask for Jean"), "phone_words"),
        ("Freephone 0800 496 0001 or 0113 496 0002", ("0800 496 0001", "Freephone or 0113 496 0002"), "phone_words"),
        ("see the website", ("", "see the website"), "phone_words"),
        (1134960001, ("1134960001", ""), ""),
    ],
)
def test_phone_numbers(written: Any, read: tuple[str, str], code: str) -> None:
    notes = IssueLog()
    assert read_phone_number(written, "phones", notes) == read
    assert [issue.code for issue in notes.issues] == ([code] if code else [])


@pytest.mark.parametrize(
    ("raw", "lowest", "highest", "said"),
    [
        ({}, None, None, 0),
        ({"minimum_age": 18}, 18, None, 0),
        ({"minimum_age": "18", "maximum_age": 64.0}, 18, 64, 0),
        ({"minimum_age": 0, "maximum_age": ""}, None, None, 0),
        ({"minimum_age": -1, "maximum_age": -1}, None, None, 2),
        ({"minimum_age": True, "maximum_age": "old"}, None, None, 2),
        ({"maximum_age": 999}, None, None, 1),
        ({"maximum_age": 0}, None, None, 1),
        ({"minimum_age": 70, "maximum_age": 20}, None, None, 1),
        ({"eligibilitys": ["x", {"minimum_age": 60}]}, 60, None, 0),
        ({"eligibility": "anybody"}, None, None, 0),
    ],
)
def test_ages(raw: dict[str, Any], lowest: int | None, highest: int | None, said: int) -> None:
    notes = IssueLog()
    assert age_limits(raw, notes) == (lowest, highest)
    assert len(notes.issues) == said


@pytest.mark.parametrize(
    ("raw", "words", "free"),
    [
        ({}, "", None),
        ({"fees": "Free"}, "Free", True),
        ({"fees": "there is no charge"}, "There is no charge", True),
        ({"fees": "£3, free parking"}, "£3, free parking", False),
        ({"fees": "£0.00"}, "£0.00", None),
        ({"fees": "50p"}, "50p", False),
        ({"fees": "See website"}, "See website", None),
        ({"fees": "First visit is not free"}, "First visit is not free", False),
        ({"cost_options": [{"amount": 0}]}, "Free", True),
        (
            {"cost_options": [{"amount": "0.00", "option": "Members"}, {"amount": 2.5, "option": "Others"}]},
            "Members: free\nOthers: £2.50",
            False,
        ),
        ({"cost_options": [{"amount": -5}, {"amount": True}, {"amount": "some"}, "x"]}, "", None),
        (
            {"fees": "Free", "cost_options": [{"amount": 1200, "amount_description": "a week"}]},
            "Free\n£1,200.00 a week",
            False,
        ),
    ],
)
def test_cost(raw: dict[str, Any], words: str, free: bool | None) -> None:
    assert cost(raw) == (words, free)


@pytest.mark.parametrize(
    ("written", "read", "said"),
    [
        ("active", "active", 0),
        ("", "active", 0),
        ("Temporarily_Closed", "temporarily closed", 0),
        ("Open", "inactive", 1),
    ],
)
def test_status(written: str, read: str, said: int) -> None:
    notes = IssueLog()
    assert (status({"status": written}, notes), len(notes.issues)) == (read, said)


@pytest.mark.parametrize(
    ("raw", "mark"),
    [
        ({}, ""),
        ({"status": "active", "is_archived": False}, ""),
        ({"visibility": "Internal"}, "internal"),
        ({"pc_archived": True}, "archived"),
        ({"Confidential": "YES"}, "confidential"),
        ({"archived": "no"}, ""),
    ],
)
def test_marks_that_keep_a_record_out(raw: dict[str, Any], mark: str) -> None:
    assert not_for_the_public(raw) == mark


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("Women’s Refuge", True),
        ("Refuges of Leeds", True),
        ("Refugee Women of Bristol", False),
        ("A refuge for wildlife", False),
    ],
)
def test_refuges_are_never_loaded(name: str, refused: bool) -> None:
    raw = {"id": "1", "name": name, "organization": {"id": "o", "name": "Somebody"}}
    assert mend(raw, source="main", today=TODAY).refused is refused


def test_a_tag_or_a_description_that_speaks_of_a_refuge() -> None:
    raw = {
        "id": "1",
        "name": "Safe house",
        "organization": {"id": "o", "name": "Somebody"},
        "description": "Near our refuge.",
    }
    codes = {issue.code for issue in mend(raw, source="main", today=TODAY).issues}
    assert "mentions_refuge" in codes
    assert mend({**raw, "pc_targetAudience": [{"audienceType": "Refuge"}]}, source="main", today=TODAY).refused


@pytest.mark.parametrize(
    ("assured_on", "badge"),
    [
        (None, ("unknown", "No date of last check")),
        (date(2026, 10, 1), ("fresh", "Checked 1 October 2026")),
        (date(2026, 3, 1), ("ageing", "Checked 1 March 2026")),
        (date(2021, 1, 6), ("old", "Not checked since 6 January 2021")),
    ],
)
def test_freshness(assured_on: date | None, badge: tuple[str, str]) -> None:
    assert freshness(assured_on, TODAY) == badge


@pytest.mark.parametrize(
    ("latitude", "longitude", "read", "said"),
    [
        (53.9, -1.7, (53.9, -1.7), 0),
        ("53.9", "-1.7", (53.9, -1.7), 0),
        (None, "", (None, None), 0),
        (-1.7, 53.9, (53.9, -1.7), 1),
        (0, 0, (None, None), 1),
        (100, 101, (None, None), 1),
        (53.9, None, (None, None), 1),
        (True, "x", (None, None), 1),
        (float("nan"), -1.7, (None, None), 1),
    ],
)
def test_coordinates(latitude: Any, longitude: Any, read: tuple[float | None, float | None], said: int) -> None:
    notes = IssueLog()
    assert read_coordinates({"latitude": latitude, "longitude": longitude}, notes) == read
    assert len(notes.issues) == said


def test_contacts_each_once_and_the_number_to_ring_first() -> None:
    desk = {"name": "Desk", "phones": [{"number": "0113 496 0001"}, {"number": "0113 496 0002"}]}
    entry = {"contacts": [desk, desk, {"name": ""}, "x"], "organization": {"phones": [{"number": "0113 496 0009"}]}}
    found = contact_points(entry, IssueLog())
    assert [(one.name, one.phone) for one in found] == [
        ("Desk", "0113 496 0001"),
        ("Desk", "0113 496 0002"),
        ("Desk", "0113 496 0002"),
    ]
    assert first_phone(entry, found, IssueLog()) == ("0113 496 0001", "")
    assert first_phone(entry, (), IssueLog()) == ("0113 496 0009", "")
    assert first_phone({"phone": "ring the bell", "organization": {}}, (), IssueLog()) == ("", "ring the bell")
    assert first_phone({}, (), IssueLog()) == ("", "")


def test_places_come_from_either_list_and_broken_ones_are_passed_over() -> None:
    found, holders = read_locations(
        {"service_at_locations": [{"location": None}, {"location": {"name": "Hall"}}]}, IssueLog()
    )
    assert ([one.name for one in found], len(holders)) == (["Hall"], 1)
    assert read_locations({"locations": [{"name": "Library"}]}, IssueLog())[0][0].name == "Library"


def test_tags_of_nothing_are_no_tags() -> None:
    rows = [{"audienceType": " > "}, {"audienceType": 7}, "x", {"audienceType": "Carers"}, {"audienceType": "carers "}]
    assert tags({"pc_targetAudience": rows, "attributes": "none"}, IssueLog()) == (("Carers",),)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "<b>Lunch</b> club"}, "html"),
        ({"name": "Lunch  club "}, "name_spaces"),
        ({"name": "L" * 400}, "too_long"),
        ({"description": "words " * 5000}, "too_long"),
    ],
)
def test_names_and_descriptions_are_tidied(changes: dict[str, str], code: str) -> None:
    raw = {"id": "1", "name": "Lunch club", "organization": {"id": "o", "name": "Somebody"}, **changes}
    entry = mend(raw, source="main", today=TODAY)
    assert code in {issue.code for issue in entry.issues}
    assert entry.service is not None
    assert len(entry.service.name) <= 300
    assert counts_by_code([entry])["mended"][code] == 1


def test_one_thing_found_twice_is_said_once() -> None:
    notes = IssueLog()
    for _ in range(2):
        notes.mended("age", "minimum_age", "The minimum age was -1.", "It was read as no limit.")
    assert len(notes.issues) == 1
