"""Outbound entries: plans, approvals, reviews and endings, by number. Never a baseline or a saving."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max

from locallinks.foundation.audit.actions import record_reads
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.exchange.choices import OutboundKind, RecordKind
from locallinks.personal.exchange.models import Connection, InboundRecord, OutboundEntry
from locallinks.personal.exchange.permissions import check_can_decide, check_can_export, councils_decided_for
from locallinks.personal.pathways.models import Step
from locallinks.personal.plans.models import Goal, Line, Plan, PlanApproval, PlanSubmission
from locallinks.personal.reviews.models import ReviewResult

Key = tuple[int, datetime]


@dataclass(frozen=True)
class OutboundPage:
    """One page of entries. Read on from `next`, which stays the same where there is nothing new."""

    entries: list[dict[str, Any]]
    next: int
    more: bool


def council_for_file(*, viewer: Viewer) -> int:
    """Return the id of the council whose file this viewer may have. Raises NotAllowed."""
    check_can_decide(viewer)
    return councils_decided_for(viewer)[0]


@dataclass(frozen=True)
class NumberedCount:
    """How many entries there are, and the number of the last."""

    many: int
    last: int


def numbered(*, viewer: Viewer, home_id: int) -> NumberedCount:
    """Return how many entries went out for a council, and the last number; 0 for none. Raises NotAllowed."""
    check_can_export(viewer, home_id)
    counted = OutboundEntry.objects.filter(home=home_id).aggregate(many=Count("pk"), last=Max("pk"))
    return NumberedCount(counted["many"], counted["last"] or 0)


def read_outbound(
    *, viewer: Viewer, home_id: int, since: int, limit: int, at: datetime, connection: Connection | None = None
) -> OutboundPage:
    """Return entries after `since`, oldest first, and record the read of each person. Raises NotAllowed.

    Runs the same number of queries for any page.
    """
    check_can_export(viewer, home_id)
    rows = OutboundEntry.objects.filter(home=home_id, pk__gt=since).select_related("person", "step", "step__pathway")
    fetched = list(rows.order_by("pk")[: limit + 1])
    page = fetched[:limit]
    people = {row.person_id: row.person for row in page}
    record_reads(viewer=viewer, people=people.values(), page="what went out to the other system", at=at)
    return OutboundPage(entries(page, connection), page[-1].pk if page else since, len(fetched) > limit)


def entries(page: list[OutboundEntry], connection: Connection | None) -> list[dict[str, Any]]:
    """Return each row with its details, fetched for the whole page at once."""
    plans = _Plans(page)
    reviews = {
        (row.review.pathway_id, row.finished_at): row
        for row in ReviewResult.objects.filter(
            review__pathway__in=_pathway_ids(page, OutboundKind.REVIEW)
        ).select_related("review")
    }
    their_references = _their_references(page, connection)
    result = []
    for row in page:
        step = row.step
        if row.kind == OutboundKind.PLAN:
            details = plans.sent(step)
        elif row.kind == OutboundKind.APPROVAL:
            details = plans.approved(step)
        elif row.kind == OutboundKind.REVIEW:
            details = _review(reviews.get((step.pathway_id, step.at)))
        else:
            details = {"state": step.to_state, "reason": step.reason}
        result.append(
            {
                "number": row.pk,
                "reference": row.reference,
                "kind": row.kind,
                "event": step.event,
                "happened_at": step.at.astimezone(UTC).isoformat(),
                "way": f"LL-W{step.pathway_id}",
                "person": _person(row.person, their_references.get(row.person_id)),
                "details": details,
            }
        )
    return result


def _pathway_ids(page: Iterable[OutboundEntry], *kinds: str) -> set[int]:
    return {row.step.pathway_id for row in page if row.kind in kinds}


def _their_references(page: list[OutboundEntry], connection: Connection | None) -> dict[int, str]:
    """Return the newest reference that the other system sent for each person."""
    rows = InboundRecord.objects.filter(kind=RecordKind.PEOPLE, person__in={row.person_id for row in page})
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
    """The plans of one page, by the step that submitted or approved them."""

    def __init__(self, page: list[OutboundEntry]) -> None:
        ways = _pathway_ids(page, OutboundKind.PLAN, OutboundKind.APPROVAL)
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
        """Return a plan under the names of the PRSB's standard for care plans (docs/rules/data-standards.md 5)."""
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
