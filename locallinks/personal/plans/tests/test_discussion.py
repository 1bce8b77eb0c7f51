"""Tests of comments, goals, tasks and visits: who may add them, what is refused, and what a link allows."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.queries.records import invited_viewer
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.plans.actions.discussion import (
    add_comment,
    add_goal,
    add_task,
    answer_comment,
    change_goal,
    record_visit,
    set_task_done,
)
from locallinks.personal.plans.actions.share_link import create_share_link, end_share_link
from locallinks.personal.plans.actions.submission import record_agreement, submit_plan
from locallinks.personal.plans.actions.writing import add_line, start_plan
from locallinks.personal.plans.models import Answer, Comment, Plan, PlanAgreement
from locallinks.personal.plans.queries.discussion import (
    comments_of,
    goal_in,
    open_comments,
    progress_history,
    share_links_of,
    tasks_of,
    visits_of,
)
from locallinks.personal.plans.queries.plan_view import outcome_choices, plan_view
from locallinks.personal.plans.tests.builders import VISITS, again, approved, do, lines, ready, started, written
from tests.kit import NOW, City

MARY = {"said_by": "Mary Firth"}
LATER = NOW + timedelta(days=3)
STRANGERS = ["network_manager", "volunteer_developer", "handover_champion", "commissioner", "other_social_worker"]


def say(city: City, plan: Plan, role: str = "person", **more: Any) -> Comment:
    return do(city, role, add_comment, **{"pathway_id": plan.pathway_id, "words": "Not on a Sunday", **MARY, **more})


def goal(city: City, plan: Plan, role: str = "person", **more: Any) -> Any:
    known = {"pathway_id": plan.pathway_id, "words": "To teach twirling", "important": True, "who_could_help": "Ann"}
    return do(city, role, add_goal, **{**known, **MARY, **more})


def progress(city: City, plan: Plan, number: Any, at: Any = LATER, **more: Any) -> Any:
    known = {
        "pathway_id": plan.pathway_id,
        "goal_id": number.pk,
        "version": None,
        "words": number.words,
        "important": True,
        "who_could_help": "Ann",
        "progress": "some",
        "progress_words": "Two girls came",
        "progress_on": None,
    }
    return do(city, "support_planner", change_goal, at=at, **{**known, **MARY, **more})


def codes_of(act: Any) -> frozenset[str]:
    with pytest.raises(DomainError) as refused:
        act()
    return refused.value.codes


# ---------- comments and answers


def test_the_person_comments_and_the_planner_answers_once(city: City):
    plan = written(city)
    line = lines(city, plan)[0]
    said = say(city, plan, line_id=line.pk)
    with acting_as(city.viewer("support_planner")):
        assert open_comments(plan) == [said]
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.filter(verb="said something about a part of the plan").exists()

    act = {"pathway_id": plan.pathway_id, "comment_id": said.pk, "words": "We moved it to Monday"}
    do(city, "support_planner", answer_comment, **act)
    with acting_as(city.viewer("support_planner")):
        assert open_comments(plan) == []
        (seen,) = comments_of(plan)
        assert (seen.answer.words, seen.line, seen.said_by, seen.by_name) == (
            "We moved it to Monday",
            line,
            "Mary Firth",
            "Mary Firth",
        )
    assert codes_of(lambda: do(city, "support_planner", answer_comment, **act)) == {"answered"}


@pytest.mark.parametrize("role", ["support_planner", "social_worker"])
def test_a_comment_on_the_phone_is_written_down_with_who_said_it(city: City, role: str):
    said = say(city, written(city), role, said_by="Ann Firth, her niece")
    assert (said.said_by, said.by) == ("Ann Firth, her niece", city.users[role])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"words": " "}, "no_words"),
        ({"words": "x" * 2001}, "too_long"),
        ({"said_by": ""}, "nobody_said_it"),
        ({"line_id": 999999}, "unknown_line"),
    ],
)
def test_a_comment_that_is_refused_leaves_nothing(city: City, change: dict, code: str):
    plan = written(city)
    assert codes_of(lambda: say(city, plan, **change)) == {code}
    with acting_as(city.viewer("social_worker")):
        assert not Comment.objects.exists()


@pytest.mark.parametrize("role", STRANGERS)
def test_nobody_else_speaks(city: City, role: str):
    plan = written(city)
    with pytest.raises((NotAllowed, DomainError, Exception)) as refused:
        say(city, plan, role)
    assert refused.type.__name__ in {"NotAllowed", "DoesNotExist"}


def test_the_person_does_not_answer_themselves(city: City):
    plan = written(city)
    said = say(city, plan)
    with pytest.raises(NotAllowed):
        do(city, "person", answer_comment, pathway_id=plan.pathway_id, comment_id=said.pk, words="Yes")


def test_nothing_is_said_without_a_plan_or_after_the_end(city: City):
    pathway = ready(city)
    assert codes_of(lambda: do(city, "person", add_comment, pathway_id=pathway.pk, words="Hello", **MARY)) == {
        "no_plan"
    }
    plan = do(city, "support_planner", start_plan, pathway_id=pathway.pk, can_take_part=True)
    with acting_as(city.viewer("social_worker")):
        type(pathway).objects.filter(pk=pathway.pk).update(state="ended", closed_at=NOW)
    assert codes_of(lambda: say(city, plan)) == {"ended"}


def test_what_was_said_never_changes(city: City):
    said = say(city, written(city))
    with acting_as(city.viewer("social_worker")), pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.filter(pk=said.pk).update(words="Something else")
    with acting_as(city.viewer("social_worker")):
        assert not Answer.objects.exists()


# ---------- goals


def test_a_goal_is_important_by_the_persons_own_word_and_a_line_can_be_for_it(city: City):
    plan = started(city)
    added = goal(city, plan)
    assert (added.code, added.progress, added.important) == ("g1", "not_started", True)
    line = VISITS | {"outcomes": ["g1"], "eligible": False}
    do(city, "support_planner", add_line, plan_id=plan.pk, **line)
    with acting_as(city.viewer("support_planner")):
        found = plan_view(again_in(plan))
        assert [(one.words, [line.title for line in served]) for one, served in found.goals_with_lines] == [
            ("To teach twirling", [VISITS["title"]])
        ]
        assert ("g1", "To teach twirling") in outcome_choices(found.pathway)
        assert [line.title for line in found.added_support] == [VISITS["title"]]


def again_in(plan: Plan) -> Plan:
    return Plan.objects.select_related("pathway__person").get(pk=plan.pk)


def test_progress_is_kept_from_visit_to_visit(city: City):
    plan = started(city)
    added = goal(city, plan)
    progress(city, plan, added, progress_on=date(2026, 11, 17))
    progress(city, plan, added, at=LATER + timedelta(days=7), progress="there", progress_words="I have a troop again")
    with acting_as(city.viewer("person")):
        now = goal_in(again_in(plan).pathway, 1)
        told = [(row.progress, row.progress_words, row.progress_on) for row in progress_history(now)]
    assert told == [
        ("there", "I have a troop again", date(2026, 11, 26)),
        ("some", "Two girls came", date(2026, 11, 17)),
    ]


def test_better_words_are_no_progress(city: City):
    plan = started(city)
    added = goal(city, plan)
    progress(city, plan, added, words="To teach baton twirling", progress="not_started", progress_words="")
    with acting_as(city.viewer("person")):
        now = goal_in(again_in(plan).pathway, 1)
        assert (now.words, now.progress_on, progress_history(now)) == ("To teach baton twirling", None, [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"progress": "half"}, "unknown_progress"),
        ({"words": ""}, "no_words"),
        ({"words": "x" * 501}, "too_long"),
        ({"progress_words": "x" * 2001}, "too_long"),
        ({"who_could_help": "x" * 301}, "too_long"),
        ({"progress_on": date(2027, 1, 1)}, "in_the_future"),
        ({"progress_on": date(1930, 1, 1)}, "before_birth"),
        ({"said_by": " "}, "nobody_said_it"),
    ],
)
def test_a_goal_that_is_refused_stays_as_it_was(city: City, change: dict, code: str):
    plan = started(city, date_of_birth=date(1938, 5, 14))
    added = goal(city, plan)
    assert codes_of(lambda: progress(city, plan, added, **change)) == {code}


def test_an_older_copy_of_a_goal_is_noticed(city: City):
    plan = started(city)
    added = goal(city, plan)
    progress(city, plan, added)
    with pytest.raises(Stale):
        progress(city, plan, added, version=1)


# ---------- things to do


def test_a_task_is_ticked_and_the_tick_taken_away(city: City):
    plan = written(city)
    known = {"pathway_id": plan.pathway_id, "words": "Ring the bowls club", "who": "Joan", "due_on": None, **MARY}
    task = do(city, "support_planner", add_task, **known)
    tick = {"pathway_id": plan.pathway_id, "task_id": task.pk, **MARY}
    assert do(city, "person", set_task_done, done=True, **tick).done_on == NOW.date()
    assert do(city, "person", set_task_done, done=True, **tick).version == 2
    assert do(city, "person", set_task_done, done=False, **tick).done_on is None
    with acting_as(city.viewer("person")):
        assert [row.done_on for row in task.events.order_by("pgh_id")] == [None, NOW.date(), None]
        later = {"words": "Buy boots", "who": "Mary", "due_on": date(2026, 12, 1)}
    do(city, "person", add_task, **known | later)
    with acting_as(city.viewer("person")):
        assert [one.words for one in tasks_of(again_in(plan).pathway)] == ["Buy boots", "Ring the bowls club"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"words": ""}, "no_words"),
        ({"who": ""}, "no_words"),
        ({"who": "x" * 201}, "too_long"),
        ({"due_on": date(1900, 1, 1)}, "before_birth"),
    ],
)
def test_a_task_that_is_refused(city: City, change: dict, code: str):
    plan = written(city, date_of_birth=date(1938, 5, 14))
    known = {"pathway_id": plan.pathway_id, "words": "Ring the club", "who": "Joan", **MARY, **change}
    assert codes_of(lambda: do(city, "person", add_task, **known)) == {code}


# ---------- visits


def test_a_plan_takes_several_visits(city: City):
    plan = written(city)
    known = {"pathway_id": plan.pathway_id, "how": "home", "who_was_there": "Mary, Carol", "words": "What matters"}
    for day in (16, 12):
        do(city, "support_planner", record_visit, on=date(2026, 11, day), **known)
    with acting_as(city.viewer("person")):
        assert [visit.on.day for visit in visits_of(again_in(plan).pathway)] == [16, 12]
    for change, code in (
        ({"on": date(2026, 12, 24)}, "in_the_future"),
        ({"how": "moon"}, "unknown_place"),
        ({"words": ""}, "no_words"),
    ):
        act = {"on": date(2026, 11, 16), **known, **change}
        assert codes_of(lambda act=act: do(city, "support_planner", record_visit, **act)) == {code}
    with pytest.raises(NotAllowed):
        do(city, "person", record_visit, on=date(2026, 11, 16), **known)


# ---------- by a link


def lent(city: City, plan: Plan, **more: Any) -> tuple[Any, str]:
    known = {"pathway_id": plan.pathway_id, "to_name": "Jean Holt", "days": 14}
    return do(city, "support_planner", create_share_link, **known | more)


def test_by_a_link_somebody_speaks_and_agrees_without_an_account(city: City):
    plan = written(city)
    invitation, token = lent(city, plan)
    viewer = invited_viewer(token, NOW)
    with acting_as(viewer):
        said = {"viewer": viewer, "at": NOW, "said_by": "Jean Holt"}
        add_comment(pathway_id=plan.pathway_id, words="Lovely", **said)
        add_goal(pathway_id=plan.pathway_id, words="To see the sea", **said)
        record_agreement(plan_id=plan.pk, agrees=False, words="One day less", told_of_network_share=True, **said)
    with acting_as(city.viewer("social_worker")):
        for row in (Comment.objects.get(), PlanAgreement.objects.order_by("pk").last()):
            assert (row.by, row.by_name, row.said_by) == (None, "Jean Holt, by a link", "Jean Holt")
        assert plan_view(again_in(plan)).current_agreement.told_of_network_share
        assert [link.pk for link in share_links_of(plan.pathway)] == [invitation.pk]


def test_by_a_link_nobody_writes_the_plan_or_makes_another_link(city: City):
    plan = written(city, "self_planning")
    _, token = do(city, "social_worker", create_share_link, pathway_id=plan.pathway_id, to_name="Jean Holt", days=14)
    viewer = invited_viewer(token, NOW)
    for act in (
        lambda: add_line(viewer=viewer, plan_id=plan.pk, at=NOW, **VISITS),
        lambda: submit_plan(viewer=viewer, plan_id=plan.pk, at=NOW),
        lambda: create_share_link(viewer=viewer, pathway_id=plan.pathway_id, to_name="Me", days=7, at=NOW),
    ):
        with acting_as(viewer), pytest.raises(NotAllowed), transaction.atomic():
            act()


def test_a_link_is_refused_and_called_back(city: City):
    plan = approved(city)
    invitation, token = lent(city, plan)
    assert codes_of(lambda: lent(city, plan, days=0)) == {"days_out_of_range"}
    assert codes_of(lambda: lent(city, plan, to_name=" ")) == {"nobody_invited"}
    with pytest.raises(NotAllowed):
        do(city, "person", create_share_link, pathway_id=plan.pathway_id, to_name="Jean", days=7)
    end = {"pathway_id": plan.pathway_id, "invitation_id": invitation.pk}
    do(city, "support_planner", end_share_link, **end)
    assert invited_viewer(token, NOW) is None
    assert codes_of(lambda: do(city, "support_planner", end_share_link, **end | {"invitation_id": 0})) == {
        "unknown_link"
    }
    empty = ready(city, name="Elsie Lamb", own=False)
    assert codes_of(
        lambda: do(city, "support_planner", create_share_link, pathway_id=empty.pk, to_name="Jean", days=7)
    ) == {"no_plan"}
    assert again(city, plan)
