"""Start an assessment, save its parts, record whether support is due, and ask about an advocate."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.choices import Ability, AssessmentMethod, InvolvementDifficulty, PartKind
from locallinks.personal.assessments.models import (
    AdvocacyAnswers,
    Assessment,
    EligibilityDecision,
    Introduction,
    OutcomeFinding,
    WellbeingFinding,
)
from locallinks.personal.assessments.permissions import check_can_assess, check_can_record_advocacy
from locallinks.personal.assessments.queries.needs_assessment import (
    TRIED_FIELDS,
    WORDS_FIELDS,
    answers_of,
    assessment_of,
    is_decided,
)
from locallinks.personal.assessments.queries.self_assessments import may_decide_on_self_assessment
from locallinks.personal.assessments.rules.capacity_advocacy_refusal import (
    advocacy_stage,
    advocate_needed,
    named_problem,
)
from locallinks.personal.assessments.rules.capacity_advocacy_refusal import somebody_suitable as is_suitable
from locallinks.personal.assessments.rules.eligibility import Eligibility, decision_facts
from locallinks.personal.assessments.rules.needs_assessment import PARTS, AssessmentPart, part_problems
from locallinks.personal.assessments.rules.support_tiers import check_pointed
from locallinks.personal.pathways.actions import move_pathway, record_advocacy
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import AdvocacyCheck, Pathway
from locallinks.personal.pathways.queries import advocacy_ok

COPIED = (
    "what_matters",
    "strengths",
    "people_around",
    "community",
    "what_is_hard",
    "services",
    "strengths_tried",
    "people_tried",
    "community_tried",
    "services_tried",
    "impairment",
    "impairment_note",
    "significant_impact",
    "impact_note",
)


@transaction.atomic
def ask_about_advocate(
    *,
    viewer: Viewer,
    pathway_id: int,
    difficulties: Collection[str],
    somebody_suitable: bool = False,
    beside: str = "",
    is_paid: bool | None = None,
    person_agrees: bool | None = None,
    arranged_with: str = "",
    reason: str,
    at: datetime,
) -> AdvocacyCheck:
    """Record whether the person needs an advocate, and who it is; return the check (Care Act 2014 s.67).

    Somebody suitable is named (`beside`), is not paid to care for the person, and the person wants them. Raises
    DomainError where an advocate is named although the answers say that none is needed, and NotAllowed for anybody but
    the social worker and the planner.
    """
    somebody_suitable = somebody_suitable or is_suitable(name=beside, paid=is_paid, person_agrees=person_agrees)
    pathway = Pathway.locked(pathway_id)
    check_can_record_advocacy(viewer, pathway)
    needed = advocate_needed(difficulties=difficulties, somebody_suitable=somebody_suitable)
    if problem := named_problem(needed=needed, arranged_with=arranged_with):
        raise DomainError(problems=[problem])
    hard = "; ".join(InvolvementDifficulty(difficulty).label for difficulty in difficulties)
    support = "Somebody suitable is beside them." if somebody_suitable else "Nobody suitable is beside them."
    words = f"Very hard: {hard}. {support} {reason}" if hard else reason
    check = record_advocacy(
        viewer=viewer,
        pathway=pathway,
        needed=needed,
        arranged_with=arranged_with.strip() if needed else "",
        reason=words if reason.strip() else "",
        at=at,
    )
    AdvocacyAnswers.objects.create(
        person=pathway.person,
        check_made=check,
        stage=advocacy_stage(pathway.state),
        difficulties=list(difficulties),
        beside=beside.strip(),
        is_paid=is_paid,
        person_agrees=person_agrees,
    )
    return check


@transaction.atomic
def start_assessment(*, viewer: Viewer, pathway_id: int, method: str, at: datetime) -> Assessment:
    """Start an assessment and return it (Care Act 2014 s.9). After a review found changed needs, it copies the last.

    Raises DomainError without a method, and while an advocate is needed and not arranged (s.67). Raises NotAllowed for
    anybody but the council's social worker.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_assess(viewer, pathway)
    if method not in AssessmentMethod:
        raise DomainError("Choose how you will talk", field="method", code="no_method")
    before = assessment_of(pathway)
    if pathway.state == PathwayState.ASSESSING and before and is_decided(before):
        assessment = _begin_again(viewer, pathway, before, method, at)
        record_write(viewer=viewer, verb="started a new assessment", subject=assessment, person=pathway.person, at=at)
        return assessment
    move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.START_ASSESSMENT,
        at=at,
        reason=AssessmentMethod(method).label,
        facts={"advocacy_ok": advocacy_ok(pathway.person_id)},
        social_worker_id=viewer.user_id,
    )
    return Assessment.objects.create(
        person=pathway.person,
        pathway=pathway,
        method=method,
        started_by_id=viewer.actor_id,
        started_at=at,
        saved_by=viewer.name,
        saved_at=at,
    )


