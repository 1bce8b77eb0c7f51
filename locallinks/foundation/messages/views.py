"""The pages of the outbox: letters to print, calls to make, messages that could not go, and messages that went."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.messages import queries
from locallinks.foundation.messages.actions.letters_to_others import cancel_letter, queue_letter_to_other
from locallinks.foundation.messages.actions.sending import (
    mark_call_made,
    mark_letter_printed,
    mark_no_answer,
    stop_message,
)
from locallinks.foundation.messages.choices import CallOutcome
from locallinks.foundation.messages.forms import CallForm, CancelLetterForm, LetterForm, StopForm
from locallinks.foundation.messages.permissions import ROLES_THAT_WORK_MESSAGES
from locallinks.foundation.people.queries.records import check_can_change, open_person
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, wants_csv

OUTBOX_LISTS = {"calls": "Calls to make", "letters": "Letters to print", "stuck": "Could not be sent", "sent": "Sent"}
WAITING_LISTS = {"calls": queries.calls_to_make, "letters": queries.letters_to_print, "stuck": queries.could_not_send}


class Outbox(Page):
    for_roles = ROLES_THAT_WORK_MESSAGES
    template_name = "outbox/messages.html"
    title = "Messages"

    def load(self) -> HttpResponse | None:
        viewer, now = self.request.viewer, clock.now()
        self.counts = queries.counts(viewer=viewer, at=now)
        show = self.request.GET.get("show", "")
        first_not_empty = next((name for name, count in self.counts.items() if count), "calls")
        self.show = show if show in OUTBOX_LISTS else first_not_empty
        sent = self.show == "sent"
        rows: Any = queries.sent_messages(viewer=viewer) if sent else WAITING_LISTS[self.show](viewer=viewer, at=now)
        self.listing = page_or_whole_list(self.request, rows)
        named = [row.message.person_id if sent else row.person_id for row in self.listing]
        record_list(viewer=viewer, page=f"messages: {OUTBOX_LISTS[self.show].lower()}", people=named, at=now)
        return self.csv_of_list() if wants_csv(self.request) else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lists = [(name, words, self.counts.get(name)) for name, words in OUTBOX_LISTS.items()]
        return {
            **super().get_context_data(**kwargs),
            "lists": lists,
            "show": self.show,
            "heading": OUTBOX_LISTS[self.show],
            "listing": self.listing,
        }

    def csv_of_list(self) -> HttpResponse:
        if self.show == "sent":
            head = ("When", "For", "What", "How", "Where", "By")
            rows = [
                (
                    row.at.isoformat(),
                    row.message.recipient_in_words,
                    row.message.subject,
                    row.get_channel_display(),
                    row.to,
                    row.by_name,
                )
                for row in self.listing
            ]
        else:
            head = ("Waiting since", "For", "What", "Where", "Keeping safe", "Why it did not go")
            rows = [
                (
                    row.created_at.isoformat(),
                    row.recipient_in_words,
                    row.subject,
                    row.to,
                    row.person.safe_contact,
                    row.stuck_because,
                )
                for row in self.listing
            ]
        return csv_response(f"messages-{self.show}", head, rows)


class MessagePage(FormPage):
    """One message to read, ring about or print. Its form records that the letter was posted."""

    for_roles = ROLES_THAT_WORK_MESSAGES
    template_name = "outbox/message.html"

    def load(self, message_id: int) -> None:
        self.message = queries.open_message(viewer=self.request.viewer, message_id=message_id, at=clock.now())
        self.title = self.message.subject

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        message, now = self.message, clock.now()
        return {
            **super().get_context_data(**kwargs),
            "message": message,
            "sending": getattr(message, "sending", None),
            "stop": getattr(message, "stop", None),
            "why_not": "" if message.finished_at else queries.reason_not_to_send_now(message, now),
            "today": clock.today(),
            "early": bool(message.not_before and message.not_before > now),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        mark_letter_printed(viewer=self.request.viewer, message_id=self.message.pk, at=clock.now())
        return SeeOther(reverse("outbox:message", args=[self.message.pk]))


class RecordCall(MessagePage):
    template_name = "outbox/record_call.html"
    form_class = CallForm

    def load(self, message_id: int) -> None:
        super().load(message_id)
        self.title = f"How did the call to {self.message.recipient_name} go?"

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        fields = {
            "viewer": self.request.viewer,
            "message_id": self.message.pk,
            "words": data["words"],
            "at": clock.now(),
        }
        if data["how"] == CallOutcome.NO_ANSWER:
            mark_no_answer(**fields)
            return SeeOther(f"{reverse('outbox:messages')}?show=calls")
        mark_call_made(**fields, face_to_face=data["how"] == CallOutcome.FACE_TO_FACE)
        return SeeOther(reverse("outbox:message", args=[self.message.pk]))


class StopMessage(MessagePage):
    template_name = "outbox/stop_message.html"
    form_class = StopForm

    def load(self, message_id: int) -> None:
        super().load(message_id)
        self.title = "Stop this message"

    def form_valid(self, form: Form) -> HttpResponse:
        stop_message(
            viewer=self.request.viewer, message_id=self.message.pk, reason=form.cleaned_data["reason"], at=clock.now()
        )
        return SeeOther(reverse("outbox:message", args=[self.message.pk]))


def default_said_by(viewer: Any, person: Any) -> str:
    """Return who most probably asked: the signed-in viewer for their own record, otherwise the person."""
    return str(viewer.name if person.pk in viewer.people else person.full_name)


class WriteLetter(FormPage):
    """A letter to a GP or somebody else in the person's own words, which they ask us to send."""

    template_name = "outbox/write_to_somebody.html"
    form_class = LetterForm

    def load(self, person_id: int) -> None:
        viewer = self.request.viewer
        with transaction.atomic():  # rolls the audit entry back where the viewer is refused
            self.person = open_person(viewer=viewer, person_id=person_id, page="whom they want told", at=clock.now())
            check_can_change(viewer, self.person)
        self.is_own = self.person.pk in viewer.people
        self.title = f"Tell somebody, if {'you ask' if self.is_own else f'{self.person} asks'}"

    def get_initial(self) -> dict[str, Any]:
        return {"said_by": default_said_by(self.request.viewer, self.person)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letters = list(queries.letters_asked_for(self.person)[:20])
        return {**super().get_context_data(**kwargs), "person": self.person, "is_own": self.is_own, "letters": letters}

    def form_valid(self, form: Form) -> HttpResponse:
        queue_letter_to_other(viewer=self.request.viewer, person=self.person, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.request.path)


class CancelLetter(FormPage):
    for_roles = ROLES_THAT_WORK_MESSAGES
    template_name = "outbox/cancel_message.html"
    form_class = CancelLetterForm

    def load(self, letter_id: int) -> None:
        self.message = queries.open_letter_asked_for(viewer=self.request.viewer, message_id=letter_id, at=clock.now())
        self.title = f"Do not tell {self.message.recipient_name}"

    def get_initial(self) -> dict[str, Any]:
        return {"said_by": default_said_by(self.request.viewer, self.message.person)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "message": self.message, "person": self.message.person}

    def form_valid(self, form: Form) -> HttpResponse:
        cancel_letter(viewer=self.request.viewer, message_id=self.message.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("outbox:write_letter", args=[self.message.person_id]))
