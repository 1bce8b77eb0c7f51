"""Reading and mending: every defect of real feeds, one by one, and nothing that makes the reader fall over."""

import gzip
import json
import uuid
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locallinks.foundation.shared.errors import DomainError
from locallinks.local.directory.rules.clean_data import CachedReading, Entry
from locallinks.local.directory.rules.feed_files import MAX_FILE_BYTES, Feed, read_feed
from locallinks.local.directory.rules.import_reports import ISSUE_HEADINGS, by_heading
from locallinks.local.directory.rules.mending import RFC_4122, cacheable_reading, fallback_id, mend, mend_feed

TODAY = date(2026, 11, 16)
FIXTURES = Path(__file__).parent / "fixtures"
ORGANISATION = {"id": "42d3fa20-b36d-4822-b5dc-68029911caaf", "name": "Millbank Neighbours"}
ID = "2a3483ea-8966-4f50-9dc3-7bafa1e5c623"


def service(**changes: Any) -> dict[str, Any]:
    return {
        "id": ID,
        "name": "Lunch club",
        "organization": ORGANISATION,
        "assured_date": "2026-10-01",
        "description": "Lunch.",
        **changes,
    }


def mended(**changes: Any) -> Entry:
    return mend(service(**changes), source="main", today=TODAY)


def codes(entry: Entry) -> set[str]:
    return {issue.code for issue in entry.issues}


def feed(*entries: Any) -> Feed:
    return read_feed(json.dumps(list(entries)).encode(), "feed.json")


def entries_of(name: str) -> dict[str, Entry]:
    read = read_feed((FIXTURES / name).read_bytes(), name)
    return {entry.name or f"#{n}": entry for n, entry in enumerate(mend_feed(read, source="main", today=TODAY))}


# ---- the two fixture feeds hold every defect of docs/rules/open-referral.md 3


def test_every_defect_of_a_1_0_feed_is_met() -> None:
    found = entries_of("defects_1_0.json")
    assert {name: codes(entry) for name, entry in found.items()} == {
        "Whole and sound": set(),
        "HTML description": {"html"},
        "#2": {"no_name"},
        "Nobody runs this": {"no_organisation"},
        "Nameless organisation": {"no_organisation"},
        "Never checked": {"never_checked", "no_description"},
        "Checked long ago": {"checked_long_ago", "no_description"},
        "Tags with spaces": {"tag_spaces", "no_description"},
        "Odd id": {"id_form", "no_description"},
        "No age limits": {"age", "no_description"},
        "Words in the phone": {"phone_words", "no_description"},
        "Placeholder addresses": {"url_placeholder", "email_placeholder", "no_description"},
        "Vendor fields": {"no_description"},
        "Twice the same id": {"repeated_id"},
        "Twice the same id, later": {"no_description"},
        "Gardening club": {"same_name", "no_description"},
        "Gardening Club": {"same_name", "no_description"},
        "Women's refuge": {"refuge"},
        "Archived record": {"not_public"},
        "Internal record": {"not_public"},
        "Web address without its beginning": {"url_written", "email_written", "no_description"},
        "Full details in 1.0": {"url_placeholder", "no_description"},
    }
    assert Counter(entry.refused for entry in found.values()) == {True: 7, False: 15}


def test_a_1_0_service_in_full() -> None:
    whole = entries_of("defects_1_0.json")["Full details in 1.0"].service
    assert whole is not None
    assert (whole.eligibility, whole.minimum_age, whole.maximum_age) == ("People who live alone", 60, None)
    assert (whole.tags, whole.fees, whole.is_free) == ((("Older People",),), "Over 60s: £3.50 each time", False)
    assert whole.area_served == "Millbank"
    assert (whole.places[0].name, whole.places[0].postcode, whole.places[0].latitude) == ("Hall", "ZZ1 1AA", 53.9)
    assert "Private" not in whole.places[0].address  # the person named in an address is nobody's business
    assert [(one.weekday, one.nth, one.place) for one in whole.sessions] == [(1, 0, None), (2, 1, 0)]


