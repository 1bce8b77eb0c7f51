"""What managers have to decide on or read: a proposed budget rule, two networks' capacity, and a coaching note."""

from datetime import datetime, timedelta
from typing import Any

from locallinks.demo.city import COUNCIL, City
from locallinks.demo.idempotent import do_once
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.budgets.actions import propose_version
from locallinks.personal.handovers.actions.coaching import write_coaching_note
from locallinks.personal.handovers.actions.network_capacity import record_capacity
from locallinks.personal.handovers.choices import FailureCode


def tell(*, city: City, at: datetime) -> None:
    """Safe to run again."""
    _propose_budget_rule(city, at)
    _report_capacity(city, at)
    _write_coaching_note(city, at)


def _propose_budget_rule(city: City, at: datetime) -> None:
    """Finance proposes a version, so that the commissioner can try it and decide."""
    viewer, today = city.viewer("finance"), clock.day(at)
    version: dict[str, Any] = {
        "point_pence": 425,
        "tolerance_percent": 10,
        "starts_on": today + timedelta(days=120),
        "source": "Report to Cabinet, item 7 (invented)",
        "why": "Home care costs more since April.",
    }
    do_once("the budget rule: proposed", viewer, lambda: propose_version(viewer=viewer, at=at, **version))


def _report_capacity(city: City, at: datetime) -> None:
    """One network reported its capacity lately, the other long ago."""
    today = clock.day(at)
    for who, places, days, words in (
        ("network.manager", 12, 4, "A second planner starts in spring."),
        ("saltgate.manager", 8, 60, ""),
    ):
        viewer, when = city.viewer(who), at - timedelta(days=days)
        report: dict[str, Any] = {
            "places": places,
            "unit": "at_once",
            "as_of": today - timedelta(days=days),
            "words": words,
            "at": when,
        }

        def act(viewer: Viewer = viewer, report: dict[str, Any] = report) -> None:
            record_capacity(viewer=viewer, **report)

        do_once(f"{who}: how much room", viewer, act)


def _write_coaching_note(city: City, at: datetime) -> None:
    """The handover champion writes to a worker of the council."""
    viewer, worker = city.viewer("handover.champion"), city.user("social.worker")
    words = "Make the offer a visit of its own, before any line of a plan is written. Take the leaflet along."

    def act() -> None:
        write_coaching_note(
            viewer=viewer,
            team_id=None,
            worker_id=worker.pk,
            about=FailureCode.PLAN_WRITTEN_IN_ASSESSMENT,
            words=words,
            at=at,
        )

    do_once(f"{COUNCIL}: a coaching note", viewer, act)
