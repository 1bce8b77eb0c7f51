"""The other people of Aireborough: one at each stage, so that every worklist has somebody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from locallinks.demo import callers, exchanged, paid, together
from locallinks.demo.city import NETWORK, City
from locallinks.demo.teller import Teller
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.scope import Viewer

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Neighbour:
    """Somebody invented. `days` is how long ago they asked; `until` is the last of `ACTS` that has happened."""

    name: str
    born_on: date
    nhs_number: str
    postcode: str
    why: str
    days: int
    until: str


NEIGHBOURS = (
    Neighbour("Harold Beckwith", date(1941, 7, 2), "9990000034", "ZZ1 1AL", "His eyes are failing.", 1, "refer"),
    Neighbour("Noreen Shah", date(1949, 1, 20), "9990000042", "ZZ1 1AD", "Looking after her brother.", 6, "talk"),
    Neighbour("Stan Ibbotson", date(1937, 11, 9), "9990000050", "ZZ1 1AE", "He keeps missing meals.", 12, "decide"),
    Neighbour("Grace Adu", date(1952, 6, 30), "9990000069", "ZZ1 1AF", "A stroke in August.", 15, "budget"),
    Neighbour("Winnie Clough", date(1934, 3, 17), "9990000077", "ZZ1 1AG", "Afraid since a fall.", 17, "offer"),
    Neighbour("Len Foster", date(1944, 12, 1), "9990000085", "ZZ1 1AH", "Alone since his sister moved.", 24, "accept"),
    Neighbour("Patience Moyo", date(1950, 9, 8), "9990000093", "ZZ1 1AJ", "Pain in her hands.", 30, "network"),
    Neighbour("Olwen Rees", date(1943, 10, 5), "9990000255", "ZZ1 1AJ", "Her hip, and the stairs.", 33, "stop"),
    Neighbour("Arthur Dunn", date(1939, 4, 22), "9990000107", "ZZ1 1AN", "Forgets his tablets.", 34, "send"),
)
ABOUT = {
    "what_matters": "To stay at home and see people.",
    "good_week": "Dinner with company three times.",
    "advice": "Ask the chemist for a tablet box.",
    "contingency": "Ring the network; they ring round.",
    "wellbeing": ["health", "relationships"],
}
LINE = {
    "kind": "local_paid",
    "title": "Somebody to cook with and to mind the tablets",
    "given_by": "Mill Lane Kitchen",
    "what_when": "Five dinners a week",
    "outcomes": ["A1", "A9"],
    "minutes_per_week": 300,
    "weekly_cost_pence": 9_750,
    "essential": True,
    "contingency": "The lunch club brings a plate.",
}


def settle(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Everybody as far as they have come. Safe to run again."""
    say("Meeting the neighbours")
    for one in NEIGHBOURS:
        day = clock.day(at) - timedelta(days=one.days)
        story = Teller(city, one.name, datetime.combine(day, time(9, 15), tzinfo=LONDON), lambda words: None)
        for mark, act in ACTS.items():
            act(story, one)
            if mark == one.until:
                break
    say(f"  {len(NEIGHBOURS)} people, each at a different stage")
    callers.call(city=city, at=at, say=say)
    exchanged.settle(city=city, at=at, say=say)
    together.work_together(city=city, at=at, say=say)
    paid.settle(city=city, at=at, say=say)


def _refer(story: Teller, one: Neighbour) -> None:
    details = {
        "preferred_name": one.name.split()[0],
        "full_name": one.name,
        "date_of_birth": one.born_on,
        "nhs_number": one.nhs_number,
        "phone": "01632 960190",
        "address": "Millbank",
        "postcode": one.postcode,
    }
    story.refer(0, details, told_by=one.name, told_by_relation="Themselves", reason=one.why)


def _talk(story: Teller, one: Neighbour) -> None:
    words = dict.fromkeys(("what-matters", "strengths", "people", "community", "what-is-hard"), one.why)
    story.assess(2, words, {"A1": ("unable_assist", one.why), "A9": ("unable_assist", one.why)})


def _write_and_send(story: Teller, one: Neighbour) -> None:
    def act(viewer: Viewer, at: datetime) -> None:
        about: dict[str, Any] = {**ABOUT, "about_me": one.why, "review_on": clock.day(at + timedelta(days=200))}
        story.new_plan(viewer, at, about, [LINE | {"starts_on": clock.day(at + timedelta(days=14))}])

    story.write(20, "the plan", act)
    story.send(22, "the plan", "It suits me.")


def _stop(story: Teller, one: Neighbour) -> None:
    """Only she takes her consent back; the others go on."""
    if one.until == "stop":
        story.stop_sharing(31, "I would rather not have so many people in.")


ACTS: dict[str, Callable[[Teller, Neighbour], None]] = {
    "refer": _refer,
    "talk": _talk,
    "decide": lambda story, one: story.decide(5, "You cannot eat well or get about without help, every day."),
    "budget": lambda story, one: story.budget(6, points=34, minutes=420, usual="An hour a day.", pays_pence=2_500),
    "offer": lambda story, one: story.offer(9, NETWORK, "Read the leaflet together."),
    "accept": lambda story, one: story.accept(11, "Yes.", "Talked through at home."),
    "network": lambda story, one: story.network_says_yes(12),
    "stop": lambda story, one: _stop(story, one),
    "send": _write_and_send,
}
