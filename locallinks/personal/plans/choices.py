"""The fixed lists of this room: kinds of line, how money is held and paid, goals, visits, papers, a panel's views."""

from locallinks.foundation.people.choices import AgreementBasis
from locallinks.foundation.shared.choices import LabelledStrEnum

AGREEMENT_CHOICES = [(str(basis), basis.answer_label) for basis in AgreementBasis]


class PlanningRoute(LabelledStrEnum):
    """With whom a plan is written."""

    NETWORK = "network", "With the network"
    SELF = "self", "By the person"
    COUNCIL = "council", "With the council"


class LineKind(LabelledStrEnum):
    """What kind of help a line of a plan is."""

    STATUTORY = "statutory", "Care arranged by the council: home care, a day away, a break"
    LOCAL_PAID = "local_paid", "Paid help from somebody local"
    VOLUNTARY = "voluntary", "A volunteer, or something the network runs"
    INFORMAL = "informal", "Family, friends or neighbours"
    COMMUNITY_ASSET = "community_asset", "Something in the community, open to all"
    EQUIPMENT = "equipment", "Equipment"
    SELF = "self", "What the person does"


# Given without pay: the giver is asked first and may stop (docs/rules/local-links.md 5, rule c).
GIVEN_FREELY: frozenset[str] = frozenset({LineKind.VOLUNTARY, LineKind.INFORMAL})


class Deployment(LabelledStrEnum):
    """How the money of a plan, or of one line, is held (docs/rules/local-links.md 6)."""

    DIRECT_PAYMENT = "direct_payment", "Paid to the person, or somebody they choose"
    ISF = "isf", "Held by the network or a provider, and spent as the person says"
    MANAGED_ACCOUNT = "managed_account", "Looked after by the network, and still the person's own payment"
    COUNCIL_MANAGED = "council_managed", "Held by the council, which pays"
    POOLED = "pooled", "Put together with other people's, as each of them agreed"
    MIXED = "mixed", "A different way for different parts of the plan"


class PaymentFrequency(LabelledStrEnum):
    """How often a direct payment is made."""

    WEEKLY = "weekly", "Every week"
    FOUR_WEEKLY = "four_weekly", "Every four weeks"
    MONTHLY = "monthly", "Every month"


class GoalProgress(LabelledStrEnum):
    """Progress with a goal, as the person sees it."""

    NOT_STARTED = "not_started", "Not started"
    SOME = "some", "Some of the way"
    THERE = "there", "There"
    LET_GO = "let_go", "Not wanted any more"


class VisitPlace(LabelledStrEnum):
    """Where a planning visit was."""

    HOME = "home", "At home"
    ELSEWHERE = "elsewhere", "Somewhere else"
    PHONE = "phone", "By phone"
    VIDEO = "video", "By video"


class PanelOpinion(LabelledStrEnum):
    """What a member of the panel thinks should happen to a plan."""

    APPROVE = "approve", "Approve it"
    RETURN = "return", "Send it back"
    UNSURE = "unsure", "Not sure yet"


class AttachmentKind(LabelledStrEnum):
    """What a paper or photo is that is kept with a plan."""

    PLAN = "plan", "A plan, or part of one, written on paper"
    SIGNED = "signed", "Something the person signed"
    SHOWN = "shown", "Something we were shown"
    OTHER = "other", "Something else"


class PartOfDay(LabelledStrEnum):
    """The parts of a day in the timetable of a week, in its order."""

    MORNING = "morning", "Morning"
    AFTERNOON = "afternoon", "Afternoon"
    EVENING = "evening", "Evening"
    NIGHT = "night", "Night"
    ANY = "any", "Some time"


class LineChange(LabelledStrEnum):
    """How a line of a plan differs from the version before."""

    NEW = "new", "New"
    GONE = "gone", "Taken out"
    CHANGED = "changed", "Changed"
    SAME = "same", "The same"
