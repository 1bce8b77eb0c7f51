"""Trusted assessors: the register, their assessments of one person, and the check of a sample."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from locallinks.foundation.accounts.choices import DelegableDuty
from locallinks.foundation.accounts.queries import delegations_of
from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, SeeOther
from locallinks.personal.assessments import permissions
from locallinks.personal.assessments.actions.trusted_assessors import accept_trusted, check_trusted, register_assessor
from locallinks.personal.assessments.choices import AssessorScope
from locallinks.personal.assessments.forms.trusted_assessors import AcceptForm, CheckForm, TrustForm
from locallinks.personal.assessments.queries.trusted_assessors import (
    open_trusted,
    trusted_assessments_of,
    trusted_assessors,
    trusted_to_check,
)
from locallinks.personal.assessments.views.needs_assessment import AssessmentPageMixin


def _under(assessor: Any, day: date) -> str:
    """Return under which delegation an assessor assesses on a day (Care Act 2014 s.79), as text."""
    standing = assessor.delegated_on(day)
    if standing is not None:
        return f"Delegated to {standing.to_name} ({standing.agreement}). The council stays responsible"
    if assessor.delegation is not None:
        return f"The council’s own: nothing is delegated to {assessor.delegation.to_name} on this day"
    return "The council’s own: nothing is delegated"


class TrustedAssessors(FormPage):
    """The register, the assessments that wait for a check, and a form to register an assessor."""

    template_name = "assessments/trusted_assessors.html"
    form_class = TrustForm
    title = "Trusted assessors"

    def load(self) -> None:
        self.council_id = permissions.council_of(self.request.viewer)

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = delegations_of(self.council_id).filter(duty=DelegableDuty.ASSESSMENT)
        return {
            **super().get_form_kwargs(),
            "delegations": [
                (str(delegation.pk), f"{delegation.to_name}: {delegation.agreement}") for delegation in rows
            ],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            (
                assessor.name,
                assessor.works_for,
                "; ".join(AssessorScope(scope).label for scope in assessor.scopes),
                assessor.since,
                assessor.until or "Open",
                _under(assessor, max(assessor.since, clock.today())),
            )
            for assessor in trusted_assessors(self.council_id)
        ]
        check, viewer = "assessments:check_trusted_assessment", self.request.viewer
        to_check = list(trusted_to_check(viewer=viewer)[:100])
        named = [row.person_id for row in to_check]
        record_list(viewer=viewer, page="trusted assessments to check", people=named, at=clock.now())
        waiting = [
            (
                {"text": row.person.full_name, "href": reverse(check, kwargs={"trusted_id": row.pk})},
                row.assessor.name,
                AssessorScope(row.scope).label,
                row.assessed_on,
            )
            for row in to_check
        ]
        return {**super().get_context_data(**kwargs), "rows": rows, "waiting": waiting}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        chosen = data.pop("delegation_id")  # one of the choices, which are ours
        register_assessor(
            viewer=self.request.viewer, delegation_id=int(chosen) if chosen else None, at=clock.now(), **data
        )
        return SeeOther(reverse("assessments:trusted_assessors"))


class TrustedAssessments(AssessmentPageMixin, FormPage):
    """The trusted assessments of one person, and a form to accept another. The person can read them."""

    template_name = "assessments/trusted_assessments.html"
    form_class = AcceptForm
    page = "what trusted assessors found"
    sent_by_assessor = True

    def more(self) -> None:
        whose = "you" if self.is_own else str(self.person)
        self.title = f"What trusted assessors found about {whose}"
        self.may_write = permissions.may_assess(self.request.viewer, self.pathway)

    def get_form_kwargs(self) -> dict[str, Any]:
        assessors = trusted_assessors(self.pathway.home_id) if self.may_write else []
        return {
            **super().get_form_kwargs(),
            "assessors": [(str(assessor.pk), f"{assessor.name}, {assessor.works_for}") for assessor in assessors],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(trusted_assessments_of(self.pathway)[:20])
        under = {row.pk: _under(row.assessor, row.assessed_on) for row in rows}
        return {
            **super().get_context_data(**kwargs),
            "rows": rows,
            "under": under,
            "may_write": self.may_write and self.pathway.is_open,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        assessor_id = int(data.pop("assessor_id"))  # one of the choices, which are ours
        accept_trusted(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, assessor_id=assessor_id, at=clock.now(), **data
        )
        return SeeOther(self.url("trusted_assessments"))


class CheckTrustedAssessment(FormPage):
    template_name = "assessments/trusted_check.html"
    form_class = CheckForm

    def load(self, trusted_id: int) -> None:
        page = "a second look at a trusted assessment"
        self.row = open_trusted(viewer=self.request.viewer, assessment_id=trusted_id, page=page, at=clock.now())
        self.title = f"Look again: {self.row.person}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "row": self.row,
            "person": self.row.person,
            "check": getattr(self.row, "check_made", None),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        check_trusted(viewer=self.request.viewer, assessment_id=self.row.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("assessments:trusted_assessors"))
