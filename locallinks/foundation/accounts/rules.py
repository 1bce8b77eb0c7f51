"""Roles, and which kind of organisation each belongs to. Source: docs/rules/local-links.md 2."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

ROLES = {
    "administrator": "Administrator",
    "social_worker": "Social worker",
    "handover_champion": "Handover champion",
    "safeguarding_lead": "Safeguarding lead",
    "support_planner": "Support planner",
    "volunteer_developer": "Volunteer developer",
    "network_manager": "Network manager",
    "commissioner": "Commissioner",
    "finance": "Finance officer",
    "investor": "Social investor",
    "provider": "Provider",
    "clinician": "GP, nurse or therapist",
}

COUNCIL = frozenset(
    {"administrator", "social_worker", "handover_champion", "safeguarding_lead", "commissioner", "finance"}
)
NETWORK = frozenset({"administrator", "support_planner", "volunteer_developer", "network_manager"})
HEALTH = frozenset({"clinician"})  # neighbourhood teams: docs/rules/systems.md 20

ROLES_BY_KIND = {
    "council": COUNCIL,
    "network": NETWORK,
    "provider": frozenset({"provider"}),
    "community_group": frozenset({"provider"}),
    "intermediary": frozenset({"investor"}),
    "investor": frozenset({"investor"}),
    "health": HEALTH,
}

CONSONANTS, VOWELS = "bdfghjklmnprstvz", "aeiou"
SYLLABLES, CODE_SYLLABLES, SYLLABLES_A_GROUP = 10, 6, 2

# Nobody may hold both: the one checks the other (docs/rules/local-links.md 2, docs/rules/requests.md 30).
NEVER_TOGETHER = (
    frozenset({"social_worker", "support_planner"}),
    frozenset({"finance", "social_worker"}),
    frozenset({"investor", "social_worker"}),
    frozenset({"investor", "support_planner"}),
)


# Before these are in force a second administrator confirms them: they open people's records, or say who works here.
CONFIRMED = frozenset(
    ("administrator", "social_worker", "handover_champion", "safeguarding_lead", "support_planner")
    + ("volunteer_developer", "network_manager", "provider", "clinician")
)
# Who may confirm: another administrator, and only where there is none, in a network, its manager.
CONFIRMERS = ("administrator", "network_manager")
# For so long whoever got a new password from an administrator confirms nothing that this one asks for: else the two
# could be one. Long enough for somebody who is away to find that their own password no longer works. Our number.
GIVEN_PASSWORD_DAYS = 28


def needs_confirmation(role: str, approval_limit_pence: int | None) -> bool:
    return role in CONFIRMED or approval_limit_pence is not None


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
                if (where, held) == (organisation_id, role) and pk not in (asked_by_id, user_id)
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


def clash(role: str, held: Collection[str]) -> str:
    """The role among `held` that nobody may hold together with this one, or nothing."""
    others = {one for pair in NEVER_TOGETHER if role in pair for one in pair - {role}}
    return next(iter(sorted(others & set(held))), "")


def role_problem(role: str, kind: str, held: frozenset[str]) -> str | None:
    """Why this role cannot be given in this kind of organisation to somebody who already holds `held`, or None."""
    if role not in ROLES_BY_KIND.get(kind, frozenset()):
        return f"{ROLES.get(role, role)} is not a role in this kind of organisation. Choose another role."
    if other := clash(role, held):
        return f"{ROLES[role]} and {ROLES[other].lower()}: one checks the other. Choose another person."
    return None


def sayable_password(choose: Callable[[str], str]) -> str:
    """A first password that can be read out over a desk or a phone: "tabe-moki-rudo-sefa-lini", 63 bits.

    `choose` picks one letter of a text by chance.
    """
    return _sayable(choose, SYLLABLES)


def sayable_code(digest: bytes) -> str:
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
COVERED = frozenset({"social_worker", "support_planner"})

# Who answers what comes in at the council's front door, and so can be on duty.
ON_DUTY = ("social_worker", "handover_champion")
WEEKDAYS = {
    "0": "Monday", "1": "Tuesday", "2": "Wednesday", "3": "Thursday", "4": "Friday", "5": "Saturday", "6": "Sunday",
}  # fmt: skip
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
KEPT = {
    "charging": "Deciding what people pay (section 14)",
    "safeguarding": "Keeping people safe from abuse and neglect (sections 42 to 47)",
    "cooperation": "Working with the NHS and other partners (sections 3, 6 and 7)",
}


def duty_problem(duty: str) -> str | None:
    """Why this duty cannot be delegated, or None. Responsibility stays with the council for those that can."""
    if duty in KEPT:
        return f"{KEPT[duty]} stays with the council: the Care Act lets nobody delegate it. Choose another duty"
    return None if duty in DELEGABLE else "Choose the duty from the list"


def meets(starts_on: date, ends_on: date | None, other_starts_on: date, other_ends_on: date | None) -> bool:
    """Do two periods share a day? Each ends on the first day it no longer stands, or is open."""
    return (ends_on is None or other_starts_on < ends_on) and (other_ends_on is None or starts_on < other_ends_on)
