"""Delegation of a council's functions to other bodies. Source: Care Act 2014 s.79."""

from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.accounts import permissions
from locallinks.foundation.accounts.choices import DelegableDuty
from locallinks.foundation.accounts.models import (
    Delegation,
    Organisation,
)
from locallinks.foundation.accounts.rules import (
    duty_problem,
    periods_overlap,
)
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer


@transaction.atomic
def record_delegation(
    *, viewer: Viewer, duty: str, to_name: str, agreement: str, starts_on: date, ends_on: date | None, at: datetime
) -> Delegation:
    """Record that the council delegates a duty to another body, and return the row. It gives nobody access.

    duty: a code of `DelegableDuty`. ends_on: the first day on which it no longer applies, or None.
    Raises NotAllowed for anybody but the council's administrator; DomainError for a duty that the Act does not let the
    council delegate, for missing words, for an end before the start, and for an overlap with the same delegation.
    Source: Care Act 2014 s.79; docs/rules/care-act.md 6.
    """
    council_id = permissions.council_of_delegations(viewer)
    permissions.check_can_delegate(viewer, council_id)
    to_name, agreement = to_name.strip(), agreement.strip()
    problems = []
    if refusal := duty_problem(duty):
        problems.append(Problem(refusal, "duty", "not_delegable"))
    if not to_name:
        problems.append(Problem("Say who does it for the council", "to_name", "missing"))
    if not agreement:
        problems.append(Problem("Say which agreement it stands on", "agreement", "missing"))
    if ends_on is not None and ends_on <= starts_on:
        problems.append(Problem("Enter a day after the first day", "ends_on", "ends_before_start"))
    Organisation.objects.select_for_update().get(pk=council_id)  # serialise: two at once could overlap
    same = Delegation.objects.filter(council=council_id, duty=duty, to_name__iexact=to_name)
    if any(periods_overlap(starts_on, ends_on, other.starts_on, other.ends_on) for other in same):
        problems.append(Problem(f"This is delegated to {to_name} then already", "starts_on", "delegated_already"))
    if problems:
        raise DomainError(problems=problems)
    row = Delegation.objects.create(
        council_id=council_id,
        duty=duty,
        to_name=to_name,
        agreement=agreement,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    verb = f"recorded that {to_name} does a duty for the council"
    record_write(viewer=viewer, verb=verb, subject=row, reason=DelegableDuty(duty).label, at=at)
    return row


@transaction.atomic
def end_delegation(*, viewer: Viewer, delegation_id: int, ends_on: date, reason: str, at: datetime) -> Delegation:
    """End a delegation: from `ends_on` the council does the duty itself again. Return the row.

    Raises NotAllowed for anybody but the council's administrator; DomainError where it has ended already, for a day
    before its start or after its present end, and without a reason.
    """
    council_id = permissions.council_of_delegations(viewer)
    permissions.check_can_delegate(viewer, council_id)
    row = Delegation.objects.select_for_update().filter(council=council_id).get(pk=delegation_id)
    problems = []
    if row.ends_on is not None and row.ends_on <= clock.day(at):
        problems.append(Problem("This has ended already.", code="delegation_over"))
    if ends_on <= row.starts_on:
        problems.append(Problem("Enter a day after the first day", "ends_on", "ends_before_start"))
    if row.ends_on is not None and ends_on > row.ends_on:
        problems.append(Problem("It ends sooner already. For a longer time, write down a new one", "ends_on", "later"))
    if not reason.strip():
        problems.append(Problem("Say why it ends", "reason", "missing"))
    if problems:
        raise DomainError(problems=problems)
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    record_write(
        viewer=viewer, verb=f"ended what {row.to_name} does for the council", subject=row, reason=reason.strip(), at=at
    )
    return row