def test_a_3_0_feed_in_full() -> None:
    found = entries_of("defects_3_0.json")
    whole = found["Full details in 3.0"].service
    assert whole is not None
    assert codes(found["Full details in 3.0"]) == {"coordinates", "postcode"}
    assert (whole.places[0].latitude, whole.places[0].longitude, whole.places[0].postcode) == (53.91, -1.69, "")
    assert (whole.how_to_join, whole.fees, whole.is_free, whole.eligibility) == (
        "Ring first.",
        "£2 a cup",
        False,
        "Anybody",
    )
    assert (whole.phone, whole.contacts[0].email) == ("0113 496 0002", "ann@circle.aireborough.example")
    assert [(one.weekday, one.monthday, one.place) for one in whole.sessions] == [
        (0, None, None),
        (3, None, None),
        (None, 15, 0),
    ]
    named = found["Named by its organisation's id"]
    assert named.service is not None
    assert (named.service.organisation.name, named.service.status) == ("Circle", "temporarily closed")
    assert codes(named) == {"assured_date", "never_checked", "no_description"}  # checked in the future
    online = found["Online talk"]
    assert online.service is not None
    assert codes(online) >= {"organisation_id", "coordinates", "status", "assured_date", "age", "schedule"}
    assert (online.service.status, online.service.places[0].name, online.service.maximum_age) == (
        "inactive",
        "Online",
        None,
    )
    assert online.service.sessions[0].note == "Whenever we feel like it"
    assert (codes(found["No id"]), codes(found["#4"])) == ({"no_id"}, {"not_a_service"})


def test_html_becomes_plain_text_with_its_paragraphs_and_lists() -> None:
    text = entries_of("defects_1_0.json")["HTML description"].service
    assert text is not None
    assert text.description == (
        "Come along\n\nTea & talk.\nBring a friend.\n\n- cake\n- songs\n\nSee our page (https://tea.aireborough.example/)."
    )


def test_tags_are_folded_and_split() -> None:
    entry = entries_of("defects_1_0.json")["Tags with spaces"].service
    assert entry is not None
    assert entry.tags == (("Dementia",), ("Low Income", "Unemployed"))


def test_record_keepers_are_forgotten_and_vendor_fields_kept() -> None:
    entry = entries_of("defects_1_0.json")["Vendor fields"].service
    assert entry is not None
    assert entry.extra == {"pc_metadata": {"date_created": "2020-06-05"}, "pc_colour": "green"}
    assert "keeper" not in json.dumps(vars(entry), default=str)


def test_an_odd_id_keeps_ours_stable_and_a_real_one_is_kept() -> None:
    odd = mended(id="def5ccd4-f121-df4d-60d2-4dc0d69ff555").service
    assert odd is not None
    assert odd.source_id == "def5ccd4-f121-df4d-60d2-4dc0d69ff555"
    assert odd.uuid == fallback_id(odd.source_id, "main") != fallback_id(odd.source_id, "other")
    assert RFC_4122.fullmatch(odd.uuid)
    kept = mended(id=ID.upper()).service
    assert kept is not None
    assert kept.uuid == ID
    assert mended(id=17).source_id == "17"


def test_every_issue_has_words_and_counts_add_up() -> None:
    for name in ("defects_1_0.json", "defects_3_0.json"):
        for entry in entries_of(name).values():
            assert codes(entry) <= ISSUE_HEADINGS.keys()
            assert entry.refused == all(issue.kind == "refused" for issue in entry.issues) or not entry.issues
    assert by_heading({"mended": {"html": 3, "age": 5}, "refused": {"no_name": 1}}) == [
        ("refused", "no_name", "No name", 1),
        ("mended", "age", ISSUE_HEADINGS["age"], 5),
        ("mended", "html", ISSUE_HEADINGS["html"], 3),
    ]


