"""A plan with everything its pages show, the problems that stop it being sent, and a comparison of two versions."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from locallinks.foundation.reference.models import Rate
from locallinks.foundation.shared.errors import Problem
from locallinks.local.unmet_needs.queries import open_unmet_needs_of
from locallinks.personal.assessments.choices import Ability, AdvocacyStage
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import AdvocacyStatus, advocacy_at
from locallinks.personal.assessments.queries.needs_assessment import eligible_needs
from locallinks.personal.budgets.queries import indicative_budget_of
from locallinks.personal.charging.queries import estimate_of
from locallinks.personal.handovers.queries.clocks import clocks_on
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.pathways.queries import due_on
from locallinks.personal.plans.choices import GoalProgress, LineChange
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
from locallinks.personal.plans.rules.checks import OWN_OUTCOME, Need, PlanFacts, submit_problems, with_lines
from locallinks.personal.plans.rules.decision import council_cost, direct_payment_lines, own_cost


def plans_of(pathway: Pathway) -> list[Plan]:
    """Return every version, newest first."""
    return list(Plan.objects.filter(pathway=pathway).select_related("approval__by").order_by("-number"))


def working_plan(pathway: Pathway) -> Plan | None:
    """Return the version that is being written or waits for a decision."""
    return Plan.objects.filter(pathway=pathway, approval=None).order_by("-number").first()


def approved_plan(pathway: Pathway) -> Plan | None:
    """Return the newest approved version."""
    rows = Plan.objects.filter(pathway=pathway, approval__isnull=False).select_related("approval")
    return rows.order_by("-number").first()


def newest_plan(pathway: Pathway) -> Plan | None:
    """Return the newest version, approved or not, which comments are about."""
    return Plan.objects.filter(pathway=pathway).order_by("-number").first()


def plan_to_show(pathway: Pathway) -> Plan | None:
    """Return the approved plan, which stays in force while a new one is written; if none, the one being written."""
    return approved_plan(pathway) or working_plan(pathway)


def lines_of(plan: Plan) -> list[Line]:
    """Return the lines that were not removed, in the order they were added."""
    return list(Line.objects.filter(plan=plan, removed_at=None).order_by("pk"))


def line_in(plan: Plan, line_id: int) -> Line | None:
    """Return one line of this plan, including a removed one; None for a line of another plan."""
    return Line.objects.filter(plan=plan, pk=line_id).first()


@dataclass(frozen=True)
class PlanView:
    """A plan with everything its pages show. Each part is fetched once, when it is first used."""

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
        """Return each line that is paid to the person, with the needs it meets (Care Act 2014 s.25(2)(a))."""
        words = {need.code: need.words for need in self.needs}
        paid = direct_payment_lines(self.lines, deployment)
        return [f"{line.title}: {', '.join(words[code] for code in line.outcomes if code in words)}" for line in paid]

    @property
    def goals_with_lines(self) -> list[tuple[Goal, list[Line]]]:
        """Each goal that the person still wants, with the lines that serve it."""
        goals = [goal for goal in self.goals if goal.progress != GoalProgress.LET_GO]
        return [(goal, [line for line in self.lines if goal.code in line.outcomes]) for goal in goals]

    @property
    def times_sent(self) -> int:
        """How often the plan has been sent: one more than it was returned."""
        return len(self.submissions)

    @cached_property
    def advocacy(self) -> AdvocacyStatus:
        """Whether advocacy was asked about for this plan, and arranged where an advocate is needed."""
        return advocacy_at(self.pathway, AdvocacyStage.PLANNING)

    @property
    def approval(self) -> PlanApproval | None:
        return getattr(self.plan, "approval", None)

    @property
    def added_support(self) -> list[Line]:
        """Lines that meet no need. The council does not pay for them."""
        codes = {need.code for need in self.needs}
        return [line for line in self.lines if not codes & set(line.outcomes)]

    @property
    def lines_with_needs(self) -> list[tuple[Line, str]]:
        """Each line with the words of the needs and goals that it serves."""
        words = {need.code: need.words for need in self.needs} | {goal.code: goal.words for goal in self.goals}
        return [(line, "; ".join(words[code] for code in words if code in line.outcomes)) for line in self.lines]

    @property
    def council_pence(self) -> int:
        """Pence a week that count towards the personal budget.

        No line is of a kind that regulations leave out (docs/rules/care-act.md 5): a self-funder's fee for
        arranging the support is on the estimate, not in the plan.
        """
        return council_cost(self.lines)

    @property
    def own_pence(self) -> int:
        return own_cost(self.lines)

    @property
    def nhs_pence(self) -> int:
        return sum(line.nhs_cost_pence for line in self.lines)

    @property
    def current_agreement(self) -> PlanAgreement | None:
        """What the person said, if the plan has not changed since then; else None."""
        agreement = self.agreement
        return agreement if agreement and agreement.plan_version == self.plan.content_version else None

    @property
    def last_return(self) -> PlanReturn | None:
        """The return of the newest submission; None if that one was not returned."""
        if not self.returns or not self.submissions or self.returns[-1].submission_id != self.submissions[-1].pk:
            return None
        return self.returns[-1]

    @property
    def author_and_sender_ids(self) -> set[int]:
        """Ids of users who may not approve the plan: its authors, senders and planner (docs/rules/local-links.md 2)."""
        ids = {*self.plan.author_ids, *(sent.by_id for sent in self.submissions)}
        return ids | {self.pathway.planner_id} if self.pathway.planner_id else ids

    @cached_property
    def why_over(self) -> str:
        """The reason given for exceeding the first budget, from the step that last sent the plan; "" if it does not."""
        if not (self.over_indicative_pence and self.submissions):
            return ""
        sent = Step.objects.filter(pk=self.submissions[-1].step_id)
        return sent.values_list("reason", flat=True).first() or ""

    @property
    def over_indicative_pence(self) -> int:
        return max(0, self.council_pence - self.indicative.weekly_pence) if self.indicative else 0


def last_refused_at(pathway: Pathway) -> datetime | None:
    """Return when the person last disagreed with a plan of this pathway; None if never."""
    rows = PlanAgreement.objects.filter(plan__pathway=pathway, agrees=False)
    return rows.order_by("-at").values_list("at", flat=True).first()


# By primary key: agreements are recorded under a lock, so their order does not depend on the clocks of servers.
def _newest_agreement(plan: Plan) -> PlanAgreement | None:
    return PlanAgreement.objects.filter(plan=plan).select_related("by").order_by("-pk").first()


def _submissions(plan: Plan) -> list[PlanSubmission]:
    return list(PlanSubmission.objects.filter(plan=plan).select_related("by").order_by("pk"))


def newest_submission(plan: Plan) -> PlanSubmission | None:
    """Return the newest submission of this plan, or None."""
    return PlanSubmission.objects.filter(plan=plan).select_related("by").order_by("-pk").first()


def plan_view(plan: Plan) -> PlanView:
    """Return the view of one version. An approved plan shows the needs as they were when it was sent."""
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
    """Return the eligible needs of the newest assessment as plain values, which a submission stores."""
    return [
        {"code": need.code, "words": need.get_code_display(), "ability": need.ability}
        for need in eligible_needs(pathway)
    ]


def _need(kept: dict[str, str]) -> Need[Line]:
    """Return a stored need with the present wording of its ability."""
    ability = kept["ability"]
    return Need(
        code=kept["code"], words=kept["words"], ability_words=Ability(ability).label if ability in Ability else ability
    )


def goals_of(pathway: Pathway) -> list[Goal]:
    """Return the person's goals, the most important first."""
    return list(Goal.objects.filter(pathway=pathway).order_by("-important", "number"))


