"""Pausing, starting again and changing on days past or to come: no gap, no double pay; and what may fail soon."""

from datetime import timedelta

import pytest

from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.actions.pauses_and_changes import change_arrangement, pause_support, resume_support
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.queries.arrangements import council_pays_per_week, to_arrange
from locallinks.personal.brokerage.queries.lines_at_risk import LineToFind, lines_to_find
from locallinks.personal.brokerage.tests.builders import (
    NO,
    agree_price,
    answer,
    arrange,
    arrangements,
    arranging,
    ask,
    cost,
    days,
    do,
    elaine,
    elaine_arranging,
    end,
    in_place,
)
from locallinks.personal.brokerage.tests.page_helpers import at, day, post, text
from locallinks.personal.brokerage.tests.page_helpers import queries as count
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.tests.builders import state_of
from tests.kit import NOW, TODAY, City

LATER = NOW + timedelta(days=20)
CARE, JOAN = "Home care, morning and evening", "Joan visits for tea and a walk"


def pays(city: City, plan, on) -> int:
    with acting_as(city.viewer("social_worker")):
        return council_pays_per_week(Pathway.objects.get(pk=plan.pathway_id), on)


def pause(city: City, plan, *what: str, role: str = "support_planner", moment=LATER, **more):
    rows = arrangements(city, plan)
    ids = [rows[one].pk for one in what or rows]
    how = {"first_day": days(2), "back_on": days(12), "reason": "hospital"} | more
    return do(city, role, pause_support, at=moment, pathway_id=plan.pathway_id, arrangement_ids=ids, **how)


class TestPausing:
    def test_days_in_the_past_are_not_charged_and_the_way_through_goes_on(self, city: City) -> None:
        """In hospital and back, written down afterwards."""
        plan = elaine(city)
        pause(city, plan, CARE)
        assert [pays(city, plan, days(n)) for n in (1, 2, 11, 12)] == [27_300, 0, 0, 27_300]
        assert state_of(city, plan) == "live"
        assert cost(city, plan, days(5)) == 27_300, "what was agreed stays what was agreed"

    def test_what_was_agreed_to_keep_the_place_is_still_charged(self, city: City) -> None:
        plan = elaine(city)
        pause(city, plan, CARE, retainer_pence=5_000)
        assert pays(city, plan, days(5)) == 5_000
        with pytest.raises(DomainError, match="more than the full price"):
            pause(city, plan, CARE, first_day=days(13), back_on=days(14), retainer_pence=30_000)
        with pytest.raises(DomainError, match="one part at a time"):
            pause(city, plan, retainer_pence=1)

    def test_all_of_it_without_a_day_back_pauses_the_way_through_until_it_starts_again(self, city: City) -> None:
        plan = elaine(city)
        pause(city, plan, back_on=None, expected_on=days(30))
        assert state_of(city, plan) == "suspended"
        rows = do(city, "social_worker", resume_support, at=LATER, pathway_id=plan.pathway_id, back_on=days(15))
        assert {row.ends_on for row in rows} == {days(15)}
        assert state_of(city, plan) == "live"
        assert [pays(city, plan, days(n)) for n in (1, 2, 14, 15)] == [27_300, 0, 0, 27_300]

    def test_a_day_to_come_starts_it_then_and_not_before(self, city: City) -> None:
        plan = elaine(city)
        pause(city, plan, back_on=None, expected_on=days(30))
        do(city, "social_worker", resume_support, at=LATER, pathway_id=plan.pathway_id, back_on=days(25))
        assert state_of(city, plan) == "suspended"

    def test_some_of_it_leaves_the_rest_running(self, city: City) -> None:
        plan = elaine(city)
        pause(city, plan, CARE, back_on=None, expected_on=days(30))
        assert state_of(city, plan) == "live"
        with acting_as(city.viewer("support_planner")):
            pathway = Pathway.objects.get(pk=plan.pathway_id)
            rows = {row.line.title: row.status for row in to_arrange(pathway, days(20))}
        assert rows == {CARE: "suspended", JOAN: "active"}

    def test_a_provider_is_told_not_to_come_and_not_why(self, city: City) -> None:
        plan = elaine(city)
        with acting_as(city.viewer("social_worker")) as viewer:
            from locallinks.foundation.shared import clock

            today = clock.today()
            Arrangement.objects.update(starts_on=today - timedelta(days=9))
            pause_support(
                viewer=viewer,
                pathway_id=plan.pathway_id,
                reason="safety",
                words="Keep away",
                first_day=today,
                arrangement_ids=[Arrangement.objects.get(what=CARE).pk],
                expected_on=today + timedelta(days=5),
                at=clock.now(),
            )
        page = text(city.client("provider").get("/arranging/"))
        assert "Paused: ring before you go." in page
        assert "Keep away" not in page

    def test_refusals(self, city: City) -> None:
        plan = elaine(city)
        pause(city, plan, CARE)
        with pytest.raises(DomainError, match="already paused on some of these days"):
            pause(city, plan, CARE, first_day=days(11), back_on=days(13))
        with pytest.raises(DomainError, match="Choose what pauses"):
            do(
                city,
                "support_planner",
                pause_support,
                pathway_id=plan.pathway_id,
                arrangement_ids=[0],
                first_day=TODAY,
                back_on=days(1),
                reason="away",
            )
        with pytest.raises(NotAllowed):
            pause(city, plan, role=Role.PERSON)
        with pytest.raises(DomainError, match="Nothing is paused"):
            do(city, "support_planner", resume_support, pathway_id=plan.pathway_id, back_on=TODAY)
        pause(city, plan, JOAN, back_on=None, expected_on=days(30))
        with pytest.raises(DomainError, match="before it paused"):
            do(city, "support_planner", resume_support, pathway_id=plan.pathway_id, back_on=days(2))


