"""Lists with pages, sorting and a download, as the URL says."""

import csv
import io

import pytest
from django.test import RequestFactory

from locallinks.foundation.ui.pagination import csv_response, order_by_from_request, paginate, wants_csv


def listing(query="", rows=60, per_page=10):
    return paginate(RequestFactory().get(f"/people/?{query}"), list(range(rows)), per_page)


def test_the_page_in_the_url_is_shown():
    third = listing("page=3")
    assert list(third) == list(range(20, 30))
    assert (third.count, third.pages, third.first, third.last, len(third)) == (60, 6, 21, 30, 10)
    assert (third.previous_url, third.next_url) == ("/people/?page=2", "/people/?page=4")


@pytest.mark.parametrize(
    ("query", "shown"), [("", 1), ("page=", 1), ("page=x", 1), ("page=0", 6), ("page=99", 6), ("page=-1", 6)]
)
def test_an_impossible_page_gives_the_nearest(query, shown):
    assert listing(query).number == shown


def test_links_keep_the_filter():
    page = listing("state=waiting&page=2&q=a%26b")
    assert page.page_url(3) == "/people/?state=waiting&q=a%26b&page=3"
    assert page.page_url(1) == "/people/?state=waiting&q=a%26b"
    assert page.csv_url == "/people/?state=waiting&q=a%26b&format=csv"


def test_page_links_leave_gaps():
    assert [(link.number, link.current) for link in listing("page=3", rows=100).links] == [
        (1, False),
        (2, False),
        (3, True),
        (4, False),
        (0, False),
        (10, False),
    ]
    assert [link.number for link in listing(rows=5).links] == [1]


def test_a_heading_sorts_and_then_reverses():
    assert listing("page=2").sort_url("name") == "/people/?sort=name"
    assert listing("sort=name").sort_url("name") == "/people/?sort=-name"
    assert listing("sort=-name").sort_url("name") == "/people/?sort=name"
    assert [listing(f"sort={sort}").sorted_by("name") for sort in ("name", "-name", "since")] == [
        "ascending",
        "descending",
        "none",
    ]


@pytest.mark.parametrize(
    ("query", "field"),
    [("", "-made_at"), ("sort=name", "full_name"), ("sort=-name", "-full_name"), ("sort=password", "-made_at")],
)
def test_only_what_may_be_sorted_by(query, field):
    request = RequestFactory().get(f"/?{query}")
    assert order_by_from_request(request, {"name": "full_name", "made": "made_at"}, default="-made") == field


def test_an_empty_list():
    empty = listing(rows=0)
    assert (list(empty), empty.count, empty.pages, empty.next_url) == ([], 0, 1, "")


def test_the_file_has_no_formulas():
    response = csv_response("people.csv", ["Name", "=Pence"], [["=cmd|' /C calc'!A0", -5], ["Zoë, “Z”\nx", None]])
    assert response["Content-Disposition"] == 'attachment; filename="people.csv"'
    text = response.content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Name", "'=Pence"],
        ["'=cmd|' /C calc'!A0", "-5"],
        ["Zoë, “Z”\nx", ""],
    ]
    assert wants_csv(RequestFactory().get("/?format=csv"))
