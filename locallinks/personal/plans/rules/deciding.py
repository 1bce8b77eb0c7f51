"""The decision about a plan: who may take it, when a panel looks first, and what the person is told in writing."""

from collections.abc import Collection

from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.money import pounds
from locallinks.foundation.shared.roles import Act, may_do_too
from locallinks.personal.plans.rules.choices import DEPLOYMENTS

PANEL_MEMBERS = 2  # besides the chair, who decides [design]
# Told in writing before they agree (local-links.md section 8): the planner's employer gains when support costs less.
SHARE_IN_WRITING = (
    "You should know this. When support costs the council less than usual care would, the network that plans with you "
    "gets a share of the money left over. It is never a reason to give you less help than you need. If you think it "
    "was, say so: a social worker who does not work for the network looks at every plan."
)


def approve_facts(
    problems: Collection[Problem],
    *,
    approver_id: int,
    wrote_or_sent: Collection[int],
    council_pence: int,
    limit_pence: int | None,
) -> dict[str, bool]:
    """The facts the `approve` step asks for. `problems` are those of submit and approve together."""
    codes = {problem.code for problem in problems}
    own = {"personal_budget_set", "deployment_set"}
    return {
        "plan_ready": not codes - own,
        **{fact: fact not in codes for fact in sorted(own)},
        "approver_is_not_planner": may_do_too(Act.APPROVE_PLAN, approver_id, {Act.WRITE_PLAN: wrote_or_sent}),
        "within_limit": within_limit(council_pence, limit_pence),
    }


def within_limit(council_pence: int, limit_pence: int | None) -> bool:
    """No limit means cannot approve: a missing number must never pass (peers.md, brokerage)."""
    return limit_pence is not None and council_pence <= limit_pence


def panel_looks_first(council_pence: int, panel_over_pence: int | None) -> bool:
    """A plan over the value the council set goes to a panel; where none is set, no panel is asked."""
    return panel_over_pence is not None and council_pence > panel_over_pence


def panel_problems(
    *, council_pence: int, panel_over_pence: int | None, members: Collection[int], chair_id: int
) -> tuple[Problem, ...]:
    """Two or more members say what they think, and the chair, who is none of them, decides (issue 3, plans)."""
    if not panel_looks_first(council_pence, panel_over_pence):
        return ()
    heard = len(set(members) - {chair_id})
    if heard >= PANEL_MEMBERS:
        return ()
    have = {0: "Nobody has", 1: "One has"}[heard]
    message = f"{PANEL_MEMBERS} panel members must say what they think before you decide. {have} so far"
    return (Problem(message, "panel", "panel_not_heard"),)


def approval_in_writing(*, budget_pence: int, contribution_pence: int, deployment: str, payment: str = "") -> str:
    """What the person is told when their plan is approved (s.25 and s.26: the plan is theirs to keep)."""
    return (
        f"Your plan is approved. Your personal budget is {pounds(budget_pence)} a week. You pay "
        f"{pounds(contribution_pence)} of it, and the council pays {pounds(budget_pence - contribution_pence)}.\n\n"
        f"How the money is held: {DEPLOYMENTS[deployment][0].lower()}{DEPLOYMENTS[deployment][1:]}.\n\n"
        f"{payment}"
        "The plan is yours to keep. It is on your page, and we can give it to you on paper, in large print or read "
        "aloud. Next, the support in it is arranged. If you think something is wrong, tell your social worker or your "
        "planner, or make a complaint to the council."
    )
