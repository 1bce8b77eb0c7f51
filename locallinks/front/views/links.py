"""The URLs of the page of an event, and of a task."""

from typing import Any

from locallinks.foundation.shared.cached_urls import cached_reverse
from locallinks.foundation.shared.viewer import Viewer
from locallinks.front.rules import (
    FIRST,
    PAGES,
)
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.queries import events_for


def url_of_event(event: PathwayEvent, pathway_id: int) -> str:
    return cached_reverse(PAGES[event], pathway_id=pathway_id)


def url_of_task(viewer: Viewer, work: Any) -> str:
    """The page where a task on a pathway is done; for those who only watch over it, the person's page."""
    pathway = work.pathway
    if work.url_name:
        return cached_reverse(work.url_name, pathway_id=pathway.pk)
    event = FIRST[PathwayState(pathway.state)]
    pages = {PAGES.get(event) for event in events_for(viewer, pathway)}
    if PAGES[event] in pages:
        return url_of_event(event, pathway.pk)
    return cached_reverse("front:person", person_id=pathway.person_id)
