"""Whether a message should still go, by which way, and when to try again."""

from datetime import datetime, timedelta

BY_MACHINE = frozenset({"email", "text"})
WAYS = {
    "email": "Email",
    "text": "Text message",
    "letter": "Letter",
    "phone": "Phone call",
    "face_to_face": "Face to face",
}

NOT_NEEDED = "It was no longer needed."
TOO_LATE = "It was too late to be of use."
LEFT = "The person it was for no longer works here."

# Minutes until the next try. The last goes on until the message is out of date: nothing is given up in silence.
WAITS = (1, 5, 15, 60, 240)
STUCK_AFTER = 3  # failures; from then on somebody is asked to sort it out

MISSING = {
    "email": "There is no email address",
    "text": "There is no phone number for a text message",
    "phone": "There is no phone number",
    "letter": "There is no address",
}


def why_not(
    *, name: str, died: bool, at: datetime, good_until: datetime | None = None, left: bool = False, needed: bool = True
) -> str:
    """The reason this message must not go now, or nothing. A death comes first (local-links.md section 7)."""
    if died:
        return f"{name} has died."
    if left:
        return LEFT
    if good_until is not None and at >= good_until:
        return TOO_LATE
    return "" if needed else NOT_NEEDED


def next_try(at: datetime, failures_before: int) -> datetime:
    """When to try again after one more failure."""
    return at + timedelta(minutes=WAITS[min(failures_before, len(WAITS) - 1)])


def stuck_because(*, way: str, to: str, failures: int, last_failure: str = "") -> str:
    """Why somebody has to sort this message out, or nothing."""
    if not to:
        return f"{MISSING[way]}."
    if way in BY_MACHINE and failures >= STUCK_AFTER:
        return f"It did not go after {failures} tries. The last time: {last_failure}"
    return ""


def full_text(*, way: str, name: str, body: str, sender: str, phone: str = "") -> str:
    """The words as they go. A text message is only its body; the rest greet by name and say who writes."""
    if way == "text":
        return body
    return f"Dear {name},\n\n{body}\n\n{signature(sender, phone)}"


def signature(sender: str, phone: str = "") -> str:
    return f"{sender}\nPhone {phone}" if phone else sender


def reading_note(*, name: str, reading_format: str, format_words: str, language: str) -> str:
    """What to do before a letter is posted, or nothing. Large print is done by the page itself."""
    notes = []
    if reading_format not in {"standard", "large_print"}:
        kind = format_words if reading_format in {"bsl", "braille"} else format_words.lower()
        notes.append(f"{name} asked for {kind}. Have this letter made that way before you send it.")
    if language.strip() and language.strip().lower() != "english":
        notes.append(f"{name} reads {language.strip()}. Have this letter put into it before you send it.")
    return " ".join(notes)
