"""Invented people for the style guide (`/style/`)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from locallinks.foundation.ui import formats

SERVICES = (
    "Armley lunch club",
    "Bramley wellbeing café",
    "Wortley walking group",
    "Kirkstall singing for memory",
    "Farnley garden share",
)
NAMES = ("Mary Okafor", "Elaine Booth", "Tom Whitaker", "Nasreen Iqbal", "Joan Pickles", "Derek Hollins")
WITH_ERRORS = (
    "full_name=Mary+%3Cb%3EOkafor&starts_on-day=31&starts_on-month=2&starts_on-year=2026&price=lots&postcode=Leeds"
)
STALE = (
    "what_matters=Her+garden&full_name=Mary+Okafor&starts_on=2026-11-19&price=98&postcode=LS12+1AA&way=phone"
    "&lives_alone=yes&read_out=on"
)


def sample_rows() -> list[tuple[str, date, int]]:
    start = date(2026, 11, 12)
    return [(f"{NAMES[n % 6]}", start - timedelta(days=3 * n), 11700 + 850 * n) for n in range(43)]


def as_cells(row: tuple[str, date, int]) -> list[Any]:
    return [{"text": row[0], "href": "#table"}, row[1], formats.pounds(row[2])]


PEOPLE = [
    {"name": "Grace", "kind": "family", "role": "Daughter", "closeness": 1},
    {"name": "Samuel", "kind": "family", "role": "Grandson", "closeness": 2},
    {"name": "Joan Pickles", "kind": "friend", "role": "Friend from church", "closeness": 1},
    {"name": "Mr Hussain", "kind": "neighbour", "role": "Next door", "closeness": 2},
    {"name": "Derek Hollins", "kind": "community", "role": "Community supporter", "closeness": 2},
    {"name": "Lunch club", "kind": "community", "role": "Tuesdays", "closeness": 3},
    {"name": "Anna Kowalska", "kind": "paid", "role": "Care worker", "closeness": 3},
    {"name": "Dr Shah", "kind": "professional", "role": "GP", "closeness": 3},
]
WEEK = [
    {"day": 0, "part": "morning", "text": "Help to get up", "who": "Anna Kowalska", "kind": "paid"},
    {"day": 1, "part": "afternoon", "text": "Lunch club", "who": "Armley Helping Hands", "kind": "community"},
    {"day": 2, "part": "morning", "text": "Help to get up", "who": "Anna Kowalska", "kind": "paid"},
    {"day": 3, "part": "afternoon", "text": "Walk and a chat", "who": "Derek Hollins", "kind": "community"},
    {"day": 4, "part": "morning", "text": "Help to get up", "who": "Anna Kowalska", "kind": "paid"},
    {"day": 5, "part": "evening", "text": "Tea with Joan", "kind": "friend"},
    {"day": 6, "part": "morning", "text": "Church", "who": "With Grace", "kind": "family"},
    {"day": 6, "part": "afternoon", "text": "Family dinner", "kind": "family"},
]
STAGES = [
    {"words": "Asked for help", "when": date(2026, 10, 5)},
    {"words": "Talked it through", "when": date(2026, 10, 14)},
    {"words": "Making a plan", "when": date(2026, 10, 30), "note": "Waiting for Nasreen"},
    {"words": "Plan agreed"},
    {"words": "Support starts"},
    {"words": "Looking back"},
]
STORY = [
    {
        "at": datetime(2026, 11, 12, 10, 30, tzinfo=UTC),
        "title": "Plan sent for approval",
        "who": "Nasreen Iqbal, support planner",
    },
    {
        "at": datetime(2026, 11, 3, 14, 0, tzinfo=UTC),
        "title": "Mary said yes to the lunch club",
        "text": "She would like to go with Joan.",
    },
    {"at": date(2026, 10, 30), "title": "Introduced to Armley Helping Hands", "who": "Tom Whitaker, social worker"},
]
FACTS: dict[str, Any] = {
    "people": PEOPLE,
    "week_entries": WEEK,
    "steps": STAGES,
    "story": STORY,
}
