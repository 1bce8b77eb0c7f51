"""Today, people, one person, the timeline, the search box, and the public pages about the service."""

from collections import Counter
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from locallinks.foundation.audit.actions import CONCERN, record_list
from locallinks.foundation.people.queries import NEVER, may_see_people, notes_to_show, open_person, planned_with
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.addresses import address
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.foundation.shared.scope import Viewer
from locallinks.foundation.ui.lists import csv_response, page_or_all, paginate, wants_csv
from locallinks.foundation.ui.pages import Page
from locallinks.front import queries
from locallinks.front.rules import (
    ARRANGING,
    ASIDE,
    COUNCILS_ONLY,
    FIRST,
    PAGE_WORDS,
    PAGES,
    SUPPORT,
    TAGS,
    URGENCY,
    shortcuts_for,
)
from locallinks.personal.pathways.queries import events_for, role_to_reassign

MOST_FOUND = 25


def page_of(event: str, pathway_id: int) -> str:
    return address(PAGES[event], pathway_id=pathway_id)


def page_of_work(viewer: Viewer, work: Any) -> str:
    """Where the work waiting on somebody's way is done; for those who only watch over it, the person's page."""
    way = work.way
    if work.page:
        return address(work.page, pathway_id=way.pk)
    event = FIRST[way.state]
    theirs = {PAGES.get(one) for one in events_for(viewer, way)}
    if PAGES[event] in theirs:
        return page_of(event, way.pk)
    return address("front:person", person_id=way.person_id)


def typed(request: Any) -> str:
    """What is looked for, without what no name or word holds."""
    return str(request.GET.get("q", "")).replace("\x00", "").strip()[:200]


def shortcuts_of(viewer: Viewer) -> list[tuple[str, str]]:
    """Words and address of each of this viewer's short cuts. A network's administrator has fewer than a council's."""
    all_of_them = shortcuts_for(viewer.roles)
    if viewer.hat(Role.ADMINISTRATOR) and not viewer.councils_administered:
        others = shortcuts_for(viewer.roles - {Role.ADMINISTRATOR})
        all_of_them = [one for one in all_of_them if one[1] not in COUNCILS_ONLY or one in others]
    return [(words, address(page)) for words, page in all_of_them]


class Today(Page):
    template_name = "front/today.html"
    title = "Today"
    public = True

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        if not viewer.signed_in:
            self.template_name, self.title = "front/welcome.html", "Support that is personal, local and together"
            return None
        alone = viewer.own_person_id or (viewer.people[0] if len(viewer.people) == 1 else None)
        if alone and not viewer.hats:
            return HttpResponseRedirect(reverse("front:person", kwargs={"person_id": alone}))
        self.today = queries.todays(viewer=viewer, today=clock.today(), at=clock.now())
        self.work = self.today.work
        asked = self.request.GET.get("show", "")
        self.urgent = asked if asked in URGENCY else ""
        self.mine = self.request.GET.get("whose", "") == "mine"
        self.shown = self.work
        if self.urgent:
            self.shown = self.shown.where(lambda one: one.urgency == self.urgent)
        if self.mine:
            self.shown = self.shown.where(lambda one: bool(queries.whose(viewer, one.way)))
        self.listing = page_or_all(self.request, self.shown)
        self.lets_in = queries.people_who_let_in(viewer) if viewer.people else []
        named, told = [w.way.person_id for w in self.listing], [one.person_id for one, _ in self.today.concerns]
        record_list(viewer=viewer, page="what waits today", people=[*named, *self.lets_in], at=clock.now())
        record_list(viewer=viewer, page="concerns today", people=told, purpose=CONCERN, at=clock.now())
        if wants_csv(self.request):
            return csv_response(
                "today", ["Name", "What next", "Waiting since", "Due", "How urgent"],
                [(w.name, w.next, clock.day(w.since), w.due or "", URGENCY[w.urgency]) for w in self.listing],
            )  # fmt: skip
        return None

    def context(self) -> dict[str, Any]:
        viewer = self.request.viewer
        if not viewer.signed_in:
            return {}
        listing = self.listing
        given = queries.given_by(viewer=viewer, on=clock.today())
        counted = Counter(task.urgency for task in self.work.rows)
        return {
            "listing": listing,
            "worklist": [
                (w, page_of_work(viewer, w), TAGS[w.urgency], queries.whose(viewer, w.way)) for w in listing.items
            ],
            "mine": self.mine,
            "concerns": self.today.concerns,
            "concern_without_lead": self.today.concern_without_lead,
            "today": clock.today(),
            "shortcuts": shortcuts_of(viewer),
            "counts": {key: counted[key] for key in URGENCY},
            "urgency": URGENCY,
            "show": self.urgent,
            "requests": self.today.requests,
            "team_looks": self.today.team_looks,
            "by_hand": self.today.by_hand,
            "exchange": self.today.exchange,
            "roles_asked": self.today.roles_asked,
            "notes": self.today.password_notes,
            "to_confirm": [one for one in queries.to_confirm(viewer=viewer, at=clock.now()) if one.theirs],
            "stages": [(stage.words, stage.people) for stage in queries.stages(viewer=viewer)],
            "works": viewer.may_somewhere(Capability.SEE_TEAMS_WORK, Capability.ARRANGE_FOR_COUNCIL),
            "provides": viewer.may_somewhere(Capability.GIVE_SUPPORT),
            "given": {status: given.get(status, 0) for status in SUPPORT},
            "lets_in": self.lets_in,
        }


