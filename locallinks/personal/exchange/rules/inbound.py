"""What another system may send, what of it can be applied, and what a person decides.

Imports are idempotent by reference, and what does not fit waits with the reason. What people typed here is never
overwritten without a decision by a person (docs/rules/requests.md 42: wrong merges are as bad as twins).
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.ui.rules import phone_key
from locallinks.personal.assessments.choices import Ability, WellbeingArea, WellbeingEffect
from locallinks.personal.exchange.choices import RecordKind, RecordState, Resolution
from locallinks.personal.pathways.choices import PathwayState

DAYS_TO_DECIDE = 2  # working days, as for a request on the public form

# What another system may send about a person, with its label. Safe channels, legal representatives and what the person
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
        RecordKind.PEOPLE: ("reference", *DETAIL_LABELS),
        RecordKind.CONTACTS: (
            "reference", "person", "told_by", "told_by_relation", "reason", "contact_basis", "contact_note",
            "received_on",
        ),
        RecordKind.DECISIONS: (
            "reference", "person", "eligible", "impairment", "significant_impact", "unable", "reasons",
            "why_different", "decided_by", "decided_on",
        ),
    }
)  # fmt: skip
MAX_ROWS = 1000
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
# The ten outcomes and the nine areas of wellbeing of the Care Act (docs/rules/care-act.md 2 and 3), by their codes.
OUTCOMES = tuple(f"A{number}" for number in range(1, 11))
MAX_KEPT_TEXT = 2000


def reference_problem(text: str) -> Problem | None:
    """Return a problem where a reference cannot stand in a URL. It is the sender's own name for a record."""
    if REFERENCE.fullmatch(text):
        return None
    return Problem(
        "Send a reference of 1 to 60 letters, numbers, dots, hyphens or underscores, like P-1042",
        "reference",
        "reference",
    )


def digest_of(content: Mapping[str, Any]) -> str:
    """Return a digest of the content that does not depend on the order of its fields."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Comparison:
    """The values to take, and the fields in which the two sides differ: (field, ours, theirs)."""

    take: dict[str, str] = field(default_factory=dict)
    differ: list[tuple[str, str, str]] = field(default_factory=list)


def compare(ours: Mapping[str, str], theirs: Mapping[str, str], agreed: Mapping[str, str]) -> Comparison:
    """Return what to take of what is sent, by what is here and what was sent when each field was last agreed.

    An empty value changes nothing, and neither does one that has not changed since. A field that is empty here, or as
    they left it, is taken. Where both sides have changed, the field is in `differ`, for a person to decide.
    """
    comparison = Comparison()
    for name, sent in theirs.items():
        our_value = ours.get(name, "")
        if sent in ("", our_value, agreed.get(name)) or _are_same(name, sent, our_value):
            continue
        if our_value in ("", agreed.get(name)):
            comparison.take[name] = sent
        else:
            comparison.differ.append((name, our_value, sent))
    return comparison


def _are_same(name: str, value: str, other: str) -> bool:
    """Return whether two values are equal; a phone number is, however it is written."""
    return phone_key(value) == phone_key(other) if name == "phone" and value and other else value == other


def match_reasons(theirs: Mapping[str, str], ours: Mapping[str, str]) -> list[str]:
    """Return why the person sent may be this person, whose name looks the same; empty where they are not.

    Different NHS numbers or dates of birth mean two people (docs/rules/requests.md 42).
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


def conflict_of(problem: Problem) -> dict[str, str]:
    """Return a problem as an entry of `InboundRecord.conflicts`."""
    code = problem.code or "refused"
    return {"code": code, "field": problem.field, "message": problem.message, "ours": "", "theirs": ""}


