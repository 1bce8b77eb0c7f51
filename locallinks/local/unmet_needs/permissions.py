"""Who may say that something could not be found: whoever plans with the person, and the person."""

from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer


def check_can_record(viewer: Viewer, person: Person) -> None:
    """Row-level security has already hidden people of other organisations."""
    if not (person.pk in viewer.people or viewer.has_role("support_planner", "social_worker")):
        raise NotAllowed(f"Only {person} and the people planning with them can record this.")
