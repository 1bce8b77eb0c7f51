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
    """Where the work waiting on somebody's way is done; for those who only watch over it, the person's page."""
    way = work.way
    if work.page:
        return cached_reverse(work.page, pathway_id=way.pk)
    event = FIRST[PathwayState(way.state)]
    theirs = {PAGES.get(one) for one in events_for(viewer, way)}
    if PAGES[event] in theirs:
        return url_of_event(event, way.pk)
    return cached_reverse("front:person", person_id=way.person_id)
