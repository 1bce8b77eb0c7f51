"""A fake adapter and check whose results a test sets, and short functions to queue messages and run the job."""

from datetime import date, datetime, timedelta
from typing import Any

from locallinks.foundation.messages.actions.sending import queue_message, send_due, stop_finished
from locallinks.foundation.messages.models import Message, StopRequest
from locallinks.foundation.people.actions.records import record_death
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import Viewer, acting_as
from tests.kit import NOW, City

LATER = NOW + timedelta(minutes=2)
HERE = "locallinks.foundation.messages.tests.builders"
posted: list[Any] = []
answers: dict[str, Any] = {}


class Post:
    """An adapter that records what it is given in `posted`, and fails with the error in `answers`."""

    def send(self, envelope: Any) -> str:
        posted.append(envelope)
        if trouble := answers.get("send"):
            raise trouble
        return "ref-1"


def check(*, subject_ref: str, at: datetime) -> bool:
    answer = answers.get(subject_ref, True)
    if isinstance(answer, Exception):
        raise answer
    return answer


def queue(city: City, person: Person, *, role: str = "social_worker", **changes: Any) -> Message | None:
    viewer = city.viewer(role)
    given = {
        "kind": "plan_ready",
        "key": "plan-1-ready",
        "subject": "Your plan is ready",
        "body": "Joan will ring you.",
        **changes,
    }
    with acting_as(viewer):
        return queue_message(viewer=viewer, person=person, at=given.pop("at", NOW), **given)


def run(job: Viewer, at: datetime = NOW, **options: Any) -> tuple[int, int, int]:
    with acting_as(job):
        stopped = stop_finished(viewer=job, at=at)
        report = send_due(viewer=job, at=at, **options)
        return report.sent, report.stopped + stopped, report.failed


def change(city: City, person: Person, **details: Any) -> None:
    with acting_as(city.viewer("social_worker")):
        Person.objects.filter(pk=person.pk).update(**details)


def die(city: City, person: Person) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_death(viewer=viewer, person=person, died_on=date(2026, 11, 15), told_by="Her daughter", at=NOW)


def stop_of(city: City, message: Message) -> str:
    with acting_as(city.viewer("social_worker")):
        return StopRequest.objects.get(message=message).reason
