"""What the rules ask of a plan: a line, a need and the facts, by the names that the models and forms give them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, Protocol, TypeVar

from locallinks.personal.plans.rules.choices import BEFORE_OFFER, OWN_OUTCOME, PERSONAL_CARE_NEEDS


class LineLike(Protocol):
    """One thing in the plan: the fields of the `Line` model that the checks read. A line that is being typed fits too.

    `outcomes` holds the codes of needs, or of the person's own goals, that it serves. A line that is not `eligible` is
    added support: no eligible need asks for it, and the council pays nothing for it. Money is pence a week.
    """

    @property
    def pk(self) -> int | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def outcomes(self) -> Sequence[str]: ...
    @property
    def given_by(self) -> str: ...
    @property
    def what_when(self) -> str: ...
    @property
    def council_cost_pence(self) -> int: ...
    @property
    def nhs_cost_pence(self) -> int: ...
    @property
    def own_cost_pence(self) -> int: ...
    @property
    def eligible(self) -> bool: ...
    @property
    def personal_care(self) -> bool: ...
    @property
    def regulated(self) -> bool: ...
    @property
    def check_seen(self) -> bool: ...
    @property
    def contingency(self) -> str: ...
    @property
    def giver_agreed(self) -> bool | None: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def deployment(self) -> str: ...


class UnmetLike(Protocol):
    """Something that was looked for, for one need, and could not be found."""

    @property
    def outcome(self) -> str: ...
    @property
    def looked_for(self) -> str: ...


L = TypeVar("L", bound=LineLike)
L_co = TypeVar("L_co", covariant=True)  # unbounded: mypy looks at a bound before it knows the fields of a model


@dataclass(frozen=True)
class Need(Generic[L_co]):
    """Something the person needs, what in the plan meets it, and what could not be found for it.

    `code` is what a line's `outcomes` point at. `ability_words` says whether and how far the need meets the criteria
    (Care Act 2014 s.25(1)(b)). Of its `lines`, `first` are those no need above has shown, and `also` the others.
    """

    code: str
    words: str
    ability_words: str
    eligible: bool = True
    lines: Sequence[L_co] = ()
    first: Sequence[L_co] = ()
    also: Sequence[L_co] = ()
    unmet: Sequence[UnmetLike] = ()

    @property
    def is_personal_care(self) -> bool:
        """Whether help with it means touching or washing somebody, so that it must not depend on one volunteer."""
        return self.code in PERSONAL_CARE_NEEDS


def with_lines(needs: Iterable[Need[L]], lines: Iterable[L], unmet: Iterable[UnmetLike]) -> list[Need[L]]:
    """Return each need with the lines that serve it and what is still looked for, in the order they are given."""
    lines, unmet, found, shown = tuple(lines), tuple(unmet), [], set[int | None]()
    for need in needs:
        serving = [line for line in lines if need.code in line.outcomes]
        first = [line for line in serving if line.pk not in shown]
        shown |= {line.pk for line in first}
        also = [line for line in serving if line not in first]
        missing = [one for one in unmet if one.outcome == need.code]
        found.append(replace(need, lines=serving, first=first, also=also, unmet=missing))
    return found


@dataclass(frozen=True)
class PlanFacts:
    """A plan version as plain values. Money is pence a week."""

    needs: tuple[Need[LineLike], ...] = ()
    lines: tuple[LineLike, ...] = ()
    council_meets: str = ""  # s.25 item 3: the needs the council will meet, and how
    wellbeing: tuple[str, ...] = ()  # item 4
    personal_budget_pence: int | None = None  # item 5: proposed when sent, confirmed when approved
    advice: str = ""  # item 6
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
    no_direct_payment: str = ""  # why none may be made, where that is so (fund_holding; docs/rules/care-act.md 7)


def offer_comes_first(state: str, *, area_served: bool) -> bool:
    """True where somebody begins a plan line too soon: prompt for the offer, and keep `plan_written_in_assessment`."""
    return area_served and state in BEFORE_OFFER


def serves_a_need(outcomes: Iterable[str]) -> bool:
    """False where a line is only for the person's own goals (`g1`) or for its own sake: that is added support."""
    return any(code != OWN_OUTCOME and not code.startswith("g") for code in outcomes)


def kind_from_directory(*, is_free: bool | None, fees: str, run_by_network: bool) -> str:
    """The kind a service from the directory most likely is. The planner sees it chosen and can choose another."""
    if run_by_network:
        return "voluntary"
    return "local_paid" if is_free is False or (is_free is None and fees.strip()) else "community_asset"
