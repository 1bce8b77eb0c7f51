"""Elaine's story (docs/rules/local-links.md 10): home care first; then friends, less of it, and 117.00 a week left."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from locallinks.demo.city import City
from locallinks.demo.stories import elaine
from locallinks.foundation.people.actions.sharing import give_access
from locallinks.foundation.shared.viewer import acting_as
from locallinks.impact.dividends.queries import weekly_saving
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.queries.arrangements import arrangements_of, council_cost_per_week
from locallinks.personal.budgets.queries import baseline_of
from locallinks.personal.plans.queries.plan_view import lines_of, plans_of
from tests.journeys import recorded_story
from tests.journeys.shown_pages import pages_shown_to

RUTH, PRIYA, JOAN, OWEN = "Ruth Adeyemi", "Priya Nair", "Joan Whitlock", "Owen Sutcliffe"
FIRST_PLAN = [
    ("refer", RUTH, "referred"),
    ("start_assessment", RUTH, "assessing"),
    ("decide_eligibility", RUTH, "eligible"),
    ("set_indicative", RUTH, "budgeted"),
    ("offer_handover", RUTH, "handover_offered"),
    ("person_accepts", RUTH, "handover_sent"),
    ("network_accepts", PRIYA, "planning"),
    ("submit", JOAN, "plan_submitted"),
    ("approve", OWEN, "approved"),
    ("start_brokerage", JOAN, "brokering"),
    ("all_essential_lines_started", JOAN, "live"),
]
SECOND_PLAN = [
    ("review_requested", RUTH, "in_review"),
    ("revise", RUTH, "planning"),
    ("submit", JOAN, "plan_submitted"),
    ("approve", OWEN, "approved"),
    ("start_brokerage", JOAN, "brokering"),
    ("all_essential_lines_started", JOAN, "live"),
]
BASELINE, BEFORE, AFTER = 27_300, 27_300, 15_600  # pence a week: 14 hours, 14 hours and 8 hours at £19.50
# Where the first plan is shown, so is its cost, which happens to be what the usual support would have cost.
SHOWS_FIRST_PLAN = re.compile(r"/plan/(versions/|print/|read/)?(\?|$)|/timeline/|/record/|/messages/")


@pytest.fixture(scope="module")
def told(built: City) -> Iterator[recorded_story.RecordedStory]:
    """GIVEN Aireborough, WHEN her story is told from the surgery's call to her second plan."""
    with recorded_story.rolled_back():
        yield recorded_story.tell_story(built, elaine)


@pytest.fixture(scope="module")
def changed_on(told: recorded_story.RecordedStory) -> date:
    """The day the second plan takes the place of the first."""
    with acting_as(told.city.viewer("support.planner")):
        starts = Arrangement.objects.filter(pathway=told.pathway, what__startswith="Help").order_by("starts_on")
        return list(starts.values_list("starts_on", flat=True))[1]


def days_with_support(told: recorded_story.RecordedStory) -> list[date]:
    """From the first day of support to a week after the story's end."""
    with acting_as(told.city.viewer("support.planner")):
        first = Arrangement.objects.filter(pathway=told.pathway).earliest("starts_on").starts_on
    last = told.after(elaine.DAYS + 7).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_then_each_step_is_taken_by_the_right_person(told: recorded_story.RecordedStory) -> None:
    assert recorded_story.steps(told) == FIRST_PLAN + SECOND_PLAN


def test_then_there_are_two_versions_and_the_first_is_kept(told: recorded_story.RecordedStory) -> None:
    with acting_as(told.city.viewer("support.planner")):
        second, first = plans_of(told.pathway)
        assert [line.minutes_per_week for line in lines_of(first)] == [14 * 60]
        assert sorted(line.kind for line in lines_of(second)) == ["informal", "statutory", "voluntary"]
        assert [line.minutes_per_week for line in lines_of(second) if line.kind == "statutory"] == [8 * 60]


def test_then_no_day_is_without_home_care_and_none_is_paid_twice(
    told: recorded_story.RecordedStory, changed_on: date
) -> None:
    """The old version stays in place until the new one starts."""
    days = days_with_support(told)
    with acting_as(told.city.viewer("support.planner")):
        pathway = told.pathway
        for day in days:
            mornings = [
                arrangement
                for arrangement in arrangements_of(pathway, day)
                if arrangement.what.startswith("Help at home")
            ]
            assert len(mornings) == 1, f"{day}: {mornings}"
            assert council_cost_per_week(pathway, day) == (BEFORE if day < changed_on else AFTER), str(day)


def test_then_hours_fall_only_after_a_review(told: recorded_story.RecordedStory, changed_on: date) -> None:
    with acting_as(told.city.viewer("social.worker")):
        reviewed = told.pathway.steps.get(event="revise").at.date()
    assert reviewed < changed_on


def test_then_nothing_was_saved_under_the_first_plan_and_117_pounds_a_week_under_the_second(
    told: recorded_story.RecordedStory, changed_on: date
) -> None:
    with acting_as(told.city.viewer("social.worker")):
        pathway = told.pathway
    with acting_as(told.city.viewer("finance")) as viewer:
        assert baseline_of(viewer, pathway).weekly_pence == BASELINE

        def saved(day: date) -> int | None:
            return weekly_saving(viewer=viewer, pathway=pathway, on=day)

        assert saved(changed_on - timedelta(days=30)) == 0
        assert saved(changed_on - timedelta(days=1)) == 0
        assert saved(changed_on) == 11_700
        assert saved(told.after(elaine.DAYS).date()) == 11_700


def test_then_nobody_who_plans_or_is_planned_with_reads_the_baseline_or_the_saving(
    told: recorded_story.RecordedStory,
) -> None:
    """She is let in for this; £273.00 is on a page only as what her first plan cost."""
    with acting_as(told.city.viewer("social.worker")) as viewer:
        user = told.city.user("person")
        give_access(viewer=viewer, person=told.person, user=user, kind="self", given_by=told.name, at=told.after(151))
    for who in ("person", "support.planner", "network.manager"):
        shown = pages_shown_to(who, told)
        assert len(shown) > 15, f"{who} could open only {sorted(shown)}"
        for page, text in shown.items():
            assert not re.search(
                r"\b117\.00\b|\bbaseline\b|\bsaving\b|\bsaved\b(?! (?:at|by|part))", text, re.IGNORECASE
            ), f"{page} for {who}"
            if not SHOWS_FIRST_PLAN.search(page):
                assert "273.00" not in text, f"{page} for {who}"
