"""Telling the stories again, and after a power cut: nothing is there twice."""

from types import ModuleType
from typing import Any

import pytest

from locallinks.demo.city import City
from locallinks.demo.stories import elaine, mary
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.queries.arrangements import arrangements_of
from locallinks.personal.plans.actions import decision
from locallinks.personal.plans.queries.plan_view import approved_plan, lines_of
from tests.journeys import recorded_story
from tests.journeys.test_stories import MARYS_WAY, tell

LINES = {mary: 2, elaine: 3}
CUTS = [
    (mary, "wrote down the call from Bilal Hussain"),
    (mary, "talked it through at home"),
    (mary, "wrote down the yes"),
    (mary, "wrote the plan together with them"),
    (mary, "agreed the plan"),
    (elaine, "finished the review: the plan will change"),
    (elaine, "wrote the second plan together with them"),
    (elaine, "agreed the second plan"),
    (elaine, "saw that the second plan had begun"),
]


@pytest.mark.parametrize("story", [mary, elaine], ids=["mary", "elaine"])
def test_telling_it_twice_changes_nothing(aireborough: City, story: ModuleType) -> None:
    """GIVEN a told story, WHEN it is told again, THEN no row is added anywhere, nor a line in the audit."""
    told = recorded_story.tell_story(aireborough, story)
    before = recorded_story.row_counts(aireborough)
    story.tell(told)
    assert recorded_story.row_counts(aireborough) == before
    assert before["social.worker: audit_entry"] > len(recorded_story.steps(told))


@pytest.mark.parametrize(("story", "cut"), CUTS)
def test_a_story_cut_short_goes_on_where_it_stopped(aireborough: City, story: ModuleType, cut: str) -> None:
    """GIVEN a power cut at the end of an act, WHEN the demonstration starts again, THEN that act is done once."""
    interrupted = recorded_story.new_recorded_story(aireborough, story, cut)
    with pytest.raises(recorded_story.PowerCut):
        story.tell(interrupted)
    assert cut not in [mark for mark, _, _ in interrupted.seen]
    told = recorded_story.tell_story(aireborough, story)
    events = [event for event, _, _ in recorded_story.steps(told)]
    assert events.count("refer") == events.count("network_accepts") == 1
    assert told.seen[-1][2] == "live"
    with acting_as(aireborough.viewer("social.worker")):
        assert len(lines_of(approved_plan(told.pathway))) == LINES[story]
        assert len(arrangements_of(told.pathway, told.after(story.DAYS).date())) == LINES[story]


def test_an_interrupted_story_ends_as_an_undisturbed_one(aireborough: City) -> None:
    """Row for row, whatever the act the power went in."""
    counts = []
    for cut in ("", "wrote the plan together with them", "agreed the plan"):
        with recorded_story.rolled_back():
            if cut:
                with pytest.raises(recorded_story.PowerCut):
                    mary.tell(recorded_story.new_recorded_story(aireborough, mary, cut))
            recorded_story.tell_story(aireborough, mary)
            counts.append(recorded_story.row_counts(aireborough))
    assert counts[0] == counts[1] == counts[2]


def test_a_story_that_was_killed_goes_on_where_it_stopped(aireborough: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(**details: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(decision, "approve_plan", power_cut)
    with pytest.raises(RuntimeError):
        tell(aireborough)
    monkeypatch.undo()
    told = tell(aireborough)["mary"]
    assert [(step["event"], step["actor"], step["state"]) for step in told["steps"]] == MARYS_WAY
