"""What another system sends: what it may hold, what of it fits, and who decides about the rest.

Source: issue 3, Exchange: nobody types twice, idempotent by reference, and a queue of what did not fit and why. What
people typed here is never written over without a person deciding it
(docs/rules/requests.md 42: wrong merges are as bad as twins).
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.ui.rules import phone_key
from locallinks.personal.pathways.choices import PathwayState

KINDS: Mapping[str, str] = MappingProxyType(
    {"people": "Somebody’s details", "contacts": "A call for help", "decisions": "A decision"}
)
STATES: Mapping[str, str] = MappingProxyType(
    {
        "applied": "Taken in",
        "waiting": "Waiting for a decision",
        "kept": "What is here stays",
        "left_out": "Left out",
    }
)
CHOICES: Mapping[str, str] = MappingProxyType(
    {"ours": "Use ours", "theirs": "Use theirs", "join": "Join to this person", "leave_out": "Leave out"}
)
MAX_KEY_DAYS = 731  # [design]
KEY_WARNING_DAYS = 30
DAYS_TO_DECIDE = 2  # working days, as for a request on the public form: somebody may be waiting behind it

# What another system may say about somebody, and what a page calls it. Ways that are safe, who may decide and what was
# said are never taken from outside.
DETAIL_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "full_name": "Full name",
        "preferred_name": "Likes to be called",
        "date_of_birth": "Date of birth",
        "nhs_number": "NHS number",
        "phone": "Phone number",
        "email": "Email address",
        "address": "Address",
        "postcode": "Postcode",
        "language": "Language",
        "communication_needs": "What helps them to talk and understand",
    }
)
# The columns of each file, in the order of docs/operations/exchange.md. `reference` is the sender's own.
FILE_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "people": ("reference", *DETAIL_LABELS),
        "contacts": (
            "reference", "person", "told_by", "told_by_relation", "reason", "contact_basis", "contact_note",
            "received_on",
        ),
        "decisions": (
            "reference", "person", "eligible", "impairment", "significant_impact", "unable", "reasons",
            "why_different", "decided_by", "decided_on",
        ),
    }
)  # fmt: skip
MAX_ROWS = 1000
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
# The ten outcomes and the nine areas of wellbeing of the Care Act (docs/rules/care-act.md 2 and 3), by their codes.
OUTCOMES = tuple(f"A{number}" for number in range(1, 11))
AREAS = (
    "dignity",
    "health",
    "safety",
    "control",
    "occupation",
    "money",
    "relationships",
    "home",
    "contribution",
)
ABILITY_UNABLE = "unable_assist"
MAX_KEPT_TEXT = 2000


def reference_problem(text: str) -> Problem | None:
    """A reference is the sender's own name for a record: it stands in an address, so its signs are few."""
    if REFERENCE.fullmatch(text):
        return None
    return Problem(
        "Send a reference of 1 to 60 letters, numbers, dots, hyphens or underscores, like P-1042",
        "reference",
        "reference",
    )


def digest_of(content: Mapping[str, Any]) -> str:
    """The same content has the same digest, whatever the order it was sent in."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def key_ends_on(made_on: date) -> date:
    """The first day a key no longer opens, unless another was chosen: the same day next year [design]."""
    return date(made_on.year + 1, made_on.month, min(made_on.day, 28) if made_on.month == 2 else made_on.day)


def key_end_problem(*, ends_on: date, today: date) -> str | None:
    """A key ends by itself, so that a forgotten one does not open for ever: after today, and within two years."""
    if ends_on <= today:
        return "Enter a day after today"
    if (ends_on - today).days > MAX_KEY_DAYS:
        return "Enter a day within two years: a key that is forgotten must not open for ever"
    return None


def key_ends_soon(*, ends_on: date, today: date) -> bool:
    """In its last 30 days, or over: time for a new key."""
    return (ends_on - today).days <= KEY_WARNING_DAYS


def key_digest(key: str) -> str:
    """What is kept of a connection's key: enough to know it again, and nothing that opens anything."""
    return hashlib.sha256(key.encode()).hexdigest()


