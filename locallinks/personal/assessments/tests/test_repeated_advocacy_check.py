"""An advocate is asked about anew before planning and before each review (docs/rules/care-act.md 9, s.67)."""

from datetime import timedelta

import pytest

from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.capacity_advocacy_refusal import ask_about_advocate_again
from locallinks.personal.assessments.models import AdvocacyAnswers
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import AdvocacyStatus, advocacy_at
from locallinks.personal.assessments.rules.capacity_advocacy_refusal import stage_problem
from locallinks.personal.pathways.actions import record_advocacy
from locallinks.personal.pathways.models import Pathway, Step
from tests.kit import NOW, City, make_person, pathway_in


@pytest.mark.parametrize(
    ("asked", "needed", "arranged", "takes_part", "code"),
    [
        (True, False, False, None, None),
        (True, True, True, None, None),
        (True, True, False, None, "advocacy_ok"),
        (False, True, False, True, "advocacy_ok"),
        (False, True, True, True, "advocacy_not_asked"),  # one was needed before: a tick does not do
        (False, False, False, None, "advocacy_not_asked"),
        (False, False, False, True, None),
        (False, False, False, False, "advocacy_to_ask"),
    ],
)
def test_what_holds_a_stage(asked, needed, arranged, takes_part, code) -> None:
    problem = stage_problem(asked=asked, needed=needed, arranged=arranged, takes_part=takes_part)
    assert (problem.code if problem else None) == code
    assert problem is None or problem.message


@pytest.fixture
def pathway(city: City) -> Pathway:
    return pathway_in(city, make_person(city), "planning")


def step(city: City, pathway: Pathway, event: str, number: int, days: int) -> None:
    with acting_as(city.viewer("social_worker")):
        Step.objects.create(
            pathway=pathway,
            person_id=pathway.person_id,
            number=number,
            event=event,
            from_state="eligible",
            to_state="budgeted",
            actor=city.users["social_worker"],
            actor_name="Ruth",
            at=NOW + timedelta(days=days),
        )


def check(city: City, pathway: Pathway, days: int, needed: bool = False, who: str = "") -> None:
    with acting_as(city.viewer("social_worker")) as viewer:
        at = NOW + timedelta(days=days)
        record_advocacy(viewer=viewer, pathway=pathway, needed=needed, arranged_with=who, reason="Asked her", at=at)


def stands(city: City, pathway: Pathway, stage: str) -> AdvocacyStatus:
    with acting_as(city.viewer("social_worker")):
        return advocacy_at(pathway, stage)


def test_an_answer_from_before_the_first_budget_does_not_count_for_planning(city: City, pathway: Pathway) -> None:
    assert stands(city, pathway, "planning") == AdvocacyStatus(False)
    check(city, pathway, days=1)
    assert stands(city, pathway, "planning").asked
    step(city, pathway, "set_indicative", 1, days=2)
    assert not stands(city, pathway, "planning").asked
    check(city, pathway, days=2)  # the same day is soon enough
    assert stands(city, pathway, "planning").asked


def test_a_review_asks_again_after_each_approval_and_the_next_plan_rests_on_it(city: City, pathway: Pathway) -> None:
    step(city, pathway, "set_indicative", 1, days=1)
    check(city, pathway, days=2)
    step(city, pathway, "approve", 2, days=9)
    assert not stands(city, pathway, "review").asked
    assert stands(city, pathway, "review").problem.code == "advocacy_not_asked"
    check(city, pathway, days=90, needed=True, who="Aire Advocacy")
    assert stands(city, pathway, "review") == AdvocacyStatus(True, True, True)
    assert stands(city, pathway, "planning").problem is None


def test_whoever_starts_may_say_that_nothing_is_too_hard(city: City, pathway: Pathway) -> None:
    with acting_as(city.viewer("support_planner")) as viewer:
        again = {"viewer": viewer, "pathway": pathway, "stage": "planning", "at": NOW}
        for takes_part, code in ((None, "advocacy_not_asked"), (False, "advocacy_to_ask")):
            with pytest.raises(DomainError) as refusal:
                ask_about_advocate_again(**again, takes_part=takes_part)
            assert refusal.value.codes == {code}
        made = ask_about_advocate_again(**again, takes_part=True)
        assert (made.needed, made.recorded_by_id) == (False, viewer.user_id)
        assert AdvocacyAnswers.objects.get(check_made=made).stage == "planning"
        assert ask_about_advocate_again(**again) is None  # asked now


def test_one_needed_and_not_arranged_holds_the_start_whatever_is_ticked(city: City, pathway: Pathway) -> None:
    check(city, pathway, days=0, needed=True)
    with acting_as(city.viewer("support_planner")) as viewer, pytest.raises(DomainError) as refusal:
        ask_about_advocate_again(viewer=viewer, pathway=pathway, stage="planning", takes_part=True, at=NOW)
    assert refusal.value.codes == {"advocacy_ok"}
