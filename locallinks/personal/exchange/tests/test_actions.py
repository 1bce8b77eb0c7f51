"""Who connects, and how somebody is taken in: once, or waiting with why; nothing typed here is written over."""

from datetime import timedelta
from typing import Any

import pytest

from locallinks.foundation.accounts.models import User
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.actions.records import change_details
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.exchange.actions.connections import end_connection, make_connection
from locallinks.personal.exchange.models import Connection, InboundRecord, InboundRecordStep
from locallinks.personal.exchange.queries.connections import connection_by_key, viewer_of
from locallinks.personal.exchange.queries.inbound import open_record, response_to
from locallinks.personal.exchange.tests.builders import (
    PERSON,
    as_council,
    codes,
    connect,
    person_of,
    send,
    settle,
)
from locallinks.personal.referrals.actions.referral_and_advice import refer
from tests.kit import NOW, TODAY, City, make_person


@pytest.fixture
def connection(city: City) -> Connection:
    return connect(city)[0]


class TestConnecting:
    def test_the_administrator_connects_and_the_key_is_kept_only_as_a_digest(self, city: City) -> None:
        connection, key = connect(city)
        assert connection.home == city.council
        assert key.startswith("ll_")
        assert key not in str(Connection.objects.values().get())
        account = connection.account
        assert not account.is_active
        assert not account.has_usable_password()
        with as_council(city):
            assert Entry.objects.filter(verb="connected Social care records", actor_name="Ada Pell").exists()

    @pytest.mark.parametrize("role", ["social_worker", "finance", "support_planner", "provider"])
    def test_nobody_else_connects(self, city: City, role: str) -> None:
        with acting_as(city.viewer(role)) as viewer, pytest.raises(NotAllowed):
            make_connection(viewer=viewer, name="Mine", at=NOW)

    def test_it_needs_a_name_that_is_free(self, city: City, connection: Connection) -> None:
        with acting_as(city.viewer("administrator")) as viewer:
            for name, code in ((" ", ""), (connection.name, "name_taken")):
                with pytest.raises(DomainError) as refused:
                    make_connection(viewer=viewer, name=name, at=NOW)
                assert refused.value.problems[0].field == "name"
                assert refused.value.problems[0].code == code
        assert User.objects.filter(email__endswith="@exchange.invalid").count() == 1

    def test_an_ended_connection_opens_nothing_and_its_name_is_free_again(self, city: City) -> None:
        connection, key = connect(city)
        assert connection_by_key(key=key, at=NOW) is not None
        with acting_as(city.viewer("administrator")) as viewer:
            end_connection(viewer=viewer, connection_id=connection.pk, at=NOW + timedelta(hours=1))
            with pytest.raises(DomainError, match="ended already"):
                end_connection(viewer=viewer, connection_id=connection.pk, at=NOW)
        assert connection_by_key(key=key, at=NOW) is None
        connection.refresh_from_db()
        with pytest.raises(NotAllowed):
            send(connection, "people", "P-1", PERSON)
        connect(city)

    def test_another_councils_administrator_cannot_end_it(self, city: City, connection: Connection) -> None:
        from tests.kit import add_user

        add_user(city, "other_administrator", Role.ADMINISTRATOR, city.other_council)
        with acting_as(city.viewer("other_administrator")) as viewer, pytest.raises(NotAllowed):
            end_connection(viewer=viewer, connection_id=connection.pk, at=NOW)

    def test_a_key_that_asks_too_often_waits(self, city: City) -> None:
        _, key = connect(city)
        waits = [connection_by_key(key=key, at=NOW, most=2) for _ in range(3)]
        assert [one.wait_seconds if one else None for one in waits] == [0, 0, 61 - NOW.second]
        later = connection_by_key(key=key, at=NOW + timedelta(minutes=1), most=2)
        assert later is not None
        assert later.wait_seconds == 0

    def test_its_hat_opens_nothing_anywhere_else(self, city: City, connection: Connection) -> None:
        mary = make_person(city)
        with acting_as(viewer_of(connection)) as viewer:
            with pytest.raises(NotAllowed):
                refer(
                    viewer=viewer,
                    home=city.council,
                    person=mary,
                    told_by="x",
                    told_by_relation="y",
                    reason="z",
                    contact_basis="agreed",
                    at=NOW,
                )
            with pytest.raises(NotAllowed):
                change_details(viewer=viewer, person_id=mary.pk, version=1, at=NOW, phone="0113 496 0111")
            with pytest.raises(NotAllowed):
                open_record(viewer=viewer, record_id=1, page="x", at=NOW)


