"""Recording an unmet need, and that it was met."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.local.unmet_needs.models import NeedMet, UnmetNeed
from locallinks.local.unmet_needs.permissions import check_can_record
from locallinks.local.unmet_needs.rules import unmet_need_problems


@transaction.atomic
def record_unmet_need(
    *,
    viewer: Viewer,
    person: Person,
    outcome: str,
    outcome_words: str,
    looked_for: str,
    where_looked: str,
    why: str,
    why_words: str = "",
    at: datetime,
) -> UnmetNeed:
    """Record that something was looked for and not found, and return the record.

    Raises DomainError naming the field, and NotAllowed. Source: docs/rules/use-of-resources.md 7.
    """
    check_can_record(viewer, person)
    if problems := unmet_need_problems(
        outcome=outcome, looked_for=looked_for, where_looked=where_looked, why=why, why_words=why_words
    ):
        raise DomainError(problems=problems)
    need = UnmetNeed.objects.create(
        person=person,
        outcome=outcome,
        outcome_words=outcome_words,
        looked_for=looked_for.strip(),
        where_looked=where_looked.strip(),
        why=why,
        why_words=why_words.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(
        viewer=viewer, verb="recorded what could not be found", subject=need, person=person, reason=looked_for, at=at
    )
    return need


@transaction.atomic
def record_need_met(*, viewer: Viewer, need_id: int, how: str, on: date, at: datetime) -> NeedMet:
    """Record that a need was met, and return the record.

    Raises DomainError naming the field, also where that was recorded before, and NotAllowed.
    """
    need = UnmetNeed.objects.select_related("person").get(pk=need_id)
    check_can_record(viewer, need.person)
    if not how.strip():
        raise DomainError("Say what was found", field="how", code="no_how")
    if not clock.day(need.recorded_at) <= on <= clock.day(at):
        raise DomainError(
            "Enter a date between the day this was recorded and today", field="met_on", code="met_on_out_of_range"
        )
    try:
        with transaction.atomic():
            met = NeedMet.objects.create(
                person=need.person,
                need=need,
                met_on=on,
                how=how.strip(),
                recorded_by_id=viewer.actor_id,
                recorded_at=at,
            )
    except IntegrityError as error:
        raise DomainError("This need has already been recorded as met. Thank you.", code="already_met") from error
    record_write(viewer=viewer, verb="recorded that a need was met", subject=met, person=need.person, reason=how, at=at)
    return met
