"""Urgent support asked for by several at once: in a database of its own, where rows are truly kept (finding M13)."""

import threading
import uuid
from collections.abc import Callable

from django.db import connections
from django.test import Client

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.scope import acting_as
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.tests.pages import agreed, day, text
from locallinks.personal.pathways.models import Pathway
from tests.kit import City, make_person, pathway_in

URGENT = {"what": "Somebody overnight", "reason": "Her carer is in hospital", "price_pence": "100"}


def sent(token: str = "", **more: str) -> dict[str, str]:
    known = {"submission": token or str(uuid.uuid4())}
    return {**agreed(), **URGENT, **day("starts_on", clock.today()), **known, **more}


def at(pathway: Pathway) -> str:
    return f"/pathways/{pathway.pk}/arranging/urgent/"


def made(city: City, pathway: Pathway) -> int:
    with acting_as(city.viewer("social_worker")):
        return Arrangement.objects.filter(pathway=pathway, line=None).count()


def all_at_once(*jobs: Callable[[], int]) -> list[int]:
    """They wait for each other before they begin; what each came to."""
    found: list[int] = []
    gate = threading.Barrier(len(jobs))

    def run(job: Callable[[], int]) -> None:
        try:
            gate.wait(timeout=60)
            found.append(job())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(found)


def sender(client: Client, address: str, data: dict[str, str]) -> Callable[[], int]:
    return lambda: client.post(address, data).status_code


def test_m13_four_urgent_starts_at_once_leave_one(own_city: City) -> None:
    pathway = pathway_in(own_city, make_person(own_city), "assessing")
    people = ["social_worker", "social_worker", "social_worker2", "social_worker2"]
    codes = all_at_once(*[sender(own_city.client(role), at(pathway), sent()) for role in people])
    assert made(own_city, pathway) == 1
    assert codes == [303, 422, 422, 422]


def test_m13_the_same_form_four_times_at_once_leaves_one(own_city: City) -> None:
    pathway = pathway_in(own_city, make_person(own_city), "assessing")
    token = str(uuid.uuid4())
    codes = all_at_once(*[sender(own_city.client("social_worker"), at(pathway), sent(token)) for _ in range(4)])
    assert made(own_city, pathway) == 1
    assert codes == [303] * 4


def test_m13_another_urgent_start_is_asked_about_first(city: City) -> None:
    pathway = pathway_in(city, make_person(city), "assessing")
    client = city.client("social_worker")
    assert "another" not in text(client.get(at(pathway)))
    assert client.post(at(pathway), sent()).status_code == 303
    page = text(client.get(at(pathway)))
    assert "Joan Ellis" in page
    assert 'name="another"' in page
    refused = client.post(at(pathway), sent(what="Meals at night"))
    assert refused.status_code == 422
    assert "This runs already: Somebody overnight, from Joan Ellis" in text(refused)
    assert "Meals at night" in text(refused)
    assert client.post(at(pathway), sent(what="Meals at night", another="on")).status_code == 303
    assert made(city, pathway) == 2
