"""An agreement is to one version of the content, whatever the clocks say (Care Act 2014 s.25)."""

from datetime import timedelta

import pytest
from django.test import Client

from locallinks.foundation.people.actions.invitations import invite
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import Stale
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.plans.actions.decision import approve_plan, return_plan
from locallinks.personal.plans.actions.submission import record_agreement, submit_plan
from locallinks.personal.plans.actions.writing import (
    add_line,
    change_line,
    record_unmet_need,
    remove_line,
    restore_line,
    save_plan_texts,
    start_plan,
)
from locallinks.personal.plans.models import Line, Plan, PlanAgreement
from locallinks.personal.plans.queries.plan_view import plan_view
from locallinks.personal.plans.tests.builders import (
    APPROVAL,
    CLUB,
    HOME_CARE,
    PHOTOGRAPHS,
    WORDS,
    again,
    again_inside,
    do,
    lines,
    refused,
    sent_plan,
    state_of,
    written,
)
from locallinks.personal.plans.tests.page_helpers import post, shown, text, url
from tests.kit import NOW, City

FIRST, SECOND = NOW + timedelta(seconds=1), NOW + timedelta(seconds=2)
YES = {"agrees": True, "said_by": "Mary Firth"}


def current_agreement(city: City, plan: Plan) -> PlanAgreement | None:
    with acting_as(city.viewer("social_worker")):
        return plan_view(again_inside(plan)).current_agreement


def agreements(city: City) -> int:
    with acting_as(city.viewer("social_worker")):
        return PlanAgreement.objects.count()


# ---------- clocks that cross: each page reads its clock before it waits for its turn


def test_an_edit_whose_clock_is_behind_still_ends_the_agreement(city: City):
    plan = written(city)
    do(city, "person", record_agreement, plan_id=plan.pk, at=SECOND, **YES)
    assert current_agreement(city, plan)
    do(city, "support_planner", add_line, plan_id=plan.pk, at=FIRST, **PHOTOGRAPHS)
    assert current_agreement(city, plan) is None
    assert refused(city, "support_planner", submit_plan, plan, plan_id=plan.pk) == {"agreement_recorded"}


def test_an_edit_at_the_very_moment_of_the_agreement_ends_it(city: City):
    plan = written(city)  # everything in it has one clock
    do(city, "support_planner", add_line, plan_id=plan.pk, at=NOW, **PHOTOGRAPHS)
    assert current_agreement(city, plan) is None


def test_an_answer_after_an_edit_whose_clock_is_ahead_counts(city: City):
    plan = written(city)
    do(city, "support_planner", add_line, plan_id=plan.pk, at=SECOND, **PHOTOGRAPHS)
    do(city, "person", record_agreement, plan_id=plan.pk, at=FIRST, **YES)
    assert current_agreement(city, plan)
    do(city, "support_planner", submit_plan, plan_id=plan.pk, at=FIRST)


def test_the_last_answer_recorded_counts_whatever_its_clock(city: City):
    plan = written(city)
    do(city, "person", record_agreement, plan_id=plan.pk, at=SECOND, **YES)
    no = {"agrees": False, "words": "I want two visits", "said_by": "Mary Firth"}
    do(city, "person", record_agreement, plan_id=plan.pk, at=FIRST, **no)
    assert current_agreement(city, plan).agrees is False


# Every way a plan can change: the person is asked again after each.
def _words(city: City, plan: Plan) -> None:
    answers = WORDS | {"good_week": "Two visits"}
    do(city, "support_planner", save_plan_texts, plan_id=plan.pk, version=None, answers=answers)


def _line(city: City, plan: Plan) -> None:
    line = lines(city, plan)[0]
    do(city, "support_planner", change_line, line_id=line.pk, version=None, what_when="Fridays")


def _taken_out(city: City, plan: Plan) -> None:
    do(city, "support_planner", remove_line, line_id=lines(city, plan)[0].pk, version=None)


def _put_back(city: City, plan: Plan) -> None:
    _taken_out(city, plan)
    do(city, "person", record_agreement, plan_id=plan.pk, **YES)
    do(city, "support_planner", restore_line, line_id=lines(city, plan)[0].pk)


def _not_found(city: City, plan: Plan) -> None:
    told = {"outcome": "A9", "looked_for": "A lift", "where_looked": "The bus company", "why": "cannot_get_there"}
    do(city, "support_planner", record_unmet_need, plan_id=plan.pk, **told)


@pytest.mark.parametrize("change", [_words, _line, _taken_out, _put_back, _not_found])
def test_whatever_changes_the_plan_ends_the_agreement(city: City, change):
    plan = written(city)
    assert current_agreement(city, plan)
    change(city, plan)
    assert current_agreement(city, plan) is None


def test_a_save_that_changes_nothing_keeps_the_agreement(city: City):
    plan = written(city)
    do(city, "support_planner", save_plan_texts, plan_id=plan.pk, version=None, answers=dict(WORDS))
    assert current_agreement(city, plan)


