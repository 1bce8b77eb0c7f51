"""The next version of a plan, and the comparison of two versions."""

from datetime import timedelta

from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways.models import Step
from locallinks.personal.plans.actions.writing import add_line, change_line, remove_line, start_plan
from locallinks.personal.plans.models import Plan, PlanApproval
from locallinks.personal.plans.queries.plan_view import compare_lines, lines_of
from locallinks.personal.plans.tests.builders import CLUB, PHOTOGRAPHS, VISITS, WORDS, again, do, lines, written
from tests.kit import NOW, City

LATER = NOW + timedelta(hours=1)


def test_the_next_version_brings_everything_along(city: City):
    first = written(city, lines=(VISITS, CLUB, PHOTOGRAPHS))
    taken_out = lines(city, first)[1]
    do(city, "support_planner", remove_line, line_id=taken_out.pk, version=None)
    with acting_as(city.viewer("social_worker")):
        Plan.objects.filter(pk=first.pk).update(number=1)
        plan = again_version(city, first)
        kept = lines_of(plan)
        pairs = compare_lines(lines_of(first), kept)
    assert plan.number == 2
    assert plan.what_matters == WORDS["what_matters"]
    assert [line.title for line in kept] == [VISITS["title"], PHOTOGRAPHS["title"]]
    assert {line.previous_line_id for line in kept} == {lines(city, first)[0].pk, lines(city, first)[2].pk}
    assert [pair.change for pair in pairs] == ["same", "same"]
    assert plan.author_ids == again(city, first).author_ids, (
        "the authors of the old lines may not approve the new version"
    )


def again_version(city: City, first: Plan) -> Plan:
    """As after a review: the first version is approved and the pathway is back in planning."""
    by = city.users["social_worker2"]
    step = Step.objects.create(
        pathway=first.pathway, person_id=first.person_id, number=99, event="approve", from_state="plan_submitted",
        to_state="approved", actor=by, actor_name=by.name, at=NOW,
    )  # fmt: skip
    PlanApproval.objects.create(
        person_id=first.person_id, plan=first, step=step, personal_budget_pence=0, contribution_pence=0,
        deployment="isf", by=city.users["social_worker2"], at=NOW,
    )  # fmt: skip
    viewer = city.viewer("social_worker")
    return start_plan(viewer=viewer, pathway_id=first.pathway_id, at=LATER)


def test_versions_side_by_side_show_new_gone_and_changed(city: City):
    first = written(city, lines=(VISITS, CLUB))
    with acting_as(city.viewer("social_worker")):
        plan = again_version(city, first)
        visits, club = lines_of(plan)
    do(
        city,
        "support_planner",
        change_line,
        line_id=visits.pk,
        version=None,
        title="Joan visits twice",
        at=LATER,
    )
    do(city, "support_planner", remove_line, line_id=club.pk, version=None, at=LATER)
    do(city, "support_planner", add_line, plan_id=plan.pk, at=LATER, **PHOTOGRAPHS)
    with acting_as(city.viewer("social_worker")):
        pairs = compare_lines(lines_of(first), lines_of(plan))
    assert [pair.change for pair in pairs] == ["changed", "gone", "new"]
