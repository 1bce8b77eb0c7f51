"""Two carers of Harold: one with an assessment in progress, one with a decision. Called by populate_city.py."""

from datetime import datetime, timedelta
from typing import Any

from locallinks.demo.city import City
from locallinks.foundation.accounts.models import Delegation
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.carers import decide_for_carer, save_carer_part, start_for_carer
from locallinks.personal.assessments.actions.short_term import start_short_term
from locallinks.personal.assessments.actions.trusted_assessors import accept_trusted, register_assessor
from locallinks.personal.assessments.models import CarerAssessment, ShortTerm, TrustedAssessment
from locallinks.personal.assessments.rules.eligibility import CARER_OUTCOMES
from locallinks.personal.budgets.actions import propose_version
from locallinks.personal.budgets.models import AllocationVersion, Baseline
from locallinks.personal.pathways.models import Pathway


def add_carers(city: City, at: datetime) -> None:
    with acting_as(city.viewer("social.worker")) as viewer:
        harold = Person.objects.get(full_name="Harold Beckwith")
        for name in ("Beryl Beckwith", "Joyce Beckwith"):
            row = start_for_carer(
                viewer=viewer,
                cared_for=harold,
                relation="his sister",
                method="face_to_face",
                at=at,
                details={"full_name": name, "preferred_name": name.split()[0]},
            )
            answers: dict[str, Any] = {outcome.lower(): {"ability": "able", "words": ""} for outcome in CARER_OUTCOMES}
            answers |= {part: {"answer": True, "words": ""} for part in ("necessary", "health", "wellbeing")}
            answers |= {"going-on": {"able": "some", "willing": "yes", "words": "Not the nights."}}
            for part, answer in answers.items():
                save_carer_part(viewer=viewer, assessment_id=row.pk, version=None, part=part, answers=answer, at=at)
        register_assessor(
            viewer=viewer, name="Una Marsh", works_for="Deaf Society", scopes=["small_equipment"],
            training="Signs", since=at.date(), delegation_id=Delegation.objects.get().pk, at=at,
        )  # fmt: skip
        assessor = register_assessor(
            viewer=viewer,
            name="Pat Lowe",
            works_for="Millbank Neighbours",
            scopes=["alarm"],
            training="Two days",
            since=at.date() - timedelta(days=100),
            at=at,
        )
        pathway = Pathway.objects.get(person=harold)
        accept_trusted(
            viewer=viewer,
            pathway_id=pathway.pk,
            assessor_id=assessor.pk,
            scope="alarm",
            assessed_on=at.date(),
            findings="Alone at night.",
            advised="A wrist alarm.",
            at=at,
        )
        start_short_term(
            viewer=viewer, pathway_id=pathway.pk, kind="reablement", goals="Climb the stairs again.",
            given_by="The home team", starts_on=at.date() - timedelta(days=100), at=at,
        )  # fmt: skip
        decide_for_carer(viewer=viewer, assessment_id=row.pk, decided_eligible=True, reasons="You never sleep.", at=at)

    with acting_as(city.viewer("commissioner")) as viewer:
        propose_version(
            viewer=viewer,
            point_pence=420,
            tolerance_percent=10,
            starts_on=at.date() + timedelta(days=60),
            source="Cabinet, 2 November",
            why="Wages went up in April.",
            at=at,
        )


def found() -> dict[str, int]:
    """Return their ids."""
    rows = CarerAssessment.objects.select_related("decision")
    carers = {hasattr(row, "decision"): row.pk for row in rows}
    short = ShortTerm.objects.filter(end=None).first()
    baseline = Baseline.objects.filter(check_made=None).order_by("pk").first()
    trusted = TrustedAssessment.objects.first()
    return {
        "trusted_id": trusted.pk if trusted else 0,
        "allocation_id": AllocationVersion.objects.latest("number").pk,
        "baseline_id": baseline.pk if baseline else 0,
        "short_term_id": short.pk if short else 0,
        "carer_assessment_id": carers.get(False, 0),
        "decided_carer_id": carers.get(True, 0),
    }
