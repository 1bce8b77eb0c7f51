"""Who may record an unmet need: the person, and those who plan with them."""

from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import roles_with
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer


def check_can_record(viewer: Viewer, person: Person) -> None:
    """Raise NotAllowed for all but the person and those who plan with them.

    A share that is read-only after a closure or a death does not count.
    """
    if not roles_with(viewer, person, to_change=True) & roles_that(Capability.CHANGE_RECORD):
        raise NotAllowed(f"Only {person} and the people planning with them can record this.")
