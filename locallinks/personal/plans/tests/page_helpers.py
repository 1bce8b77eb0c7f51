"""Helpers to open pages and send their forms."""

import re
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


def shown(page: str) -> str:
    """Return the version that the form of a page sends."""
    (version,) = re.findall(r'name="version"[^>]*value="(\d+)"', page)
    return version


def version_on(client: Client, address: str) -> str:
    return shown(text(client.get(address)))