class Work(Page):
    """A day's work by urgency, for one worker or a team: the address holds the choice."""

    template_name = "front/work.html"
    title = "The team's work today"
    for_roles = roles_that(Capability.SEE_TEAMS_WORK)

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        if not viewer.may_somewhere(Capability.SEE_TEAMS_WORK):
            raise NotAllowed("This list is for the teams that plan with people.")
        chosen = {name: self.request.GET.get(name, "") for name in ("worker", "team", "show")}
        self.chosen = chosen
        worker, team = (whole_number(chosen[name]) for name in ("worker", "team"))
        self.day = queries.days_work(viewer=viewer, today=clock.today(), worker=worker, team=team)
        rows = self.day.shown.where(lambda one: chosen["show"] in ("", one.urgency))
        self.listing = page_or_all(self.request, rows)
        named = [w.way.person_id for w in self.listing]
        record_list(viewer=viewer, page="the team's work", people=named, at=clock.now())
        if wants_csv(self.request):
            return csv_response(
                "work", ["Name", "What next", "Who works with them", "Waiting since", "Due", "How urgent"],
                [
                    (w.name, w.next, self.day.with_them(w.way), clock.day(w.since),
                     w.due or "", URGENCY[w.urgency])
                    for w in self.listing
                ],
            )  # fmt: skip
        return None

    def context(self) -> dict[str, Any]:
        listing, viewer = self.listing, self.request.viewer
        return {
            "listing": listing, "day": self.day, "chosen": self.chosen, "urgency": URGENCY,
            "rows": [
                (w, page_of_work(viewer, w), TAGS[w.urgency], self.day.with_them(w.way)) for w in listing.items
            ],
        }  # fmt: skip


def whole_number(text: str) -> int | None:
    """A number of the size that a key can have, or None."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


class Caseload(Page):
    """People I'm working with, and those of colleagues I cover for."""

    template_name = "front/caseload.html"
    title = "People I'm working with"
    for_roles = roles_that(Capability.HAVE_CASELOAD, Capability.MANAGE_CASELOADS)

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        if not viewer.may_somewhere(Capability.HAVE_CASELOAD, Capability.MANAGE_CASELOADS):
            raise NotAllowed("Only social workers and support planners have people of their own to work with.")
        rows = [(way, queries.whose(viewer, way)) for way in queries.people_i_work_with(viewer, clock.today())]
        self.listing = page_or_all(self.request, rows)
        named = [way.person_id for way, _ in self.listing]
        record_list(viewer=viewer, page="the people a worker works with", people=named, at=clock.now())
        if wants_csv(self.request):
            return csv_response(
                "people", ["Name", "Where they are on their way", "Since", "Whose"],
                [(w.person.full_name, w.state_words, clock.day(w.state_since), who) for w, who in self.listing],
            )  # fmt: skip
        return None

    def context(self) -> dict[str, Any]:
        return {"listing": self.listing}


