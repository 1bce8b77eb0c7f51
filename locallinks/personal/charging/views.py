"""The page of the estimate, which the social worker writes and the person and the planner read."""

from typing import Any

from django.http import HttpResponse

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, SeeOther
from locallinks.personal.charging import actions, forms, permissions, queries
from locallinks.personal.pathways.pages import PathwayPageMixin
from locallinks.personal.pathways.queries import PLANNERS


class EstimatePage(PathwayPageMixin, FormPage):
    template_name = "charging/estimate.html"
    form_class = forms.EstimateForm

    page = "the estimate of what they pay"
    url_namespace = "charging"
    readers = PLANNERS

    def more(self) -> None:
        self.may_give = permissions.may_give(self.request.viewer, self.pathway) and self.pathway.is_open
        self.title = "About what you would pay" if self.is_own else f"About what {self.person} would pay"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "may_give": self.may_give,
            "estimate": queries.estimate_of(self.pathway),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        actions.give_estimate(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            weekly_pence=data["estimate"],
            reason_for_none=data["reason_for_none"] or "",
            pays_for_all=bool(data["pays_for_all"]),
            fee_pence=data["fee"] or 0,
            fee_every=data["fee_every"] or "",
            at=clock.now(),
        )
        return SeeOther(self.url("estimate"))
