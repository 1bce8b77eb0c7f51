"""A GP, nurse or therapist opens the pages of their neighbourhood team, for those who agreed, and nothing else.

They have no column in access.py: almost every cell would say 403.
"""

import pytest
from django.test import Client

from locallinks.foundation.shared.scope import acting_as
from tests.security.scene import MARKS, World
from tests.security.test_pages import PAGES, PART, QUERY
from tests.security.test_row_level import seen_by
from tests.security.visiting import address_of, addresses

THEIRS = {
    "referrals:team_person", "referrals:team_tier", "referrals:team_goal", "referrals:team_goal_end",
    "referrals:team_meeting", "concerns:raise_about",
}  # fmt: skip
ABOUT_SOMEBODY = [name for name, row in PAGES.items() if row.stage != "-" and row.signed_out == "sign-in"]
TEAM_TABLES = {"referrals_teamperson", "referrals_teamtier", "referrals_teamgoal", "referrals_teamgoalend"}


@pytest.mark.parametrize("name", ABOUT_SOMEBODY)
def test_they_open_their_teams_pages_and_no_other(world: World, clients: dict[str, Client], name: str) -> None:
    url = address_of(world, addresses()[name], PAGES[name].stage, PART.get(name, "")) + QUERY.get(name, "")
    for who in ("clinician", "other_clinician"):  # the other is in the team too, but nobody agreed to them
        answer = clients[who].get(url)
        opens = name in THEIRS and who == "clinician"
        assert (answer.status_code == 200) is opens, f"{who} meets {answer.status_code} on {name} ({url})"
        if who == "other_clinician":
            assert not [what for what, mark in MARKS.items() if mark != "£" and mark in answer.content.decode()]


def test_lists_name_those_who_agreed_and_nobody_else(world: World, clients: dict[str, Client]) -> None:
    name = MARKS["a person's name"]
    for url in ("/", "/search/?q=zephyrine", "/teams/", "/worry/"):
        assert name not in clients["clinician"].get(url).content.decode(), url
    page = address_of(world, addresses()["referrals:team"], "-")
    assert name in clients["clinician"].get(page).content.decode()
    assert name not in clients["other_clinician"].get(page).content.decode()
    for url in ("/people/", "/people/?q=zephyrine"):
        assert clients["clinician"].get(url).status_code == 403


def test_the_database_shows_them_the_team_and_who_it_is_about(world: World) -> None:
    seen = {table for table, found in seen_by(world, "clinician").items() if found}
    assert seen - {"audit_entry", "referrals_teammeeting", "people_death"} == TEAM_TABLES | {
        "people_person",
        "people_share",
    }
    assert not any(found for found in seen_by(world, "other_clinician").values())
    with acting_as(world.city.viewer("clinician")):
        assert world.people["in_review"].pk not in {row.pk for row in type(world.people["live"]).objects.all()}
