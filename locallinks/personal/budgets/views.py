"""Pages of the first budget, of checks of baselines, and of versions of the budget rule."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.money import pounds
from locallinks.foundation.shared.working_days import add_working_days
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther, add_problems
from locallinks.foundation.ui.pagination import csv_response, paginate, wants_csv
from locallinks.personal.budgets import actions, forms, permissions, queries
from locallinks.personal.budgets.choices import VersionStatus
from locallinks.personal.budgets.rules import SECOND_LOOK_DAYS, BackTest, explain_reference, suppress_small_counts
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.pages import PathwayPageMixin
from locallinks.personal.pathways.queries import PLANNERS

STATUS_TAGS = {
    VersionStatus.PROPOSED: (VersionStatus.PROPOSED.label, "waiting"),
    VersionStatus.TURNED_DOWN: (VersionStatus.TURNED_DOWN.label, "quiet"),
    VersionStatus.TO_COME: (VersionStatus.TO_COME.label, "new"),
    VersionStatus.IN_FORCE: (VersionStatus.IN_FORCE.label, "good"),
    VersionStatus.BEFORE: (VersionStatus.BEFORE.label, "quiet"),
}
PERIODS = {"1": "The last year", "3": "The last three years", "10": "The last ten years"}
SUPPRESSED_WORDS = "Not shown"


class SetBudget(PathwayPageMixin, FormPage):
    """The first press shows the sum, the second saves it. The baseline cannot be changed afterwards."""

    template_name = "budgets/set_indicative.html"
    form_class = forms.SetBudgetForm
    page = "setting the first budget"
    readers = PLANNERS

    def more(self) -> None:
        permissions.check_can_set(self.request.viewer, self.pathway)
        self.may_set_now = self.pathway.state == PathwayState.ELIGIBLE
        self.title = f"Set {self.person}'s first budget" if self.may_set_now else f"{self.person}'s first budget"
        self.sum: queries.BudgetSum | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = ""
        if self.sum:
            words = explain_reference(self.sum.check, tolerance_percent=self.sum.tolerance.amount)
        baseline = None if self.may_set_now else queries.baseline_of(self.request.viewer, self.pathway)
        return {
            **super().get_context_data(**kwargs),
            "sum": self.sum,
            "sum_words": words,
            "may_set_now": self.may_set_now,
            "budget": None if self.may_set_now else queries.indicative_budget_of(self.pathway),
            "baseline": baseline,
            "second_check": getattr(baseline, "check_made", None),
        }

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Save the sum only if the page has shown it; otherwise show it first."""
        form = forms.SetBudgetForm(data=request.POST)
        if not form.is_valid() or form.cleaned_data["seen"] == fingerprint(form.cleaned_data):
            return super().post(request, **url_kwargs)
        response = self.load(**url_kwargs)
        return response or self.show_sum(request)

    def show_sum(self, request: HttpRequest) -> HttpResponse:
        data = request.POST.copy()
        self.token = data.get("submission", "")
        form = self.get_form(data=data)
        form.is_valid()
        try:
            self.work_out(form.cleaned_data)
        except DomainError as refusal:
            add_problems(form, refusal.problems)
            return self.respond(422, form=form)
        data["seen"] = fingerprint(form.cleaned_data)
        return self.respond(form=self.get_form(data=data))

    def work_out(self, data: dict[str, Any]) -> None:
        self.sum = queries.work_out_budget(
            points=data["points"], minutes_per_week=data["usual_hours"], on=clock.today()
        )

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        self.work_out(data)  # so that the page shows the sum again where the action raises
        actions.set_indicative_budget(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            points=data["points"],
            usual_minutes_per_week=data["usual_hours"],
            usual_words=data["usual_words"],
            second_look=data["second_look"],
            at=clock.now(),
        )
        return SeeOther(reverse("budgets:budget", kwargs={"pathway_id": self.pathway.pk}))


def fingerprint(data: dict[str, Any]) -> str:
    """Return the figures of a sum as one string."""
    return f"{data['points']}:{data['usual_hours']}"


