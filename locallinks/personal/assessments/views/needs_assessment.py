"""The assessment page by page, the decision and its letter, and an introduction where support is not due."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect

from locallinks.foundation.people.choices import ReadingFormat
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.personal.assessments import permissions
from locallinks.personal.assessments.actions.needs_assessment import (
    decide_eligibility,
    introduce,
    save_part,
    start_assessment,
)
from locallinks.personal.assessments.choices import PartKind, WellbeingArea
from locallinks.personal.assessments.forms.needs_assessment import (
    CARER_BLIND,
    FORMS,
    DecideForm,
    IntroduceForm,
    StartForm,
)
from locallinks.personal.assessments.queries.needs_assessment import (
    TRIED_FIELDS,
    WORDS_FIELDS,
    Answers,
    advocacy_of,
    answers_of,
    assessment_of,
    decision_of,
    introduction_of,
    is_decided,
    needs_of,
)
from locallinks.personal.assessments.rules.needs_assessment import (
    PARTS,
    AssessmentPart,
    next_part,
)
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.pages import PathwayPageMixin
from locallinks.personal.pathways.queries import PLANNERS

GROUPS = (
    ("The conversation", PartKind.WORDS, "As much or as little as there is to say."),
    ("Daily life, as if nobody helped", PartKind.OUTCOME, "All ten need an answer before you decide."),
    ("Health and wellbeing", "", "Both need an answer before you decide."),
)


class AssessmentPageMixin(PathwayPageMixin):
    url_namespace = "assessments"
    readers = PLANNERS
    sent_by_assessor = False  # the person and the planner read the page, and only the social worker sends it

    def prepare(self) -> None:
        if self.sent_by_assessor and self.request.method == "POST":
            permissions.check_can_assess(self.request.viewer, self.pathway)


class StartAssessment(AssessmentPageMixin, FormPage):
    """Start an assessment, once it was asked whether an advocate is needed."""

    template_name = "assessments/start_assessment.html"
    form_class = StartForm
    page = "starting the assessment"

    def more(self) -> HttpResponse | None:
        permissions.check_can_assess(self.request.viewer, self.pathway)
        self.title = f"Start the assessment with {self.person}"
        self.check = advocacy_of(self.person.pk)
        if not self.may_begin():
            return self.redirect_on_get(self.url("assessment"))
        return None if self.check else HttpResponseRedirect(self.url("advocacy"))

    def may_begin(self) -> bool:
        """The first assessment of a request, or a new one after a review found that needs have changed."""
        if self.pathway.state != PathwayState.ASSESSING:
            return self.pathway.state == PathwayState.REFERRED
        newest = assessment_of(self.pathway)
        return newest is None or is_decided(newest)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "check": self.check}

    def form_valid(self, form: Form) -> HttpResponse:
        start_assessment(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.url("assessment"))


class Assessment(AssessmentPageMixin, Page):
    """The list of parts while it is written, and the summary that the person and the planner read too."""

    page = "the assessment"

    def more(self) -> None:
        self.title = "Your assessment" if self.is_own else f"{self.person}'s assessment"
        self.assessment = assessment_of(self.pathway)
        may_write = (
            permissions.may_assess(self.request.viewer, self.pathway) and self.pathway.state == PathwayState.ASSESSING
        )
        self.is_decided = self.assessment is not None and is_decided(self.assessment)
        self.is_writing = may_write and self.assessment is not None and not self.is_decided
        self.may_begin = permissions.may_assess(self.request.viewer, self.pathway) and (
            self.pathway.state == PathwayState.REFERRED or (may_write and self.is_decided)
        )
        self.template_name = (
            "assessments/assessment_parts.html" if self.is_writing else "assessments/assessment_summary.html"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = {
            **super().get_context_data(**kwargs),
            "assessment": self.assessment,
            "is_decided": self.is_decided,
            "may_begin": self.may_begin,
        }
        if self.assessment is None:
            return known
        answers = answers_of(self.assessment)
        return known | (self.task_list(answers) if self.is_writing else self.findings(answers))

    def task_list(self, answers: Answers) -> dict[str, Any]:
        def items(kind: str) -> list[dict[str, Any]]:
            parts = [
                part
                for part in PARTS.values()
                if part.kind == kind or (not kind and part.kind in (PartKind.HEALTH, PartKind.WELLBEING))
            ]
            return [
                {"title": part.title, "href": self.url("write_part", part=part.slug), "done": answers.is_answered(part)}
                for part in parts
            ]

        groups = [(title, hint, items(kind)) for title, kind, hint in GROUPS]
        return {"groups": groups, "is_ready": not answers.missing_for_the_test, "hard": answers.hard}

    def findings(self, answers: Answers) -> dict[str, Any]:
        return {
            "method": answers.assessment.get_method_display(),
            "said": [
                (
                    part.title,
                    getattr(answers.assessment, WORDS_FIELDS[part.slug]),
                    getattr(answers.assessment, TRIED_FIELDS[part.slug]) if part.tried else "",
                )
                for part in PARTS.values()
                if part.kind == PartKind.WORDS
            ],
            "daily_life": [
                (part.title, answers.outcomes[part.slug.upper()])
                for part in PARTS.values()
                if part.slug.upper() in answers.outcomes
            ],
            "wellbeing": [
                (area.label, answers.wellbeing[area].get_effect_display())
                for area in WellbeingArea
                if area in answers.wellbeing
            ],
        }


class WritePart(AssessmentPageMixin, FormPage):
    """One part. Saving it leads to the next."""

    template_name = "assessments/assessment_part.html"
    page = "the assessment"
    part: AssessmentPart

    def more(self, part: str) -> HttpResponse | None:
        permissions.check_can_assess(self.request.viewer, self.pathway)
        assessment = assessment_of(self.pathway)
        if part not in PARTS or assessment is None:
            raise Http404
        self.part, self.answers = PARTS[part], answers_of(assessment)
        self.form_class = FORMS[self.part.kind]
        self.title = self.part.question if self.part.kind == PartKind.WORDS else self.part.title
        is_over = self.pathway.state != PathwayState.ASSESSING or is_decided(assessment)
        return self.redirect_on_get(self.url("assessment")) if is_over else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "part": self.part, "name": str(self.person)}

    def get_initial(self) -> dict[str, Any]:
        row, part = self.answers.assessment, self.part
        initial: dict[str, Any] = {"version": row.version}
        if part.kind == PartKind.WORDS:
            tried = getattr(row, TRIED_FIELDS[part.slug]) if part.tried else ""
            return initial | {"words": getattr(row, WORDS_FIELDS[part.slug]), "tried": tried}
        if part.kind == PartKind.OUTCOME:
            finding = self.answers.outcomes.get(part.slug.upper())
            return initial | ({"ability": finding.ability, "words": finding.words} if finding else {})
        if part.kind == PartKind.HEALTH:
            return initial | {"answer": row.impairment, "words": row.impairment_note}
        effects = {area: finding.effect for area, finding in self.answers.wellbeing.items()}
        return initial | effects | {"answer": row.significant_impact, "words": row.impact_note}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slugs = list(PARTS)
        place = slugs.index(self.part.slug) + 1
        carer_blind = CARER_BLIND if self.part.kind != PartKind.WORDS else ""
        return {
            **super().get_context_data(**kwargs),
            "part": self.part,
            "place": place,
            "many": len(slugs),
            "areas": list(WellbeingArea),
            "carer_blind": carer_blind,
            "is_last": next_part(self.part.slug) is None,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        version = data.pop("version")
        effects = {area: data.pop(area) for area in WellbeingArea if area in data}
        save_part(
            viewer=self.request.viewer,
            assessment_id=self.answers.assessment.pk,
            version=version,
            part=self.part.slug,
            answers={**data, **({"effects": effects} if effects else {})},
            at=clock.now(),
        )
        following = next_part(self.part.slug)
        return SeeOther(self.url("write_part", part=following) if following else self.url("assessment"))


class DecideEligibility(AssessmentPageMixin, FormPage):
    """The result of the test, and the social worker's decision."""

    template_name = "assessments/decide_eligibility.html"
    form_class = DecideForm
    page = "the decision about support"

    def more(self) -> HttpResponse | None:
        permissions.check_can_assess(self.request.viewer, self.pathway)
        self.title = f"Decide if support is due to {self.person}"
        assessment = assessment_of(self.pathway)
        if assessment is None:
            return HttpResponseRedirect(self.url("assessment"))
        self.answers = answers_of(assessment)
        is_over = self.pathway.state != PathwayState.ASSESSING or is_decided(assessment)
        return self.redirect_on_get(self.url("assessment")) if is_over else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "name": str(self.person)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = [(part.title, self.url("write_part", part=part.slug)) for part in self.answers.missing_for_the_test]
        return {
            **super().get_context_data(**kwargs),
            "sum": self.answers.sum,
            "missing": missing,
            "carer_blind": CARER_BLIND,
            "notes": [
                (part.title, self.answers.outcomes[part.slug.upper()].words)
                for part in PARTS.values()
                if part.kind == PartKind.OUTCOME and self.answers.sum and part.slug.upper() in self.answers.sum.unable
            ],
        }

    def form_valid(self, form: Form) -> HttpResponse:
        decide_eligibility(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.url("decision_letter"))


