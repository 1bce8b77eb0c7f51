"""Today, people, one person, the timeline, the search box, and the public pages about the service."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.people.queries import may_see_people, open_person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.ui.lists import csv_response, paginate, wants_csv
from locallinks.foundation.ui.pages import Page
from locallinks.front import queries
from locallinks.front.rules import ASIDE, FIRST, PAGES, REFERRERS, SHORTCUTS, TAGS, URGENCY
from locallinks.personal.pathways.queries import events_for


def page_of(event: str, pathway_id: int) -> str:
    return reverse(PAGES[event], kwargs={"pathway_id": pathway_id})


class Today(Page):
    template_name = "front/today.html"
    title = "Today"
    public = True

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        if not viewer.signed_in:
            self.template_name, self.title = "front/welcome.html", "Support that is personal, local and together"
            return None
        if viewer.own_person_id and not viewer.hats:
            return HttpResponseRedirect(reverse("front:person", kwargs={"person_id": viewer.own_person_id}))
        self.work = queries.work_for(viewer=viewer, today=clock.today())
        if wants_csv(self.request):
            return csv_response(
                "today", ["Name", "What next", "Waiting since", "Due", "How urgent"],
                [(w.name, w.next, clock.local(w.since).date(), w.due or "", URGENCY[w.urgency]) for w in self.work],
            )  # fmt: skip
        return None

    def context(self) -> dict[str, Any]:
        viewer = self.request.viewer
        if not viewer.signed_in:
            return {}
        urgent = self.request.GET.get("show", "")
        shown = [w for w in self.work if not urgent or w.urgency == urgent]
        listing = paginate(self.request, shown)
        return {
            "listing": listing,
            "worklist": [(w, page_of(FIRST[w.pathway.state], w.pathway.pk), TAGS[w.urgency]) for w in listing.items],
            "shortcuts": [(words, reverse(name)) for words, name, roles in SHORTCUTS if viewer.roles & roles],
            "counts": {key: sum(w.urgency == key for w in self.work) for key in URGENCY},
            "urgency": URGENCY,
            "show": urgent,
            "by_hand": queries.by_hand(viewer=viewer, at=clock.now()),
            "stages": [(stage.words, stage.people) for stage in queries.stages(viewer=viewer)],
            "works": bool(viewer.roles & queries.SEE_ALL),
        }


class People(Page):
    template_name = "front/people.html"
    title = "People"

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        if not may_see_people(viewer):
            raise NotAllowed("Your role does not open people's records.")
        self.words = self.request.GET.get("q", "").strip()
        self.found = queries.search_people(viewer=viewer, words=self.words) if self.words else []
        return None

    def context(self) -> dict[str, Any]:
        return {
            "words": self.words,
            "found": self.found,
            "may_refer": self.request.viewer.has_role("social_worker", "handover_champion"),
        }


class PersonPage(Page):
    template_name = "front/person.html"

    def load(self, person_id: int) -> None:
        viewer = self.request.viewer
        person = open_person(viewer=viewer, person_id=person_id, page="the person's page", at=clock.now())
        self.page = queries.person_page(viewer=viewer, person=person, on=clock.today())
        self.title = person.preferred_name

    def context(self) -> dict[str, Any]:
        viewer, pathway = self.request.viewer, self.page.pathway
        events = events_for(viewer, pathway) if pathway else {}
        return {
            "page": self.page,
            "person": self.page.person,
            "pathway": pathway,
            "next": _buttons(events, pathway.pk, pathway.state, main=True) if pathway else [],
            "more": _buttons(events, pathway.pk, pathway.state, main=False) if pathway else [],
            "around": [
                {
                    "name": one.name,
                    "role": one.relation,
                    "closeness": one.closeness,
                    "kind": "family" if one.is_carer else "friend",
                }
                for one in self.page.relationships
            ],
            "arrangement_rows": [(one.what, one.provider_name, one.starts_on) for one in self.page.arrangements],
            "facts": _facts(self.page.person),
            "may_record_death": viewer.has_role("social_worker", "support_planner") and not self.page.died,
            "may_refer": viewer.has_role(*REFERRERS) and (pathway is None or not pathway.is_open),
        }


def _facts(person: Any) -> list[tuple[str, str]]:
    """How to reach somebody, and what helps. Empty facts are left out."""
    rows = [
        ("Full name", person.full_name),
        ("Phone", person.phone),
        ("Best way", person.get_contact_by_display()),
        ("Safe to get in touch", person.safe_contact),
        ("Address", f"{person.address} {person.postcode}".strip()),
        ("Reads", person.get_reading_format_display()),
        ("Language", person.language),
        ("What helps", person.communication_needs),
        ("NHS number", person.spaced_nhs_number),
    ]
    return [(words, value) for words, value in rows if value]


def _buttons(events: dict[str, str], pathway_id: int, state: str, *, main: bool) -> list[tuple[str, str]]:
    """Words and address of what can be done now, one button a page: what this stage is for, or whatever else."""
    found: dict[str, str] = {}
    for event, words in events.items():
        if event in PAGES and (event in ASIDE) != main:
            found.setdefault(page_of(event, pathway_id), words)
    first = page_of(FIRST[state], pathway_id) if state in FIRST else ""
    return [(words, address) for address, words in sorted(found.items(), key=lambda one: one[0] != first)]


class Timeline(Page):
    template_name = "front/timeline.html"

    def load(self, person_id: int) -> HttpResponse | None:
        viewer = self.request.viewer
        self.person = open_person(viewer=viewer, person_id=person_id, page="the timeline", at=clock.now())
        if not viewer.has_role(*queries.PLANNERS) and person_id not in viewer.people:
            raise NotAllowed(f"Only {self.person} and the people planning with them can open this page.")
        self.title = f"What has happened for {self.person}"
        self.kind = self.request.GET.get("show", "")
        self.rows = queries.timeline(person=self.person, kind=self.kind)
        if wants_csv(self.request):
            return csv_response(
                "timeline", ["When", "Who", "What", "Why"],
                [(clock.local(row.at), row.who, row.what, row.reason) for row in self.rows],
            )  # fmt: skip
        return None

    def context(self) -> dict[str, Any]:
        return {"person": self.person, "listing": paginate(self.request, self.rows), "show": self.kind}


class Search(Page):
    template_name = "front/search.html"
    title = "Find people and places"

    def context(self) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()[:200]
        return {"words": words, "found": queries.find_anything(viewer=self.request.viewer, words=words)}


class Words(Page):
    """A public page of words: about, privacy, accessibility, help."""

    public = True
