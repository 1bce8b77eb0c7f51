"""The pages where a plan is written: starting it, the texts about the person, lines, and unmet needs."""

from typing import Any

from django.http import Http404, HttpResponse

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.local.directory.queries.search import search_services
from locallinks.local.places.queries import postcode_or_none
from locallinks.personal.assessments.choices import AdvocacyStage
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import advocacy_at
from locallinks.personal.plans.actions.writing import (
    add_line,
    change_line,
    record_unmet_need,
    remove_line,
    restore_line,
    save_plan_texts,
    start_plan,
)
from locallinks.personal.plans.choices import LineKind
from locallinks.personal.plans.forms.writing import (
    ContingencyForm,
    LineForm,
    OwnWordsForm,
    RemoveLineForm,
    SearchForm,
    StartPlanForm,
    UnmetNeedForm,
    WellbeingForm,
    WhatIfForm,
)
from locallinks.personal.plans.queries.line_from_directory import (
    home_care_price_hint,
    line_kind_for,
    service_for_line,
    session_times_in_words,
)
from locallinks.personal.plans.queries.plan_view import outcome_choices
from locallinks.personal.plans.rules.checks import serves_a_need
from locallinks.personal.plans.rules.limits import MAX_SHORT, MAX_WHAT_IF_ROWS
from locallinks.personal.plans.views.base import PlanPageMixin

PER_PAGE = 20
METRES = {"1": 1609, "3": 4828, "10": 16093}
TEXT_PAGES: dict[str, tuple[type[Form], str]] = {
    "me": (OwnWordsForm, "About {name} and what matters"),
    "wellbeing": (WellbeingForm, "Staying well"),
    "later": (ContingencyForm, "When something goes wrong, and looking again"),
}
KINDS_TO_TYPE = (
    LineKind.INFORMAL,
    LineKind.VOLUNTARY,
    LineKind.LOCAL_PAID,
    LineKind.STATUTORY,
    LineKind.EQUIPMENT,
    LineKind.COMMUNITY_ASSET,
    LineKind.SELF,
)


class StartPlan(PlanPageMixin, FormPage):
    """One button and, if not asked since the first budget, whether the person can take part (Care Act 2014 s.67)."""

    template_name = "plans/start_plan.html"
    needs_plan = False
    page = "starting the plan"

    def more(self) -> None:
        self.advocacy = advocacy_at(self.pathway, AdvocacyStage.PLANNING)
        if self.plan is None and not (self.advocacy.asked or self.advocacy.needed):
            self.form_class = StartPlanForm
        self.title = f"Start {'your' if self.is_own else f'{self.person}'}{'' if self.is_own else chr(39) + 's'} plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "advocacy": self.advocacy}

    def form_valid(self, form: Form) -> HttpResponse:
        start_plan(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.address("plan"))


class EditTexts(PlanPageMixin, FormPage):
    """Three short pages, each saved on its own."""

    template_name = "plans/about_person.html"
    page = "the plan, to write in it"
    writes = True

    def more(self, part: str = "me") -> None:
        if part not in TEXT_PAGES:
            raise Http404
        self.part = part
        self.form_class, title = TEXT_PAGES[part]
        self.title = title.format(name="you" if self.is_own else self.person)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | (
            {"name": "" if self.is_own else str(self.person)} if self.part == "me" else {}
        )

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.plan, name) for name in self.form_class.base_fields}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        version = data.pop("version")
        save_plan_texts(viewer=self.request.viewer, plan_id=self.plan.pk, version=version, answers=data, at=clock.now())
        return SeeOther(self.address("plan"))


class EditWhatIf(PlanPageMixin, FormPage):
    """Contingencies: rows of what may happen, what is done then, who does it, and their phone number."""

    template_name = "plans/contingencies.html"
    form_class = WhatIfForm
    page = "the plan, to write in it"
    writes = True

    def more(self) -> None:
        self.title = "Who does what, if"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "rows": min(MAX_WHAT_IF_ROWS, max(3, len(self.plan.what_if) + 1))}

    def get_initial(self) -> dict[str, Any]:
        known: dict[str, Any] = {"version": self.plan.version}
        for number, row in enumerate(self.plan.what_if):
            known |= {f"{key}_{number}": row[key] for key in ("if", "then", "who", "phone")}
        return known

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        rows = [
            {key: (data[f"{key}_{number}"] or "").strip() for key in ("if", "then", "who", "phone")}
            for number in range(self.get_form_kwargs()["rows"])
        ]
        filled_in = [row for row in rows if any(row.values())]
        save_plan_texts(
            viewer=self.request.viewer,
            plan_id=self.plan.pk,
            version=data["version"],
            answers={"what_if": filled_in},
            at=clock.now(),
        )
        return SeeOther(self.address("plan"))