def outcome_choices(pathway: Pathway) -> list[tuple[str, str]]:
    """Return the choices for what a line is for: each need, each goal, and something else that the person wants."""
    needs = [(need["code"], need["words"]) for need in current_needs(pathway)]
    goals = [(goal.code, goal.words) for goal in goals_of(pathway)]
    return [*needs, *goals, (OWN_OUTCOME, "Something else they want in their life")]


def needs_met_in_words(view: PlanView) -> str:
    """Return which needs will be met and how, one a line of text (Care Act 2014 s.25(1)(c))."""
    sentences = []
    for need in view.needs:
        if need.lines:
            sentences.append(f"{need.words}: {'; '.join(line.title for line in need.lines)}")
        elif need.unmet:
            sentences.append(f"{need.words}: still looking")
    return "\n".join(sentences)


def facts_of(view: PlanView, **more: Any) -> PlanFacts:
    """Return the plan as the rules read it. `more` holds the approver's answers, by the names of `PlanFacts`."""
    agreement = view.current_agreement
    facts = PlanFacts(
        needs=tuple(view.needs),
        lines=tuple(view.lines),
        council_meets=needs_met_in_words(view),
        wellbeing=tuple(view.plan.wellbeing),
        personal_budget_pence=view.council_pence,
        advice=view.plan.advice,
        agreed=agreement.agrees if agreement else None,
        disagreement=agreement.words if agreement else "",
        pay_estimate_given=view.estimate is not None,
        advocacy_ok=view.advocacy.arranged_if_needed,
        advocacy_asked=view.advocacy.asked,
        indicative_pence=view.indicative.weekly_pence if view.indicative else None,
    )
    return replace(facts, **more)


