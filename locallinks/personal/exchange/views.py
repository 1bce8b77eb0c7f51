"""Records that did not fit, files in and out, and the connected systems."""

import uuid
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.pipeline import run
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther, render
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, paginate, wants_csv
from locallinks.foundation.ui.rules import spaced_nhs_number
from locallinks.personal.exchange.actions.connections import end_connection, make_connection
from locallinks.personal.exchange.actions.inbound import import_row
from locallinks.personal.exchange.actions.outbound import number_outbound
from locallinks.personal.exchange.actions.resolution import resolve_record
from locallinks.personal.exchange.choices import OutboundKind, RecordKind, RecordState
from locallinks.personal.exchange.forms.connections import ConnectionForm
from locallinks.personal.exchange.forms.import_export import ExportForm, FileForm
from locallinks.personal.exchange.forms.inbound import read_record
from locallinks.personal.exchange.forms.resolution import ResolveForm
from locallinks.personal.exchange.permissions import check_can_connect, check_can_decide
from locallinks.personal.exchange.queries.connections import (
    connection_of,
    connections_to_send_by,
    connections_with_counts,
)
from locallinks.personal.exchange.queries.inbound import open_record, records_in_state, waiting_counts_for
from locallinks.personal.exchange.queries.outbound import council_for_file, numbered, read_outbound
from locallinks.personal.exchange.rules.connections import key_ends_on, key_ends_soon
from locallinks.personal.exchange.rules.inbound import DETAIL_LABELS, FILE_COLUMNS, read_file
from locallinks.personal.exchange.rules.outbound import CSV_COLUMNS, csv_row, parse_since

STATE_TABS = {RecordState.WAITING: "To decide"} | {
    state: state.label for state in RecordState if state != RecordState.WAITING
}
LABELS = {
    **DETAIL_LABELS, "reference": "Reference", "person": "Whom it is about", "told_by": "Who told them",
    "told_by_relation": "Who they are", "reason": "Why help is needed", "contact_basis": "May we get in touch?",
    "contact_note": "What was said about getting in touch", "received_on": "When it came to them",
    "eligible": "Is support due?", "impairment": "From an illness or disability?", "unable": "What is hard",
    "significant_impact": "A big effect on wellbeing?", "reasons": "Reasons", "why_different": "Why it differs",
    "decided_by": "Who decided", "decided_on": "When they decided",
}  # fmt: skip
DAYS = {"date_of_birth", "received_on", "decided_on"}
MAX_EXPORT_ROWS = 1000


def value_in_words(value: Any) -> str:
    """Return a value in words: yes or no for a boolean, commas in a list."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)


def field_in_words(name: str, value: Any) -> str:
    """Return the value of a field in words, with an NHS number in groups as on letters."""
    words = value_in_words(value)
    return spaced_nhs_number(words) if name == "nhs_number" and len(words) == 10 and words.isdecimal() else words


def fields_in_order(kind: str, content: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return what was sent as labels and values, in the order of the guide, unknown fields last."""
    order = {name: place for place, name in enumerate(FILE_COLUMNS[kind])}
    names = sorted(
        (name for name in content if content[name] not in ("", [])), key=lambda name: (order.get(name, 99), name)
    )
    fields: list[tuple[str, Any]] = []
    for name in names:
        day = parse_date(content[name]) if name in DAYS and isinstance(content[name], str) else None
        fields.append((label(name), day or field_in_words(name, content[name])))
    return fields


