"""Mary's and Elaine's stories, whole (docs/rules/local-links.md 10), and what must hold however they are told."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from locallinks.demo import build, summary
from locallinks.demo.city import City
from locallinks.demo.stories import elaine, mary
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.viewer import acting_as
from locallinks.impact.dividends.queries import weekly_saving
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.queries.arrangements import arrangements_of, council_cost_per_week
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.models import Line, Plan, PlanApproval
from locallinks.personal.plans.queries.plan_view import approved_plan, lines_of
from locallinks.personal.reviews.models import ReviewResult
from tests.journeys.conftest import NOW, quiet
from tests.journeys.recorded_story import rolled_back

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
    build.tell_main_stories(city=city, at=NOW, say=quiet)
    return summary.summarise(city)["stories"]


@pytest.fixture(scope="module")
def told(built: City) -> Iterator[dict[str, Any]]:
    """All stories, told once; no test here changes them but in a transaction of its own."""
    with rolled_back():
        yield tell(built)


def way_of(city: City, name: str) -> Pathway:
    return Pathway.objects.select_related("person").get(person__full_name=name)


def test_mary_from_her_neighbours_call_to_her_mondays(built: City, told: dict[str, Any]) -> None:
    """Given a woman alone who led a majorettes troop; when the network plans with her; then friends."""
    assert [(step["event"], step["actor"], step["state"]) for step in told["mary"]["steps"]] == MARYS_WAY
    assert told["mary"]["state"] == "live"
    with acting_as(built.viewer("support.planner")):
        lines = lines_of(approved_plan(way_of(built, mary.NAME)))
        assert [line.kind for line in lines] == ["voluntary", "community_asset"]
        assert lines[1].service is not None  # a real entry of the directory
        assert sum(line.council_cost_pence for line in lines) == 0
        assert "majorettes" in approved_plan(way_of(built, mary.NAME)).about_me
        assert ReviewResult.objects.get(review__pathway__person__full_name=mary.NAME).next_review_on > NOW.date()


def test_elaine_needs_less_home_care_and_more_company(built: City, told: dict[str, Any]) -> None:
    """Given 14 hours at 19.50; when a review leads to 8 hours and friends; then 117.00 a week is saved."""
    hers = told["elaine"]
    assert [(step["event"], step["state"]) for step in hers["steps"]][-6:] == ELAINES_SECOND_HALF
    assert (hers["state"], hers["saving_pence_per_week"]) == ("live", 11_700)
    with acting_as(built.viewer("support.planner")):
        assert council_cost_per_week(way_of(built, elaine.NAME), NOW.date()) == 8 * 1950


@pytest.mark.usefixtures("told")
def test_elaines_first_plan_saved_nothing(built: City) -> None:
    first = NOW.date() - timedelta(days=elaine.DAYS + 1 - 60)  # sixty days in, on the first plan
    with acting_as(built.viewer("social.worker")):
        pathway = Pathway.objects.get(person__full_name=elaine.NAME)
    finance = built.viewer("finance")
    with acting_as(finance):
        assert weekly_saving(viewer=finance, pathway=pathway, on=first) == 0


@pytest.mark.usefixtures("told")
def test_the_old_plan_goes_on_until_the_new_one_starts(built: City) -> None:
    """No day without home care, and no day paid twice."""
    begun = NOW.date() - timedelta(days=elaine.DAYS + 1)
    with acting_as(built.viewer("support.planner")):
        pathway = way_of(built, elaine.NAME)
        for day in range(17, elaine.DAYS):
            mornings = [a for a in arrangements_of(pathway, begun + timedelta(days=day)) if a.what.startswith("Help")]
            assert len(mornings) == 1, f"day {day}: {len(mornings)} arrangements for the mornings"


@pytest.mark.usefixtures("told")
def test_telling_twice_changes_nothing(aireborough: City) -> None:
    with acting_as(aireborough.viewer("social.worker")):
        before = {model: model.objects.count() for model in (Entry, Step, Plan, Line, PlanApproval, Arrangement)}
    tell(aireborough)
    with acting_as(aireborough.viewer("social.worker")):
        assert {model: model.objects.count() for model in before} == before


PAGES = (
    "/people/{person}/", "/people/{person}/timeline/", "/people/{person}/sharing/", "/people/{person}/looks/",
    "/pathways/{way}/", "/pathways/{way}/plan/", "/pathways/{way}/plan/print/", "/pathways/{way}/budget/sum/",
    "/pathways/{way}/arranging/", "/pathways/{way}/review/",
)  # fmt: skip
SECRETS = ("baseline", "Baseline", "£78.00", "£273.00 less", "£117.00", "saving of", "saved")


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("name", "who"), [(mary.NAME, "support.planner"), (mary.NAME, "person"), (elaine.NAME, "support.planner")]
)
def test_neither_baseline_nor_saving_on_any_page_the_planner_or_the_person_opens(
    built: City, name: str, who: str
) -> None:
    with acting_as(built.viewer("support.planner")):
        pathway = way_of(built, name)
    client = Client()
    client.force_login(built.user(who), backend="django.contrib.auth.backends.ModelBackend")
    with rolled_back():
        for page in PAGES:
            response = client.get(page.format(person=pathway.person_id, way=pathway.pk))
            assert response.status_code == 200, f"{page}: {response.status_code}"
            read = [secret for secret in SECRETS if secret in response.content.decode()]
            assert not read, f"{who} reads {read} on {page}"
