"""Visits to the pages of a direct payment: asked for by Patience, agreed for Arthur, and not asked for by Elaine."""

from tests.browser.visit import Visit

PAID: dict[str, list[Visit]] = {
    "elaine": [
        Visit("deployments:payment", "Elaine Dobson"),
        Visit("deployments:ask", "Elaine Dobson", wrong="Go on"),
        Visit("deployments:ask_part", "Elaine Dobson", keys={"holder": "self"}, wrong="Ask for it"),
        Visit("deployments:letter", "Elaine Dobson"),
    ],
    "social.worker": [
        Visit("deployments:payment", "Patience Moyo"),
        Visit("deployments:decide", "Patience Moyo", wrong="Save the decision"),
        Visit("deployments:payment", "Arthur Dunn"),
        Visit("deployments:letter", "Arthur Dunn"),
        Visit("deployments:use", "Arthur Dunn", wrong="Agree to this"),
        Visit("deployments:wish", "Arthur Dunn", wrong="Send this"),
        Visit("deployments:stop", "Arthur Dunn", wrong="Stop it and write to them"),
    ],
    "support.planner": [
        Visit("deployments:payment", "Arthur Dunn"),
        Visit("deployments:ask", "Elaine Dobson"),
        Visit("deployments:ask_part", "Elaine Dobson", keys={"holder": "authorised"}, wrong="Ask for it"),
    ],
}
