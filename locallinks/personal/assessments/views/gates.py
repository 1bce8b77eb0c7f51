"""What is asked before a start: an advocate, one choice, and a no."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.pages import FormPage
from locallinks.personal.assessments import actions, forms, permissions, queries
from locallinks.personal.assessments.rules import ADVOCACY_STAGES, CANNOT, CHOICES, DIFFICULTIES, advocacy_stage
from locallinks.personal.assessments.views.conversation import AssessmentPageMixin
from locallinks.personal.pathways.choices import PathwayState

# What was waiting for the answer.
THEN = {
    PathwayState.PLANNING: "plans:plan",
    PathwayState.SELF_PLANNING: "plans:plan",
    PathwayState.COUNCIL_PLANNING: "plans:plan",
    PathwayState.LIVE: "reviews:start",
}


class Advocacy(AssessmentPageMixin, FormPage):
    """The two questions of the law, asked before assessment, planning and review."""

    template_name = "assessments/advocacy.html"
    form_class = forms.AdvocateForm
    page = "whether an advocate is needed"

    def more(self) -> None:
        permissions.check_can_record_advocacy(self.request.viewer, self.pathway)
        self.title = f"Does {self.person} need an advocate?"

    def form_kwargs(self) -> dict[str, Any]:
        return {"name": str(self.person)}

    def initial(self) -> dict[str, Any]:
        """What was said before: whoever names an advocate leaves it as it is."""
        check = queries.advocacy_of(self.person.pk)
        answers = queries.advocacy_answers(check)
        if check is None or answers is None:
            return {"arranged_with": check.arranged_with} if check else {}
        return {
            "difficulties": answers.difficulties, "beside": answers.beside, "is_paid": answers.is_paid,
            "person_agrees": answers.person_agrees, "arranged_with": check.arranged_with,
        }  # fmt: skip

    def context(self) -> dict[str, Any]:
        check = queries.advocacy_of(self.person.pk)
        return {
            **super().context(), "check": check, "difficulties": DIFFICULTIES,
            "answers": queries.advocacy_answers(check), "stage": ADVOCACY_STAGES[advocacy_stage(self.pathway.state)],
            "stages": ADVOCACY_STAGES,
        }  # fmt: skip

    def act(self, data: dict[str, Any]) -> str:
        actions.ask_about_advocate(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **data)
        may_start = self.pathway.state == PathwayState.REFERRED and permissions.may_assess(
            self.request.viewer, self.pathway
        )
        where = THEN.get(self.pathway.state)
        if where:
            return reverse(where, kwargs={"pathway_id": self.pathway.pk})
        return self.url("start") if may_start else self.person_url()


class Capacity(AssessmentPageMixin, FormPage):
    """One choice at a time. Whoever is not shown to be unable makes it themselves."""

    template_name = "assessments/capacity.html"
    form_class = forms.CapacityForm
    page = "who makes a choice"

    def more(self) -> None:
        permissions.check_can_assess(self.request.viewer, self.pathway)
        self.title = f"Can {self.person} make this choice?"

    def initial(self) -> dict[str, Any]:
        """`?choice=share`: from a page that needs a record of that choice."""
        asked = self.request.GET.get("choice", "")
        return {"choice": asked} if asked in CHOICES else {}

    def context(self) -> dict[str, Any]:
        records = [(row, [CANNOT[one] for one in row.cannot]) for row in queries.capacity_records(self.person.pk)[:20]]
        return {**super().context(), "records": records}

    def act(self, data: dict[str, Any]) -> str:
        actions.record_capacity(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **data)
        return self.url("capacity")


class Refuse(AssessmentPageMixin, FormPage):
    """A no to an assessment: it ends the request, or the council's duty goes on, and the page says which and why."""

    template_name = "assessments/refuse.html"
    form_class = forms.RefuseForm
    page = "a no to the assessment"

    def more(self) -> HttpResponse | None:
        permissions.check_can_assess(self.request.viewer, self.pathway)
        self.title = f"{self.person} does not want an assessment"
        return None

    def context(self) -> dict[str, Any]:
        return {
            **super().context(), "refusals": list(queries.refusals_of(self.pathway)[:20]),
            "may_refuse": self.pathway.state in (PathwayState.REFERRED, PathwayState.ASSESSING),
            "capacity": queries.capacity_for(self.person.pk, "refuse"),
        }  # fmt: skip

    def act(self, data: dict[str, Any]) -> str:
        actions.refuse_assessment(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **data)
        return self.url("refuse")