class TestPeople:
    def test_somebody_new_is_taken_in_and_the_mark_names_the_connection(
        self, city: City, connection: Connection
    ) -> None:
        record = send(connection, "people", "P-1", PERSON)
        assert record.state == "applied"
        nora = person_of(city, record)
        assert (nora.full_name, nora.preferred_name, nora.home) == ("Nora Quill", "Nora", city.council)
        assert nora.date_of_birth is not None
        with as_council(city):
            verbs = set(Entry.objects.filter(actor_name=connection.name).values_list("verb", flat=True))
        assert verbs == {"sent it", "started the record", "took it in"}

    def test_the_same_again_changes_nothing_and_answers_the_same(self, city: City, connection: Connection) -> None:
        first = send(connection, "people", "P-1", PERSON)
        again = send(connection, "people", "P-1", dict(reversed(PERSON.items())))
        assert response_to(again) == response_to(first)
        with as_council(city):
            assert Person.objects.count() == 1
            assert InboundRecordStep.objects.filter(record=first).count() == 2
            assert again.version == InboundRecord.objects.get().version

    def test_a_change_nobody_made_here_is_taken(self, city: City, connection: Connection) -> None:
        send(connection, "people", "P-1", PERSON)
        record = send(connection, "people", "P-1", PERSON, phone="0113 496 0191", email="nora@demo.example")
        assert record.state == "applied"
        nora = person_of(city, record)
        assert (nora.phone, nora.email) == ("0113 496 0191", "nora@demo.example")

    def test_what_is_left_empty_takes_nothing_away(self, city: City, connection: Connection) -> None:
        send(connection, "people", "P-1", PERSON)
        record = send(connection, "people", "P-1", PERSON, phone="", address="")
        assert record.state == "applied"
        assert person_of(city, record).phone == PERSON["phone"]

    def test_what_was_typed_here_is_never_written_over(self, city: City, connection: Connection) -> None:
        """The rest is taken; what differs waits for a person."""
        record = send(connection, "people", "P-1", PERSON)
        self._type_here(city, record, phone="0113 496 0150")
        record = send(connection, "people", "P-1", PERSON, phone="0113 496 0191", email="nora@demo.example")
        assert record.state == "waiting"
        assert record.due_on == TODAY + timedelta(days=2)
        assert [(one["field"], one["ours"], one["theirs"]) for one in record.conflicts] == [
            ("phone", "0113 496 0150", "0113 496 0191")
        ]
        nora = person_of(city, record)
        assert (nora.phone, nora.email) == ("0113 496 0150", "nora@demo.example")

    def _type_here(self, city: City, record: InboundRecord, **details: Any) -> None:
        with as_council(city) as viewer:
            version = Person.objects.get(pk=record.person_id).version
            change_details(viewer=viewer, person_id=record.person_id, version=version, at=NOW, **details)

    @pytest.mark.parametrize(("choice", "phone"), [("ours", "0113 496 0150"), ("theirs", "0113 496 0191")])
    def test_somebody_decides_and_is_not_asked_again(
        self, city: City, connection: Connection, choice: str, phone: str
    ) -> None:
        record = send(connection, "people", "P-1", PERSON)
        self._type_here(city, record, phone="0113 496 0150")
        record = send(connection, "people", "P-1", PERSON, phone="0113 496 0191")
        record = settle(city, record, choice)
        assert person_of(city, record).phone == phone
        assert not record.is_waiting
        record = send(connection, "people", "P-1", PERSON, phone="0113 496 0191", language="Polish")
        assert codes(record) == {"differs"}, "English stands here by default: only that is asked"
        assert [one["field"] for one in record.conflicts] == ["language"]
        assert person_of(city, record).phone == phone

    @pytest.mark.parametrize(
        ("here", "reasons"),
        [
            ({"full_name": "N Quill", "nhs_number": "9990000042"}, "The same NHS number"),
            ({"full_name": "Nora Quill"}, "The same name"),
            ({"full_name": "Norah Quill", "date_of_birth": "1941-03-09"}, "The same date of birth"),
        ],
    )
    def test_somebody_who_looks_like_one_here_is_no_twin(
        self, city: City, connection: Connection, here: dict[str, Any], reasons: str
    ) -> None:
        from datetime import date

        if "date_of_birth" in here:
            here = {**here, "date_of_birth": date.fromisoformat(here["date_of_birth"])}
        make_person(city, here.pop("full_name"), **here)
        record = send(connection, "people", "P-1", PERSON)
        assert codes(record) == {"alike"}
        assert reasons in record.conflicts[0]["message"]
        with as_council(city):
            assert Person.objects.count() == 1

    def test_joined_to_somebody_known_then_what_differs_is_decided(self, city: City, connection: Connection) -> None:
        here = make_person(city, "Nora Quill", phone="0113 496 0177", nhs_number="9990000042")
        record = send(connection, "people", "P-1", PERSON)
        record = settle(city, record, "join", person_id=here.pk)
        assert record.person_id == here.pk
        assert record.is_waiting
        assert {one["field"] for one in record.conflicts} == {"phone", "postcode"}
        nora = person_of(city, record)
        assert nora.address == "3 Ford Lane", "what was empty here is filled in at once"
        record = settle(city, record, "theirs")
        assert person_of(city, record).postcode == "ZZ1 1AB"

    def test_somebody_new_after_all(self, city: City, connection: Connection) -> None:
        make_person(city, "Nora Quill")
        record = settle(city, send(connection, "people", "P-1", PERSON), "theirs")
        assert record.state == "applied"
        with as_council(city):
            assert Person.objects.filter(full_name="Nora Quill").count() == 2

    def test_an_nhs_number_is_never_given_to_two(self, city: City, connection: Connection) -> None:
        make_person(city, "Nora Quill", nhs_number="9990000042")
        record = send(connection, "people", "P-1", PERSON)
        with pytest.raises(DomainError) as refused:
            settle(city, record, "theirs")
        assert refused.value.codes == {"nhs_number_taken"}
        with as_council(city):
            assert InboundRecord.objects.get().is_waiting

    def test_left_out_with_a_reason_until_it_changes(self, city: City, connection: Connection) -> None:
        make_person(city, "Nora Quill")
        record = send(connection, "people", "P-1", PERSON)
        with pytest.raises(DomainError) as refused:
            settle(city, record, "leave_out", reason=" ")
        assert refused.value.problems[0].field == "reason"
        record = settle(city, record, "leave_out", reason="She lives in another council's area.")
        assert record.state == "left_out"
        assert send(connection, "people", "P-1", PERSON).state == "left_out"
        assert send(connection, "people", "P-1", PERSON, full_name="Someone Else Entirely").state == "applied"

    def test_what_the_room_below_refuses_waits_with_its_words(self, city: City, connection: Connection) -> None:
        record = send(connection, "people", "P-1", PERSON, date_of_birth="1890-01-01")
        assert codes(record) == {"born_earlier"}
        assert record.person_id is None

    def test_another_councils_people_are_never_looked_at(self, city: City, connection: Connection) -> None:
        with acting_as(city.viewer("other_social_worker")) as viewer:
            from locallinks.foundation.people.actions.records import start_record

            start_record(
                viewer=viewer,
                home=city.other_council,
                at=NOW,
                full_name="Nora Quill",
                preferred_name="Nora",
                nhs_number="9990000042",
            )
        record = send(connection, "people", "P-1", PERSON)
        assert record.state == "applied"
        assert person_of(city, record).home == city.council

    def test_a_record_laid_aside_points_to_the_one_that_counts(self, city: City, connection: Connection) -> None:
        from locallinks.foundation.people.actions.duplicates import merge_records

        record = send(connection, "people", "P-1", PERSON)
        kept = make_person(city, "Norah Quill", phone="")
        with as_council(city) as viewer:
            merge_records(viewer=viewer, keep_id=kept.pk, aside_id=record.person_id, reason="One", at=NOW)
        record = send(connection, "people", "P-1", PERSON, email="nora@demo.example")
        assert record.person_id == kept.pk
        assert person_of(city, record).email == "nora@demo.example"
