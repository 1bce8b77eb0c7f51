"""The queue, one concern, and what waits on Today. Every look is for the purpose "concern": no list shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.models import Membership, Organisation, User
from locallinks.foundation.accounts.queries import organisations_of_kind
from locallinks.foundation.audit.actions import FOR_CONCERN, record_read
from locallinks.foundation.concerns.models import Concern, ConcernDecision, ConcernReader
from locallinks.foundation.concerns.permissions import SAFEGUARDING_ROLES, check_can_deal
from locallinks.foundation.concerns.permissions import may_open as may_open
from locallinks.foundation.concerns.rules import concern_status, decision_due_on
from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.pipeline import Statement, constant
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer

SHOWN_RELATIONS = {
    "waiting": Q(newest=None),
    "enquiring": Q(newest="enquiry", outcome=None),
    "closed": Q(newest__in=("other", "no_further")) | Q(outcome__isnull=False),
}


@dataclass(frozen=True)
class ConcernShown:
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
    newest = ConcernDecision.objects.filter(concern=OuterRef("pk")).order_by("-number")
    return Concern.objects.select_related("home", "outcome").annotate(newest=Subquery(newest.values("decision")[:1]))


def concerns_for(*, viewer: Viewer, show: str, today: date) -> LazyList[UUID, ConcernShown]:
    """What this viewer may read, all of it: what waits first, in that whoever is in danger, then the oldest.

    One query, and two for what is shown.
    """
    check_can_deal(viewer)
    rows = _rows().filter(SHOWN_RELATIONS[show]) if show in SHOWN_RELATIONS else _rows()
    waits = ExpressionWrapper(Q(newest=None), output_field=BooleanField())
    keys = rows.order_by(waits.desc(), "-danger_now", "raised_at", "pk").values_list("pk", flat=True)
    return LazyList(list(keys), partial(_shown, today))


def _shown(today: date, keys: Sequence[UUID]) -> list[ConcernShown]:
    days_off = holidays(today - timedelta(days=400), today + timedelta(days=30))
    found = _rows().in_bulk(keys)
    return [_worry(found[key], days_off) for key in keys]


def _worry(row: Concern, days_off: frozenset[date]) -> ConcernShown:
    stands = concern_status(decision=row.newest, finished=getattr(row, "outcome", None) is not None)  # type: ignore[attr-defined]
    return ConcernShown(row, stands, decision_due_on(clock.day(row.raised_at), days_off))


def open_concern(*, viewer: Viewer, concern_id: UUID, page: str, at: datetime) -> ConcernShown:
    """One concern for one page. Raises Http404 for whoever may not read it, as if there were none."""
    check_can_deal(viewer)
    row = _rows().select_related("person", "raised_by", "source_organisation").filter(pk=concern_id).first()
    if row is None:
        raise Http404
    record_read(viewer=viewer, person=row.person, subject=row, page=page, purpose=FOR_CONCERN, at=at)
    return _worry(row, holidays(clock.day(row.raised_at), clock.day(at) + timedelta(days=30)))


def decisions_of(concern: Concern) -> QuerySet[ConcernDecision]:
    return ConcernDecision.objects.filter(concern=concern).select_related("by")


def readers_of(concern: Concern) -> QuerySet[ConcernReader]:
    """Whom a lead opened it to, whether or not they still work there."""
    return ConcernReader.objects.filter(concern=concern).select_related("user", "by")


def _leads(on: date) -> QuerySet[Membership]:
    held = Membership.objects.filter(role__in=SAFEGUARDING_ROLES, user__is_active=True).current(on)
    return held.select_related("user", "organisation").order_by("organisation__name", "user__name")


def leads_of(council_id: int, on: date) -> dict[int, str]:
    """The safeguarding leads of one council on a day, by their number."""
    return {row.user_id: row.user.name for row in _leads(on).filter(organisation=council_id)}


def leads_to_tick(on: date, council_id: int | None = None) -> dict[int, str]:
    """Who would read a worry: the leads of one council, or where it is not known yet, of every council, said whose."""
    if council_id is not None:
        return leads_of(council_id, on)
    rows = list(_leads(on))
    several = len({row.organisation_id for row in rows}) > 1
    return {row.user_id: f"{row.user.name}, {row.organisation}" if several else row.user.name for row in rows}


def _kept_from(concern: Concern, on: date) -> Q:
    """Whom nobody may open it to: guard.kept_from asks the same."""
    there = Membership.objects.filter(user=OuterRef("pk"), organisation=concern.closed_to).current(on)
    return Q(pk__in=concern.hidden_from) | Q(Exists(there))


def who_reads(concern: Concern, on: date) -> list[str]:
    """The names of the leads who may read it today."""
    able = User.objects.exclude(_kept_from(concern, on)).filter(pk__in=leads_of(concern.home_id, on))
    return list(able.order_by("name").values_list("name", flat=True))


def names_hidden_from(concern: Concern) -> list[str]:
    """The names of those whom the teller ticked: a reader must know whom not to speak to."""
    return list(User.objects.filter(pk__in=concern.hidden_from).order_by("name").values_list("name", flat=True))


def colleagues_to_open_to(concern: Concern, on: date) -> QuerySet[User]:
    """Who works for the council, may know of it, and cannot read it yet."""
    here = Membership.objects.filter(user=OuterRef("pk"), organisation=concern.home_id).current(on)
    reads = Q(Exists(here.filter(role__in=SAFEGUARDING_ROLES))) | Q(pk__in=readers_of(concern).values("user"))
    rows = User.objects.filter(Exists(here), is_active=True).exclude(_kept_from(concern, on)).exclude(reads)
    return rows.order_by("name")


def councils() -> QuerySet[Organisation]:
    """Where a worry about somebody whose record is not known can go."""
    return organisations_of_kind(OrganisationKind.COUNCIL).order_by("name")


def organisations_to_name() -> QuerySet[Organisation]:
    """Services and groups somebody may be worried about."""
    return organisations_of_kind(
        OrganisationKind.NETWORK,
        OrganisationKind.PROVIDER,
        OrganisationKind.COMMUNITY_GROUP,
        OrganisationKind.COUNCIL,
    ).order_by("name")


# ---- Today ----

MAX_ON_TODAY = 10
# What waits for a decision, and the enquiries that have not ended: of a lead, all of them; of a colleague, those they
# were asked to work on. Row-level security leaves out the rest.
ON_TODAY_SQL = """
select c.id, c.person_id, c.about_name, c.danger_now, c.raised_at, d.decision,
       exists (select 1 from concerns_concernreader r where r.concern_id = c.id and r.user_id = %(viewer)s),
       count(*) over ()
  from concerns_concern c
  left join lateral (select decision from concerns_concerndecision where concern_id = c.id order by number desc
                     limit 1) d on true
 where d.decision is null or d.decision = 'enquiry'
       and not exists (select 1 from concerns_concernoutcome o where o.concern_id = c.id)
 order by d.decision is not null, not c.danger_now, c.raised_at, c.id limit %(most)s
