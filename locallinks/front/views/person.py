"""One person: their page, timeline, and a copy of their record."""

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
from locallinks.front.queries.roles import may_see_timeline
from locallinks.front.queries.timeline import timeline
from locallinks.front.queries.whole_record import may_have_record, whole_record
from locallinks.front.rules import (
    ARRANGING,
    ASIDE,
    FIRST,
    PAGE_WORDS,
    PAGES,
    SUPPORT,
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
            "next": [(words, address) for words, address, aside in buttons if not aside],
            "more": [(words, address) for words, address, aside in buttons if aside],
            "around": [
                {"name": one.name, "role": one.relation, "closeness": one.closeness, "kind": one.kind}
                for one in page.relationships
            ],
            "support_tags": SUPPORT,
            "facts": _facts(page),
            "notes": safety_notes_to_show(page.person, page.roles),
            "may_reassign": bool(pathway and pathway.is_open and reassignable_role(self.request.viewer, pathway)),
            "may_record_death": bool(page.roles & roles_that(Capability.PLAN_WITH)) and page.death is None,
            "may_refer": bool(page.roles & roles_that(Capability.ANSWER_REQUESTS))
            and (pathway is None or not pathway.is_open),
            "may_change": bool(page.roles & roles_that(Capability.CHANGE_RECORD)),
            "is_own": page.person.pk in self.request.viewer.people,
            "also": _also(page),
        }

    def _events(self, pathway: Any) -> dict[PathwayEvent, str]:
        """What this viewer can start here. Arranging waits for whoever planned, and for nobody else."""
        events = events_for(self.request.viewer, pathway)
        theirs = not self.page.arrangers or self.page.arrangers & self.page.roles
        return {event: words for event, words in events.items() if theirs or event not in ARRANGING}


def _also(page: PersonPageData) -> list[tuple[str, str]]:
    """Other pages about the person, for those they are for."""
    found = []
    if page.pathway and page.reads_plan:
        found.append(("What changed", reverse("outcomes:home", kwargs={"pathway_id": page.pathway.pk})))
    if page.roles & (roles_that(Capability.ANSWER_REQUESTS) | {Role.PERSON}):
        found.append(("The neighbourhood team", reverse("teams:person", kwargs={"person_id": page.person.pk})))
    return found


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
        ("NHS number", person.spaced_nhs_number if page.around else ""),
    ]
    return [(words, value) for words, value in rows if value]


def _buttons(events: dict[PathwayEvent, str], pathway: Any) -> list[tuple[str, str, bool]]:
    """Words and address of what can be done now, one button a page, and whether it is an aside: first what this stage
    is for, then whatever else."""
    found: dict[str, tuple[str, bool]] = {}
    for event, words in events.items():
        if event in PAGES:
            address = url_of_event(event, pathway.pk)
            found.setdefault(address, (PAGE_WORDS.get(PAGES[event], words), event in ASIDE))
    first = url_of_event(FIRST[PathwayState(pathway.state)], pathway.pk) if pathway.state in FIRST else ""
    ordered = sorted(found.items(), key=lambda one: one[0] != first)
    return [(words, address, aside) for address, (words, aside) in ordered]


class Timeline(Page):
    template_name = "front/timeline.html"

    def load(self, person_id: int) -> HttpResponse | None:
        viewer = self.request.viewer
        with transaction.atomic():  # a refusal is not a look: nothing is written down for it
            self.person = open_person(viewer=viewer, person_id=person_id, page="the timeline", at=clock.now())
            if not may_see_timeline(viewer, self.person):
                raise NotAllowed("Only the person and the people planning with them can open this page.")
        self.title = f"What has happened for {self.person}"
        asked = self.request.GET.get("show", "")
        self.kind = asked if asked in ("way", "acts") else ""
        self.from_on, self.to_on = (day_asked(self.request.GET.get(name, "")) for name in ("from", "to"))
        rows = timeline(viewer=viewer, person=self.person, kind=self.kind, from_on=self.from_on, to_on=self.to_on)
        self.names = sorted({row.who for row in rows})
        asked_who = self.request.GET.get("who", "")
        self.who = asked_who if asked_who in self.names else ""
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


def day_asked(text: str) -> date | None:
    """A day from an address, like 2026-11-16, or None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


class Record(Page):
    """All that is written about somebody, to print or to take away: for them and their social worker."""

    template_name = "front/whole_record.html"

    def load(self, person_id: int) -> HttpResponse | None:
        viewer = self.request.viewer
        with transaction.atomic():  # a refusal is not a look
            self.person = open_person(viewer=viewer, person_id=person_id, page="the whole record", at=clock.now())
            self.record = whole_record(viewer=viewer, person=self.person)
        self.title = f"{self.person}'s whole record"
        if self.request.GET.get("format") != "json":
            return None
        answer = JsonResponse(
            {
                "person": self.person.full_name,
                "given_at": clock.now(),
                "record": {words: [dict(row) for row in rows] for words, rows in self.record},
            },
            json_dumps_params={"ensure_ascii": False, "indent": 1},
        )
        answer["Content-Disposition"] = 'attachment; filename="record.json"'
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "person": self.person, "record": self.record}
