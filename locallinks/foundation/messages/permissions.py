"""Who prints letters and makes calls, and who may stop a message. Row-level security hides other people's messages."""

from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import may_see_people
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer

ROLES_THAT_WORK_MESSAGES = roles_that(Capability.PLAN_WITH)


def may_work_messages(viewer: Viewer) -> bool:
    """Whether the viewer prints letters and makes calls: a social worker or support planner, in any organisation."""
    return viewer.may_somewhere(Capability.PLAN_WITH)


def check_can_work(viewer: Viewer) -> None:
    """Raise NotAllowed for all but social workers and support planners, who print letters and make calls."""
    if not may_work_messages(viewer):
        raise NotAllowed("Only social workers and support planners print letters and make these calls.")


def check_can_send(viewer: Viewer) -> None:
    """Raise NotAllowed for everybody but the job, which sends emails and texts for the councils (jobs.py)."""
    if not viewer.may_somewhere(Capability.SEND_MESSAGES):
        raise NotAllowed("Messages are sent by the message job, not by hand.")


def check_can_stop(viewer: Viewer, person: Person) -> None:
    """Raise NotAllowed for all but the job, and viewers who may see people at all.

    `person` is only named in the refusal: row-level security hides messages about people the viewer may not see.
    """
    if not (viewer.may_somewhere(Capability.SEND_MESSAGES) or may_see_people(viewer)):
        raise NotAllowed(f"Only the people who support {person} can stop messages to them.")


def check_can_cancel_letters(viewer: Viewer) -> None:
    """Raise NotAllowed before any letter is read. `people` checks whether the viewer may change the record."""
    if not (viewer.people or may_work_messages(viewer)):
        raise NotAllowed("Only the person, their social worker and their support planner can call a letter off.")
