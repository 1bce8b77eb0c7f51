"""The usual steps from a referral to a submitted plan, for invented people who have no story of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from locallinks.demo.city import NETWORK, City
from locallinks.demo.story import Story
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.plans.choices import LineKind

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class InventedPerson:
    """`days`: how many days ago they asked for help. `until`: the last of `STEPS` that has happened."""

    name: str
    born_on: date
    nhs_number: str
    postcode: str
    why: str
    days: int
    until: str


PLAN_TEXTS = {
    "what_matters": "To stay at home and see people.",
    "good_week": "Dinner with company three times.",
    "advice": "Ask the chemist for a tablet box.",
    "contingency": "Ring the network; they ring round.",
    "wellbeing": ["health", "relationships"],
}
PLAN_LINE = {
    "kind": LineKind.LOCAL_PAID,
    "title": "Somebody to cook with and to mind the tablets",
    "given_by": "Mill Lane Kitchen",
    "what_when": "Five dinners a week",
    "outcomes": ["A1", "A9"],
    "minutes_per_week": 300,
    "council_cost_pence": 9_750,
    "essential": True,
    "contingency": "The lunch club brings a plate.",
}


def story_of(city: City, person: InventedPerson, at: datetime) -> Story:
    """Return a person's story, which begins at 9:15 on the day on which they asked, and reports no progress."""
    day = clock.day(at) - timedelta(days=person.days)
    return Story(city, person.name, datetime.combine(day, time(9, 15), tzinfo=LONDON), lambda words: None)


def _refer(story: Story, person: InventedPerson) -> None:
    details = {
        "preferred_name": person.name.split()[0],
        "full_name": person.name,
        "date_of_birth": person.born_on,
        "nhs_number": person.nhs_number,
        "phone": "01632 960190",
        "address": "Millbank",
        "postcode": person.postcode,
    }
    story.refer(0, details, told_by=person.name, told_by_relation="Themselves", reason=person.why)


def _assess(story: Story, person: InventedPerson) -> None:
    words = dict.fromkeys(("what-matters", "strengths", "people", "community", "what-is-hard"), person.why)
    story.assess(2, words, {"A1": ("unable_assist", person.why), "A9": ("unable_assist", person.why)})


def _write_and_send(story: Story, person: InventedPerson) -> None:
    def act(viewer: Viewer, at: datetime) -> None:
        about: dict[str, Any] = {**PLAN_TEXTS, "about_me": person.why, "review_on": clock.day(at + timedelta(days=200))}
        story.create_plan(viewer, at, about, [PLAN_LINE | {"starts_on": clock.day(at + timedelta(days=14))}])

    story.write_plan(20, "the plan", act)
    story.send_plan(22, "the plan", "It suits me.")


def _stop_sharing(story: Story, person: InventedPerson) -> None:
    """Withdraw consent, only for a person whose story ends here."""
    if person.until == "stop":
        story.stop_sharing(31, "I would rather not have so many people in.")


STEPS: dict[str, Callable[[Story, InventedPerson], None]] = {
    "refer": _refer,
    "talk": _assess,
    "decide": lambda story, person: story.decide_eligibility(
        5, "You cannot eat well or get about without help, every day."
    ),
    "budget": lambda story, person: story.set_budget(
        6, points=34, minutes=420, usual="An hour a day.", pays_pence=2_500
    ),
    "offer": lambda story, person: story.offer_introduction(9, NETWORK, "Read the leaflet together."),
    "accept": lambda story, person: story.accept_introduction(11, "Yes.", "Talked through at home."),
    "network": lambda story, person: story.network_accepts(12),
    "stop": lambda story, person: _stop_sharing(story, person),
    "send": _write_and_send,
}
