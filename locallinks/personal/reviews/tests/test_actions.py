"""Tests of starting, writing and finishing reviews, and of which are due."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.pipeline import run
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.tests.builders import elaine, end_for_good, in_place
from locallinks.personal.pathways.actions import move_pathway, record_advocacy
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.models import Line, Plan
from locallinks.personal.plans.tests.builders import ready, state_of
from locallinks.personal.reviews import actions, queries
from locallinks.personal.reviews.models import Review, ReviewResult
from tests.kit import NOW, TODAY, City, make_person, pathway_in
from tests.prebuilt import built_once

SAID = {"happened": "Out every Monday", "changed": "She is steadier", "words": "I have got my Mondays back"}


def do(city: City, role: str, act, at=NOW, **more):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return act(viewer=viewer, at=at, **more)


@built_once
def begun(city: City, plan: Plan | None = None, kind: str = "planned", role: str = "social_worker", **more) -> Review:
    plan = plan or in_place(city)
    return do(city, role, actions.start_review, pathway_id=plan.pathway_id, kind=kind, **more)


def marks(city: City, review: Review, verb: str) -> int:
    with acting_as(city.viewer("social_worker")):
        return Entry.objects.filter(person_id=review.person_id, verb=verb).count()


def pathway_of(city: City, review: Review) -> Pathway:
    with acting_as(city.viewer("social_worker")):
        return Pathway.objects.get(pk=review.pathway_id)


class TestStarting:
    @pytest.mark.parametrize(
        ("kind", "role", "more", "verb"),
        [
            ("light_touch", "social_worker", {}, "started the planned review"),
            ("planned", "social_worker", {}, "started the planned review"),
            ("requested", "support_planner", {"asked_by": "Elaine"}, "started a review because one was asked for"),
            ("requested", "person", {"asked_by": "Mary"}, "started a review because one was asked for"),
            ("unplanned", "support_planner", {"reason": "A fall"}, "started a review because something changed"),
            ("unplanned", "person", {"reason": "A fall"}, "started a review because something changed"),
        ],
    )
    def test_each_kind_by_whoever_may(self, city: City, kind: str, role: str, more: dict, verb: str) -> None:
        review = begun(city, kind=kind, role=role, **more)
        assert pathway_of(city, review).state == "in_review"
        assert (review.kind, review.started_by_id, review.started_at) == (kind, city.users[role].pk, NOW)
        assert marks(city, review, verb) == 1

    @pytest.mark.parametrize(
        ("kind", "more", "code", "field"),
        [
            ("requested", {"asked_by": " "}, "said_by_person", "asked_by"),
            ("unplanned", {"reason": " "}, "reason_given", "reason"),
            ("yearly", {}, "unknown_kind", "kind"),
        ],
    )
    def test_says_what_is_missing_at_its_question(
        self, city: City, kind: str, more: dict, code: str, field: str
    ) -> None:
        plan = in_place(city)
        with pytest.raises(DomainError) as refused:
            begun(city, plan, kind, **more)
        assert [(one.code, one.field) for one in refused.value.problems] == [(code, field)]
        assert state_of(city, plan) == "live"

    @pytest.mark.parametrize("role", ["support_planner", "person", "network_manager", "handover_champion"])
    def test_the_planned_one_is_the_councils_to_keep(self, city: City, role: str) -> None:
        plan = in_place(city)
        with pytest.raises(NotAllowed):
            begun(city, plan, "planned", role)
        assert state_of(city, plan) == "live"

    @pytest.mark.parametrize("role", ["other_social_worker", "other_support_planner", "provider"])
    def test_others_find_nothing(self, city: City, role: str) -> None:
        plan = in_place(city)
        with pytest.raises(Pathway.DoesNotExist):
            begun(city, plan, "requested", role, asked_by="Me")

    def test_waits_for_an_advocate_who_is_needed(self, city: City) -> None:
        plan = in_place(city)
        do(city, "social_worker", record_advocacy, pathway=plan.pathway, needed=True, reason="Cannot follow alone")
        with pytest.raises(DomainError) as refused:
            begun(city, plan)
        assert refused.value.codes == {"advocacy_ok"}

    @pytest.mark.parametrize("state", ["planning", "brokering", "suspended", "ended"])
    def test_only_while_support_is_in_place(self, city: City, state: str) -> None:
        pathway = pathway_in(city, make_person(city), state)
        with pytest.raises(DomainError) as refused:
            do(city, "social_worker", actions.start_review, pathway_id=pathway.pk, kind="planned")
        assert refused.value.codes == {"illegal_move"}

    def test_one_at_a_time(self, city: City) -> None:
        plan = in_place(city)
        begun(city, plan)
        with pytest.raises(DomainError):
            begun(city, plan)
        with acting_as(city.viewer("social_worker")):
            assert Review.objects.count() == 1


class TestWriting:
    @pytest.mark.parametrize("role", ["social_worker", "support_planner", "person"])
    def test_is_kept_as_typed_with_who_took_part(self, city: City, role: str) -> None:
        review = begun(city)
        do(
            city,
            role,
            actions.save_review,
            review_id=review.pk,
            version=1,
            took_part=" Mary, Joan ",
            happened="<b>Out</b>\n\nevery Monday",
            changed="",
            words="Good",
        )
        with acting_as(city.viewer("social_worker")):
            review = Review.objects.get()
        assert (review.happened, review.took_part, review.version) == ("<b>Out</b>\n\nevery Monday", "Mary, Joan", 2)
        assert marks(city, review, "wrote in the review") == 1

    def test_the_same_again_changes_nothing(self, city: City) -> None:
        review = begun(city)
        for version in (1, 2):
            do(city, "social_worker", actions.save_review, review_id=review.pk, version=version, **SAID)
        assert marks(city, review, "wrote in the review") == 1

    def test_from_an_older_copy_is_stale(self, city: City) -> None:
        review = begun(city)
        do(city, "support_planner", actions.save_review, review_id=review.pk, version=1, **SAID)
        with pytest.raises(Stale):
            do(city, "social_worker", actions.save_review, review_id=review.pk, version=1, **SAID | {"changed": "x"})

    @pytest.mark.parametrize("role", ["network_manager", "handover_champion", "volunteer_developer"])
    def test_others_do_not_write_in_it(self, city: City, role: str) -> None:
        review = begun(city)
        with pytest.raises(NotAllowed):
            do(city, role, actions.save_review, review_id=review.pk, version=1, **SAID)

    def test_a_finished_review_stays_as_it_was(self, city: City) -> None:
        review = begun(city)
        finish(city, review)
        with pytest.raises(DomainError, match="This review is finished"):
            do(city, "social_worker", actions.save_review, review_id=review.pk, version=None, **SAID)

    def test_one_left_behind_is_not_open(self, city: City) -> None:
        review = begun(city)
        plan = Plan(pathway_id=review.pathway_id, person_id=review.person_id)
        end_for_good(city, plan)
        pathway = pathway_of(city, review)
        with acting_as(city.viewer("social_worker")):
            assert queries.open_review(pathway) is None
        with pytest.raises(DomainError, match="This review is finished"):
            do(city, "social_worker", actions.save_review, review_id=review.pk, version=1, **SAID)


def finish(city: City, review: Review, role: str = "social_worker", **more) -> ReviewResult:
    told = {**SAID, "next_review_on": TODAY + timedelta(days=180)} | more
    return do(city, role, actions.finish_no_change, pathway_id=review.pathway_id, **told)


FINISHES = [
    (actions.finish_no_change, {"next_review_on": TODAY + timedelta(days=180)}, "live", "no_change"),
    (actions.finish_revise, {"reason": "She asked"}, "planning", "revise"),
    (actions.finish_needs_changed, {"reason": "A stroke"}, "assessing", "needs_changed"),
]


class TestFinishing:
    @pytest.mark.parametrize(("act", "more", "state", "result"), FINISHES)
    def test_three_ways(self, city: City, act, more: dict, state: str, result: str) -> None:
        review = begun(city)
        found = do(city, "social_worker", act, pathway_id=review.pathway_id, **SAID, **more)
        assert pathway_of(city, review).state == state
        assert (found.result, found.finished_by_id) == (result, city.users["social_worker"].pk)
        with acting_as(city.viewer("social_worker")):
            review = Review.objects.get()
            assert (review.happened, review.words) == (SAID["happened"], SAID["words"])
            assert Step.objects.filter(pathway=review.pathway_id).last().reason == more.get("reason", "")

    @pytest.mark.parametrize(("act", "more", "state", "result"), FINISHES)
    @pytest.mark.parametrize("role", ["support_planner", "person", "network_manager"])
    def test_by_the_social_worker_alone(self, city: City, act, more, state, result, role: str) -> None:
        review = begun(city)
        with pytest.raises(NotAllowed, match="The social worker finishes the review"):
            do(city, role, act, pathway_id=review.pathway_id, **SAID, **more)
        assert pathway_of(city, review).state == "in_review"

    @pytest.mark.parametrize(("act", "more", "state", "result"), FINISHES)
    def test_not_before_it_is_written(self, city: City, act, more, state, result) -> None:
        review = begun(city)
        with pytest.raises(DomainError) as refused:
            do(
                city,
                "social_worker",
                act,
                pathway_id=review.pathway_id,
                **SAID | {"happened": " ", "words": ""},
                **more,
            )
        assert refused.value.codes == {"nothing_happened", "no_words"}
        assert pathway_of(city, review).state == "in_review"
        with acting_as(city.viewer("social_worker")):
            assert not ReviewResult.objects.exists()

    @pytest.mark.parametrize(
        ("on", "code"),
        [
            (None, "next_review_set"),
            (TODAY, "out_of_range"),
            (TODAY - timedelta(days=1), "out_of_range"),
            (TODAY + timedelta(days=366), "out_of_range"),
        ],
    )
    def test_the_next_one_has_a_date_within_a_year(self, city: City, on, code: str) -> None:
        review = begun(city)
        with pytest.raises(DomainError) as refused:
            finish(city, review, next_review_on=on)
        assert [(one.code, one.field) for one in refused.value.problems] == [(code, "next_review_on")]
        assert pathway_of(city, review).state == "in_review"

    @pytest.mark.parametrize("act", [actions.finish_revise, actions.finish_needs_changed])
    def test_a_change_has_a_reason(self, city: City, act) -> None:
        review = begun(city)
        with pytest.raises(DomainError) as refused:
            do(city, "social_worker", act, pathway_id=review.pathway_id, reason=" ", **SAID)
        assert [(one.code, one.field) for one in refused.value.problems] == [("no_reason", "reason")]
        assert pathway_of(city, review).state == "in_review"

    def test_without_an_open_review_there_is_nothing_to_finish(self, city: City) -> None:
        plan = in_place(city)
        with pytest.raises(DomainError, match="No review is open"):
            do(city, "social_worker", actions.finish_revise, pathway_id=plan.pathway_id, reason="x", **SAID)

    def test_what_somebody_wrote_meanwhile_is_not_lost(self, city: City) -> None:
        review = begun(city)
        do(city, "support_planner", actions.save_review, review_id=review.pk, version=1, **SAID)
        with pytest.raises(Stale):
            finish(city, review, version=1)

    def test_a_result_is_history(self, city: City) -> None:
        finish(city, begun(city))
        with (
            acting_as(city.viewer("social_worker")),
            pytest.raises(DatabaseError, match="history"),
            transaction.atomic(),
        ):
            ReviewResult.objects.update(result="revise")

    def test_revising_begins_the_next_version_and_the_old_one_goes_on(self, city: City) -> None:
        plan = elaine(city)
        review = begun(city, plan, "requested", asked_by="Elaine")
        do(city, "social_worker", actions.finish_revise, pathway_id=review.pathway_id, reason="She asked", **SAID)
        with acting_as(city.viewer("support_planner")):
            old, new = Plan.objects.filter(pathway=review.pathway_id)
            assert (new.number, new.approval if hasattr(new, "approval") else None) == (2, None)
            assert Line.objects.filter(plan=new).count() == Line.objects.filter(plan=old).count()
            assert city.users["social_worker"].pk not in new.author_ids, "opening it is not writing it"
            from locallinks.personal.brokerage.queries.arrangements import council_cost_per_week

            assert council_cost_per_week(Pathway.objects.get(pk=review.pathway_id), TODAY) == 27300


def due(city: City, on, role: str = "social_worker") -> list[tuple]:
    with acting_as(city.viewer(role)) as viewer:
        found = run(queries.reviews_due(viewer=viewer, today=on))
        return [(one.pathway.person.preferred_name, one.next_review.kind, one.next_review.due_on) for one in found]


class TestWhoseReviewIsDue:
    def test_a_first_look_six_to_eight_weeks_in(self, city: City) -> None:
        in_place(city)
        first, last = TODAY + timedelta(weeks=6), TODAY + timedelta(weeks=8)
        assert due(city, first - timedelta(days=1)) == []
        assert due(city, first) == due(city, last + timedelta(days=90)) == [("Mary", "light_touch", last)]

    def test_then_the_day_the_review_set(self, city: City) -> None:
        review = begun(city, kind="light_touch")
        on = TODAY + timedelta(days=100)
        finish(city, review, next_review_on=on)
        assert due(city, on - timedelta(days=31)) == []
        assert due(city, on - timedelta(days=30)) == [("Mary", "planned", on)]
        with acting_as(city.viewer("support_planner")):
            assert queries.next_review(pathway_of_now(review)).due_on == on

    def test_nobody_whose_support_is_paused_or_being_looked_at(self, city: City) -> None:
        plan = in_place(city)
        later = TODAY + timedelta(weeks=9)
        assert len(due(city, later)) == 1
        begun(city, plan)
        assert due(city, later) == []

    def test_nobody_who_never_had_support(self, city: City) -> None:
        pathway = ready(city)
        with acting_as(city.viewer("social_worker")):
            assert queries.next_review(pathway) is None
        pathway_in(city, make_person(city, "Nora Pine"), "live", at=NOW - timedelta(days=900))
        assert due(city, TODAY) == [], "no approved plan, so nothing to look at"

    def test_after_the_end_there_is_no_next_one(self, city: City) -> None:
        plan = in_place(city)
        end_for_good(city, plan)
        with acting_as(city.viewer("social_worker")):
            assert queries.next_review(Pathway.objects.get(pk=plan.pathway_id)) is None

    @pytest.mark.parametrize("role", ["support_planner", "finance", "handover_champion", "other_social_worker"])
    def test_it_is_the_social_workers_to_hold(self, city: City, role: str) -> None:
        in_place(city)
        assert due(city, TODAY + timedelta(weeks=9), role) == []

    def test_costs_two_queries_however_many(self, city: City, django_assert_num_queries) -> None:
        for name in ("Ann Ash", "Bea Birch", "Cy Cedar"):
            in_place(city, own=False, name=name)
        with acting_as(city.viewer("social_worker")) as viewer, django_assert_num_queries(2):
            assert len(list(run(queries.reviews_due(viewer=viewer, today=TODAY + timedelta(weeks=9))))) == 3


def pathway_of_now(review: Review) -> Pathway:
    return Pathway.objects.get(pk=review.pathway_id)


def test_suspended_support_can_be_looked_at_once_it_is_back(city: City) -> None:
    plan = in_place(city)
    facts = {"reason_given": True, "expected_return": True}
    do(city, "social_worker", move_pathway, pathway_id=plan.pathway_id, event="suspend", facts=facts, reason="Hospital")
    with pytest.raises(DomainError):
        begun(city, plan)
    do(city, "social_worker", move_pathway, pathway_id=plan.pathway_id, event="resume", facts={})
    assert begun(city, plan).kind == "planned"
