"""Grace came home from hospital with a short spell of help; it ended, and the question of day 91 is due."""

from collections.abc import Callable
from datetime import datetime, timedelta

from locallinks.demo.city import City
from locallinks.demo.idempotent import do_once
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.actions.short_term import end_short_term, start_short_term
from locallinks.personal.assessments.choices import ShortTermKind, ShortTermResult
from locallinks.personal.pathways.models import Pathway

NAME = "Grace Adu"


def tell(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Safe to run again."""
    viewer = city.viewer("social.worker")
    do_once("grace and day 91", viewer, lambda: _start_and_end(viewer, at))


def _start_and_end(viewer: Viewer, at: datetime) -> None:
    started = at - timedelta(days=93)
    spell = start_short_term(
        viewer=viewer,
        pathway_id=Pathway.objects.get(person__full_name=NAME).pk,
        kind=ShortTermKind.INTERMEDIATE,
        goals="To make my own tea, and to get up the stairs to bed.",
        given_by="Wharfe Home Again team",
        starts_on=clock.day(started),
        left_hospital_on=clock.day(started),
        at=started,
    )
    ended = started + timedelta(days=40)
    end_short_term(
        viewer=viewer,
        short_term_id=spell.pk,
        ended_on=clock.day(ended),
        result=ShortTermResult.LESS,
        words="She makes her tea. The stairs are still slow.",
        at=ended,
    )
