"""Two ways support comes to an end, told once so that a city can have a past (crowd.py)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from locallinks.demo.city import City
from locallinks.demo.neighbours import ACTS, Neighbour
from locallinks.demo.teller import Teller
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.brokerage.actions import end_arrangement
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.pathways.actions import move
from locallinks.personal.referrals.actions import advise_and_close

LONDON = ZoneInfo("Europe/London")
ADVISED = Neighbour("Ivy Sugden", date(1946, 2, 11), "9990000123", "ZZ1 1AL", "Wants company in the week.", 80, "")
MOVED = Neighbour("Walter Naylor", date(1938, 8, 30), "9990000131", "ZZ1 1AL", "Cannot cook since a fall.", 90, "")
NAMES = (ADVISED.name, MOVED.name)


def tell(*, city: City, at: datetime) -> None:
    """Ivy is given advice; Walter has support, and then moves to his daughter. Safe to run again."""
    ivy = _story(city, ADVISED, at)
    ACTS["refer"](ivy, ADVISED)
    advice = "The lunch club on Tuesday, and the number of the network."
    ivy.on_the_way("gave advice", "social.worker", 1, advise_and_close, advice=advice, introduction_offered=True)
    walter = _story(city, MOVED, at)
    for act in ACTS.values():
        act(walter, MOVED)
    walter.approve(24, "the plan", 10_000)
    walter.arrange(25, "the plan", {"Somebody": ("Mill Lane Kitchen", "", "References and insurance seen.")})
    walter.tell("ended what was arranged", "support.planner", 60, lambda viewer, at: _end(walter, viewer, at))
    walter.on_the_way(
        "wrote down the move", "social.worker", 61, move, event="move", reason="He has moved to his daughter's.",
        facts={"reason_given": True, "closing_routine": True, "said_by_person": True, "refusal_may_stand": True},
    )  # fmt: skip


def _story(city: City, one: Neighbour, at: datetime) -> Teller:
    day = clock.day(at) - timedelta(days=one.days)
    return Teller(city, one.name, datetime.combine(day, time(9, 15), tzinfo=LONDON), lambda words: None)


def _end(story: Teller, viewer: Viewer, at: datetime) -> None:
    for row in Arrangement.objects.filter(person=story.person):
        end_arrangement(
            viewer=viewer,
            arrangement_id=row.pk,
            version=row.version,
            last_day=clock.day(at),
            reason="He moves away.",
            at=at,
        )
