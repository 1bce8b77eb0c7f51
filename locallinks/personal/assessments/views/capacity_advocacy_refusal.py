"""Pages about an advocate, capacity for one choice, and refusing an assessment."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, SeeOther
from locallinks.personal.assessments import permissions
from locallinks.personal.assessments.actions.capacity_advocacy_refusal import record_capacity, refuse_assessment
from locallinks.personal.assessments.actions.needs_assessment import ask_about_advocate
from locallinks.personal.assessments.choices import (
    AdvocacyStage,
    CapacityChoice,
    DecisionAbility,
    InvolvementDifficulty,
)
from locallinks.personal.assessments.forms.capacity_advocacy_refusal import AdvocateForm, CapacityForm, RefuseForm
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import (
    advocacy_answers,
    capacity_for,
    capacity_records,
    refusals_of,
)
from locallinks.personal.assessments.queries.needs_assessment import advocacy_of
from locallinks.personal.assessments.rules.capacity_advocacy_refusal import (
    advocacy_stage,
)
from locallinks.personal.assessments.views.needs_assessment import AssessmentPageMixin
from locallinks.personal.pathways.choices import PathwayState

# The page that needed the answer, by state.
THEN = {
    PathwayState.PLANNING: "plans:plan",
    PathwayState.SELF_PLANNING: "plans:plan",
    PathwayState.COUNCIL_PLANNING: "plans:plan",
    PathwayState.LIVE: "reviews:start_review",
}


class Advocacy(AssessmentPageMixin, FormPage):
    """Whether an advocate is needed (s.67), asked before assessment, planning and review."""

    template_name = "assessments/advocacy.html"
    form_class = AdvocateForm
    page = "whether an advocate is needed"

    def more(self) -> None:
        permissions.check_can_record_advocacy(self.request.viewer, self.pathway)
        self.title = f"Does {self.person} need an advocate?"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "name": str(self.person)}

    def get_initial(self) -> dict[str, Any]:
        """The earlier answers, so that naming an advocate does not change them."""
        check = advocacy_of(self.person.pk)
        answers = advocacy_answers(check)
        if check is None or answers is None:
            return {"arranged_with": check.arranged_with} if check else {}
        return {
            "difficulties": answers.difficulties,
            "beside": answers.beside,
            "is_paid": answers.is_paid,
            "person_agrees": answers.person_agrees,
            "arranged_with": check.arranged_with,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        check = advocacy_of(self.person.pk)
        return {
            **super().get_context_data(**kwargs),
            "check": check,
            "difficulties": dict(InvolvementDifficulty.choices),
            "answers": advocacy_answers(check),
            "stage": advocacy_stage(self.pathway.state).label,
            "stages": {str(stage): stage.label for stage in AdvocacyStage},
        }

    def form_valid(self, form: Form) -> HttpResponse:
        ask_about_advocate(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        may_start = self.pathway.state == PathwayState.REFERRED and permissions.may_assess(
            self.request.viewer, self.pathway
        )
        where = THEN.get(self.pathway.state)
        if where:
            return SeeOther(reverse(where, kwargs={"pathway_id": self.pathway.pk}))
        return SeeOther(self.url("start_assessment") if may_start else self.person_url())


class RecordCapacity(AssessmentPageMixin, FormPage):
    """Record capacity for one choice."""

    template_name = "assessments/capacity.html"
    form_class = CapacityForm
    page = "who makes a choice"

    def more(self) -> None:
        permissions.check_can_assess(self.request.viewer, self.pathway)
        self.title = f"Can {self.person} make this choice?"

    def get_initial(self) -> dict[str, Any]:
        """`?choice=share` comes from a page that needs a record of that choice."""
        choice = self.request.GET.get("choice", "")
        return {"choice": choice} if choice in CapacityChoice else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        records = [
            (row, [DecisionAbility(limb).label for limb in row.cannot]) for row in capacity_records(self.person.pk)[:20]
        ]
        return {**super().get_context_data(**kwargs), "records": records}

    def form_valid(self, form: Form) -> HttpResponse:
        record_capacity(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.url("record_capacity"))


class RecordRefusal(AssessmentPageMixin, FormPage):
    """Record a refusal; the page then says whether it ends the council's duty, and why."""

    template_name = "assessments/record_refusal.html"
    form_class = RefuseForm
    page = "a no to the assessment"

    def more(self) -> HttpResponse | None:
        permissions.check_can_assess(self.request.viewer, self.pathway)
        self.title = f"{self.person} does not want an assessment"
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "refusals": list(refusals_of(self.pathway)[:20]),
            "may_refuse": self.pathway.state in (PathwayState.REFERRED, PathwayState.ASSESSING),
            "capacity": capacity_for(self.person.pk, CapacityChoice.REFUSE),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        refuse_assessment(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.url("record_refusal"))
