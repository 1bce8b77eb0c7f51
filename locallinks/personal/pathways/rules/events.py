"""The events of a person's way through in plain words: what a timeline says happened, and what a button says will."""

from collections.abc import Mapping
from types import MappingProxyType

# event: (what the timeline says after "Ruth Adams ...", what the button says)
_WORDS: dict[str, tuple[str, str]] = {
    "refer": ("asked the council to help", "Ask for help"),
    "start_assessment": ("started the assessment", "Start the assessment"),
    "advise_and_close": ("gave advice and closed the request", "Give advice and close"),
    "decide_eligibility": ("recorded whether support is due", "Record whether support is due"),
    "introduce": ("made an introduction to the community", "Introduce to the community"),
    "set_indicative": ("worked out a first budget", "Save the first budget"),
    "offer_handover": ("offered an introduction to the network", "Offer an introduction to the network"),
    "not_offered": ("recorded why no introduction was offered", "Record why no introduction was offered"),
    "person_accepts": ("recorded a yes to meeting the network", "Record a yes"),
    "person_declines": ("recorded a no to meeting the network", "Record a no"),
    "person_plans_for_self": ("recorded that the person will write the plan", "Let the person write the plan"),
    "network_accepts": ("said yes for the network and named a planner", "Say yes and name a planner"),
    "network_declines": ("said no for the network", "Say no, with the reason"),
    "chase": ("asked the network again for an answer", "Ask the network again"),
    "re_offer": ("took the introduction back to offer another network", "Offer another network"),
    "move_on": ("moved planning to the council, as no answer came", "Plan with the council instead"),
    "submit": ("sent the plan for approval", "Send plan for approval"),
    "return": ("sent the plan back with comments", "Send plan back with comments"),
    "approve": ("approved the plan", "Approve the plan"),
    "start_brokerage": ("started to arrange the support", "Start arranging support"),
    "start_urgent_brokerage": ("started urgent support before the plan", "Start urgent support now"),
    "all_essential_lines_started": ("confirmed that essential support is in place", "Confirm support is in place"),
    "review_due": ("started the planned review", "Start the planned review"),
    "review_requested": ("started a review because one was asked for", "Start the review that was asked for"),
    "review_change": ("started a review because something changed", "Start a review after a change"),
    "no_change": ("finished the review with no change", "Finish with no change"),
    "revise": ("finished the review: the plan will change", "Change the plan"),
    "needs_changed": ("finished the review: needs have changed", "Start a new assessment"),
    "suspend": ("paused the support", "Pause the support"),
    "resume": ("started the support again", "Start the support again"),
    "end": ("ended the support", "End the support"),
    "sharing_stopped": ("recorded that sharing with the network stopped", "Stop sharing with the network"),
    "carry_on": ("recorded who carries on, after sharing stopped", "Record who carries on without the network"),
    "die": ("recorded a death", "Record a death"),
    "move": ("recorded a move away", "Record a move away"),
    "withdraw": ("recorded that the person wants to stop", "Record that the person wants to stop"),
}

EVENTS: Mapping[str, str] = MappingProxyType({event: happened for event, (happened, _) in _WORDS.items()})
BUTTONS: Mapping[str, str] = MappingProxyType({event: button for event, (_, button) in _WORDS.items()})

# Every way to `ended`; each starts the closing routine of docs/rules/local-links.md 7.
ENDINGS: tuple[str, ...] = ("die", "move", "withdraw", "end")

# docs/rules/local-links.md 3: suspend (hospital, holiday, safeguarding).
SUSPEND_REASONS: Mapping[str, str] = MappingProxyType(
    {"hospital": "In hospital", "holiday": "Away on holiday", "safeguarding": "To keep the person safe"}
)