@dataclass(frozen=True)
class Comparison:
    """What to take as it is, and where the two sides say different things: (field, ours, theirs)."""

    take: dict[str, str] = field(default_factory=dict)
    differ: list[tuple[str, str, str]] = field(default_factory=list)


def compare(ours: Mapping[str, str], theirs: Mapping[str, str], settled: Mapping[str, str]) -> Comparison:
    """Three sides: what stands here, what they send, and what they sent when this field was last settled.

    Nothing sent takes nothing away. What they did not change since is no news. A field that is empty here, or as they
    left it, is taken. Where both sides said something, a person decides.
    """
    found = Comparison()
    for name, said in theirs.items():
        here = ours.get(name, "")
        if said in ("", here, settled.get(name)) or _are_same(name, said, here):
            continue
        if here in ("", settled.get(name)):
            found.take[name] = said
        else:
            found.differ.append((name, here, said))
    return found


def _are_same(name: str, one: str, other: str) -> bool:
    """A phone number is the same however it is written."""
    return phone_key(one) == phone_key(other) if name == "phone" and one and other else one == other


def match_reasons(theirs: Mapping[str, str], ours: Mapping[str, str]) -> list[str]:
    """Why the person sent may be this person, whose name looks the same; empty where they are not.

    Two different NHS numbers, or two dates of birth, are two people. A twin made by a computer is half a record each
    (docs/rules/requests.md 42).
    """

    def both(name: str) -> tuple[str, str]:
        return theirs.get(name, ""), ours.get(name, "")

    nhs, born = both("nhs_number"), both("date_of_birth")
    if all(nhs) and nhs[0] == nhs[1]:
        return ["The same NHS number"]
    if all(nhs) or (all(born) and born[0] != born[1]):
        return []
    reasons = ["The same date of birth"] if all(born) else []
    reasons += [
        words
        for name, words in (("postcode", "The same postcode"), ("phone", "The same phone number"))
        if all(both(name)) and _are_same(name, *both(name))
    ]
    if both("full_name")[0].casefold() == both("full_name")[1].casefold():
        reasons.append("The same name")
    return [*reasons, "A name that looks alike"] if reasons and "The same name" not in reasons else reasons


def choices_for(*, kind: str, joined: bool, codes: Collection[str], people: int) -> dict[str, str]:
    """What somebody may decide about a row that did not fit, with the words of the button.

    What cannot be read, or what an act here already answered, is never acted on: it is left, or put right where it came
    from and sent again.
    """
    if set(codes) & {"not_understood"}:
        return {"ours": "Leave what is here as it is", "leave_out": CHOICES["leave_out"]}
    found: dict[str, str] = {}
    if kind == "people" and not joined:
        if people:
            found["join"] = CHOICES["join"]
        found["theirs"] = "They are somebody new: start a record"
    elif kind == "people":
        found |= {"ours": CHOICES["ours"], "theirs": CHOICES["theirs"]}
    else:
        found |= {"theirs": "Use theirs: try it again now", "ours": CHOICES["ours"]}
    return found | {"leave_out": CHOICES["leave_out"]}


def state_after(choice: str) -> str:
    """The state a row has once somebody decided and nothing more is to be done."""
    return {"ours": "kept", "leave_out": "left_out"}.get(choice, "applied")


def decision_problem(*, state: str | None, insist: bool) -> Problem | None:
    """May a decision made elsewhere be written here from this state of the way? Nothing where it may.

    Somebody who has begun to assess here is asked first: their answers are theirs (`insist`: they were).
    """
    if state is None:
        return Problem(
            "They have no way through here. Send the call for help first, or open it here.", "person", "no_way"
        )
    if state == PathwayState.REFERRED or (state == PathwayState.ASSESSING and insist):
        return None
    if state == PathwayState.ASSESSING:
        return Problem("Somebody has begun the assessment here. Their answers would be lost.", "person", "begun_here")
    return Problem("A decision stands here already, and the way has gone on from it.", "eligible", "decided_here")


