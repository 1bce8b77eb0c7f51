"""The estimate: one page, which the person and the planner read and the social worker also writes."""

from typing import Any

from django.urls import reverse

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.pages import FormPage
from locallinks.personal.charging import actions, forms, permissions, queries


class Estimate(FormPage):
    template_name = "charging/estimate.html"
    form_class = forms.EstimateForm

    def load(self, pathway_id: int) -> None:
        viewer = self.request.viewer
        self.pathway = queries.open_for_estimate(
            viewer=viewer, pathway_id=pathway_id, page="the estimate of what they pay", at=clock.now()
        )
        self.person = self.pathway.person
        self.is_own = self.person.pk in viewer.people
        self.may_give = permissions.may_give(viewer, self.pathway) and self.pathway.is_open
        self.title = "About what you would pay" if self.is_own else f"About what {self.person} would pay"

    def context(self) -> dict[str, Any]:
        return {
            "pathway": self.pathway, "person": self.person, "is_own": self.is_own, "may_give": self.may_give,
            "estimate": queries.estimate_of(self.pathway),
        }  # fmt: skip

    def act(self, data: dict[str, Any]) -> str:
        actions.give_estimate(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, weekly_pence=data["estimate"],
            why_not=data["why_not"] or "", pays_for_all=bool(data["pays_for_all"]), fee_pence=data["fee"] or 0,
            fee_every=data["fee_every"] or "", at=clock.now(),
        )  # fmt: skip
        return reverse("charging:estimate", kwargs={"pathway_id": self.pathway.pk})
