"""Names as people say them, the ways to reach somebody, and what a share is for."""

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


def search_key(*names: str) -> str:
    """Names as they are searched: no accents, no capitals, one space. "Zoë  O'Hara" -> "zoe o'hara"."""
    plain = unicodedata.normalize("NFKD", " ".join(name for name in names if name))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(kept.lower().replace("’", "'").split())
