"""The rates, lists and holidays that are in force on a day. Nothing is cached, so a change counts at once."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from locallinks.foundation.reference.choices import RateTopic
from locallinks.foundation.reference.models import BankHoliday, Code, Rate, Verification
from locallinks.foundation.reference.rules import day_in_words
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.pipeline import Statement, run


def rate(code: str, on: date) -> Rate:
    """The rate in force on a day. Raise DomainError where there is none."""
    return rates([code], on)[code]


def rates(codes: Collection[str], on: date) -> dict[str, Rate]:
    """Several rates by code, in one query. Raise DomainError naming every code that has none on that day."""
    by_code = {row.code: row for row in Rate.objects.filter(code__in=codes).on(on)}
    if missing := [code for code in codes if code not in by_code]:
        raise DomainError(
            f"No amount is set for “{', '.join(missing)}” on {day_in_words(on)}. "
            "Ask a finance officer to add it on the page “Rates and dates” (/reference/).",
            code="no_rate",
        )
    return by_code


def amounts_statement(codes: Collection[str], on: date) -> Statement[dict[str, int]]:
    """Return a statement for the amounts in force that day, by code; a code that has none is left out."""
    amounts = """
    select code, amount from reference_rate
    where code = any(%s) and starts_on <= %s and (ends_on is null or ends_on > %s)
    """
    return Statement(amounts, [list(codes), on, on], dict)


def clock_working_days(name: str, on: date) -> int:
    """How many working days a clock allows: `clock_working_days("offer", today)` (docs/rules/local-links.md 3)."""
    return rate(f"clock_{name}", on).amount


def codes(list_name: str, on: date) -> list[Code]:
    """The choices of a list on a day, in order. Raise DomainError where the list has none."""
    choices = list(Code.objects.filter(list_name=list_name).on(on))
    if not choices:
        raise DomainError(f"The list “{list_name}” has no choices on {day_in_words(on)}.", code="no_list")
    return choices


def holidays(from_on: date, to_on: date) -> frozenset[date]:
    """Bank holidays from one day to another, both included."""
    return run(holidays_statement(from_on, to_on))


def holidays_statement(from_on: date, to_on: date) -> Statement[frozenset[date]]:
    """The statement of `holidays`, to run in a pipeline with others."""
    days = "select day from reference_bankholiday where day between %s and %s"
    return Statement(days, [from_on, to_on], lambda rows: frozenset(day for (day,) in rows))


@dataclass
class RateLine:
    """One code on the page of rates: the amount now, later ones, and earlier ones."""

    code: str
    words: str
    now: Rate | None = None
    later: list[Rate] = field(default_factory=list)
    earlier: list[Rate] = field(default_factory=list)

    @property
    def current_and_later(self) -> list[Rate]:
        """The amounts that count now or later: those that somebody should verify."""
        return [row for row in (self.now, *self.later) if row]


def rate_lines(on: date) -> dict[str, list[RateLine]]:
    """Every rate with its history, by the label of its topic.

    Amounts that were corrected on their first day are left out. No amount can start before the one that it follows, so
    rows in order of key are in order of time.
    """
    lines: dict[str, RateLine] = {}
    topics: dict[str, list[RateLine]] = {topic.label: [] for topic in RateTopic}
    for row in Rate.objects.prefetch_related("verifications").order_by("pk"):
        if row.code not in lines:
            lines[row.code] = RateLine(row.code, row.words)
            topics[RateTopic(row.topic).label].append(lines[row.code])
        line = lines[row.code]
        if row.covers(on):
            line.now, line.words = row, row.words
        elif row.starts_on > on:
            line.later.append(row)
        elif row.ends_on != row.starts_on:
            line.earlier.insert(0, row)
    return {label: rows for label, rows in topics.items() if rows}


def all_rates() -> list[Rate]:
    """Every rate, past ones too, for the download."""
    return list(Rate.objects.prefetch_related("verifications"))


def rate_by_id(rate_id: int) -> Rate | None:
    """One rate, past or future too, or None."""
    return Rate.objects.filter(pk=rate_id).first()


def newest_rate(code: str) -> Rate | None:
    """The rate of a code that has no end, or None: a change would follow it."""
    return Rate.objects.filter(code=code, ends_on=None).first()


def code_lists(on: date) -> dict[str, list[Code]]:
    """Every list of choices in force on a day, by its name."""
    lists: dict[str, list[Code]] = {}
    for row in Code.objects.on(on):
        lists.setdefault(row.list_name.replace("_", " ").capitalize(), []).append(row)
    return lists


@dataclass
class HolidayYear:
    year: int
    days: list[BankHoliday]
    last_verification: Verification | None

    @property
    def verified(self) -> bool:
        return all(day.verified for day in self.days)


def holiday_years() -> list[HolidayYear]:
    """Bank holidays by year, with the last verification of each year. Two queries."""
    years: dict[int, list[BankHoliday]] = {}
    for row in BankHoliday.objects.all():
        years.setdefault(row.day.year, []).append(row)
    newest: dict[int | None, Verification] = {}
    for verification in Verification.objects.exclude(holidays_of=None):
        newest.setdefault(verification.holidays_of, verification)
    return [HolidayYear(year, days, newest.get(year)) for year, days in sorted(years.items())]


def holiday_by_id(holiday_id: int) -> BankHoliday | None:
    """One bank holiday, or None."""
    return BankHoliday.objects.filter(pk=holiday_id).first()
