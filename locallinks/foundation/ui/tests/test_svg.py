"""Positions and words of the charts."""

import math

import pytest

from locallinks.foundation.ui import svg


def someone(name, closeness, kind="friend"):
    return {"name": name, "kind": kind, "closeness": closeness}


@pytest.mark.parametrize(("part", "whole", "long"), [(0, 10, 0), (5, 10, 200), (20, 10, 400), (-1, 10, 0), (1, 0, 0)])
def test_bars_stay_in_their_track(part, whole, long):
    assert svg.bar_length(part, whole, length=400) == long


@pytest.mark.parametrize(
    ("value", "top"), [(0, 1), (1, 1), (3, 5), (44, 50), (15600, 20000), (101, 200), (0.3, 0.5), (21, 25)]
)
def test_axes_end_at_round_numbers(value, top):
    assert svg.rounded_axis_end(value) == pytest.approx(top)


@pytest.mark.parametrize("crowd", [1, 2, 5, 10, 24])
def test_people_are_on_their_ring_and_apart_from_each_other(crowd):
    spots = svg.people_positions([someone(f"Person {n}", n % 3 + 1) for n in range(crowd)])
    assert len(spots) == crowd
    assert all(30 <= spot.x <= 370 and 15 <= spot.y <= 395 for spot in spots)
    if crowd <= 10:
        pairs = [(a, b) for n, a in enumerate(spots) for b in spots[:n]]
        assert all(math.dist((a.x, a.y), (b.x, b.y)) > 36 for a, b in pairs)


def test_close_people_are_nearer_to_the_centre():
    near, far = svg.people_positions([someone("Near", 1), someone("Far", 3)])
    reach = {spot.ring: math.dist((spot.x, spot.y), svg.CENTRE) for spot in (near, far)}
    assert reach[1] < reach[3]


def test_a_crowd_has_initials_only():
    spots = svg.people_positions([someone("Joan Pickles", 2)] * svg.TOO_MANY_FOR_NAMES)
    assert spots[0].lines == ()
    assert spots[0].initials == "JP"


def test_the_picture_in_words():
    people = [someone("Grace", 1, "family"), {"name": "Dr Shah", "kind": "professional", "closeness": 3, "role": "GP"}]
    assert svg.people_sentence(people) == "Close: Grace. Further away: Dr Shah."
    assert svg.people_sentence([]) == "Nobody is in the picture yet."
    assert svg.people_rows(people) == [("Grace", "Family", "Close"), ("Dr Shah", "GP", "Further away")]
    assert [kind for kind, _, _ in svg.people_kinds(people)] == ["family", "professional"]


def test_unknown_closeness_and_kinds_have_a_default():
    assert [svg.ring_of(someone("x", ring)) for ring in (None, 0, 2, 9)] == [2, 2, 2, 3]
    assert svg.kind_of({"kind": "robot"}) == "community"


@pytest.mark.parametrize(
    ("name", "initials", "lines"),
    [
        ("Mary", "M", ("Mary",)),
        ("Anna Kowalska-Smithson", "AS", ("Anna", "Kowalska-Smi…")),
        ("Armley Helping Hands", "AH", ("Armley", "Helping Hands")),
        ("", "", ()),
    ],
)
def test_names_fit_under_their_circle(name, initials, lines):
    assert svg.initials(name) == initials
    assert svg.wrapped(name) == lines


def test_the_week_finds_what_happens_when():
    entries = [{"day": 0, "part": "morning", "text": "a"}, {"day": 0, "part": "night", "text": "b"}]
    assert [entry["text"] for entry in svg.entries_in(entries, 0, "night")] == ["b"]
    assert svg.entries_in(entries, 1, "morning") == []


def test_a_trend_runs_from_left_to_right():
    dots = svg.trend_points([("June", 0), ("July", 25), ("August", 50)], 50)
    assert dots == [(10.0, 180.0), (200.0, 105.0), (390.0, 30.0)]
    assert svg.svg_points([("a", 0), ("b", 50)], 50) == "10.0,180.0 390.0,30.0"


def test_ids_and_short_words():
    assert svg.element_id("Mary’s budget, each week") == "picture-mary-s-budget-each-week"
    assert svg.ellipsise("abcdef", 4) == "abc…"
    assert svg.largest_value([("a", 1, 4), ("b", 3, 2)]) == 4
