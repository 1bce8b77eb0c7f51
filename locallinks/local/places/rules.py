"""Distance and the outlines of wards. Latitude and longitude are in degrees, distances in metres."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

EARTH_RADIUS_METRES = 6_371_000
METRES_PER_DEGREE = 111_195  # of latitude

Point = tuple[float, float]  # longitude, latitude: the order GeoJSON uses
Ring = list[Point]


def distance_metres(latitude_1: float, longitude_1: float, latitude_2: float, longitude_2: float) -> float:
    """Return the great-circle distance in metres (haversine). Roads are longer."""
    a, b = math.radians(latitude_1), math.radians(latitude_2)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(longitude_2 - longitude_1) / 2) ** 2
    return 2 * EARTH_RADIUS_METRES * math.asin(min(1.0, math.sqrt(half)))


@dataclass(frozen=True)
class BoundingBox:
    """A rectangle that holds every point within a distance, and a few more: an index finds them."""

    south: float
    north: float
    west: float
    east: float


def bounding_box(latitude: float, longitude: float, within_metres: float) -> BoundingBox:
    """Return the box of all points within a distance in metres; a little larger than it need be."""
    up = within_metres / METRES_PER_DEGREE * 1.001
    narrowest = math.cos(math.radians(min(89.0, abs(latitude) + up)))
    across = min(180.0, up / narrowest)
    return BoundingBox(latitude - up, latitude + up, longitude - across, longitude + across)


def ward_key(name: str) -> str:
    """Return the same key for "Guiseley & Rawdon" and "Guiseley and Rawdon"."""
    return " ".join(name.replace("&", " and ").casefold().split())


def simplify_ring(ring: Sequence[Point], tolerance_degrees: float = 0.0004) -> Ring:
    """Return the points that matter (Douglas-Peucker): a map of wards needs dozens of points, not thousands."""
    if len(ring) <= 4:
        return [(round(x, 5), round(y, 5)) for x, y in ring]
    middle = max(range(1, len(ring) - 1), key=lambda n: math.dist(ring[0], ring[n]))
    kept = {0, middle, len(ring) - 1}
    pending = [(0, middle), (middle, len(ring) - 1)]
    while pending:
        first, last = pending.pop()
        far = max(range(first + 1, last), key=lambda n: _off_line(ring[n], ring[first], ring[last]), default=None)
        if far is not None and _off_line(ring[far], ring[first], ring[last]) > tolerance_degrees:
            kept.add(far)
            pending += [(first, far), (far, last)]
    return [(round(ring[n][0], 5), round(ring[n][1], 5)) for n in sorted(kept)]


def _off_line(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from the straight line between two others, in degrees of latitude."""
    narrow = math.cos(math.radians(point[1]))
    x, y = (point[0] - start[0]) * narrow, point[1] - start[1]
    across, up = (end[0] - start[0]) * narrow, end[1] - start[1]
    length = across * across + up * up
    if length == 0:
        return math.hypot(x, y)
    along = max(0.0, min(1.0, (x * across + y * up) / length))
    return math.hypot(x - along * across, y - along * up)


@dataclass(frozen=True)
class DrawnWard:
    """One ward on the map: its outline as an SVG path, and where its name goes."""

    code: str
    path: str
    label_x: float
    label_y: float


@dataclass(frozen=True)
class DrawnMap:
    width: float
    height: float
    wards: tuple[DrawnWard, ...]


def draw_map(boundaries: dict[str, list[Ring]], width: float = 400) -> DrawnMap:
    """Return the wards on a flat map, north up, `width` units wide, without those that have no outline."""
    points = [point for rings in boundaries.values() for ring in rings for point in ring]
    if not points:
        return DrawnMap(width, 0, ())
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = width / max((east - west) * narrow, (north - south) / 2, 1e-9)

    def flat(point: Point) -> Point:
        return round((point[0] - west) * narrow * scale, 1), round((north - point[1]) * scale, 1)

    drawn = []
    for code, rings in boundaries.items():
        flattened = [[flat(point) for point in ring] for ring in rings if len(ring) > 2]
        if flattened:
            path = " ".join("M" + " L".join(f"{x:g} {y:g}" for x, y in ring) + " Z" for ring in flattened)
            drawn.append(DrawnWard(code, path, *_middle(max(flattened, key=_area))))
    return DrawnMap(round((east - west) * narrow * scale, 1), round((north - south) * scale, 1), tuple(drawn))


def _area(ring: Ring) -> float:
    return abs(_signed_area(ring))


def _signed_area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _middle(ring: Ring) -> Point:
    """Return the centroid of an outline; for one without area, the mean of its points."""
    area = _signed_area(ring)
    if abs(area) < 1e-9:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * area)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * area)
    return round(x, 1), round(y, 1)
