"""Record capacity for one choice, an advocate asked about again, and a refusal (docs/rules/care-act.md 1 and 9)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.choices import AdvocacyStage, CapacityChoice
from locallinks.personal.assessments.models import AdvocacyAnswers, AssessmentRefusal, CapacityDecision
from locallinks.personal.assessments.permissions import check_can_assess
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import advocacy_at, capacity_for
from locallinks.personal.assessments.rules.capacity_advocacy_refusal import (
    capacity,
    capacity_problems,
    refusal,
    stage_problem,
)
from locallinks.personal.pathways.actions import move_pathway, record_advocacy
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import AdvocacyCheck, Pathway


@transaction.atomic
def record_capacity(
    *,
    viewer: Viewer,
    pathway_id: int,
    choice: str,
    in_question: str,
    help_given: str,
    impaired: bool,
    cannot: Collection[str],
    because: bool,
    evidence: str,
    best_interests: str = "",
    consulted: str = "",
    decision_maker: str = "",
    wishes: str = "",
    least_restrictive: str = "",
    can_wait: str = "",
    at: datetime,
) -> CapacityDecision:
    """Record whether the person can make one choice at one time, and return the record (Mental Capacity Act 2005).

    Where they cannot, it also says who decides, who was consulted, their wishes, what restricts them least, and whether
    it can wait (s.4). Raises DomainError for what is missing, and NotAllowed for anybody but the social worker.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_assess(viewer, pathway)
    result = capacity(impaired=impaired, cannot=cannot, because=because)
    problems = list(
        capacity_problems(
            lacks=result.lacks, cannot=cannot, choice=choice, in_question=in_question, help_given=help_given,
            consulted=consulted, best_interests=best_interests, decision_maker=decision_maker, wishes=wishes,
            least_restrictive=least_restrictive, can_wait=can_wait,
        )
    )  # fmt: skip
    if not evidence.strip():
        problems.append(Problem("Say what you saw and heard that shows this", "evidence", "no_evidence"))
    if problems:
        raise DomainError(problems=problems)
    row = CapacityDecision.objects.create(
        person=pathway.person, pathway=pathway, choice=choice, in_question=in_question.strip(), impaired=impaired,
        help_given=help_given.strip(), cannot=list(cannot), because=because, evidence=evidence.strip(),
        lacks=result.lacks, best_interests=best_interests.strip(), consulted=consulted.strip(),
        decision_maker=decision_maker.strip(), wishes=wishes.strip(), least_restrictive=least_restrictive.strip(),
        can_wait=can_wait.strip(), decided_by_id=viewer.actor_id, decided_at=at,
    )  # fmt: skip
    record_write(
        viewer=viewer,
        verb="recorded who makes a choice",
        subject=row,
        person=pathway.person,
        reason=f"{row.in_question}: {result.words}",
        at=at,
    )
    return row


@transaction.atomic
def ask_about_advocate_again(
    *, viewer: Viewer, pathway: Pathway, stage: str, takes_part: bool | None = None, at: datetime
) -> AdvocacyCheck | None:
    """Check about an advocate again as planning or a review starts (Care Act 2014 s.67).

    Return None where it was asked for this stage already. `takes_part` True is an answer where no advocate was needed
    before: it is recorded, and the new check returned. Raises DomainError while nobody has asked for this stage, or an
    advocate is needed and not arranged.
    """
    stands = advocacy_at(pathway, stage)
    problem = stage_problem(asked=stands.asked, needed=stands.needed, arranged=stands.arranged, takes_part=takes_part)
    if problem:
        raise DomainError(problems=[problem])
    if stands.asked:
        return None
    check = record_advocacy(
        viewer=viewer,
        pathway=pathway,
        needed=False,
        at=at,
        reason=f"Asked again for: {AdvocacyStage(stage).label.lower()}. With the help they have, nothing is too hard.",
    )
    AdvocacyAnswers.objects.create(person_id=pathway.person_id, check_made=check, stage=stage)
    return check


@transaction.atomic
def refuse_assessment(
    *,
    viewer: Viewer,
    pathway_id: int,
    said_by: str,
    words: str,
    at_risk: bool,
    risk_words: str = "",
    closing_done: bool = False,
    at: datetime,
) -> AssessmentRefusal:
    """Record that the person refuses an assessment, and return the refusal (Care Act 2014 s.11).

    It ends the pathway, unless the council's duty goes on. Whether they can make this choice is read from the newest
    record about it; without a record they can. `closing_done`: whatever was running was stopped. Raises DomainError
    after the assessment is decided and for what is missing, and NotAllowed for anybody but the social worker.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_assess(viewer, pathway)
    if pathway.state not in (PathwayState.REFERRED, PathwayState.ASSESSING):
        raise DomainError("A no to an assessment is written down before it is decided.", code="too_late")
    problems = [
        Problem(message, field, "missing")
        for field, value, message in (
            ("said_by", said_by, "Say who said no"),
            ("words", words, "Write the person's own reason"),
            ("risk_words", risk_words if at_risk else "x", "Say what the risk is, and what you do next"),
        )
        if not value.strip()
    ]
    if problems:
        raise DomainError(problems=problems)
    about = capacity_for(pathway.person_id, CapacityChoice.REFUSE)
    lacks = about is not None and about.lacks
    result = refusal(lacks_capacity=lacks, best_interests=lacks, at_risk=at_risk)
    row = AssessmentRefusal.objects.create(
        person=pathway.person, pathway=pathway, said_by=said_by.strip(), words=words.strip(), at_risk=at_risk,
        risk_words=risk_words.strip(), capacity=about, stands=result.stands, recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )  # fmt: skip
    if result.stands:
        move_pathway(
            viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.WITHDRAW, at=at, reason=words.strip(),
            facts={"said_by_person": True, "reason_given": True, "closing_routine": closing_done,
                   "refusal_may_stand": True},
        )  # fmt: skip
    else:
        record_write(
            viewer=viewer,
            verb="recorded a no that does not close the duty",
            subject=row,
            person=pathway.person,
            reason=result.words,
            at=at,
        )
    return row
