"""The public form: its pages for each kind of request, its code, and the day an answer is due.

Sources: docs/rules/local-links.md 3 (`refer` is open to anyone; name, contact, reason, consent or best-interest note);
docs/rules/pages.md 3 ("Ask for help, for me or someone else"); docs/rules/care-act.md 5 (a young person before 18);
docs/rules/systems.md 28 (preparing for adult life from age 9) and docs/rules/requests.md 44 (no email required).
"""

import hashlib
import re
from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from locallinks.foundation.shared.choices import LabelledStrEnum
from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.working_days import add_working_days
from locallinks.personal.referrals.choices import ContactBasis, FitToLeave, RequestKind, TransitionStage
from locallinks.personal.referrals.rules.code_words import WORDS

_PARTS_ABOUT_THEM = ("who", "name", "reach", "hard", "you", "may")
PARTS: Mapping[RequestKind, tuple[str, ...]] = MappingProxyType(
    {
        RequestKind.ME: ("who", "name", "reach", "hard", "may"),
        RequestKind.KNOWN: _PARTS_ABOUT_THEM,
        RequestKind.NEIGHBOUR: _PARTS_ABOUT_THEM,
        RequestKind.PROFESSIONAL: ("who", "name", "reach", "hard", "urgent", "you", "may"),
        RequestKind.HOSPITAL: ("who", "name", "reach", "hospital", "hard", "urgent", "you", "may"),
        RequestKind.YOUNG: ("who", "name", "reach", "young", "hard", "you", "may"),
    }
)

# The labels of the answers that only some kinds of request have.
FACTS: Mapping[str, str] = MappingProxyType(
    {
        "hospital": "Hospital", "ward": "Ward", "leaves_on": "Leaves on", "medically_fit": "Well enough to leave",
        "to_go_home": "What is needed to go home", "plan_stage": "Plan for becoming an adult",
        "school": "School or college", "like_adult": "What they want as an adult",
    }
)  # fmt: skip
FACT_CHOICES: Mapping[str, type[LabelledStrEnum]] = MappingProxyType(
    {"medically_fit": FitToLeave, "plan_stage": TransitionStage}
)

CODE_WORDS = 5  # 40 bits: a draft is open for four weeks, and a wrong code says nothing
CODE = re.compile(r"[a-z]+")
DAYS_KEPT = 28
ANSWER_DAYS = 2  # working days, like every first answer of docs/rules/local-links.md 3
OLDEST = 125
YOUNGEST_TO_PREPARE = 9  # docs/rules/systems.md 28
ADULT = 18


def parts_of(kind: str) -> tuple[str, ...]:
    """Return the parts of the form for this kind of request, in order; of an unknown kind only the first."""
    return PARTS[RequestKind(kind)] if kind in RequestKind else ("who",)


def next_part(kind: str, part: str) -> str:
    """Return the part after this one; empty after the last."""
    parts = parts_of(kind)
    after = parts[parts.index(part) + 1 :] if part in parts else parts[:1]
    return after[0] if after else ""


def part_before(kind: str, part: str) -> str:
    """Return the part before this one; empty for the first, and for one that this kind does not have."""
    parts = parts_of(kind)
    return parts[parts.index(part) - 1] if part in parts[1:] else ""


def first_missing(kind: str, answered: Collection[str]) -> str:
    """Return the first part without an answer; empty where each has one."""
    return next((part for part in parts_of(kind) if part not in answered), "")


def code_from(secret: bytes) -> str:
    """Return the code of a draft: five words, one for each byte, such as "acorn-river-spoon-tiger-amber"."""
    return "-".join(WORDS[byte] for byte in secret[:CODE_WORDS])


def code_digest(code: str) -> str:
    """Return the digest that is stored of a code. Capitals, spaces and dashes make no difference."""
    return hashlib.sha256("-".join(CODE.findall(code.lower())).encode()).hexdigest()


def looks_like_a_code(code: str) -> bool:
    """Return whether the text is five words of the list, as in a code; it may still open nothing."""
    words = CODE.findall(code.lower())
    return len(words) == CODE_WORDS and set(words) <= set(WORDS)