class SearchDirectory(PlanPageMixin, Page):
    """Searches the directory for the plan, or goes on to add something that is not in it."""

    template_name = "plans/search_directory.html"
    page = "the plan, to add to it"
    writes = True

    def more(self) -> None:
        self.outcome = self.request.GET.get("for", "")
        self.title = "Add to the plan"
        data = self.request.GET if "words" in self.request.GET else {"near": self.person.postcode}
        self.form = SearchForm(data)
        self.searched = "words" in self.request.GET

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        services, near, unknown = [], None, ""
        if self.searched and self.form.is_valid():
            data = self.form.cleaned_data
            near = postcode_or_none(data["near"]) if data["near"] else None
            unknown = data["near"] if data["near"] and near is None else ""
            services = search_services(
                words=data["words"],
                near=near,
                within_metres=METRES.get(data["within"] or "") if near else None,
                day=int(data["day"]) if data["day"] else None,
                limit=PER_PAGE,
                at=clock.now(),
            )
        needs = dict(outcome_choices(self.pathway))
        return {
            **super().get_context_data(**kwargs),
            "form": None,
            "search": self.form,
            "searched": self.searched,
            "found": services,
            "unknown": unknown,
            "outcome": self.outcome if self.outcome in needs else "",
            "outcome_words": needs.get(self.outcome, ""),
            "kinds": [(kind, kind.label) for kind in KINDS_TO_TYPE],
        }


class LinePageMixin(PlanPageMixin):
    """The base of the pages that add and change a line."""

    template_name = "plans/line.html"
    form_class = LineForm
    writes = True

    def get_form_kwargs(self) -> dict[str, Any]:
        hint = home_care_price_hint(clock.today()) if self.kind == LineKind.STATUTORY else ""
        return {
            **super().get_form_kwargs(),
            "kind": self.kind,
            "outcomes": outcome_choices(self.pathway),
            "price_hint": hint,
        }

    def values(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the values of the line; one that meets no need is added support."""
        data.pop("version", None)
        return data | {"eligible": serves_a_need(data["outcomes"])}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "kind_words": LineKind(self.kind).label,
            "service": self.service,
            "line": self.line,
        }


class AddLine(LinePageMixin, FormPage):
    """`?service=12` names a service of the directory, `?kind=informal` a kind of line; `&for=A7` chooses the need."""

    page = "the plan, to add to it"
    line = None

    def more(self) -> None:
        query = self.request.GET
        number = query.get("service", "")
        self.service = service_for_line(int(number)) if number.isdecimal() and len(number) < 18 else None
        kind = query.get("kind", "")
        self.kind = kind if kind in LineKind else line_kind_for(self.service, self.pathway)
        self.title = "Add to the plan"

    def get_initial(self) -> dict[str, Any]:
        known: dict[str, Any] = {"kind": self.kind, "outcomes": []}
        if outcome := self.request.GET.get("for", ""):
            known["outcomes"] = [outcome]
        if self.service:
            known |= {
                "title": self.service.name[:MAX_SHORT],
                "given_by": self.service.organisation.name[:MAX_SHORT],
                "what_when": session_times_in_words(self.service)[:MAX_SHORT],
            }
        return known

    def form_valid(self, form: Form) -> HttpResponse:
        line = add_line(
            viewer=self.request.viewer,
            plan_id=self.plan.pk,
            at=clock.now(),
            service=self.service,
            **self.values(form.cleaned_data),
        )
        return SeeOther(f"{self.address('plan')}#line-{line.pk}")


class ChangeLine(LinePageMixin, FormPage):
    page = "the plan, to change it"

    def more(self, line_id: int) -> None:
        self.line = self.line_or_404(line_id)
        self.kind, self.service = self.line.kind, self.line.service
        self.title = f"Change: {self.line.title}"

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.line, name) for name in LineForm.base_fields}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        change_line(
            viewer=self.request.viewer,
            line_id=self.line.pk,
            version=data["version"],
            at=clock.now(),
            **self.values(data),
        )
        return SeeOther(f"{self.address('plan')}#line-{self.line.pk}")


class RemoveLine(PlanPageMixin, FormPage):
    """Removes a line at once; the plan's page then offers to restore it, instead of asking for confirmation."""

    template_name = "plans/remove_line.html"
    form_class = RemoveLineForm
    page = "the plan, to change it"
    writes = True

    def more(self, line_id: int) -> None:
        self.line = self.line_or_404(line_id)
        self.title = f"Take out: {self.line.title}"

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.line.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "line": self.line}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        remove_line(
            viewer=self.request.viewer,
            line_id=self.line.pk,
            version=data["version"],
            reason=data["reason"],
            at=clock.now(),
        )
        return SeeOther(self.address("plan", f"removed={self.line.pk}"))


class RestoreLine(PlanPageMixin, FormPage):
    template_name = "plans/restore_line.html"
    page = "the plan, to change it"
    writes = True

    def more(self, line_id: int) -> None:
        self.line = self.line_or_404(line_id)
        self.title = f"Put back: {self.line.title}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "line": self.line}

    def form_valid(self, form: Form) -> HttpResponse:
        restore_line(viewer=self.request.viewer, line_id=self.line.pk, at=clock.now())
        return SeeOther(f"{self.address('plan')}#line-{self.line.pk}")


class RecordUnmetNeed(PlanPageMixin, FormPage):
    """Records an unmet need: the plan can be sent without it, and the commissioner sees it."""

    template_name = "plans/record_unmet_need.html"
    form_class = UnmetNeedForm
    page = "the plan, to say what could not be found"
    writes = True

    def more(self) -> None:
        self.title = "Say what could not be found"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "outcomes": outcome_choices(self.pathway)}

    def get_initial(self) -> dict[str, Any]:
        return {"outcome": self.request.GET.get("for", ""), "looked_for": self.request.GET.get("words", "")[:200]}

    def form_valid(self, form: Form) -> HttpResponse:
        record_unmet_need(viewer=self.request.viewer, plan_id=self.plan.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.address("plan"))
