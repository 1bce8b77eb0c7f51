"""What the tests of the pages share: addresses, what is sent, and how many queries a page costs."""

import uuid
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.tests.builders import arrangements, titled
from locallinks.personal.plans.models import Plan
from tests.kit import City

LONG = "x" * 10_000


def at(plan: Plan, page: str = "") -> str:
    return f"/pathways/{plan.pathway_id}/arranging/{page}"


def text(response) -> str:
    return response.content.decode()


def post(client: Client, address: str, **data):
    return client.post(address, {"submission": str(uuid.uuid4()), **data})


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def agreed(**more) -> dict[str, str]:
    return {
        "provider_name": "Joan Ellis",
        "organisation_id": "",
        "price_pence": "0",
        "minutes_per_week": "2",
        "checks_seen": "A friend",
        **day("starts_on", clock.today()),
        **more,
    }


def rows_of(city: City, plan: Plan) -> list[Arrangement]:
    with acting_as(city.viewer("social_worker")):
        return list(Arrangement.objects.filter(pathway=plan.pathway_id))


def line(city: City, plan: Plan, start: str = "Joan visits") -> str:
    return at(plan, f"{titled(city, plan, start)}/")


def ending(city: City, plan: Plan, what: str = "Joan visits for tea and a walk") -> str:
    return at(plan, f"{arrangements(city, plan)[what].pk}/end/")


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)
