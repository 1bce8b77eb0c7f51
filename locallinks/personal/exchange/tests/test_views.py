"""The pages: the queue and its decisions, files in and out, and the administrator's connections."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.exchange.models import Connection, InboundRecord
from locallinks.personal.exchange.tests.builders import CONTACT, PERSON, close_one, connect, send
from tests.kit import City, make_person
from tests.stored_sessions import all_session_data


def text(response: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def token() -> dict[str, str]:
    import uuid

    return {"submission": str(uuid.uuid4())}


@pytest.fixture
def connection(city: City) -> Connection:
    return connect(city)[0]


@pytest.fixture
def worker(city: City) -> Client:
    return city.client("social_worker")


class TestQueue:
    def test_it_lists_what_waits_with_why_and_a_file(self, city: City, connection: Connection, worker: Client) -> None:
        make_person(city, "Nora Quill")
        send(connection, "people", "P-1", PERSON)
        page = worker.get("/exchange/")
        assert "To decide (1)" in text(page)
        assert "Nora Quill" in text(page)
        assert "This may be somebody who is here: The same name." in text(page)
        file = worker.get("/exchange/?format=csv").content.decode()
        assert "P-1,Somebody’s details,Social care records,Nora Quill," in file

    def test_empty_it_says_what_will_be_here(self, city: City, worker: Client) -> None:
        assert "Nothing is waiting here" in text(worker.get("/exchange/"))
        assert "Nothing here yet" in text(worker.get("/exchange/?show=left_out"))
        assert worker.get("/exchange/?show=%00&page=x").status_code == 200

    def test_another_councils_row_is_not_there(self, city: City, connection: Connection) -> None:
        record = send(connection, "contacts", "C-1", CONTACT)
        client = city.client("other_social_worker")
        assert client.get(f"/exchange/rows/{record.pk}/").status_code == 404
        assert "C-1" not in text(client.get("/exchange/"))

    def test_as_many_queries_for_one_row_as_for_many(
        self, city: City, connection: Connection, worker: Client, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(6):
            send(connection, "contacts", f"C-{number}", CONTACT)
        with django_assert_max_num_queries(12):
            worker.get("/exchange/")

    def test_today_says_that_something_waits(self, city: City, connection: Connection, worker: Client) -> None:
        assert "Rows to decide" not in text(worker.get("/"))
        send(connection, "contacts", "C-1", CONTACT)
        assert "Rows to decide: 1" in text(worker.get("/"))
        told = city.client("administrator").get("/")
        assert "Rows to decide" not in text(told), "who decides nothing, and opens nobody's record"
        assert 'href="/exchange/connections/"' in told.content.decode()
        assert "Rows to decide" not in text(city.client("other_social_worker").get("/"))


class TestDeciding:
    def test_who_it_may_be_stands_beside_what_was_sent_and_each_look_is_written_down(
        self, city: City, connection: Connection, worker: Client
    ) -> None:
        here = make_person(city, "Nora Quill", phone="0113 496 0177")
        record = send(connection, "people", "P-1", PERSON)
        page = worker.get(f"/exchange/rows/{record.pk}/")
        assert "Somebody here: Nora Quill" in text(page)
        assert "They are somebody new: start a record" in text(page)
        with acting_as(city.viewer("social_worker")):
            looks = Entry.objects.filter(person_id=here.pk, verb="looked at what another system sent")
            assert looks.count() == 1

    def test_joined_and_then_what_differs(self, city: City, connection: Connection, worker: Client) -> None:
        here = make_person(city, "Nora Quill", phone="0113 496 0177")
        path = f"/exchange/rows/{send(connection, 'people', 'P-1', PERSON).pk}/"
        response = worker.post(path, {"choice": "join", "person_id": here.pk, "reason": "", "version": "", **token()})
        assert (response.status_code, response["Location"]) == (303, path)
        page = worker.get(path)
        assert "What is not the same" in text(page)
        assert "0113 496 0177" in text(page)
        response = worker.post(path, {"choice": "ours", "reason": "I asked her.", "version": "", **token()})
        assert response["Location"] == "/exchange/"
        page = worker.get(path)
        assert "What is here stays" in text(page)
        assert "Ruth Adeyemi kept what is here" in text(page)
        assert "Save what you decided" not in text(page)

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({}, "What shall we do with this"),
            ({"choice": "join"}, "Choose who it is about"),
            ({"choice": "join", "person_id": "²"}, "from the list"),
            ({"choice": "leave_out"}, "Say why this is left out"),
            ({"choice": "ours"}, "What shall we do with this"),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_changes(
        self, city: City, connection: Connection, worker: Client, data: dict[str, str], words: str
    ) -> None:
        make_person(city, "Nora Quill")
        record = send(connection, "people", "P-1", PERSON)
        response = worker.post(f"/exchange/rows/{record.pk}/", {**data, **token()})
        assert response.status_code == 422
        assert words in text(response)
        with acting_as(city.viewer("social_worker")):
            assert InboundRecord.objects.get().is_waiting

    def test_what_came_again_meanwhile_is_shown(self, city: City, connection: Connection, worker: Client) -> None:
        make_person(city, "Nora Quill")
        record = send(connection, "people", "P-1", PERSON)
        send(connection, "people", "P-1", PERSON, phone="0113 496 0192")
        data = {"choice": "theirs", "version": record.version, **token()}
        assert worker.post(f"/exchange/rows/{record.pk}/", data).status_code == 409

    def test_what_the_room_below_refuses_is_said(self, city: City, connection: Connection, worker: Client) -> None:
        record = send(connection, "contacts", "C-1", CONTACT)
        response = worker.post(f"/exchange/rows/{record.pk}/", {"choice": "theirs", **token()})
        assert response.status_code == 422
        assert "Nobody here has the reference P-1 yet" in text(response)


class TestFiles:
    def upload(self, client: Client, connection: Connection, body: bytes, name: str = "people.csv") -> HttpResponse:
        file = SimpleUploadedFile(name, body, content_type="text/csv")
        return client.post("/exchange/send/", {"connection": connection.pk, "file": file, **token()})

    def test_a_file_is_taken_in_row_by_row(self, city: City, connection: Connection, worker: Client) -> None:
        make_person(city, "Nora Quill")
        body = b"reference,full_name\nP-1,Nora Quill\nP-2,Ann Ash\nP-3,\n,Lost\n"
        answer = self.upload(worker, connection, body)
        assert answer.status_code == 200
        page = text(answer)
        assert "4 rows read. Taken in, or here already: 1. Waiting for somebody to decide: 2. Not kept: 1." in page
        assert "Send a reference" in page
        assert "Send a reference" not in all_session_data(), "what was in the file lies in the session (M9)"
        assert "rows read" not in text(worker.get("/exchange/send/")), "told once"
        with acting_as(city.viewer("social_worker")):
            assert Person.objects.filter(full_name="Ann Ash").count() == 1
            assert Entry.objects.filter(verb="started the record", actor_name="Ruth Adeyemi").count() == 2
        self.upload(worker, connection, body)
        with acting_as(city.viewer("social_worker")):
            assert Person.objects.filter(full_name="Ann Ash").count() == 1

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            (b"", "This file is empty"),
            (b"\xff\xfe\x00x", "UTF-8"),
            (b"a,b\n1,2\n", "headings"),
            (b"reference,full_name\n" + b"P-1,x\n" * 200_000, "1 MB or less"),
        ],
    )
    def test_a_file_that_cannot_be_read_changes_nothing(
        self, city: City, connection: Connection, worker: Client, body: bytes, words: str
    ) -> None:
        response = self.upload(worker, connection, body)
        assert response.status_code == 422
        assert words in text(response)
        with acting_as(city.viewer("social_worker")):
            assert not InboundRecord.objects.exists()

    def test_nothing_connected_says_whom_to_ask(self, city: City, worker: Client) -> None:
        assert "No other system is connected" in text(worker.get("/exchange/send/"))
        response = worker.post("/exchange/send/", {"connection": "1", **token()})
        assert response.status_code == 422

    def test_what_goes_out_as_a_file(self, city: City, connection: Connection, worker: Client) -> None:
        person = close_one(city, "Person One")
        assert "Nothing went out yet" in text(worker.get("/exchange/out/"))
        for kind in ("json", "csv"):
            response = worker.post("/exchange/out/", {"since": "0", "file_type": kind, **token()})
            file = worker.get(response["Location"])
            assert "attachment" in file["Content-Disposition"]
            assert f"LL-P{person.pk}" in file.content.decode()
        assert json.loads(worker.get("/exchange/out/?format=json&since=²").content)["entries"]
        assert "So far 1 went out" in text(worker.get("/exchange/out/"))


class TestConnections:
    def test_the_key_is_shown_once(self, city: City) -> None:
        client = city.client("administrator")
        assert "None yet. Connect the first one." in text(client.get("/exchange/connections/"))
        page = client.post("/exchange/connections/new/", {"name": "Social care records", **token()})
        assert page.status_code == 200
        key = re.search(r"ll_[\w-]+", re.sub(r"<wbr>", "", page.content.decode()))
        assert key
        assert "no-store" in page["Cache-Control"]
        found = Client(headers={"Authorization": f"Bearer {key[0]}"}).get("/api/exchange/v1/out")
        assert found.status_code == 200
        later = f"/exchange/connections/{Connection.objects.get().pk}/key/"
        assert "shown once" in text(client.get(later))
        assert key[0] not in client.get(later).content.decode()

    def test_m9_the_key_is_in_no_session(self, city: City) -> None:
        page = city.client("administrator").post("/exchange/connections/new/", {"name": "Records", **token()})
        key = re.search(r"ll_[\w-]+", re.sub(r"<wbr>", "", page.content.decode()))
        assert key
        assert key[0] not in all_session_data()
        assert "exchange key" not in all_session_data()

    def test_it_counts_and_names_nobody(self, city: City, connection: Connection) -> None:
        make_person(city, "Nora Quill")
        send(connection, "people", "P-1", PERSON)
        client = city.client("administrator")
        page = text(client.get("/exchange/connections/"))
        assert "1, since" in page
        assert "Nora" not in page
        assert "Social care records" in client.get("/exchange/connections/?format=csv").content.decode()

    def test_ended_it_stays_on_the_list(self, city: City, connection: Connection) -> None:
        client = city.client("administrator")
        path = f"/exchange/connections/{connection.pk}/end/"
        assert "Its key stops working at once" in text(client.get(path))
        assert client.post(path, token())["Location"] == "/exchange/connections/"
        assert "by Ada Pell" in text(client.get("/exchange/connections/"))
        assert client.post(path, token()).status_code == 422


@pytest.mark.parametrize(("days", "words"), [(31, None), (30, "ends on"), (0, "ended on")])
def test_the_page_warns_in_the_last_days_of_a_key(city: City, days: int, words: str | None) -> None:
    day = clock.today() + timedelta(days=days)
    connect(city)
    Connection.objects.update(ends_on=day)
    page = city.client("administrator").get("/exchange/connections/").content.decode()
    assert f"{day.day} {day:%B %Y}" in page
    assert (f"The key of Social care records {words} {day.day} {day:%B %Y}" in page) == (words is not None)
    assert ("Connect it anew" in page) == (words is not None)
