"""The API from outside: with a key and without, what it takes, what it refuses, and what it says."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.exchange import api as exchange_api
from locallinks.personal.exchange.actions.connections import end_connection, make_connection
from locallinks.personal.exchange.api import LARGEST_BODY, PROBLEM, api
from locallinks.personal.exchange.models import Connection, InboundRecord
from locallinks.personal.exchange.queries.connections import connection_by_key
from locallinks.personal.exchange.tests.builders import CONTACT, PERSON, connect
from tests.kit import NOW, City, add_user, make_person

ROOT = "/api/exchange/v1"
DESCRIPTION = Path(__file__).parents[4] / "docs" / "operations" / "exchange-openapi.json"


class Caller:
    """Another system, with its key."""

    def __init__(self, key: str) -> None:
        self.key = key

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    def put(self, path: str, body: Any, content_type: str = "application/json") -> HttpResponse:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return Client(headers=self.headers()).put(f"{ROOT}{path}", data, content_type=content_type)

    def get(self, path: str) -> HttpResponse:
        return Client(headers=self.headers()).get(f"{ROOT}{path}")


@pytest.fixture
def key(city: City) -> str:
    return connect(city)[1]


@pytest.fixture
def caller(key: str) -> Caller:
    return Caller(key)


def problem(response: HttpResponse) -> dict[str, Any]:
    assert response["Content-Type"] == PROBLEM
    assert response["Cache-Control"] == "private, no-store"
    body: dict[str, Any] = json.loads(response.content)
    assert body["status"] == response.status_code
    assert {"type", "title", "detail", "code"} <= set(body)
    return body


def people(city: City) -> int:
    with acting_as(city.viewer("social_worker")):
        return Person.objects.count()


def test_somebody_is_sent_and_sent_again(city: City, caller: Caller) -> None:
    first = caller.put("/people/P-1", PERSON)
    assert first.status_code == 200
    body = json.loads(first.content)
    assert body == {
        "kind": "people",
        "reference": "P-1",
        "state": "applied",
        "person": body["person"],
        "why": [],
    }
    again = caller.put("/people/P-1", PERSON)
    assert (again.status_code, again.content) == (200, first.content)
    assert caller.get("/people/P-1").content == first.content
    assert people(city) == 1


def test_what_does_not_fit_is_202_and_never_tells_what_is_here(city: City, caller: Caller) -> None:
    make_person(city, "Nora Quill", phone="0113 496 0166")
    response = caller.put("/people/P-1", PERSON)
    assert response.status_code == 202
    body = json.loads(response.content)
    assert (body["state"], body["person"], body["why"][0]["code"]) == ("waiting", None, "alike")
    assert b"0113 496 0166" not in response.content
    assert json.loads(caller.put("/contacts/C-1", CONTACT).content)["why"][0]["code"] == "unknown_person"


@pytest.mark.parametrize("key_sent", ["", "x", "ll_" + "x" * 43, "\u00e9", "a b"])
def test_without_a_key_that_opens_nothing_is_read(city: City, key: str, key_sent: str) -> None:
    for path in ("/people/P-1", "/out"):
        response = Caller(key_sent).get(path)
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Bearer"
        assert problem(response)["code"] == "key"
    assert Caller(key_sent).put("/people/P-1", PERSON).status_code == 401
    assert people(city) == 0


def test_a_session_is_no_key(city: City, key: str) -> None:
    """Whoever is signed in at a page opens nothing here, so no page of another site can use them."""
    assert city.client("social_worker").get(f"{ROOT}/out").status_code == 401


def test_an_ended_key_opens_nothing(city: City, caller: Caller) -> None:
    with acting_as(city.viewer("administrator")) as viewer:
        end_connection(viewer=viewer, connection_id=Connection.objects.get().pk, at=NOW.replace(year=2030))
    assert problem(caller.put("/people/P-1", PERSON))["code"] == "key"


@pytest.mark.parametrize(("days", "status"), [(1, 404), (0, 401), (-1, 401)])
def test_a_key_ends_by_itself_and_says_so(city: City, caller: Caller, days: int, status: int) -> None:
    day = clock.today() + timedelta(days=days)
    Connection.objects.update(ends_on=day)
    response = caller.get("/people/P-1")
    assert response.status_code == status
    if status == 401:
        told = problem(response)
        assert (told["code"], response["WWW-Authenticate"]) == ("key_over", "Bearer")
        assert f"{day:%-d %B %Y}" in told["detail"]
        assert problem(Caller("ll_never-given").get("/people/P-1"))["code"] == "key"
        with acting_as(city.viewer("administrator")) as viewer:
            end_connection(viewer=viewer, connection_id=Connection.objects.get().pk, at=clock.now())
        assert problem(caller.get("/people/P-1"))["code"] == "key"


def test_another_councils_people_stay_unknown(city: City, caller: Caller) -> None:
    """The same reference, name and number of another council's person: not found, not told, not changed."""
    caller.put("/people/P-1", PERSON)
    add_user(city, "their_administrator", Role.ADMINISTRATOR, city.other_council)
    with acting_as(city.viewer("their_administrator")) as viewer:
        _, their_key = make_connection(viewer=viewer, name="Theirs", at=clock.now())
    theirs = Caller(their_key)
    assert problem(theirs.get("/people/P-1"))["code"] == "unknown"
    assert json.loads(theirs.put("/people/P-1", PERSON).content)["state"] == "applied"
    assert json.loads(theirs.get("/out").content)["entries"] == []
    assert people(city) == 1


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"full_name=Nora", "application/x-www-form-urlencoded", 415, "content_type"),
        (b"{}", "text/plain", 415, "content_type"),
        (b'{"full_name": "Nora"', "application/json", 400, "json"),
        (b"\xff\xfe", "application/json", 400, "json"),
        (b"[" * 5000, "application/json", 400, "json"),
        (b'{"full_name": NaN}', "application/json", 400, "json"),
        (b'{"full_name": "Nora", "full_name": "Tom"}', "application/json", 400, "json"),
        (b"[1]", "application/json", 400, "json"),
        (b'"x"', "application/json", 400, "json"),
        (b'{"full_name": "' + b"x" * LARGEST_BODY + b'"}', "application/json", 413, "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(
    city: City, caller: Caller, body: bytes, content_type: str, status: int, code: str
) -> None:
    response = caller.put("/people/P-1", body, content_type)
    assert response.status_code == status
    assert problem(response)["code"] == code
    with acting_as(city.viewer("social_worker")):
        assert not InboundRecord.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"full_name": "Nora\x00"}, "full_name"),
        ({"odd": "x"}, "odd"),
        ({"nhs_number": "1"}, "nhs_number"),
        ({"full_name": None}, "full_name"),
        ({"full_name": {"a": ["\ud800"]}}, "full_name"),
        ({"odd\x00": "\ud800"}, "odd\x00"),
    ],
)
def test_a_row_that_cannot_be_taken_names_its_fields_and_waits_for_somebody(
    city: City, caller: Caller, change: dict[str, Any], field: str
) -> None:
    response = caller.put("/people/P-1", {**PERSON, **change})
    assert response.status_code == 422
    assert [one["field"] for one in problem(response)["errors"]] == [field]
    with acting_as(city.viewer("social_worker")):
        assert InboundRecord.objects.get().codes == {"not_understood"}
    assert people(city) == 0
    assert json.loads(caller.put("/people/P-1", PERSON).content)["state"] == "applied"


