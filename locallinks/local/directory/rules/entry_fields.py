"""Single facts of a service: status, ages, cost, who it is for, how to join, tags, when it was last checked."""

import re
from datetime import date, timedelta
from typing import Any

from locallinks.local.directory.choices import Freshness, ServiceStatus
from locallinks.local.directory.rules.clean_data import IssueLog
from locallinks.local.directory.rules.html_to_text import clean_block, clean_line, fold_case_and_accents, to_text
from locallinks.local.directory.rules.schedules import read_date

# fmt: off
HIDDEN_STATUSES = frozenset({
    "archived", "archive", "internal", "private", "draft", "deleted", "hidden", "unpublished", "restricted",
    "confidential",
})
HIDDEN_FLAGS = frozenset({
    "archived", "is_archived", "internal", "is_internal", "private", "is_private", "confidential", "hidden",
    "deleted", "pc_archived", "pc_internal",
})
# fmt: on
HIDDEN_FIELDS = ("status", "visibility", "record_status", "access", "publication_status", "pc_status", "pc_visibility")
TRUE_WORDS = frozenset({"true", "yes", "y", "1"})
MAX_AGE_YEARS = 120
# design: the standard recommends under three months; after a year we say so in words nobody overlooks.
FRESH_FOR = timedelta(days=92)
OLD_AFTER = timedelta(days=365)
FREE_OF_CHARGE = re.compile(r"\b(free|no (charge|cost|fee)s?|nothing to pay)\b", re.IGNORECASE)
COSTS_MONEY = re.compile(
    r"£\s*(?!0+(?:\.0+)?(?!\d|\.\d))\d|\b[1-9]\d*p\b|\bnot free\b|\bfree (parking|trial|taster|first)", re.IGNORECASE
)


def status(raw: dict[str, Any], notes: IssueLog) -> str:
    """One of the four of the standard. A feed that does not say means it is running."""
    text = clean_line(raw.get("status"), 60)
    known = text.lower().replace("_", " ").replace("-", " ")
    if not text or known in ServiceStatus:
        return known or ServiceStatus.ACTIVE
    notes.mended(
        "status",
        "status",
        f"“{text}” is not a status of the standard.",
        "It was read as inactive, so it is not offered to anybody.",
    )
    return "inactive"


def not_for_the_public(raw: dict[str, Any]) -> str:
    """The mark that says a record is internal or archived, or empty
    (docs/rules/open-referral.md 1: never publish these)."""
    for key in HIDDEN_FIELDS:
        if clean_line(raw.get(key), 60).lower() in HIDDEN_STATUSES:
            return clean_line(raw[key], 60).lower()
    for key, value in raw.items():
        if key.lower() in HIDDEN_FLAGS and (value is True or to_text(value).strip().lower() in TRUE_WORDS):
            return key.lower().removeprefix("pc_").removeprefix("is_")
    return ""


def age_limits(raw: dict[str, Any], notes: IssueLog) -> tuple[int | None, int | None]:
    """Youngest and oldest in years, or None for no limit. Feeds write -1, 0 or 999 for none."""
    lists = raw.get("eligibilitys") or raw.get("eligibility")
    inside = next((item for item in lists if isinstance(item, dict)), {}) if isinstance(lists, list) else {}
    lowest = _age(raw.get("minimum_age", inside.get("minimum_age")), "minimum_age", notes)
    highest = _age(raw.get("maximum_age", inside.get("maximum_age")), "maximum_age", notes)
    if lowest is not None and highest is not None and lowest > highest:
        notes.mended(
            "age",
            "minimum_age",
            f"The ages {lowest} to {highest} are the wrong way round.",
            "They were left out. Ask the publisher.",
        )
        return None, None
    return lowest, highest


def _age(value: Any, field: str, notes: IssueLog) -> int | None:
    if value is None or value == "":
        return None
    try:
        number = int(float(value)) if not isinstance(value, bool) else -1
    except (TypeError, ValueError, OverflowError):
        number = -1
    if 0 < number <= MAX_AGE_YEARS:
        return number
    if number != 0 or field == "maximum_age":
        notes.mended(
            "age",
            field,
            f"The {field.replace('_', ' ')} was {clean_line(value, 30) or 'not a number'}.",
            "It was read as no limit.",
        )
    return None


def checked_on(raw: dict[str, Any], today: date, notes: IssueLog) -> date | None:
    """When somebody last made sure this is right. Old or missing dates are said on the page, not hidden."""
    vendor = raw.get("pc_metadata")
    written = raw.get("assured_date") or (vendor.get("date_assured") if isinstance(vendor, dict) else "")
    day = read_date(written)
    if clean_line(written, 40) and (day is None or day > today):
        why = "is not a date" if day is None else "is in the future"
        notes.mended(
            "assured_date",
            "assured_date",
            f"It was last checked on “{clean_line(written, 40)}”, which {why}.",
            "It was read as not known.",
        )
        return None
    return day


