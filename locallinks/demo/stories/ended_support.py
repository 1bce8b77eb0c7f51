"""Two stories that have ended: advice was enough, and a move. `bulk_people` copies them for the city's past."""

from datetime import date, datetime

from locallinks.demo.city import City
from locallinks.demo.journey_steps import STEPS, InventedPerson, story_of
from locallinks.demo.story import Story
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage.actions.arrangements import end_arrangement
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent
from locallinks.personal.referrals.actions.referral_and_advice import advise_and_close

ADVISED = InventedPerson("Ivy Sugden", date(1946, 2, 11), "9990000123", "ZZ1 1AL", "Wants company in the week.", 80, "")
MOVED = InventedPerson("Walter Naylor", date(1938, 8, 30), "9990000131", "ZZ1 1AL", "Cannot cook since a fall.", 90, "")
NAMES = (ADVISED.name, MOVED.name)


def tell(*, city: City, at: datetime) -> None:
    """Ivy is given advice; Walter has support, and then moves to his daughter. Safe to run again."""
    ivy = story_of(city, ADVISED, at)
    STEPS["refer"](ivy, ADVISED)
    advice = "The lunch club on Tuesday, and the number of the network."
    ivy.do_on_pathway("gave advice", "social.worker", 1, advise_and_close, advice=advice, introduction_offered=True)
    walter = story_of(city, MOVED, at)
    for step in STEPS.values():
        step(walter, MOVED)
    walter.approve_plan(24, "the plan", 10_000)
    walter.arrange_support(25, "the plan", {"Somebody": ("Mill Lane Kitchen", "", "References and insurance seen.")})
    walter.do(
        "ended what was arranged", "support.planner", 60, lambda viewer, at: _end_arrangements(walter, viewer, at)
    )
    walter.do_on_pathway(
        "wrote down the move",
        "social.worker",
        61,
        move_pathway,
        event=PathwayEvent.MOVE,
        reason="He has moved to his daughter's.",
        facts={"reason_given": True, "closing_routine": True, "said_by_person": True, "refusal_may_stand": True},
    )


def _end_arrangements(story: Story, viewer: Viewer, at: datetime) -> None:
    for row in Arrangement.objects.filter(person=story.person):
        end_arrangement(
            viewer=viewer,
            arrangement_id=row.pk,
            version=row.version,
            last_day=clock.day(at),
            reason="He moves away.",
            at=at,
        )
