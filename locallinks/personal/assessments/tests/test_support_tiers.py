"""The rainbow to point at, what was tried, and the versions side by side: never part of the test, never lost."""

import math

import pytest
from django.test import Client

from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.needs_assessment import choose_tiers
from locallinks.personal.assessments.queries.compare_versions import changes_between, versions_of
from locallinks.personal.assessments.queries.needs_assessment import answers_of, assessment_of
from locallinks.personal.assessments.rules.needs_assessment import PARTS
from locallinks.personal.assessments.rules.support_tiers import TIERS, check_pointed, rainbow_arcs
from locallinks.personal.assessments.tests.builders import answered, at, decided, read, saved, sent, started
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City
from tests.readability import page_words, reading_age

UNABLE = {"A7": "unable_assist", "A9": "unable_pain"}


def test_it_asks_what_matters_before_what_is_the_matter() -> None:
    words = [part.slug for part in PARTS.values() if part.kind == "words"]
    assert words == ["what-matters", "strengths", "people", "community", "services", "what-is-hard"]
    assert [slug for slug in words if PARTS[slug].tried] == ["strengths", "people", "community", "services"]


def test_there_is_no_part_for_a_plan() -> None:
    """docs/rules/local-links.md 4, guard-rail."""
    assert not [part for part in PARTS.values() if "plan" in f"{part.slug} {part.title} {part.question}".lower()]


def test_the_nearest_band_is_the_smallest_and_needs_stand_apart_on_it() -> None:
    arcs = rainbow_arcs([("A7", "people"), ("A9", "people"), ("A2", "")])
    assert [arc.tier.key for arc in arcs] == list(TIERS)
    assert [arc.radius for arc in arcs] == sorted(arc.radius for arc in arcs)
    (left, right) = arcs[1].spots
    assert (left[2], right[2]) == ("A7", "A9")
    assert left[0] < right[0]
    for x, y, _ in arcs[1].spots:
        assert math.hypot(x - 200, y - 214) == pytest.approx(arcs[1].radius, abs=0.2)
    assert not [arc for arc in arcs if arc.spots and arc.number != 2]


def test_only_bands_there_are_and_only_for_what_is_hard() -> None:
    check_pointed({"A7": "people", "A9": ""}, ["A7", "A9"])
    with pytest.raises(DomainError) as problem:
        check_pointed({"A7": "moon", "A1": "people"}, ["A7", "A9"])
    assert [(one.field, one.code) for one in problem.value.problems] == [("a7", "unknown_tier"), ("a1", "not_a_need")]


def test_somebody_points_and_the_test_stays_as_it_was(city: City, client: Client, pathway: Pathway) -> None:
    assessment = answered(city, started(city, pathway), unable=UNABLE)
    page = read(client, at("support_tiers", pathway))
    assert "Six bands" in page
    assert "See this as a table" in page
    response = client.post(
        at("support_tiers", pathway), sent(version=str(assessment.version), a7="community", a9="open")
    )
    assert response.headers["Location"] == at("support_tiers", pathway)
    with acting_as(city.viewer("social_worker")):
        answers = answers_of(assessment_of(pathway))
        assert {code: answers.outcomes[code].tier for code in UNABLE} == {"A7": "community", "A9": ""}
        # where help might come from is never counted (carer-blind, docs/rules/care-act.md 2)
        assert answers.sum.eligible
    assert "Family and friends" in read(city.client("person"), at("support_tiers", pathway))


def test_pointing_asks_for_the_newest_version_and_the_social_worker(
    city: City, client: Client, pathway: Pathway
) -> None:
    assessment = answered(city, started(city, pathway), unable=UNABLE)
    old = sent(version="1", a7="community")
    assert client.post(at("support_tiers", pathway), old).status_code == 409
    assert city.client("person").post(at("support_tiers", pathway), old).status_code == 403
    for role, error, version in (("support_planner", NotAllowed, None), ("social_worker", Stale, 1)):
        viewer = city.viewer(role)
        with acting_as(city.viewer("social_worker")), pytest.raises(error):
            choose_tiers(viewer=viewer, assessment_id=assessment.pk, version=version, tiers={"A7": "people"}, at=NOW)


