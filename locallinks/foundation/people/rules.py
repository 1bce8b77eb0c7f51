"""Names as people say them, the ways to reach somebody, and what a share is for."""

import hashlib
import unicodedata

CHANNELS = {"phone": "Phone call", "letter": "Letter", "text": "Text message", "email": "Email"}

FORMATS = {
    "standard": "Standard print",
    "large_print": "Large print",
    "easy_read": "Easy read",
    "audio": "Audio",
    "braille": "Braille",
    "bsl": "British Sign Language",
}

# What an organisation may see somebody's record for. `planning` opens plan, assessment summary and pathway; `support`
# opens who the person is and what they enjoy; `arrangement` opens one provider's work (data-standards.md section 6).
PURPOSES = {
    "planning": "To plan and arrange support",
    "support": "To find people and groups who could help",
    "arrangement": "To give the support that was arranged",
}

# The people in somebody's life, as the picture draws them: round for those who are not paid.
KINDS = {
    "family": "Family",
    "friend": "Friend",
    "neighbour": "Neighbour",
    "community": "From a group or the network",
    "paid": "Paid to help",
    "professional": "Doctor, nurse or other professional",
}

BASES = {
    "agreement": "The person agreed",
    "best_interests": "A best-interests decision",
    "arrangement": "They give the support",
}

GRANTS = {
    "self": "Their own record",
    "trusted": "Somebody they trust",
    "attorney": "Attorney",
    "deputy": "Deputy",
}

# What a link lets somebody without an account do: the words for it, and whether they do it as the person (or somebody
# the person trusts). A link is for one purpose and one person; what it shows is the least that the purpose needs.
INVITATIONS = {
    "read_plan": ("Read your plan and say what you think", True),
    "partner_answer": ("Answer for your organisation", False),
    "say_price": ("Say if you can help, and what it costs", False),
}
INVITATION_ENDS = {"used": "It was used", "called_back": "It was called back"}
INVITATION_DAYS = 14


def invitation_digest(token: str) -> str:
    """What is kept of a link's token: enough to know it again, and nothing that opens anything."""
    return hashlib.sha256(token.encode()).hexdigest()


def search_key(*names: str) -> str:
    """Names as they are searched: no accents, no capitals, one space. "Zoë  O'Hara" -> "zoe o'hara"."""
    plain = unicodedata.normalize("NFKD", " ".join(name for name in names if name))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(kept.lower().replace("’", "'").split())