def _begin_again(viewer: Viewer, pathway: Pathway, before: Assessment, method: str, at: datetime) -> Assessment:
    if not advocacy_ok(pathway.person_id):
        raise DomainError(
            "An advocate is needed and not yet arranged. Arrange one first", field="advocate", code="advocacy_ok"
        )
    assessment = Assessment.objects.create(
        person=pathway.person,
        pathway=pathway,
        number=before.number + 1,
        method=method,
        started_by_id=viewer.actor_id,
        started_at=at,
        saved_by=viewer.name,
        saved_at=at,
        **{name: getattr(before, name) for name in COPIED},
    )
    for row in before.outcomes.all():
        OutcomeFinding.objects.create(
            person=pathway.person,
            assessment=assessment,
            code=row.code,
            ability=row.ability,
            words=row.words,
            tier=row.tier,
        )
    for finding in before.wellbeing.all():
        WellbeingFinding.objects.create(
            person=pathway.person, assessment=assessment, area=finding.area, effect=finding.effect
        )
    return assessment


@transaction.atomic
def save_part(
    *, viewer: Viewer, assessment_id: int, version: int | None, part: str, answers: Mapping[str, Any], at: datetime
) -> Assessment:
    """Save one part and return the assessment. `part` is a key of `PARTS`; `answers` depends on the part's kind:

    words: {"words", "tried" where it is asked}; outcome: {"ability", "words"}; health: {"answer", "words"};
    wellbeing: {"answer", "words", "effects": {area: effect}}.
    The part `outcomes` takes several at once: {"A7": {"ability", "words"}, ...}.
    Raises DomainError naming the field or after the decision, NotAllowed for anybody but the council's social worker,
    and Stale where somebody else saved first.
    """
    assessment = Assessment.locked(assessment_id, version=version)
    pathway = Pathway.objects.get(pk=assessment.pathway_id)
    check_can_assess(viewer, pathway)
    if pathway.state != PathwayState.ASSESSING or is_decided(assessment):
        raise DomainError("This assessment is finished, so it stays as it is.", code="assessment_finished")
    if part == "outcomes":
        for code, answer in answers.items():
            keep_answers(assessment=assessment, part=_part(code.lower()), answers=answer)
        title = "daily life"
    else:
        keep_answers(assessment=assessment, part=_part(part), answers=answers)
        title = PARTS[part].title
    return save_version(viewer=viewer, assessment=assessment, part=title, at=at)


@transaction.atomic
def choose_tiers(
    *, viewer: Viewer, assessment_id: int, version: int | None, tiers: Mapping[str, str], at: datetime
) -> Assessment:
    """Save the tier of support that the person points to for each need, and return the assessment.

    It plays no part in the test. `tiers` maps the code of an outcome to the key of a tier, or to "" for none yet.
    Raises DomainError naming the need, NotAllowed, and Stale where somebody else saved first.
    """
    assessment = Assessment.locked(assessment_id, version=version)
    pathway = Pathway.objects.get(pk=assessment.pathway_id)
    check_can_assess(viewer, pathway)
    if pathway.state != PathwayState.ASSESSING or is_decided(assessment):
        raise DomainError("This assessment is finished, so it stays as it is.", code="assessment_finished")
    hard = {row.code: row for row in assessment.outcomes.exclude(ability=Ability.ABLE)}
    check_pointed(tiers, list(hard))
    for code, tier in tiers.items():
        if hard[code].tier != tier:
            hard[code].tier, hard[code].in_version = tier, assessment.version + 1
            hard[code].save()
    return save_version(viewer=viewer, assessment=assessment, part="The rainbow", at=at)


def save_version(*, viewer: Viewer, assessment: Assessment, part: str, at: datetime) -> Assessment:
    """Save the assessment as its next version, with who wrote it, when, and in which part; return it."""
    assessment.saved_by, assessment.saved_at, assessment.saved_part = viewer.name, at, part
    assessment.save_versioned()
    record_write(
        viewer=viewer, verb="wrote in the assessment", subject=assessment, person=assessment.person, reason=part, at=at
    )
    return assessment


