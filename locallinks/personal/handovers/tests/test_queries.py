"""Who waits, who did not reach a network and why, and the rates of docs/rules/local-links.md 4."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.accounts.models import Membership, Team
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.handovers.actions.network_answers import chase, move_on, network_accepts, network_declines
from locallinks.personal.handovers.actions.offers import not_offered, offer_handover
from locallinks.personal.handovers.actions.person_answers import person_accepts, person_declines
from locallinks.personal.handovers.queries import clocks, introduction_outcomes, queue
from locallinks.personal.handovers.tests.builders import EXPLAINED, budgeted, do, offered, sent, serve
from tests.kit import NOW, TODAY, City

FROM = TODAY - timedelta(days=30)
LATE = NOW + timedelta(days=4)


def cases(city: City, role: str = "handover_champion", to=TODAY):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return list(introduction_outcomes.introduction_outcomes(viewer=viewer, from_on=FROM, to_on=to))


def test_everybody_found_eligible_is_counted_once_with_the_outcome(city: City):
    serve(city)
    budgeted(city, name="Ann Ash")
    offered(city, name="Bob Birch")
    reached = sent(city, name="Cay Cedar")
    do(city, "network_manager", network_accepts, reached, planner_id=city.users["support_planner"].pk)
    no = offered(city, name="Dee Dale")
    do(city, "social_worker", person_declines, no, said_by="Dee Dale", words="I have my sister")
    full = sent(city, name="Eve Elm")
    do(
        city,
        "network_manager",
        network_declines,
        full,
        reason="Full",
        next_state="council_planning",
        failure_code="network_full",
    )
    missed = budgeted(city, name="Flo Fern")
    do(
        city,
        "social_worker",
        not_offered,
        missed,
        failure_code="judged_unsuitable",
        words="Too frail, I thought",
    )
    silent = sent(city, name="Gus Gorse")
    do(city, "handover_champion", move_on, silent, reason="Three calls", at=LATE)
    budgeted(city, name="Hal Holly", postcode="ZZ9 9ZZ")  # nobody serves this one: never in E

    found = {case.name: case for case in cases(city)}
    rows = {name: case.row for name, case in found.items()}
    assert {name for name, row in rows.items() if row.offered} == {"Bob", "Cay", "Dee", "Eve", "Gus"}
    assert {name for name, row in rows.items() if row.accepted} == {"Cay", "Eve", "Gus"}
    assert {name for name, row in rows.items() if row.reached} == {"Cay"}
    assert {name for name, row in rows.items() if not row.closed} == {"Ann", "Bob", "Hal"}
    assert not rows["Hal"].served
    assert {name: row.failure_code for name, row in rows.items() if row.failure_code} == {
        "Dee": "person_declined",
        "Eve": "network_full",
        "Flo": "judged_unsuitable",
        "Gus": "lost_no_response",
    }
    assert found["Flo"].why == "Too frail, I thought"

    viewer = city.viewer("commissioner")
    with acting_as(viewer):
        rates = introduction_outcomes.rates(viewer=viewer, from_on=FROM, to_on=TODAY)
    assert (rates.eligible, rates.offered, rates.accepted, rates.reached) == (7, 5, 3, 1)
    assert (rates.waiting, rates.declined, rates.avoidable) == (2, 1, 3)


def test_the_worked_example_comes_out_of_the_records(city: City):
    """docs/rules/local-links.md 4: E 40, O 26, A 20, H 18; of 22 not introduced 6 said no, so 16 were avoidable."""
    serve(city)
    planner = city.users["support_planner"].pk
    for number in range(40):
        name = {"name": f"Person {number}"}
        if number < 14:
            do(city, "social_worker", not_offered, budgeted(city, **name), failure_code="not_told_about_option")
        elif number < 20:
            do(city, "social_worker", person_declines, offered(city, **name), said_by="Them", words="Not now")
        elif number < 22:
            no = {"reason": "Full", "next_state": "council_planning", "failure_code": "network_full"}
            do(city, "network_manager", network_declines, sent(city, **name), **no)
        else:
            do(city, "network_manager", network_accepts, sent(city, **name), planner_id=planner)
    viewer = city.viewer("handover_champion")
    with acting_as(viewer):
        found = introduction_outcomes.rates(viewer=viewer, from_on=FROM, to_on=TODAY)
    assert (found.eligible, found.offered, found.accepted, found.reached) == (40, 26, 20, 18)
    percents = [str(one) for one in (found.offer_rate, found.take_up, found.completion, found.handover_rate)]
    assert percents == ["65.0", "76.9", "90.0", "45.0"]
    assert sum(found.by_reason.values()) == 22
    assert (found.declined, found.avoidable, found.waiting) == (6, 16, 0)


def test_a_later_yes_counts_and_ends_the_first_reason(city: City):
    serve(city)
    pathway = budgeted(city)
    do(city, "social_worker", not_offered, pathway, failure_code="urgent_discharge")
    do(city, "social_worker", offer_handover, pathway, network_id=city.network.pk, at=LATE, **EXPLAINED)
    do(city, "social_worker", person_accepts, pathway, said_by="Mary", at=LATE)
    do(city, "network_manager", network_accepts, pathway, planner_id=city.users["support_planner"].pk, at=LATE)
    (case,) = cases(city)
    assert (case.row.reached, case.row.failure_code) == (True, "")


def test_a_decision_outside_the_period_is_not_counted(city: City):
    serve(city)
    budgeted(city, at=NOW - timedelta(days=60))
    assert cases(city) == []


def test_small_teams_are_not_shown(city: City):
    serve(city)
    team = Team.objects.create(organisation=city.council, name="West team")
    Membership.objects.filter(user=city.users["social_worker"]).update(team=team)
    for name in ("Ann Ash", "Bob Birch"):
        budgeted(city, name=name)
    viewer = city.viewer("handover_champion")
    with acting_as(viewer):
        found = introduction_outcomes.introduction_outcomes(viewer=viewer, from_on=FROM, to_on=TODAY)
    ((name, shown),) = introduction_outcomes.rates_by_team(found.rows, from_on=FROM, to_on=TODAY)
    assert (name, shown.eligible, shown.handover_rate) == ("West team", None, None)


@pytest.mark.parametrize("role", ["support_planner", "network_manager", "finance", "investor", "provider"])
def test_only_the_council_can_count_everybody(city: City, role: str):
    with pytest.raises(NotAllowed):
        cases(city, role)


def test_another_council_counts_only_its_own(city: City):
    serve(city)
    budgeted(city)
    assert cases(city, "other_social_worker") == []


def waiting(city: City, today=TODAY):
    viewer = city.viewer("handover_champion")
    with acting_as(viewer):
        return list(queue.introduction_queue(viewer=viewer, today=today))


def test_who_waits_overdue_first(city: City):
    late = sent(city, name="Ann Ash")
    budgeted(city, name="Bob Birch", at=NOW + timedelta(days=3))
    offered(city, name="Cay Cedar")
    do(city, "handover_champion", chase, late, words="Rang", at=LATE)
    rows = waiting(city, LATE.date())
    assert [(row.name, row.urgency) for row in rows] == [("Ann", "overdue"), ("Bob", "due_soon"), ("Cay", "no_clock")]
    assert [row.network for row in rows] == ["Millbank Neighbours", "", "Millbank Neighbours"]
    assert rows[0].times_asked_again == 1


def test_the_number_of_queries_does_not_grow(city: City):
    def counted() -> int:
        viewer = city.viewer("handover_champion")
        with (
            acting_as(viewer),
            CaptureQueriesContext(
                connection,
            ) as ran,
        ):
            list(queue.introduction_queue(viewer=viewer, today=TODAY))
            list(introduction_outcomes.introduction_outcomes(viewer=viewer, from_on=FROM, to_on=TODAY))
        return len(ran)

    sent(city, name="Ann Ash")
    one = counted()
    for name in ("Bob Birch", "Cay Cedar", "Dee Dale"):
        sent(city, name=name)
    assert counted() == one
    assert one <= 17


def test_clocks_are_the_councils_own(city: City):
    limits = clocks.clocks_on(TODAY)
    assert limits["handover_sent"] == 2
    assert limits["brokering"] == limits["approved"] == 10
    assert limits[("planning", "first_visit")] == 5
