"""Coaching notes, which name no person."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from locallinks.foundation.accounts.queries import members_with_role, teams_of
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability, Role
from locallinks.foundation.ui.forms import Form, choices_from
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, paginate, wants_csv
from locallinks.personal.handovers import forms, permissions
from locallinks.personal.handovers.actions.coaching import write_coaching_note
from locallinks.personal.handovers.queries import coaching


class CoachingNotes(Page):
    """All notes for the champion; for a social worker, those for them and for their team."""

    template_name = "handovers/coaching_notes.html"
    title = "Coaching notes"

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        self.notes = coaching.coaching_notes(viewer=viewer, on=clock.today())
        self.may_write = viewer.may_somewhere(Capability.COACH)
        if not wants_csv(self.request):
            return None
        head = ["When", "For", "About", "Note", "Written by"]
        rows = [
            (
                clock.day(note.written_at),
                addressee_words(note),
                note.get_about_display(),
                note.words,
                note.written_by.name,
            )
            for note in self.notes
        ]
        return csv_response("coaching-notes", head, rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listing = paginate(self.request, self.notes)
        return {
            **super().get_context_data(**kwargs),
            "listing": listing,
            "notes": [(note, addressee_words(note)) for note in listing],
            "may_write": self.may_write,
        }


def addressee_words(note: Any) -> str:
    """Return the name of the worker, or of the team. Only the worker and the champion read a note for one worker."""
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
            "teams": choices_from(teams_of(self.council_id)),
            "workers": [(str(worker.pk), worker.name) for worker in workers],
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
        return SeeOther(reverse("handovers:coaching_notes"))
