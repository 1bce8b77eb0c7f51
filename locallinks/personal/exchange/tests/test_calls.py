"""Calls for help and decisions, rows of a file, and who decides about what did not fit."""

import pytest
from django.db import DatabaseError, transaction

from locallinks.foundation.shared.errors import DomainError, NotAllowed, Problem, Stale
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.models import EligibilityDecision
from locallinks.personal.exchange.actions.inbound import RowResult, import_row, queue_unreadable
from locallinks.personal.exchange.actions.resolution import resolve_record
from locallinks.personal.exchange.forms.inbound import read_record
from locallinks.personal.exchange.models import Connection, InboundRecord, InboundRecordStep
from locallinks.personal.exchange.queries.connections import viewer_of
from locallinks.personal.exchange.queries.inbound import response_to
from locallinks.personal.exchange.rules.inbound import OUTCOMES
from locallinks.personal.exchange.rules.outbound import OUTBOUND_KIND_OF_EVENT
from locallinks.personal.exchange.tests.builders import (
    CONTACT,
    DECISION,
    PERSON,
    as_council,
    codes,
    connect,
    person_of,
    send,
    settle,
)
from locallinks.personal.pathways.choices import PathwayEvent
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.actions.referral_and_advice import advise_and_close
from locallinks.personal.referrals.models import Referral
from tests.kit import NOW, City, make_person


@pytest.fixture
def connection(city: City) -> Connection:
    return connect(city)[0]


class TestContactsAndDecisions:
    def test_a_call_opens_a_way_through_and_names_who_told_them(self, city: City, connection: Connection) -> None:
        send(connection, "people", "P-1", PERSON)
        record = send(connection, "contacts", "C-1", CONTACT)
        assert record.state == "applied"
        with as_council(city):
            way = Pathway.objects.get(person=record.person_id)
            assert (way.state, way.social_worker_id) == ("referred", None)
            assert Referral.objects.get(pathway=way).told_by == "Dr Asha Rao"

    def test_whatever_comes_first_waits_for_the_person_and_then_comes_in(
        self, city: City, connection: Connection
    ) -> None:
        for kind, reference, content in (("decisions", "D-1", DECISION), ("contacts", "C-1", CONTACT)):
            assert codes(send(connection, kind, reference, content)) == {"unknown_person"}
        send(connection, "people", "P-1", PERSON)
        with as_council(city):
            assert set(InboundRecord.objects.values_list("state", flat=True)) == {"applied"}, list(
                InboundRecord.objects.values("kind", "conflicts")
            )
            assert Pathway.objects.get().state == "eligible"

    def test_a_second_call_while_help_runs_waits(self, city: City, connection: Connection) -> None:
        send(connection, "people", "P-1", PERSON)
        send(connection, "contacts", "C-1", CONTACT)
        record = send(connection, "contacts", "C-2", CONTACT)
        assert codes(record) == {"two_open_pathways"}
        assert record.person_id, "the list says whom it is about"
        assert settle(city, record, "ours").state == "kept"

    def test_a_call_that_changed_after_it_was_taken_in_waits(self, city: City, connection: Connection) -> None:
        send(connection, "people", "P-1", PERSON)
        send(connection, "contacts", "C-1", CONTACT)
        record = send(connection, "contacts", "C-1", CONTACT, reason="She fell.")
        assert codes(record) == {"changed_after"}
        with as_council(city):
            assert Referral.objects.get().reason == CONTACT["reason"]
        with pytest.raises(DomainError, match="already getting help"):
            settle(city, record, "theirs")

    def test_theirs_opens_a_new_way_once_the_old_one_is_closed(self, city: City, connection: Connection) -> None:
        send(connection, "people", "P-1", PERSON)
        send(connection, "contacts", "C-1", CONTACT)
        with as_council(city) as viewer:
            advise_and_close(
                viewer=viewer, pathway_id=Pathway.objects.get().pk, advice="x", introduction_offered=True, at=NOW
            )
        record = settle(city, send(connection, "contacts", "C-1", CONTACT, reason="She fell."), "theirs")
        assert record.state == "applied"

    def test_a_decision_writes_the_test_and_gives_nobody_the_work(self, city: City, connection: Connection) -> None:
        send(connection, "people", "P-1", PERSON)
        send(connection, "contacts", "C-1", CONTACT)
        record = send(connection, "decisions", "D-1", DECISION)
        assert record.state == "applied", record.conflicts
        with as_council(city):
            row = EligibilityDecision.objects.get()
            assert row.decided_eligible
            assert row.unable == ["A7", "A9"]
            assert "Decided by Ursula Shaw on 2026-11-12" in row.reasons
            way = Pathway.objects.get()
            assert (way.state, way.social_worker_id) == ("eligible", None)

    def test_a_decision_with_no_way_through_waits(self, city: City, connection: Connection) -> None:
        send(connection, "people", "P-1", PERSON)
        assert codes(send(connection, "decisions", "D-1", DECISION)) == {"no_way"}

    def test_an_assessment_begun_here_is_not_written_over(self, city: City, connection: Connection) -> None:
        from locallinks.personal.assessments.actions.needs_assessment import start_assessment

        send(connection, "people", "P-1", PERSON)
        send(connection, "contacts", "C-1", CONTACT)
        with as_council(city) as viewer:
            start_assessment(viewer=viewer, pathway_id=Pathway.objects.get().pk, method="remote", at=NOW)
        record = send(connection, "decisions", "D-1", DECISION)
        assert codes(record) == {"begun_here"}
        record = settle(city, record, "theirs")
        with as_council(city):
            assert Pathway.objects.get().state == "eligible"
            assert Pathway.objects.get().social_worker == city.users["social_worker"]

    def test_a_decision_that_differs_from_its_sum_needs_a_reason(self, city: City, connection: Connection) -> None:
        send(connection, "people", "P-1", PERSON)
        send(connection, "contacts", "C-1", CONTACT)
        record = send(connection, "decisions", "D-1", DECISION, unable=["A7"])
        assert codes(record) == {"why_different"}
        with as_council(city):
            assert Pathway.objects.get().state == "referred", "nothing half-done"
        record = send(connection, "decisions", "D-1", DECISION, unable=["A7"], why_different="Risk of falls.")
        assert record.state == "applied"

    def test_what_the_decision_uses_is_what_the_assessment_uses(self) -> None:
        from locallinks.personal.assessments.rules.eligibility import ADULT_OUTCOMES

        assert tuple(ADULT_OUTCOMES) == OUTCOMES
        assert set(OUTBOUND_KIND_OF_EVENT) <= set(PathwayEvent)


