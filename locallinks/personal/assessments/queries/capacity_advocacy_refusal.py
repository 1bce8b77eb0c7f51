"""Records of capacity, what consent rests on, the advocate for a stage, and refusals."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Subquery

from locallinks.foundation.people.choices import AgreementBasis
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import decision_authority
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.choices import AdvocacyStage, CapacityChoice
from locallinks.personal.assessments.models import AdvocacyAnswers, AssessmentRefusal, CapacityDecision
from locallinks.personal.assessments.rules.capacity_advocacy_refusal import (
    MATTER_OF,
    basis_problem,
    stage_problem,
)
from locallinks.personal.pathways.choices import PathwayEvent
from locallinks.personal.pathways.models import AdvocacyCheck, Pathway, Step

# The event after which a check counts for a stage. Planning is asked about after the first budget, or for a plan after
# a review with that review; a review is asked about after the plan was approved.
SINCE = {
    AdvocacyStage.PLANNING: (PathwayEvent.SET_INDICATIVE, PathwayEvent.APPROVE),
    AdvocacyStage.REVIEW: (PathwayEvent.APPROVE,),
}


@dataclass(frozen=True)
class AdvocacyStatus:
    """Whether it was asked for this stage if an advocate is needed, and whether one is needed and arranged."""

    asked: bool
    needed: bool = False
    arranged: bool = False

    @property
    def arranged_if_needed(self) -> bool:
        return self.arranged or not self.needed

    @property
    def problem(self) -> Problem | None:
        """Why this stage may not start yet, or None."""
        return stage_problem(asked=self.asked, needed=self.needed, arranged=self.arranged)


def advocacy_at(pathway: Pathway, stage: str) -> AdvocacyStatus:
    """Return the newest check as it counts for planning or a review (docs/rules/care-act.md 9). One query."""
    steps = Step.objects.filter(pathway=pathway, event__in=SINCE[AdvocacyStage(stage)]).order_by("-number")
    rows = AdvocacyCheck.objects.filter(person_id=pathway.person_id).annotate(since=Subquery(steps.values("at")[:1]))
    newest = rows.order_by("-recorded_at", "-pk").first()
    if newest is None:
        return AdvocacyStatus(False)
    since = newest.since or pathway.opened_at
    return AdvocacyStatus(newest.recorded_at >= since, newest.needed, bool(newest.arranged_with))


def capacity_for(person_id: int, choice: str) -> CapacityDecision | None:
    """Return the newest record about one kind of choice; None where the person is presumed to have capacity."""
    return CapacityDecision.objects.filter(person_id=person_id, choice=choice).first()


@dataclass(frozen=True)
class ConsentBasis:
    """What consent rests on: the person's agreement, best interests, or a representative who may decide."""

    basis: str
    record: CapacityDecision | None
    problem: Problem | None


def consent_basis(
    *,
    viewer: Viewer,
    person: Person,
    choice: str,
    basis: str,
    said_by: str,
    said_no_at: datetime | None,
    at: datetime,
) -> ConsentBasis:
    """Return what consent to a choice rests on, with a problem where it cannot be taken (docs/rules/decisions.md 23).

    An attorney or deputy who signs in and answers on the person's page decides in their own name. The holder of a link
    never does, because nobody has checked who holds it.
    """
    record = capacity_for(person.pk, choice)
    lacks, why_not = record is not None and record.lacks, ""
    own = person.pk in (*viewer.people, *viewer.link_people)
    others = own and viewer.invitation is None and viewer.own_person_id != person.pk
    if basis == AgreementBasis.REPRESENTATIVE or (basis == AgreementBasis.AGREEMENT and lacks and others):
        who = {"user_id": viewer.user_id} if others else {"name": said_by}
        authority = decision_authority(
            person=person, matter=MATTER_OF[CapacityChoice(choice)], on=clock.day(at), lacks_capacity=lacks, **who
        )
        why_not = authority.why if not authority.allowed else ""
        if authority.allowed or basis == AgreementBasis.REPRESENTATIVE:
            basis = AgreementBasis.REPRESENTATIVE
    problem = basis_problem(basis=basis, record=record, said_no_at=said_no_at, at=at, why_not_decider=why_not, own=own)
    return ConsentBasis(basis, record, problem)


def capacity_records(person_id: int) -> QuerySet[CapacityDecision]:
    """Return the records of the person's capacity, newest first: the first about a kind of choice counts."""
    return CapacityDecision.objects.filter(person_id=person_id).select_related("decided_by")


def refusals_of(pathway: Pathway) -> QuerySet[AssessmentRefusal]:
    """Return the refusals of an assessment on this pathway, newest first."""
    return AssessmentRefusal.objects.filter(pathway=pathway).select_related("recorded_by")


def advocacy_answers(check: AdvocacyCheck | None) -> AdvocacyAnswers | None:
    """Return the answers on which a check rests; None for a check made without them."""
    return AdvocacyAnswers.objects.filter(check_made=check).first() if check else None
