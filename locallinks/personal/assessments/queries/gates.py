"""Who makes which choice, and what was refused."""

from dataclasses import dataclass

from django.db.models import QuerySet, Subquery

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.assessments.models import AdvocacyAnswers, AssessmentRefusal, CapacityDecision
from locallinks.personal.assessments.rules import stage_problem
from locallinks.personal.pathways.models import AdvocacyCheck, Pathway, Step

# From when on an answer counts for a stage: planning is asked after the first budget; a plan after a review rests on
# what was asked for that review; a review is asked after the plan it looks at was approved.
SINCE = {"planning": ("set_indicative", "approve"), "review": ("approve",)}


@dataclass(frozen=True)
class Asked:
    """The newest answer about an advocate: was it asked for this stage, is one needed, and is one arranged?"""

    asked: bool
    needed: bool = False
    arranged: bool = False

    @property
    def problem(self) -> Problem | None:
        """What holds this stage, if anything."""
        return stage_problem(asked=self.asked, needed=self.needed, arranged=self.arranged)


def advocacy_at(pathway: Pathway, stage: str) -> Asked:
    """How it stands for planning or a review (care-act.md section 9). One query."""
    steps = Step.objects.filter(pathway=pathway, event__in=SINCE[stage]).order_by("-number")
    rows = AdvocacyCheck.objects.filter(person_id=pathway.person_id).annotate(since=Subquery(steps.values("at")[:1]))
    newest = rows.order_by("-recorded_at", "-pk").first()
    if newest is None:
        return Asked(False)
    since = newest.since or pathway.opened_at
    return Asked(newest.recorded_at >= since, newest.needed, bool(newest.arranged_with))


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