def note_freshness(assured_on: date | None, today: date, notes: IssueLog) -> None:
    """Said anew at every reading: a service grows older without its entry changing."""
    if assured_on is None:
        notes.noted(
            "never_checked",
            "assured_date",
            "It does not say when it was last checked.",
            "Ring before sending anybody there.",
        )
    elif today - assured_on > OLD_AFTER:
        notes.noted(
            "checked_long_ago",
            "assured_date",
            f"Not checked since {_date_in_words(assured_on)}.",
            "Ring before sending anybody there.",
        )


def _date_in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def freshness(assured_on: date | None, today: date) -> tuple[Freshness, str]:
    """A badge for how far to trust an entry, and its words."""
    if assured_on is None:
        return Freshness.UNKNOWN, "No date of last check"
    if today - assured_on > OLD_AFTER:
        return Freshness.OLD, f"Not checked since {_date_in_words(assured_on)}"
    kind = Freshness.FRESH if today - assured_on <= FRESH_FOR else Freshness.AGEING
    return kind, f"Checked {_date_in_words(assured_on)}"


def cost(raw: dict[str, Any]) -> tuple[str, bool | None]:
    """What it costs in words, and whether it is free; None when the feed does not say."""
    text = clean_block(raw.get("fees_description") or raw.get("fees"), 1000)
    options = raw.get("cost_options")
    amounts: list[float] = []
    parts = [text] if text else []
    for option in options[:20] if isinstance(options, list) else ():
        if isinstance(option, dict):
            amount = _amount(option.get("amount"))
            amounts += [] if amount is None else [amount]
            parts.append(_option(option, amount))
    words = "\n".join(dict.fromkeys(part[0].upper() + part[1:] for part in parts if part))
    if any(amounts) or COSTS_MONEY.search(words):
        return words, False
    return words, True if amounts or FREE_OF_CHARGE.search(words) else None


def _option(option: dict[str, Any], amount: float | None) -> str:
    price = "" if amount is None else "free" if amount == 0 else f"£{amount:,.2f}"
    each = clean_line(option.get("amount_description"), 200)
    return ": ".join(part for part in (clean_line(option.get("option"), 200), f"{price} {each}".strip()) if part)


def _amount(value: Any) -> float | None:
    try:
        number = float(value) if not isinstance(value, bool) else -1.0
    except (TypeError, ValueError, OverflowError):
        return None
    return number if 0 <= number < 1_000_000 else None


def eligibility(raw: dict[str, Any]) -> str:
    """Who it is for, in the words of the feed, each text once; "" where the feed does not say."""
    parts = [clean_block(raw.get("eligibility_description"), 2000)]
    lists = raw.get("eligibilitys") or raw.get("eligibility")
    if isinstance(lists, list):
        parts += [clean_block(item.get("eligibility"), 500) for item in lists[:20] if isinstance(item, dict)]
    else:
        parts.append(clean_block(lists, 2000))
    return "\n".join(dict.fromkeys(part for part in parts if part))


def how_to_join(raw: dict[str, Any]) -> str:
    """ "Drop-in", "Appointment. Ring first": how somebody gets in, from whichever field says so."""
    parts = [
        clean_block(raw.get("application_process"), 1000),
        clean_line(raw.get("attending_access")),
        clean_line(raw.get("attending_type")),
    ]
    parts.append(clean_block(raw.get("pc_attendingAccess_additionalInfo"), 1000))
    return "\n".join(dict.fromkeys(part for part in parts if part))


def tags(raw: dict[str, Any], notes: IssueLog) -> tuple[tuple[str, ...], ...]:
    """Paths of tags, each once: ("Sensory Impaired", "Visually Impaired"). Spaces and capitals make no difference."""
    tag_of_path: dict[tuple[str, ...], tuple[str, ...]] = {}
    untidy: list[str] = []
    for written in _tag_names(raw):
        path = tuple(part for part in (clean_line(name, 120) for name in written.split(">")) if part)[:4]
        if not path:
            continue
        if ">".join(path) != written:
            untidy.append(written)
        tag_of_path.setdefault(tuple(fold_case_and_accents(part) for part in path), path)
    if untidy:
        shown = ", ".join(f"“{tag[:40]}”" for tag in untidy[:3])
        notes.mended(
            "tag_spaces",
            "tags",
            f"Tags with stray spaces: {shown}.",
            "Tags that differ only in spaces and capitals are one tag.",
        )
    return tuple(tag_of_path.values())[:40]


def _tag_names(raw: dict[str, Any]) -> list[str]:
    """Tags stand in `attributes` (3.0), `service_taxonomys` (1.0) or the vendor's `pc_targetAudience`."""
    names: list[str] = []
    for key, inner, label in (
        ("attributes", "taxonomy_term", "name"),
        ("service_taxonomys", "taxonomy", "name"),
        ("pc_targetAudience", "", "audienceType"),
    ):
        rows = raw.get(key)
        for row in rows[:60] if isinstance(rows, list) else ():
            term = row.get(inner) if inner and isinstance(row, dict) else row
            if isinstance(term, dict) and isinstance(term.get(label), str):
                names.append(to_text(term[label]))
    return names
