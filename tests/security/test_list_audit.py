"""Every file, search and list that names people is audited with the people it named.

test_pages.py checks every page as it opens; here are those that need a query string.
"""

import pytest
from django.test import Client

from locallinks.foundation.accounts.models import Team
from locallinks.foundation.audit.models import ListedPeople
from locallinks.foundation.shared.viewer import acting_as
from tests.security.page_visits import reads_audited
from tests.security.world_base import NAME, World

ALL = ("social_worker", "support_planner")
# Addresses, and for whom: each names somebody there, or the test would pass on empty lists.
NAMING = {
    **dict.fromkeys(("/?format=csv", "/work/?format=csv", "/people/mine/?format=csv"), ALL),
    **dict.fromkeys(("/people/?q=zephyrine", "/people/?q=ZZ1+1AA", "/search/?q=zephyrine", "/search/?q=ZZ1+1AA"), ALL),
    "/people/?q=zephyrine&page=2": ("handover_champion", "volunteer_developer", "network_manager", "provider"),
    **dict.fromkeys(("/messages/?show=calls&format=csv", "/messages/?show=letters"), ALL),
    "/messages/?show=sent&format=csv": ("social_worker",),
    "/arranging/?format=csv": (*ALL, "network_manager", "provider"),
    "/arranging/parts/?format=csv": (*ALL, "network_manager"),
    "/contacts/?show=done&format=csv": ("social_worker", "handover_champion"),
    "/short-term/?show=all&format=csv": ("social_worker",),
    "/carers/?show=all&format=csv": ("social_worker",),
    "/reviews/by-cost/?format=csv": ("social_worker",),
    "/introductions/?format=csv": ("social_worker", "handover_champion"),
    "/introductions/reached/?format=csv": ("social_worker", "handover_champion"),
    "/exchange/?format=csv": ("social_worker",),
    "/referrals/new/?q=zephyrine": ("social_worker", "handover_champion"),
    "/teams/{team}/?format=csv": ("social_worker",),
    "/people/{person}/carers/new/?q=zephyrine": ("social_worker",),
}
CASES = [(url, role) for url, roles in NAMING.items() for role in roles]


@pytest.mark.parametrize(("url", "role"), CASES)
def test_m4_a_file_or_search_that_names_people_is_written_down(
    world: World, clients: dict[str, Client], url: str, role: str
) -> None:
    with acting_as(world.city.viewer("social_worker")):
        team = Team.objects.get(name="Millbank team").pk
        lists = set(ListedPeople.objects.values_list("pk", flat=True))
    before = reads_audited()
    response = clients[role].get(url.format(team=team, person=world.people["live"].pk))
    assert response.status_code == 200
    assert NAME in response.content.decode(), "nobody is named, so nothing was tried"
    assert reads_audited() > before
    with acting_as(world.city.viewer("social_worker")):
        rows = list(ListedPeople.objects.exclude(pk__in=lists))
        assert {row.actor_id for row in rows} == {world.city.users[role].pk}
        assert all(row.people or row.without_record for row in rows)
        assert len(rows) == len({row.home_id for row in rows if row.people}) + sum(not row.people for row in rows) <= 2


@pytest.mark.parametrize("url", ["/people/?q=nobody+at+all", "/search/?q=nobody+at+all", "/people/", "/search/"])
def test_m4_where_nobody_is_named_nothing_is_written_down(world: World, clients: dict[str, Client], url: str) -> None:
    before = reads_audited()
    assert clients["social_worker"].get(url).status_code == 200
    assert reads_audited() == before
