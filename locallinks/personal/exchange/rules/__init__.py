"""What comes in and goes out, what fits and what does not: decided on plain values."""

from locallinks.personal.exchange.rules.coming_in import (
    ABILITY_UNABLE,
    AREAS,
    CHOICES,
    DAYS_TO_DECIDE,
    DETAILS,
    FIELDS,
    KINDS,
    MAX_ROWS,
    OUTCOMES,
    STATES,
    Compared,
    File,
    answers_for,
    choices_for,
    compare,
    decision_reasons,
    decision_way,
    digest_of,
    ends_soon,
    keepable,
    key_digest,
    key_end_problem,
    key_ends_on,
    looks_alike,
    read_file,
    reference_problem,
    settled_by,
    worth_keeping,
)
from locallinks.personal.exchange.rules.going_out import (
    COLUMNS,
    EVENTS_OUT,
    MOST_A_PAGE,
    OUT_KINDS,
    as_cells,
    page_size,
    since_number,
)

__all__ = [
    "ABILITY_UNABLE", "AREAS", "CHOICES", "COLUMNS", "DAYS_TO_DECIDE", "DETAILS", "EVENTS_OUT", "FIELDS", "KINDS",
    "MAX_ROWS", "MOST_A_PAGE", "OUTCOMES", "OUT_KINDS", "STATES", "Compared", "File", "answers_for", "as_cells",
    "choices_for", "compare", "decision_reasons", "decision_way", "digest_of", "ends_soon", "keepable",
    "key_digest", "key_end_problem", "key_ends_on",
    "looks_alike", "page_size", "read_file", "reference_problem", "settled_by", "since_number", "worth_keeping",
]  # fmt: skip
