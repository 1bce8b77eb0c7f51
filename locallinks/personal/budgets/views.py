"""Setting the first budget, with the sum shown before it is saved; and the sum everybody shares."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.money import pounds
from locallinks.foundation.ui.lists import paginate
from locallinks.foundation.ui.pages import FormPage, Page, attach
from locallinks.personal.budgets import actions, forms, permissions, queries
from locallinks.personal.budgets.rules import explain_reference


class OfPathway:
    """A page about one pathway: fetched for the viewer, and the look written down."""

    page = ""

    def load(self, pathway_id: int) -> Any:
        self.pathway = queries.open_for_budget(
            viewer=self.request.viewer, pathway_id=pathway_id, page=self.page, at=clock.now()
        )
        self.person = self.pathway.person
        self.is_own = self.person.pk in self.request.viewer.people
        return self.more()

    def more(self) -> Any:
        return None

    def context(self) -> dict[str, Any]:
        return {"pathway": self.pathway, "person": self.person, "is_own": self.is_own}


class Set(OfPathway, FormPage):
    """Two presses: the first shows the sum, the second saves it. The baseline cannot be changed afterwards."""

    template_name = "budgets/set.html"
    form_class = forms.SetForm
    page = "setting the first budget"

    def more(self) -> None:
        permissions.check_can_set(self.request.viewer, self.pathway)
        self.may_set_now = self.pathway.state == "eligible"
        self.title = f"Set {self.person}'s first budget" if self.may_set_now else f"{self.person}'s first budget"
        self.sum: queries.Sum | None = None

    def context(self) -> dict[str, Any]:
        words = ""
        if self.sum:
            words = explain_reference(self.sum.check, tolerance_percent=self.sum.tolerance.amount)
        baseline = None if self.may_set_now else queries.baseline_of(self.request.viewer, self.pathway)
        return {
            **super().context(), "sum": self.sum, "sum_words": words, "may_set_now": self.may_set_now,
            "budget": None if self.may_set_now else queries.indicative_of(self.pathway),
            "baseline": baseline, "second_check": getattr(baseline, "check_made", None),
        }  # fmt: skip

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Save only the sum that was on the page; otherwise work it out and show it first."""
        form = forms.SetForm(data=request.POST)
        if not form.is_valid() or form.cleaned_data["seen"] == fingerprint(form.cleaned_data):
            return super().post(request, **url_kwargs)
        instead = self.load(**url_kwargs)
        return instead or self.show_sum(request)

    def show_sum(self, request: HttpRequest) -> HttpResponse:
        data = request.POST.copy()
        self.token = data.get("submission", "")
        form = self.build_form(data=data)
        form.is_valid()
        try:
            self.work_out(form.cleaned_data)
        except DomainError as refusal:
            attach(form, refusal.problems)
            return self.respond(422, form=form)
        data["seen"] = fingerprint(form.cleaned_data)
        return self.respond(form=self.build_form(data=data))

    def work_out(self, data: dict[str, Any]) -> None:
        self.sum = queries.work_out(points=data["points"], minutes_per_week=data["usual_hours"], on=clock.today())

    def act(self, data: dict[str, Any]) -> str:
        self.work_out(data)  # so that a refusal shows the sum again
        actions.set_indicative(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, points=data["points"],
            usual_minutes_per_week=data["usual_hours"], usual_words=data["usual_words"],
            second_look=data["second_look"], at=clock.now(),
        )  # fmt: skip
        return reverse("budgets:shown", kwargs={"pathway_id": self.pathway.pk})


def fingerprint(data: dict[str, Any]) -> str:
    """The figures a sum was made of."""
    return f"{data['points']}:{data['usual_hours']}"


class Shown(OfPathway, Page):
    """The sum, as the person and the planner see it. Nothing on this page comes from the baseline."""

    template_name = "budgets/shown.html"
    page = "the first budget"

    def more(self) -> None:
        self.title = "Your first budget" if self.is_own else f"{self.person}'s first budget"

    def context(self) -> dict[str, Any]:
        budget = queries.indicative_of(self.pathway)
        return {
            **super().context(), "budget": budget, "words": queries.explained(budget) if budget else "",
            "may_set": permissions.may_set(self.request.viewer, self.pathway) and self.pathway.state == "eligible",
        }  # fmt: skip


class Checks(Page):
    """Usual support that nobody outside the scheme has looked at yet. Figures only: nobody is named."""

    template_name = "budgets/checks.html"
    title = "Usual support to check"

    def load(self) -> None:
        self.listing = paginate(self.request, queries.baselines_to_check(viewer=self.request.viewer))

    def context(self) -> dict[str, Any]:
        rows = [
            (
                {"text": f"Number {row.pk}", "href": reverse("budgets:check", kwargs={"baseline_id": row.pk})},
                clock.local(row.set_at).date(), pounds(row.weekly_pence), pounds(row.budget.weekly_pence),
                f"{row.difference_percent}%",
            )
            for row in self.listing
        ]  # fmt: skip
        return {"listing": self.listing, "rows": rows}


class Check(FormPage):
    """One baseline: its two sums side by side, and whether they look right."""

    template_name = "budgets/check.html"
    form_class = forms.CheckForm
    title = "Does this look right?"

    def load(self, baseline_id: int) -> None:
        self.baseline = queries.baseline_to_check(viewer=self.request.viewer, baseline_id=baseline_id)

    def context(self) -> dict[str, Any]:
        return {"baseline": self.baseline, "second_check": getattr(self.baseline, "check_made", None)}

    def act(self, data: dict[str, Any]) -> str:
        actions.check_baseline(viewer=self.request.viewer, baseline_id=self.baseline.pk, at=clock.now(), **data)
        return reverse("budgets:checks")