def _part(slug: str) -> AssessmentPart:
    if slug not in PARTS:
        raise DomainError(f"There is no part called “{slug}” in the assessment.", code="unknown_part")
    return PARTS[slug]


def keep_answers(*, assessment: Assessment, part: AssessmentPart, answers: Mapping[str, Any]) -> None:
    """Set the answers of one part. The caller saves the assessment itself. Raises DomainError naming the field."""
    if problems := part_problems(part, answers):
        raise DomainError(problems=problems)
    words = answers.get("words", "")
    fields = {"person_id": assessment.person_id, "in_version": assessment.version + 1}
    if part.kind == PartKind.WORDS:
        setattr(assessment, WORDS_FIELDS[part.slug], words)
        if part.tried and "tried" in answers:
            setattr(assessment, TRIED_FIELDS[part.slug], answers["tried"])
    elif part.kind == PartKind.OUTCOME:
        OutcomeFinding.objects.update_or_create(
            assessment=assessment,
            code=part.slug.upper(),
            defaults={"ability": answers["ability"], "words": words, **fields},
        )
    elif part.kind == PartKind.HEALTH:
        assessment.impairment, assessment.impairment_note = answers["answer"], words
    else:
        assessment.significant_impact, assessment.impact_note = answers["answer"], words
        for area, effect in answers["effects"].items():
            WellbeingFinding.objects.update_or_create(
                assessment=assessment, area=area, defaults={"effect": effect, **fields}
            )


@transaction.atomic
def decide_eligibility(
    *, viewer: Viewer, pathway_id: int, decided_eligible: bool, reasons: str, why_different: str = "", at: datetime
) -> EligibilityDecision:
    """Record whether support is due, with reasons for the person, and return the decision (Care Act 2014 s.13).

    The result of the test is stored with the decision. The social worker may decide otherwise: `why_different` says
    why. Raises DomainError while part of the test has no answer or a self-assessment is not verified, and NotAllowed
    for anybody but the council's social worker.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_assess(viewer, pathway)
    assessment = assessment_of(pathway)
    if assessment is not None and not may_decide_on_self_assessment(assessment):
        raise DomainError(
            "What they wrote themselves is not checked yet. Go through it with them first, then decide",
            field="decided_eligible",
            code="not_verified",
        )
    computed = _test_result(assessment)
    move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.DECIDE_ELIGIBILITY,
        at=at,
        reason=reasons.strip(),
        facts=decision_facts(test_answered=computed is not None, written_reasons=reasons),
        target=PathwayState.ELIGIBLE if decided_eligible else PathwayState.NOT_ELIGIBLE,
    )
    assert assessment is not None
    assert computed is not None  # the move refuses an unanswered test
    if decided_eligible is not computed.eligible and not why_different.strip():
        raise DomainError(
            "Your decision is not what the three conditions come to. Say why",
            field="why_different",
            code="why_different",
        )
    return EligibilityDecision.objects.create(
        person=pathway.person,
        pathway=pathway,
        assessment=assessment,
        has_qualifying_cause=computed.has_qualifying_cause,
        has_unmet_outcomes=computed.has_unmet_outcomes,
        has_significant_impact=computed.has_significant_impact,
        unable=list(computed.unable),
        computed_eligible=computed.eligible,
        decided_eligible=decided_eligible,
        reasons=reasons.strip(),
        why_different=why_different.strip(),
        decided_by_id=viewer.actor_id,
        decided_at=at,
    )


def _test_result(assessment: Assessment | None) -> Eligibility | None:
    """Return the result of the test, with the assessment locked so that nobody changes an answer meanwhile."""
    if assessment is None or is_decided(assessment):
        return None
    return answers_of(Assessment.locked(assessment.pk)).sum


@transaction.atomic
def introduce(*, viewer: Viewer, pathway_id: int, to_whom: str, agrees: bool, at: datetime) -> Introduction:
    """Record an introduction to somebody in the community where support is not due, and return it.

    Raises DomainError unless the person agrees. It does not count as an introduction to a network
    (docs/rules/local-links.md 3).
    """
    pathway = Pathway.locked(pathway_id)
    check_can_assess(viewer, pathway)
    if not to_whom.strip():
        raise DomainError("Say who they are introduced to", field="to_whom", code="no_name")
    move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.INTRODUCE,
        facts={"person_agrees": agrees is True},
        reason=to_whom.strip(),
        at=at,
    )
    return Introduction.objects.create(
        person=pathway.person, pathway=pathway, to_whom=to_whom.strip(), recorded_by_id=viewer.actor_id, recorded_at=at
    )