"""


class ConcernOnToday(NamedTuple):
    """One concern on Today, as the database tells it."""

    concern_id: UUID
    person_id: int | None
    about_name: str
    danger_now: bool
    raised_at: datetime
    decision: str | None
    asked: bool  # a lead opened it to this viewer
    many: int

    @property
    def waits(self) -> bool:
        return self.decision is None

    def due(self, days_off: frozenset[date]) -> date:
        return decision_due_on(clock.day(self.raised_at), days_off)


def concerns_on_today(viewer: Viewer) -> Statement[list[ConcernOnToday]]:
    """What this viewer has to decide about or look into: danger first, then the oldest. Nothing is asked elsewhere."""
    if not any(held.organisation_kind == OrganisationKind.COUNCIL for held in viewer.roles_held):
        return constant([])
    values = {"viewer": viewer.user_id, "most": MAX_ON_TODAY}
    return Statement(ON_TODAY_SQL, values, lambda rows: [ConcernOnToday(*row) for row in rows])


def concern_without_lead(viewer: Viewer) -> Statement[bool]:
    """Does one wait here that nobody may read? Yes or no, for the council's administrator, and nothing else of it."""
    if not viewer.may_somewhere(Capability.ADMINISTER):
        return constant(False)
    return Statement("select guard.concern_without_lead()", (), lambda rows: bool(rows[0][0]))
