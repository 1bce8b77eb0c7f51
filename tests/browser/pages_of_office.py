"""Visits of users who never see a person's record (pages_to_open.py says how to read a line)."""

from tests.browser.visit import Visit

OFFICE_VISITS: dict[str, list[Visit]] = {
    "investor": [
        Visit("front:today"),
        Visit("dividends:money"),
    ],
    "administrator": [
        Visit("front:today"),
        Visit("teams:teams"),
        Visit("teams:team"),
        Visit("teams:make_team", wrong="Make the team"),
        Visit("teams:add_partner", wrong="Add them to the team"),
        Visit("teams:end_partner"),
        Visit("accounts:delegations", wrong="Write it down"),
        Visit("accounts:end_delegation", wrong="End the delegation"),
        Visit("accounts:members"),
        Visit("exchange:connections"),
        Visit("exchange:connect", wrong="Connect it"),
        Visit("exchange:key"),
        Visit("exchange:end"),
        Visit("outcomes:licences"),
        Visit("outcomes:record_licence", keys={"scale": "swemwbs"}, wrong="Record this licence"),
        Visit("directory:feeds"),
        Visit("directory:feed"),
        Visit("accounts:add_member", wrong="Ask them"),
        Visit("accounts:waiting"),
        Visit("accounts:confirm", wrong="Save my answer"),
        Visit("accounts:you"),
        Visit("accounts:asked"),
        Visit("accounts:shut_account", wrong="Shut this account now"),
        Visit("accounts:end_membership"),
        Visit("accounts:give_password"),
        Visit("directory:import_feed", wrong="Bring"),
    ],
}