class BudgetPage(PathwayPageMixin, Page):
    """The first budget, as the person and the planner see it. Nothing on this page comes from the baseline."""

    template_name = "budgets/indicative_budget.html"
    page = "the first budget"
    readers = PLANNERS

    def more(self) -> None:
        self.title = "Your first budget" if self.is_own else f"{self.person}'s first budget"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        budget = queries.indicative_budget_of(self.pathway)
        return {
            **super().get_context_data(**kwargs),
            "budget": budget,
            "words": queries.budget_explanation(budget) if budget else "",
            "may_set": permissions.may_set(self.request.viewer, self.pathway)
            and self.pathway.state == PathwayState.ELIGIBLE,
        }


class BaselineChecks(Page):
    """Baselines without a second check. It shows figures only and names nobody."""

    template_name = "budgets/baselines_to_check.html"
    title = "Usual support to check"

    def load(self) -> None:
        self.listing = paginate(self.request, queries.baselines_to_check(viewer=self.request.viewer))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        days_off = holidays(today - timedelta(days=60), today)
        rows = [
            (
                {"text": f"Number {row.pk}", "href": reverse("budgets:check_baseline", kwargs={"baseline_id": row.pk})},
                clock.day(row.set_at),
                pounds(row.weekly_pence),
                pounds(row.budget.weekly_pence),
                f"{row.difference_percent}%",
                add_working_days(clock.day(row.set_at), SECOND_LOOK_DAYS, days_off) < today,
            )
            for row in self.listing
        ]
        return {**super().get_context_data(**kwargs), "listing": self.listing, "rows": rows}


