"""When a team looks again, and what a meeting must hold."""

from datetime import timedelta

from locallinks.personal.teams import rules
from locallinks.personal.teams.tests.builders import LATER
from tests.kit import TODAY


def test_rules_of_looking_and_meeting() -> None:
    assert rules.is_due(None, TODAY)
    assert rules.is_due(TODAY, TODAY)
    assert not rules.is_due(LATER, TODAY)
    (late,) = rules.next_look_problems(TODAY + timedelta(days=400), TODAY)
    assert late.code == "look_too_late"
    (before,) = rules.meeting_problems(
        met_on=TODAY - timedelta(days=2), there="x", words="x", next_look_on=LATER, brought_on=TODAY, today=TODAY
    )
    assert before.code == "met_before"
