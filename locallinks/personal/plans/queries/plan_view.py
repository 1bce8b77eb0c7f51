"""One plan with all that belongs to it, what is still missing from it, and how two versions differ."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from locallinks.foundation.reference.models import Rate
from locallinks.foundation.shared.errors import Problem
from locallinks.local.unmet_needs.queries import open_unmet_needs_of
from locallinks.personal.assessments.choices import Ability, AdvocacyStage
from locallinks.personal.assessments.models import WELLBEING_AREAS
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import AdvocacyStatus, advocacy_at
from locallinks.personal.assessments.queries.needs_assessment import eligible_needs
from locallinks.personal.budgets.queries import indicative_budget_of
from locallinks.personal.charging.queries import estimate_of, personal_budget_pence
from locallinks.personal.handovers.queries.clocks import clocks_on
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.pathways.queries import due_on
from locallinks.personal.plans.models import (
    LINE_FIELDS,
    Goal,
    Line,
    PanelView,
    Plan,
    PlanAgreement,
    PlanApproval,
    PlanReturn,
    PlanSubmission,
)
from locallinks.personal.plans.rules.checks import submit_problems
from locallinks.personal.plans.rules.choices import OWN_OUTCOME
from locallinks.personal.plans.rules.decision import direct_payment_lines, own_cost
from locallinks.personal.plans.rules.plan import Need, PlanFacts, with_lines

WELLBEING_WORDS = WELLBEING_AREAS


def plans_of(pathway: Pathway) -> list[Plan]:
    """Every version, the newest first."""
    return list(Plan.objects.filter(pathway=pathway).select_related("approval__by").order_by("-number"))


def working_plan(pathway: Pathway) -> Plan | None:
    """The version being written, or waiting for a decision."""
    return Plan.objects.filter(pathway=pathway, approval=None).order_by("-number").first()


def approved_plan(pathway: Pathway) -> Plan | None:
    """The newest version the council has approved."""
    rows = Plan.objects.filter(pathway=pathway, approval__isnull=False).select_related("approval")
    return rows.order_by("-number").first()


def newest_plan(pathway: Pathway) -> Plan | None:
    """The newest version, approved or not: what people talk about."""
    return Plan.objects.filter(pathway=pathway).order_by("-number").first()


def plan_to_show(pathway: Pathway) -> Plan | None:
    """The approved plan, which stays in force while a new one is written; else the one being written."""
    return approved_plan(pathway) or working_plan(pathway)


def lines_of(plan: Plan) -> list[Line]:
    """What is in the plan, in the order it was added."""
    return list(Line.objects.filter(plan=plan, removed_at=None).order_by("pk"))


def line_in(plan: Plan, line_id: int) -> Line | None:
    """One line of this plan, also one that was taken out."""
    return Line.objects.filter(plan=plan, pk=line_id).first()


@dataclass(frozen=True)
class PlanView:
    """A plan with everything its pages show; each thing is fetched when a page first asks for it, and once."""

    plan: Plan
    pathway: Pathway
    lines: list[Line]
    needs: list[Need[Line]]
    submissions: list[PlanSubmission]

    @cached_property
    def indicative(self) -> Any:
        return indicative_budget_of(self.pathway)

    @cached_property
    def estimate(self) -> Any:
        return estimate_of(self.pathway)

    @cached_property
    def agreement(self) -> PlanAgreement | None:
        return _newest_agreement(self.plan)

    @cached_property
    def returns(self) -> list[PlanReturn]:
        return list(PlanReturn.objects.filter(plan=self.plan).select_related("by").order_by("pk"))

    @cached_property
    def goals(self) -> list[Goal]:
        return goals_of(self.pathway)

    def paid_parts(self, deployment: str) -> list[str]:
        """Each part that is paid to the person, with the needs it meets (s.25 item 7)."""
        words = {need.code: need.words for need in self.needs}
        paid = direct_payment_lines(self.lines, deployment)
        return [f"{one.title}: {', '.join(words[code] for code in one.outcomes if code in words)}" for one in paid]

    @property
    def served(self) -> list[tuple[Goal, list[Line]]]:
        """Each goal that is still wanted, with what in the plan is for it."""
        kept = [goal for goal in self.goals if goal.progress != "let_go"]
        return [(goal, [line for line in self.lines if goal.code in line.outcomes]) for goal in kept]

    @property
    def round(self) -> int:
        """How often it has been sent: one more than it has come back."""
        return len(self.submissions)

    @cached_property
    def advocacy(self) -> AdvocacyStatus:
        """Whether an advocate was asked about for this plan, and is there where one is needed."""
        return advocacy_at(self.pathway, AdvocacyStage.PLANNING)

    @property
    def approval(self) -> PlanApproval | None:
        return getattr(self.plan, "approval", None)

    @property
    def added(self) -> list[Line]:
        """Lines no need asks for: the council does not pay for these, and they may matter most."""
        codes = {need.code for need in self.needs}
        return [line for line in self.lines if not codes & set(line.outcomes)]

    @property
    def rows(self) -> list[tuple[Line, str]]:
        """Each line once, with the needs it is for."""
        words = {need.code: need.words for need in self.needs} | {goal.code: goal.words for goal in self.goals}
        return [(line, "; ".join(words[code] for code in words if code in line.outcomes)) for line in self.lines]

    @property
    def council_pence(self) -> int:
        """What is counted in the personal budget. A self-funder's fee for arranging it stands beside it, and is not."""
        return personal_budget_pence(("support", line.council_cost_pence) for line in self.lines)

    @property
    def own_pence(self) -> int:
        return own_cost(self.lines)

    @property
    def nhs_pence(self) -> int:
        return sum(line.nhs_cost_pence for line in self.lines)

    @property
    def agreed_now(self) -> PlanAgreement | None:
        """What the person said, if the plan has not changed since."""
        said = self.agreement
        return said if said and said.plan_version == self.plan.content_version else None

    @property
    def last_return(self) -> PlanReturn | None:
        """The comments still to be answered: those on the plan as it was last sent."""
        if not self.returns or not self.submissions or self.returns[-1].submission_id != self.submissions[-1].pk:
            return None
        return self.returns[-1]

    @property
    def wrote_or_sent(self) -> set[int]:
        """None of these may approve the plan (docs/rules/local-links.md 2: planner is never approver)."""
        ids = {*self.plan.writers, *(sent.by_id for sent in self.submissions)}
        return ids | {self.pathway.planner_id} if self.pathway.planner_id else ids

    @cached_property
    def why_over(self) -> str:
        """Why more than the first budget is right: the reason of the step that sent it, kept when it comes back."""
        if not (self.over_indicative_pence and self.submissions):
            return ""
        sent = Step.objects.filter(pk=self.submissions[-1].step_id)
        return sent.values_list("reason", flat=True).first() or ""

    @property
    def over_indicative_pence(self) -> int:
        return max(0, self.council_pence - self.indicative.weekly_pence) if self.indicative else 0


