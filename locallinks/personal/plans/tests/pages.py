"""How the tests of the pages open and send them."""

import uuid

from django.test import Client

from locallinks.personal.plans.models import Plan


def url(plan: Plan, page: str = "") -> str:
    return f"/pathways/{plan.pathway_id}/plan/{page}"


def text(response) -> str:
    return response.content.decode()


def post(client: Client, address: str, **data):
    return client.post(address, {"submission": str(uuid.uuid4()), **data})


def about(plan: Plan, **answers) -> dict:
    return {"version": plan.version, "what_matters": "", "about_me": "", "good_week": "", **answers}
