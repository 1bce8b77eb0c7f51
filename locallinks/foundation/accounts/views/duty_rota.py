"""The page with the council's duty rota."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from locallinks.foundation.accounts import forms, permissions, queries
from locallinks.foundation.accounts.actions.duty_rota import set_duty
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, SeeOther
from locallinks.foundation.ui.pagination import csv_response, wants_csv


class DutyRota(FormPage):
    """The rota for six weeks, as a page or CSV file, and a form to set it. Nobody is put on duty automatically."""

    template_name = "accounts/duty_rota.html"
    form_class = forms.DutyForm
    title = "Who is on duty"

    def load(self) -> HttpResponse | None:
        viewer, today = self.request.viewer, clock.today()
        self.council = permissions.check_can_set_duty(viewer)
        self.rota = queries.duty_rota(viewer=viewer, today=today)
        if not wants_csv(self.request):
            return None
        rows = [(row.day, f"{row.day:%A}", row.name or "nobody: the whole team") for row in self.rota]
        return csv_response("who-is-on-duty", ["Day", "Day of the week", "On duty"], rows)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "names": queries.duty_team(self.council, clock.today())}

    def get_initial(self) -> dict[str, Any]:
        return {"weekdays": ["0", "1", "2", "3", "4"], "first_on": clock.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uncovered = [row for row in self.rota if row.working and (row.user_id is None or row.has_left)]
        return {**super().get_context_data(**kwargs), "rota": self.rota, "uncovered": len(uncovered)}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        chosen = data["user"]
        set_duty(
            viewer=self.request.viewer,
            user_id=int(chosen) if chosen.isdecimal() else None,
            first_on=data["first_on"],
            last_on=data["last_on"],
            weekdays=tuple(data["weekdays"]),
            at=clock.now(),
        )
        return SeeOther(reverse("accounts:duty_rota"))