def last_refused_at(pathway: Pathway) -> datetime | None:
    """When the person last said that they do not agree with a plan of theirs."""
    rows = PlanAgreement.objects.filter(plan__pathway=pathway, agrees=False)
    return rows.order_by("-at").values_list("at", flat=True).first()


# In the order they were recorded, each under the lock: which came first is no matter of clocks.
def _newest_agreement(plan: Plan) -> PlanAgreement | None:
    return PlanAgreement.objects.filter(plan=plan).select_related("by").order_by("-pk").first()


def _submissions(plan: Plan) -> list[PlanSubmission]:
    return list(PlanSubmission.objects.filter(plan=plan).select_related("by").order_by("pk"))


def newest_submission(plan: Plan) -> PlanSubmission | None:
    """The last time this plan was sent."""
    return PlanSubmission.objects.filter(plan=plan).select_related("by").order_by("-pk").first()


def plan_view(plan: Plan) -> PlanView:
    """Everything about one version, fetched at once."""
    pathway = plan.pathway
    submissions = _submissions(plan)
    lines = lines_of(plan)
    closed = getattr(plan, "approval", None) is not None
    needs = submissions[-1].needs if closed and submissions else current_needs(pathway)
    return PlanView(
        plan=plan,
        pathway=pathway,
        lines=lines,
        needs=with_lines(map(_need, needs), lines, open_unmet_needs_of(plan.person_id)),
        submissions=submissions,
    )


def current_needs(pathway: Pathway) -> list[dict[str, str]]:
    """The eligible needs of the newest assessment, as plain values that a submission can keep."""
    return [
        {"code": need.code, "words": need.get_code_display(), "ability": need.ability}
        for need in eligible_needs(pathway)
    ]


