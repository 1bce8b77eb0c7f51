"""Visits to the pages of a direct payment: Patience has requested one, Arthur's is agreed, Elaine has none."""

from tests.browser.visit import Visit

PAID: dict[str, list[Visit]] = {
    "elaine": [
        Visit("fund_holding:payment", "Elaine Dobson"),
        Visit("fund_holding:request_payment", "Elaine Dobson", wrong="Go on"),
        Visit("fund_holding:request_payment_part", "Elaine Dobson", keys={"holder": "self"}, wrong="Ask for it"),
        Visit("fund_holding:decision_letter", "Elaine Dobson"),
    ],
    "social.worker": [
        Visit("fund_holding:payment", "Patience Moyo"),
        Visit("fund_holding:decide_payment", "Patience Moyo", wrong="Save the decision"),
        Visit("fund_holding:payment", "Arthur Dunn"),
        Visit("fund_holding:decision_letter", "Arthur Dunn"),
        Visit("fund_holding:add_use", "Arthur Dunn", wrong="Agree to this"),
        Visit("fund_holding:request_stop", "Arthur Dunn", wrong="Send this"),
        Visit("fund_holding:stop_payment", "Arthur Dunn", wrong="Stop it and write to them"),
    ],
    "support.planner": [
        Visit("fund_holding:payment", "Arthur Dunn"),
        Visit("fund_holding:request_payment", "Elaine Dobson"),
        Visit("fund_holding:request_payment_part", "Elaine Dobson", keys={"holder": "authorised"}, wrong="Ask for it"),
    ],
}