class TestRows:
    def take(self, city: City, connection: Connection, kind: str, **given: str) -> RowResult:
        with as_council(city) as viewer:
            return import_row(
                viewer=viewer,
                connection=connection,
                kind=kind,
                given=given,
                read=read_record,
                source="people.csv",
                at=NOW,
            )

    def test_a_row_that_cannot_be_read_is_kept_with_why(self, city: City, connection: Connection) -> None:
        given = {"reference": "P-9", "full_name": "Nora\x00", "nhs_number": "123", "odd": "x"}
        taken = self.take(city, connection, "people", **given)
        assert taken.record is not None
        assert {one["field"] for one in taken.record.conflicts} == {"full_name", "nhs_number", "odd"}
        assert codes(taken.record) == {"not_understood"}
        again = self.take(city, connection, "people", **given)
        assert again.record is not None
        assert again.record.version == taken.record.version
        assert settle(city, taken.record, "leave_out", reason="Test data").state == "left_out"

    def test_what_is_here_stays_when_the_next_cannot_be_read(self, city: City, connection: Connection) -> None:
        self.take(city, connection, "people", reference="P-1", full_name="Nora Quill", phone="0113 496 0190")
        bad = self.take(city, connection, "people", reference="P-1", full_name="Nora Quill", phone="x")
        assert bad.record is not None
        assert settle(city, bad.record, "ours").state == "kept"
        good = self.take(city, connection, "people", reference="P-1", full_name="Nora Quill", phone="0113 496 0191")
        assert good.record is not None
        assert person_of(city, good.record).phone == "0113 496 0191"

    def test_a_row_without_a_reference_is_told_by_its_line_alone(self, city: City, connection: Connection) -> None:
        taken = self.take(city, connection, "people", reference=" ", full_name="Nora Quill")
        assert taken.record is None
        assert taken.problems[0].field == "reference"
        with as_council(city):
            assert not InboundRecord.objects.exists()

    def test_a_good_row_is_taken_in(self, city: City, connection: Connection) -> None:
        taken = self.take(city, connection, "people", reference="P-1", full_name="Nora Quill")
        assert taken.record is not None
        assert taken.record.state == "applied"

    def test_only_the_council_and_the_connection_itself_send(self, city: City, connection: Connection) -> None:
        for role in ("other_social_worker", "support_planner", "administrator"):
            with pytest.raises(NotAllowed):
                send(connection, "people", "P-1", PERSON, viewer=city.viewer(role))
        other, _ = connect(city, "Another")
        with pytest.raises(NotAllowed):
            send(connection, "people", "P-1", PERSON, viewer=viewer_of(other))


class TestSettling:
    def test_only_social_workers_decide_and_only_once(self, city: City, connection: Connection) -> None:
        make_person(city, "Nora Quill")
        record = send(connection, "people", "P-1", PERSON)
        with acting_as(city.viewer("administrator")) as viewer, pytest.raises(NotAllowed):
            resolve_record(viewer=viewer, record_id=record.pk, version=None, choice="theirs", at=NOW)
        for given in ({"choice": "join"}, {"choice": "join", "person_id": 0}, {"choice": "ours"}, {"choice": "x"}):
            with pytest.raises(DomainError) as refused:
                settle(city, record, **given)
            assert refused.value.problems[0].field in {"person_id", "choice"}
        settle(city, record, "theirs")
        with pytest.raises(DomainError, match="decided about this already"):
            settle(city, record, "theirs")

    def test_what_came_again_meanwhile_is_looked_at_again(self, city: City, connection: Connection) -> None:
        make_person(city, "Nora Quill")
        record = send(connection, "people", "P-1", PERSON)
        seen = record.version
        send(connection, "people", "P-1", PERSON, phone="0113 496 0192")
        with as_council(city) as viewer, pytest.raises(Stale):
            resolve_record(viewer=viewer, record_id=record.pk, version=seen, choice="theirs", at=NOW)

    def test_what_was_done_is_history(self, city: City, connection: Connection) -> None:
        send(connection, "people", "P-1", PERSON)
        with as_council(city), pytest.raises(DatabaseError), transaction.atomic():
            InboundRecordStep.objects.update(reason="x")

    def test_refused_rows_name_their_problems(self, city: City, connection: Connection) -> None:
        with acting_as(viewer_of(connection)) as viewer:
            record = queue_unreadable(
                viewer=viewer,
                connection=connection,
                kind="people",
                reference="P-1",
                given={"a": 1},
                problems=[Problem("Bad", "a", "bad")],
                source="API",
                at=NOW,
            )
        assert response_to(record)["why"] == [{"code": "not_understood", "field": "a", "message": "Bad"}]
