"""An assessment as far along as a test needs it (answers are the words of `save_part`), and its pages."""

import uuid

from django.test import Client
from django.urls import reverse

from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.needs_assessment import decide_eligibility, save_part, start_assessment
from locallinks.personal.assessments.choices import WellbeingArea
from locallinks.personal.assessments.models import Assessment, EligibilityDecision
from locallinks.personal.assessments.queries.needs_assessment import assessment_of, decision_of
from locallinks.personal.assessments.rules.eligibility import ADULT_OUTCOMES
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City

REASONS = "You told us you no longer get out, and see nobody for days."


def started(city: City, pathway: Pathway) -> Assessment:
    """On a pathway in `referred`."""
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        return start_assessment(viewer=viewer, pathway_id=pathway.pk, method="face_to_face", at=NOW)


def answered(
    city: City, assessment: Assessment, *, unable: dict[str, str], impairment: bool = True, impact: bool = True
) -> Assessment:
    """Every question of the test: able but for `unable`."""
    outcomes = {code: {"ability": unable.get(code, "able"), "words": ""} for code in ADULT_OUTCOMES}
    effects = dict.fromkeys(WellbeingArea, "none") | {"relationships": "big"}
    parts = {
        "outcomes": outcomes,
        "health": {"answer": impairment, "words": "The accident"},
        "wellbeing": {"answer": impact, "words": "She has stopped eating with others", "effects": effects},
    }
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        for part, answers in parts.items():
            assessment = save_part(
                viewer=viewer,
                assessment_id=assessment.pk,
                version=assessment.version,
                part=part,
                answers=answers,
                at=NOW,
            )
    return assessment


def decided(
    city: City, pathway: Pathway, *, eligible: bool = True, unable: dict[str, str] | None = None
) -> EligibilityDecision:
    """On a pathway in `referred`: assessed, and decided as the sum says."""
    unable = {"A7": "unable_assist", "A9": "unable_pain"} if unable is None else unable
    answered(city, started(city, pathway), unable=unable if eligible else {})
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        decide_eligibility(viewer=viewer, pathway_id=pathway.pk, decided_eligible=eligible, reasons=REASONS, at=NOW)
        pathway.refresh_from_db()
        return decision_of(pathway)


def at(name: str, pathway: Pathway, part: str = "strengths") -> str:
    more = {"part": part} if name == "write_part" else {}
    return reverse(f"assessments:{name}", kwargs={"pathway_id": pathway.pk, **more})


def sent(**data: str) -> dict[str, str]:
    return {"submission": str(uuid.uuid4()), **data}


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def saved(city: City, pathway: Pathway) -> Assessment:
    with acting_as(city.viewer("social_worker")):
        return assessment_of(pathway)