class DecisionLetter(AssessmentPageMixin, Page):
    """The letter to the person: the decision, the reasons, what happens next, and how to disagree."""

    template_name = "assessments/decision_letter.html"
    page = "the letter about the decision"

    def more(self) -> None:
        self.title = "Our decision about your support" if self.is_own else f"The letter to {self.person}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decision = decision_of(self.pathway)
        may_assess = permissions.may_assess(self.request.viewer, self.pathway)
        large = self.person.reading_format == ReadingFormat.LARGE_PRINT or "large" in self.request.GET
        return {
            **super().get_context_data(**kwargs),
            "decision": decision,
            "needs": needs_of(decision) if decision else [],
            "introduction": introduction_of(self.pathway),
            "is_large": large,
            "may_introduce": may_assess and self.pathway.state == PathwayState.NOT_ELIGIBLE,
        }


class Introduce(AssessmentPageMixin, FormPage):
    template_name = "assessments/introduce.html"
    form_class = IntroduceForm
    page = "an introduction to the community"

    def more(self) -> HttpResponse | None:
        permissions.check_can_assess(self.request.viewer, self.pathway)
        self.title = f"Introduce {self.person} to the community"
        return (
            None
            if self.pathway.state == PathwayState.NOT_ELIGIBLE
            else self.redirect_on_get(self.url("decision_letter"))
        )

    def form_valid(self, form: Form) -> HttpResponse:
        introduce(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.person_url())