def test_the_next_version_starts_without_an_agreement_and_shares_no_number(city: City):
    plan = sent_plan(city)
    shown = plan.content_version
    do(city, "social_worker2", approve_plan, pathway_id=plan.pathway_id, **APPROVAL)
    with acting_as(city.viewer("social_worker")):
        pathway = again_inside(plan).pathway
        pathway.state = "planning"
        pathway.save()
    start = {"pathway_id": plan.pathway_id, "can_take_part": True}
    newer = do(city, "support_planner", start_plan, **start)
    assert newer.number == 2
    assert newer.content_version > shown
    with pytest.raises(Stale):
        do(city, "person", record_agreement, plan_id=newer.pk, plan_version=shown, **YES)


# ---------- the page names the plan it showed


@pytest.mark.parametrize("role", ["person", "support_planner"])
def test_an_edit_while_somebody_reads_is_told_and_loses_nothing_typed(city: City, role: str):
    plan, client = written(city), city.client(role)
    version = shown(text(client.get(url(plan, "agreement/"))))
    do(city, "support_planner", add_line, plan_id=plan.pk, at=NOW, **PHOTOGRAPHS)
    answer = {"agrees": "yes", "words": "I like Thursdays", "said_by": "Mary, on the phone"}
    response = post(client, url(plan, "agreement/"), version=version, **answer)
    assert response.status_code == 409
    page = text(response)
    assert "The plan has changed since you opened this page" in page
    assert "Taking photographs with a volunteer" in page
    assert "I like Thursdays" in page
    assert current_agreement(city, plan) is None
    if role != Role.PERSON:
        assert "Mary, on the phone" in page
    again_sent = post(client, url(plan, "agreement/"), version=shown(page), **answer)
    assert again_sent.status_code == 303
    assert current_agreement(city, plan).words == "I like Thursdays"


def test_an_edit_while_somebody_reads_by_a_link_is_told_too(city: City):
    plan = written(city)
    with acting_as(city.viewer("support_planner")) as viewer:
        _, token = invite(
            viewer=viewer,
            person=again_inside(plan).person,
            purpose="read_plan",
            record_id=plan.pathway_id,
            to_name="Jean Holt",
            at=clock.now(),
            days=7,
        )
    agree = f"/with/{token}/plan/agree/"
    version = shown(text(Client().get(agree)))
    do(city, "support_planner", add_line, plan_id=plan.pk, at=NOW, **CLUB | {"title": "Chapel tea"})
    response = post(Client(), agree, version=version, agrees="no", words="One day less")
    assert response.status_code == 409
    assert "The plan has changed since you opened this page" in text(response)
    assert "Chapel tea" in text(response)
    assert "One day less" in text(response)
    assert agreements(city) == 1
    response = post(Client(), agree, version=shown(text(response)), agrees="no", words="One day less")
    assert response["Location"] == "../"
    assert current_agreement(city, plan).words == "One day less"


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "99999999999999999999"])
def test_an_answer_that_names_no_plan_shown_is_not_taken(city: City, version: str):
    plan = written(city)
    before = agreements(city)
    response = post(city.client("person"), url(plan, "agreement/"), version=version, agrees="yes", words="All fine")
    assert response.status_code in (409, 422)
    assert "All fine" in text(response)
    assert agreements(city) == before


# ---------- sending names its step


def test_why_it_is_over_is_the_reason_of_its_own_step_whatever_the_clocks(city: City):
    """Sent, returned and sent again at the same moment: each submission keeps its own reason."""
    care = HOME_CARE | {"outcomes": ["A7"], "council_cost_pence": 20000}
    plan = sent_plan(city, why="Two people lift her", lines=(care, CLUB))
    do(city, "social_worker2", return_plan, pathway_id=plan.pathway_id, comments="Who lifts at night?")
    again_why = {"why_over_indicative": "And a third at night"}
    do(city, "support_planner", submit_plan, plan_id=plan.pk, **again_why)
    with acting_as(city.viewer("social_worker")):
        found = plan_view(again_inside(plan))
        assert [sent.step.reason for sent in found.submissions] == ["Two people lift her", "And a third at night"]
        assert found.why_over == "And a third at night"
    assert state_of(city, plan) == "plan_submitted"


def test_comments_wait_until_it_is_sent_again_whatever_the_clocks(city: City):
    plan = sent_plan(city)  # at NOW; the return's clock is behind, the second sending's is at the same moment
    back = {"pathway_id": plan.pathway_id, "comments": "Who comes at night?"}
    do(city, "social_worker2", return_plan, at=NOW - timedelta(seconds=1), **back)
    with acting_as(city.viewer("social_worker")):
        assert plan_view(again_inside(plan)).last_return.comments == "Who comes at night?"
    do(city, "support_planner", submit_plan, plan_id=plan.pk, at=NOW - timedelta(seconds=1))
    with acting_as(city.viewer("social_worker")):
        assert plan_view(again_inside(plan)).last_return is None
        assert Line.objects.filter(plan=plan).exists()
    assert again(city, plan)
