"""Whether a message should still go, what its text is, and when to try again."""

from datetime import datetime, timedelta

from locallinks.foundation.messages.choices import SENT_BY_JOB, MessageChannel
from locallinks.foundation.people.choices import ReadingFormat
from locallinks.foundation.shared.errors import Problem

NOT_NEEDED = "It was no longer needed."
OUT_OF_DATE = "It was too late to be of use."
RECIPIENT_LEFT = "The person it was for no longer works here."

ASKED_BY_PERSON = "asked"  # the kind of a letter to somebody else, for which the person asked
MAX_WORDS, MAX_NAME, MAX_ADDRESS = 2000, 200, 500

# Minutes until the next try. The last repeats until the message is out of date.
MINUTES_BETWEEN_TRIES = (1, 5, 15, 60, 240)
STUCK_AFTER = 3  # failures; from then on the message is in the list "Could not be sent"

NO_ADDRESS_WORDS = {
    MessageChannel.EMAIL: "There is no email address",
    MessageChannel.TEXT: "There is no phone number for a text message",
    MessageChannel.PHONE: "There is no phone number",
    MessageChannel.LETTER: "There is no address",
}


def reason_not_to_send(
    *, name: str, died: bool, at: datetime, good_until: datetime | None = None, left: bool = False, needed: bool = True
) -> str:
    """Return the reason why a message must not go now, or "". A death comes first (docs/rules/local-links.md 7)."""
    if died:
        return f"{name} has died."
    if left:
        return RECIPIENT_LEFT
    if good_until is not None and at >= good_until:
        return OUT_OF_DATE
    return "" if needed else NOT_NEEDED


def next_try(at: datetime, failures_before: int) -> datetime:
    """When to try again after one more failure. `failures_before`: how many there were already."""
    return at + timedelta(minutes=MINUTES_BETWEEN_TRIES[min(failures_before, len(MINUTES_BETWEEN_TRIES) - 1)])


def stuck_because(*, channel: str, to: str, failures: int, last_failure: str = "") -> str:
    """Return why the message cannot go without help, or ""."""
    if not to:
        return f"{NO_ADDRESS_WORDS[MessageChannel(channel)]}."
    if channel in SENT_BY_JOB and failures >= STUCK_AFTER:
        return f"It did not go after {failures} tries. The last time: {last_failure}"
    return ""


def full_text(*, channel: str, name: str, body: str, sender: str, phone: str = "") -> str:
    """Return the text as it is sent. A text message is only its body; the others have a greeting and a signature."""
    if channel == MessageChannel.TEXT:
        return body
    return f"Dear {name},\n\n{body}\n\n{signature(sender, phone)}"


def signature(sender: str, phone: str = "") -> str:
    """Return the end of a message: who sends it and, where there is one, the phone number."""
    return f"{sender}\nPhone {phone}" if phone else sender


def reading_note(*, name: str, reading_format: str, format_words: str, language: str) -> str:
    """Return what to do before a letter is posted, or "". The page itself prints large print."""
    notes = []
    if reading_format not in {ReadingFormat.STANDARD, ReadingFormat.LARGE_PRINT}:
        kind = format_words if reading_format in {ReadingFormat.BSL, ReadingFormat.BRAILLE} else format_words.lower()
        notes.append(f"{name} asked for {kind}. Have this letter made that way before you send it.")
    if language.strip() and language.strip().lower() != "english":
        notes.append(f"{name} reads {language.strip()}. Have this letter put into it before you send it.")
    return " ".join(notes)


def letter_problems(*, to_name: str, to_address: str, words: str, said_by: str) -> list[Problem]:
    """Return everything that is missing or too long in a letter to somebody else."""
    fields = (
        ("to_name", to_name, MAX_NAME, "Say who should be told"),
        ("to_address", to_address, MAX_ADDRESS, "Enter where the letter goes"),
        ("words", words, MAX_WORDS, "Write what they should be told, in the person's own words"),
        ("said_by", said_by, MAX_NAME, "Say who asked for this"),
    )
    missing = [Problem(message, field, "missing") for field, text, _, message in fields if not text.strip()]
    too_long = [(field, limit) for field, text, limit, _ in fields if len(text) > limit]
    return missing + [Problem(f"Write {limit:,} characters or fewer", field, "too_long") for field, limit in too_long]


def letter_text(*, name: str, words: str) -> str:
    """Return the whole letter: who asked, and their words. It holds nothing from the record."""
    return (
        f"{name} asked us to send you these words:\n\n“{words.strip()}”\n\n"
        f"We send them as they were given to us, and nothing else. Please answer {name} directly."
    )
