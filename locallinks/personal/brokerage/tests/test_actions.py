"""Arranging a plan: each act with its record and its mark, and everything that stops it."""

from datetime import timedelta

import pytest

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.actions.arrangements import (
    confirm_live,
    save_arrangement,
    start_brokerage,
    start_line,
)
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.tests.builders import (
    ELAINE_PLAN,
    TWICE_A_DAY,
    agree_price,
    arrange,
    arrangements,
    arranging,
    cost,
    days,
    do,
    elaine,
    end,
    end_for_good,
    in_place,
    lines,
    marks,
    open_shares,
    second_plan,
    titled,
    urgent,
)
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.models import Line
from locallinks.personal.plans.tests.builders import approved, sent_plan, started, state_of
from tests.kit import NOW, TODAY, City, make_person, pathway_in


class TestStarting:
    def test_an_approved_plan_can_be_arranged(self, city: City) -> None:
        plan = approved(city)
        do(city, "support_planner", start_brokerage, pathway_id=plan.pathway_id)
        assert state_of(city, plan) == "brokering"
        (mark,) = marks(city, plan, "started to arrange the support")
        assert mark.actor_id == city.users["support_planner"].pk

    @pytest.mark.parametrize("build", [started, sent_plan])
    def test_nothing_is_arranged_before_approval(self, city: City, build) -> None:
        plan = build(city)
        before = state_of(city, plan)
        with pytest.raises(DomainError, match="must be approved before support is arranged"):
            do(city, "support_planner", start_brokerage, pathway_id=plan.pathway_id)
        assert state_of(city, plan) == before
        with acting_as(city.viewer("social_worker")):
            assert not Step.objects.filter(pathway=plan.pathway_id, event="start_brokerage").exists()

    @pytest.mark.parametrize(
        ("state", "role"),
        [
            ("planning", "social_worker"),
            ("planning", "person"),
            ("council_planning", "support_planner"),
            ("council_planning", "person"),
            ("self_planning", "person"),
            ("self_planning", "support_planner"),
        ],
    )
    def test_whoever_planned_arranges_and_nobody_else(self, city: City, state: str, role: str) -> None:
        plan = approved(city, state)
        with pytest.raises((DomainError, Pathway.DoesNotExist)):
            do(city, role, start_brokerage, pathway_id=plan.pathway_id)
        assert state_of(city, plan) == "approved"

    @pytest.mark.parametrize("role", ["other_support_planner", "other_social_worker"])
    def test_another_organisation_finds_nothing(self, city: City, role: str) -> None:
        plan = arranging(city)
        with pytest.raises(Pathway.DoesNotExist):
            do(city, role, start_brokerage, pathway_id=plan.pathway_id)
        with pytest.raises(Line.DoesNotExist):
            arrange_as(city, plan, role)


def arrange_as(city: City, plan, role: str, **agreed):
    how = {
        "provider_name": "Joan",
        "organisation_id": None,
        "starts_on": TODAY,
        "price_pence": 0,
        "minutes_per_week": 120,
        "checks_seen": "Seen",
    }
    return do(city, role, start_line, line_id=titled(city, plan, "Joan visits"), **(how | agreed))