@pytest.mark.parametrize("reference", ["a%20b", "-x", "x" * 61, "%00", "%C2%B2", "%3Cb%3E"])
def test_a_reference_of_other_signs_is_refused(caller: Caller, reference: str) -> None:
    assert problem(caller.put(f"/people/{reference}", PERSON))["code"] == "reference"
    assert caller.get(f"/people/{reference}").status_code == 404


@pytest.mark.parametrize(
    "query", ["since=x", "since=-1", "since=%C2%B2", "limit=0", "limit=101", "limit=x", "since=%00"]
)
def test_the_feed_refuses_an_odd_page(caller: Caller, query: str) -> None:
    assert problem(caller.get(f"/out?{query}"))["errors"]


def test_the_feed_is_empty_and_stays_where_it_is(caller: Caller) -> None:
    assert json.loads(caller.get("/out?since=7").content) == {"entries": [], "next": 7, "more": False}


def test_a_loop_gone_wrong_is_held_back(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    known = connection_by_key
    monkeypatch.setattr(exchange_api, "connection_by_key", lambda **given: known(**given, most=1))
    caller.get("/out")
    response = caller.get("/out")
    if response.status_code == 200:  # the minute turned between the two
        response = caller.get("/out")
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 60
    assert problem(response)["code"] == "too_many"


def test_addresses_that_are_not_there_answer_plainly(caller: Caller) -> None:
    for path in ("/nothing", "/people/", "/people/a/b"):
        assert caller.get(path).status_code == 404
    assert Client().get("/api/").status_code == 404
    assert Client(headers=caller.headers()).post(f"{ROOT}/people/P-1", {}).status_code == 405


def test_the_description_is_served_and_the_one_in_docs_is_current() -> None:
    response = Client().get(f"{ROOT}/openapi.json")
    assert response.status_code == 200
    now = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{ROOT}/")))
    assert json.loads(response.content) == now
    assert json.loads(DESCRIPTION.read_text(encoding="utf-8")) == now, (
        "docs/operations/exchange-openapi.json is old: bin/locallinks exchange_description writes it anew"
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"full_name": "a\ud800b"}, "full_name"),
        ({"communication_needs": "x\udfff"}, "communication_needs"),
        ({"\udfffodd": "x"}, ""),
        ({"postcode": "\ud83d"}, "postcode"),
        ({"phone": "\ud83d"}, "phone"),
        ({"date_of_birth": "\ud83d"}, "date_of_birth"),
    ],
)
def test_l2_half_a_sign_is_refused_in_the_apis_own_words(
    city: City, caller: Caller, change: dict[str, Any], field: str
) -> None:
    """A lone surrogate is JSON, but no text: nothing can keep it, and nobody can be told it."""
    response = caller.put("/people/P-1", {**PERSON, **change})
    assert response.status_code == 422
    assert [one["field"] for one in problem(response)["errors"]] == [field]
    assert people(city) == 0
    with acting_as(city.viewer("social_worker")):
        assert InboundRecord.objects.get().codes == {"not_understood"}


@pytest.mark.parametrize(("kind", "row"), [("contacts", CONTACT), ("people", PERSON)])
def test_l2_in_any_field_at_all(city: City, caller: Caller, kind: str, row: dict[str, Any]) -> None:
    for field in row:
        response = caller.put(f"/{kind}/R-1", {**row, field: "\ud800"})
        assert response.status_code == 422, field
