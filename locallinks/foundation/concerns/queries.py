"""The council's queue, and one concern. Every look is for the purpose "concern": no list shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.accounts.queries import organisations_of_kind
from locallinks.foundation.audit.actions import CONCERN, record_read
from locallinks.foundation.concerns.models import Concern, ConcernDecision
from locallinks.foundation.concerns.permissions import check_can_deal
from locallinks.foundation.concerns.rules import decide_by, where_it_stands
from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.lean import Lean
from locallinks.foundation.shared.scope import Viewer

SHOWN = {
    "waiting": Q(newest=None),
    "enquiring": Q(newest="enquiry", outcome=None),
    "closed": Q(newest__in=("other", "no_further")) | Q(outcome__isnull=False),
}


@dataclass(frozen=True)
class Worry:
    """One line of the queue."""

    concern: Concern
    stands: str
    due: date

    @property
    def waits(self) -> bool:
        return self.stands == "waiting"

    def late(self, today: date) -> bool:
        return self.waits and today > self.due


def _rows() -> QuerySet[Concern]:
    newest = ConcernDecision.objects.filter(concern=OuterRef("pk")).order_by("-at", "-pk")
    return Concern.objects.select_related("home", "outcome").annotate(newest=Subquery(newest.values("decision")[:1]))


def worries(*, viewer: Viewer, show: str, today: date) -> Lean[int, Worry]:
    """What was told to this council, all of it: what waits first, in that whoever is in danger, then the oldest.

    One query, and two for what is shown.
    """
    check_can_deal(viewer)
    rows = _rows().filter(SHOWN[show]) if show in SHOWN else _rows()
    waits = ExpressionWrapper(Q(newest=None), output_field=BooleanField())
    keys = rows.order_by(waits.desc(), "-danger_now", "raised_at", "pk").values_list("pk", flat=True)
    return Lean(list(keys), partial(_shown, today))


def _shown(today: date, keys: Sequence[int]) -> list[Worry]:
    days_off = holidays(today - timedelta(days=400), today + timedelta(days=30))
    found = _rows().in_bulk(keys)
    return [_worry(found[key], days_off) for key in keys]


def _worry(row: Concern, days_off: frozenset[date]) -> Worry:
    stands = where_it_stands(decision=row.newest, finished=getattr(row, "outcome", None) is not None)  # type: ignore[attr-defined]
    return Worry(row, stands, decide_by(clock.day(row.raised_at), days_off))


def open_concern(*, viewer: Viewer, concern_id: int, page: str, at: datetime) -> Worry:
    """One concern for one page. Raises Http404 for whoever it names, as if there were none."""
    check_can_deal(viewer)
    row = _rows().select_related("person", "raised_by").filter(pk=concern_id).first()
    if row is None:
        raise Http404
    record_read(viewer=viewer, person=row.person, page=page, purpose=CONCERN, at=at)
    return _worry(row, holidays(clock.day(row.raised_at), clock.day(at) + timedelta(days=30)))


def decisions_of(concern: Concern) -> QuerySet[ConcernDecision]:
    return ConcernDecision.objects.filter(concern=concern).select_related("by")


def councils() -> QuerySet[Organisation]:
    """Where a worry about somebody whose record is not known can go."""
    return organisations_of_kind("council").order_by("name")


def organisations_to_name() -> QuerySet[Organisation]:
    """Services and groups somebody may be worried about."""
    return organisations_of_kind("network", "provider", "community_group", "council").order_by("name")
