"""Which figure, list or holiday is in force on a day. Nothing is remembered between calls: a change counts at once."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from locallinks.foundation.reference.models import BankHoliday, Code, Rate, Verification
from locallinks.foundation.reference.rules import TOPICS, day_in_words
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.pipeline import Statement, run


def rate(code: str, on: date) -> Rate:
    """The rate in force that day. Raises DomainError, saying where to put it right, when there is none."""
    return rates([code], on)[code]


def rates(codes: Collection[str], on: date) -> dict[str, Rate]:
    """Several rates at once, in one query. Raises DomainError naming every code that has none."""
    found = {row.code: row for row in Rate.objects.filter(code__in=codes).on(on)}
    if missing := [code for code in codes if code not in found]:
        raise DomainError(
            f"No amount is set for “{', '.join(missing)}” on {day_in_words(on)}. "
            "Ask a finance officer to add it on the page “Rates and dates” (/reference/).",
            code="no_rate",
        )
    return found


def amounts_statement(codes: Collection[str], on: date) -> Statement[dict[str, int]]:
    """Return a statement for the amounts in force that day, by code; a code that has none is left out."""
    amounts = """
    select code, amount from reference_rate
    where code = any(%s) and starts_on <= %s and (ends_on is null or ends_on > %s)
    """
    return Statement(amounts, [list(codes), on, on], dict)


def clock_working_days(name: str, on: date) -> int:
    """How many working days a clock allows, like `clock_days("offer", today)` (docs/rules/local-links.md 3)."""
    return rate(f"clock_{name}", on).amount


def codes(list_name: str, on: date) -> list[Code]:
    """The choices of a list that day, in order. Raises DomainError when the list has none."""
    found = list(Code.objects.filter(list_name=list_name).on(on))
    if not found:
        raise DomainError(f"The list “{list_name}” has no choices on {day_in_words(on)}.", code="no_list")
    return found


def holidays(from_on: date, to_on: date) -> frozenset[date]:
    """Bank holidays from one day to another, both counted."""
    return run(holidays_statement(from_on, to_on))


def holidays_statement(from_on: date, to_on: date) -> Statement[frozenset[date]]:
    """The same, to ask together with others."""
    days = "select day from reference_bankholiday where day between %s and %s"
    return Statement(days, [from_on, to_on], lambda rows: frozenset(day for (day,) in rows))


@dataclass
class RateLine:
    """One code on the page: the amount now, those to come, and those before."""

    code: str
    words: str
    now: Rate | None = None
    later: list[Rate] = field(default_factory=list)
    earlier: list[Rate] = field(default_factory=list)

    @property
    def shown(self) -> list[Rate]:
        """The amounts that count now or will: those somebody should check."""
        return [row for row in (self.now, *self.later) if row]


def rate_lines(on: date) -> dict[str, list[RateLine]]:
    """Every rate, by topic (in words), with its history. Amounts put right the day they were entered are left out.

    No amount can start before the one it follows, so the order of entry is the order of time.
    """
    lines: dict[str, RateLine] = {}
    topics: dict[str, list[RateLine]] = {words: [] for words in TOPICS.values()}
    for row in Rate.objects.prefetch_related("verifications").order_by("pk"):
        if row.code not in lines:
            lines[row.code] = RateLine(row.code, row.words)
            topics[TOPICS[row.topic]].append(lines[row.code])
        line = lines[row.code]
        if row.covers(on):
            line.now, line.words = row, row.words
        elif row.starts_on > on:
            line.later.append(row)
        elif row.ends_on != row.starts_on:
            line.earlier.insert(0, row)
    return {words: rows for words, rows in topics.items() if rows}


def all_rates() -> list[Rate]:
    """Every row ever, for the download."""
    return list(Rate.objects.prefetch_related("verifications"))


def rate_by_id(rate_id: int) -> Rate | None:
    return Rate.objects.filter(pk=rate_id).first()


def newest_rate(code: str) -> Rate | None:
    """The row with no end: the one a change would follow."""
    return Rate.objects.filter(code=code, ends_on=None).first()


def code_lists(on: date) -> dict[str, list[Code]]:
    """Every list of choices in force, by its name."""
    lists: dict[str, list[Code]] = {}
    for row in Code.objects.on(on):
        lists.setdefault(row.list_name.replace("_", " ").capitalize(), []).append(row)
    return lists


@dataclass
class HolidayYear:
    year: int
    days: list[BankHoliday]
    checked: Verification | None

    @property
    def verified(self) -> bool:
        return all(day.verified for day in self.days)


def holiday_years() -> list[HolidayYear]:
    """Bank holidays by year, with the last time somebody checked each year. Two queries."""
    years: dict[int, list[BankHoliday]] = {}
    for row in BankHoliday.objects.all():
        years.setdefault(row.day.year, []).append(row)
    checks: dict[int | None, Verification] = {}
    for check in Verification.objects.exclude(holidays_of=None):
        checks.setdefault(check.holidays_of, check)
    return [HolidayYear(year, days, checks.get(year)) for year, days in sorted(years.items())]


def holiday_by_id(holiday_id: int) -> BankHoliday | None:
    return BankHoliday.objects.filter(pk=holiday_id).first()
