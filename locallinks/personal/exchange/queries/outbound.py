"""What goes out: plans, approvals, reviews and endings, in their numbered order. Never a baseline or a saving."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max

from locallinks.foundation.audit.actions import record_reads
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.exchange.models import Connection, InboundRecord, OutboundEntry
from locallinks.personal.exchange.permissions import check_can_decide, check_can_export, councils_decided_for
from locallinks.personal.pathways.models import Step
from locallinks.personal.plans.models import Goal, Line, Plan, PlanApproval, PlanSubmission
from locallinks.personal.reviews.models import ReviewResult

Key = tuple[int, datetime]


@dataclass(frozen=True)
class OutboundPage:
    """One page of what goes out. Read on from `next`; it stays the same where there is nothing new."""

    entries: list[dict[str, Any]]
    next: int
    more: bool


def council_for_file(*, viewer: Viewer) -> int:
    """The council whose file this viewer may have."""
    check_can_decide(viewer)
    return councils_decided_for(viewer)[0]


@dataclass(frozen=True)
class NumberedCount:
    """How much has been numbered, and up to where."""

    many: int
    last: int


def numbered(*, viewer: Viewer, home_id: int) -> NumberedCount:
    check_can_export(viewer, home_id)
    found = OutboundEntry.objects.filter(home=home_id).aggregate(many=Count("pk"), last=Max("pk"))
    return NumberedCount(found["many"], found["last"] or 0)


def read_outbound(
    *, viewer: Viewer, home_id: int, since: int, limit: int, at: datetime, connection: Connection | None = None
) -> OutboundPage:
    """Entries after `since`, oldest first, each person's look written down. The same number of queries for any page."""
    check_can_export(viewer, home_id)
    rows = OutboundEntry.objects.filter(home=home_id, pk__gt=since).select_related("person", "step", "step__pathway")
    found = list(rows.order_by("pk")[: limit + 1])
    page = found[:limit]
    people = {row.person_id: row.person for row in page}
    record_reads(viewer=viewer, people=people.values(), page="what went out to the other system", at=at)
    return OutboundPage(entries(page, connection), page[-1].pk if page else since, len(found) > limit)


def entries(page: list[OutboundEntry], connection: Connection | None) -> list[dict[str, Any]]:
    """Each row with its details, found for the whole page at once."""
    plans = _Plans(page)
    reviews = {
        (row.review.pathway_id, row.finished_at): row
        for row in ReviewResult.objects.filter(review__pathway__in=_ways(page, "review")).select_related("review")
    }
    theirs = _their_references(page, connection)
    told = []
    for row in page:
        step = row.step
        if row.kind == "plan":
            details = plans.sent(step)
        elif row.kind == "approval":
            details = plans.approved(step)
        elif row.kind == "review":
            details = _review(reviews.get((step.pathway_id, step.at)))
        else:
            details = {"state": step.to_state, "reason": step.reason}
        told.append(
            {
                "number": row.pk,
                "reference": row.reference,
                "kind": row.kind,
                "event": step.event,
                "happened_at": step.at.astimezone(UTC).isoformat(),
                "way": f"LL-W{step.pathway_id}",
                "person": _person(row.person, theirs.get(row.person_id)),
                "details": details,
            }
        )
    return told


def _ways(page: Iterable[OutboundEntry], *kinds: str) -> set[int]:
    return {row.step.pathway_id for row in page if row.kind in kinds}


def _their_references(page: list[OutboundEntry], connection: Connection | None) -> dict[int, str]:
    """What the other system calls each person: the newest reference it sent for them."""
    rows = InboundRecord.objects.filter(kind="people", person__in={row.person_id for row in page})
    rows = rows.filter(connection=connection) if connection else rows
    return dict(rows.order_by("changed_at", "pk").values_list("person_id", "reference"))


def _person(person: Person, reference: str | None) -> dict[str, Any]:
    born = person.date_of_birth
    return {
        "reference": f"LL-P{person.pk}",
        "your_reference": reference,
        "full_name": person.full_name,
        "date_of_birth": born.isoformat() if born else None,
        "nhs_number": person.nhs_number or None,
    }


class _Plans:
    """The plans of one page, found by the step that sent or approved them."""

    def __init__(self, page: list[OutboundEntry]) -> None:
        ways = _ways(page, "plan", "approval")
        sent = PlanSubmission.objects.filter(plan__pathway__in=ways).select_related("plan")
        self._sent = {row.step_id: row for row in sent}
        yes = PlanApproval.objects.filter(plan__pathway__in=ways).select_related("plan")
        self._approved = {row.step_id: row for row in yes}
        self._lines: dict[int, list[Line]] = {}
        for line in Line.objects.filter(plan__pathway__in=ways, removed_at=None).order_by("pk"):
            self._lines.setdefault(line.plan_id, []).append(line)
        self._goals: dict[int, list[Goal]] = {}
        for goal in Goal.objects.filter(pathway__in=ways).order_by("number"):
            self._goals.setdefault(goal.pathway_id, []).append(goal)

    def sent(self, step: Step) -> dict[str, Any]:
        row = self._sent.get(step.pk)
        return {"plan": self._plan(row.plan) if row else None}

    def approved(self, step: Step) -> dict[str, Any]:
        row = self._approved.get(step.pk)
        if row is None:
            return {"plan": None}
        return {
            "plan": self._plan(row.plan),
            "personal_budget_pence_a_week": row.personal_budget_pence,
            "person_pays_pence_a_week": row.contribution_pence,
            "held_by": row.deployment,
            "reason": row.reason,
        }

    def _plan(self, plan: Plan) -> dict[str, Any]:
        """Named as the PRSB's personalised care and support plan names its parts (docs/rules/data-standards.md 5)."""
        return {
            "reference": f"LL-W{plan.pathway_id}-V{plan.number}",
            "version": plan.number,
            "written": plan.planning_route,
            "about_me": plan.about_me,
            "what_matters": plan.what_matters,
            "contingency": plan.contingency,
            "review_on": plan.review_on.isoformat() if plan.review_on else None,
            "goals": [goal.words for goal in self._goals.get(plan.pathway_id, [])],
            "actions": [_line(line) for line in self._lines.get(plan.pk, [])],
        }


def _line(line: Line) -> dict[str, Any]:
    return {
        "reference": f"LL-L{line.pk}",
        "kind": line.kind,
        "what": line.title,
        "who": line.given_by,
        "when": line.what_when,
        "minutes_a_week": line.minutes_per_week,
        "council_pence_a_week": line.council_cost_pence,
        "nhs_pence_a_week": line.nhs_cost_pence,
        "person_pence_a_week": line.own_cost_pence,
    }


def _review(row: ReviewResult | None) -> dict[str, Any]:
    if row is None:
        return {"result": None}
    next_on = row.next_review_on
    return {
        "result": row.result,
        "kind": row.review.kind,
        "happened": row.review.happened,
        "changed": row.review.changed,
        "words": row.review.words,
        "reason": row.reason,
        "next_review_on": next_on.isoformat() if next_on else None,
    }
