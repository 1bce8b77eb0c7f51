"""Mary's and Elaine's stories, whole (local-links.md section 10), and what must hold however they are told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from locallinks.demo import elaine, mary, report, stories
from locallinks.demo.city import City
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.scope import acting_as
from locallinks.impact.dividends.queries import weekly_saving
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.queries import arrangements_of, council_cost_per_week
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.models import Line, Plan, PlanApproval
from locallinks.personal.plans.queries import approved_plan, lines_of
from locallinks.personal.reviews.models import ReviewResult
from tests.journeys.conftest import NOW, quiet

MARYS_WAY = [
    ("refer", "Ruth Adeyemi", "referred"),
    ("start_assessment", "Ruth Adeyemi", "assessing"),
    ("decide_eligibility", "Ruth Adeyemi", "eligible"),
    ("set_indicative", "Ruth Adeyemi", "budgeted"),
    ("offer_handover", "Ruth Adeyemi", "handover_offered"),
    ("person_accepts", "Ruth Adeyemi", "handover_sent"),
    ("network_accepts", "Priya Nair", "planning"),
    ("submit", "Joan Whitlock", "plan_submitted"),
    ("approve", "Owen Sutcliffe", "approved"),
    ("start_brokerage", "Joan Whitlock", "brokering"),
    ("all_essential_lines_started", "Joan Whitlock", "live"),
    ("review_due", "Ruth Adeyemi", "in_review"),
    ("no_change", "Ruth Adeyemi", "live"),
]
ELAINES_SECOND_HALF = [
    ("review_requested", "in_review"),
    ("revise", "planning"),
    ("submit", "plan_submitted"),
    ("approve", "approved"),
    ("start_brokerage", "brokering"),
    ("all_essential_lines_started", "live"),
]


def tell(city: City) -> dict[str, Any]:
    stories.tell_all(city=city, at=NOW, say=quiet)
    return report.build(city)["stories"]


def way_of(city: City, name: str) -> Pathway:
    return Pathway.objects.select_related("person").get(person__full_name=name)


def test_mary_from_her_neighbours_call_to_her_mondays(aireborough: City) -> None:
    """Given a woman alone who led a majorettes troop; when the network plans with her; then friends."""
    told = tell(aireborough)["mary"]
    assert [(step["event"], step["actor"], step["state"]) for step in told["steps"]] == MARYS_WAY
    assert told["state"] == "live"
    with acting_as(aireborough.viewer("support.planner")):
        lines = lines_of(approved_plan(way_of(aireborough, mary.NAME)))
        assert [line.kind for line in lines] == ["voluntary", "community_asset"]
        assert lines[1].service is not None  # a real entry of the directory
        assert sum(line.weekly_cost_pence for line in lines) == 0
        assert "majorettes" in approved_plan(way_of(aireborough, mary.NAME)).about_me
        assert ReviewResult.objects.get(review__pathway__person__full_name=mary.NAME).next_review_on > NOW.date()


def test_elaine_needs_less_home_care_and_more_company(aireborough: City) -> None:
    """Given 14 hours at 19.50; when a review leads to 8 hours and friends; then 117.00 a week is saved."""
    told = tell(aireborough)["elaine"]
    assert [(step["event"], step["state"]) for step in told["steps"]][-6:] == ELAINES_SECOND_HALF
    assert (told["state"], told["saving_pence_per_week"]) == ("live", 11_700)
    with acting_as(aireborough.viewer("support.planner")):
        assert council_cost_per_week(way_of(aireborough, elaine.NAME), NOW.date()) == 8 * 1950


def test_elaines_first_plan_saved_nothing(aireborough: City) -> None:
    tell(aireborough)
    first = NOW.date() - timedelta(days=elaine.DAYS + 1 - 60)  # sixty days in, on the first plan
    with acting_as(aireborough.viewer("social.worker")):
        pathway = Pathway.objects.get(person__full_name=elaine.NAME)
    finance = aireborough.viewer("finance")
    with acting_as(finance):
        assert weekly_saving(viewer=finance, pathway=pathway, on=first) == 0


def test_the_old_plan_goes_on_until_the_new_one_starts(aireborough: City) -> None:
    """No day without home care, and no day paid twice."""
    tell(aireborough)
    begun = NOW.date() - timedelta(days=elaine.DAYS + 1)
    with acting_as(aireborough.viewer("support.planner")):
        pathway = way_of(aireborough, elaine.NAME)
        for day in range(17, elaine.DAYS):
            mornings = [a for a in arrangements_of(pathway, begun + timedelta(days=day)) if a.what.startswith("Help")]
            assert len(mornings) == 1, f"day {day}: {len(mornings)} arrangements for the mornings"


def test_telling_twice_changes_nothing(aireborough: City) -> None:
    tell(aireborough)
    with acting_as(aireborough.viewer("social.worker")):
        before = {model: model.objects.count() for model in (Entry, Step, Plan, Line, PlanApproval, Arrangement)}
    tell(aireborough)
    with acting_as(aireborough.viewer("social.worker")):
        assert {model: model.objects.count() for model in before} == before


def test_a_story_that_was_killed_goes_on_where_it_stopped(aireborough: City, monkeypatch: pytest.MonkeyPatch) -> None:
    from locallinks.personal.plans import actions as plans

    def power_cut(**details: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(plans, "approve_plan", power_cut)
    with pytest.raises(RuntimeError):
        tell(aireborough)
    monkeypatch.undo()
    told = tell(aireborough)["mary"]
    assert [(step["event"], step["actor"], step["state"]) for step in told["steps"]] == MARYS_WAY


def pages_of(pathway_id: int, person_id: int) -> list[str]:
    return [
        f"/people/{person_id}/",
        f"/people/{person_id}/timeline/",
        f"/people/{person_id}/sharing/",
        f"/people/{person_id}/looks/",
        f"/pathways/{pathway_id}/",
        f"/pathways/{pathway_id}/plan/",
        f"/pathways/{pathway_id}/plan/print/",
        f"/pathways/{pathway_id}/budget/sum/",
        f"/pathways/{pathway_id}/arranging/",
        f"/pathways/{pathway_id}/review/",
    ]


@pytest.mark.parametrize("name", [mary.NAME, elaine.NAME])
def test_neither_baseline_nor_saving_on_any_page_the_planner_or_the_person_opens(aireborough: City, name: str) -> None:
    tell(aireborough)
    with acting_as(aireborough.viewer("support.planner")):
        pathway = way_of(aireborough, name)
        addresses = pages_of(pathway.pk, pathway.person_id)
    for key in ("support.planner", "person") if name == mary.NAME else ("support.planner",):
        text = read_all(aireborough, key, addresses)
        for secret in ("baseline", "Baseline", "£78.00", "£273.00 less", "£117.00", "saving of", "saved"):
            assert secret not in text, f"{key} can read “{secret}”"


def read_all(city: City, key: str, addresses: list[str]) -> str:
    client = Client()
    client.force_login(city.user(key), backend="django.contrib.auth.backends.ModelBackend")
    pages: list[str] = []
    fetch: Callable[[str], Any] = client.get
    for address in addresses:
        response = fetch(address)
        assert response.status_code == 200, f"{key} at {address}: {response.status_code}"
        pages.append(response.content.decode())
    return "\n".join(pages)
