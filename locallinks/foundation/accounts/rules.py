"""Who may be given which role, first passwords and codes, cover, duty rotas, and delegations to other bodies.

What each role is for stands in shared/roles.py.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from locallinks.foundation.shared.roles import (
    GIVEN_ROLES,
    ROLES,
    Act,
    Capability,
    Role,
    may_do_too,
    never_with,
    roles_in_kind,
    roles_that,
)

CONSONANTS, VOWELS = "bdfghjklmnprstvz", "aeiou"
SYLLABLES, CODE_SYLLABLES, SYLLABLES_A_GROUP = 10, 6, 2

# Who may confirm: another administrator, and only where there is none, in a network, its manager.
CONFIRMERS = (Role.ADMINISTRATOR, Role.NETWORK_MANAGER)
# For so long whoever got a new password from an administrator confirms nothing that this one asks for: else the two
# could be one. Long enough for somebody who is away to find that their own password no longer works. Our number.
GIVEN_PASSWORD_DAYS = 28


def needs_confirmation(role: str, approval_limit_pence: int | None) -> bool:
    """Whether a second administrator confirms this role before it is in force."""
    return ROLES[Role(role)].confirmed or approval_limit_pence is not None


@dataclass(frozen=True)
class Confirmers:
    """Who could confirm what is asked for. `staff`: organisation, role, user and name of administrators and managers;
    `given`: (giver, user) where the one made a password for the other lately, whether or not they still work here."""

    staff: tuple[tuple[int, str, int, str], ...]
    given: frozenset[tuple[int, int]]

    def of(self, organisation_id: int, asked_by_id: int | None, user_id: int | None) -> dict[int, str]:
        """Their names by number, for one question: other administrators; where there is none, the network's managers.

        Never whoever asked or whoever it is for, nor anybody as whom one of these could sign in: with a password made
        lately, by way of others as well. Where all other administrators are so connected, nobody confirms.
        """
        asker = self.who_can_be(asked_by_id)
        for role in CONFIRMERS:
            others = {
                pk: name
                for where, held, pk, name in self.staff
                if (where, held) == (organisation_id, role)
                and may_do_too(Act.CONFIRM_ROLE, pk, {Act.ASK_FOR_ROLE: [asked_by_id], Act.HOLD_ROLE: [user_id]})
            }
            if others:
                able = {pk: self.who_can_be(pk) for pk in others}
                return {pk: name for pk, name in others.items() if not able[pk] & asker and user_id not in able[pk]}
        return {}

    def who_can_be(self, user_id: int | None) -> set[int | None]:
        """Whoever could sign in as somebody: themselves, who made a password for them lately, who for those, and on."""
        found: set[int | None] = {user_id}
        while more := {giver for giver, user in self.given if user in found} - found:
            found |= more
        return found


def role_problem(role: str, kind: str, held: frozenset[str]) -> str | None:
    """Why this role cannot be given in this kind of organisation to somebody who already holds `held`, or None."""
    if role not in roles_in_kind(kind):
        words = Role(role).label if role in GIVEN_ROLES else role
        return f"{words} is not a role in this kind of organisation. Choose another role."
    if other := never_with(role, held):
        return f"{Role(role).label} and {Role(other).label.lower()}: one checks the other. Choose another person."
    return None


def speakable_password(choose: Callable[[str], str]) -> str:
    """A first password that can be read out over a desk or a phone: "tabe-moki-rudo-sefa-lini", 63 bits.

    `choose` picks one letter of a text by chance.
    """
    return _sayable(choose, SYLLABLES)


def speakable_code(digest: bytes) -> str:
    """A code that can be read out, the same for the same digest of 32 bytes: "tabe-moki-rudo", 37 bits."""
    left = int.from_bytes(digest, "big")

    def choose(letters: str) -> str:
        nonlocal left
        left, number = divmod(left, len(letters))
        return letters[number]

    return _sayable(choose, CODE_SYLLABLES)


def _sayable(choose: Callable[[str], str], syllables: int) -> str:
    said = [choose(CONSONANTS) + choose(VOWELS) for _ in range(syllables)]
    starts = range(0, syllables, SYLLABLES_A_GROUP)
    return "-".join("".join(said[start : start + SYLLABLES_A_GROUP]) for start in starts)


# Whose work others can take over while they are away: those with people of their own to work with.
ROLES_WITH_CASELOAD = roles_that(Capability.HAVE_CASELOAD)

# Who answers what comes in at the council's front door, and so can be on duty.
ROLES_ON_DUTY = roles_that(Capability.ANSWER_REQUESTS)
WEEKDAYS = {
    "0": "Monday",
    "1": "Tuesday",
    "2": "Wednesday",
    "3": "Thursday",
    "4": "Friday",
    "5": "Saturday",
    "6": "Sunday",
}
MOST_DUTY_DAYS = 366
DUTY_AHEAD_DAYS = 42


def duty_days(*, first: date, last: date, weekdays: Collection[str]) -> list[date]:
    """Each of these days of the week from one day to another, both counted."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if str(day.weekday()) in weekdays]


# Whose organisations can be in a neighbourhood team: those with somebody who plans or treats.
PARTNER_KINDS = ("health", "network", "council")


# ---- delegation (Care Act section 79; docs/rules/care-act.md 6) ----

# What a council may let another body do for it. The default is that it delegates nothing.
DELEGABLE = {
    "assessment": "Assessing (sections 9 and 10)",
    "decision": "Deciding who is due support (section 13)",
    "planning": "Planning and approving support (sections 24 and 25)",
    "review": "Reviews (section 27)",
    "direct_payment": "Direct payments (sections 31 to 33)",
    "advice": "Information and advice (section 4)",
}
# What the Act keeps with the council, whatever an agreement says.
NOT_DELEGABLE = {
    "charging": "Deciding what people pay (section 14)",
    "safeguarding": "Keeping people safe from abuse and neglect (sections 42 to 47)",
    "cooperation": "Working with the NHS and other partners (sections 3, 6 and 7)",
}


def duty_problem(duty: str) -> str | None:
    """Why this duty cannot be delegated, or None. Responsibility stays with the council for those that can."""
    if duty in NOT_DELEGABLE:
        return (
            f"{NOT_DELEGABLE[duty]} stays with the council: the Care Act lets nobody delegate it. Choose another duty"
        )
    return None if duty in DELEGABLE else "Choose the duty from the list"


def periods_overlap(starts_on: date, ends_on: date | None, other_starts_on: date, other_ends_on: date | None) -> bool:
    """Do two periods share a day? Each ends on the first day it no longer stands, or is open."""
    return (ends_on is None or other_starts_on < ends_on) and (other_ends_on is None or starts_on < other_ends_on)
