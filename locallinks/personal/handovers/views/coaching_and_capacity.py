"""How much room a network has, and coaching notes: neither names a person."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from locallinks.foundation.accounts.queries import members_with_role, teams_of
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability, Role
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, paginate, wants_csv
from locallinks.personal.handovers import forms, permissions, queries
from locallinks.personal.handovers.actions.coaching_and_capacity import record_capacity, write_coaching_note
from locallinks.personal.handovers.choices import CapacityUnit

FRESHNESS_TAGS = {
    "fresh": ("Said lately", "good"),
    "old": ("Said over 4 weeks ago", "waiting"),
    "over": ("Out of date", "alert"),
}


class CapacityPage(FormPage):
    """What the network said last, who is with it now, who waits; and, for its manager, the form to say it anew."""

    template_name = "handovers/network_capacity.html"
    form_class = forms.CapacityForm
    title = "How many people you can work with"

    def load(self) -> HttpResponse | None:
        viewer, today = self.request.viewer, clock.today()
        self.network_id = permissions.own_network_id(viewer)
        self.may_say = viewer.may(Capability.MANAGE_NETWORK, self.network_id)
        self.room = queries.capacity_of(self.network_id, today)
        self.said = queries.capacity_history(self.network_id)
        if not wants_csv(self.request):
            return None
        head = ["From", "Until", "Places", "What they count", "Working with then", "In words", "Said by"]
        rows = [
            (
                one.as_of,
                one.until or "",
                one.places,
                CapacityUnit(one.unit).label,
                one.working_with,
                one.words,
                one.said_by.name,
            )
            for one in self.said
        ]
        return csv_response("places", head, rows)

    def get_initial(self) -> dict[str, Any]:
        known = {"places": self.room.said.places, "unit": self.room.said.unit} if self.room else {}
        return {"as_of": clock.today(), **known}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "room": self.room,
            "fresh": FRESHNESS_TAGS[self.room.freshness] if self.room else None,
            "may_say": self.may_say,
            "waiting": queries.count_waiting_for_network(self.network_id),
            "listing": paginate(self.request, self.said),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        record_capacity(viewer=self.request.viewer, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("handovers:places"))


class CoachingNotes(Page):
    """Notes for whoever looks: all of them for the champion, their own and their team's for a social worker."""

    template_name = "handovers/coaching_notes.html"
    title = "Coaching notes"

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        self.notes = queries.coaching_notes(viewer=viewer, on=clock.today())
        self.may_write = viewer.may_somewhere(Capability.COACH)
        if not wants_csv(self.request):
            return None
        head = ["When", "For", "About", "Note", "Written by"]
        rows = [
            (clock.day(one.written_at), addressee_words(one), one.get_about_display(), one.words, one.written_by.name)
            for one in self.notes
        ]
        return csv_response("coaching-notes", head, rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listing = paginate(self.request, self.notes)
        return {
            **super().get_context_data(**kwargs),
            "listing": listing,
            "notes": [(one, addressee_words(one)) for one in listing],
            "may_write": self.may_write,
        }


def addressee_words(note: Any) -> str:
    """Two social workers may share a team: a note for one of them names them, to them and the champion alone."""
    return note.worker.name if note.worker else f"Everybody in {note.team}"


class WriteCoachingNote(FormPage):
    template_name = "handovers/write_coaching_note.html"
    form_class = forms.CoachingNoteForm
    title = "Write a coaching note"

    def load(self) -> None:
        self.council_id = permissions.coached_council_id(self.request.viewer)

    def get_form_kwargs(self) -> dict[str, Any]:
        workers = members_with_role(self.council_id, Role.SOCIAL_WORKER, clock.today())
        return {
            **super().get_form_kwargs(),
            "teams": [(str(one.pk), str(one)) for one in teams_of(self.council_id)],
            "workers": [(str(one.pk), one.name) for one in workers],
        }

    def get_initial(self) -> dict[str, Any]:
        return {"about": self.request.GET.get("about", "")}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        write_coaching_note(
            viewer=self.request.viewer,
            team_id=data["team"],
            worker_id=data["worker"],
            about=data["about"] or "",
            words=data["words"],
            at=clock.now(),
        )
        return SeeOther(reverse("handovers:coaching"))