def due_on(at: date, holidays: Collection[date]) -> date:
    """Return the last day on which an answer is in time: two working days later (docs/rules/local-links.md 3)."""
    return add_working_days(at, ANSWER_DAYS, holidays)


def age_on(born: date, day: date) -> int:
    """Return the age in whole years; whoever was born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birth_problem(born: date | None, today: date, kind: str = "") -> Problem | None:
    """Return a problem for a date in the future or 125 years ago, and for a child under nine (kind `young`)."""
    if born is None:
        return None
    if born > today:
        return Problem("Enter a date of birth that is in the past", "date_of_birth", "born_later")
    age = age_on(born, today)
    if age >= OLDEST:
        return Problem(f"Check the year of birth: it is {OLDEST} years ago or more", "date_of_birth", "born_earlier")
    if kind == RequestKind.YOUNG and age < YOUNGEST_TO_PREPARE:
        return Problem(
            "We plan for adult life with people from the age of 9. For a younger child, ask the children’s team",
            "date_of_birth",
            "too_young",
        )
    return None


def is_young(born: date | None, today: date) -> bool:
    """Return whether they are under 18: the law for children applies until then (docs/rules/care-act.md 5)."""
    return born is not None and age_on(born, today) < ADULT


def contact_of(kind: str, answers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the values of a contact from the answers to the parts of this kind; other answers are left out."""
    values: dict[str, Any] = {}
    for part in parts_of(kind):
        values |= answers.get(part, {})
    if kind == RequestKind.ME:
        values |= {
            "told_by": values.get("full_name", ""),
            "told_by_relation": "Themselves",
            "contact_basis": str(ContactBasis.AGREED) if values.get("may_contact") is True else "",
        }
    text = {name: str(values.get(name) or "").strip() for name in TEXTS}
    return {
        **text,
        "kind": kind,
        "date_of_birth": values.get("date_of_birth"),
        "urgent": values.get("urgent") is True,
        "facts": {name: str(values[name]) for name in FACTS if values.get(name)},
    }


TEXTS = (
    "full_name", "preferred_name", "nhs_number", "phone", "email", "address", "postcode", "reason", "matters",
    "why_urgent", "told_by", "told_by_relation", "told_by_reach", "organisation_name", "contact_basis",
    "contact_note", "safe_contact", "communication_needs",
)  # fmt: skip


def contact_problems(contact: Mapping[str, Any], today: date) -> tuple[Problem, ...]:
    """Return why a request cannot be sent, each problem at its question. Any one way to reach somebody will do."""
    born = contact["date_of_birth"]
    wanted = {
        "full_name": "Enter the name",
        "reason": "Say what is hard just now",
        "told_by": "Enter your name",
        "contact_basis": "Say if we may get in touch",
    }
    problems = [Problem(words, name, f"{name}_missing") for name, words in wanted.items() if not contact[name]]
    if not any(contact[name] for name in ("phone", "email", "address", "told_by_reach")):
        problems.append(
            Problem("Enter one way to get in touch: a phone number, an email or an address", "phone", "contact_missing")
        )
    if contact["contact_basis"] == ContactBasis.BEST_INTERESTS and not contact["contact_note"]:
        problems.append(Problem("Say why you think it is best for them", "contact_note", "contact_note_missing"))
    if contact["urgent"] and not contact["why_urgent"]:
        problems.append(Problem("Say what cannot wait, and until when", "why_urgent", "why_urgent_missing"))
    problem = birth_problem(date.fromisoformat(born) if born else None, today, contact["kind"])
    return (*problems, problem) if problem else tuple(problems)


def facts_in_words(facts: Mapping[str, str]) -> list[tuple[str, Any]]:
    """Return the answers that only some kinds of request have, as (label, answer), in order."""
    shown: list[tuple[str, Any]] = []
    for name, words in FACTS.items():
        if name in facts:
            value, choices = facts[name], FACT_CHOICES.get(name)
            value = choices(value).label if choices and value in choices else value
            shown.append((words, date.fromisoformat(value) if name == "leaves_on" else value))
    return shown


def reference_of(number: int) -> str:
    """Return the number of a request as people say it on the phone. It opens nothing."""
    return f"ASK {number // 1000:03d} {number % 1000:03d}"
