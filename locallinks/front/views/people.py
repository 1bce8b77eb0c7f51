"""Pages that search for people, services and organisations."""

from typing import Any

from django.http import HttpResponse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.people.queries.records import ids_planned_with, may_see_people, search_people
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.ui.pages import Page
from locallinks.front.queries.search import search_everything

MAX_FOUND = 25


def search_words(request: Any) -> str:
    """Return the text to search for, at most 200 characters and without a NUL."""
    return str(request.GET.get("q", "")).replace("\x00", "").strip()[:200]


class People(Page):
    template_name = "front/people.html"
    title = "People"

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        if not may_see_people(viewer):
            raise NotAllowed("Your role does not open people's records.")
        self.words = search_words(self.request)
        people = search_people(viewer=viewer, words=self.words, limit=MAX_FOUND + 1) if self.words else []
        self.found, self.more = people[:MAX_FOUND], len(people) > MAX_FOUND
        record_list(viewer=viewer, page="a search for people", people=self.found, at=clock.now())
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "words": self.words,
            "found": self.found,
            "shows_birth_date": ids_planned_with(self.request.viewer, self.found),
            "more": self.more,
            "may_refer": self.request.viewer.may_somewhere(Capability.ANSWER_REQUESTS),
        }


class Search(Page):
    template_name = "front/search.html"
    title = "Find people and places"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words, viewer = search_words(self.request), self.request.viewer
        results = search_everything(viewer=viewer, words=words)
        record_list(viewer=viewer, page="a search for people and places", people=results.people, at=clock.now())
        return {**super().get_context_data(**kwargs), "words": words, "found": results}
