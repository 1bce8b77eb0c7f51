"""Carers' assessments: the list, starting one, its parts, the decision and its letter."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.people.choices import ReadingFormat
from locallinks.foundation.people.queries.records import open_person, search_people
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, wants_csv
from locallinks.personal.assessments import permissions
from locallinks.personal.assessments.actions.carers import decide_for_carer, save_carer_part, start_for_carer
from locallinks.personal.assessments.choices import CarerMethod, PartKind
from locallinks.personal.assessments.forms.carers import CarerPartForm, CarerStartForm, FindForm
from locallinks.personal.assessments.forms.needs_assessment import DecideForm
from locallinks.personal.assessments.queries.carers import (
    carer_answers,
    carer_decision_of,
    carers_assessments,
    open_carer,
)
from locallinks.personal.assessments.rules.carers import CARER_PARTS, next_carer_part
from locallinks.personal.assessments.rules.eligibility import CARER_OUTCOMES
from locallinks.personal.assessments.rules.needs_assessment import AssessmentPart


def check_is_social_worker(viewer: Any) -> None:
    if not viewer.may_somewhere(Capability.DECIDE):
        raise NotAllowed("Only the council's social workers can open this page.")


class CarerAssessments(Page):
    """The list of carers' assessments, for social workers; those not decided first."""

    template_name = "assessments/carers.html"
    title = "Carers’ assessments"
    for_roles = roles_that(Capability.DECIDE)

    def load(self) -> HttpResponse | None:
        check_is_social_worker(self.request.viewer)
        self.show = self.request.GET.get("show", "")
        rows = carers_assessments(viewer=self.request.viewer)
        if self.show == "decided":
            rows = rows.filter(decision__isnull=False)
        elif self.show != "all":
            rows = rows.filter(decision=None)
        self.listing = page_or_whole_list(self.request, rows)
        named = [row.person_id for row in self.listing]
        record_list(viewer=self.request.viewer, page="carers’ assessments", people=named, at=clock.now())
        if wants_csv(self.request):
            head = ["Carer", "Looks after", "Started", "Decided"]
            return csv_response("carers", head, [self.cells(row) for row in self.listing])
        return None

    def cells(self, row: Any) -> tuple[Any, ...]:
        decision = getattr(row, "decision", None)
        decided = "Not yet" if decision is None else ("Due" if decision.decided_eligible else "Not due")
        return (row.person.full_name, row.link.cared_for_name, clock.day(row.started_at), decided)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = []
        for row in self.listing:
            name, *rest = self.cells(row)
            href = reverse("assessments:carer_assessment", kwargs={"carer_assessment_id": row.pk})
            rows.append(({"text": name, "href": href}, *rest))
        return {**super().get_context_data(**kwargs), "listing": self.listing, "rows": rows, "show": self.show}


class StartCarerAssessment(FormPage):
    """Start a carer's assessment for somebody who has a record, or somebody new. The adult needs no pathway."""

    template_name = "assessments/carer_start.html"
    form_class = CarerStartForm

    def load(self, person_id: int) -> None:
        check_is_social_worker(self.request.viewer)
        page = "starting a carer's assessment"
        self.person = open_person(viewer=self.request.viewer, person_id=person_id, page=page, at=clock.now())
        permissions.check_can_assess_carer(self.request.viewer, self.person)
        self.title = f"Somebody looks after {self.person}"
        self.carer = self.chosen()

    def chosen(self) -> Any:
        """Return the record named in the URL, or None where this viewer cannot open it."""
        text = self.request.GET.get("carer", "")
        if not (text.isascii() and text.isdecimal() and len(text) < 16):
            return None
        try:
            page = "starting a carer's assessment"
            return open_person(viewer=self.request.viewer, person_id=int(text), page=page, at=clock.now())
        except Http404:
            return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "known": self.carer is not None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        find = FindForm(data=self.request.GET)
        words = find.cleaned_data["q"] if find.is_valid() else ""
        viewer = self.request.viewer
        people = search_people(viewer=viewer, words=words, limit=10) if words else []
        record_list(viewer=viewer, page="a search for a carer", people=people, at=clock.now())
        return {
            **super().get_context_data(**kwargs),
            "person": self.person,
            "carer": self.carer,
            "q": words,
            "found": [person for person in people if person.pk != self.person.pk],
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        details = None
        if self.carer is None:
            name = data.pop("full_name")
            details = {"full_name": name, "preferred_name": name.split(" ")[0], "phone": data.pop("phone")}
        row = start_for_carer(
            viewer=self.request.viewer, cared_for=self.person, carer=self.carer, details=details, at=clock.now(), **data
        )
        return SeeOther(reverse("assessments:carer_assessment", kwargs={"carer_assessment_id": row.pk}))


class CarerAssessmentMixin:
    """A page about one carer's assessment. That it was read is audited for the carer, not for the adult."""

    page = "the carer's assessment"

    def load(self, carer_assessment_id: int, **rest: Any) -> Any:
        viewer = self.request.viewer
        self.assessment = open_carer(viewer=viewer, assessment_id=carer_assessment_id, page=self.page, at=clock.now())
        self.carer = self.assessment.person
        self.may_write = permissions.may_assess_carer(viewer, self.carer)
        self.is_own = not self.may_write
        self.decision = carer_decision_of(self.assessment)
        return self.more(**rest)

    def more(self, **rest: Any) -> Any:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "assessment": self.assessment,
            "carer": self.carer,
            "person": self.carer,
            "cared_for": self.assessment.link.cared_for_name,
            "cared_for_id": self.assessment.link.cared_for_id,
            "is_own": self.is_own,
            "decision": self.decision,
            "may_write": self.may_write,
        }

    def address(self, name: str, **rest: Any) -> str:
        return reverse(f"assessments:{name}", kwargs={"carer_assessment_id": self.assessment.pk, **rest})

    def part_address(self, part: AssessmentPart) -> str:
        return self.address("write_carer_part", part=part.slug)