def answers_for(content: Mapping[str, Any]) -> dict[str, Any]:
    """The three parts of the test as the assessment keeps them (docs/rules/care-act.md 3), from a decision made
    elsewhere.

    What is not listed as hard was found to be possible: the other system asked, or it could not have decided.
    """
    words = f"From {content['decided_by']}, who decided this in the other system."
    return {
        "outcomes": {
            code: {"ability": ABILITY_UNABLE if code in content["unable"] else "able", "words": words}
            for code in OUTCOMES
        },
        "health": {"answer": content["impairment"], "words": words},
        "wellbeing": {
            "answer": content["significant_impact"],
            "words": words,
            "effects": dict.fromkeys(AREAS, "some" if content["significant_impact"] else "none"),
        },
    }


def decision_reasons(content: Mapping[str, Any]) -> str:
    """The reasons as the person reads them: who decided, and when."""
    return f"{content['reasons']}\n\nDecided by {content['decided_by']} on {content['decided_on']}."


def storable_text(given: Mapping[str, Any]) -> dict[str, str]:
    """What was sent and could not be read, as text to look at: no sign the database cannot hold, and not too long."""
    return {_as_text(str(name))[:60]: _as_text(value) for name, value in list(given.items())[:40]}


def _as_text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return without_lone_surrogates(text.replace("\x00", "�")[:MAX_KEPT_TEXT])


def without_lone_surrogates(text: str) -> str:
    """Half of a surrogate pair is JSON, but no text: it can neither be kept nor sent. A question mark stands for it."""
    return text.encode(errors="replace").decode()


def usable_reference(given: Mapping[str, Any]) -> str:
    """The reference of a row that could not be read, if it has one to keep it under; else nothing."""
    text = str(given.get("reference", "")).strip()
    return text if reference_problem(text) is None else ""


@dataclass(frozen=True)
class FileContent:
    """A file as it was read: which kind, and its rows by the number a spreadsheet shows."""

    kind: str = ""
    rows: tuple[tuple[int, dict[str, str]], ...] = ()
    problem: Problem | None = None


def read_file(raw: bytes, *, most: int = MAX_ROWS) -> FileContent:
    """A CSV file in UTF-8 with a heading for each column; the headings say what kind it is.

    Columns in any order; one may be missing where it may be empty. A row with more cells than headings is kept, so that
    it is refused by name and not read in the wrong columns.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _unread("Save the file as CSV in UTF-8, then send it again")
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="more cells than headings", restval="")
    try:
        heads = [(head or "").strip().lower() for head in reader.fieldnames or []]
        reader.fieldnames = heads
        rows = []
        for row in reader:
            if any(str(cell).strip() for cell in row.values()):
                rows.append((reader.line_num, {name: cell for name, cell in row.items() if name}))
            if len(rows) > most:
                return _unread(f"A file holds up to {most:,} rows. Split it, and send each part")
    except csv.Error:
        return _unread("This is not a CSV file that can be read. Save it as CSV from a spreadsheet")
    kind = next((kind for kind, fields in FILE_COLUMNS.items() if _is_of(kind, fields, set(heads))), "")
    if not kind:
        return _unread("The first row must hold the headings of one kind of file, as in the guide")
    if len(heads) != len(set(heads)):
        return _unread("A heading stands there twice. Keep one of each")
    if not rows:
        return _unread("There is no row under the headings")
    return FileContent(kind, tuple(rows))


# A heading that only one kind of file has.
DISTINCTIVE_COLUMN = {"people": "full_name", "contacts": "told_by", "decisions": "eligible"}


def _is_of(kind: str, fields: tuple[str, ...], heads: set[str]) -> bool:
    return "reference" in heads and DISTINCTIVE_COLUMN[kind] in heads and heads <= set(fields)


def _unread(words: str) -> FileContent:
    return FileContent(problem=Problem(words, "file", "file"))
