"""The rainbow of support tiers, and the versions of an assessment side by side."""

from typing import Any

from django.http import Http404, HttpResponse

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.personal.assessments import permissions
from locallinks.personal.assessments.actions.needs_assessment import choose_tiers
from locallinks.personal.assessments.forms.needs_assessment import RainbowForm
from locallinks.personal.assessments.queries.compare_versions import changes_between, versions_of
from locallinks.personal.assessments.queries.needs_assessment import answers_of, assessment_of, is_decided
from locallinks.personal.assessments.rules.eligibility import ADULT_OUTCOMES
from locallinks.personal.assessments.rules.support_tiers import TIERS, rainbow_arcs
from locallinks.personal.assessments.views.needs_assessment import AssessmentPageMixin
from locallinks.personal.pathways.choices import PathwayState


class SupportTiers(AssessmentPageMixin, FormPage):
    """The tier that the person points to for each need. It is a wish, and no part of the test."""

    template_name = "assessments/support_tiers.html"
    form_class = RainbowForm
    page = "the rainbow of support"
    sent_by_assessor = True

    def more(self) -> None:
        assessment = assessment_of(self.pathway)
        if assessment is None:
            raise Http404
        self.answers = answers_of(assessment)
        self.title = (
            "Where could your help come from?" if self.is_own else f"Where could {self.person}'s help come from?"
        )
        may_write = (
            permissions.may_assess(self.request.viewer, self.pathway) and self.pathway.state == PathwayState.ASSESSING
        )
        self.is_writing = may_write and not is_decided(assessment)

    def needs(self) -> list[tuple[str, str]]:
        return [(row.code, ADULT_OUTCOMES[row.code].plain) for row in self.answers.hard]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "needs": self.needs()}

    def get_initial(self) -> dict[str, Any]:
        chosen = {row.code.lower(): row.tier for row in self.answers.hard}
        return {"version": self.answers.assessment.version, **chosen}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        labels = dict(self.needs())
        return {
            **super().get_context_data(**kwargs),
            "is_writing": self.is_writing,
            "needs": self.needs(),
            "arcs": rainbow_arcs([(row.code, row.tier) for row in self.answers.hard]),
            "rows": [
                (
                    f"{number}. {tier.words}",
                    tier.example,
                    "; ".join(labels[row.code] for row in self.answers.hard if row.tier == tier.key) or "Nothing yet",
                )
                for number, tier in enumerate(TIERS.values(), start=1)
            ],
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        version = data.pop("version")
        choose_tiers(
            viewer=self.request.viewer,
            assessment_id=self.answers.assessment.pk,
            version=version,
            tiers={code.upper(): tier or "" for code, tier in data.items()},
            at=clock.now(),
        )
        return SeeOther(self.url("support_tiers"))


class AssessmentVersions(AssessmentPageMixin, Page):
    """Two versions side by side, with who changed what and when."""

    template_name = "assessments/assessment_versions.html"
    page = "the versions of the assessment"

    def more(self) -> None:
        self.assessment = assessment_of(self.pathway)
        if self.assessment is None:
            raise Http404
        self.title = "Versions of your assessment" if self.is_own else f"Versions of {self.person}'s assessment"
        self.versions = versions_of(self.assessment)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.assessment is not None
        numbers = [version.number for version in self.versions]
        after = self.version_in_url("after", numbers, self.assessment.version)
        before = self.version_in_url("before", numbers, 1)
        before, after = min(before, after), max(before, after)
        return {
            **super().get_context_data(**kwargs),
            "versions": self.versions,
            "before": before,
            "after": after,
            "changes": changes_between(self.assessment, before, after),
        }

    def version_in_url(self, name: str, numbers: list[int], otherwise: int) -> int:
        """Return the version named in the URL, if there is one with that number."""
        text = self.request.GET.get(name, "")
        number = int(text) if text.isdecimal() and len(text) < 7 else otherwise
        return number if number in numbers else otherwise