def _need(kept: dict[str, str]) -> Need[Line]:
    """A need as `current_needs` gave it; its words for the ability may have changed since."""
    ability = kept["ability"]
    return Need(
        code=kept["code"], words=kept["words"], ability_words=Ability(ability).label if ability in Ability else ability
    )


def goals_of(pathway: Pathway) -> list[Goal]:
    """What the person wants to happen, in their words; what is most important to them first."""
    return list(Goal.objects.filter(pathway=pathway).order_by("-important", "number"))


def outcome_choices(pathway: Pathway) -> list[tuple[str, str]]:
    """What a line can be for: each need, each goal of the person's own, and whatever else they want."""
    needs = [(need["code"], need["words"]) for need in current_needs(pathway)]
    goals = [(goal.code, goal.words) for goal in goals_of(pathway)]
    return [*needs, *goals, (OWN_OUTCOME, "Something else they want in their life")]


def needs_met_in_words(found: PlanView) -> str:
    """Section 25 item 3 in words, from the lines: which needs will be met, how, and who pays."""
    told = []
    for need in found.needs:
        if need.lines:
            told.append(f"{need.words}: {'; '.join(line.title for line in need.lines)}")
        elif need.unmet:
            told.append(f"{need.words}: still looking")
    return "\n".join(told)


def facts_of(found: PlanView, **more: Any) -> PlanFacts:
    """The plan as the rules read it. `more` are the approver's answers."""
    said = found.agreed_now
    facts = PlanFacts(
        needs=tuple(found.needs),
        lines=tuple(found.lines),
        council_meets=needs_met_in_words(found),
        wellbeing=tuple(found.plan.wellbeing),
        personal_budget_pence=found.council_pence,
        advice=found.plan.advice,
        agreed=said.agrees if said else None,
        disagreement=said.words if said else "",
        pay_estimate_given=found.estimate is not None,
        advocacy_ok=found.advocacy.problem is None,
        advocacy_asked=found.advocacy.asked,
        indicative_pence=found.indicative.weekly_pence if found.indicative else None,
    )
    return replace(facts, **more)


def submit_problems_of_plan(plan: Plan) -> tuple[Problem, ...]:
    """Everything between this plan and sending it."""
    return submit_problems_of(plan_view(plan))


def submit_problems_of(found: PlanView) -> tuple[Problem, ...]:
    return submit_problems(facts_of(found))


@dataclass(frozen=True)
class LinePair:
    """One line as it was and as it is: `change` is new, gone, changed or same."""

    before: Line | None
    after: Line | None
    change: str


# Two versions of a line that differ in nothing else are the same to a reader.
NOT_COMPARED_FIELDS = {"service", "eligible", "essential", "personal_care", "regulated", "check_seen"}
COMPARED_FIELDS = tuple(name for name in LINE_FIELDS if name not in NOT_COMPARED_FIELDS)


def compare_lines(older: list[Line], newer: list[Line]) -> list[LinePair]:
    """Two versions line by line, by where each line came from."""
    by_origin = {line.came_from_id: line for line in newer if line.came_from_id}
    pairs = []
    for line in older:
        now = by_origin.pop(line.pk, None)
        if now is None:
            pairs.append(LinePair(line, None, "gone"))
        else:
            same = all(getattr(line, name) == getattr(now, name) for name in COMPARED_FIELDS)
            pairs.append(LinePair(line, now, "same" if same else "changed"))
    paired = {pair.after.pk for pair in pairs if pair.after}
    return pairs + [LinePair(None, line, "new") for line in newer if line.pk not in paired]


def decision_due_on(sent_on: date, holidays: Collection[date]) -> date | None:
    """When a plan sent on a day is due to be decided."""
    return due_on(PathwayState.PLAN_SUBMITTED, sent_on, holidays, clocks_on(sent_on))


def panel_value(on: date) -> Rate | None:
    """The sum a week over which a plan goes to a panel, and whether anybody has checked it; None: no panel."""
    return Rate.objects.filter(code="panel_over").on(on).first()


def panel_views(submission: PlanSubmission) -> list[PanelView]:
    """What the panel's members think of the plan as it was sent this time."""
    return list(PanelView.objects.filter(submission=submission).select_related("by").order_by("at", "pk"))
