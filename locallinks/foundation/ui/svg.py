"""Positions, lengths and words for the SVG charts of ui/charts.html."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

CENTRE = (200.0, 205.0)
RINGS = {1: (88, 92), 2: (140, 150), 3: (172, 196)}  # how far across and down; narrow enough to read on a phone
TOO_MANY_FOR_NAMES = 11  # from here on the picture shows initials only, and the table has the names

RELATIONSHIP_KINDS = {  # in the words of the page; the last part: are they paid to be there?
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
    """`thing.name` or `thing["name"]`."""
    if isinstance(thing, dict):
        return thing.get(name, default)
    return getattr(thing, name, default)


def element_id(title: str) -> str:
    """An id for the parts of a picture, made from its title."""
    return "picture-" + re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def ellipsise(text: str, longest: int) -> str:
    """The text, cut with an ellipsis where there is no room (the table has it whole)."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def bar_length(part: float, whole: float, *, length: float) -> float:
    """How long a bar of `length` is for `part` of `whole`; never beyond either end."""
    return round(max(0.0, min(1.0, part / whole)) * length, 1) if whole else 0.0


def rounded_axis_end(value: float) -> float:
    """A round number at or above `value`, for the end of an axis."""
    if value <= 0:
        return 1
    size = 10.0 ** math.floor(math.log10(value))
    return next(step * size for step in (1, 2, 2.5, 5, 10) if step * size >= value)


def largest_value(rows: Iterable[Sequence[Any]]) -> float:
    """The greatest number in rows of (words, number, number)."""
    return max((max(row[1], row[2]) for row in rows), default=0)


def trend_points(points: Sequence[Sequence[Any]], top: float) -> list[tuple[float, float]]:
    """Where each point of a trend stands in a picture 400 wide, its axis from 180 (nothing) up to 30 (top)."""
    step = 380 / (len(points) - 1)
    return [(round(10 + n * step, 1), 180 - bar_length(point[1], top, length=150)) for n, point in enumerate(points)]


def svg_points(points: Sequence[Sequence[Any]], top: float) -> str:
    return " ".join(f"{x},{y}" for x, y in trend_points(points, top))


def entries_in(entries: Iterable[Any], day: int, part: str) -> list[Any]:
    """What happens on this day (0 is Monday) in this part of it."""
    return [one for one in entries if getattr_or_item(one, "day") == day and getattr_or_item(one, "part") == part]


@dataclass(frozen=True)
class PersonPosition:
    """One person of the people picture."""

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
    """The text in at most two short lines."""
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
    """Places around the middle, the closest in the innermost ring; every person in a direction of their own."""
    many = len(people)
    return [person_position(one, 2 * math.pi * n / many, many) for n, one in enumerate(spread_evenly(people))]


def spread_evenly(people: Sequence[Any]) -> list[Any]:
    """The people in such an order that those of one ring are spread evenly all the way round."""
    order = []
    for ring in RINGS:
        members = [person for person in people if ring_of(person) == ring]
        order += [((place + ring / 4) / len(members), ring, person) for place, person in enumerate(members)]
    return [person for _, _, person in sorted(order, key=lambda entry: entry[:2])]


def person_position(person: Any, angle: float, many: int) -> PersonPosition:
    """Where one person stands: clockwise from the top, on the ring of how close they are."""
    across, down = RINGS[ring_of(person)]
    name, kind = str(getattr_or_item(person, "name", "")), kind_of(person)
    return PersonPosition(
        x=round(CENTRE[0] + across * math.sin(angle) * 0.92, 1),
        y=round(CENTRE[1] - down * math.cos(angle) * 0.92, 1),
        initials=initials(name),
        lines=wrapped(name) if many < TOO_MANY_FOR_NAMES else (),
        kind=kind,
        paid=RELATIONSHIP_KINDS[kind][1],
        ring=ring_of(person),
    )


def people_kinds(people: Iterable[Any]) -> list[tuple[str, str, bool]]:
    """The kinds that occur, for the key: code, words, paid."""
    present = {kind_of(person) for person in people}
    return [(kind, words, paid) for kind, (words, paid) in RELATIONSHIP_KINDS.items() if kind in present]


def people_sentence(people: Sequence[Any]) -> str:
    """The picture in words, for those who cannot see it."""
    parts = []
    for ring, words in CLOSENESS.items():
        names = [str(getattr_or_item(person, "name", "")) for person in people if ring_of(person) == ring]
        if names:
            parts.append(f"{words}: {', '.join(names)}.")
    return " ".join(parts) or "Nobody is in the picture yet."


def people_rows(people: Iterable[Any]) -> list[tuple[str, str, str]]:
    """The picture as a table: who, who they are, how close; closest first."""
    rows = []
    for person in sorted(people, key=ring_of):
        who = str(getattr_or_item(person, "role", "") or RELATIONSHIP_KINDS[kind_of(person)][0])
        rows.append((str(getattr_or_item(person, "name", "")), who, CLOSENESS[ring_of(person)]))
    return rows