def choices_for(*, kind: str, joined: bool, codes: Collection[str], people: int) -> dict[str, str]:
    """Return what somebody may decide about a record that did not fit, with the label of each button.

    What cannot be read is never applied: it is left out, or corrected where it came from and sent again.
    """
    if set(codes) & {"not_understood"}:
        return {Resolution.OURS: "Leave what is here as it is", Resolution.LEAVE_OUT: Resolution.LEAVE_OUT.label}
    choices: dict[str, str] = {}
    if kind == RecordKind.PEOPLE and not joined:
        if people:
            choices[Resolution.JOIN] = Resolution.JOIN.label
        choices[Resolution.THEIRS] = "They are somebody new: start a record"
    elif kind == RecordKind.PEOPLE:
        choices |= {Resolution.OURS: Resolution.OURS.label, Resolution.THEIRS: Resolution.THEIRS.label}
    else:
        choices |= {Resolution.THEIRS: "Use theirs: try it again now", Resolution.OURS: Resolution.OURS.label}
    return choices | {Resolution.LEAVE_OUT: Resolution.LEAVE_OUT.label}


def state_after(choice: str) -> RecordState:
    """Return the state of a record after a decision."""
    states = {Resolution.OURS: RecordState.KEPT, Resolution.LEAVE_OUT: RecordState.LEFT_OUT}
    return states.get(Resolution(choice), RecordState.APPLIED)


def decision_problem(*, state: str | None, insist: bool) -> Problem | None:
    """Return why a decision made elsewhere cannot be written in this state of the pathway, or None.

    Where somebody has begun to assess here, a person decides first (`insist`: they have).
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
    """Return the three parts of the eligibility test (docs/rules/care-act.md 3) from a decision made elsewhere.

    Outcomes that are not listed as hard count as possible.
    """
    words = f"From {content['decided_by']}, who decided this in the other system."
    return {
        "outcomes": {
            code: {"ability": Ability.UNABLE_ASSIST if code in content["unable"] else Ability.ABLE, "words": words}
            for code in OUTCOMES
        },
        "health": {"answer": content["impairment"], "words": words},
        "wellbeing": {
            "answer": content["significant_impact"],
            "words": words,
            "effects": dict.fromkeys(
                WellbeingArea, WellbeingEffect.SOME if content["significant_impact"] else WellbeingEffect.NONE
            ),
        },
    }


def decision_reasons(content: Mapping[str, Any]) -> str:
    """Return the reasons of a decision with who decided and when, as the person reads them."""
    return f"{content['reasons']}\n\nDecided by {content['decided_by']} on {content['decided_on']}."


def storable_text(given: Mapping[str, Any]) -> dict[str, str]:
    """Return content that could not be read as text that the database can hold, cut at a length."""
    return {_as_text(str(name))[:60]: _as_text(value) for name, value in list(given.items())[:40]}


def _as_text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return without_lone_surrogates(text.replace("\x00", "�")[:MAX_KEPT_TEXT])


def without_lone_surrogates(text: str) -> str:
    """Return text with ? for half surrogate pairs, which are valid JSON but no text."""
    return text.encode(errors="replace").decode()


def usable_reference(given: Mapping[str, Any]) -> str:
    """Return the reference of a row that could not be read, or an empty string where it has no valid one."""
    text = str(given.get("reference", "")).strip()
    return text if reference_problem(text) is None else ""


@dataclass(frozen=True)
class FileContent:
    """What was read from a file: its kind, and its rows with the number a spreadsheet shows."""

    kind: str = ""
    rows: tuple[tuple[int, dict[str, str]], ...] = ()
    problem: Problem | None = None


def read_file(raw: bytes, *, most: int = MAX_ROWS) -> FileContent:
    """Return the rows of a CSV file in UTF-8, whose headings say what kind it is, or the problem of the whole file.

    Columns may be in any order, and one that may be empty may be missing. A row with more cells than headings is kept,
    so that it is refused by its reference.
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
DISTINCTIVE_COLUMN: Mapping[str, str] = {
    RecordKind.PEOPLE: "full_name",
    RecordKind.CONTACTS: "told_by",
    RecordKind.DECISIONS: "eligible",
}


def _is_of(kind: str, fields: tuple[str, ...], heads: set[str]) -> bool:
    return "reference" in heads and DISTINCTIVE_COLUMN[kind] in heads and heads <= set(fields)


def _unread(words: str) -> FileContent:
    return FileContent(problem=Problem(words, "file", "file"))
