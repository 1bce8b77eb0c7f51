"""The page of one person, their timeline, and a copy of their record."""

from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from locallinks.foundation.people.choices import Channel
from locallinks.foundation.people.queries.records import open_person, safety_notes_to_show
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.foundation.ui.pages import Page
from locallinks.foundation.ui.pagination import csv_response, paginate, wants_csv
from locallinks.front.queries.person_page import PersonPage as PersonPageData
from locallinks.front.queries.person_page import person_page
from locallinks.front.queries.roles import SEE_PATHWAY, may_see_timeline, may_see_timelines
from locallinks.front.queries.timeline import timeline
from locallinks.front.queries.whole_record import may_have_record, whole_record
from locallinks.front.rules import (
    ARRANGEMENT_TAGS,
    ARRANGING,
    ASIDE,
    FIRST,
    PAGE_WORDS,
    PAGES,
)
from locallinks.front.views.links import url_of_event
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.queries import events_for, reassignable_role


class PersonPage(Page):
    template_name = "front/person.html"

    def load(self, person_id: int) -> None:
        viewer = self.request.viewer
        person = open_person(
            viewer=viewer, person_id=person_id, page="the person's page", at=clock.now(), with_notes=True
        )
        self.page = person_page(viewer=viewer, person=person, on=clock.today())
        self.title = person.preferred_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, pathway = self.page, self.page.pathway
        buttons = _buttons(self._events(pathway), pathway) if pathway else []
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "person": page.person,
            "pathway": pathway,
            "next_steps": [(words, url) for words, url, aside in buttons if not aside],
            "side_links": [(words, url) for words, url, aside in buttons if aside],
            "relationships": [
                {"name": row.name, "role": row.relation, "closeness": row.closeness, "kind": row.kind}
                for row in page.relationships
            ],
            "support_tags": ARRANGEMENT_TAGS,
            "facts": _facts(page),
            "notes": safety_notes_to_show(page.person, page.roles),
            "may_reassign": bool(pathway and pathway.is_open and reassignable_role(self.request.viewer, pathway)),
            "may_record_death": bool(page.roles & roles_that(Capability.PLAN_WITH)) and page.death is None,
            "may_refer": bool(page.roles & roles_that(Capability.ANSWER_REQUESTS))
            and (pathway is None or not pathway.is_open),
            "may_read_record": bool(page.roles & roles_that(Capability.READ_RECORD)),
            "may_change": bool(page.roles & roles_that(Capability.CHANGE_RECORD)),
            "is_own": page.person.pk in self.request.viewer.people,
            "other_pages": _other_pages(page),
        }

    def _events(self, pathway: Any) -> dict[PathwayEvent, str]:
        """Return the events that this viewer can start. Only the role that planned arranges the plan."""
        events = events_for(self.request.viewer, pathway)
        may_arrange = not self.page.arranger_roles or self.page.arranger_roles & self.page.roles
        return {event: words for event, words in events.items() if may_arrange or event not in ARRANGING}


def _other_pages(page: PersonPageData) -> list[tuple[str, str]]:
    """Return text and URL of the other pages about the person that this viewer may open."""
    pages = []
    if page.pathway and page.reads_plan:
        pages.append(("What changed", reverse("outcomes:outcomes", kwargs={"pathway_id": page.pathway.pk})))
    if page.roles & (roles_that(Capability.ANSWER_REQUESTS) | {Role.PERSON}):
        pages.append(("The neighbourhood team", reverse("teams:person_and_team", kwargs={"person_id": page.person.pk})))
    return pages