class TestChanging:
    def change(self, city: City, plan, moment=LATER, role: str = "support_planner", version=None, **more):
        row = arrangements(city, plan)[CARE]
        how = {"from_on": days(7), "price_pence": 27_000, "minutes_per_week": None, "reason": "A lower price"} | more
        return do(city, role, change_arrangement, at=moment, arrangement_id=row.pk, version=version, **how)

    @pytest.mark.parametrize("from_on", [days(7), days(40)], ids=["past", "to come"])
    def test_the_old_holds_until_the_new_begins(self, city: City, from_on) -> None:
        plan = elaine(city)
        self.change(city, plan, from_on=from_on)
        before, after = from_on - timedelta(days=1), from_on
        assert [cost(city, plan, on) for on in (before, after)] == [27_300, 27_000]

    def test_above_the_plan_needs_a_yes_and_fewer_hours_a_review(self, city: City) -> None:
        plan = elaine(city)
        with pytest.raises(DomainError, match="Ask for a yes"):
            self.change(city, plan, price_pence=28_000)
        agree_price(city, plan, "Home care", 28_000)
        self.change(city, plan, price_pence=28_000, minutes_per_week=900)
        with pytest.raises(DomainError, match="Fewer hours need a review first"):
            end_and_again(city, plan, self)

    def test_refusals(self, city: City) -> None:
        plan = elaine(city)
        for more, told in (
            ({"price_pence": 27_300}, "Nothing is different"),
            ({"from_on": days(-1)}, "does not run on that day"),
            ({"reason": " "}, "Say why it changes"),
            ({"minutes_per_week": 60}, "Fewer hours need a review"),
        ):
            with pytest.raises(DomainError, match=told):
                self.change(city, plan, **more)
        with pytest.raises(Stale):
            self.change(city, plan, version=9)
        with pytest.raises(NotAllowed):
            self.change(city, plan, role=Role.SOCIAL_WORKER)
        pause(city, plan, CARE)
        with pytest.raises(DomainError, match="paused then"):
            self.change(city, plan)


def end_and_again(city: City, plan, changing) -> None:
    """Back from 15 hours to 14: within the plan, but still fewer than now."""
    with acting_as(city.viewer("support_planner")):
        row = Arrangement.objects.filter(what=CARE).latest("starts_on")
    do(
        city,
        "support_planner",
        change_arrangement,
        at=LATER,
        arrangement_id=row.pk,
        version=None,
        from_on=days(9),
        price_pence=27_300,
        minutes_per_week=840,
        reason="Fewer",
    )