class TestOneLine:
    def test_is_written_down_with_its_mark(self, city: City) -> None:
        plan = arranging(city)
        row = arrange(city, plan, "Joan visits", provider_name=" Joan Ellis ", starts_on=days(3))
        with acting_as(city.viewer("support_planner")):
            row = Arrangement.objects.get(pk=row.pk)
        assert (row.what, row.provider_name) == ("Joan visits for tea and a walk", "Joan Ellis")
        assert (row.starts_on, row.ends_on, row.price_pence, row.minutes_per_week) == (days(3), None, 0, 120)
        assert (row.home_id, row.arranged_by_id) == (city.council.pk, city.users["support_planner"].pk)
        (mark,) = marks(city, plan, "arranged a part of the plan")
        assert (mark.reason, mark.subject_id) == ("Joan visits for tea and a walk: Joan Ellis", str(row.pk))

    @pytest.mark.parametrize(
        ("agreed", "code", "field"),
        [
            ({"starts_on": None}, "no_start", "starts_on"),
            ({"starts_on": days(-1)}, "before_approval", "starts_on"),
            ({"starts_on": days(400)}, "too_far", "starts_on"),
            ({"provider_name": "  "}, "no_provider", "provider_name"),
            ({"price_pence": None}, "no_price", "price_pence"),
            ({"price_pence": -1}, "bad_price", "price_pence"),
            ({"price_pence": 1}, "over_plan", "price_pence"),
            ({"checks_seen": " \n"}, "vetting", "checks_seen"),
            ({"minutes_per_week": 60}, "fewer_hours", "minutes_per_week"),
            ({"organisation_id": 0}, "gives_no_support", "organisation_id"),
        ],
    )
    def test_each_thing_that_stops_it(self, city: City, agreed: dict, code: str, field: str) -> None:
        plan = arranging(city)
        with pytest.raises(DomainError) as refused:
            arrange(city, plan, "Joan visits", **agreed)
        assert [(one.code, one.field) for one in refused.value.problems] == [(code, field)]
        assert arrangements(city, plan) == {}
        assert not marks(city, plan, "arranged a part of the plan")

    @pytest.mark.parametrize("kind", ["investor", "other_council"])
    def test_only_those_who_give_support_are_let_in(self, city: City, kind: str) -> None:
        plan, organisation = arranging(city), getattr(city, kind)
        with pytest.raises(DomainError) as refused:
            arrange(city, plan, "Joan visits", organisation_id=organisation.pk)
        assert refused.value.codes == {"gives_no_support"}
        assert open_shares(city, plan, organisation) == []

    @pytest.mark.parametrize("role", ["social_worker", "network_manager", "volunteer_developer", "person"])
    def test_the_wrong_broker_is_refused(self, city: City, role: str) -> None:
        plan = arranging(city)
        with pytest.raises(NotAllowed, match="Whoever planned this support arranges it"):
            arrange_as(city, plan, role)

    def test_a_plan_that_is_approved_but_not_begun_is_begun_first(self, city: City) -> None:
        plan = approved(city)
        with pytest.raises(DomainError) as refused:
            arrange_as(city, plan, "support_planner")
        assert refused.value.codes == {"not_started"}

    def test_a_plan_that_is_only_sent_is_not_arranged(self, city: City) -> None:
        plan = sent_plan(city)
        with pytest.raises(DomainError) as refused:
            arrange_as(city, plan, "support_planner")
        assert refused.value.codes == {"not_approved"}

    def test_an_older_version_is_not_arranged_any_more(self, city: City) -> None:
        first = elaine(city)
        second_plan(city, first)
        with pytest.raises(DomainError) as refused:
            arrange(city, first, "Home care")
        assert refused.value.codes == {"not_approved"}

    def test_a_closed_way_through_is_left_alone(self, city: City) -> None:
        plan = in_place(city)
        end_for_good(city, plan)
        with pytest.raises(DomainError) as refused:
            arrange(city, plan, "Joan visits")
        assert refused.value.codes == {"only_to_read"}

    def test_it_is_arranged_once(self, city: City) -> None:
        plan = arranging(city)
        arrange(city, plan, "Joan visits")
        with pytest.raises(DomainError) as refused:
            arrange(city, plan, "Joan visits", provider_name="Somebody else", starts_on=days(9))
        assert refused.value.codes == {"already_arranged"}
        assert arrangements(city, plan)["Joan visits for tea and a walk"].provider_name == "Joan Ellis"

    def test_the_database_lets_one_of_two_at_the_same_moment(self, city: City) -> None:
        plan = arranging(city)
        row = arrange(city, plan, "Joan visits")
        with acting_as(city.viewer("support_planner")):
            row.pk, row._state.adding = None, True
            with pytest.raises(DomainError) as refused:
                save_arrangement(arrangement=row)
        assert refused.value.codes == {"already_arranged"}

    def test_a_price_above_the_plans_needs_somebodys_yes(self, city: City) -> None:
        plan = arranging(city, **TWICE_A_DAY)
        with pytest.raises(DomainError, match="The plan says £100.00 a week for this"):
            arrange(city, plan, "Morning", price_pence=12_000)
        agree_price(city, plan, "Morning", 12_000)
        with pytest.raises(DomainError, match="The plan says £100.00 a week for this"):
            arrange(city, plan, "Morning", price_pence=12_001)
        arrange(city, plan, "Morning", price_pence=12_000)
        arrange(city, plan, "Evening", price_pence=8_000)
        assert cost(city, plan) == 20_000

    def test_urgent_support_of_others_is_left_alone(self, city: City) -> None:
        """A line that came from nowhere must not end everything that has no line."""
        other = urgent(city, pathway_in(city, make_person(city, "Nora Pine"), "planning"))
        plan = arranging(city)
        arrange(city, plan, "Joan visits")
        with acting_as(city.viewer("social_worker")):
            assert Arrangement.objects.get(pk=other.pk).ends_on is None


