"""What a referral must say before it opens a pathway (docs/rules/local-links.md 3, first row)."""

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.referrals.choices import ContactBasis

MAX_NAME = 200
MAX_RELATION = 100
MAX_CONTACT = 300
MAX_TEXT = 5000


# On what a referral, and a question to somebody outside, may rest.
CONTACT_BASES = [(str(basis), basis.label) for basis in (ContactBasis.AGREED, ContactBasis.BEST_INTERESTS)]


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
    contact_note: str = "",
) -> tuple[Problem, ...]:
    """Return everything missing from one request, each problem at its question of the form.

    Any one way to reach the person will do: nobody has to have a phone or an email. That the council may get in touch
    is never assumed: an unanswered question is not a yes (docs/rules/care-act.md 9, Mental Capacity Act).
    """
    problems = [
        _text(full_name, "full_name", "Enter the person's name", MAX_NAME, called="Name"),
        _text(reason, "reason", "Say why help is needed, in a few words", MAX_TEXT),
        _long(phone, "phone", MAX_CONTACT),
        _long(email, "email", MAX_CONTACT),
        _long(address, "address", MAX_CONTACT),
    ]
    if not any(text.strip() for text in (phone, email, address)):
        message = "Enter a way to reach the person: a phone number, an email or an address"
        problems.append(Problem(message, "phone", "contact_missing"))
    if contact_basis == ContactBasis.BEST_INTERESTS and contact_note.strip():
        problems.append(_long(contact_note, "contact_note", MAX_TEXT, called="Best interest note"))
    elif contact_basis != ContactBasis.AGREED:
        message = "Ask if the person agrees to be contacted. If they cannot say, write why contact is best for them"
        problems.append(Problem(message, "contact_basis", "may_contact_missing"))
    missing = tuple(problem for problem in problems if problem)
    return missing + told_by_problems(told_by=told_by, told_by_relation=told_by_relation)


def referral_facts(problems: tuple[Problem, ...]) -> dict[str, bool]:
    """Return the facts that the `refer` step of the pathway asks for, from what `request_problems` returned."""
    wrong = {problem.code for problem in problems}
    return {
        "name_given": not wrong & {"full_name_missing", "full_name_too_long"},
        "contact_given": not wrong & {"contact_missing", "phone_too_long", "email_too_long", "address_too_long"},
        "reason_given": not wrong & {"reason_missing", "reason_too_long"},
        "may_contact": not wrong & {"may_contact_missing", "contact_note_too_long"},
    }


def _text(text: str, field: str, message: str, limit: int, *, called: str = "") -> Problem | None:
    return _long(text, field, limit, called=called) if text.strip() else Problem(message, field, f"{field}_missing")


def _long(text: str, field: str, limit: int, *, called: str = "") -> Problem | None:
    """Return a problem for a text of more than `limit` characters. `called`: what the message calls it."""
    if len(text) <= limit:
        return None
    called = called or field.replace("_", " ").capitalize()
    message = f"{called} must be {limit:,} characters or fewer. It is {len(text):,} now"
    return Problem(message, field, f"{field}_too_long")


def told_by_problems(*, told_by: str, told_by_relation: str) -> tuple[Problem, ...]:
    """Return what is missing about who told us: a name and a relation, such as "Anne Firth" and "daughter"."""
    problems = (
        _text(told_by, "told_by", "Enter who told us", MAX_NAME),
        _text(told_by_relation, "told_by_relation", "Say who they are, like daughter, GP or herself", MAX_RELATION),
    )
    return tuple(problem for problem in problems if problem)
