"""Whether a message should still go, by which way, and when to try again."""

from datetime import datetime, timedelta

from locallinks.foundation.people.choices import ReadingFormat
from locallinks.foundation.shared.errors import Problem

SENT_BY_JOB = frozenset({"email", "text"})
CHANNEL_WORDS = {
    "email": "Email",
    "text": "Text message",
    "letter": "Letter",
    "phone": "Phone call",
    "face_to_face": "Face to face",
}

NOT_NEEDED = "It was no longer needed."
OUT_OF_DATE = "It was too late to be of use."
RECIPIENT_LEFT = "The person it was for no longer works here."

ASKED_BY_PERSON = "asked"  # the kind of a letter which the person asked us to send to somebody else
MAX_WORDS, MAX_NAME, MAX_ADDRESS = 2000, 200, 500

# Minutes until the next try. The last goes on until the message is out of date: nothing is given up in silence.
MINUTES_BETWEEN_TRIES = (1, 5, 15, 60, 240)
STUCK_AFTER = 3  # failures; from then on somebody is asked to sort it out

MISSING = {
    "email": "There is no email address",
    "text": "There is no phone number for a text message",
    "phone": "There is no phone number",
    "letter": "There is no address",
}


def reason_not_to_send(
    *, name: str, died: bool, at: datetime, good_until: datetime | None = None, left: bool = False, needed: bool = True
) -> str:
    """The reason this message must not go now, or nothing. A death comes first (docs/rules/local-links.md 7)."""
    if died:
        return f"{name} has died."
    if left:
        return RECIPIENT_LEFT
    if good_until is not None and at >= good_until:
        return OUT_OF_DATE
    return "" if needed else NOT_NEEDED


def next_try(at: datetime, failures_before: int) -> datetime:
    """When to try again after one more failure."""
    return at + timedelta(minutes=MINUTES_BETWEEN_TRIES[min(failures_before, len(MINUTES_BETWEEN_TRIES) - 1)])


def stuck_because(*, way: str, to: str, failures: int, last_failure: str = "") -> str:
    """Why somebody has to sort this message out, or nothing."""
    if not to:
        return f"{MISSING[way]}."
    if way in SENT_BY_JOB and failures >= STUCK_AFTER:
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
    if reading_format not in {ReadingFormat.STANDARD, ReadingFormat.LARGE_PRINT}:
        kind = format_words if reading_format in {"bsl", "braille"} else format_words.lower()
        notes.append(f"{name} asked for {kind}. Have this letter made that way before you send it.")
    if language.strip() and language.strip().lower() != "english":
        notes.append(f"{name} reads {language.strip()}. Have this letter put into it before you send it.")
    return " ".join(notes)


def letter_problems(*, to_name: str, to_address: str, words: str, said_by: str) -> list[Problem]:
    """What is missing before somebody can be told because the person asks. All at once."""
    asked = (
        ("to_name", to_name, MAX_NAME, "Say who should be told"),
        ("to_address", to_address, MAX_ADDRESS, "Enter where the letter goes"),
        ("words", words, MAX_WORDS, "Write what they should be told, in the person's own words"),
        ("said_by", said_by, MAX_NAME, "Say who asked for this"),
    )
    found = [Problem(told, field, "missing") for field, text, _, told in asked if not text.strip()]
    long = [(field, most) for field, text, most, _ in asked if len(text) > most]
    return found + [Problem(f"Write {most:,} characters or fewer", field, "too_long") for field, most in long]


def letter_text(*, name: str, words: str) -> str:
    """The whole letter: who asked, and their words. Nothing of their record, and nothing concluded from it."""
    return (
        f"{name} asked us to send you these words:\n\n“{words.strip()}”\n\n"
        f"We send them as they were given to us, and nothing else. Please answer {name} directly."
    )
