"""Positions, lengths and words of the SVG charts in ui/charts.html."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

CENTRE = (200.0, 205.0)
RINGS = {1: (88, 92), 2: (140, 150), 3: (172, 196)}  # radius across and down; narrow enough for a phone
TOO_MANY_FOR_NAMES = 11  # from this many people the picture shows only initials; the table has the names

RELATIONSHIP_KINDS = {  # label, and whether they are paid
    "family": ("Family", False),
    "friend": ("Friends", False),
    "neighbour": ("Neighbours", False),
    "community": ("Community supporters and groups", False),
    "paid": ("People paid to help", True),
    "professional": ("Social workers, nurses and others", True),
}
CLOSENESS = {1: "Close", 2: "Near", 3: "Further away"}
WEEKDAYS = tuple(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")))
PARTS_OF_DAY = (("morning", "Morning"), ("afternoon", "Afternoon"), ("evening", "Evening"), ("night", "Night"))


def getattr_or_item(thing: Any, name: str, default: Any = None) -> Any:
    """Return `thing.name` or `thing["name"]`."""
    if isinstance(thing, dict):
        return thing.get(name, default)
    return getattr(thing, name, default)


def element_id(title: str) -> str:
    """Return an HTML id for a picture, made from its title."""
    return "picture-" + re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def ellipsise(text: str, longest: int) -> str:
    """Return the text, cut with an ellipsis where it is too long. The table has the whole text."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def bar_length(part: float, whole: float, *, length: float) -> float:
    """Return the length of a bar for `part` of `whole`: from 0 to `length`."""
    return round(max(0.0, min(1.0, part / whole)) * length, 1) if whole else 0.0


def rounded_axis_end(value: float) -> float:
    """Return a round number, at least `value`, for the end of an axis."""
    if value <= 0:
        return 1
    size = 10.0 ** math.floor(math.log10(value))
    return next(step * size for step in (1, 2, 2.5, 5, 10) if step * size >= value)


def largest_value(rows: Iterable[Sequence[Any]]) -> float:
    """Return the greatest number in rows of (label, number, number)."""
    return max((max(row[1], row[2]) for row in rows), default=0)


def trend_points(points: Sequence[Sequence[Any]], top: float) -> list[tuple[float, float]]:
    """Return the coordinates of a trend in a picture 400 wide. On the axis, 0 is at y = 180 and `top` at y = 30."""
    step = 380 / (len(points) - 1)
    return [(round(10 + n * step, 1), 180 - bar_length(point[1], top, length=150)) for n, point in enumerate(points)]


def svg_points(points: Sequence[Sequence[Any]], top: float) -> str:
    return " ".join(f"{x},{y}" for x, y in trend_points(points, top))


def entries_in(entries: Iterable[Any], day: int, part: str) -> list[Any]:
    """Return the entries of a weekday (0 is Monday) and a part of the day."""
    return [
        entry for entry in entries if getattr_or_item(entry, "day") == day and getattr_or_item(entry, "part") == part
    ]


@dataclass(frozen=True)
class PersonPosition:
    """One person in the picture of people."""

    x: float
    y: float
    initials: str
    lines: tuple[str, ...]
    kind: str
    paid: bool
    ring: int


def initials(name: str) -> str:
    words = [word for word in re.split(r"[\s-]+", name) if word[:1].isalnum()]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))


def wrapped(text: str, *, longest: int = 13) -> tuple[str, ...]:
    """Return the text as at most two short lines."""
    first, _, rest = text.partition(" ")
    while rest and len(f"{first} {rest.partition(' ')[0]}") <= longest:
        word, _, rest = rest.partition(" ")
        first = f"{first} {word}"
    return tuple(ellipsise(line, longest) for line in (first, rest) if line)


def kind_of(person: Any) -> str:
    kind = str(getattr_or_item(person, "kind", "") or "")
    return kind if kind in RELATIONSHIP_KINDS else "community"


def ring_of(person: Any) -> int:
    return min(3, max(1, int(getattr_or_item(person, "closeness", 2) or 2)))


def people_positions(people: Sequence[Any]) -> list[PersonPosition]:
    """Return positions around the centre, each at an angle of its own, the closest people in the innermost ring."""
    count = len(people)
    return [person_position(person, 2 * math.pi * n / count, count) for n, person in enumerate(spread_evenly(people))]


def spread_evenly(people: Sequence[Any]) -> list[Any]:
    """Order the people so that those of one ring are spread evenly around it."""
    order = []
    for ring in RINGS:
        members = [person for person in people if ring_of(person) == ring]
        order += [((place + ring / 4) / len(members), ring, person) for place, person in enumerate(members)]
    return [person for _, _, person in sorted(order, key=lambda entry: entry[:2])]


def person_position(person: Any, angle: float, count: int) -> PersonPosition:
    """Return the position of one person: `angle` is clockwise from the top, and closeness decides the ring."""
    across, down = RINGS[ring_of(person)]
    name, kind = str(getattr_or_item(person, "name", "")), kind_of(person)
    return PersonPosition(
        x=round(CENTRE[0] + across * math.sin(angle) * 0.92, 1),
        y=round(CENTRE[1] - down * math.cos(angle) * 0.92, 1),
        initials=initials(name),
        lines=wrapped(name) if count < TOO_MANY_FOR_NAMES else (),
        kind=kind,
        paid=RELATIONSHIP_KINDS[kind][1],
        ring=ring_of(person),
    )


def people_kinds(people: Iterable[Any]) -> list[tuple[str, str, bool]]:
    """Return the kinds that occur, for the legend: code, label, and whether they are paid."""
    present = {kind_of(person) for person in people}
    return [(kind, words, paid) for kind, (words, paid) in RELATIONSHIP_KINDS.items() if kind in present]


def people_sentence(people: Sequence[Any]) -> str:
    """Describe the picture for those who cannot see it."""
    parts = []
    for ring, words in CLOSENESS.items():
        names = [str(getattr_or_item(person, "name", "")) for person in people if ring_of(person) == ring]
        if names:
            parts.append(f"{words}: {', '.join(names)}.")
    return " ".join(parts) or "Nobody is in the picture yet."


def people_rows(people: Iterable[Any]) -> list[tuple[str, str, str]]:
    """Return the rows of the table: name, role, closeness; the closest first."""
    rows = []
    for person in sorted(people, key=ring_of):
        who = str(getattr_or_item(person, "role", "") or RELATIONSHIP_KINDS[kind_of(person)][0])
        rows.append((str(getattr_or_item(person, "name", "")), who, CLOSENESS[ring_of(person)]))
    return rows
