"""Replies with their scores, what is due, and which scales may be asked."""

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
    """One scale's replies, in order, and when it is due again. `scale` has its words where they may be shown."""

    scale: Scale
    open: bool
    replies: list[Reply]
    due: list[DueMoment]

    @property
    def scored(self) -> list[Reply]:
        return [one for one in self.replies if one.score.value is not None]

    @property
    def change(self) -> str:
        """From the first score to the last, in words; nothing until there are two."""
        values = [one.score.value for one in self.replies if one.score.value is not None]
        return change_words(self.scale, values[0], values[-1]) if len(values) > 1 else ""


def replies_of(pathway: Pathway) -> QuerySet[Reply]:
    return Reply.objects.filter(pathway=pathway).select_related("recorded_by")


def scale_histories_of(pathway: Pathway, today: date) -> list[ScaleHistory]:
    """Every scale with its replies and when it is due. Four queries."""
    replies = list(replies_of(pathway))
    planned = _planned_on(pathway)
    ended = clock.day(pathway.closed_at) if pathway.closed_at else None
    found = []
    for code, (scale, is_open) in scales_for(pathway, today).items():
        own = [one for one in replies if one.scale == code]
        first = next((one.taken_on for one in own if one.moment == Moment.BASELINE), None)
        due = moments_due(
            planned_on=planned, ended_on=ended, done={one.moment for one in own}, baseline_on=first, today=today
        )
        found.append(ScaleHistory(scale, is_open, own, due if is_open else []))
    return found


def _planned_on(pathway: Pathway) -> date | None:
    """The day planning first began."""
    step = Step.objects.filter(pathway=pathway, to_state__in=PLANNING_STATES).order_by("number").first()
    return clock.day(step.at) if step else None


def scales_for(pathway: Pathway, today: date) -> dict[str, tuple[Scale, bool]]:
    """Every scale and whether it may be asked here; a licensed one with the words its organisation was given."""
    licences = _licences_in_force([pathway.home_id, pathway.network_id], today)
    return {code: _with_words(scale, licences.get(code)) for code, scale in SCALES.items()}


def _licences_in_force(organisations: Iterable[int | None], today: date) -> dict[str, Licence]:
    """By scale: the newest licence of any of these organisations, where it has not run out."""
    rows = Licence.objects.filter(organisation__in=[key for key in organisations if key]).order_by("at", "pk")
    newest = {(row.organisation_id, row.scale): row for row in rows}
    return {code: row for (_, code), row in newest.items() if row.ends_on is None or row.ends_on >= today}


def _with_words(scale: Scale, licence: Licence | None) -> tuple[Scale, bool]:
    if not scale.needs_licence:
        return scale, True
    if licence is None:
        return scale, False
    items = tuple(Item(one.code, one.label, licence.wording.get(one.code, "")) for one in scale.items)
    choices = tuple((value, licence.wording.get(f"choice_{value}", "")) for value, _ in scale.choices)
    return replace(scale, items=items, choices=choices), True


def licences_of(viewer: Viewer) -> list[Licence]:
    """The newest licence of each scale in the organisations whose administrator this is."""
    mine = list(viewer.organisations_that(Capability.ADMINISTER))
    rows = Licence.objects.filter(organisation__in=mine).select_related("organisation", "recorded_by")
    return list({(row.organisation_id, row.scale): row for row in rows.order_by("at", "pk")}.values())
