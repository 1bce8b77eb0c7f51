"""What support cost before and now, for finance and commissioners; and the page of investors."""

from typing import Any

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.ui.pages import Page
from locallinks.foundation.ui.pagination import csv_response, paginate, wants_csv
from locallinks.impact.dividends import queries


class SavingsPage(Page):
    """The savings, or for an investor the page that says that no statement has been published."""

    template_name = "dividends/savings.html"
    title = "What support cost before and now"

    def load(self) -> Any:
        viewer = self.request.viewer
        if viewer.may_somewhere(Capability.INVEST):
            self.template_name, self.title, self.rows = "dividends/investor_returns.html", "Your investment", []
            self.waiting = 0
            return None
        self.rows = queries.savings(viewer=viewer, on=clock.today())
        self.waiting = queries.count_waiting_for_second_check(viewer=viewer, on=clock.today())
        if wants_csv(self.request):
            head = ["Reference", "Network", "Before, pence a week", "Now, pence a week", "Saving, pence a week"]
            rows = [
                (row.pathway_id, row.network, row.before_pence, row.now_pence, row.saving_pence) for row in self.rows
            ]
            return csv_response("before-and-now", head, rows)
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "listing": paginate(self.request, self.rows),
            "usual_pence": sum(row.before_pence for row in self.rows),
            "now_pence": sum(row.now_pence for row in self.rows),
            "saving_pence": sum(row.saving_pence for row in self.rows),
            "people": len(self.rows),
            "waiting": self.waiting,
        }
