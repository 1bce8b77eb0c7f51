"""Telling a story of the demonstration while writing down, act by act, who did it and where the person then stood."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from locallinks.demo.city import City
from locallinks.demo.story import Act, Story
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import steps_of

STORY_START = datetime(2026, 6, 1, 10, 30, tzinfo=ZoneInfo("Europe/London"))  # a Monday


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that is undone at the end, in which `acting_as` may open its own, as pytest-django does it."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


class PowerCut(Exception):
    """What happens in the middle of an act when somebody pulls the plug."""


@dataclass
class RecordedStory(Story):
    """`seen` grows by (what was done, who did it, the state afterwards). `cut` is the act the power goes in."""

    seen: list[tuple[str, str, str]] = field(default_factory=list)
    cut: str = ""

    def do(self, what: str, who: str, day: int, act: Act) -> None:
        super().do(what, who, day, self._until_the_cut(act) if what == self.cut else act)
        with acting_as(self.city.viewer("social.worker")):
            state = Pathway.objects.filter(person__full_name=self.name).values_list("state", flat=True).first()
        self.seen.append((what, self.city.user(who).name, state or ""))

    def _until_the_cut(self, act: Act) -> Act:
        def half(viewer: Any, at: datetime) -> None:
            act(viewer, at)
            raise PowerCut(self.cut)

        return half

    def after(self, days: int) -> datetime:
        return self.begun_at + timedelta(days=days)


def new_recorded_story(city: City, story: Any, cut: str = "") -> RecordedStory:
    return RecordedStory(city, story.NAME, STORY_START, lambda words: None, cut=cut)


def tell_story(city: City, story: Any) -> RecordedStory:
    told = new_recorded_story(city, story)
    story.tell(told)
    return told


def steps(told: RecordedStory) -> list[tuple[str, str, str]]:
    """The pathway's own steps: event, who, and the state it led to."""
    with acting_as(told.city.viewer("social.worker")):
        return [(step.event, step.actor_name, step.to_state) for step in steps_of(told.pathway)]


def query_as(told: RecordedStory, who: str, look: Callable[..., Any], **given: Any) -> Any:
    """What a query gives somebody about this person's way through."""
    with acting_as(told.city.viewer(who)) as viewer:
        if "viewer" in given:
            given["viewer"] = viewer
        return look(pathway=told.pathway, **given)


def row_counts(city: City) -> dict[str, int]:
    """Rows in every table, through the eyes of the council and of the network: nobody sees more than these together."""
    counted: dict[str, int] = {}
    for who in ("social.worker", "finance", "support.planner"):
        with acting_as(city.viewer(who)), connection.cursor() as cursor:
            for table in sorted(connection.introspection.table_names(cursor)):
                cursor.execute(f"select count(*) from {connection.ops.quote_name(table)}")
                counted[f"{who}: {table}"] = cursor.fetchone()[0]
    return counted
