"""Fixed lists of a plan: kinds of line, ways to hold the money, progress with a goal, and limits of length."""

from collections.abc import Mapping
from types import MappingProxyType

from locallinks.personal.pathways.choices import PathwayState

MAX_WEEKLY_PENCE = 20_000_00
MAX_SHORT = 300
MAX_TEXT = 5000
MAX_MINUTES = 336 * 60  # a week, with two people at once

LINE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "statutory": "Care arranged by the council: home care, a day away, a break",
        "local_paid": "Paid help from somebody local",
        "voluntary": "A volunteer, or something the network runs",
        "informal": "Family, friends or neighbours",
        "community_asset": "Something in the community, open to all",
        "equipment": "Equipment",
        "self": "What the person does",
    }
)
# Given without pay: the giver is asked first and may stop (rule c).
GIVEN_FREELY = frozenset({"voluntary", "informal"})

DEPLOYMENTS: Mapping[str, str] = MappingProxyType(
    {
        "direct_payment": "Paid to the person, or somebody they choose",
        "isf": "Held by the network or a provider, and spent as the person says",
        "managed_account": "Looked after by the network, and still the person's own payment",
        "council_managed": "Held by the council, which pays",
        "pooled": "Put together with other people's, as each of them agreed",
        "mixed": "A different way for different parts of the plan",
    }
)
# Both are a direct payment in law: the network only looks after the second one (docs/rules/local-links.md 6).
DIRECT_PAYMENTS = frozenset({"direct_payment", "managed_account"})
FREQUENCIES: Mapping[str, str] = MappingProxyType(
    {"weekly": "Every week", "four_weekly": "Every four weeks", "monthly": "Every month"}
)

# Needs where help means touching or washing somebody (docs/rules/care-act.md 3): a plan for them needs a plan B.
PERSONAL_CARE_NEEDS = frozenset({"A1", "A2", "A3", "A4"})
# A line for something the person wants that no eligible need asks for: the photography of docs/rules/local-links.md 10.
OWN_OUTCOME = "own"

# Who agreed (docs/rules/decisions.md 23): the person, or somebody for a person who cannot make this decision.
AGREEMENT_BASES: Mapping[str, str] = MappingProxyType(
    {
        "agreement": "They said it themselves",
        "best_interests": "They cannot decide this, so it was decided in their best interests",
        "decider": "They cannot decide this, and an attorney or deputy who may decided it",
    }
)

# In these states of the pathway no plan may be written: the offer comes first (docs/rules/local-links.md 4).
BEFORE_OFFER = frozenset({PathwayState.REFERRED, PathwayState.ASSESSING, PathwayState.ELIGIBLE, PathwayState.BUDGETED})

# Progress with a goal, as the person sees it.
GOAL_PROGRESS: Mapping[str, str] = MappingProxyType(
    {"not_started": "Not started", "some": "Some of the way", "there": "There", "let_go": "Not wanted any more"}
)
VISIT_PLACES: Mapping[str, str] = MappingProxyType(
    {"home": "At home", "elsewhere": "Somewhere else", "phone": "By phone", "video": "By video"}
)
PANEL_VIEWS: Mapping[str, str] = MappingProxyType(
    {"approve": "Approve it", "return": "Send it back", "unsure": "Not sure yet"}
)
MAX_WHAT_IF_ROWS = 6
