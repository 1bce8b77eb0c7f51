"""Ten people the council planned with last year: finance tries a proposed budget rule on their plans."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from locallinks.demo.city import City
from locallinks.demo.journey_steps import LONDON, PLAN_LINE, PLAN_TEXTS, STEPS, InventedPerson
from locallinks.demo.story import Story
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.handovers.actions.offers import not_offered
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent
from locallinks.personal.plans.actions.submission import record_agreement, submit_plan
from locallinks.personal.plans.queries.plan_view import working_plan


@dataclass(frozen=True)
class PastPlan:
    """Somebody the council planned with last year, who has moved away since: points, and what the plan cost."""

    name: str
    points: int
    pence: int
    why: str


PAST_PLANS = (
    PastPlan("Albert Rowe", 34, 13_900, "plan_written_in_assessment"),
    PastPlan("Brenda Sykes", 28, 11_700, "urgent_discharge"),
    PastPlan("Cecil Hardy", 46, 19_500, "plan_written_in_assessment"),
    PastPlan("Dora Whittle", 20, 7_800, "network_full"),
    PastPlan("Ernest Lamb", 52, 23_400, "not_told_about_option"),
    PastPlan("Florence Gill", 40, 15_600, "urgent_discharge"),
    PastPlan("Gilbert Nunn", 36, 15_600, "not_told_about_option"),
    PastPlan("Hetty Marland", 24, 9_750, "network_full"),
    PastPlan("Isaac Boyd", 30, 11_700, "plan_written_in_assessment"),
    PastPlan("Jessie Platt", 44, 19_500, "urgent_discharge"),
)

NHS_NUMBERS = (
    "9990000603",
    "9990000611",
    "9990000638",
    "9990000646",
    "9990000654",
    "9990000662",
    "9990000670",
    "9990000689",
    "9990000697",
    "9990000700",
)


def tell(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Safe to run again."""
    say("Remembering last year's plans")
    for number, past in enumerate(PAST_PLANS):
        _tell_one(city, past, number, at)
    say(f"  {len(PAST_PLANS)} people planned with the council, and moved since")


def _tell_one(city: City, past: PastPlan, number: int, at: datetime) -> None:
    """Not introduced to a network, and why; planned with the council; approved; moved away."""
    born = date(1935 + number, 5, 1 + number)
    person = InventedPerson(
        past.name, born, NHS_NUMBERS[number], f"ZZ1 1A{'DEFGHJLN'[number % 8]}", "Washing and meals are hard.", 300, ""
    )
    day = clock.day(at) - timedelta(days=300 - number)
    story = Story(city, past.name, datetime.combine(day, time(9, 30), tzinfo=LONDON), lambda words: None)
    for step in ("refer", "talk", "decide"):
        STEPS[step](story, person)
    minutes = past.points * 405 * 60 // 1950 // 15 * 15
    story.set_budget(6, points=past.points, minutes=minutes, usual="Home care, morning and evening.")
    story.do_on_pathway("introduced nobody", "social.worker", 7, not_offered, failure_code=past.why)
    story.do("wrote the plan", "social.worker", 9, lambda viewer, when: _write_plan(story, past, viewer, when))
    story.do("sent the plan", "social.worker", 10, lambda viewer, when: _send_plan(story, past, viewer, when))
    story.approve_plan(12, "the plan", past.pence)
    facts = {"reason_given": True, "closing_routine": True, "said_by_person": True, "refusal_may_stand": True}
    moved = {"event": PathwayEvent.MOVE, "reason": "Has moved to be near family.", "facts": facts}
    story.do_on_pathway("wrote down the move", "social.worker", 20, move_pathway, **moved)


def _write_plan(story: Story, past: PastPlan, viewer: Viewer, at: datetime) -> None:
    about = {**PLAN_TEXTS, "about_me": "I like a quiet morning.", "review_on": clock.day(at + timedelta(days=200))}
    line = {"council_cost_pence": past.pence, "starts_on": clock.day(at + timedelta(days=14))}
    story.create_plan(viewer, at, about, [PLAN_LINE | line])


def _send_plan(story: Story, past: PastPlan, viewer: Viewer, at: datetime) -> None:
    plan = working_plan(story.pathway)
    assert plan is not None
    record_agreement(viewer=viewer, plan_id=plan.pk, agrees=True, words="Yes.", said_by=past.name, at=at)
    why = "The kitchen charges more for five days, and nobody else had room."
    submit_plan(viewer=viewer, plan_id=plan.pk, why_over_indicative=why, at=at)
