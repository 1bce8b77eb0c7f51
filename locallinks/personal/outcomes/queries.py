"""Replies with their scores, the moments that are due, and the scales that may be asked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.outcomes.choices import Moment
from locallinks.personal.outcomes.models import Licence, Reply
from locallinks.personal.outcomes.rules import SCALES, DueMoment, Item, Scale, change_words, moments_due
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.pathways.queries import PLANNING_STATES


@dataclass(frozen=True)
class ScaleHistory:
    """One scale with its replies in order, and the moments at which it is due. It has words only where licensed."""

    scale: Scale
    may_be_asked: bool
    replies: list[Reply]
    due: list[DueMoment]

    @property
    def scored(self) -> list[Reply]:
        return [reply for reply in self.replies if reply.score.value is not None]

    @property
    def change(self) -> str:
        """The change from the first score to the last, in words; empty before there are two."""
        values = [reply.score.value for reply in self.replies if reply.score.value is not None]
        return change_words(self.scale, values[0], values[-1]) if len(values) > 1 else ""


def replies_of(pathway: Pathway) -> QuerySet[Reply]:
    """Return all replies on a pathway, in order."""
    return Reply.objects.filter(pathway=pathway).select_related("recorded_by")


def scale_histories_of(pathway: Pathway, today: date) -> list[ScaleHistory]:
    """Return every scale with its replies and the moments at which it is due. Four queries."""
    replies = list(replies_of(pathway))
    planned = _planned_on(pathway)
    ended = clock.day(pathway.closed_at) if pathway.closed_at else None
    histories = []
    for code, (scale, may_be_asked) in scales_for(pathway, today).items():
        own = [reply for reply in replies if reply.scale == code]
        baseline_on = next((reply.taken_on for reply in own if reply.moment == Moment.BASELINE), None)
        due = moments_due(
            planned_on=planned,
            ended_on=ended,
            done={reply.moment for reply in own},
            baseline_on=baseline_on,
            today=today,
        )
        histories.append(ScaleHistory(scale, may_be_asked, own, due if may_be_asked else []))
    return histories


def _planned_on(pathway: Pathway) -> date | None:
    """The day on which planning first started."""
    step = Step.objects.filter(pathway=pathway, to_state__in=PLANNING_STATES).order_by("number").first()
    return clock.day(step.at) if step else None


def scales_for(pathway: Pathway, today: date) -> dict[str, tuple[Scale, bool]]:
    """Return by code every scale, with its words where licensed, and whether it may be asked here."""
    licences = _licences_in_force([pathway.home_id, pathway.network_id], today)
    return {code: _with_words(scale, licences.get(code)) for code, scale in SCALES.items()}


def _licences_in_force(organisations: Iterable[int | None], today: date) -> dict[str, Licence]:
    """By scale, the newest licence of one of these organisations, unless it has run out."""
    rows = Licence.objects.filter(organisation__in=[key for key in organisations if key]).order_by("at", "pk")
    newest = {(row.organisation_id, row.scale): row for row in rows}
    return {code: row for (_, code), row in newest.items() if row.ends_on is None or row.ends_on >= today}


def _with_words(scale: Scale, licence: Licence | None) -> tuple[Scale, bool]:
    if not scale.needs_licence:
        return scale, True
    if licence is None:
        return scale, False
    items = tuple(Item(item.code, item.label, licence.wording.get(item.code, "")) for item in scale.items)
    choices = tuple((value, licence.wording.get(f"choice_{value}", "")) for value, _ in scale.choices)
    return replace(scale, items=items, choices=choices), True


def licences_of(viewer: Viewer) -> list[Licence]:
    """Return the newest licence of each scale in the organisations that the viewer administers."""
    mine = list(viewer.organisations_where_may(Capability.ADMINISTER))
    rows = Licence.objects.filter(organisation__in=mine).select_related("organisation", "recorded_by")
    return list({(row.organisation_id, row.scale): row for row in rows.order_by("at", "pk")}.values())