# ---- the file


@pytest.mark.parametrize("pack", [lambda raw: raw, gzip.compress])
@pytest.mark.parametrize(
    ("document", "version", "whole", "entries"),
    [
        ([service()], "1.0", True, 1),
        ([service(schedules=[], organization_id="x", last_modified="x")], "3.0", True, 1),
        ({"content": [service()], "totalElements": 1, "totalPages": 1, "number": 1}, "1.0", True, 1),
        ({"contents": [service()], "total_items": 1, "total_pages": 1, "page_number": 1}, "3.0", True, 1),
        ({"contents": [service()], "total_items": 874, "total_pages": 292, "page_number": 1}, "3.0", False, 1),
        ({"contents": [service()]}, "3.0", True, 1),
        ({"contents": [service()], "total_items": True, "total_pages": "many"}, "3.0", True, 1),
        ([{"content": [service()], "totalPages": 2}, {"content": [service(id="2")], "totalPages": 2}], "1.0", True, 2),
        ([{"content": [service()], "totalPages": 3}, {"content": [service(id="2")], "totalPages": 3}], "1.0", False, 2),
        (
            [{"contents": [service()], "total_pages": 2, "page_number": 1}] * 2,
            "3.0",
            False,
            2,  # the first page twice is not both pages
        ),
        (service(), "1.0", False, 1),
    ],
)
def test_every_shape_of_feed_is_read(document: Any, version: str, whole: bool, entries: int, pack: Any) -> None:
    read = read_feed(pack(json.dumps(document).encode()), "feed.json")
    assert (read.version, read.whole, len(read.entries)) == (version, whole, entries)


GOOD = json.dumps([service(), service(id="2")]).encode()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"[]", "empty"),
        (b'{"contents": []}', "empty"),
        (GOOD[:-30], "cut_short"),
        (GOOD[:-1], "cut_short"),
        (b'[{"id": "1", "name": "A", "free": tru', "cut_short"),
        (b'[{"id": "1", "name": "A\\u00', "cut_short"),
        (gzip.compress(GOOD, mtime=0)[:-12], "cut_short"),
        (gzip.compress(GOOD, mtime=0)[:12], "cut_short"),
        (gzip.compress(GOOD, mtime=0)[:30] + b"xxxx" + gzip.compress(GOOD)[34:], "damaged"),
        (gzip.compress(b"0" * (201 * 1024 * 1024), 1), "too_big"),
        (b"x" * (MAX_FILE_BYTES + 1), "too_big"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "not_json"),
        (b"id,name\n1,Lunch club\n", "not_json"),
        (b'{"id": "1"} {"id": "2"}', "not_json"),
        (b"[" * 200_000, "not_json"),
        (b"[" + b"9" * 5000 + b"]", "not_json"),
        (b'[{"name": "caf\xe9"}]', "not_utf8"),
        (b"null", "not_a_feed"),
        (b'"text"', "not_a_feed"),
        (b"17", "not_a_feed"),
        (b"{}", "not_a_feed"),
        (b'{"data": {"services": []}}', "not_a_feed"),
        (b'{"contents": "none"}', "not_a_feed"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_and_names_itself(raw: bytes, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        read_feed(raw, "council.json")
    problem = refusal.value.problems[0]
    assert (problem.code, problem.field) == (code, "file")
    assert problem.message.startswith("council.json")


SAMPLES = ["<p>", "&amp;", "<![", "<!--", "TU", "10:00", "2024-01-01", "http://x.org", "0113 496 0001", "a@b.org"]
plain_values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.sampled_from(SAMPLES)
json_values = st.recursive(
    plain_values,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
# fmt: off
FIELDS = [
    "id", "name", "description", "url", "email", "status", "fees", "fees_description", "assured_date", "minimum_age",
    "maximum_age", "eligibilitys", "eligibility", "cost_options", "phones", "contacts", "schedules", "organization",
    "regular_schedules", "service_at_locations", "locations", "attributes", "service_taxonomys", "pc_targetAudience",
    "pc_metadata", "service_areas", "organization_id", "attending_access", "visibility", "is_internal",
]
# fmt: on


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | json_values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_read_or_refused_in_words(raw: bytes) -> None:
    try:
        read = read_feed(raw, "feed.json")
    except DomainError as refusal:
        read, said = None, str(refusal)
    if read is None:
        assert "feed.json" in said
    else:
        assert len(mend_feed(read, source="main", today=TODAY)) == len(read.entries)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), json_values), st.booleans())
