"""Who may be given which role, generated passwords and codes, cover, the duty rota, and delegation to other bodies.

What each role may do is in shared/roles.py.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from locallinks.foundation.accounts.choices import DelegableDuty, OrganisationKind, ReservedDuty
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

# Who may confirm: another administrator; in a network without another one, its manager.
CONFIRMERS = (Role.ADMINISTRATOR, Role.NETWORK_MANAGER)
# For this number of days after an administrator set somebody's password, that user confirms none of the administrator's
# invitations, because the administrator could sign in as them. Our own choice: long enough to come back from a holiday
# and notice that one's password has changed.
GIVEN_PASSWORD_DAYS = 28


def needs_confirmation(role: str, approval_limit_pence: int | None) -> bool:
    """Return whether a second administrator must confirm this role before it is in force."""
    return ROLES[Role(role)].confirmed or approval_limit_pence is not None


@dataclass(frozen=True)
class Confirmers:
    """Who could confirm invitations.

    `staff`: organisation id, role, user id and name of each administrator and network manager. `passwords_given`: the
    ids (giver, user) for each password set lately, even if the giver has left since.
    """

    staff: tuple[tuple[int, str, int, str], ...]
    passwords_given: frozenset[tuple[int, int]]

    def who_may_confirm(self, organisation_id: int, invited_by_id: int | None, user_id: int | None) -> dict[int, str]:
        """Return who may confirm one invitation, name by user id: other administrators, or else a network's managers.

        Never the inviter or the person invited, nor anybody as whom one of these could sign in because they set the
        password lately, directly or through others. Where that leaves no administrator, nobody may confirm.
        """
        inviter = self.able_to_sign_in_as(invited_by_id)
        for role in CONFIRMERS:
            others = {
                pk: name
                for employer_id, role_held, pk, name in self.staff
                if (employer_id, role_held) == (organisation_id, role)
                and may_do_too(Act.CONFIRM_ROLE, pk, {Act.ASK_FOR_ROLE: [invited_by_id], Act.HOLD_ROLE: [user_id]})
            }
            if others:
                may_be = {pk: self.able_to_sign_in_as(pk) for pk in others}
                connected = {pk for pk in others if may_be[pk] & inviter or user_id in may_be[pk]}
                return {pk: name for pk, name in others.items() if pk not in connected}
        return {}

    def able_to_sign_in_as(self, user_id: int | None) -> set[int | None]:
        """Return who could sign in as a user: the user, whoever set their password lately, and so on for those."""
        users: set[int | None] = {user_id}
        while more := {giver for giver, user in self.passwords_given if user in users} - users:
            users |= more
        return users


def role_problem(role: str, kind: str, held: frozenset[str]) -> str | None:
    """Return why somebody with the roles `held` cannot have this role in this kind of organisation, or None.

    Source: docs/rules/local-links.md 2.
    """
    if role not in roles_in_kind(kind):
        words = Role(role).label if role in GIVEN_ROLES else role
        return f"{words} is not a role in this kind of organisation. Choose another role."
    if other := never_with(role, held):
        return f"{Role(role).label} and {Role(other).label.lower()}: one checks the other. Choose another person."
    return None


def speakable_password(choose: Callable[[str], str]) -> str:
    """Return a random password that can be read out: "tabe-moki-rudo-sefa-lini", 63 bits.

    `choose` picks one letter of a text at random.
    """
    return _syllables(choose, SYLLABLES)


def speakable_code(digest: bytes) -> str:
    """Return a code that can be read out, derived from a digest of 32 bytes: "tabe-moki-rudo", 37 bits."""
    remainder = int.from_bytes(digest, "big")

    def choose(letters: str) -> str:
        nonlocal remainder
        remainder, index = divmod(remainder, len(letters))
        return letters[index]

    return _syllables(choose, CODE_SYLLABLES)


def _syllables(choose: Callable[[str], str], count: int) -> str:
    syllables = [choose(CONSONANTS) + choose(VOWELS) for _ in range(count)]
    starts = range(0, count, SYLLABLES_A_GROUP)
    return "-".join("".join(syllables[start : start + SYLLABLES_A_GROUP]) for start in starts)


# Roles whose work colleagues can cover: those with a caseload.
ROLES_WITH_CASELOAD = roles_that(Capability.HAVE_CASELOAD)

# Roles that answer requests to the council, and so can be on duty.
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
    """Return every day from `first` to `last`, both included, that is one of these weekdays (keys of WEEKDAYS)."""
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [day for day in days if str(day.weekday()) in weekdays]


# Kinds of organisation that can be in a neighbourhood team (docs/rules/systems.md 20).
PARTNER_KINDS = (OrganisationKind.HEALTH, OrganisationKind.NETWORK, OrganisationKind.COUNCIL)


def duty_problem(duty: str) -> str | None:
    """Return why this duty cannot be delegated, or None. Source: Care Act 2014 s.79(2)."""
    if duty in ReservedDuty:
        words = ReservedDuty(duty).label
        return f"{words} stays with the council: the Care Act lets nobody delegate it. Choose another duty"
    return None if duty in DelegableDuty else "Choose the duty from the list"


def periods_overlap(starts_on: date, ends_on: date | None, other_starts_on: date, other_ends_on: date | None) -> bool:
    """Return whether two periods share a day. `ends_on` is the first day outside the period; None means no end."""
    return (ends_on is None or other_starts_on < ends_on) and (other_ends_on is None or starts_on < other_ends_on)
