"""The twenty pages of `bin/bench pages --scale city` run as many queries for many people as for a few.

The benchmark measures their time, which needs an idle machine; this test compares the number of queries.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.pages import OTHER_PAGES, twenty_pages
from locallinks.personal.brokerage.tests.builders import arranging, elaine, in_place
from locallinks.personal.handovers.tests.builders import budgeted, offered, sent
from locallinks.personal.plans.models import Plan
from tests.kit import City, make_person, pathway_in

# Users of the demonstration, which the bench names, and the roles of the test city.
ROLE_OF = {
    "social.worker": "social_worker",
    "support.planner": "support_planner",
    "handover.champion": "handover_champion",
    "network.manager": "network_manager",
}
STAGES = ("referred", "assessing", "eligible", "planning", "plan_submitted", "suspended", "in_review")
MANY = 3


def one_at_every_stage(city: City, number: int) -> Plan:
    """Add one of everything that a worklist, a board or a queue shows, with the number in their names."""
    names = iter(f"{first} Ash{number}" for first in ("Ann", "Bea", "Cy", "Di", "Ed", "Fay", "Gus", "Hal", "Ida", "Jo"))
    for state in STAGES:
        pathway_in(city, make_person(city, next(names)), state)
    budgeted(city, name=f"Kit Ash{number}")
    offered(city, name=f"Lou Ash{number}")
    sent(city, name=f"May Ash{number}")
    arranging(city, name=f"Ned Ash{number}")
    elaine(city, name=f"Ola Ash{number}")
    return in_place(city, name=f"Pat Ash{number}")


def count_queries(city: City, pages: dict[str, tuple[str, str]]) -> dict[str, int]:
    found = {}
    for name, (url, user) in pages.items():
        client = city.client(ROLE_OF.get(user, user))
        client.get(url)  # queries that a process runs once are not the page's
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200, name
        found[name] = len(queries)
    return found


def test_no_page_runs_more_queries_for_many_people(city: City, one_of_each: Plan) -> None:
    pages = {**twenty_pages(one_of_each.person_id, one_of_each.pathway_id), **OTHER_PAGES}
    few = count_queries(city, pages)
    for number in range(1, MANY + 1):
        one_at_every_stage(city, number)
    many = count_queries(city, pages)
    more = {name: (few[name], many[name]) for name in pages if many[name] != few[name]}
    assert not more, f"These pages run queries for each person (before, after): {more}. Fetch what they show at once."


@pytest.fixture
def one_of_each(city: City) -> Plan:
    """Add Mary, who may open her own record, and a person at every other stage."""
    plan = in_place(city, own=True, name="Mary Firth")
    one_at_every_stage(city, 0)
    return plan