class TestWhatMayFail:
    def parts(self, city: City, role: str = "support_planner", on=TODAY, moment=NOW) -> dict[str, LineToFind]:
        with acting_as(city.viewer(role)) as viewer:
            return {part.line.title: part for part in lines_to_find(viewer=viewer, on=on, at=moment)}

    def test_what_nobody_gives_yet(self, city: City) -> None:
        plan = elaine_arranging(city)
        (asked,) = ask(city, plan, names=["Sunrise"])
        answer(city, asked.request.pk, **NO)
        found = self.parts(city)
        assert found[CARE].risks == ("start_near", "all_said_no")
        assert (found[CARE].urgent, found[CARE].declined) == (True, 1)
        arrange(city, plan, "Home care")
        assert CARE not in self.parts(city)
        assert self.parts(city, on=days(1))[JOAN].risks == ("late",)
        assert self.parts(city, "other_support_planner") == {}

    def test_what_is_given_and_may_stop(self, city: City) -> None:
        plan = in_place(city)
        assert self.parts(city) == {}
        end(city, arrangements(city, plan)[JOAN], last_day=days(9))
        assert self.parts(city)[JOAN].risks == ("ending",)
        plan = arranging(city, own=False, name="Nora Pine")
        arrange(city, plan, "Tuesday club", check_until=days(20))
        assert self.parts(city)["Tuesday club at the network"].risks == ("check_soon",)
        assert self.parts(city, on=days(21))["Tuesday club at the network"].risks == ("check_out",)

    def test_a_check_that_has_run_out_starts_nothing(self, city: City) -> None:
        plan = arranging(city)
        with pytest.raises(DomainError, match="This check has run out"):
            arrange(city, plan, "Joan", check_until=days(-1))

    def test_still_paused_after_the_day_it_was_expected(self, city: City) -> None:
        plan = elaine(city)
        pause(city, plan, CARE, back_on=None, expected_on=days(22))
        assert self.parts(city, on=days(22)) == {}
        assert self.parts(city, on=days(23))[CARE].risks == ("still_paused",)

    def test_the_page_counts_filters_and_costs_the_same(self, city: City) -> None:
        client = city.client("support_planner")
        assert "Nothing to find" in text(client.get("/arranging/parts/"))
        elaine_arranging(city)
        page = text(client.get("/arranging/parts/"))
        assert "All (2)" in page
        assert "To find (2)" in page
        one = count(client, "/arranging/parts/")
        arranging(city, own=False, name="Nora Pine")
        assert count(client, "/arranging/parts/") == one
        lines = client.get("/arranging/parts/?format=csv").content.decode().splitlines()
        assert len(lines) == 5


class TestThePages:
    def test_pause_and_start_again(self, city: City) -> None:
        from locallinks.foundation.shared import clock

        plan = elaine(city)
        with acting_as(city.viewer("support_planner")):
            Arrangement.objects.update(starts_on=clock.today() - timedelta(days=30))
        client, first = city.client("support_planner"), clock.today() - timedelta(days=9)
        ids = [str(row.pk) for row in arrangements(city, plan).values()]
        back = clock.today() + timedelta(days=5)
        told = {"arrangement_ids": ids, "reason": "hospital", **day("first_day", first), **day("expected_on", back)}
        assert post(client, at(plan, "pause/"), **told).status_code == 303
        assert state_of(city, plan) == "suspended"
        assert "expected back on" in text(client.get(at(plan)))
        assert "Paused now" in text(client.get(at(plan, "again/")))
        assert post(client, at(plan, "again/"), **day("back_on", clock.today())).status_code == 303
        assert state_of(city, plan) == "live"
        assert client.get(at(plan, "again/")).status_code == 302

    def test_change(self, city: City) -> None:
        plan = elaine(city)
        page = at(plan, f"{arrangements(city, plan)[CARE].pk}/change/")
        client = city.client("support_planner")
        assert "Fewer hours need a review first" in text(client.get(page))
        sent = post(client, page, version="1", price_pence="270", reason="Less", **day("from_on", days(7)))
        assert sent.status_code == 303, text(sent)
        with pytest.raises(DomainError):
            do(city, "support_planner", move_pathway, pathway_id=plan.pathway_id, event="resume", facts={})
