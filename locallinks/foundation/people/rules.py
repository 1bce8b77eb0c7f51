"""Names as people say them, the ways to reach somebody, and who may decide for them."""

import hashlib
import unicodedata
from collections.abc import Collection
from datetime import date

from locallinks.foundation.shared.roles import Capability, Role, roles_that

CHANNELS = {"phone": "Phone call", "letter": "Letter", "text": "Text message", "email": "Email"}

UNSAFE_CHANNEL_WORDS = {
    "phone": "Do not ring",
    "letter": "Do not write to the home",
    "text": "Do not send texts",
    "email": "Do not send email",
}

READING_FORMATS = {
    "standard": "Standard print",
    "large_print": "Large print",
    "easy_read": "Easy read",
    "audio": "Audio",
    "braille": "Braille",
    "bsl": "British Sign Language",
}

# The people in somebody's life, as the picture draws them: round for those who are not paid.
RELATIONSHIP_KINDS = {
    "family": "Family",
    "friend": "Friend",
    "neighbour": "Neighbour",
    "community": "From a group or the network",
    "paid": "Paid to help",
    "professional": "Doctor, nurse or other professional",
}

SHARING_BASES = {
    "agreement": "The person agreed",
    "best_interests": "A best-interests decision",
    "decider": "An attorney or deputy decided",
    "arrangement": "They give the support",
}

GRANT_KINDS = {
    "self": "Their own record",
    "trusted": "Somebody they trust",
    "attorney": "Attorney",
    "deputy": "Deputy",
}

# Who may decide for somebody, what they may decide, and what each kind can ever cover (docs/rules/care-act.md 9).
REPRESENTATIVE_KINDS = {"attorney": "Attorney", "deputy": "Deputy", "appointee": "Appointee for benefits"}
DECISION_SCOPES = {
    "property": "Money and property",
    "welfare": "Health and welfare",
    "benefits": "Benefits only",
}
SCOPES_OF_KIND = {
    "attorney": frozenset({"property", "welfare"}),
    "deputy": frozenset({"property", "welfare"}),
    "appointee": frozenset({"benefits"}),
}
# What is to be decided, and which scopes cover it. Whoever has the money and property has the benefits too.
SCOPES_OF_MATTER = {
    "money": frozenset({"property"}),
    "benefits": frozenset({"property", "benefits"}),
    "care": frozenset({"welfare"}),
    "sharing": frozenset({"welfare"}),
    "where_to_live": frozenset({"welfare"}),
}
MATTER_WORDS = {
    "money": "their money",
    "benefits": "their benefits",
    "care": "their care",
    "sharing": "who sees their record",
    "where_to_live": "where they live",
}

ROLES_THAT_READ_NOTES = roles_that(Capability.READ_NOTES)

# What a link lets somebody without an account do: the words for it, and whether they do it as the person (or somebody
# the person trusts). A link is for one purpose and one person; what it shows is the least that the purpose needs.
INVITATIONS = {
    "read_plan": ("Read your plan and say what you think", True),
    "partner_answer": ("Answer for your organisation", False),
    "self_assess": ("Write about yourself, for your assessment", True),
    "say_price": ("Say if you can help, and what it costs", False),
    "say_in_review": ("Say how it is going", False),
}
INVITATION_ENDS = {
    "used": "It was used",
    "called_back": "It was called back",
    "not_shared": "Sharing was stopped",
    "closed": "Support here ended",
    "died": "They died",
}
INVITATION_DAYS = 14


def invitation_digest(token: str) -> str:
    """What is kept of a link's token: enough to know it again, and nothing that opens anything."""
    return hashlib.sha256(token.encode()).hexdigest()


def search_key(*names: str) -> str:
    """Names as they are searched: no accents, no capitals, one space. "Zoë  O'Hara" -> "zoe o'hara"."""
    plain = unicodedata.normalize("NFKD", " ".join(name for name in names if name))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(kept.lower().replace("’", "'").split())


def representative_refusal(
    *,
    name: str,
    kind: str,
    scopes: Collection[str],
    matter: str,
    on: date,
    starts_on: date,
    ends_on: date | None,
    ended_on: date | None,
    seen_on: date | None,
    lacks_capacity: bool | None,
) -> str:
    """Why this attorney, deputy or appointee may not decide this, or nothing.

    Accepted for what it covers and refused for what it does not (docs/rules/care-act.md 9). For health and welfare an
    attorney or deputy decides only where the person cannot decide this themselves (Mental Capacity Act 2005, s.11 and
    s.20), and that is never assumed: it must have been recorded.
    """
    about = MATTER_WORDS[matter]
    if seen_on is None or seen_on > on:
        return f"Nobody has seen the paper that lets {name} decide. See it first, and write down what it covers."
    if on < starts_on:
        return f"{name} may decide only from {starts_on:%-d %B %Y}."
    if ended_on is not None and on >= ended_on:
        return f"{name} may no longer decide: that ended on {ended_on:%-d %B %Y}."
    if ends_on is not None and on >= ends_on:
        return f"The paper that lets {name} decide ran out on {ends_on:%-d %B %Y}."
    if not set(scopes) & SCOPES_OF_MATTER[matter] & (SCOPES_OF_KIND[kind]):
        return f"What {name} may decide does not cover {about}."
    if SCOPES_OF_MATTER[matter] == {"welfare"} and lacks_capacity is not True:
        return f"First record that the person cannot decide about {about} themselves, even with help."
    return ""


def safety_note_words(
    roles: Collection[str], *, words: str, for_visits: bool, volunteer_words: str, person_knows: bool
) -> str:
    """What somebody with these roles reads of a keeping-safe note, or nothing. Each reads what they need, no more."""
    held = set(roles)
    if held & ROLES_THAT_READ_NOTES:
        return words
    if Role.PERSON in held and person_knows:
        return words
    if held & roles_that(Capability.GIVE_SUPPORT) and for_visits:
        return words
    return volunteer_words if held & roles_that(Capability.GROW_VOLUNTEERS) else ""
