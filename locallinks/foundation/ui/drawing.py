"""Where things go in our pictures: pure sums and words, so the templates only draw."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

CENTRE = (200.0, 205.0)
RINGS = {1: (88, 92), 2: (140, 150), 3: (172, 196)}  # how far across and down; narrow enough to read on a phone
CROWD = 11  # from here on the picture shows initials only, and the table has the names

KINDS = {  # in the words of the page; the last part: are they paid to be there?
    "family": ("Family", False),
    "friend": ("Friends", False),
    "neighbour": ("Neighbours", False),
    "community": ("Community supporters and groups", False),
    "paid": ("People paid to help", True),
    "professional": ("Social workers, nurses and others", True),
}
CLOSENESS = {1: "Close", 2: "Near", 3: "Further away"}
DAYS = tuple(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")))
PARTS_OF_DAY = (("morning", "Morning"), ("afternoon", "Afternoon"), ("evening", "Evening"), ("night", "Night"))


def look(thing: Any, name: str, default: Any = None) -> Any:
    """`thing.name` or `thing["name"]`."""
    if isinstance(thing, dict):
        return thing.get(name, default)
    return getattr(thing, name, default)


def ref(title: str) -> str:
    """An id for the parts of a picture, made from its title."""
    return "picture-" + re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def short(text: str, longest: int) -> str:
    """The text, cut with an ellipsis where there is no room (the table has it whole)."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def share(part: float, whole: float, *, length: float) -> float:
    """How long a bar of `length` is for `part` of `whole`; never beyond either end."""
    return round(max(0.0, min(1.0, part / whole)) * length, 1) if whole else 0.0


def nice_top(value: float) -> float:
    """A round number at or above `value`, for the end of an axis."""
    if value <= 0:
        return 1
    size = 10.0 ** math.floor(math.log10(value))
    return next(step * size for step in (1, 2, 2.5, 5, 10) if step * size >= value)


def most(rows: Iterable[Sequence[Any]]) -> float:
    """The greatest number in rows of (words, number, number)."""
    return max((max(row[1], row[2]) for row in rows), default=0)


def line_dots(points: Sequence[Sequence[Any]], top: float) -> list[tuple[float, float]]:
    """Where each point of a trend stands in a picture 400 wide, its axis from 180 (nothing) up to 30 (top)."""
    step = 380 / (len(points) - 1)
    return [(round(10 + n * step, 1), 180 - share(point[1], top, length=150)) for n, point in enumerate(points)]


def line_points(points: Sequence[Sequence[Any]], top: float) -> str:
    return " ".join(f"{x},{y}" for x, y in line_dots(points, top))


def in_slot(entries: Iterable[Any], day: int, part: str) -> list[Any]:
    """What happens on this day (0 is Monday) in this part of it."""
    return [entry for entry in entries if look(entry, "day") == day and look(entry, "part") == part]


@dataclass(frozen=True)
class Spot:
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
    return tuple(short(line, longest) for line in (first, rest) if line)


def kind_of(person: Any) -> str:
    kind = str(look(person, "kind", "") or "")
    return kind if kind in KINDS else "community"


def ring_of(person: Any) -> int:
    return min(3, max(1, int(look(person, "closeness", 2) or 2)))


def people_spots(people: Sequence[Any]) -> list[Spot]:
    """Places around the middle, the closest in the innermost ring; every person in a direction of their own."""
    crowd = len(people)
    return [spot(person, 2 * math.pi * place / crowd, crowd) for place, person in enumerate(dealt_round(people))]


def dealt_round(people: Sequence[Any]) -> list[Any]:
    """The people in such an order that those of one ring are spread evenly all the way round."""
    order = []
    for ring in RINGS:
        members = [person for person in people if ring_of(person) == ring]
        order += [((place + ring / 4) / len(members), ring, person) for place, person in enumerate(members)]
    return [person for _, _, person in sorted(order, key=lambda entry: entry[:2])]


def spot(person: Any, angle: float, crowd: int) -> Spot:
    """Where one person stands: clockwise from the top, on the ring of how close they are."""
    across, down = RINGS[ring_of(person)]
    name, kind = str(look(person, "name", "")), kind_of(person)
    return Spot(
        x=round(CENTRE[0] + across * math.sin(angle) * 0.92, 1),
        y=round(CENTRE[1] - down * math.cos(angle) * 0.92, 1),
        initials=initials(name),
        lines=wrapped(name) if crowd < CROWD else (),
        kind=kind,
        paid=KINDS[kind][1],
        ring=ring_of(person),
    )


def people_kinds(people: Iterable[Any]) -> list[tuple[str, str, bool]]:
    """The kinds that occur, for the key: code, words, paid."""
    present = {kind_of(person) for person in people}
    return [(kind, words, paid) for kind, (words, paid) in KINDS.items() if kind in present]


def people_sentence(people: Sequence[Any]) -> str:
    """The picture in words, for those who cannot see it."""
    parts = []
    for ring, words in CLOSENESS.items():
        names = [str(look(person, "name", "")) for person in people if ring_of(person) == ring]
        if names:
            parts.append(f"{words}: {', '.join(names)}.")
    return " ".join(parts) or "Nobody is in the picture yet."


def people_rows(people: Iterable[Any]) -> list[tuple[str, str, str]]:
    """The picture as a table: who, who they are, how close; closest first."""
    rows = []
    for person in sorted(people, key=ring_of):
        who = str(look(person, "role", "") or KINDS[kind_of(person)][0])
        rows.append((str(look(person, "name", "")), who, CLOSENESS[ring_of(person)]))
    return rows