class CarerAssessmentDetail(CarerAssessmentMixin, Page):
    """The list of parts while it is written, and the answers to read."""

    template_name = "assessments/carer_assessment.html"

    def more(self) -> None:
        self.title = "Your carer’s assessment" if self.is_own else f"{self.carer}’s assessment as a carer"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = carer_answers(self.assessment)
        parts = list(CARER_PARTS.values())
        return {
            **super().get_context_data(**kwargs),
            "method": CarerMethod(self.assessment.method).label,
            "is_writing": self.may_write and self.decision is None,
            "is_ready": not answers.missing_for_the_test,
            "items": [
                {"title": part.title, "href": self.part_address(part), "done": answers.is_answered(part)}
                for part in parts
            ],
            "told": [(part.title, answers.as_text(part)) for part in parts if answers.is_answered(part)],
        }


class WriteCarerPart(CarerAssessmentMixin, FormPage):
    template_name = "assessments/carer_part.html"
    form_class = CarerPartForm
    part: AssessmentPart

    def more(self, part: str) -> HttpResponse | None:
        permissions.check_can_assess_carer(self.request.viewer, self.carer)
        if part not in CARER_PARTS:
            raise Http404
        self.part, self.answers = CARER_PARTS[part], carer_answers(self.assessment)
        self.title = self.part.title if self.part.kind in (PartKind.OUTCOME, PartKind.YES_NO) else self.part.question
        is_over = self.decision is not None and self.request.method == "GET"
        return HttpResponseRedirect(self.address("carer_assessment")) if is_over else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "part": self.part}

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.assessment.version, **self.answers.of(self.part)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slugs = list(CARER_PARTS)
        return {
            **super().get_context_data(**kwargs),
            "part": self.part,
            "place": slugs.index(self.part.slug) + 1,
            "many": len(slugs),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        version = data.pop("version")
        save_carer_part(
            viewer=self.request.viewer,
            assessment_id=self.assessment.pk,
            version=version,
            part=self.part.slug,
            answers=data,
            at=clock.now(),
        )
        following = next_carer_part(self.part.slug)
        return SeeOther(
            self.address("write_carer_part", part=following) if following else self.address("carer_assessment")
        )


class DecideCarerEligibility(CarerAssessmentMixin, FormPage):
    """The result of the test, and the social worker's decision."""

    template_name = "assessments/carer_decide.html"
    form_class = DecideForm

    def more(self) -> HttpResponse | None:
        permissions.check_can_assess_carer(self.request.viewer, self.carer)
        self.title = f"Decide if support is due to {self.carer}, as a carer"
        self.answers = carer_answers(self.assessment)
        is_over = self.decision is not None and self.request.method == "GET"
        return HttpResponseRedirect(self.address("carer_decision_letter")) if is_over else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "name": str(self.carer)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = [(part.title, self.part_address(part)) for part in self.answers.missing_for_the_test]
        return {**super().get_context_data(**kwargs), "sum": self.answers.sum, "missing": missing}

    def form_valid(self, form: Form) -> HttpResponse:
        decide_for_carer(
            viewer=self.request.viewer, assessment_id=self.assessment.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(self.address("carer_decision_letter"))


class CarerDecisionLetter(CarerAssessmentMixin, Page):
    """The letter to the carer: the decision, the reasons, what happens next, and how to disagree."""

    template_name = "assessments/carer_decision_letter.html"
    page = "the letter about the carer's assessment"

    def more(self) -> None:
        self.title = "Our decision about support for you, as a carer"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unable = self.decision.unable if self.decision else []
        large = self.carer.reading_format == ReadingFormat.LARGE_PRINT or "large" in self.request.GET
        needs = [CARER_OUTCOMES[code].plain for code in unable]
        return {**super().get_context_data(**kwargs), "needs": needs, "is_large": large}
