"""Tests of writing a plan: who may, when, what is refused, and what is stored."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.unmet_needs.models import UnmetNeed
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.actions.writing import (
    add_line,
    change_line,
    record_unmet_need,
    remove_line,
    restore_line,
    save_plan_texts,
    start_plan,
)
from locallinks.personal.plans.models import Line, Plan
from locallinks.personal.plans.queries.plan_view import (
    approved_plan,
    lines_of,
    plan_to_show,
    submit_problems_of_plan,
    working_plan,
)
from locallinks.personal.plans.tests.builders import (
    CLUB,
    SHUT_OUT,
    VISITS,
    WORDS,
    WRITER,
    again,
    approved,
    do,
    lines,
    ready,
    sent_plan,
    started,
    written,
)  # fmt: skip
from tests.kit import NOW, City, make_person, pathway_in, refuses, share_with
from tests.prebuilt import built_once

STATES = ["planning", "self_planning", "council_planning"]
NEVER = ["network_manager", "volunteer_developer", "handover_champion", "commissioner", "finance", "administrator"]
STRANGERS = ["other_social_worker", "other_support_planner", "provider", "investor"]
TABLES = [
    "plan", "planhistory", "line", "linehistory", "planagreement", "plansubmission", "planreturn", "planapproval",
]  # fmt: skip
LATER = NOW + timedelta(hours=1)


# ---------- starting


@pytest.mark.parametrize(("state", "way"), [*zip(STATES, ["network", "self", "council"], strict=True)])
def test_a_plan_starts_where_it_is_written(city: City, state: str, way: str):
    plan = started(city, state)
    assert (plan.number, plan.planning_route, plan.author_ids) == (1, way, [])
    with acting_as(city.viewer("social_worker")):
        assert working_plan(plan.pathway) == plan
        assert approved_plan(plan.pathway) is None
        assert plan_to_show(plan.pathway) == plan
        assert Entry.objects.filter(subject_kind="plans.plan", verb="started version 1 of the plan").exists()


def test_starting_twice_keeps_the_one_that_is_being_written(city: City):
    plan = started(city)
    assert do(city, "support_planner", start_plan, pathway_id=plan.pathway_id) == plan


@pytest.mark.parametrize("state", ["referred", "assessing", "eligible", "budgeted"])
def test_no_plan_before_the_offer(city: City, state: str):
    pathway = pathway_in(city, make_person(city), state)
    with pytest.raises(DomainError) as refused:
        do(city, "social_worker", start_plan, pathway_id=pathway.pk)
    assert refused.value.codes == {"offer_comes_first"}


@pytest.mark.parametrize("state", ["handover_offered", "handover_sent", "approved", "live", "suspended"])
def test_no_plan_at_another_stage(city: City, state: str):
    pathway = pathway_in(city, make_person(city), state)
    with pytest.raises(DomainError) as refused:
        do(city, "social_worker", start_plan, pathway_id=pathway.pk)
    assert refused.value.codes == {"not_being_planned"}


@pytest.mark.parametrize("role", NEVER)
def test_few_may_start_a_plan(city: City, role: str):
    pathway = ready(city)
    with pytest.raises(SHUT_OUT):
        do(city, role, start_plan, pathway_id=pathway.pk)


# ---------- who may write, and when

WRITES = [
    (save_plan_texts, lambda plan, line: {"plan_id": plan.pk, "version": None, "answers": {"about_me": "Changed"}}),
    (add_line, lambda plan, line: {"plan_id": plan.pk} | CLUB),
    (change_line, lambda plan, line: {"line_id": line.pk, "version": None, "title": "Changed"}),
    (remove_line, lambda plan, line: {"line_id": line.pk, "version": None}),
    (restore_line, lambda plan, line: {"line_id": line.pk}),
    (
        record_unmet_need,
        lambda plan, line: {
            "plan_id": plan.pk, "outcome": "A9", "looked_for": "A lift", "where_looked": "All over", "why": "full",
        },
    ),
]  # fmt: skip
NAMES = [act.__name__ for act, _ in WRITES]


@built_once
def with_a_line(city: City, state: str = "planning") -> tuple[Plan, Line]:
    plan = started(city, state)
    return plan, do(city, WRITER[state], add_line, plan_id=plan.pk, **VISITS)


@pytest.mark.parametrize(("act", "asks"), WRITES, ids=NAMES)
@pytest.mark.parametrize("state", STATES)
def test_whoever_plans_writes_and_it_is_written_down(city: City, state: str, act, asks):
    plan, line = with_a_line(city, state)
    with acting_as(city.viewer("social_worker")):
        before = Entry.objects.filter(kind="write").count()
    do(city, WRITER[state], act, at=LATER, **asks(plan, line))
    with acting_as(city.viewer("social_worker")):
        added = Entry.objects.filter(kind="write").count() - before
    assert added == (0 if act is restore_line else 1)
    assert city.users[WRITER[state]].pk in again(city, plan).author_ids


WRONG = {
    "planning": ["social_worker", "person", *NEVER],
    "council_planning": ["person", "handover_champion", "finance"],
    "self_planning": ["handover_champion", "finance"],
}


@pytest.mark.parametrize("state", STATES)
def test_nobody_else_writes(city: City, state: str):
    plan, line = with_a_line(city, state)
    for role in WRONG[state]:
        for act, asks in WRITES:
            assert refuses(SHUT_OUT, do, city, role, act, **asks(plan, line)), f"{role} may {act.__name__} in {state}"


@pytest.mark.parametrize("state", ["self_planning", "council_planning"])
def test_a_network_that_planned_before_only_reads_what_others_write(city: City, state: str):
    """It stays named when, after a review, the person or the council writes the next version
    (docs/rules/local-links.md 3)."""
    plan, line = with_a_line(city, state)
    share_with(city, plan.person)
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=plan.pathway_id).update(network=city.network, planner=city.users["support_planner"])
    told = {
        f"{role}: {act.__name__}": told_no(city, role, act, **asks(plan, line))
        for role in ("support_planner", "network_manager")
        for act, asks in WRITES
    }
    assert [who for who, words in told.items() if "whoever is writing the plan with them" not in words] == []


def told_no(city: City, role: str, act, **more) -> str:
    try:
        do(city, role, act, **more)
    except NotAllowed as refused:
        return str(refused)
    return ""


UNSEEN = (Plan.DoesNotExist, Line.DoesNotExist, NotAllowed)


def test_strangers_cannot_find_it(city: City):
    plan, line = with_a_line(city)
    for role in STRANGERS:
        for act, asks in WRITES:
            assert refuses(UNSEEN, do, city, role, act, **asks(plan, line)), f"{role} may {act.__name__}"


@pytest.mark.parametrize(("act", "asks"), WRITES, ids=NAMES)
def test_a_sent_plan_cannot_be_changed(city: City, act, asks):
    plan = sent_plan(city)
    with pytest.raises(DomainError) as refused:
        do(city, "support_planner", act, **asks(plan, lines(city, plan)[0]))
    assert refused.value.codes == {"plan_not_open"}


def test_an_approved_plan_cannot_be_changed_while_the_next_is_written(city: City):
    plan = approved(city)
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=plan.pathway_id).update(state="planning")
    do(city, "social_worker", start_plan, pathway_id=plan.pathway_id)
    with pytest.raises(DomainError) as refused:
        do(city, "support_planner", add_line, plan_id=plan.pk, **CLUB)
    assert refused.value.codes == {"plan_not_open"}


# ---------- the words


def test_words_are_kept_and_an_older_copy_is_refused(city: City):
    plan = started(city)
    do(city, "support_planner", save_plan_texts, plan_id=plan.pk, version=1, answers=dict(WORDS))
    assert again(city, plan).what_matters == "To lead something again"
    with pytest.raises(Stale):
        do(city, "support_planner", save_plan_texts, plan_id=plan.pk, version=1, answers={"about_me": "Mine"})
    with acting_as(city.viewer("social_worker")):
        entry = Entry.objects.get(verb="changed the plan")
    assert "what matters" in entry.reason


def test_saving_the_same_words_changes_nothing(city: City):
    plan = written(city)
    do(city, "support_planner", save_plan_texts, plan_id=plan.pk, version=None, answers=dict(WORDS), at=LATER)
    assert again(city, plan).changed_at == plan.changed_at


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"about_me": "x" * 5001}, "too_long"),
        ({"wellbeing": ["happiness"]}, "unknown_wellbeing"),
        ({"review_on": NOW.date()}, "review_in_the_past"),
    ],
)
def test_words_that_cannot_be_kept_are_named(city: City, answers: dict, code: str):
    plan = started(city)
    with pytest.raises(DomainError) as refused:
        do(city, "support_planner", save_plan_texts, plan_id=plan.pk, version=None, answers=answers)
    assert refused.value.codes == {code}


# ---------- the lines


def test_a_line_keeps_what_it_was_given(city: City):
    plan, line = with_a_line(city)
    (kept,) = lines(city, plan)
    assert kept == line
    assert (kept.title, kept.outcomes, kept.given_by, kept.giver_agreed) == (
        VISITS["title"],
        ["A7"],
        "Joan Ellis",
        True,
    )
    assert (kept.home_id, kept.written_by_id) == (city.council.pk, city.users["support_planner"].pk)


@pytest.mark.parametrize(
    ("change", "code", "box"),
    [
        ({"kind": "package"}, "unknown_kind", "kind"),
        ({"title": "  "}, "no_what", "title"),
        ({"title": "x" * 301}, "too_long", "title"),
        ({"given_by": "x" * 301}, "too_long", "given_by"),
        ({"contingency": "x" * 5001}, "too_long", "contingency"),
        ({"council_cost_pence": 2_000_001}, "cost_out_of_range", "council_cost_pence"),
        ({"own_cost_pence": -1}, "cost_out_of_range", "own_cost_pence"),
        ({"minutes_per_week": 400 * 60}, "minutes_out_of_range", "minutes_per_week"),
        ({"outcomes": ["A3"]}, "unknown_outcome", "outcomes"),
        (
            {"outcomes": ["own"], "eligible": False, "council_cost_pence": 100},
            "added_support_cost",
            "council_cost_pence",
        ),
        ({"personal_care": True}, "volunteer_care", "personal_care"),
        ({"regulated": True}, "check_missing", "check_seen"),
    ],
)
def test_what_no_line_may_be_is_refused_at_its_box(city: City, change: dict, code: str, box: str):
    plan = started(city)
    with pytest.raises(DomainError) as refused:
        do(city, "support_planner", add_line, plan_id=plan.pk, **VISITS | change)
    assert {(one.code, one.field) for one in refused.value.problems} >= {(code, box)}
    assert lines(city, plan) == []


def test_the_database_holds_the_two_firmest_rules_too(city: City):
    plan, line = with_a_line(city)
    with acting_as(city.viewer("social_worker")):
        for wrong in ({"personal_care": True}, {"eligible": False, "council_cost_pence": 1}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Line.objects.filter(pk=line.pk).update(**wrong)


def test_changing_a_line_says_what_changed_and_an_older_copy_is_refused(city: City):
    plan, line = with_a_line(city)
    change = {"line_id": line.pk, "version": line.version, "title": "Joan visits twice"}
    do(city, "support_planner", change_line, **change)
    with pytest.raises(Stale):
        do(city, "support_planner", change_line, **change | {"title": "Somebody else's"})
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.get(verb="changed a part of the plan").reason == "Joan visits twice: title"
    assert lines(city, plan)[0].title == "Joan visits twice"


def test_a_line_that_is_taken_out_is_kept_and_can_be_put_back(city: City):
    plan, line = with_a_line(city)
    do(city, "support_planner", remove_line, line_id=line.pk, version=1, reason="She would rather not")
    with acting_as(city.viewer("social_worker")):
        assert lines_of(plan) == []
    (kept,) = lines(city, plan)
    assert (kept.removed_reason, kept.removed_by_id) == ("She would rather not", city.users["support_planner"].pk)
    with pytest.raises(DomainError) as refused:
        do(city, "support_planner", change_line, line_id=line.pk, version=None, title="Other")
    assert refused.value.codes == {"line_removed"}
    do(city, "support_planner", restore_line, line_id=line.pk)
    with acting_as(city.viewer("social_worker")):
        assert lines_of(plan) == [line]


def test_every_change_of_a_line_is_history(city: City):
    plan, line = with_a_line(city)
    do(city, "support_planner", change_line, line_id=line.pk, version=1, title="Joan visits twice")
    with acting_as(city.viewer("social_worker")), connection.cursor() as cursor:
        cursor.execute("select title from plans_linehistory order by pgh_id")
        assert [row[0] for row in cursor.fetchall()] == [VISITS["title"], "Joan visits twice"]
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("delete from plans_linehistory")


# ---------- what could not be found


def test_what_could_not_be_found_is_recorded_and_lets_the_plan_go_on(city: City):
    plan = started(city)
    missing = {"outcome": "A9", "looked_for": "A lift", "where_looked": "The directory", "why": "cannot_get_there"}
    do(city, "support_planner", record_unmet_need, plan_id=plan.pk, **missing)
    with acting_as(city.viewer("social_worker")):
        need = UnmetNeed.objects.get()
        assert need.outcome_words == "Getting out and about: shops, buses, clubs"
        left = {problem.field for problem in submit_problems_of_plan(plan) if problem.code == "need_not_covered"}
    assert left == {"need-A7"}
    with pytest.raises(DomainError) as refused:
        do(city, "support_planner", record_unmet_need, plan_id=plan.pk, **missing | {"outcome": "A1"})
    assert refused.value.codes == {"unknown_outcome"}


# ---------- who can see it


@pytest.mark.parametrize("role", [*STRANGERS, "support_planner"])
def test_a_bare_select_shows_nothing_without_a_share(city: City, role: str):
    state = "council_planning" if role == Role.SUPPORT_PLANNER else "planning"  # no network was ever introduced
    approved(city, state)
    with acting_as(city.viewer(role)), connection.cursor() as cursor:
        for name in TABLES:
            cursor.execute(f"select count(*) from plans_{name}")
            assert cursor.fetchone() == (0,), name
