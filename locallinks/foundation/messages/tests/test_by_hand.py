"""Letters to print, calls to make, and messages that could not go."""

from datetime import datetime, timedelta

import pytest

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.messages import queries
from locallinks.foundation.messages.actions.sending import (
    mark_call_made,
    mark_letter_printed,
    mark_no_answer,
    stop_message,
    stop_messages,
)
from locallinks.foundation.messages.models import FailedAttempt, Message
from locallinks.foundation.messages.tests.builders import LATER, answers, change, die, queue, run
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import pipeline
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import Viewer, acting_as
from tests.kit import NOW, City, share_with


class TestByHand:
    @pytest.fixture
    def letter(self, city: City, mary: Person) -> Message:
        change(city, mary, contact_by="letter")
        return queue(city, mary, subject_ref="plan 1")

    def lists(self, city: City, role: str = "support_planner", at: datetime = NOW) -> tuple[int, int, int]:
        viewer = city.viewer(role)
        with acting_as(viewer):
            lengths = (
                len(queries.letters_to_print(viewer=viewer, at=at)),
                len(queries.calls_to_make(viewer=viewer, at=at)),
                len(queries.could_not_send(viewer=viewer, at=at)),
            )
            assert tuple(queries.counts(viewer=viewer, at=at).values()) == lengths
            assert pipeline.run(queries.waiting_by_hand(viewer=viewer, at=at)) == sum(lengths)
        return lengths

    @pytest.mark.parametrize(
        ("details", "lists"),
        [
            ({"contact_by": "letter"}, (1, 0, 0)),
            ({"contact_by": "phone"}, (0, 1, 0)),
            ({"contact_by": "email"}, (0, 0, 0)),
            ({"contact_by": "text"}, (0, 0, 0)),
            ({"contact_by": "letter", "address": ""}, (0, 0, 1)),
            ({"contact_by": "phone", "phone": ""}, (0, 0, 1)),
            ({"contact_by": "email", "email": ""}, (0, 0, 1)),
            ({"contact_by": "text", "phone": ""}, (0, 0, 1)),
        ],
    )
    def test_every_waiting_message_is_sent_or_in_a_list(
        self, city: City, mary: Person, job: Viewer, details: dict, lists: tuple
    ) -> None:
        queue(city, mary)
        change(city, mary, **details)
        assert self.lists(city) == self.lists(city, "social_worker") == lists
        assert run(job) == (0 if sum(lists) else 1, 0, 0)
        assert self.lists(city) == lists if sum(lists) else (0, 0, 0)

    def test_after_three_failures_a_message_is_in_the_list_of_stuck_ones(
        self, city: City, mary: Person, job: Viewer
    ) -> None:
        queue(city, mary)
        answers["send"] = OSError("line down")
        for minutes in (0, 1, 6):
            assert self.lists(city) == (0, 0, 0)
            run(job, NOW + timedelta(minutes=minutes))
        assert self.lists(city, at=LATER) == (0, 0, 1)
        with acting_as(city.viewer("support_planner")) as viewer:
            assert "OSError: line down" in queries.could_not_send(viewer=viewer, at=LATER)[0].stuck_because

    def test_other_organisations_see_none(self, city: City, letter: Message) -> None:
        assert self.lists(city, "other_support_planner") == self.lists(city, "other_social_worker") == (0, 0, 0)

    @pytest.mark.parametrize("over", ["died", "late", "stopped"])
    def test_finished_and_expired_messages_are_not_in_the_list(
        self, city: City, mary: Person, letter: Message, over: str
    ) -> None:
        late = queue(city, mary, key="late", good_until=LATER)
        assert late
        assert self.lists(city) == (2, 0, 0)
        if over == "died":
            die(city, mary)
        if over == "stopped":
            with acting_as(city.viewer("social_worker")) as viewer:
                stop_messages(viewer=viewer, person=mary, reason="Moved away", at=NOW)
        assert self.lists(city, at=LATER if over == "late" else NOW) == ((1, 0, 0) if over == "late" else (0, 0, 0))

    def test_the_job_stops_what_nobody_printed_in_time(self, city: City, letter: Message, job: Viewer) -> None:
        assert run(job) == (0, 0, 0)
        answers["plan 1"] = False
        assert run(job) == (0, 1, 0)
        assert self.lists(city) == (0, 0, 0)

    def test_a_letter_is_printed_once(self, city: City, letter: Message) -> None:
        with acting_as(city.viewer("support_planner")) as viewer:
            sending = mark_letter_printed(viewer=viewer, message_id=letter.pk, at=NOW)
            assert (sending.channel, sending.to, sending.by_name) == (
                "letter",
                "1 High Street\nAireborough",
                "Joan Whitlock",
            )
            with pytest.raises(DomainError, match="already dealt with"):
                mark_letter_printed(viewer=viewer, message_id=letter.pk, at=NOW)
        with acting_as(city.viewer("social_worker")):
            assert Entry.objects.get(verb="sent a message").actor_name == "Joan Whitlock"
        assert self.lists(city) == (0, 0, 0)

    def test_a_call_keeps_its_tries_and_what_was_said(self, city: City, mary: Person) -> None:
        change(city, mary, contact_by="phone")
        message = queue(city, mary)
        with acting_as(city.viewer("support_planner")) as viewer:
            mark_no_answer(viewer=viewer, message_id=message.pk, words=" ", at=NOW)
        assert self.lists(city) == (0, 1, 0)
        with acting_as(city.viewer("social_worker")) as viewer:
            sending = mark_call_made(viewer=viewer, message_id=message.pk, words="She was glad", at=LATER)
            assert FailedAttempt.objects.get().why == "Nobody answered."
        assert (sending.channel, sending.to, sending.words) == ("phone", "0113 496 0000", "She was glad")
        assert self.lists(city) == (0, 0, 0)

    def test_a_message_can_be_given_face_to_face(self, city: City, mary: Person) -> None:
        change(city, mary, email="")
        message = queue(city, mary)
        with acting_as(city.viewer("social_worker")) as viewer:
            sending = mark_call_made(viewer=viewer, message_id=message.pk, words="", at=NOW, face_to_face=True)
        assert (sending.channel, sending.to) == ("face_to_face", "")

    def test_printing_and_calls_run_the_check_again(self, city: City, mary: Person, letter: Message) -> None:
        answers["plan 1"] = False
        with acting_as(city.viewer("social_worker")) as viewer, pytest.raises(DomainError, match="no longer needed"):
            mark_letter_printed(viewer=viewer, message_id=letter.pk, at=NOW)
        answers.clear()
        die(city, mary)
        with acting_as(city.viewer("social_worker")) as viewer, pytest.raises(DomainError, match="Mary has died"):
            mark_call_made(viewer=viewer, message_id=letter.pk, words="", at=NOW)

    def test_wrong_roles_and_wrong_organisations(self, city: City, mary: Person, letter: Message) -> None:
        share_with(city, mary, city.provider, "arrangement")
        acts = {
            "print": lambda viewer: mark_letter_printed(viewer=viewer, message_id=letter.pk, at=NOW),
            "ring": lambda viewer: mark_call_made(viewer=viewer, message_id=letter.pk, words="", at=NOW),
            "no answer": lambda viewer: mark_no_answer(viewer=viewer, message_id=letter.pk, words="", at=NOW),
            "stop": lambda viewer: stop_message(viewer=viewer, message_id=letter.pk, reason="x", at=NOW),
        }
        for role in (
            "provider",
            "investor",
            "finance",
            "commissioner",
            "volunteer_developer",
            "network_manager",
            "person",
        ):
            for act in acts.values():
                with acting_as(city.viewer(role)) as viewer, pytest.raises(NotAllowed):
                    act(viewer)
        for role in ("other_support_planner", "other_social_worker"):
            for act in acts.values():
                with acting_as(city.viewer(role)) as viewer, pytest.raises(DomainError, match="no such message"):
                    act(viewer)
        for role in ("finance", "investor", "commissioner"):
            with acting_as(city.viewer(role)) as viewer:
                for ask in (queries.letters_to_print, queries.calls_to_make, queries.could_not_send, queries.counts):
                    with pytest.raises(NotAllowed):
                        ask(viewer=viewer, at=NOW)
