"""The Today page, the team's worklist, and a worker's caseload."""

from collections import Counter
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.accounts.queries import memberships_to_confirm
from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.cached_urls import cached_reverse
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.foundation.ui.pages import Page
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, wants_csv
from locallinks.front.queries.today import people_by_stage, people_who_gave_access, provider_work_counts, today_page
from locallinks.front.queries.worklist import allocation_label, days_work, people_i_work_with, workers_in_words
from locallinks.front.rules import (
    ARRANGEMENT_TAGS,
    COUNCILS_ONLY,
    TAGS,
    URGENCY,
    shortcuts_for,
)
from locallinks.front.views.links import url_of_task
from locallinks.personal.pathways.choices import Urgency


def shortcuts_of(viewer: Viewer) -> list[tuple[str, str]]:
    """Return text and URL of each shortcut of this viewer. A network's administrator has fewer than a council's."""
    shortcuts = shortcuts_for(viewer.roles)
    if viewer.role_held(Role.ADMINISTRATOR) and not viewer.councils_administered:
        others = shortcuts_for(viewer.roles - {Role.ADMINISTRATOR})
        shortcuts = [shortcut for shortcut in shortcuts if shortcut[1] not in COUNCILS_ONLY or shortcut in others]
    return [(words, cached_reverse(page)) for words, page in shortcuts]


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
        if alone and not viewer.roles_held:
            return HttpResponseRedirect(reverse("front:person", kwargs={"person_id": alone}))
        self.today = today_page(viewer=viewer, today=clock.today(), at=clock.now())
        self.work = self.today.work
        show = self.request.GET.get("show", "")
        self.urgent = show if show in URGENCY else ""
        self.mine = self.request.GET.get("whose", "") == "mine"
        self.shown = self.work
        if self.urgent:
            self.shown = self.shown.filter(lambda task: task.urgency == self.urgent)
        if self.mine:
            self.shown = self.shown.filter(lambda task: bool(allocation_label(viewer, task.pathway)))
        self.listing = page_or_whole_list(self.request, self.shown)
        self.gave_access = people_who_gave_access(viewer) if viewer.people else []
        named, about = (
            [w.pathway.person_id for w in self.listing],
            [concern.person_id for concern, _ in self.today.concerns],
        )
        record_list(viewer=viewer, page="what waits today", people=[*named, *self.gave_access], at=clock.now())
        record_list(viewer=viewer, page="concerns today", people=about, purpose=EntryPurpose.CONCERN, at=clock.now())
        if wants_csv(self.request):
            return csv_response(
                "today",
                ["Name", "What next", "Waiting since", "Due", "How urgent"],
                [(w.name, w.next_task, clock.day(w.since), w.due or "", URGENCY[w.urgency]) for w in self.listing],
            )
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewer = self.request.viewer
        if not viewer.signed_in:
            return super().get_context_data(**kwargs)
        listing = self.listing
        support_counts = provider_work_counts(viewer=viewer, on=clock.today())
        urgency_counts = Counter(task.urgency for task in self.work.rows)
        return {
            **super().get_context_data(**kwargs),
            "listing": listing,
            "worklist": [
                (w, url_of_task(viewer, w), TAGS[w.urgency], allocation_label(viewer, w.pathway)) for w in listing.items
            ],
            "mine": self.mine,
            "concerns": self.today.concerns,
            "concern_without_lead": self.today.concern_without_lead,
            "today": clock.today(),
            "shortcuts": shortcuts_of(viewer),
            "counts": {urgency: urgency_counts[Urgency(urgency)] for urgency in URGENCY},
            "urgency": URGENCY,
            "show": self.urgent,
            "requests": self.today.requests,
            "team_reviews": self.today.team_reviews,
            "by_hand": self.today.by_hand,
            "exchange": self.today.exchange,
            "roles_offered": self.today.roles_offered,
            "notes": self.today.password_notes,
            "to_confirm": [row for row in memberships_to_confirm(viewer=viewer, at=clock.now()) if row.may_confirm],
            "stages": [(stage.words, stage.people) for stage in people_by_stage(viewer=viewer)],
            "works": viewer.may_somewhere(Capability.SEE_TEAMS_WORK, Capability.ARRANGE_FOR_COUNCIL),
            "provides": viewer.may_somewhere(Capability.GIVE_SUPPORT),
            "given": {status: support_counts.get(status, 0) for status in ARRANGEMENT_TAGS},
            "gave_access": self.gave_access,
        }


class Work(Page):
    """The tasks of a day by urgency, for one worker or a team, as the URL says."""

    template_name = "front/team_worklist.html"
    title = "The team's work today"
    for_roles = roles_that(Capability.SEE_TEAMS_WORK)

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        if not viewer.may_somewhere(Capability.SEE_TEAMS_WORK):
            raise NotAllowed("This list is for the teams that plan with people.")
        chosen = {name: self.request.GET.get(name, "") for name in ("worker", "team", "show")}
        self.chosen = chosen
        worker, team = (whole_number(chosen[name]) for name in ("worker", "team"))
        self.day = days_work(viewer=viewer, today=clock.today(), worker=worker, team=team)
        rows = self.day.shown.filter(lambda task: chosen["show"] in ("", task.urgency))
        self.listing = page_or_whole_list(self.request, rows)
        named = [w.pathway.person_id for w in self.listing]
        record_list(viewer=viewer, page="the team's work", people=named, at=clock.now())
        if wants_csv(self.request):
            return csv_response(
                "work",
                ["Name", "What next", "Who works with them", "Waiting since", "Due", "How urgent"],
                [
                    (
                        w.name,
                        w.next_task,
                        self.day.with_them(w.pathway),
                        clock.day(w.since),
                        w.due or "",
                        URGENCY[w.urgency],
                    )
                    for w in self.listing
                ],
            )
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listing, viewer = self.listing, self.request.viewer
        return {
            **super().get_context_data(**kwargs),
            "listing": listing,
            "day": self.day,
            "chosen": self.chosen,
            "urgency": URGENCY,
            "rows": [
                (w, url_of_task(viewer, w), TAGS[w.urgency], self.day.with_them(w.pathway)) for w in listing.items
            ],
        }


def whole_number(text: str) -> int | None:
    """Return the number of a text with at most nine digits, or None."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


class Caseload(Page):
    """The people with whom the viewer works, and those of colleagues for whom they cover; for a manager, the team's."""

    template_name = "front/caseload.html"
    title = "People I'm working with"
    for_roles = roles_that(Capability.HAVE_CASELOAD, Capability.MANAGE_CASELOADS)

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        if not viewer.may_somewhere(Capability.HAVE_CASELOAD, Capability.MANAGE_CASELOADS):
            raise NotAllowed("Only social workers and support planners have people of their own to work with.")
        if not viewer.may_somewhere(Capability.HAVE_CASELOAD):
            self.title = "The team's people, and who works with each"
        rows = [
            (pathway, allocation_label(viewer, pathway) or workers_in_words(pathway))
            for pathway in people_i_work_with(viewer, clock.today())
        ]
        self.listing = page_or_whole_list(self.request, rows)
        named = [pathway.person_id for pathway, _ in self.listing]
        record_list(viewer=viewer, page="the people a worker works with", people=named, at=clock.now())
        if wants_csv(self.request):
            return csv_response(
                "people",
                ["Name", "Where they are on their way", "Since", "Whose"],
                [(w.person.full_name, w.state_words, clock.day(w.state_since), who) for w, who in self.listing],
            )
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "listing": self.listing}
