"""The same thing done at the same moment by several: in a database of its own, where rows are truly kept."""

import uuid
from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.models import Arrangement, Quote
from locallinks.personal.brokerage.tests.builders import ask, elaine_arranging
from locallinks.personal.brokerage.tests.page_helpers import agreed, day, text
from locallinks.personal.pathways.models import Pathway
from tests.concurrency import hold_rows, run_concurrently
from tests.kit import NOW, City, make_person, pathway_in


def test_l1_six_answers_at_once_by_one_link_keep_one(own_city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)  # the link is of that day, and works for 14 days
    plan = elaine_arranging(own_city)
    sent = ask(own_city, plan)[0]
    today = clock.today()
    said = {
        "by_name": "Tom Harker",
        "can_help": "yes",
        "price_pence": "273",
        "minutes_per_week": "14",
        "from_on-day": today.day,
        "from_on-month": today.month,
        "from_on-year": today.year,
    }

    def answer() -> int:
        page = f"/with/{sent.token}/price/"
        return Client().post(page, {**said, "submission": str(uuid.uuid4())}).status_code

    connections["default"].close()
    with hold_rows(f"select 1 from people_invitation where record_id = {sent.request.pk} for update") as let_go:
        codes = run_concurrently(answer, 6, let_go)
    with acting_as(own_city.viewer("support_planner")):
        assert Quote.objects.filter(request=sent.request).count() == 1
    assert sorted(codes) == [303, *[422] * 5]


URGENT = {"what": "Somebody overnight", "reason": "Her carer is in hospital", "price_pence": "100"}


def sent(token: str = "", **more: str) -> dict[str, str]:
    known = {"submission": token or str(uuid.uuid4())}
    return {**agreed(), **URGENT, **day("starts_on", clock.today()), **known, **more}


def at(pathway: Pathway) -> str:
    return f"/pathways/{pathway.pk}/arranging/urgent/"


def made(city: City, pathway: Pathway) -> int:
    with acting_as(city.viewer("social_worker")):
        return Arrangement.objects.filter(pathway=pathway, line=None).count()


def all_at_once(pathway: Pathway, *jobs: Callable[[], int]) -> list[int]:
    """What each came to, in order of size. They wait at the way through until all are there."""
    left = iter(jobs)
    with hold_rows(f"select 1 from pathways_pathway where id = {pathway.pk} for update") as let_go:
        return sorted(run_concurrently(lambda: next(left)(), len(jobs), let_go))


def sender(client: Client, address: str, data: dict[str, str]) -> Callable[[], int]:
    return lambda: client.post(address, data).status_code


def test_m13_four_urgent_starts_at_once_leave_one(own_city: City) -> None:
    pathway = pathway_in(own_city, make_person(own_city), "assessing")
    people = ["social_worker", "social_worker", "social_worker2", "social_worker2"]
    codes = all_at_once(pathway, *[sender(own_city.client(role), at(pathway), sent()) for role in people])
    assert made(own_city, pathway) == 1
    assert codes == [303, 422, 422, 422]


def test_m13_the_same_form_four_times_at_once_leaves_one(own_city: City) -> None:
    pathway = pathway_in(own_city, make_person(own_city), "assessing")
    token = str(uuid.uuid4())
    codes = all_at_once(pathway, *[sender(own_city.client("social_worker"), at(pathway), sent(token))] * 4)
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
