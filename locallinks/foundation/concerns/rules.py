"""What kinds of harm there are, the three-part test, and when to decide. Source: docs/rules/care-act.md 9 (s.42)."""

from collections.abc import Collection, Iterable
from datetime import date

from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.working_days import add_working_days

# The ten types, as people say them, and what each looks like.
HARM_KINDS = {
    "physical": ("Being hurt", "Hitting, pushing, rough handling, or the wrong medicine"),
    "domestic": ("Harm from a partner or family", "Hurting, threats or control by somebody close"),
    "sexual": ("Sexual harm", "Anything sexual that they did not want or could not agree to"),
    "psychological": ("Harm to feelings", "Threats, shouting, bullying, or being kept from others"),
    "financial": ("Money or things taken", "Theft, a scam, or pressure about money, a will or a home"),
    "modern_slavery": ("Being made to work", "Forced work, or being moved or held by somebody"),
    "discriminatory": ("Treated badly for who they are", "For their race, faith, disability, age, sex or sexuality"),
    "organisational": ("Poor care by a service", "A home, hospital or service that does not treat people right"),
    "neglect": ("Not being looked after", "Left without food, warmth, medicine or help"),
    "self_neglect": ("Not looking after themselves", "Health, home or body at risk, or too many things kept"),
}
HARM_KIND_WORDS = {kind: words for kind, (words, _) in HARM_KINDS.items()}

SAFE_TO_CONTACT = {"yes": "Yes", "no": "No", "not_sure": "I am not sure"}

DECISIONS = {
    "enquiry": "Make enquiries, or ask somebody to (section 42)",
    "other": "Something else helps: say what",
    "no_further": "Nothing more is needed",
}
WISHES_MET = {
    "met": "Yes, all of it",
    "partly": "Some of it",
    "not_met": "No",
    "not_said": "They did not want to say, or could not be asked",
}
RISK_OUTCOMES = {
    "removed": "The risk is gone",
    "reduced": "The risk is smaller",
    "remains": "The risk is still there",
    "none_found": "We found no risk",
}
CONCERN_STATUSES = {
    "waiting": "Waits for a decision",
    "enquiring": "Being looked into",
    "closed": "Finished",
}
DECISION_WORKING_DAYS = (
    1  # working days from being told [our choice]: somebody reads it the next working day at the latest
)


def duty_to_enquire(*, has_needs: bool, at_risk: bool, cannot_protect: bool) -> bool:
    """All three: needs for care and support (met or not), abuse or neglect or a risk of it, and because of those needs
    no way to protect themselves (Care Act s.42)."""
    return has_needs and at_risk and cannot_protect


def decision_problem(*, decision: str, duty: bool) -> Problem | None:
    """Where all three parts are true the council must enquire: no other answer stands beside them."""
    if duty and decision != "enquiry":
        return Problem(
            "All three parts are true, so the council must make enquiries. Choose that, or look at the three again.",
            "decision",
            "duty_to_enquire",
        )
    return None


def concern_status(*, decision: str | None, finished: bool) -> str:
    if finished or (decision and decision != "enquiry"):
        return "closed"
    return "enquiring" if decision else "waiting"


def decision_due_on(raised_on: date, holidays: Collection[date] = ()) -> date:
    return add_working_days(raised_on, DECISION_WORKING_DAYS, holidays)


def unknown_kinds(kinds: Iterable[str]) -> list[str]:
    return sorted(set(kinds) - set(HARM_KINDS))
