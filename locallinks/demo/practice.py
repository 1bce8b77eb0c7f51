"""What the people who look after money and practice have to look at: past plans, a rule to try, room, a note."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from locallinks.demo.city import COUNCIL, City
from locallinks.demo.neighbours import ABOUT, ACTS, LINE, Neighbour
from locallinks.demo.once import once
from locallinks.demo.teller import Teller
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.budgets.actions import propose_version
from locallinks.personal.handovers import actions as handovers
from locallinks.personal.pathways.actions import move
from locallinks.personal.plans import actions as plans
from locallinks.personal.plans.queries import working_plan

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Past:
    """Somebody the council planned with last year, who has moved away since: points, and what the plan cost."""

    name: str
    points: int
    pence: int
    why: str


PAST = (
    Past("Albert Rowe", 34, 13_900, "plan_written_in_assessment"), Past("Brenda Sykes", 28, 11_700, "urgent_discharge"),
    Past("Cecil Hardy", 46, 19_500, "plan_written_in_assessment"), Past("Dora Whittle", 20, 7_800, "network_full"),
    Past("Ernest Lamb", 52, 23_400, "not_told_about_option"), Past("Florence Gill", 40, 15_600, "urgent_discharge"),
    Past("Gilbert Nunn", 36, 15_600, "not_told_about_option"), Past("Hetty Marland", 24, 9_750, "network_full"),
    Past("Isaac Boyd", 30, 11_700, "plan_written_in_assessment"), Past("Jessie Platt", 44, 19_500, "urgent_discharge"),
)  # fmt: skip

NUMBERS = (
    "9990000603", "9990000611", "9990000638", "9990000646", "9990000654",
    "9990000662", "9990000670", "9990000689", "9990000697", "9990000700",
)  # fmt: skip


def settle(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Safe to run again."""
    say("Remembering last year's plans")
    for number, one in enumerate(PAST):
        _tell(city, one, number, at)
    say(f"  {len(PAST)} people planned with the council, and moved since")
    _rule(city, at)
    _room(city, at)
    _note(city, at)


def _tell(city: City, one: Past, number: int, at: datetime) -> None:
    """Not introduced, and why; planned with the council; approved; moved away."""
    born = date(1935 + number, 5, 1 + number)
    neighbour = Neighbour(
        one.name, born, NUMBERS[number], f"ZZ1 1A{'DEFGHJLN'[number % 8]}", "Washing and meals are hard.", 300, ""
    )
    day = clock.day(at) - timedelta(days=300 - number)
    story = Teller(city, one.name, datetime.combine(day, time(9, 30), tzinfo=LONDON), lambda words: None)
    for act in ("refer", "talk", "decide"):
        ACTS[act](story, neighbour)
    minutes = one.points * 405 * 60 // 1950 // 15 * 15
    story.budget(6, points=one.points, minutes=minutes, usual="Home care, morning and evening.")
    story.on_the_way("introduced nobody", "social.worker", 7, handovers.not_offered, failure_code=one.why)
    story.tell("wrote the plan", "social.worker", 9, lambda viewer, when: _write(story, one, viewer, when))
    story.tell("sent the plan", "social.worker", 10, lambda viewer, when: _send(story, one, viewer, when))
    story.approve(12, "the plan", one.pence)
    facts = {"reason_given": True, "closing_routine": True, "said_by_person": True, "refusal_may_stand": True}
    moved = {"event": "move", "reason": "Has moved to be near family.", "facts": facts}
    story.on_the_way("wrote down the move", "social.worker", 20, move, **moved)


def _write(story: Teller, one: Past, viewer: Viewer, at: datetime) -> None:
    about = {**ABOUT, "about_me": "I like a quiet morning.", "review_on": clock.day(at + timedelta(days=200))}
    line = {"weekly_cost_pence": one.pence, "starts_on": clock.day(at + timedelta(days=14))}
    story.new_plan(viewer, at, about, [LINE | line])


def _send(story: Teller, one: Past, viewer: Viewer, at: datetime) -> None:
    plan = working_plan(story.pathway)
    assert plan is not None
    plans.record_agreement(viewer=viewer, plan_id=plan.pk, agrees=True, words="Yes.", said_by=one.name, at=at)
    why = "The kitchen charges more for five days, and nobody else had room."
    plans.submit_plan(viewer=viewer, plan_id=plan.pk, why_over_indicative=why, at=at)


def _rule(city: City, at: datetime) -> None:
    """Proposed by finance, so that the commissioner can try it and decide."""
    viewer, today = city.viewer("finance"), clock.day(at)
    version: dict[str, Any] = {
        "point_pence": 425, "tolerance_percent": 10, "starts_on": today + timedelta(days=120),
        "source": "Report to Cabinet, item 7 (invented)", "why": "Home care costs more since April.",
    }  # fmt: skip
    once("the budget rule: proposed", viewer, lambda: propose_version(viewer=viewer, at=at, **version))


def _room(city: City, at: datetime) -> None:
    """One network said lately how much room it has, the other long ago."""
    today = clock.day(at)
    for who, places, days, words in (
        ("network.manager", 12, 4, "A second planner starts in spring."), ("saltgate.manager", 8, 60, ""),
    ):  # fmt: skip
        viewer, when = city.viewer(who), at - timedelta(days=days)
        said: dict[str, Any] = {
            "places": places,
            "unit": "at_once",
            "as_of": today - timedelta(days=days),
            "words": words,
            "at": when,
        }

        def act(viewer: Viewer = viewer, said: dict[str, Any] = said) -> None:
            handovers.say_places(viewer=viewer, **said)

        once(f"{who}: how much room", viewer, act)


def _note(city: City, at: datetime) -> None:
    """From the champion, for a worker of the council."""
    viewer, worker = city.viewer("handover.champion"), city.user("social.worker")
    words = "Make the offer a visit of its own, before any line of a plan is written. Take the leaflet along."

    def act() -> None:
        handovers.write_coaching_note(
            viewer=viewer, team_id=None, worker_id=worker.pk, about="plan_written_in_assessment", words=words, at=at
        )

    once(f"{COUNCIL}: a coaching note", viewer, act)