class People(Page):
    template_name = "front/people.html"
    title = "People"

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        if not may_see_people(viewer):
            raise NotAllowed("Your role does not open people's records.")
        self.words = typed(self.request)
        found = queries.search_people(viewer=viewer, words=self.words, limit=MOST_FOUND + 1) if self.words else []
        self.found, self.more = found[:MOST_FOUND], len(found) > MOST_FOUND
        record_list(viewer=viewer, page="a search for people", people=self.found, at=clock.now())
        return None

    def context(self) -> dict[str, Any]:
        return {
            "words": self.words,
            "found": self.found,
            "born": planned_with(self.request.viewer, self.found),
            "more": self.more,
            "may_refer": self.request.viewer.may_somewhere(Capability.ANSWER_REQUESTS),
        }


class PersonPage(Page):
    template_name = "front/person.html"

    def load(self, person_id: int) -> None:
        viewer = self.request.viewer
        person = open_person(
            viewer=viewer, person_id=person_id, page="the person's page", at=clock.now(), with_notes=True
        )
        self.page = queries.person_page(viewer=viewer, person=person, on=clock.today())
        self.title = person.preferred_name

    def context(self) -> dict[str, Any]:
        page, pathway = self.page, self.page.pathway
        buttons = _buttons(self._events(pathway), pathway) if pathway else []
        return {
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
            "notes": notes_to_show(page.person, page.roles),
            "may_reassign": bool(pathway and pathway.is_open and role_to_reassign(self.request.viewer, pathway)),
            "may_record_death": bool(page.roles & roles_that(Capability.PLAN_WITH)) and page.death is None,
            "may_refer": bool(page.roles & roles_that(Capability.ANSWER_REQUESTS))
            and (pathway is None or not pathway.is_open),
            "may_change": bool(page.roles & roles_that(Capability.CHANGE_RECORD)),
            "is_own": page.person.pk in self.request.viewer.people,
            "also": _also(page),
        }

    def _events(self, pathway: Any) -> dict[str, str]:
        """What this viewer can start here. Arranging waits for whoever planned, and for nobody else."""
        events = events_for(self.request.viewer, pathway)
        theirs = not self.page.arrangers or self.page.arrangers & self.page.roles
        return {event: words for event, words in events.items() if theirs or event not in ARRANGING}


def _also(page: queries.PersonPage) -> list[tuple[str, str]]:
    """Other pages about the person, for those they are for."""
    found = []
    if page.pathway and page.reads_plan:
        found.append(("What changed", reverse("outcomes:home", kwargs={"pathway_id": page.pathway.pk})))
    if page.roles & (roles_that(Capability.ANSWER_REQUESTS) | {Role.PERSON}):
        found.append(("The neighbourhood team", reverse("referrals:team_person", kwargs={"person_id": page.person.pk})))
    return found


def _facts(page: queries.PersonPage) -> list[tuple[str, str]]:
    """How to reach somebody, and what helps. Empty facts are left out; a helper is not told more than it takes."""
    person = page.person
    rows = [
        ("Full name", person.full_name),
        ("Not safe", ". ".join(words for way, words in NEVER.items() if way in person.never_by)),
        ("Phone", "" if "phone" in person.never_by else person.phone),
        ("Best way", person.get_contact_by_display()),
        ("Safe to get in touch", person.safe_contact),
        ("Address", f"{person.address} {person.postcode}".strip()),
        ("Reads", person.get_reading_format_display()),
        ("Language", person.language),
        ("What helps", person.communication_needs),
        ("NHS number", person.spaced_nhs_number if page.around else ""),
    ]
    return [(words, value) for words, value in rows if value]


