"""A GP, nurse or therapist finds those who agreed in the pages of their neighbourhood team, and nobody anywhere else.

Which pages they open stands in access.txt.
"""

from django.test import Client

from locallinks.foundation.shared.scope import acting_as
from tests.security.scene import MARKS, World
from tests.security.test_row_level import seen_by
from tests.security.visiting import address_of, addresses

TEAM_TABLES = {"teams_teammembership", "teams_teamtier", "teams_teamgoal", "teams_teamgoalend"}


def test_lists_name_those_who_agreed_and_nobody_else(world: World, clients: dict[str, Client]) -> None:
    name = MARKS["a person's name"]
    for url in ("/", "/search/?q=zephyrine", "/teams/", "/worry/"):
        assert name not in clients["clinician"].get(url).content.decode(), url
    page = address_of(world, addresses()["teams:team"], "-")
    assert name in clients["clinician"].get(page).content.decode()
    assert name not in clients["nurse"].get(page).content.decode()
    for url in ("/people/", "/people/?q=zephyrine"):
        assert clients["clinician"].get(url).status_code == 403


def test_the_database_shows_them_the_team_and_who_it_is_about(world: World) -> None:
    seen = {table for table, found in seen_by(world, "clinician").items() if found}
    assert seen - {"audit_entry", "teams_teammeeting", "people_death"} == TEAM_TABLES | {
        "people_person",
        "people_share",
    }
    for role in ("nurse", "other_clinician"):
        assert not any(found for found in seen_by(world, role).values()), role
    with acting_as(world.city.viewer("clinician")):
        assert world.people["in_review"].pk not in {row.pk for row in type(world.people["live"]).objects.all()}
