"""A concern names its alleged source, who finds it nowhere, however the name was written.

Source: docs/findings.md, H5; docs/rules/care-act.md 9, "not visible to alleged source". The readers of
a concern are a list of users (concerns/migrations/0002_guard.py), so that no spelling of a name lets anybody in.
"""

import re
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from locallinks.foundation.concerns.models import Concern
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import City, make_person
from tests.security.person_tables import value

WAYS = (
    "Ruth Adeyemi",
    "Ruth Adeyemi, my social worker",
    "RUTH ADEYEMI",
    "Ruth-Adeyemi",
    "Ruth\u00a0Adeyemi",
    "Ruth",
    "Mrs Adeyemi",
    "R. Adeyemi",
    "Ruth A. Adeyemi",
    "Adeyemi Ruth",
    "Ruth Adeyami",
    "Rúth Adeyemi",
    "RuthAdeyemi",
    "",
)
MARK = "Quillwort"
TOLD: dict[str, Any] = {
    "danger_now": "yes",
    "kinds": ["physical"],
    "wants": "",
    "person_knows": "yes",
    "safe_to_contact": "no",
    "safe_how": "",
    "source_organisation": "",
    "said_by": "",
}
DECISION = {
    "has_needs": "yes",
    "at_risk": "yes",
    "cannot_protect": "yes",
    "decision": "enquiry",
    "reasons": "Seen.",
    "version": "0",
}
TABLES = ("concerns_concern", "concerns_concerndecision", "concerns_concernoutcome", "concerns_concernreader")


@pytest.fixture
def mary(city: City) -> Person:
    return make_person(city, own=True)


def post(client: Client, page: str, data: dict[str, Any]) -> HttpResponse:
    return client.post(page, {"submission": str(uuid.uuid4()), **data})


def text(response: HttpResponse) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())


def pages(mary: Person) -> tuple[str, ...]:
    about_her = (f"/people/{mary.pk}/{part}" for part in ("", "timeline/", "looks/", "safety/", "record/"))
    return ("/", "/?format=csv", "/work/", "/messages/", "/people/", "/search/?q=quillwort", *about_her)


def met(city: City, role: str, mary: Person) -> dict[str, str]:
    """Return what every page shows them, without the number of reads of her record."""
    client = city.client(role)
    return {page: text(client.get(page)) for page in pages(mary) if "looks" not in page and "record" not in page}


def concern_with(city: City, words: str) -> Concern:
    with acting_as(city.viewer("safeguarding_lead")):
        return Concern.objects.get(what_happened=words)


def check_no_list_tells(city: City, role: str, mary: Person) -> None:
    client = city.client(role)
    for page in ("/worries/", "/worries/?show=waiting", "/worries/?show=enquiring", "/worries/?format=csv"):
        assert "Mary Firth" not in text(client.get(page)), f"{role} reads it on {page}"
    for page in pages(mary):
        body = text(client.get(page))
        for words in (MARK, "a worry about safety", "safeguarding concern"):
            assert words not in body, f"{role} reads {words} on {page}"


def check_it_is_nowhere(city: City, role: str, concern: Concern, way: str) -> None:
    client, there = city.client(role), f"/worries/{concern.pk}/"
    never = f"/worries/{uuid.uuid4()}/"
    for part in ("", "decision/", "end/", "open/"):
        answer, of_none = client.get(there + part), client.get(never + part)
        assert answer.status_code == of_none.status_code in {403, 404}, f"{role} named {way!r}: {part}"
        assert text(answer).replace(str(concern.pk), "") == text(of_none).replace(never[9:-1], ""), f"{way!r}: {part}"
        assert post(client, there + part, DECISION).status_code in {403, 404, 405}, f"{role} named {way!r}: {part}"


def check_the_database_shows_nothing(city: City, role: str) -> None:
    with acting_as(city.viewer(role)):
        for table in TABLES:
            assert value(f"select count(*) from {table}") == 0, f"{role} {table}"
        assert value("select count(*) from audit_entry where purpose = 'concern'") == 0, role
        assert value("select count(*) from outbox_message where purpose = 'concern'") == 0, role


def test_h5_whoever_is_named_in_any_way_finds_it_nowhere(city: City, mary: Person) -> None:
    """A concern for each spelling of a name, first raised, then looked into."""
    named, before = "social_worker", met(city, "social_worker", mary)
    told = {way: f"{MARK} on both arms, and Ruth Adeyemi did it ({number})." for number, way in enumerate(WAYS)}
    for way, words in told.items():
        sent = {**TOLD, "what_happened": words, "source_name": way}
        assert post(city.client("person"), f"/people/{mary.pk}/worry/", sent).status_code == 303, way
    check_no_list_tells(city, named, mary)
    check_the_database_shows_nothing(city, named)
    lead = city.client("safeguarding_lead")
    for way, words in told.items():
        concern = concern_with(city, words)
        check_it_is_nowhere(city, named, concern, way)
        assert words in text(lead.get(f"/worries/{concern.pk}/")), way
        assert post(lead, f"/worries/{concern.pk}/decision/", DECISION).status_code == 303, way
        check_it_is_nowhere(city, named, concern, way)
    check_no_list_tells(city, named, mary)
    check_the_database_shows_nothing(city, named)
    assert met(city, named, mary) == before, "no count, no gap, no total is another than before"
