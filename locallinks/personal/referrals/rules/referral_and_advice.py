"""What a request for help must hold before anybody is rung (docs/rules/local-links.md 3, first row)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem

MAX_NAME = 200
MAX_RELATION = 100
MAX_CONTACT = 300
MAX_TEXT = 5000


def referral_problems(
    *,
    name: str,
    reason: str,
    agrees_to_contact: bool | None,
    best_interest_note: str = "",
    phone: str = "",
    email: str = "",
    address: str = "",
) -> tuple[Problem, ...]:
    """Everything missing at once. Any one way to reach the person will do: nobody has to have a phone or an email."""
    found = [
        _text(name, "name", "Enter the person's name", MAX_NAME),
        _text(reason, "reason", "Say why help is needed, in a few words", MAX_TEXT),
        *(
            _long(text, field, MAX_CONTACT)
            for text, field in ((phone, "phone"), (email, "email"), (address, "address"))
        ),
        _long(best_interest_note, "best_interest_note", MAX_TEXT),
    ]
    if not any(text.strip() for text in (phone, email, address)):
        found.append(
            Problem(
                "Enter a way to reach the person: a phone number, an email or an address", "phone", "contact_missing"
            )
        )
    # Never assumed: an unanswered question is not a yes (docs/rules/care-act.md 9, Mental Capacity Act).
    if agrees_to_contact is not True and not best_interest_note.strip():
        found.append(
            Problem(
                "Ask if the person agrees to be contacted. If they cannot say, write why contact is best for them",
                "agrees_to_contact",
                "may_contact_missing",
            )
        )
    return tuple(problem for problem in found if problem)


# What a rule calls a question, and what the form and the action call it.
FORM_FIELDS: Mapping[str, str] = MappingProxyType(
    {"name": "full_name", "agrees_to_contact": "contact_basis", "best_interest_note": "contact_note"}
)


def request_problems(
    *,
    full_name: str,
    phone: str,
    email: str,
    address: str,
    told_by: str,
    told_by_relation: str,
    reason: str,
    contact_basis: str,
    contact_note: str,
) -> tuple[Problem, ...]:
    """Everything missing from one request, each at its question in the form."""
    found = referral_problems(
        name=full_name,
        reason=reason,
        phone=phone,
        email=email,
        address=address,
        agrees_to_contact=True if contact_basis == "agreed" else None,
        best_interest_note=contact_note if contact_basis == "best_interests" else "",
    )
    named = tuple(replace(problem, field=FORM_FIELDS.get(problem.field, problem.field)) for problem in found)
    return named + told_by_problems(told_by=told_by, told_by_relation=told_by_relation)


def referral_facts(problems: tuple[Problem, ...]) -> dict[str, bool]:
    """The facts the `refer` step asks for, from what `referral_problems` found."""
    wrong = {problem.code for problem in problems}
    return {
        "name_given": not wrong & {"name_missing", "name_too_long"},
        "contact_given": not wrong & {"contact_missing", "phone_too_long", "email_too_long", "address_too_long"},
        "reason_given": not wrong & {"reason_missing", "reason_too_long"},
        "may_contact": not wrong & {"may_contact_missing", "best_interest_note_too_long"},
    }


def _text(text: str, field: str, ask: str, limit: int) -> Problem | None:
    return _long(text, field, limit) if text.strip() else Problem(ask, field, f"{field}_missing")


def _long(text: str, field: str, limit: int) -> Problem | None:
    if len(text) <= limit:
        return None
    words = field.replace("_", " ").capitalize()
    return Problem(
        f"{words} must be {limit:,} characters or fewer. It is {len(text):,} now", field, f"{field}_too_long"
    )


# Why the council may get in touch. Never assumed, never a default.
CONTACT_BASES: Mapping[str, str] = MappingProxyType(
    {"agreed": "They agree to be contacted", "best_interests": "They cannot say, and it is best for them"}
)


def told_by_problems(*, told_by: str, told_by_relation: str) -> tuple[Problem, ...]:
    """Who told us, in a name and a relation: "Anne Firth", "daughter"."""
    found = (
        _text(told_by, "told_by", "Enter who told us", MAX_NAME),
        _text(told_by_relation, "told_by_relation", "Say who they are, like daughter, GP or herself", MAX_RELATION),
    )
    return tuple(problem for problem in found if problem)
