"""The smallest page about a person: signed in, `acting_as`, the audited read, the base layout and one query."""

from typing import Any

from django.urls import include, path

from locallinks.foundation.people.queries.records import open_person
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.pages import Page


class Floor(Page):
    template_name = "bench/floor.html"
    title = "The floor"

    def load(self, person_id: int) -> None:
        self.person = open_person(viewer=self.request.viewer, person_id=person_id, page="the floor", at=clock.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, object]:
        return {**super().get_context_data(**kwargs), "person": self.person}


urlpatterns = [path("bench/floor/<int:person_id>/", Floor.as_view()), path("", include("locallinks.config.urls"))]
