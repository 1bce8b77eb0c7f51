"""Roles, and which kind of organisation each belongs to. Source: local-links.md section 2."""

from collections.abc import Callable

ROLES = {
    "administrator": "Administrator",
    "social_worker": "Social worker",
    "handover_champion": "Handover champion",
    "support_planner": "Support planner",
    "volunteer_developer": "Volunteer developer",
    "network_manager": "Network manager",
    "commissioner": "Commissioner",
    "finance": "Finance officer",
    "investor": "Social investor",
    "provider": "Provider",
}

COUNCIL = frozenset({"administrator", "social_worker", "handover_champion", "commissioner", "finance"})
NETWORK = frozenset({"administrator", "support_planner", "volunteer_developer", "network_manager"})

ROLES_BY_KIND = {
    "council": COUNCIL,
    "network": NETWORK,
    "provider": frozenset({"provider"}),
    "community_group": frozenset({"provider"}),
    "intermediary": frozenset({"investor"}),
    "investor": frozenset({"investor"}),
}

CONSONANTS, VOWELS = "bdfghjklmnprstvz", "aeiou"
SYLLABLES, SYLLABLES_A_GROUP = 10, 2

# Nobody may hold both: the one checks the other (local-links.md section 2, requests.md row 30).
NEVER_TOGETHER = (
    frozenset({"social_worker", "support_planner"}),
    frozenset({"finance", "social_worker"}),
    frozenset({"investor", "social_worker"}),
    frozenset({"investor", "support_planner"}),
)


def role_problem(role: str, kind: str, held: frozenset[str]) -> str | None:
    """Why this role cannot be given in this kind of organisation to somebody who already holds `held`, or None."""
    if role not in ROLES_BY_KIND.get(kind, frozenset()):
        return f"{ROLES.get(role, role)} is not a role in this kind of organisation. Choose another role."
    for pair in NEVER_TOGETHER:
        if role in pair and (pair - {role}) & held:
            other = ROLES[next(iter((pair - {role}) & held))]
            return f"{ROLES[role]} and {other.lower()}: one checks the other. Choose another person."
    return None


def sayable_password(choose: Callable[[str], str]) -> str:
    """A first password that can be read out over a desk or a phone: "tabe-moki-rudo-sefa-lini", 63 bits.

    `choose` picks one letter of a text by chance.
    """
    said = [choose(CONSONANTS) + choose(VOWELS) for _ in range(SYLLABLES)]
    starts = range(0, SYLLABLES, SYLLABLES_A_GROUP)
    return "-".join("".join(said[start : start + SYLLABLES_A_GROUP]) for start in starts)


# Whose work others can take over while they are away: those with people of their own to work with.
COVERED = frozenset({"social_worker", "support_planner"})
