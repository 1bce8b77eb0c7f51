"""Lines of plans in force that have no provider, or that may fail soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage.choices import QuoteState, Risk
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.permissions import SEE_LINES
from locallinks.personal.brokerage.queries.provider_quotes import QuoteStatus, quotes_for
from locallinks.personal.brokerage.rules.lines_at_risk import URGENT_RISKS, LineFacts, risks_of
from locallinks.personal.brokerage.rules.provider_quotes import is_urgent
from locallinks.personal.pathways.queries import SUPPORT_STATES
from locallinks.personal.plans.models import Line

SELECT_FACTS = "select * from plan_line_facts(%(orgs)s, %(states)s, %(on)s, %(zone)s)"


class LineAtRisk(NamedTuple):
    """As much of a line as the list sorts, counts and filters by."""

    line_id: int
    wanted_on: date
    arrangement_id: int | None
    risks: tuple[Risk, ...]
    urgent: bool

    @property
    def to_find(self) -> bool:
        return self.arrangement_id is None


@dataclass(frozen=True)
class LineToFind:
    """One line to find a provider for, or to keep from failing."""

    line: Line
    wanted_on: date
    arrangement: Arrangement | None
    offers: list[QuoteStatus]
    risks: tuple[Risk, ...]
    urgent: bool

    @property
    def to_find(self) -> bool:
        return self.arrangement is None

    @property
    def accepted(self) -> int:
        return sum(
            offer.state in (QuoteState.OFFERED, QuoteState.CHOSEN, QuoteState.PERSON_DECLINED) for offer in self.offers
        )

    @property
    def declined(self) -> int:
        return sum(offer.state == QuoteState.PROVIDER_DECLINED for offer in self.offers)


def lines_to_find(*, viewer: Viewer, on: date, at: datetime) -> LazyList[LineAtRisk, LineToFind]:
    """Return the lines of plans in force that have no provider or may fail, the most pressing first.

    Runs one query, and six for what is shown.
    """
    values: dict[str, Any] = {
        "zone": settings.TIME_ZONE,
        "states": list(SUPPORT_STATES),
        "on": on,
        "orgs": list(viewer.organisations_with_records_open_to(*SEE_LINES)),
    }
    with connection.cursor() as cursor:
        cursor.execute(SELECT_FACTS, values)
        lines = [_at_risk(row, on) for row in cursor.fetchall()]
    shown = [line for line in lines if line.to_find or line.risks]
    shown.sort(key=lambda line: (not line.urgent, not line.risks, line.wanted_on, line.line_id))
    return LazyList(shown, partial(_lines_to_find, at))


def _at_risk(row: tuple[Any, ...], on: date) -> LineAtRisk:
    (
        line_id,
        wanted,
        essential,
        has_contingency,
        arrangement_id,
        ends_on,
        check_until,
        back_on,
        requests,
        declined,
        ticked,
    ) = row
    facts = LineFacts(
        wanted_on=wanted,
        is_arranged=arrangement_id is not None,
        essential=essential,
        has_contingency=has_contingency,
        ends_on=ends_on,
        check_until=check_until,
        back_due_on=back_on,
        requests=requests,
        declined=declined,
    )
    risks = risks_of(facts, on)
    soon = arrangement_id is None and essential and is_urgent(ticked=ticked, wanted_on=wanted, today=on)
    return LineAtRisk(
        line_id,
        wanted,
        arrangement_id,
        risks,
        bool(set(risks) & URGENT_RISKS) or soon or (arrangement_id is None and ticked),
    )


def _lines_to_find(at: datetime, rows: Sequence[LineAtRisk]) -> list[LineToFind]:
    lines = Line.objects.select_related("person", "plan").in_bulk([row.line_id for row in rows])
    arrangements = Arrangement.objects.in_bulk([row.arrangement_id for row in rows if row.arrangement_id is not None])
    offers = quotes_for([lines[row.line_id] for row in rows if row.to_find], at)
    return [
        LineToFind(
            lines[row.line_id],
            row.wanted_on,
            arrangements[row.arrangement_id] if row.arrangement_id is not None else None,
            offers.get(row.line_id, []),
            row.risks,
            row.urgent,
        )
        for row in rows
    ]