def _facts(page: PersonPageData) -> list[tuple[str, str]]:
    """How to reach somebody, and what helps. Empty facts are left out; a helper is not told more than it takes."""
    person = page.person
    rows = [
        ("Full name", person.full_name),
        ("Not safe", ". ".join(channel.warning for channel in Channel if channel in person.unsafe_channels)),
        ("Phone", "" if Channel.PHONE in person.unsafe_channels else person.phone),
        ("Best way", person.get_contact_by_display()),
        ("Safe to get in touch", person.safe_contact),
        ("Address", f"{person.address} {person.postcode}".strip()),
        ("Reads", person.get_reading_format_display()),
        ("Language", person.language),
        ("What helps", person.communication_needs),
        ("NHS number", person.spaced_nhs_number if page.sees_pathway else ""),
    ]
    return [(words, value) for words, value in rows if value]


def _buttons(events: dict[PathwayEvent, str], pathway: Any) -> list[tuple[str, str, bool]]:
    """Return text and URL of each page on which something can be done now, and whether it belongs at the side.

    The page for the first event of the stage comes first.
    """
    buttons: dict[str, tuple[str, bool]] = {}
    for event, words in events.items():
        if event in PAGES:
            url = url_of_event(event, pathway.pk)
            buttons.setdefault(url, (PAGE_WORDS.get(PAGES[event], words), event in ASIDE))
    first_url = url_of_event(FIRST[PathwayState(pathway.state)], pathway.pk) if pathway.state in FIRST else ""
    first_to_last = sorted(buttons.items(), key=lambda button: button[0] != first_url)
    return [(words, url, aside) for url, (words, aside) in first_to_last]


class Timeline(Page):
    template_name = "front/timeline.html"
    for_roles = SEE_PATHWAY

    def load(self, person_id: int) -> HttpResponse | None:
        viewer = self.request.viewer
        refusal = NotAllowed("Only the person and the people planning with them can open this page.")
        if not may_see_timelines(viewer):
            raise refusal
        with transaction.atomic():  # rolls the audit entry back where the viewer is refused
            self.person = open_person(viewer=viewer, person_id=person_id, page="the timeline", at=clock.now())
            if not may_see_timeline(viewer, self.person):
                raise refusal
        self.title = f"What has happened for {self.person}"
        show = self.request.GET.get("show", "")
        self.kind = show if show in ("way", "acts") else ""
        self.from_on, self.to_on = (parse_iso_date(self.request.GET.get(name, "")) for name in ("from", "to"))
        rows = timeline(viewer=viewer, person=self.person, kind=self.kind, from_on=self.from_on, to_on=self.to_on)
        self.names = sorted({row.who for row in rows})
        who = self.request.GET.get("who", "")
        self.who = who if who in self.names else ""
        self.rows = [row for row in rows if self.who in ("", row.who)]
        if wants_csv(self.request):
            return csv_response(
                "timeline",
                ["When", "Who", "What", "Why"],
                [(clock.local(row.at), row.who, row.what, row.reason) for row in self.rows],
            )
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "person": self.person,
            "listing": paginate(self.request, self.rows),
            "show": self.kind,
            "names": self.names,
            "who": self.who,
            "from_on": self.from_on,
            "to_on": self.to_on,
            "may_have_record": may_have_record(self.request.viewer, self.person),
        }


def parse_iso_date(text: str) -> date | None:
    """Return the date of a text such as 2026-11-16, or None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


class Record(Page):
    """Everything that is recorded about a person, to print or download: for them and their social worker."""

    template_name = "front/whole_record.html"

    def load(self, person_id: int) -> HttpResponse | None:
        viewer = self.request.viewer
        with transaction.atomic():  # rolls the audit entry back where the viewer is refused
            self.person = open_person(viewer=viewer, person_id=person_id, page="the whole record", at=clock.now())
            self.record = whole_record(viewer=viewer, person=self.person)
        self.title = f"{self.person}'s whole record"
        if self.request.GET.get("format") != "json":
            return None
        response = JsonResponse(
            {
                "person": self.person.full_name,
                "given_at": clock.now(),
                "record": {words: [dict(row) for row in rows] for words, rows in self.record},
            },
            json_dumps_params={"ensure_ascii": False, "indent": 1},
        )
        response["Content-Disposition"] = 'attachment; filename="record.json"'
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "person": self.person, "record": self.record}
