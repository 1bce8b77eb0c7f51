"""The queue of concerns, one concern, its readers, and what waits on Today.

Reads are audited for the purpose "concern", so that no list of reads shows them.
"""

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
from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.concerns.choices import ConcernStatus, Decision
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

# By status, a condition on the annotation of `_with_newest_decision`.
STATUS_FILTERS = {
    ConcernStatus.WAITING: Q(newest_decision=None),
    ConcernStatus.ENQUIRING: Q(newest_decision=Decision.ENQUIRY, outcome=None),
    ConcernStatus.CLOSED: Q(newest_decision__in=(Decision.OTHER, Decision.NO_FURTHER)) | Q(outcome__isnull=False),
}


@dataclass(frozen=True)
class ConcernWithStatus:
    """A concern, its status, and the day on which a decision is due."""

    concern: Concern
    status: ConcernStatus
    due: date

    @property
    def waits(self) -> bool:
        return self.status == ConcernStatus.WAITING

    def late(self, today: date) -> bool:
        return self.waits and today > self.due


def _with_newest_decision() -> QuerySet[Concern]:
    newest = ConcernDecision.objects.filter(concern=OuterRef("pk")).order_by("-number").values("decision")[:1]
    return Concern.objects.select_related("home", "outcome").annotate(newest_decision=Subquery(newest))


def concerns_for(*, viewer: Viewer, show: str, today: date) -> LazyList[UUID, ConcernWithStatus]:
    """All concerns that this viewer may read: those that wait for a decision first, danger first, then the oldest.

    `show`: a status to narrow to, or "". One query, and two for the rows that are shown. Raise NotAllowed.
    """
    check_can_deal(viewer)
    rows = _with_newest_decision()
    if show in ConcernStatus:
        rows = rows.filter(STATUS_FILTERS[ConcernStatus(show)])
    waits = ExpressionWrapper(Q(newest_decision=None), output_field=BooleanField())
    keys = rows.order_by(waits.desc(), "-danger_now", "raised_at", "pk").values_list("pk", flat=True)
    return LazyList(list(keys), partial(_load, today))


def _load(today: date, keys: Sequence[UUID]) -> list[ConcernWithStatus]:
    days_off = holidays(today - timedelta(days=400), today + timedelta(days=30))
    by_key = _with_newest_decision().in_bulk(keys)
    return [_with_status(by_key[key], days_off) for key in keys]


def _with_status(concern: Concern, days_off: frozenset[date]) -> ConcernWithStatus:
    decision = concern.newest_decision  # type: ignore[attr-defined]
    status = concern_status(decision=decision, finished=getattr(concern, "outcome", None) is not None)
    return ConcernWithStatus(concern, status, decision_due_on(clock.day(concern.raised_at), days_off))


def open_concern(*, viewer: Viewer, concern_id: UUID, page: str, at: datetime) -> ConcernWithStatus:
    """One concern for one page. The read is audited.

    Raise NotAllowed, or Http404 for a viewer who may not read it, as if it did not exist.
    """
    check_can_deal(viewer)
    rows = _with_newest_decision().select_related("person", "raised_by", "source_organisation")
    concern = rows.filter(pk=concern_id).first()
    if concern is None:
        raise Http404
    record_read(viewer=viewer, person=concern.person, subject=concern, page=page, purpose=EntryPurpose.CONCERN, at=at)
    return _with_status(concern, holidays(clock.day(concern.raised_at), clock.day(at) + timedelta(days=30)))


def decisions_of(concern: Concern) -> QuerySet[ConcernDecision]:
    """Return the decisions about a concern with who made them, the newest last: it counts."""
    return ConcernDecision.objects.filter(concern=concern).select_related("by")


def readers_of(concern: Concern) -> QuerySet[ConcernReader]:
    """The colleagues to whom a lead opened it, whether or not they still work there."""
    return ConcernReader.objects.filter(concern=concern).select_related("user", "by")


def _leads(on: date) -> QuerySet[Membership]:
    held = Membership.objects.filter(role__in=SAFEGUARDING_ROLES, user__is_active=True).current(on)
    return held.select_related("user", "organisation").order_by("organisation__name", "user__name")


def leads_of(council_id: int, on: date) -> dict[int, str]:
    """The names of the safeguarding leads of one council on a day, by the key of the user."""
    return {row.user_id: row.user.name for row in _leads(on).filter(organisation=council_id)}


