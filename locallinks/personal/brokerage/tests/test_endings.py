"""What ends: an older plan when the new one starts, an arrangement on its last day, and what a provider sees."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.people.models import Share
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.actions.arrangements import confirm_live, start_brokerage
from locallinks.personal.brokerage.actions.helper_endings import record_helper_ending
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.queries.arrangements import (
    arrangements_of,
    earlier_lines,
    paused_arrangement_ids,
    running_outside_plan,
    work_of_provider,
)
from locallinks.personal.brokerage.tests.builders import (
    arrange,
    arrangements,
    arranging,
    cost,
    days,
    do,
    elaine,
    end,
    end_for_good,
    history,
    in_place,
    marks,
    open_shares,
    second_plan,
    titled,
)
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, TODAY, City


class TestTheSecondPlan:
    def test_follows_the_first_with_no_gap_and_no_day_paid_twice(self, city: City) -> None:
        first = elaine(city)
        second = second_plan(city, first)
        do(city, "support_planner", start_brokerage, pathway_id=first.pathway_id)
        starts = days(4)
        for what in ("Home care", "Joan visits", "Tuesday club"):
            who = (
                {"organisation_id": city.provider.pk, "provider_name": "Beck Home Care"} if what == "Home care" else {}
            )
            arrange(city, second, what, starts_on=starts, **who)
        assert [cost(city, first, days(n)) for n in (0, 3, 4, 60)] == [27300, 27300, 15600, 15600]
        old = arrangements(city, first)
        assert {row.ends_on for row in old.values()} == {starts}
        live = NOW + timedelta(days=4)
        do(city, "support_planner", confirm_live, pathway_id=first.pathway_id, at=live)
        assert cost(city, first, starts) == 15600
        (share,) = open_shares(city, first, city.provider)
        assert share.ends_on is None, "the same provider goes on, so it goes on seeing her"

    def test_what_is_no_longer_in_the_plan_ends_when_the_new_one_is_in_place(self, city: City) -> None:
        first = elaine(city)
        second = second_plan(city, first, keep=False)
        do(city, "support_planner", start_brokerage, pathway_id=first.pathway_id)
        for what in ("Joan visits", "Tuesday club"):
            arrange(city, second, what)
        assert cost(city, first) == 27300, "until then it goes on"
        do(city, "support_planner", confirm_live, pathway_id=first.pathway_id)
        assert cost(city, first) == 0
        (share,) = open_shares(city, first, city.provider)
        assert share.ends_on == TODAY
        with acting_as(city.viewer("provider")):
            assert not Share.objects.filter(ends_on=None).exists()
            assert not person_row(first), "and the provider cannot find her any more, in SQL either"

    def test_an_end_agreed_before_is_cut_to_the_new_start(self, city: City) -> None:
        first = elaine(city)
        row = arrangements(city, first)["Home care, morning and evening"]
        end(city, row, last_day=days(30))
        second = second_plan(city, first)
        do(city, "support_planner", start_brokerage, pathway_id=first.pathway_id)
        arrange(city, second, "Home care", starts_on=days(4))
        assert cost(city, first, days(4)) == 15600

    def test_a_version_that_was_never_arranged_does_not_hide_what_runs(self, city: City) -> None:
        """Version 2 is approved and changed again before anything started: version 3 still ends version 1."""
        first = elaine(city)
        second = second_plan(city, first)
        with acting_as(city.viewer("social_worker")):
            found = earlier_lines(Pathway.objects.get(pk=first.pathway_id))
        home_care = titled(city, second, "Home care")
        assert found[home_care] == [titled(city, first, "Home care")]


def person_row(plan) -> list:
    with connection.cursor() as cursor:
        cursor.execute("select id from people_person where id = %s", [plan.person_id])
        return cursor.fetchall()


class TestEnding:
    def test_keeps_the_last_day_and_says_why(self, city: City) -> None:
        plan = in_place(city, by_provider="Joan visits")
        row = arrangements(city, plan)["Joan visits for tea and a walk"]
        end(city, row, last_day=days(6))
        row = arrangements(city, plan)["Joan visits for tea and a walk"]
        assert (row.ends_on, row.last_day, row.version) == (days(7), days(6), 2)
        (mark,) = marks(city, plan, "ended a part of the support")
        assert mark.reason == "Joan visits for tea and a walk: She goes to her daughter's"
        (share,) = open_shares(city, plan, city.provider)
        assert share.ends_on == days(7)
        with acting_as(city.viewer("social_worker")):
            cursor_rows = history(row)
        assert cursor_rows == [None, days(7)]

    def test_the_part_can_then_be_arranged_again_but_not_over_the_old(self, city: City) -> None:
        plan = in_place(city)
        row = arrangements(city, plan)["Joan visits for tea and a walk"]
        end(city, row, last_day=days(6))
        do(
            city,
            "support_planner",
            record_helper_ending,
            pathway_id=plan.pathway_id,
            arrangement_id=row.pk,
            wants="somebody_new",
            words="Somebody who walks, please.",
            said_by="Mary",
        )
        with pytest.raises(DomainError, match="Start it on 23 November 2026 or later"):
            arrange(city, plan, "Joan visits", starts_on=days(6))
        arrange(city, plan, "Joan visits", provider_name="Amir Sands", starts_on=days(7))
        with acting_as(city.viewer("social_worker")):
            pathway = Pathway.objects.get(pk=plan.pathway_id)
            given = {on: [a.provider_name for a in arrangements_of(pathway, days(on))] for on in (6, 7)}
        assert "Amir Sands" in given[7]
        assert "Amir Sands" not in given[6]

    def test_what_never_began_leaves_room_for_another(self, city: City) -> None:
        plan = arranging(city)
        row = arrange(city, plan, "Joan visits", starts_on=days(5))
        end(city, row, last_day=days(4))
        another = arrange(city, plan, "Joan visits", provider_name="Amir Sands", starts_on=days(5))
        assert another.provider_name == "Amir Sands"

    @pytest.mark.parametrize(
        ("more", "code", "field"),
        [
            ({"last_day": days(-2)}, "dates", "last_day"),
            ({"reason": " "}, "no_reason", "reason"),
        ],
    )
    def test_is_refused(self, city: City, more: dict, code: str, field: str) -> None:
        plan = in_place(city)
        row = arrangements(city, plan)["Joan visits for tea and a walk"]
        with pytest.raises(DomainError) as refused:
            end(city, row, **more)
        assert [(one.code, one.field) for one in refused.value.problems] == [(code, field)]
        assert arrangements(city, plan)["Joan visits for tea and a walk"].ends_on is None

    def test_once(self, city: City) -> None:
        plan = in_place(city)
        row = arrangements(city, plan)["Joan visits for tea and a walk"]
        end(city, row, last_day=days(-1))
        with pytest.raises(DomainError) as refused:
            end(city, row, last_day=days(3))
        assert refused.value.codes == {"already_ended"}

    def test_an_older_copy_is_stale(self, city: City) -> None:
        plan = in_place(city)
        row = arrangements(city, plan)["Joan visits for tea and a walk"]
        end(city, row, last_day=days(9))
        with pytest.raises(Stale):
            end(city, row, last_day=days(3), version=1)

    @pytest.mark.parametrize("role", ["network_manager", "volunteer_developer", "handover_champion", "person"])
    def test_by_whoever_arranged_it_or_the_social_worker(self, city: City, role: str) -> None:
        plan = in_place(city)
        row = arrangements(city, plan)["Joan visits for tea and a walk"]
        with pytest.raises(NotAllowed):
            end(city, row, role)
        assert end(city, row, "social_worker", last_day=days(1)).ends_on == days(2)

    @pytest.mark.parametrize("role", ["provider", "other_social_worker", "other_support_planner"])
    def test_never_by_a_provider_or_a_stranger(self, city: City, role: str) -> None:
        plan = in_place(city, by_provider="Joan visits")
        row = arrangements(city, plan)["Joan visits for tea and a walk"]
        with pytest.raises((NotAllowed, Arrangement.DoesNotExist, Pathway.DoesNotExist)):
            end(city, row, role)
        assert arrangements(city, plan)["Joan visits for tea and a walk"].ends_on is None

    def test_after_everything_has_ended_too(self, city: City) -> None:
        plan = in_place(city)
        end_for_good(city, plan)
        with acting_as(city.viewer("social_worker")):
            left = running_outside_plan(Pathway.objects.get(pk=plan.pathway_id), TODAY)
        assert len(left) == 2
        for row in left:
            end(city, row, "social_worker", last_day=days(-1))
        assert cost(city, plan) == 0


class TestAProvider:
    def test_sees_its_own_work_and_nothing_else_in_sql_either(self, city: City) -> None:
        plan = elaine(city)
        with acting_as(city.viewer("provider")), connection.cursor() as cursor:
            cursor.execute("select what from brokerage_arrangement")
            assert cursor.fetchall() == [("Home care, morning and evening",)]
            for table in (
                "plans_plan",
                "plans_line",
                "plans_planapproval",
                "budgets_indicativebudget",
                "budgets_baseline",
                "assessments_assessment",
                "assessments_eligibilitydecision",
                "charging_estimate",
                "pathways_pathway",
                "pathways_step",
                "reviews_review",
                "brokerage_arrangementhistory",
            ):
                cursor.execute(f"select count(*) from {table}")
                assert cursor.fetchone() == (0,), table
            assert [work.status for work in work_of_provider(city.viewer("provider"), TODAY)] == ["active"]
        assert plan.person_id in provider_sees(city)

    def test_cannot_change_what_was_agreed(self, city: City) -> None:
        elaine(city)
        with acting_as(city.viewer("provider")):
            assert Arrangement.objects.update(price_pence=99_999) == 0

    def test_cannot_let_itself_back_in(self, city: City) -> None:
        plan = in_place(city, by_provider="Joan visits")
        end(city, arrangements(city, plan)["Joan visits for tea and a walk"], last_day=days(-1))
        assert plan.person_id not in provider_sees(city)
        with acting_as(city.viewer("provider")), pytest.raises(DatabaseError), transaction.atomic():
            Share.objects.filter(person_id=plan.person_id).update(ends_on=None)

    def test_is_told_of_a_pause_and_not_why(self, city: City) -> None:
        plan = in_place(city, by_provider="Joan visits")
        do(
            city,
            "support_planner",
            move_pathway,
            pathway_id=plan.pathway_id,
            event="suspend",
            reason="To keep her safe",
            facts={"reason_given": True, "expected_return": True},
        )
        with acting_as(city.viewer("provider")) as viewer:
            assert [work.status for work in work_of_provider(viewer, TODAY)] == ["suspended"]
            (row,) = work_of_provider(viewer, TODAY)
            assert paused_arrangement_ids() == {row.arrangement.pk}
        for role in ("other_support_planner", "investor", "social_worker"):
            with acting_as(city.viewer(role)):
                assert paused_arrangement_ids() == frozenset(), role

    def test_that_gives_something_else_goes_on_seeing_the_person(self, city: City) -> None:
        plan = arranging(city)
        first = arrange(city, plan, "Joan visits", organisation_id=city.provider.pk)
        arrange(city, plan, "Tuesday club", organisation_id=city.provider.pk)
        end(city, first, last_day=days(-1))
        assert plan.person_id in provider_sees(city)


def provider_sees(city: City) -> set[int]:
    from locallinks.foundation.people.models import Person

    with acting_as(city.viewer("provider")):
        return set(Person.objects.values_list("pk", flat=True))
