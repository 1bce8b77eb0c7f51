"""Pages about the duties that a council delegates (Care Act 2014 s.79)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from locallinks.foundation.accounts import forms, permissions, queries
from locallinks.foundation.accounts.actions.delegations import end_delegation, record_delegation
from locallinks.foundation.accounts.choices import DelegableDuty, ReservedDuty
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, SeeOther
from locallinks.foundation.ui.pagination import csv_response, wants_csv


class Delegations(FormPage):
    """The list of delegations, as a page or CSV file, and a form to record one."""

    template_name = "accounts/delegations.html"
    form_class = forms.DelegationForm
    title = "Duties done by others for the council"

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        self.council = permissions.council_of_delegations(viewer)
        self.rows = list(queries.delegations_of(self.council))
        if not wants_csv(self.request):
            return None
        rows = [
            (row.get_duty_display(), row.to_name, row.agreement, row.starts_on, row.ends_on or "", row.recorded_by.name)
            for row in self.rows
        ]
        head = ["Duty", "Who does it", "Agreement", "From", "Ends on", "Written down by"]
        return csv_response("duties-done-by-others", head, rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        delegated = {row.duty for row in self.rows if row.is_in_force(today)}
        return {
            **super().get_context_data(**kwargs),
            "rows": self.rows,
            "today": today,
            "kept": [duty.label for duty in ReservedDuty],
            "own": [duty.label for duty in DelegableDuty if duty not in delegated],
            "may_write": permissions.may_delegate(self.request.viewer, self.council),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        record_delegation(viewer=self.request.viewer, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("accounts:delegations"))


class EndDelegation(FormPage):
    template_name = "accounts/end_delegation.html"
    form_class = forms.EndDelegationForm
    title = "The council does it itself again"

    def load(self, delegation_id: int) -> None:
        council = permissions.council_of_delegations(self.request.viewer)
        permissions.check_can_delegate(self.request.viewer, council)
        self.row = queries.delegations_of(council).filter(pk=delegation_id).first()
        if self.row is None:
            raise Http404

    def get_initial(self) -> dict[str, Any]:
        return {"ends_on": clock.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "row": self.row}

    def form_valid(self, form: Form) -> HttpResponse:
        end_delegation(viewer=self.request.viewer, delegation_id=self.row.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("accounts:delegations"))