def submit_problems_of_plan(plan: Plan) -> tuple[Problem, ...]:
    """Return every problem that stops this plan being sent."""
    return submit_problems_of(plan_view(plan))


def submit_problems_of(view: PlanView) -> tuple[Problem, ...]:
    """Return every problem that stops this plan being sent, for a plan that was read already."""
    return submit_problems(facts_of(view))


@dataclass(frozen=True)
class LinePair:
    """One line as it was and as it is."""

    before: Line | None
    after: Line | None
    change: LineChange


# Fields that no reader sees: lines that differ only in these count as the same.
NOT_COMPARED_FIELDS = {"service", "eligible", "essential", "personal_care", "regulated", "check_seen"}
COMPARED_FIELDS = tuple(name for name in LINE_FIELDS if name not in NOT_COMPARED_FIELDS)


def compare_lines(older: list[Line], newer: list[Line]) -> list[LinePair]:
    """Return the lines of two versions in pairs, the older ones first; they correspond by `previous_line`."""
    by_origin = {line.previous_line_id: line for line in newer if line.previous_line_id}
    pairs = []
    for line in older:
        now = by_origin.pop(line.pk, None)
        if now is None:
            pairs.append(LinePair(line, None, LineChange.GONE))
        else:
            same = all(getattr(line, name) == getattr(now, name) for name in COMPARED_FIELDS)
            pairs.append(LinePair(line, now, LineChange.SAME if same else LineChange.CHANGED))
    paired = {pair.after.pk for pair in pairs if pair.after}
    return pairs + [LinePair(None, line, LineChange.NEW) for line in newer if line.pk not in paired]


def decision_due_on(sent_on: date, holidays: Collection[date]) -> date | None:
    """Return the day by which a plan sent on `sent_on` is due to be decided; None where there is no time limit."""
    return due_on(PathwayState.PLAN_SUBMITTED, sent_on, holidays, clocks_on(sent_on))


def panel_value(on: date) -> Rate | None:
    """Return the rate, in pence a week, above which a plan goes to a panel on this day; None where there is none."""
    return Rate.objects.filter(code="panel_over").on(on).first()


def panel_views(submission: PlanSubmission) -> list[PanelView]:
    """Return the views of the panel's members on this submission, the oldest first."""
    return list(PanelView.objects.filter(submission=submission).select_related("by").order_by("at", "pk"))
