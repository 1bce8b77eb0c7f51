"""The twenty pages of `bin/bench pages --scale city` ask the database as often for many people as for a few (issue 3).

How long they take is measured by the bench, which needs a quiet machine; how often they ask is pinned here.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.pages import LESS_OFTEN, the_twenty
from locallinks.personal.brokerage.tests.builders import arranging, elaine, in_place
from locallinks.personal.handovers.tests.builders import budgeted, offered, sent
from locallinks.personal.plans.models import Plan
from tests.kit import City, make_person, pathway_in

# Whose eyes: the demonstration's key of somebody, and the test city's.
WHO = {"social.worker": "social_worker", "support.planner": "support_planner", "handover.champion": "handover_champion"}
WHO |= {"network.manager": "network_manager"}
STAGES = ("referred", "assessing", "eligible", "planning", "plan_submitted", "suspended", "in_review")
MANY = 3


def settle(city: City, number: int) -> Plan:
    """One of everything that a worklist, a board or a queue shows, under names of their own."""
    names = iter(f"{first} Ash{number}" for first in ("Ann", "Bea", "Cy", "Di", "Ed", "Fay", "Gus", "Hal", "Ida", "Jo"))
    for state in STAGES:
        pathway_in(city, make_person(city, next(names)), state)
    budgeted(city, name=f"Kit Ash{number}")
    offered(city, name=f"Lou Ash{number}")
    sent(city, name=f"May Ash{number}")
    arranging(city, name=f"Ned Ash{number}")
    elaine(city, name=f"Ola Ash{number}")
    return in_place(city, name=f"Pat Ash{number}")


def counted(city: City, pages: dict[str, tuple[str, str]]) -> dict[str, int]:
    found = {}
    for name, (address, key) in pages.items():
        client = city.client(WHO.get(key, key))
        client.get(address)  # what a process asks once is not the page's
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, name
        found[name] = len(asked)
    return found


def test_no_page_asks_more_often_for_many_people(city: City, one_of_each: Plan) -> None:
    pages = {**the_twenty(one_of_each.person_id, one_of_each.pathway_id), **LESS_OFTEN}
    few = counted(city, pages)
    for number in range(1, MANY + 1):
        settle(city, number)
    many = counted(city, pages)
    more = {name: (few[name], many[name]) for name in pages if many[name] != few[name]}
    assert not more, f"These pages ask once for each person (before, after): {more}. Fetch what they show at once."


@pytest.fixture
def one_of_each(city: City) -> Plan:
    """Mary, who opens her own record, and one of every other stage."""
    plan = in_place(city, own=True, name="Mary Firth")
    settle(city, 0)
    return plan
