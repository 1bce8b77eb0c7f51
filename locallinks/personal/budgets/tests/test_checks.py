"""The second check of the baseline, from figures without names (docs/rules/local-links.md 8)."""

import uuid

import pytest
from django.http import Http404

from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.budgets import actions, queries
from locallinks.personal.budgets.models import Baseline
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City, make_person, pathway_in, refuses
from tests.readability import page_words, reading_age


@pytest.fixture
def pathway(city: City) -> Pathway:
    return pathway_in(city, make_person(city, own=True), "eligible")


@pytest.fixture
def baseline(city: City, pathway: Pathway) -> Baseline:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        given = {"points": 46, "usual_minutes_per_week": 570, "usual_words": "Two visits a day for Mary Firth"}
        return actions.set_indicative_budget(viewer=viewer, pathway_id=pathway.pk, at=NOW, **given).baseline


def check(city: City, baseline: Baseline, role: str = "finance", **more):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return actions.check_baseline(viewer=viewer, baseline_id=baseline.pk, at=NOW, **({"agrees": True} | more))


def is_checked(city: City, pathway: Pathway) -> bool:
    with acting_as(city.viewer("social_worker")):
        return queries.baseline_is_checked(pathway)


def codes(city: City, baseline: Baseline, **more) -> list[str]:
    with pytest.raises(DomainError) as problem:
        check(city, baseline, **more)
    return [one.code for one in problem.value.problems]


@pytest.mark.parametrize("role", ["finance", "commissioner"])
def test_somebody_outside_the_scheme_agrees(city: City, pathway: Pathway, baseline: Baseline, role: str) -> None:
    assert not is_checked(city, pathway)
    check(city, baseline, role)
    assert is_checked(city, pathway)
    assert codes(city, baseline) == ["checked"]


def test_a_doubt_says_why_and_changes_no_budget(city: City, pathway: Pathway, baseline: Baseline) -> None:
    assert codes(city, baseline, agrees=False) == ["no_words"]
    assert codes(city, baseline, words="x" * 2001) == ["too_long"]
    check(city, baseline, agrees=False, words="Twice the usual hours")
    assert not is_checked(city, pathway)
    with acting_as(city.viewer("social_worker")):
        assert Baseline.objects.get().weekly_pence == 18_525


def test_nobody_inside_the_scheme_checks(city: City, baseline: Baseline) -> None:
    for role in ("social_worker", "social_worker2", "support_planner", "network_manager", "person"):
        assert refuses(NotAllowed, check, city, baseline, role), f"{role} may check"


def test_a_baseline_of_another_council_is_not_found(city: City, baseline: Baseline) -> None:
    viewer = city.viewer("finance")
    with acting_as(viewer), pytest.raises(Http404):
        queries.baseline_to_check(viewer=viewer, baseline_id=baseline.pk + 99)


def test_the_pages_name_nobody(city: City, pathway: Pathway, baseline: Baseline) -> None:
    client, one = city.client("finance"), f"/budgets/to-check/{baseline.pk}/"
    for url in ("/budgets/to-check/", one):
        page = client.get(url).content.decode()
        assert "£185.25" in page
        assert "£186.30" in page
        assert "Mary" not in page  # nor what the usual support was in words
        assert reading_age(page_words(page)) <= 13
    assert client.post(one, {"submission": str(uuid.uuid4()), "agrees": "no", "words": ""}).status_code == 422
    response = client.post(one, {"submission": str(uuid.uuid4()), "agrees": "yes", "words": ""})
    assert response.headers["Location"] == "/budgets/to-check/"
    assert "Nothing to check" in client.get("/budgets/to-check/").content.decode()
    assert "Checked already" in client.get(one).content.decode()
    page = city.client("social_worker").get(f"/pathways/{pathway.pk}/budget/").content.decode()
    assert "Looks right, says Farida Khan" in page
