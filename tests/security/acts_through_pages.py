"""Stopping to share, and making a link, through the pages that people use."""

import re
from datetime import date
from typing import Any

from django.urls import reverse

from locallinks.foundation.people.models import Person, SharingAgreement
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways.models import Pathway
from tests.kit import City
from tests.security.form_filling import fill_in


def post(city: City, role: str, page: str, **answers: Any) -> Any:
    client = city.client(role)
    opened = client.get(page)
    assert opened.status_code == 200, (role, page, opened.status_code)
    sent = client.post(page, fill_in(opened.content.decode(), "As agreed.") | answers)
    assert sent.status_code == 303, sent.content.decode()[-3000:]
    return sent


def day(name: str, value: date) -> dict[str, Any]:
    return {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}


def withdraw(city: City, person: Person, role: str = "social_worker") -> None:
    with acting_as(city.viewer("social_worker")):
        agreement = SharingAgreement.objects.filter(person=person, purpose="planning").latest("pk")
    post(city, role, reverse("pathways:stop_sharing", kwargs={"person_id": person.pk, "agreement_id": agreement.pk}))


def link_to_plan(city: City, pathway: Pathway, role: str = "support_planner") -> str:
    """Make a link to the plan on its page; return its URL."""
    answer = city.client(role)
    page = reverse("plans:create_link", kwargs={"pathway_id": pathway.pk})
    opened = answer.get(page)
    assert opened.status_code == 200
    sent = answer.post(page, fill_in(opened.content.decode(), "Nosy") | {"to_name": "Carol Firth"})
    found = re.search(r"/with/[^/]+/plan/", sent.content.decode())
    assert found
    return found.group()
