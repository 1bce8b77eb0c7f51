"""A plan as plain values, what it costs, and the few things that can be told from one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from locallinks.personal.plans.rules.choices import BEFORE_OFFER, OWN_GOAL


@dataclass(frozen=True)
class Need:
    """Something the person needs. `code` is what a line's `outcomes` point at."""

    code: str
    words: str
    eligible: bool
    criteria: str  # whether and how far it meets the criteria (s.25 item 2)
    essential: bool = False
    personal_care: bool = False
    unmet_recorded: bool = False


@dataclass(frozen=True)
class Line:
    """One thing in the plan. `outcomes` holds the codes of needs, or of the person's own goals, that it serves."""

    key: str
    kind: str
    what: str
    outcomes: tuple[str, ...] = ()
    eligible: bool = True  # False is added support: no eligible need behind it, no cost to the council
    who: str = ""
    when: str = ""
    council_weekly_pence: int = 0
    own_weekly_pence: int = 0
    nhs_weekly_pence: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    contingency: str = ""
    essential: bool = False
    personal_care: bool = False
    regulated: bool = False  # shopping with the person's money, cash, bills, taking someone to care or treatment
    check_seen: bool = False  # the check the law asks of whoever does that
    giver_agrees: bool | None = None
    deployment: str = ""  # empty: as the plan says


@dataclass(frozen=True)
class PlanFacts:
    """A plan version as plain values. Money is pence a week."""

    needs: tuple[Need, ...] = ()
    lines: tuple[Line, ...] = ()
    council_meets: str = ""  # s.25 item 3: the needs the council will meet, and how
    wellbeing: tuple[str, ...] = ()  # item 4
    personal_budget_pence: int | None = None  # item 5: proposed when sent, confirmed when approved
    prevention_advice: str = ""  # item 6
    agreed: bool | None = None  # None: not asked yet
    disagreement: str = ""  # what the person does not agree with
    pay_estimate_given: bool = False  # an estimate, or why there is none
    advocacy_ok: bool = False
    advocacy_asked: bool = True  # since the first budget, or the last approval: the need is asked again for each plan
    indicative_pence: int | None = None
    why_over_indicative: str = ""
    own_money_pence: int | None = None  # what the person puts in themselves; None: just what their lines say
    deployment: str = ""
    direct_payment_pence: int | None = None
    direct_payment_frequency: str = ""
    direct_payment_gross: bool = False  # in full: the person pays the council afterwards (fund_holding)
    contribution_pence: int = 0  # what the person pays of the budget a week
    no_direct_payment: str = ""  # why none may be made, where that is so (fund_holding; care-act.md section 7)


def council_cost(lines: Iterable[Line]) -> int:
    """Cost to the personal budget, before the person's contribution."""
    return sum(line.council_weekly_pence for line in lines)


def own_cost(lines: Iterable[Line]) -> int:
    """What the person pays privately, on top of any contribution."""
    return sum(line.own_weekly_pence for line in lines)


def weekly_total(lines: Iterable[Line]) -> int:
    """Council and own money. What the NHS pays is a funder of its own and stands apart."""
    lines = tuple(lines)
    return council_cost(lines) + own_cost(lines)


def offer_comes_first(state: str, *, area_served: bool) -> bool:
    """True where somebody begins a plan line too soon: prompt for the offer, and keep `plan_written_in_assessment`."""
    return area_served and state in BEFORE_OFFER


def serves_a_need(outcomes: Iterable[str]) -> bool:
    """False where a line is only for the person's own goals (`g1`) or for its own sake: that is added support."""
    return any(code != OWN_GOAL and not code.startswith("g") for code in outcomes)


def kind_from_directory(*, is_free: bool | None, fees: str, run_by_network: bool) -> str:
    """The kind a service from the directory most likely is. The planner sees it chosen and can choose another."""
    if run_by_network:
        return "voluntary"
    return "local_paid" if is_free is False or (is_free is None and fees.strip()) else "community_asset"
