"""Every part of every plan that somebody has to find, or that may fail soon: shown while there is time."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.brokerage.models import Arrangement, ArrangementPause
from locallinks.personal.brokerage.queries.asked import Offer, offers_for, wanted_from
from locallinks.personal.brokerage.rules import CHECK_SOON, ENDING_SOON, URGENT, PartFacts, is_urgent, risks_of
from locallinks.personal.plans.models import Line, Plan

WORKED_ON = ("brokering", "live", "in_review", "suspended")
MOST = 500


@dataclass(frozen=True)
class Part:
    """One part of a plan to find somebody for, or to keep from failing. `pathway_id` and `person_id` lead there."""

    line: Line
    wanted_on: date
    arrangement: Arrangement | None
    offers: list[Offer]
    risks: tuple[str, ...]
    urgent: bool

    @property
    def to_find(self) -> bool:
        return self.arrangement is None

    @property
    def said_yes(self) -> int:
        return sum(one.status in ("offered", "chosen", "person_declined") for one in self.offers)

    @property
    def said_no(self) -> int:
        return sum(one.status == "provider_declined" for one in self.offers)


def parts_to_find(*, viewer: Viewer, on: date, at: datetime) -> list[Part]:
    """Parts of plans in force that nobody gives, and those that may fail; the most pressing first.

    Eight queries however many. The database leaves out what no rule would name, at most 500 parts of each.
    """
    lines = [*_nobody_gives(viewer, on)[:MOST], *_may_fail(viewer, on)[:MOST]]
    running: dict[int | None, list[Arrangement]] = {}
    for row in Arrangement.objects.filter(_not_over(on), line__in=lines).order_by("starts_on", "pk"):
        running.setdefault(row.line_id, []).append(row)
    paused = ArrangementPause.objects.filter(arrangement__line__in=lines, ends_on=None)
    back = dict(paused.values_list("arrangement", "expected_on"))
    offers = offers_for([line for line in lines if line.pk not in running], at)
    parts = [_part(line, running.get(line.pk, []), back, offers.get(line.pk, []), on) for line in lines]
    shown = [part for part in parts if part.to_find or part.risks]
    return sorted(shown, key=lambda part: (not part.urgent, not part.risks, part.wanted_on, part.line.pk))


def _part(line: Line, rows: list[Arrangement], back: dict[int, date | None], offers: list[Offer], on: date) -> Part:
    now = rows[0] if rows else None
    wanted = wanted_from(line, localdate(line.plan.approval.at))
    facts = PartFacts(
        wanted_on=wanted, given=now is not None, essential=line.essential, has_plan_b=bool(line.contingency.strip()),
        ends_on=rows[-1].ends_on if rows else None, check_until=now.check_until if now else None,
        back_due_on=back.get(now.pk) if now else None, asked=len(offers),
        said_no=sum(one.status == "provider_declined" for one in offers),
    )  # fmt: skip
    risks = risks_of(facts, on)
    asked_urgently = any(one.ask.urgent for one in offers)
    to_find = now is None and line.essential
    urgent = bool(set(risks) & URGENT) or (to_find and is_urgent(ticked=asked_urgently, wanted_on=wanted, today=on))
    return Part(line, wanted, now, offers, risks, urgent or (now is None and asked_urgently))


def _not_over(day: date) -> Q:
    return Q(ends_on=None) | Q(ends_on__gt=day)


def _in_force(viewer: Viewer) -> QuerySet[Line]:
    """Lines of the newest approved plan of people this viewer works with."""
    newer = Plan.objects.filter(
        pathway=OuterRef("plan__pathway"), number__gt=OuterRef("plan__number"), approval__isnull=False
    )
    ours = Q(plan__pathway__network__in=viewer.organisations) | Q(plan__pathway__home__in=viewer.organisations)
    rows = Line.objects.filter(
        ours, removed_at=None, plan__approval__isnull=False, plan__pathway__state__in=WORKED_ON,
    ).filter(~Exists(newer))  # fmt: skip
    return rows.select_related("person", "plan__approval", "plan__pathway").order_by("plan__approval__at", "pk")


def _nobody_gives(viewer: Viewer, on: date) -> QuerySet[Line]:
    given = Arrangement.objects.filter(_not_over(on), line=OuterRef("pk"))
    return _in_force(viewer).filter(~Exists(given))


def _may_fail(viewer: Viewer, on: date) -> QuerySet[Line]:
    """Given now, with something about it that a rule may name."""
    rows = Arrangement.objects.filter(_not_over(on), line=OuterRef("pk"))
    ending = Q(ends_on__lte=on + ENDING_SOON)
    checks = Q(check_until__lte=on + CHECK_SOON)
    paused = Q(pauses__ends_on=None, pauses__expected_on__lt=on)
    no_plan_b = Q(essential=True, contingency="") & Exists(rows)
    near = rows.filter(ending | checks | paused)
    return _in_force(viewer).filter(Exists(near) | no_plan_b)
