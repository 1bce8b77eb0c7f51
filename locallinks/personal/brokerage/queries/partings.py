"""Friendships that end: who has left or is leaving, and what the person said about it."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.brokerage.models import Arrangement, Parting
from locallinks.personal.brokerage.rules import ALERT_FOR, RELATIONSHIPS
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line, Plan

WORKED_ON = ("brokering", "live", "in_review", "suspended")


def last_giver(line_ids: list[int]) -> Arrangement | None:
    """Whoever gave this last, in this plan or in the one it came from. What never began does not count."""
    rows = Arrangement.objects.filter(Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), line__in=line_ids)
    return rows.order_by("-starts_on", "-pk").first()


def wants_next(arrangement: Arrangement | None) -> str:
    """The person's newest answer about whoever left; empty where nobody has asked."""
    said = Parting.objects.filter(arrangement=arrangement).order_by("-at", "-pk").first() if arrangement else None
    return said.wants if said else ""


def partings_of(arrangement: Arrangement) -> list[Parting]:
    return list(Parting.objects.filter(arrangement=arrangement).select_related("recorded_by"))


def leaving(pathway: Pathway, on: date) -> list[Arrangement]:
    """Of one person: who is leaving, or left, without a word about it."""
    return list(_unspoken(on).filter(pathway=pathway))


def people_leaving(*, viewer: Viewer, on: date) -> list[Arrangement]:
    """The same, of everybody this viewer's organisations work with. One query."""
    ours = Q(pathway__network__in=viewer.organisations) | Q(pathway__home__in=viewer.organisations)
    names = ("pathway__person", "pathway__network", "pathway__planner", "pathway__social_worker")
    return list(_unspoken(on).filter(ours).select_related(*names))


def _unspoken(on: date) -> QuerySet[Arrangement]:
    """Freely given, ended or to end, not followed by the same giver, in the plan in force, and not talked about."""
    again = Arrangement.objects.filter(
        line=OuterRef("line"), starts_on__gte=OuterRef("ends_on"), provider_name=OuterRef("provider_name")
    )
    newer = Plan.objects.filter(
        pathway=OuterRef("pathway"), number__gt=OuterRef("line__plan__number"), approval__isnull=False
    )
    lines = Line.objects.filter(pk=OuterRef("line"), kind__in=RELATIONSHIPS, removed_at=None)
    rows = Arrangement.objects.filter(
        ends_on__gte=on - ALERT_FOR, ends_on__gt=F("starts_on"), pathway__state__in=WORKED_ON
    )  # fmt: skip
    rows = rows.filter(Exists(lines), ~Exists(again), ~Exists(newer))
    return rows.filter(~Exists(Parting.objects.filter(arrangement=OuterRef("pk")))).order_by("ends_on", "pk")