class CheckBaseline(FormPage):
    """One baseline and its first budget side by side, with the form of the second check."""

    template_name = "budgets/check_baseline.html"
    form_class = forms.BaselineCheckForm
    title = "Does this look right?"

    def load(self, baseline_id: int) -> None:
        self.baseline = queries.baseline_to_check(viewer=self.request.viewer, baseline_id=baseline_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "baseline": self.baseline,
            "second_check": getattr(self.baseline, "check_made", None),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        actions.check_baseline(
            viewer=self.request.viewer, baseline_id=self.baseline.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(reverse("budgets:baseline_checks"))


class AllocationVersions(Page):
    """All versions of the budget rule, with who agreed to them."""

    template_name = "budgets/versions.html"
    title = "The budget rule"

    def load(self) -> HttpResponse | None:
        self.lines = queries.versions(viewer=self.request.viewer, today=clock.today())
        if not wants_csv(self.request):
            return None
        head = [
            "Version",
            "One point, pence",
            "May differ by, %",
            "From",
            "Where it stands",
            "Source",
            "Checked",
            "Proposed by",
            "Decided by",
        ]
        rows = [
            (
                line.version.number,
                line.version.point_pence,
                line.version.tolerance_percent,
                line.version.starts_on,
                line.status.label,
                line.version.source,
                "yes" if line.is_checked else "no",
                *(user.name if user else "" for user in (line.version.proposed_by, decided_by(line))),
            )
            for line in self.lines
        ]
        return csv_response("budget-rule", head, rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "listing": paginate(self.request, self.lines),
            "status_tags": STATUS_TAGS,
        }


def decided_by(line: queries.VersionLine) -> Any:
    return line.decision.decided_by if line.decision else None


class ProposeAllocationVersion(FormPage):
    template_name = "budgets/propose_version.html"
    form_class = forms.ProposeVersionForm
    title = "Propose a new version"

    def load(self) -> None:
        permissions.check_can_see_versions(self.request.viewer)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "now": queries.version_in_force(clock.today())}

    def form_valid(self, form: Form) -> HttpResponse:
        version = actions.propose_version(viewer=self.request.viewer, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("budgets:decide_allocation_version", kwargs={"allocation_id": version.pk}))


class DecideAllocationVersion(FormPage):
    """One version, with the form of the decision for those who did not propose it."""

    template_name = "budgets/version.html"
    form_class = forms.DecideVersionForm

    def load(self, allocation_id: int) -> None:
        viewer = self.request.viewer
        self.line = queries.version_line(viewer=viewer, allocation_id=allocation_id, today=clock.today())
        self.title = f"Budget rule, version {self.line.version.number}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "line": self.line,
            "version": self.line.version,
            "status_tag": STATUS_TAGS[self.line.status],
            "decided_by": decided_by(self.line),
            "is_own": self.line.version.proposed_by_id == self.request.viewer.user_id,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        actions.decide_version(
            viewer=self.request.viewer, allocation_id=self.line.version.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(reverse("budgets:allocation_versions"))


class BackTestPage(Page):
    """A version tried on past plans: its first budgets beside what the plans cost. It names nobody."""

    template_name = "budgets/back_test.html"

    def load(self, allocation_id: int) -> HttpResponse | None:
        viewer, today = self.request.viewer, clock.today()
        self.line = queries.version_line(viewer=viewer, allocation_id=allocation_id, today=today)
        self.title = f"Version {self.line.version.number} tried on past plans"
        years = self.request.GET.get("years", "3")
        self.years = years if years in PERIODS else "3"
        since = date(today.year - int(self.years), today.month, min(today.day, 28))
        cases = queries.past_cases(viewer=viewer, since=since)
        self.now = queries.version_in_force(today)
        compared = [self.line.version] if self.now in (None, self.line.version) else [self.now, self.line.version]
        self.back_tests = [(version, queries.try_version(version, cases)) for version in compared]
        if not wants_csv(self.request):
            return None
        return csv_response(
            f"tried-{self.line.version.number}", self.columns, back_test_rows([result for _, result in self.back_tests])
        )

    @property
    def columns(self) -> list[str]:
        words = [
            f"Version {version.number}{', in use now' if version == self.now else ''}" for version, _ in self.back_tests
        ]
        return ["What", *words]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tried = self.back_tests[-1][1]
        counts = suppress_small_counts([count for _, count in tried.bands])
        bars = [(words, count) for (words, _), count in zip(tried.bands, counts, strict=True) if count is not None]
        return {
            **super().get_context_data(**kwargs),
            "line": self.line,
            "head": self.columns,
            "rows": back_test_rows([result for _, result in self.back_tests]),
            "tried": tried,
            "bars": bars if any(count for _, count in bars) else [],
            "years": self.years,
            "periods": PERIODS,
            "hidden": None in counts,
            "csv_url": f"{self.request.path}?years={self.years}&format=csv",
        }


def back_test_rows(results: list[BackTest]) -> list[list[str]]:
    """Return the rows of the table, with a column for each version. Small counts are hidden."""
    columns = []
    for result in results:
        near = suppress_small_counts([result.within, result.under, result.over])
        bands = suppress_small_counts([count for _, count in result.bands])
        figures = (result.median_pence, result.low_pence, result.high_pence)
        columns.append(
            [
                str(result.cases) if result.cases == 0 or result.cases >= 5 else SUPPRESSED_WORDS,
                *(SUPPRESSED_WORDS if count is None else str(count) for count in near),
                *("Too few to say" if pence is None else difference_in_words(pence) for pence in figures),
                *(SUPPRESSED_WORDS if count is None else str(count) for count in bands),
            ]
        )
    words = [
        "Plans it was tried on",
        "As near as the rule allows",
        "The budget would be too little",
        "The budget would be too much",
        "In the middle, a week",
        "A quarter were lower than",
        "A quarter were higher than",
        *(band for band, _ in results[0].bands),
    ]
    return [[word, *row] for word, *row in zip(words, *columns, strict=True)]


def difference_in_words(pence: int) -> str:
    """Return how far the first budget is from the cost, such as "£12.00 too little"."""
    if pence == 0:
        return "The same"
    return f"{pounds(abs(pence))} too {'much' if pence > 0 else 'little'}"
