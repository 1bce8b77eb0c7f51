"""Which of the viewer's roles count for a person, and what each of them may see."""

from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import roles_with
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import (
    current_pathway,
    roles_on,
)

# Who plans with somebody, or watches over their way; who reads the plan; who reads the money beside it.
AROUND = roles_that(Capability.SEE_PATHWAY)
READ_PLAN = roles_that(Capability.READ_PLAN)
READ_MONEY = roles_that(Capability.CHANGE_RECORD)
KNOW_THEM = roles_that(Capability.KNOW_PERSON)


def roles_towards(viewer: Viewer, person: Person, pathway: Pathway | None) -> frozenset[str]:
    """The viewer's roles on the person's pathway; or where they cannot see one, on the person's record."""
    return roles_on(viewer, pathway) if pathway is not None else roles_with(viewer, person)


def may_see_timeline(viewer: Viewer, person: Person) -> bool:
    return bool(roles_towards(viewer, person, current_pathway(person.pk)) & AROUND)
