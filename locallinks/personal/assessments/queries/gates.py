"""Who makes which choice, and what was refused."""

from django.db.models import QuerySet

from locallinks.personal.assessments.models import AdvocacyAnswers, AssessmentRefusal, CapacityDecision
from locallinks.personal.pathways.models import AdvocacyCheck, Pathway


def capacity_for(person_id: int, choice: str) -> CapacityDecision | None:
    """The newest record about one kind of choice. None: nobody has doubted it, so the person makes it."""
    return CapacityDecision.objects.filter(person_id=person_id, choice=choice).first()


def capacity_records(person_id: int) -> QuerySet[CapacityDecision]:
    return CapacityDecision.objects.filter(person_id=person_id).select_related("decided_by")


def refusals_of(pathway: Pathway) -> QuerySet[AssessmentRefusal]:
    return AssessmentRefusal.objects.filter(pathway=pathway).select_related("recorded_by")


def advocacy_answers(check: AdvocacyCheck | None) -> AdvocacyAnswers | None:
    """What a check rested on; None for one written before it was asked."""
    return AdvocacyAnswers.objects.filter(check_made=check).first() if check else None
