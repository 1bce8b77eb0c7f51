"""Queueing, sending and stopping messages; who may, and every refusal."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.messages import queries
from locallinks.foundation.messages.actions.sending import (
    queue_message,
    send_due,
    stop_finished,
    stop_message,
    stop_messages,
)
from locallinks.foundation.messages.models import FailedAttempt, Message, SentMessage
from locallinks.foundation.messages.tests.builders import HERE, LATER, answers, change, die, posted, queue, run, stop_of
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError, NotAllowed, NoViewer
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import Viewer, acting_as
from tests.kit import NOW, City, make_person, share_with


class TestQueue:
    def test_the_same_key_queues_once(self, city: City, mary: Person) -> None:
        first = queue(city, mary)
        again = queue(city, mary, subject="Other words")
        assert first is not None
        assert again == first
        with acting_as(city.viewer("social_worker")):
            assert Message.objects.get().subject == "Your plan is ready"
            entry = Entry.objects.get(verb="queued a message")
        assert (entry.person_id, entry.reason, entry.at) == (mary.pk, "Your plan is ready", NOW)

    def test_two_at_the_same_moment_queue_once(self, city: City, mary: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        """A second insert that did not see the first conflicts with its unique key, and raises no error."""
        queue(city, mary)
        with acting_as(city.viewer("social_worker")):
            twin = Message(
                person=mary,
                kind="plan_ready",
                key="plan-1-ready",
                subject="x",
                body="x",
                created_at=NOW,
                recipient_name="x",
            )
            Message.objects.bulk_create([twin], ignore_conflicts=True)
            assert Message.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"key": " "}, "no_key"),
            ({"subject": " "}, "no_subject"),
            ({"body": "\n"}, "no_body"),
            ({"good_until": NOW}, "out_of_date"),
            ({"not_before": LATER, "good_until": LATER}, "out_of_date"),
        ],
    )
    def test_refuses_what_says_nothing(self, city: City, mary: Person, changes: dict, code: str) -> None:
        with pytest.raises(DomainError) as refusal:
            queue(city, mary, **changes)
        assert refusal.value.codes == {code}
        with acting_as(city.viewer("social_worker")):
            assert not Message.objects.exists()

    def test_a_provider_may_queue_without_reading(self, city: City, mary: Person) -> None:
        share_with(city, mary, city.provider, "arrangement")
        queue(city, mary, key="other")
        assert queue(city, mary, role=Role.PROVIDER, key="we-start") is None
        assert queue(city, mary, role=Role.PROVIDER, key="we-start") is None
        with acting_as(city.viewer("provider")):
            assert not Message.objects.exists()
        with acting_as(city.viewer("social_worker")):
            assert set(Message.objects.values_list("key", flat=True)) == {"other", "we-start"}

    def test_other_organisations_cannot_queue(self, city: City, mary: Person) -> None:
        for role in ("other_social_worker", "other_support_planner", "provider", "investor"):
            with pytest.raises(DatabaseError, match="row-level security"):
                queue(city, mary, role=role, key=role)
        with pytest.raises(NoViewer):
            queue_message(
                viewer=city.viewer("social_worker"), person=mary, kind="x", key="x", subject="x", body="x", at=NOW
            )


class TestSend:
    def test_an_email_goes_once_and_says_so(self, city: City, mary: Person, job: Viewer) -> None:
        message = queue(city, mary)
        assert run(job) == (1, 0, 0)
        assert run(job, LATER) == (0, 0, 0)
        assert [
            (envelope.key, envelope.channel, envelope.to, envelope.subject, envelope.body) for envelope in posted
        ] == [
            (
                "plan-1-ready",
                "email",
                "mary@example.org",
                "Your plan is ready",
                "Dear Mary,\n\nJoan will ring you.\n\nAireborough Council",
            )
        ]
        with acting_as(city.viewer("social_worker")):
            sending = SentMessage.objects.get(message=message)
            entry = Entry.objects.get(verb="sent a message")
            assert Message.objects.get().finished_at == NOW
        assert (sending.channel, sending.to, sending.reference, sending.at) == (
            "email",
            "mary@example.org",
            "ref-1",
            NOW,
        )
        assert (entry.actor_id, entry.actor_name, entry.person_id) == (None, "The message job", mary.pk)

    @pytest.mark.parametrize(
        ("choice", "channel", "to"), [("text", "text", "0113 496 0000"), ("email", "email", "mary@example.org")]
    )
    def test_the_channel_is_the_one_chosen_now(
        self, city: City, mary: Person, job: Viewer, choice: str, channel: str, to: str
    ) -> None:
        queue(city, mary)
        change(city, mary, contact_by=choice)
        run(job)
        assert [(envelope.channel, envelope.to) for envelope in posted] == [(channel, to)]

    def test_a_user_gets_email_whatever_the_person_chose(self, city: City, mary: Person, job: Viewer) -> None:
        change(city, mary, contact_by="letter")
        message = queue(city, mary, user=city.users["social_worker2"])
        run(job)
        assert [(envelope.channel, envelope.to) for envelope in posted] == [("email", "social_worker2@demo.example")]
        assert message.recipient_name == city.users["social_worker2"].name

    def test_waits_until_its_time(self, city: City, mary: Person, job: Viewer) -> None:
        queue(city, mary, not_before=LATER)
        assert run(job) == (0, 0, 0)
        assert run(job, LATER) == (1, 0, 0)

    def test_never_when_out_of_date(self, city: City, mary: Person, job: Viewer) -> None:
        message = queue(city, mary, good_until=LATER)
        assert run(job, LATER) == (0, 1, 0)
        assert posted == []
        assert "too late" in stop_of(city, message)

    def test_never_to_somebody_who_died(self, city: City, mary: Person, job: Viewer) -> None:
        message = queue(city, mary)
        die(city, mary)
        assert run(job) == (0, 1, 0)
        assert posted == []
        assert stop_of(city, message) == "Mary has died."

    def test_a_death_does_not_stop_messages_to_workers(self, city: City, mary: Person, job: Viewer) -> None:
        queue(city, mary, user=city.users["social_worker"])
        die(city, mary)
        assert run(job) == (1, 0, 0)

    def test_never_to_a_user_who_left(self, city: City, mary: Person, job: Viewer) -> None:
        message = queue(city, mary, user=city.users["social_worker2"])
        type(city.users["social_worker2"]).objects.filter(pk=city.users["social_worker2"].pk).update(is_active=False)
        assert run(job) == (0, 1, 0)
        assert "no longer works here" in stop_of(city, message)

    def test_never_when_its_check_says_no(self, city: City, mary: Person, job: Viewer) -> None:
        message = queue(city, mary, subject_ref="plan 1")
        queue(city, mary, key="unchecked", kind="hello", subject_ref="plan 1")
        answers["plan 1"] = False
        assert run(job) == (1, 1, 0)
        assert [envelope.key for envelope in posted] == ["unchecked"]
        assert "no longer needed" in stop_of(city, message)

    def test_the_check_runs_immediately_before_sending(self, city: City, mary: Person, job: Viewer) -> None:
        message = queue(city, mary, subject_ref="plan 1")
        answers["plan 1"] = False
        with acting_as(job):
            report = send_due(viewer=job, at=NOW)
        assert (report.sent, report.stopped) == (0, 1)
        assert stop_of(city, message)

    def test_never_after_it_was_stopped(self, city: City, mary: Person, job: Viewer) -> None:
        queue(city, mary)
        with acting_as(city.viewer("social_worker")) as viewer:
            assert stop_messages(viewer=viewer, person=mary, reason="She asked us not to", at=NOW) == 1
        assert run(job) == (0, 0, 0)
        assert posted == []

    @pytest.mark.parametrize("trouble", [OSError("line down"), ValueError("odd"), Exception("anything")])
    def test_a_failure_is_recorded_and_the_message_tried_again_later(
        self, city: City, mary: Person, job: Viewer, trouble: Exception
    ) -> None:
        queue(city, mary)
        answers["send"] = trouble
        assert run(job) == (0, 0, 1)
        assert run(job, NOW + timedelta(seconds=59)) == (0, 0, 0), "it rests first"
        assert run(job, NOW + timedelta(minutes=1)) == (0, 0, 1)
        answers.clear()
        assert run(job, NOW + timedelta(minutes=6)) == (1, 0, 0)
        with acting_as(city.viewer("social_worker")):
            tries = list(FailedAttempt.objects.order_by("at"))
        assert [str(trouble) in attempt.why for attempt in tries] == [True, True]
        assert {envelope.key for envelope in posted} == {"plan-1-ready"}, "the key is the same each time"

    def test_one_that_fails_does_not_hold_up_the_others(self, city: City, mary: Person, job: Viewer) -> None:
        queue(city, mary, key="first", subject_ref="broken")
        queue(city, mary, key="second", at=LATER)
        answers["broken"] = RuntimeError("no such plan")
        assert run(job, LATER) == (1, 0, 1)
        assert [envelope.key for envelope in posted] == ["second"]

    def test_a_database_error_in_a_check_spoils_nothing(
        self, city: City, mary: Person, job: Viewer, monkeypatch
    ) -> None:
        def broken(*, subject_ref: str, at: datetime) -> bool:
            with connection.cursor() as cursor:
                cursor.execute("select 1/0")
            return True

        monkeypatch.setattr(f"{HERE}.check", broken)
        queue(city, mary, key="first")
        queue(city, mary, key="second", kind="hello")
        assert run(job) == (1, 0, 1)

    def test_killed_between_handing_over_and_commit_it_goes_again_with_the_same_key(
        self, city: City, mary: Person, job: Viewer
    ) -> None:
        queue(city, mary)
        answers["send"] = KeyboardInterrupt()  # like kill -9: no handler runs, the transaction is lost
        with pytest.raises(KeyboardInterrupt), acting_as(job):
            send_due(viewer=job, at=NOW)
        answers.clear()
        with acting_as(job):
            assert not SentMessage.objects.exists()
        assert run(job) == (1, 0, 0)
        assert run(job) == (0, 0, 0)
        assert [envelope.key for envelope in posted] == ["plan-1-ready"] * 2
        with acting_as(job):
            assert SentMessage.objects.count() == 1

    def test_sends_at_most_the_limit_oldest_first(self, city: City, mary: Person, job: Viewer) -> None:
        for n in (3, 1, 2):
            queue(city, mary, key=str(n), at=NOW - timedelta(hours=4 - n))
        assert run(job, limit=2) == (2, 0, 0)
        assert [envelope.key for envelope in posted] == ["1", "2"]

    @pytest.mark.parametrize("role", ["social_worker", "support_planner", "provider", "person"])
    def test_only_the_job_sends(self, city: City, mary: Person, role: str) -> None:
        with acting_as(city.viewer(role)) as viewer:
            with pytest.raises(NotAllowed):
                send_due(viewer=viewer, at=NOW)
            with pytest.raises(NotAllowed):
                stop_finished(viewer=viewer, at=NOW)

    def test_a_message_costs_the_same_few_queries(
        self, city: City, mary: Person, job: Viewer, django_assert_num_queries
    ) -> None:
        queue(city, mary, kind="hello")
        with acting_as(job), django_assert_num_queries(8):  # two savepoints, find, ask about a death, two rows
            send_due(viewer=job, at=NOW)


class TestStop:
    def test_some_kinds_or_all(self, city: City, mary: Person) -> None:
        for kind in ("review", "plan_ready", "hello"):
            queue(city, mary, key=kind, kind=kind)
        with acting_as(city.viewer("social_worker")) as viewer:
            assert stop_messages(viewer=viewer, person=mary, kinds=("review",), reason="Done", at=NOW) == 1
            assert stop_messages(viewer=viewer, person=mary, reason="Moved away", at=NOW) == 2
            assert stop_messages(viewer=viewer, person=mary, reason="Moved away", at=NOW) == 0
            assert Entry.objects.filter(verb="stopped a message").count() == 3
            with pytest.raises(DomainError, match="Say why"):
                stop_messages(viewer=viewer, person=mary, reason=" ", at=NOW)

    def test_one(self, city: City, mary: Person) -> None:
        first, second = queue(city, mary), queue(city, mary, key="second")
        with acting_as(city.viewer("support_planner")) as viewer:
            with pytest.raises(DomainError, match="Say why"):
                stop_message(viewer=viewer, message_id=first.pk, reason="", at=NOW)
            stop_message(viewer=viewer, message_id=first.pk, reason="She knows", at=NOW)
            with pytest.raises(DomainError, match="already dealt with"):
                stop_message(viewer=viewer, message_id=first.pk, reason="again", at=NOW)
            assert [message.pk for message in Message.objects.filter(finished_at=None)] == [second.pk]

    def test_the_person_stops_what_was_for_them(self, city: City) -> None:
        person = make_person(city, own=True, email="mary@example.org")
        queue(city, person, key="mine")
        queue(city, person, key="theirs", user=city.users["social_worker"])
        with acting_as(city.viewer("person")) as viewer:
            assert [message.key for message in queries.messages_about(person)] == ["mine"]
            assert stop_messages(viewer=viewer, person=person, reason="I have had enough letters", at=NOW) == 1

    def test_not_by_outsiders(self, city: City, mary: Person) -> None:
        for role in ("finance", "investor", "commissioner"):
            with acting_as(city.viewer(role)) as viewer, pytest.raises(NotAllowed):
                stop_messages(viewer=viewer, person=mary, reason="x", at=NOW)
