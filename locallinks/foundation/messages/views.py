"""The pages of the outbox: letters to print, calls to make, what could not go, and what went."""

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
from locallinks.foundation.messages.forms import CallForm, CallOffForm, StopForm, TellForm
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
        asked = self.request.GET.get("show", "")
        self.show = (
            asked if asked in OUTBOX_LISTS else next((name for name, many in self.counts.items() if many), "calls")
        )
        sent = self.show == "sent"
        rows: Any = queries.sent_messages(viewer=viewer) if sent else WAITING_LISTS[self.show](viewer=viewer, at=now)
        self.listing = page_or_whole_list(self.request, rows)
        named = [one.message.person_id if sent else one.person_id for one in self.listing]
        record_list(viewer=viewer, page=f"messages: {OUTBOX_LISTS[self.show].lower()}", people=named, at=now)
        return self.as_file() if wants_csv(self.request) else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lists = [(name, words, self.counts.get(name)) for name, words in OUTBOX_LISTS.items()]
        return {
            **super().get_context_data(**kwargs),
            "lists": lists,
            "show": self.show,
            "heading": OUTBOX_LISTS[self.show],
            "listing": self.listing,
        }

    def as_file(self) -> HttpResponse:
        if self.show == "sent":
            head = ("When", "For", "What", "How", "Where", "By")
            rows = [
                (
                    one.at.isoformat(),
                    one.message.for_whom,
                    one.message.subject,
                    one.get_channel_display(),
                    one.to,
                    one.by_name,
                )
                for one in self.listing
            ]
        else:
            head = ("Waiting since", "For", "What", "Where", "Keeping safe", "Why it did not go")
            rows = [
                (
                    one.created_at.isoformat(),
                    one.for_whom,
                    one.subject,
                    one.to,
                    one.person.safe_contact,
                    one.stuck_because,
                )
                for one in self.listing
            ]
        return csv_response(f"messages-{self.show}", head, rows)


class MessagePage(FormPage):
    """One message to read, ring about or print; sending its form says that the letter was posted."""

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
        given = {
            "viewer": self.request.viewer,
            "message_id": self.message.pk,
            "words": data["words"],
            "at": clock.now(),
        }
        if data["how"] == "no_answer":
            mark_no_answer(**given)
            return SeeOther(f"{reverse('outbox:home')}?show=calls")
        mark_call_made(**given, face_to_face=data["how"] == "face_to_face")
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


def said_by_choices(viewer: Any, person: Any) -> str:
    """Themselves, where they sit there; else the person, whose wish it is."""
    return str(viewer.name if person.pk in viewer.people else person.full_name)


class WriteLetter(FormPage):
    """A GP or anybody else is told because the person asks, by a letter in their words."""

    template_name = "outbox/write_to_somebody.html"
    form_class = TellForm

    def load(self, person_id: int) -> None:
        viewer = self.request.viewer
        with transaction.atomic():  # a refusal is not a look
            self.person = open_person(viewer=viewer, person_id=person_id, page="whom they want told", at=clock.now())
            check_can_change(viewer, self.person)
        self.is_own = self.person.pk in viewer.people
        self.title = f"Tell somebody, if {'you ask' if self.is_own else f'{self.person} asks'}"

    def get_initial(self) -> dict[str, Any]:
        return {"said_by": said_by_choices(self.request.viewer, self.person)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = queries.letters_asked_for(self.person)[:20]
        return {**super().get_context_data(**kwargs), "person": self.person, "is_own": self.is_own, "rows": list(rows)}

    def form_valid(self, form: Form) -> HttpResponse:
        queue_letter_to_other(viewer=self.request.viewer, person=self.person, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.request.path)


class CancelLetter(FormPage):
    for_roles = ROLES_THAT_WORK_MESSAGES
    template_name = "outbox/cancel_message.html"
    form_class = CallOffForm

    def load(self, asked_id: int) -> None:
        self.message = queries.open_letter_asked_for(viewer=self.request.viewer, message_id=asked_id, at=clock.now())
        self.title = f"Do not tell {self.message.recipient_name}"

    def get_initial(self) -> dict[str, Any]:
        return {"said_by": said_by_choices(self.request.viewer, self.message.person)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "message": self.message, "person": self.message.person}

    def form_valid(self, form: Form) -> HttpResponse:
        cancel_letter(viewer=self.request.viewer, message_id=self.message.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("outbox:tell", args=[self.message.person_id]))
