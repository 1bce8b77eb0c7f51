"""Advocacy, mental capacity for one choice, and refusing an assessment.

Sources: Care Act 2014 s.11 (refusal; docs/rules/care-act.md 1) and s.67 (advocacy; section 9); Mental Capacity Act
2005.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from locallinks.foundation.people.choices import AgreementBasis, Matter
from locallinks.foundation.shared.errors import Problem
from locallinks.personal.assessments.choices import AdvocacyStage, CapacityChoice, DecisionAbility
from locallinks.personal.pathways.choices import PathwayState

# ---- advocacy (s.67): real difficulty with any of the four, and nobody suitable to help ----

ASSESSED_IN = frozenset(
    {PathwayState.REFERRED, PathwayState.ASSESSING, PathwayState.ELIGIBLE, PathwayState.NOT_ELIGIBLE}
)
REVIEWED_IN = frozenset({PathwayState.LIVE, PathwayState.IN_REVIEW, PathwayState.SUSPENDED})


def advocacy_stage(state: str) -> AdvocacyStage:
    """Return what an advocate may be needed for next, by the state of the pathway (Care Act 2014 s.67)."""
    if state in ASSESSED_IN:
        return AdvocacyStage.ASSESSMENT
    return AdvocacyStage.REVIEW if state in REVIEWED_IN else AdvocacyStage.PLANNING


def somebody_suitable(*, name: str, paid: bool | None, person_agrees: bool | None) -> bool:
    """Return whether somebody named is not paid to care for the person, and the person wants them (s.67(5), (6))."""
    return bool(name.strip()) and paid is False and person_agrees is True


def advocate_needed(*, difficulties: Collection[str], somebody_suitable: bool) -> bool:
    """Return whether the person has great difficulty with any of the four, and nobody suitable supports them (s.67)."""
    return bool(difficulties) and not somebody_suitable


def named_problem(*, needed: bool, arranged_with: str) -> Problem | None:
    """Return a problem where an advocate is named although the answers say that none is needed."""
    if needed or not arranged_with.strip():
        return None
    message = "You name an advocate, but by these answers none is needed. Tick what is very hard, or take the name out"
    return Problem(message, "difficulties", "named_not_needed")


def stage_problem(*, asked: bool, needed: bool, arranged: bool, takes_part: bool | None = None) -> Problem | None:
    """Return why planning or a review may not start yet (docs/rules/care-act.md 9), or None.

    `asked`: the check was made for this stage. `takes_part`: the answer given with the start itself, if there is one.
    """
    if needed and not arranged:
        return Problem("An advocate is needed and not yet arranged. Arrange one first", "advocate", "advocacy_ok")
    if asked:
        return None
    if needed:
        message = "An advocate was needed before. Ask again, and write down who it is now"
        return Problem(message, "advocate", "advocacy_not_asked")
    if takes_part is None:
        message = "Ask again whether they can take part, or need an advocate"
        return Problem(message, "can_take_part", "advocacy_not_asked")
    if takes_part:
        return None
    message = "Then an advocate may be needed. Say what is hard, and who is beside them, before you start"
    return Problem(message, "can_take_part", "advocacy_to_ask")


# ---- capacity (Mental Capacity Act 2005): one decision at a time, presumed until both stages say otherwise ----


@dataclass(frozen=True)
class Capacity:
    """Whether somebody lacks capacity for one choice, and the sentence that says so."""

    lacks: bool
    words: str


def capacity(*, impaired: bool, cannot: Collection[str], because: bool) -> Capacity:
    """Return whether the person lacks capacity for this choice (Mental Capacity Act 2005 s.2 and s.3).

    They do only if something affects their mind or brain, they cannot do one of the four, and the first causes the
    second. Otherwise they make the choice themselves, even if others find it unwise.
    """
    if impaired and cannot and because:
        return Capacity(True, "For this choice, at this time, they cannot decide for themselves.")
    return Capacity(False, "They make this choice themselves, also if others find it unwise.")


def capacity_problems(
    *,
    lacks: bool,
    cannot: Collection[str],
    choice: str,
    in_question: str,
    help_given: str,
    consulted: str,
    best_interests: str,
    decision_maker: str = "",
    wishes: str = "",
    least_restrictive: str = "",
    can_wait: str = "",
) -> tuple[Problem, ...]:
    """Return what is missing in a record of capacity: the choice, the help given, and best interests if they lack it.

    Best interests say who decides, who was consulted, the person's wishes, what restricts them least, and whether it
    can wait (Mental Capacity Act 2005 s.4; docs/rules/decisions.md 23). They are refused where the person has capacity.
    """
    problems = []
    if choice not in CapacityChoice:
        problems.append(Problem("Choose what the choice is about", "choice", "unknown_choice"))
    if not set(cannot) <= set(DecisionAbility):
        problems.append(Problem("Choose only from the four", "cannot", "unknown_limb"))
    if not in_question.strip():
        problems.append(Problem("Say which choice this is: one, and in plain words", "in_question", "no_decision"))
    if not help_given.strip():
        problems.append(Problem("Say how you helped them to make this choice", "help_given", "no_help"))
    if lacks and not best_interests.strip():
        problems.append(Problem("Say what is best for them, and why", "best_interests", "no_best_interests"))
    if lacks and not consulted.strip():
        problems.append(Problem("Say who was asked before this was decided", "consulted", "nobody_consulted"))
    for text, field, ask in (
        (decision_maker, "decision_maker", "Say who decides this for them"),
        (wishes, "wishes", "Say what they wish now, and wished before"),
        (least_restrictive, "least_restrictive", "Say what would limit them less, and why it will not do"),
        (can_wait, "can_wait", "Say if this can wait until they can choose, and why"),
    ):
        if lacks and not text.strip():
            problems.append(Problem(ask, field, f"no_{field}"))
    if not lacks and best_interests.strip():
        problems.append(
            Problem(
                "They make this choice themselves, so nobody decides it for them. Take this out",
                "best_interests",
                "not_theirs_to_decide",
            )
        )
    return tuple(problems)


# ---- an answer that somebody else gives, or that is taken from somebody who cannot give it
# (docs/rules/decisions.md 23) ----

MATTER_OF: Mapping[CapacityChoice, str] = MappingProxyType(
    {
        CapacityChoice.SHARE: Matter.SHARING,
        CapacityChoice.PLAN: Matter.CARE,
        CapacityChoice.LIVE: Matter.WHERE_TO_LIVE,
    }
)


class CapacityRecord(Protocol):
    """What is recorded about one choice: whether they lack capacity for it, and when that was decided."""

    @property
    def lacks(self) -> bool: ...
    @property
    def decided_at(self) -> datetime: ...


def basis_problem(
    *,
    basis: str,
    record: CapacityRecord | None,
    said_no_at: datetime | None,
    at: datetime,
    why_not_decider: str = "",
    own: bool = False,
) -> Problem | None:
    """Return why consent cannot be taken on this basis, or None (docs/rules/decisions.md 23).

    `said_no_at`: when the person last refused this choice. `why_not_decider`: why the representative may not decide for
    them; empty where they may. `own`: the message is for the person, or for somebody who sees their page.
    """
    lacks = record is not None and record.lacks
    if basis == AgreementBasis.AGREEMENT:
        if not lacks:
            return None
        if own:
            message = "We cannot take a yes here just now. Ring your social worker, who will talk it over with you"
        else:
            message = (
                "It is recorded that they cannot make this choice, so their yes is not taken. It needs a "
                "best-interests decision, or an attorney or deputy who may decide this"
            )
        return Problem(message, "basis", "cannot_agree")
    if basis == AgreementBasis.REPRESENTATIVE:
        return Problem(why_not_decider, "said_by", "may_not_decide") if why_not_decider else None
    if record is None or record.decided_at > at:
        message = "First record, for this very choice, that they cannot make it themselves, even with help"
        return Problem(message, "basis", "no_capacity_record")
    if not record.lacks:
        return Problem("It is recorded that they make this choice, so nobody decides it for them", "basis", "their_own")
    if said_no_at is not None and record.decided_at <= said_no_at:
        message = (
            f"They said no on {said_no_at:%-d %B %Y}, and a no stands. Best interests needs a record, made after that "
            "day, that they cannot make this choice"
        )
        return Problem(message, "basis", "no_stands")
    return None


# ---- refusing an assessment (s.11) ----


@dataclass(frozen=True)
class Refusal:
    """Whether a refusal ends the council's duty to assess, and the sentence that says why."""

    stands: bool
    words: str


def refusal(*, lacks_capacity: bool, best_interests: bool, at_risk: bool) -> Refusal:
    """Return whether a refusal ends the duty to assess (Care Act 2014 s.11(2); docs/rules/care-act.md 1).

    It does not where the person may be at risk of abuse or neglect, with or without capacity, or where they lack the
    capacity to refuse and an assessment is in their best interests.
    """
    if at_risk:
        return Refusal(False, "They may be at risk of harm or neglect, so the council goes on and finds out more.")
    if lacks_capacity and best_interests:
        return Refusal(False, "They cannot make this choice now, and an assessment is best for them.")
    return Refusal(True, "The no stands. Anybody can ask again at any time.")
