"""The page on which a network sees and records how many people it can work with."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, SeeOther
from locallinks.foundation.ui.pagination import csv_response, paginate, wants_csv
from locallinks.personal.handovers import forms, permissions
from locallinks.personal.handovers.actions.network_capacity import record_capacity
from locallinks.personal.handovers.choices import CapacityUnit, Freshness
from locallinks.personal.handovers.queries import network_capacity

FRESHNESS_TAGS = {
    Freshness.FRESH: (Freshness.FRESH.label, "good"),
    Freshness.OLD: (Freshness.OLD.label, "waiting"),
    Freshness.OVER: (Freshness.OVER.label, "alert"),
}


class CapacityPage(FormPage):
    """The latest capacity, the places taken, who waits; and for the network's manager the form to record it again."""

    template_name = "handovers/network_capacity.html"
    form_class = forms.CapacityForm
    title = "How many people you can work with"

    def load(self) -> HttpResponse | None:
        viewer, today = self.request.viewer, clock.today()
        self.network_id = permissions.own_network_id(viewer)
        self.may_record = viewer.may(Capability.MANAGE_NETWORK, self.network_id)
        self.capacity = network_capacity.capacity_of(self.network_id, today)
        self.history = network_capacity.capacity_history(self.network_id)
        if not wants_csv(self.request):
            return None
        head = ["From", "Until", "Places", "What they count", "Working with then", "In words", "Said by"]
        rows = [
            (
                record.as_of,
                record.until or "",
                record.places,
                CapacityUnit(record.unit).label,
                record.working_with,
                record.words,
                record.recorded_by.name,
            )
            for record in self.history
        ]
        return csv_response("places", head, rows)

    def get_initial(self) -> dict[str, Any]:
        latest = {"places": self.capacity.recorded.places, "unit": self.capacity.recorded.unit} if self.capacity else {}
        return {"as_of": clock.today(), **latest}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "capacity": self.capacity,
            "fresh": FRESHNESS_TAGS[self.capacity.freshness] if self.capacity else None,
            "may_record": self.may_record,
            "waiting": network_capacity.count_waiting_for_network(self.network_id),
            "listing": paginate(self.request, self.history),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        record_capacity(viewer=self.request.viewer, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("handovers:capacity"))