def leads_to_tick(on: date, council_id: int | None = None) -> dict[int, str]:
    """The leads who would read a concern, by key: those of one council, or of all where the council is not known yet.

    The names include the council where there are leads of several.
    """
    if council_id is not None:
        return leads_of(council_id, on)
    rows = list(_leads(on))
    several = len({row.organisation_id for row in rows}) > 1
    return {row.user_id: f"{row.user.name}, {row.organisation}" if several else row.user.name for row in rows}


def _hidden_from(concern: Concern, on: date) -> Q:
    """The users who may not know of the concern, as in the SQL function guard.hidden_from_user."""
    organisation_id = concern.hidden_from_organisation_id
    works_there = Membership.objects.filter(user=OuterRef("pk"), organisation=organisation_id).current(on)
    return Q(pk__in=concern.hidden_from) | Q(Exists(works_there))


def who_reads(concern: Concern, on: date) -> list[str]:
    """The names of the leads who may read it today."""
    readers = User.objects.exclude(_hidden_from(concern, on)).filter(pk__in=leads_of(concern.home_id, on))
    return list(readers.order_by("name").values_list("name", flat=True))


def names_hidden_from(concern: Concern) -> list[str]:
    """The names of the users whom the reporter ticked, so that a reader knows whom not to speak to."""
    return list(User.objects.filter(pk__in=concern.hidden_from).order_by("name").values_list("name", flat=True))


def colleagues_to_open_to(concern: Concern, on: date) -> QuerySet[User]:
    """Return users of the council, by name, from whom the concern is not hidden and who cannot read it yet."""
    works_here = Membership.objects.filter(user=OuterRef("pk"), organisation=concern.home_id).current(on)
    is_lead = Q(Exists(works_here.filter(role__in=SAFEGUARDING_ROLES)))
    is_reader = Q(pk__in=readers_of(concern).values("user"))
    users = User.objects.filter(Exists(works_here), is_active=True).exclude(_hidden_from(concern, on))
    return users.exclude(is_lead | is_reader).order_by("name")


def councils() -> QuerySet[Organisation]:
    """The councils to which a concern about somebody without a known record can go."""
    return organisations_of_kind("council").order_by("name")


def organisations_to_name() -> QuerySet[Organisation]:
    """The services and groups that a concern can name."""
    return organisations_of_kind("network", "provider", "community_group", "council").order_by("name")


# ---- Today ----

MAX_ON_TODAY = 10
# Concerns that wait for a decision, and enquiries that have not ended. A lead sees all of them, and a colleague those
# that were opened to them: row-level security leaves out the rest.
ON_TODAY_SQL = """
select c.id, c.person_id, c.about_name, c.danger_now, c.raised_at, d.decision,
       exists (select 1 from concerns_concernreader r where r.concern_id = c.id and r.user_id = %(viewer)s),
       count(*) over ()
  from concerns_concern c
  left join lateral (select decision from concerns_concerndecision where concern_id = c.id order by number desc
                     limit 1) d on true
 where d.decision is null or d.decision = 'enquiry'
       and not exists (select 1 from concerns_concernoutcome o where o.concern_id = c.id)
 order by d.decision is not null, not c.danger_now, c.raised_at, c.id limit %(limit)s
"""


class ConcernOnToday(NamedTuple):
    """One concern on Today: a row of ON_TODAY_SQL. `total` counts all that this viewer may read."""

    concern_id: UUID
    person_id: int | None
    about_name: str
    danger_now: bool
    raised_at: datetime
    decision: str | None
    opened_to_viewer: bool
    total: int

    @property
    def waits(self) -> bool:
        return self.decision is None

    def due(self, days_off: frozenset[date]) -> date:
        return decision_due_on(clock.day(self.raised_at), days_off)


def concerns_on_today(viewer: Viewer) -> Statement[list[ConcernOnToday]]:
    """The concerns that this viewer has to decide or enquire into: danger first, then the oldest.

    Without a query for a viewer who works for no council.
    """
    if not any(held.organisation_kind == OrganisationKind.COUNCIL for held in viewer.roles_held):
        return constant([])
    values = {"viewer": viewer.user_id, "limit": MAX_ON_TODAY}
    return Statement(ON_TODAY_SQL, values, lambda rows: [ConcernOnToday(*row) for row in rows])


def concern_without_lead(viewer: Viewer) -> Statement[bool]:
    """Whether a concern waits that no lead may read. The council's administrators learn only that."""
    if not viewer.may_somewhere(Capability.ADMINISTER):
        return constant(False)
    return Statement("select guard.concern_without_lead()", (), lambda rows: bool(rows[0][0]))
