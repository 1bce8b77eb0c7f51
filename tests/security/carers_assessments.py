"""Carers of a person in the world, and short-term support: only the carer and the council may read them."""

from datetime import timedelta
from typing import Any

from locallinks.foundation.people.actions.sharing import give_access
from locallinks.personal.assessments.actions.carers import decide_for_carer, save_carer_part, start_for_carer
from locallinks.personal.assessments.actions.self_assessments import save_own_part
from locallinks.personal.assessments.actions.short_term import start_short_term
from locallinks.personal.assessments.actions.trusted_assessors import accept_trusted, register_assessor
from locallinks.personal.assessments.rules.eligibility import CARER_OUTCOMES
from tests.security.world_base import ASSESSED, NAME, WORDS, World


def settle(world: World) -> None:
    """Two carers of the person who is referred: one with an assessment in progress, one with a decision."""
    for stage in ("assessing", "live"):
        row = world.act(
            "social_worker", start_for_carer, cared_for=world.people["referred"], relation=WORDS,
            details={"full_name": f"{NAME} carer {stage}", "preferred_name": NAME}, method="face_to_face",
        )  # fmt: skip
        hard = {"ability": "unable_pain", "words": ASSESSED}
        answers: dict[str, Any] = {code.lower(): hard for code in CARER_OUTCOMES}
        answers |= {part: {"answer": True, "words": ASSESSED} for part in ("necessary", "health", "wellbeing")}
        answers["going-on"] = {"able": "some", "willing": "no", "words": ASSESSED}
        for part, answer in answers.items():
            world.act("social_worker", save_carer_part, assessment_id=row.pk, version=None, part=part, answers=answer)
        world.act(
            "social_worker",
            give_access,
            person=row.person,
            user=world.city.users["person"],
            kind="self",
            given_by=NAME,
        )
        world.carers[stage] = row
    world.act(
        "social_worker", save_own_part, pathway_id=world.pathways["assessing"].pk, version=None,
        part="strengths", answers={"words": ASSESSED}, said_by=WORDS,
    )  # fmt: skip
    assessor = world.act(
        "social_worker",
        register_assessor,
        name="Pat Lowe",
        works_for="Millbank",
        scopes=["alarm"],
        training=WORDS,
        since=world.at.date() - timedelta(days=200),
    )
    world.carers["trusted"] = world.act(
        "social_worker",
        accept_trusted,
        pathway_id=world.pathways["live"].pk,
        assessor_id=assessor.pk,
        scope="alarm",
        assessed_on=world.at.date(),
        findings=ASSESSED,
        advised=ASSESSED,
    )
    begun = world.at.date() - timedelta(days=100)
    world.carers["short"] = world.act(
        "social_worker", start_short_term, pathway_id=world.pathways["live"].pk, kind="reablement",
        goals=ASSESSED, given_by=WORDS, starts_on=begun,
    )  # fmt: skip
    world.act(
        "social_worker",
        decide_for_carer,
        assessment_id=world.carers["live"].pk,
        decided_eligible=True,
        reasons=WORDS,
    )