def test_a_finished_one_stays_as_it_is(city: City, pathway: Pathway) -> None:
    decided(city, pathway)
    viewer = city.viewer("social_worker")
    with acting_as(viewer), pytest.raises(DomainError) as problem:
        choose_tiers(viewer=viewer, assessment_id=assessment_of(pathway).pk, version=None, tiers={}, at=NOW)
    assert problem.value.problems[0].code == "assessment_finished"


def test_nothing_is_hard_yet(city: City, client: Client, pathway: Pathway) -> None:
    assert client.get(at("support_tiers", pathway)).status_code == 404
    started(city, pathway)
    assert "Nothing to place yet" in read(client, at("support_tiers", pathway))


def test_what_was_tried_is_kept_beside_what_was_said(city: City, client: Client, pathway: Pathway) -> None:
    assessment = started(city, pathway)
    url = at("write_part", pathway, "community")
    assert "What have you tried there?" in read(client, url)
    client.post(url, sent(version=str(assessment.version), words="The chapel", tried="The bus. It is too far"))
    assert saved(city, pathway).community_tried == "The bus. It is too far"
    assert "The bus. It is too far" in read(city.client("person"), at("assessment", pathway))
    assert 'name="tried"' not in read(client, at("write_part", pathway, "what-matters"))


def test_who_changed_what_and_when(city: City, client: Client, pathway: Pathway) -> None:
    assessment = started(city, pathway)
    url = at("write_part", pathway, "strengths")
    client.post(url, sent(version="1", words="I led a troop", tried=""))
    client.post(url, sent(version="2", words="I led a majorettes troop", tried="A walking stick"))
    client.post(at("write_part", pathway, "a7"), sent(version="3", ability="unable_assist", words="Nobody comes"))
    client.post(at("write_part", pathway, "a7"), sent(version="4", ability="unable_pain", words="Nobody comes"))
    with acting_as(city.viewer("social_worker")):
        versions = versions_of(assessment)
        assert [(one.number, one.by, one.part) for one in versions] == [
            (5, "Ruth Adeyemi", "Family and friends"),
            (4, "Ruth Adeyemi", "Family and friends"),
            (3, "Ruth Adeyemi", "What you are good at and proud of"),
            (2, "Ruth Adeyemi", "What you are good at and proud of"),
            (1, "Ruth Adeyemi", "Started"),
        ]
        changed = changes_between(assessment, 2, 4)
        assert [(one.before, one.after) for one in changed] == [
            ("I led a troop", "I led a majorettes troop"),
            ("", "A walking stick"),
            ("", "Cannot do this without help or reminding"),
            ("", "Nobody comes"),
        ]
        (last,) = changes_between(assessment, 4, 5)
        assert last.after == "Can do this, but with a lot of pain, distress or worry"
        assert changes_between(assessment, 9, 9) == []
    page = read(client, at("assessment_versions", pathway) + "?before=2&after=3")
    assert "What changed from version 2 to version 3" in page
    assert "I led a majorettes troop" in page
    assert "version 1 to version 5" in read(client, at("assessment_versions", pathway) + "?before=²&after=99999999")
    assert "No difference" in read(client, at("assessment_versions", pathway) + "?before=5&after=5")


def test_before_there_is_one_there_are_no_versions(client: Client, pathway: Pathway) -> None:
    assert client.get(at("assessment_versions", pathway)).status_code == 404


@pytest.mark.parametrize("name", ["support_tiers", "assessment_versions"])
def test_these_pages_read_plainly(city: City, client: Client, pathway: Pathway, name: str) -> None:
    answered(city, started(city, pathway), unable=UNABLE)
    for viewer in (client, city.client("person")):
        assert reading_age(page_words(read(viewer, at(name, pathway)))) <= 11
