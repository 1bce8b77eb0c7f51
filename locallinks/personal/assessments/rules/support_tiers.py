"""The tiers of support, drawn as a rainbow that the person can point at (docs/rules/systems.md 40).

The sources name TLAP's picture and do not reproduce it: these six bands, nearest the person first, are ours [design].
Where somebody points is a wish to talk about. It plays no part in the eligibility test.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from locallinks.foundation.shared.errors import DomainError, Problem


@dataclass(frozen=True)
class Tier:
    key: str
    words: str
    example: str
    colour: str  # dark enough for white words on it: 4.5 to 1


TIERS: Mapping[str, Tier] = MappingProxyType(
    {
        tier.key: tier
        for tier in (
            Tier("myself", "By myself", "My own ways, and things that make it easier", "#0b6e4f"),
            Tier("people", "People around me", "Family, friends and neighbours, if they want to", "#1d6a8c"),
            Tier("community", "My community", "A club, a faith group, a volunteer, a lift", "#3f51a3"),
            Tier("short", "A short spell of help", "Help to get going again, or equipment", "#6f3d96"),
            Tier("regular", "Regular paid help", "Somebody who is paid and comes each week", "#9a2f6b"),
            Tier("round", "Help day and night", "Somebody always near, at home or elsewhere", "#8f3b1b"),
        )
    }
)
CENTRE, NEAREST, BAND = (200, 214), 46, 27  # where the arch stands in a picture of 400 by 230


@dataclass(frozen=True)
class Arc:
    """One band, drawn as a half circle of this radius, with a spot (x, y, code) for each need on it."""

    tier: Tier
    number: int
    radius: float
    spots: tuple[tuple[float, float, str], ...]


def rainbow_arcs(pointed: Sequence[tuple[str, str]]) -> tuple[Arc, ...]:
    """Return the bands, the nearest to the person first. `pointed` has the code and the tier of each need."""
    return tuple(
        _arc(tier, number, [code for code, where in pointed if where == tier.key])
        for number, tier in enumerate(TIERS.values(), start=1)
    )


def _arc(tier: Tier, number: int, codes: list[str]) -> Arc:
    radius = NEAREST + BAND * (number - 1)
    spots = []
    for place, code in enumerate(codes, start=1):
        angle = math.pi * (1 - place / (len(codes) + 1))
        x, y = CENTRE[0] + radius * math.cos(angle), CENTRE[1] - radius * math.sin(angle)
        spots.append((round(x, 1), round(y, 1), code))
    return Arc(tier, number, radius, tuple(spots))


def check_pointed(pointed: Mapping[str, str], needs: Sequence[str]) -> None:
    """Raise DomainError for a tier that does not exist, and for an outcome that the person can achieve."""
    problems = [
        Problem("Choose one of the six bands, or leave it open", code.lower(), "unknown_tier")
        for code, tier in pointed.items()
        if tier and tier not in TIERS
    ] + [
        Problem(f"“{code}” is not something found hard. Leave it out", code.lower(), "not_a_need")
        for code in pointed
        if code not in needs
    ]
    if problems:
        raise DomainError(problems=problems)