def test_any_entry_is_loaded_or_refused_with_a_reason(changes: dict[str, Any], plain: bool) -> None:
    """Whatever stands in the fields, nothing raises, and what is loaded is fit for the database and the page."""
    raw = changes if plain else service(**changes)
    entry = mend(raw, source="main", today=TODAY)
    assert codes(entry) <= ISSUE_HEADINGS.keys()
    if entry.service is None:
        assert entry.issues
        return
    assert entry.service.name
    assert entry.service.organisation.name
    assert str(uuid.UUID(entry.service.uuid)) == entry.service.uuid
    text = json.dumps(vars(entry.service), default=lambda one: vars(one) if hasattr(one, "__dict__") else str(one))
    assert "\\u0000" not in text
    text.encode()
    assert not any(c in entry.service.description for c in ("<script", "\x00"))
    assert entry.service.content_hash() == mend(raw, source="main", today=TODAY).service.content_hash()  # type: ignore[union-attr]


# ---- remembering what was read before


def test_an_unchanged_entry_is_not_read_again_but_grows_older() -> None:
    first = mend_feed(feed(service(assured_date="2025-12-01", url="www.a.org")), source="main", today=TODAY)[0]
    entry_hash, issues = cacheable_reading(first)
    assert entry_hash
    assert [issue[1] for issue in issues] == ["url_written"]
    known = {ID: CachedReading(entry_hash, first.name, date(2025, 12, 1), first.issues)}
    same = mend_feed(
        feed(service(assured_date="2025-12-01", url="www.a.org")), source="main", today=TODAY, remembered=known
    )[0]
    assert (same.same, same.service, same.refused, same.mended, same.noted) == (True, None, False, True, False)
    later = mend_feed(
        feed(service(assured_date="2025-12-01", url="www.a.org")),
        source="main",
        today=date(2027, 1, 1),
        remembered=known,
    )[0]
    assert later.noted
    changed = mend_feed(feed(service(name="Dinner club")), source="main", today=TODAY, remembered=known)[0]
    assert changed.service is not None


def test_new_rules_read_every_entry_again() -> None:
    first = mend_feed(feed(service()), source="main", today=TODAY, version=b"1")[0]
    known = {ID: CachedReading(cacheable_reading(first)[0], first.name, TODAY, ())}
    told = {"source": "main", "today": TODAY, "remembered": known}
    assert mend_feed(feed(service()), version=b"1", **told)[0].same
    assert not mend_feed(feed(service()), version=b"2", **told)[0].same


def test_a_date_in_the_future_is_read_again_every_time() -> None:
    assert cacheable_reading(mended(assured_date="2027-01-01")) == ("", [])


def test_a_remembered_entry_repeated_or_of_the_same_name_is_still_seen() -> None:
    first = mend_feed(feed(service()), source="main", today=TODAY)[0]
    known = {ID: CachedReading(cacheable_reading(first)[0], first.name, TODAY, ())}
    found = mend_feed(
        feed(service(name="Earlier"), service(), service(id="2")), source="main", today=TODAY, remembered=known
    )
    assert [codes(entry) & {"repeated_id", "same_name"} for entry in found] == [
        {"repeated_id"},
        {"same_name"},
        {"same_name"},
    ]
    assert [entry.refused for entry in found] == [True, False, False]