def parse_date(text: str) -> date | None:
    """Return the day of an ISO date, or None for another text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def label(field: str) -> str:
    return LABELS.get(field, field)


def about_whom(record: Any) -> str:
    """Return the name of the person a record is about, or the best description of them."""
    if record.person:
        return str(record.person.full_name)
    return str(
        record.content.get("full_name") or (f"Their person {record.about}" if record.about else record.reference)
    )


class RecordList(Page):
    """The team's list, longest first. Records are not assigned: whoever is on duty takes the next."""

    template_name = "exchange/conflicts.html"
    title = "What did not fit"

    def load(self) -> HttpResponse | None:
        show = self.request.GET.get("show", "")
        self.show = show if show in STATE_TABS else RecordState.WAITING
        viewer = self.request.viewer
        self.listing = page_or_whole_list(self.request, records_in_state(viewer=viewer, state=self.show))
        named = [row.person_id for row in self.listing]
        record_list(viewer=viewer, page="what another system sent", people=named, at=clock.now())
        if not wants_csv(self.request):
            return None
        heads = ["Reference", "What it is", "From", "About", "Why", "Decide by", "Sent on"]
        return csv_response(
            "what-did-not-fit",
            heads,
            [
                [
                    row.reference,
                    RecordKind(row.kind).label,
                    row.connection.name,
                    about_whom(row),
                    "; ".join(conflict["message"] for conflict in row.conflicts),
                    row.due_on or "",
                    clock.day(row.changed_at),
                ]
                for row in self.listing
            ],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        return {
            **super().get_context_data(**kwargs),
            "listing": self.listing,
            "show": self.show,
            "shown": STATE_TABS,
            "kinds": dict(RecordKind.choices),
            "counts": run(waiting_counts_for(viewer=self.request.viewer, today=today)),
            "found": [(row, about_whom(row), bool(row.due_on and row.due_on < today)) for row in self.listing.items],
        }


class ResolveRecord(FormPage):
    """One record: what was sent, what is here, why it did not fit, and what to do."""

    template_name = "exchange/resolve_conflict.html"
    form_class = ResolveForm

    def load(self, record_id: int) -> HttpResponse | None:
        self.found = open_record(
            viewer=self.request.viewer, record_id=record_id, page="what another system sent", at=clock.now()
        )
        self.record = self.found.record
        self.title = f"{RecordKind(self.record.kind).label}: {about_whom(self.record)}"
        return None

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.record.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        alike = [(str(person.pk), person.full_name) for person, _ in self.found.alike]
        return {**super().get_form_kwargs(), "choices": self.found.choices, "alike": alike}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        why = self.record.conflicts
        return {
            **super().get_context_data(**kwargs),
            "record": self.record,
            "kind": RecordKind(self.record.kind).label,
            "state": RecordState(self.record.state).label,
            "late": bool(self.record.due_on and self.record.due_on < clock.today()),
            "differs": [(label(row["field"]), row["ours"], row["theirs"]) for row in why if row["code"] == "differs"],
            "reasons": [
                (label(reason["field"]) if reason["code"] == "not_understood" else "", reason["message"])
                for reason in why
                if reason["code"] not in {"differs", "alike"}
            ],
            "sent": fields_in_order(self.record.kind, self.record.content),
            "alike": self.found.alike,
            "steps": self.found.steps,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        person_id = data.get("person_id")
        record = resolve_record(
            viewer=self.request.viewer,
            record_id=self.record.pk,
            version=data["version"],
            choice=data["choice"],
            reason=data["reason"],
            person_id=int(person_id) if person_id else None,
            at=clock.now(),
        )
        if record.is_waiting:  # joined to a person, and what differs is to be decided next
            return SeeOther(self.request.path)
        return SeeOther(reverse("exchange:records"))


class SendFile(FormPage):
    """A file from another system, row by row by the same checks as the API."""

    template_name = "exchange/upload_file.html"
    title = "Bring in a file"
    form_class = FileForm
    sent: dict[str, Any] | None = None

    def load(self) -> HttpResponse | None:
        check_can_decide(self.request.viewer)
        self.connections = connections_to_send_by(viewer=self.request.viewer)
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "connections": [(str(row.pk), row.name) for row in self.connections]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "connections": self.connections, "sent": self.sent}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        connection = next(candidate for candidate in self.connections if str(candidate.pk) == data["connection"])
        file = read_file(data["file"].read())
        if file.problem:
            raise DomainError(problems=[file.problem])
        result: dict[str, Any] = {"file": data["file"].name, "rows": len(file.rows), "taken": 0, "wait": 0, "lost": []}
        for line, given in file.rows:
            row = import_row(
                viewer=self.request.viewer,
                connection=connection,
                kind=file.kind,
                given=given,
                read=read_record,
                source=data["file"].name,
                at=clock.now(),
            )
            if row.record is None:
                result["lost"].append((line, " ".join(problem.message for problem in row.problems)))
            else:
                result["wait" if row.record.is_waiting else "taken"] += 1
        self.sent = result
        return SeeOther(self.request.path)

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Show what became of each row in this response: it may repeat what was in the file, so it is not stored."""
        response = super().post(request, **url_kwargs)
        if self.sent is None:
            return response
        self.token = str(uuid.uuid4())
        return self.respond(form=self.get_form())


class ExportFile(FormPage):
    """Outbound entries as a file. Submitting the form numbers what is new; the file itself only reads."""

    template_name = "exchange/download_outbound.html"
    title = "What goes out"
    form_class = ExportForm

    def load(self) -> HttpResponse | None:
        self.home_id = council_for_file(viewer=self.request.viewer)
        wanted_format = self.request.GET.get("format", "")
        if self.request.method != "GET" or wanted_format not in ("csv", "json"):
            return None
        feed = read_outbound(
            viewer=self.request.viewer, home_id=self.home_id, since=self._since(), limit=MAX_EXPORT_ROWS, at=clock.now()
        )
        if wanted_format == "csv":
            return csv_response("exchange-out", CSV_COLUMNS, [csv_row(entry) for entry in feed.entries])
        body = {"entries": feed.entries, "next": feed.next, "more": feed.more}
        response = JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})
        response["Content-Disposition"] = 'attachment; filename="exchange-out.json"'
        return response

    def _since(self) -> int:
        after = parse_since(self.request.GET.get("since", "0"))
        return 0 if isinstance(after, Problem) else after

    def get_initial(self) -> dict[str, Any]:
        return {"since": 0}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "kinds": dict(OutboundKind.choices),
            "out": numbered(viewer=self.request.viewer, home_id=self.home_id),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        number_outbound(viewer=self.request.viewer, home_id=self.home_id, at=clock.now())
        return SeeOther(f"{self.request.path}?format={data['file_type']}&since={data['since'] or 0}")


class ConnectionList(Page):
    """For the administrator: the connections, and how many records wait. It names nobody."""

    template_name = "exchange/connections.html"
    title = "Other systems"

    def load(self) -> HttpResponse | None:
        self.rows = connections_with_counts(viewer=self.request.viewer)
        if not wants_csv(self.request):
            return None
        heads = ["Name", "Connected on", "By", "Last used", "Sent", "Waiting", "Key until", "Ended on", "Ended by"]
        return csv_response(
            "other-systems",
            heads,
            [
                [
                    row.name,
                    clock.day(row.made_at),
                    row.made_by.name,
                    row.last_used_at or "",
                    row.sent,
                    row.waiting,
                    row.ends_on,
                    clock.day(row.ended_at) if row.ended_at else "",
                    row.ended_by.name if row.ended_by else "",
                ]
                for row in self.rows
            ],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        soon = [row for row in self.rows if row.ended_at is None and key_ends_soon(ends_on=row.ends_on, today=today)]
        return {
            **super().get_context_data(**kwargs),
            "listing": paginate(self.request, self.rows),
            "soon": soon,
            "today": today,
        }


class CreateConnection(FormPage):
    template_name = "exchange/connect.html"
    title = "Connect another system"
    form_class = ConnectionForm
    made: tuple[Any, str] | None = None

    def load(self) -> HttpResponse | None:
        check_can_connect(self.request.viewer)
        return None

    def get_initial(self) -> dict[str, Any]:
        return {"ends_on": key_ends_on(clock.today())}

    def form_valid(self, form: Form) -> HttpResponse:
        connection, _ = self.made = make_connection(viewer=self.request.viewer, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("exchange:show_key", kwargs={"connection_id": connection.pk}))

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Show the key in this response: to show it after a redirect, it would have to be stored."""
        response = super().post(request, **url_kwargs)
        if self.made is None:
            return response
        connection, key = self.made
        context = {"title": ShowKey.title_of.format(connection.name), "connection": connection, "key": key}
        return render(request, ShowKey.template_name, context)


class ConnectionPageMixin:
    """One connection of the administrator's own council."""

    def load(self, connection_id: int) -> HttpResponse | None:
        connection = connection_of(viewer=self.request.viewer, connection_id=connection_id)
        if connection is None:
            raise Http404
        self.connection = connection
        self.title = self.title_of.format(connection.name)
        return None


class ShowKey(ConnectionPageMixin, Page):
    """The page of the key, opened later: it says that the key was shown once."""

    template_name = "exchange/connection_key.html"
    title_of = "The key of {}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "connection": self.connection, "key": ""}


class EndConnection(ConnectionPageMixin, FormPage):
    template_name = "exchange/end_connection.html"
    title_of = "End the connection with {}?"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "connection": self.connection}

    def form_valid(self, form: Form) -> HttpResponse:
        end_connection(viewer=self.request.viewer, connection_id=self.connection.pk, at=clock.now())
        return SeeOther(reverse("exchange:connections"))
