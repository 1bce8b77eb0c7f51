"""How much a direct payment is: it follows from the parts of the plan paid that way
(docs/rules/care-act.md 7; s.25 7, 8).

Net, which is the default, the person's own part is taken off and they add it themselves; gross, the whole is paid and
they pay the council afterwards. What they pay is one sum a week for the whole plan, so a net payment is less all of it,
and never below nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.money import pounds
from locallinks.personal.plans.rules.choices import DIRECT_PAYMENTS, FREQUENCIES
from locallinks.personal.plans.rules.plan import Line

# Weeks in a period. A month is a twelfth of 52 weeks, as in charging (docs/rules/care-act.md 10.4: monthly x 12 / 52).
WEEKS_IN = {"weekly": Fraction(1), "four_weekly": Fraction(4), "monthly": Fraction(52, 12)}


def paid_directly(lines: Iterable[Line], deployment: str) -> tuple[Line, ...]:
    """The parts that cost the council something and are paid to the person, or looked after for them."""
    costing = (line for line in lines if line.council_weekly_pence > 0)
    return tuple(line for line in costing if (line.deployment or deployment) in DIRECT_PAYMENTS)


def payment_due(*, weekly_pence: int, contribution_pence: int, gross: bool, frequency: str) -> int:
    """Pence for one payment, rounded once, half up. Raises KeyError for a period nobody knows."""
    week = weekly_pence if gross else max(0, weekly_pence - contribution_pence)
    return int(week * WEEKS_IN[frequency] + Fraction(1, 2))


def amount_problem(
    *, paid: Collection[Line], amount_pence: int | None, contribution_pence: int, gross: bool, frequency: str
) -> Problem | None:
    """Why this amount does not follow from the parts paid this way, with the sum that does."""
    if not paid:
        if not amount_pence:
            return None
        message = "Nothing in the plan is paid to them. Leave this empty, or say which part is"
        return Problem(message, "direct_payment", "dp_nothing_paid")
    if amount_pence is None or amount_pence < 0 or frequency not in FREQUENCIES:
        return None  # asked for before the sum is
    weekly = sum(line.council_weekly_pence for line in paid)
    due = payment_due(
        weekly_pence=weekly, contribution_pence=contribution_pence, gross=gross, frequency=frequency
    )  # fmt: skip
    if amount_pence == due:
        return None
    less = "paid in full" if gross else f"less {pounds(contribution_pence)} they pay"
    message = (
        f"{pounds(amount_pence)} does not follow from the plan. The parts paid this way cost {pounds(weekly)} a week, "
        f"{less}: that is {pounds(due)} {FREQUENCIES[frequency].lower()}"
    )
    return Problem(message, "direct_payment", "dp_amount")


def payment_in_writing(*, amount_pence: int, frequency: str, parts: Sequence[str], gross: bool) -> str:
    """What the person is told: how much, how often, and which part and which need it is for (s.25 items 7 and 8)."""
    if gross:
        own = "This is the whole cost. You pay the council your own part afterwards."
    else:
        own = "What you pay yourself has been taken off. Add your own part to it."
    told = "\n".join(f"- {part}" for part in parts)
    return f"You are paid {pounds(amount_pence)} {FREQUENCIES[frequency].lower()}. {own} It is for:\n\n{told}\n\n"
