"""Visits of users who never see a person's record (pages_to_open.py says how to read a line)."""

from tests.browser.visit import Visit

OFFICE_VISITS: dict[str, list[Visit]] = {
    "investor": [
        Visit("front:today"),
        Visit("dividends:savings"),
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
        Visit("exchange:create_connection", wrong="Connect it"),
        Visit("exchange:show_key"),
        Visit("exchange:end_connection"),
        Visit("outcomes:licences"),
        Visit("outcomes:record_licence", keys={"scale": "swemwbs"}, wrong="Record this licence"),
        Visit("directory:feed_imports"),
        Visit("directory:feed_import"),
        Visit("accounts:add_member", wrong="Ask them"),
        Visit("accounts:memberships_to_confirm"),
        Visit("accounts:confirm_membership", wrong="Save my answer"),
        Visit("accounts:own_account"),
        Visit("accounts:answer_membership"),
        Visit("accounts:shut_account", wrong="Shut this account now"),
        Visit("accounts:end_membership"),
        Visit("accounts:give_password"),
        Visit("directory:import_feed", wrong="Bring"),
    ],
}
