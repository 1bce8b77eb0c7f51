"""Set a rate from a day, verify rates, and keep the bank holidays. A change ends one row and adds the next."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.reference.models import BankHoliday, Rate, Verification
from locallinks.foundation.reference.permissions import check_can_change, check_can_set_agreed
from locallinks.foundation.reference.rules import NEEDS_AGREEMENT, change_problems, day_in_words
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Stale
from locallinks.foundation.shared.viewer import Viewer


@transaction.atomic
def set_rate(
    *,
    viewer: Viewer,
    code: str,
    amount: int,
    starts_on: date,
    source: str,
    at: datetime,
    verified: bool = False,
    note: str = "",
    agreed: bool = False,
) -> Rate:
    """Set a new amount of a rate from a day. The amount before it ends on that day, and past sums keep it.

    `amount`: in the unit of the rate (pence, working days ...). `verified`: whether it was compared with `source`.
    `agreed`: for the codes in `NEEDS_AGREEMENT`, that one person proposed the amount and another agreed to it.

    Return the new rate. Raise NotAllowed; DomainError for an unknown code, a negative amount, no source, or a day
    before the newest amount began; Stale when somebody else set the next amount at the same moment.
    """
    (check_can_set_agreed if agreed else check_can_change)(viewer)
    if code in NEEDS_AGREEMENT and not agreed:
        raise DomainError(
            "Two people agree on this one: propose it on the page “The budget rule” (/budgets/rule/)",
            field="amount",
            code="agreed_first",
        )
    newest = _newest_locked(code)
    if problems := change_problems(
        amount=amount, source=source, starts_on=starts_on, earliest=newest.ends_on or newest.starts_on
    ):
        raise DomainError(problems=problems)
    if newest.ends_on is None:
        newest.ends_on = starts_on
        newest.save(update_fields=["ends_on"])
    rate = _save_rate(
        Rate(
            code=code,
            words=newest.words,
            topic=newest.topic,
            unit=newest.unit,
            amount=amount,
            starts_on=starts_on,
            source=source.strip(),
            note=note.strip(),
            verified=False,
        )
    )
    reason = f"{rate} from {day_in_words(starts_on)}. Source: {rate.source}"
    record_write(viewer=viewer, verb="set a rate", subject=rate, at=at, reason=reason)
    if verified:
        _record_verification(viewer, rate, rate.source, at)
    return rate


def _newest_locked(code: str) -> Rate:
    """Return the newest amount of a rate, locked. Raise DomainError for an unknown code."""
    newest = Rate.objects.select_for_update().filter(code=code).order_by("-starts_on", "-pk").first()
    if newest is None:
        raise DomainError(
            f"There is no rate called “{code}”. Choose one from the list of rates.", field="code", code="unknown_code"
        )
    return newest


def _save_rate(rate: Rate) -> Rate:
    """Save and return it. Raise Stale when somebody else set an amount for the same time."""
    try:
        with transaction.atomic():
            rate.save()
    except IntegrityError as error:
        if "one_rate_at_a_time" not in str(error):
            raise
        raise Stale(
            "Somebody else has just set a new amount. Look at it, then set yours again.", code="stale"
        ) from error
    return rate


@transaction.atomic
def verify_rate(*, viewer: Viewer, rate_id: int, source: str, at: datetime) -> Verification:
    """Record and return that the viewer compared a rate with its source. A second verification adds a second row.

    Raise NotAllowed, or DomainError for an unknown rate or without a source.
    """
    check_can_change(viewer)
    rate = Rate.objects.select_for_update().filter(pk=rate_id).first()
    if rate is None:
        raise DomainError("There is no such rate. Choose one from the list of rates.", code="unknown_rate")
    return _record_verification(viewer, rate, source, at)


def _record_verification(viewer: Viewer, rate: Rate, source: str, at: datetime) -> Verification:
    verification = Verification.objects.create(
        rate=rate, source=_required(source), by_id=viewer.actor_id, by_name=viewer.name, at=at
    )
    if not rate.verified:
        rate.verified = True
        rate.save(update_fields=["verified"])
    reason = f"{rate}. Source: {verification.source}"
    record_write(viewer=viewer, verb="checked a rate", subject=rate, reason=reason, at=at)
    return verification


def _required(source: str) -> str:
    if not source.strip():
        raise DomainError("Say where you checked it", field="source", code="no_source")
    return source.strip()


@transaction.atomic
def add_holiday(*, viewer: Viewer, day: date, name: str, source: str, at: datetime) -> BankHoliday:
    """Add a day that is not a working day, and return it.

    Raise NotAllowed, or DomainError without a name or source, for a day that is in the list, or for a past day, which
    would move dates that people were already told.
    """
    check_can_change(viewer)
    if day < clock.day(at):
        raise DomainError("Enter a day that is today or later", field="day", code="past")
    if not name.strip():
        raise DomainError("Enter the name of the holiday", field="name", code="no_name")
    holiday, is_new = BankHoliday.objects.get_or_create(
        day=day, defaults={"name": name.strip(), "source": _required(source)}
    )
    if not is_new:
        raise DomainError(f"{day_in_words(day)} is already in the list", field="day", code="already_there")
    record_write(
        viewer=viewer, verb="added a bank holiday", subject=holiday, reason=f"{holiday} on {day_in_words(day)}", at=at
    )
    return holiday


@transaction.atomic
def remove_holiday(*, viewer: Viewer, holiday_id: int, at: datetime) -> None:
    """Remove a day that was entered by mistake; do nothing where it is gone already.

    Raise NotAllowed, or DomainError for a past day, because due dates were worked out with it.
    """
    check_can_change(viewer)
    holiday = BankHoliday.objects.select_for_update().filter(pk=holiday_id).first()
    if holiday is None:
        return  # somebody else removed it first
    if holiday.day < clock.day(at):
        raise DomainError("That day has passed, so it stays in the list.", code="past")
    record_write(
        viewer=viewer,
        verb="took out a bank holiday",
        subject=holiday,
        at=at,
        reason=f"{holiday} on {day_in_words(holiday.day)}",
    )
    holiday.delete()


@transaction.atomic
def verify_holidays(*, viewer: Viewer, year: int, source: str, at: datetime) -> Verification:
    """Record and return that the viewer compared all bank holidays of a year with their source.

    Raise NotAllowed, or DomainError for a year without any, or without a source.
    """
    check_can_change(viewer)
    days = BankHoliday.objects.filter(day__year=year)
    if not days.exists():
        raise DomainError(f"There are no bank holidays for {year} yet. Add them first.", field="year", code="no_days")
    verification = Verification.objects.create(
        holidays_of=year, source=_required(source), by_id=viewer.actor_id, by_name=viewer.name, at=at
    )
    days.update(verified=True)
    reason = f"{year}. Source: {verification.source}"
    record_write(viewer=viewer, verb="checked the bank holidays", subject=verification, reason=reason, at=at)
    return verification