def _buttons(events: dict[str, str], pathway: Any) -> list[tuple[str, str, bool]]:
    """Words and address of what can be done now, one button a page, and whether it is an aside: first what this stage
    is for, then whatever else."""
    found: dict[str, tuple[str, bool]] = {}
    for event, words in events.items():
        if event in PAGES:
            address = page_of(event, pathway.pk)
            found.setdefault(address, (PAGE_WORDS.get(PAGES[event], words), event in ASIDE))
    first = page_of(FIRST[pathway.state], pathway.pk) if pathway.state in FIRST else ""
    ordered = sorted(found.items(), key=lambda one: one[0] != first)
    return [(words, address, aside) for address, (words, aside) in ordered]


class Timeline(Page):
    template_name = "front/timeline.html"

    def load(self, person_id: int) -> HttpResponse | None:
        viewer = self.request.viewer
        with transaction.atomic():  # a refusal is not a look: nothing is written down for it
            self.person = open_person(viewer=viewer, person_id=person_id, page="the timeline", at=clock.now())
            if not queries.may_see_timeline(viewer, self.person):
                raise NotAllowed("Only the person and the people planning with them can open this page.")
        self.title = f"What has happened for {self.person}"
        asked = self.request.GET.get("show", "")
        self.kind = asked if asked in ("way", "acts") else ""
        self.from_on, self.to_on = (day_asked(self.request.GET.get(name, "")) for name in ("from", "to"))
        rows = queries.timeline(
            viewer=viewer, person=self.person, kind=self.kind, from_on=self.from_on, to_on=self.to_on
        )
        self.names = sorted({row.who for row in rows})
        asked_who = self.request.GET.get("who", "")
        self.who = asked_who if asked_who in self.names else ""
        self.rows = [row for row in rows if self.who in ("", row.who)]
        if wants_csv(self.request):
            return csv_response(
                "timeline", ["When", "Who", "What", "Why"],
                [(clock.local(row.at), row.who, row.what, row.reason) for row in self.rows],
            )  # fmt: skip
        return None

    def context(self) -> dict[str, Any]:
        return {
            "person": self.person, "listing": paginate(self.request, self.rows), "show": self.kind, "names": self.names,
            "who": self.who, "from_on": self.from_on, "to_on": self.to_on,
            "may_have_record": queries.may_have_record(self.request.viewer, self.person),
        }  # fmt: skip


def day_asked(text: str) -> date | None:
    """A day from an address, like 2026-11-16, or None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


class Record(Page):
    """All that is written about somebody, to print or to take away: for them and their social worker."""

    template_name = "front/record.html"

    def load(self, person_id: int) -> HttpResponse | None:
        viewer = self.request.viewer
        with transaction.atomic():  # a refusal is not a look
            self.person = open_person(viewer=viewer, person_id=person_id, page="the whole record", at=clock.now())
            self.record = queries.whole_record(viewer=viewer, person=self.person)
        self.title = f"{self.person}'s whole record"
        if self.request.GET.get("format") != "json":
            return None
        answer = JsonResponse(
            {"person": self.person.full_name, "given_at": clock.now(), "record": {
                words: [dict(row) for row in rows] for words, rows in self.record
            }}, json_dumps_params={"ensure_ascii": False, "indent": 1},
        )  # fmt: skip
        answer["Content-Disposition"] = 'attachment; filename="record.json"'
        return answer

    def context(self) -> dict[str, Any]:
        return {"person": self.person, "record": self.record}


class Search(Page):
    template_name = "front/search.html"
    title = "Find people and places"

    def context(self) -> dict[str, Any]:
        words, viewer = typed(self.request), self.request.viewer
        found = queries.find_anything(viewer=viewer, words=words)
        record_list(viewer=viewer, page="a search for people and places", people=found.people, at=clock.now())
        return {"words": words, "found": found}


class Words(Page):
    """A public page of words: about, privacy, accessibility, help."""

    public = True