class TestUrgent:
    """docs/rules/care-act.md 1, s.19(3)."""

    def test_starts_beside_the_way_through(self, city: City) -> None:
        pathway = pathway_in(city, make_person(city), "assessing")
        row = urgent(city, pathway)
        with acting_as(city.viewer("social_worker")):
            step = Step.objects.get(pathway=pathway, event="start_urgent_brokerage")
            assert Pathway.objects.get(pk=pathway.pk).state == "assessing"
            assert (step.reason, row.line_id, row.essential) == ("Her carer is in hospital", None, True)
            assert Entry.objects.filter(subject_kind="pathways.step", subject_id=str(step.pk)).exists()
        with acting_as(city.viewer("provider")):
            assert [one.what for one in Arrangement.objects.all()] == ["Somebody overnight"]

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"reason": " "}, "reason_given"),
            ({"checks_seen": ""}, "vetting"),
            ({"provider_name": ""}, "no_provider"),
            ({"price_pence": None}, "no_price"),
            ({"starts_on": days(500)}, "too_far"),
        ],
    )
    def test_still_needs_what_every_arrangement_needs(self, city: City, more: dict, code: str) -> None:
        pathway = pathway_in(city, make_person(city), "referred")
        with pytest.raises(DomainError) as refused:
            urgent(city, pathway, **more)
        assert refused.value.codes == {code}
        with acting_as(city.viewer("social_worker")):
            assert not Arrangement.objects.exists()

    @pytest.mark.parametrize("role", ["support_planner", "network_manager", "person"])
    def test_only_a_social_worker_flags_it(self, city: City, role: str) -> None:
        pathway = pathway_in(city, make_person(city, own=True), "planning")
        with pytest.raises(NotAllowed, match="Only the social worker"):
            urgent(city, pathway, role)

    def test_after_approval_the_plan_is_arranged_instead(self, city: City) -> None:
        pathway = pathway_in(city, make_person(city), "live")
        with pytest.raises(DomainError) as refused:
            urgent(city, pathway)
        assert refused.value.codes == {"illegal_move"}

    def test_a_part_of_the_plan_takes_its_place_the_day_it_starts(self, city: City) -> None:
        plan = sent_plan(city)
        row = urgent(city, plan.pathway)
        from locallinks.personal.plans.actions.decision import approve_plan

        do(
            city,
            "social_worker2",
            approve_plan,
            pathway_id=plan.pathway_id,
            personal_budget_pence=0,
            contribution_pence=0,
            deployment="council_managed",
        )
        do(city, "support_planner", start_brokerage, pathway_id=plan.pathway_id)
        arrange(city, plan, "Joan visits", starts_on=days(5), replaces_id=row.pk)
        with acting_as(city.viewer("social_worker")):
            assert Arrangement.objects.get(pk=row.pk).ends_on == days(5)
        (share,) = open_shares(city, plan, city.provider)
        assert share.ends_on == days(5), "and from then on the provider cannot see her"

    def test_nothing_of_another_person_is_replaced(self, city: City) -> None:
        other = urgent(city, pathway_in(city, make_person(city, "Nora Pine"), "planning"))
        plan = arranging(city)
        arrange(city, plan, "Joan visits", replaces_id=other.pk)
        with acting_as(city.viewer("social_worker")):
            assert Arrangement.objects.get(pk=other.pk).ends_on is None


class TestInPlace:
    def test_once_everything_essential_has_started(self, city: City) -> None:
        plan = arranging(city)
        for line in lines(city, plan):
            arrange(city, plan, line.title)
        do(city, "support_planner", confirm_live, pathway_id=plan.pathway_id)
        assert state_of(city, plan) == "live"
        assert len(marks(city, plan, "confirmed that essential support is in place")) == 1

    def test_not_while_a_part_has_nobody(self, city: City) -> None:
        plan = arranging(city)
        arrange(city, plan, "Joan visits")
        with pytest.raises(DomainError) as refused:
            do(city, "support_planner", confirm_live, pathway_id=plan.pathway_id)
        assert refused.value.codes == {"lines_have_start", "lines_have_provider", "lines_have_price", "vetting_ok"}
        assert state_of(city, plan) == "brokering"

    def test_not_while_something_essential_starts_later(self, city: City) -> None:
        plan = arranging(city, **ELAINE_PLAN)
        arrange(city, plan, "Home care", starts_on=days(1))
        arrange(city, plan, "Joan visits")
        with pytest.raises(DomainError) as refused:
            do(city, "support_planner", confirm_live, pathway_id=plan.pathway_id)
        assert refused.value.codes == {"essential_started"}
        do(city, "support_planner", confirm_live, pathway_id=plan.pathway_id, at=NOW + timedelta(days=1))
        assert state_of(city, plan) == "live"

    def test_not_when_the_essential_part_has_ended_again(self, city: City) -> None:
        plan = arranging(city, **ELAINE_PLAN)
        row = arrange(city, plan, "Home care")
        arrange(city, plan, "Joan visits")
        end(city, row, last_day=days(-1))
        with pytest.raises(DomainError) as refused:
            do(city, "support_planner", confirm_live, pathway_id=plan.pathway_id)
        assert "essential_started" in refused.value.codes

    @pytest.mark.parametrize("role", ["social_worker", "network_manager", "person"])
    def test_said_by_whoever_arranged_it(self, city: City, role: str) -> None:
        plan = arranging(city)
        with pytest.raises(NotAllowed):
            do(city, role, confirm_live, pathway_id=plan.pathway_id)
