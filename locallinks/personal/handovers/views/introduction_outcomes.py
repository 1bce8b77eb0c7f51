"""How many people reached a network, and who did not and why."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.pages import Page
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, wants_csv
from locallinks.personal.handovers import permissions, rules
from locallinks.personal.handovers.choices import FailureCode
from locallinks.personal.handovers.queries.introduction_outcomes import introduction_outcomes, rates_by_team

PERIODS = {"3": "Last 3 months", "6": "Last 6 months", "12": "Last 12 months", "36": "Last 3 years"}


class IntroductionRates(Page):
    """How many people reached a network, and who did not and why (docs/rules/local-links.md 4)."""

    template_name = "handovers/introduction_rates.html"
    title = "How many reached a network"
    for_roles = permissions.SEE_QUEUE

    def load(self) -> HttpResponse | None:
        viewer, today = self.request.viewer, clock.today()
        permissions.check_can_see_queue(viewer)
        months = self.request.GET.get("months", "12")
        self.months = months if months in PERIODS else "12"
        self.from_on, self.to_on = today - timedelta(days=int(int(self.months) * 30.4375)), today
        self.reason = self.request.GET.get("reason", "")
        self.outcomes = introduction_outcomes(viewer=viewer, from_on=self.from_on, to_on=self.to_on)
        missed = self.outcomes.filter(lambda case: case.row.closed and not case.row.reached and case.row.served)
        missed = missed.filter(lambda case: self.reason in ("", case.row.failure_code))
        missed = missed.sorted(key=lambda case: case.row.eligible_on, reverse=True)
        self.missed = page_or_whole_list(self.request, missed)
        person_ids = [case.row.person_id for case in self.missed]
        record_list(viewer=viewer, page="who did not reach a network", people=person_ids, at=clock.now())
        if not wants_csv(self.request):
            return None
        reasons = dict(FailureCode.choices)
        rows = [
            (case.name, case.row.eligible_on, reasons.get(case.row.failure_code, ""), case.why, case.team)
            for case in self.missed
        ]
        return csv_response("did-not-reach", ["Name", "Found to need support", "Why", "In words", "Team"], rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rates = rules.rates([case.row for case in self.outcomes.rows], start=self.from_on, end=self.to_on)
        published = rules.published_rates(rates)
        return {
            **super().get_context_data(**kwargs),
            "missed": self.missed,
            "reasons": dict(FailureCode.choices),
            "reason": self.reason,
            "rates": published,
            "avoidable": rates.avoidable if rates.avoidable >= rules.SUPPRESS_COUNTS_BELOW else None,
            "bars": _bars(published),
            "teams": rates_by_team(self.outcomes.rows, from_on=self.from_on, to_on=self.to_on),
            "periods": PERIODS,
            "months": self.months,
        }


def _bars(rates: rules.PublishedRates) -> list[tuple[str, float]]:
    """The four rates for the chart, without those hidden because of small counts."""
    rows = [
        ("Offered, of all who could be", rates.offer_rate),
        ("Said yes, of those offered", rates.take_up),
        ("Network said yes, of those", rates.completion),
        ("Reached a network, of all", rates.handover_rate),
    ]
    return [(label, float(rate)) for label, rate in rows if rate is not None]
