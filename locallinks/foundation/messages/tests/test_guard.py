"""The constraints, triggers and policies of the outbox."""

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.concerns.actions import raise_concern
from locallinks.foundation.messages.actions.sending import stop_message
from locallinks.foundation.messages.models import FailedAttempt, Message, SentMessage, StopRequest
from locallinks.foundation.messages.tests.builders import LATER, answers, queue, run
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import NoViewer
from locallinks.foundation.shared.viewer import Viewer, acting_as
from tests.kit import NOW, City, make_person, share_with


class TestDatabase:
    def test_sent_or_stopped_never_both(self, city: City, mary: Person, job: Viewer) -> None:
        message = queue(city, mary)
        run(job)
        with acting_as(job), pytest.raises(DatabaseError, match="already been sent or stopped"), transaction.atomic():
            StopRequest.objects.create(person=mary, message=message, reason="x", at=NOW, by_name="x")
        second = queue(city, mary, key="second")
        with acting_as(job):
            StopRequest.objects.create(person=mary, message=second, reason="x", at=NOW, by_name="x")
            with pytest.raises(DatabaseError, match="already been sent or stopped"), transaction.atomic():
                SentMessage.objects.create(person=mary, message=second, channel="email", at=NOW, by_name="x")

    def test_messages_and_outcomes_never_change(self, city: City, mary: Person, job: Viewer) -> None:
        queue(city, mary)
        answers["send"] = OSError("x")
        run(job)
        answers.clear()
        run(job, LATER)
        queue(city, mary, key="second")
        with acting_as(job):
            for act in (
                lambda: Message.objects.update(body="Other words"),
                lambda: Message.objects.update(finished_at=None),
                Message.objects.all().delete,
                lambda: SentMessage.objects.update(to="x"),
                SentMessage.objects.all().delete,
                lambda: FailedAttempt.objects.update(why="x"),
                FailedAttempt.objects.all().delete,
            ):
                with pytest.raises(DatabaseError), transaction.atomic():
                    act()

    def test_a_concern_is_read_by_its_readers_only(self, city: City, job: Viewer) -> None:
        """docs/rules/care-act.md 9: the alleged source may be in the network or the council, or be a trusted
        relative."""
        person = make_person(city, own=True, email="mary@example.org")
        share_with(city, person)
        given = {"what_happened": "x", "danger_now": False, "person_knows": True, "safe_to_contact": "no"}
        with acting_as(city.viewer("social_worker")) as viewer:
            raise_concern(viewer=viewer, person=person, at=NOW, **given)
        lead = "safeguarding_lead"
        message = queue(city, person, role=lead, key="concern", purpose="concern", user=city.users[lead])
        readers = (("support_planner", 0), ("person", 0), ("provider", 0), ("social_worker", 0), (lead, 1))
        with acting_as(job):
            assert Message.objects.filter(purpose="concern").count() == 1, "or nothing would ever be sent"
            SentMessage.objects.create(person=person, message=message, channel="email", at=NOW, by_name="x")
        for role, count in readers:
            with acting_as(city.viewer(role)):
                assert (Message.objects.count(), SentMessage.objects.count()) == (count, count), role
                assert not Entry.objects.filter(purpose="concern", subject_kind="outbox.message").exists(), role

    def test_raw_select_shows_nothing_of_others(self, city: City, mary: Person, job: Viewer) -> None:
        answers["send"] = OSError("x")
        for n in range(3):
            queue(city, mary, key=str(n))
        run(job)
        answers.clear()
        run(job, LATER, limit=1)
        with acting_as(city.viewer("social_worker")) as viewer:
            stop_message(viewer=viewer, message_id=Message.objects.filter(finished_at=None)[0].pk, reason="x", at=NOW)
        for role, sees in (
            ("support_planner", True),
            ("other_support_planner", False),
            ("other_social_worker", False),
            ("provider", False),
        ):
            with acting_as(city.viewer(role)), connection.cursor() as cursor:
                for table in ("message", "sentmessage", "stoprequest", "failedattempt"):
                    cursor.execute(f"select count(*) from outbox_{table}")
                    assert (cursor.fetchone()[0] > 0) is sees, (role, table)

    def test_without_a_viewer_it_says_so(self, city: City, mary: Person) -> None:
        queue(city, mary)
        with pytest.raises(NoViewer):
            Message.objects.count()
