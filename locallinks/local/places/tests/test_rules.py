"""Distance, boxes and outlines."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.local.places.rules import bounding_box, distance_metres, draw_map, simplify_ring, ward_key

latitudes = st.floats(49, 61)
longitudes = st.floats(-9, 2)


@pytest.mark.parametrize(
    ("a", "b", "metres"),
    [
        ((53.79617, -1.55254), (53.79617, -1.55254), 0),
        ((53.79617, -1.55254), (51.44951, -2.57837), 269_800),  # Leeds station to Bristol
        ((0, 0), (0, 180), 20_015_087),  # half way round
    ],
)
def test_distances_known_from_elsewhere(a: tuple[float, float], b: tuple[float, float], metres: float) -> None:
    assert distance_metres(*a, *b) == pytest.approx(metres, rel=0.002)


@given(latitudes, longitudes, st.floats(1, 50_000), st.floats(0, 360))
def test_every_point_within_a_distance_is_in_the_box(
    latitude: float, longitude: float, metres: float, bearing: float
) -> None:
    """A point at that distance, in any direction, must survive the cheap test by index."""
    angle, turn = metres * 0.999 / 6_371_000, math.radians(bearing)
    north = math.radians(latitude)
    there = math.asin(math.sin(north) * math.cos(angle) + math.cos(north) * math.sin(angle) * math.cos(turn))
    east = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(north), math.cos(angle) - math.sin(north) * math.sin(there)
    )
    box = bounding_box(latitude, longitude, metres)
    assert box.south <= math.degrees(there) <= box.north
    assert box.west <= longitude + math.degrees(east) <= box.east


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_the_same_both_ways(a: float, b: float, c: float, d: float) -> None:
    assert distance_metres(a, b, c, d) == pytest.approx(distance_metres(c, d, a, b), abs=0.001)


def test_ward_names_that_mean_the_same() -> None:
    assert ward_key("Guiseley & Rawdon") == ward_key(" guiseley and  Rawdon") != ward_key("Guiseley")


def test_a_straight_line_of_points_keeps_its_corners() -> None:
    ring = (
        [(x / 100, 53.0) for x in range(100)] + [(1.0, 53.0 + y / 100) for y in range(50)] + [(0.0, 53.5), (0.0, 53.0)]
    )
    assert simplify_ring(ring) == [(0.0, 53.0), (1.0, 53.0), (1.0, 53.49), (0.0, 53.5), (0.0, 53.0)]
    assert simplify_ring([(0.0, 53.0)] * 6) == [(0.0, 53.0)] * 3
    assert simplify_ring(ring[:3]) == [(0.0, 53.0), (0.01, 53.0), (0.02, 53.0)]


@given(st.lists(st.tuples(longitudes, latitudes), min_size=4, max_size=60))
def test_simplifying_never_fails_and_keeps_both_ends(ring: list[tuple[float, float]]) -> None:
    kept = simplify_ring(ring)
    assert (kept[0], kept[-1]) == tuple((round(x, 5), round(y, 5)) for x, y in (ring[0], ring[-1]))


def test_the_map_is_north_up_and_as_wide_as_asked() -> None:
    south = [(-1.72, 53.88), (-1.70, 53.88), (-1.70, 53.90), (-1.72, 53.90), (-1.72, 53.88)]
    north = [(x, y + 0.02) for x, y in south]
    drawn = draw_map({"S": [south], "N": [north], "none": []}, width=400)
    labels = {ward.code: ward.label_y for ward in drawn.wards}
    assert set(labels) == {"S", "N"}
    assert labels["N"] < labels["S"]
    assert drawn.width <= 400 >= drawn.height / 2
    assert draw_map({"flat": [[(-1.7, 53.9), (-1.7, 53.9), (-1.7, 53.9)]]}).wards[0].label_x == 0
