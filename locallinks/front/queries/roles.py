"""Which of the viewer's roles count for a person, and the roles that may see each part of a person's page."""

from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import roles_with
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import (
    current_pathway,
    roles_on,
)

SEE_PATHWAY = roles_that(Capability.SEE_PATHWAY)
READ_PLAN = roles_that(Capability.READ_PLAN)
WORK_IN_TEAM = roles_that(Capability.WORK_IN_TEAM)
READ_MONEY = roles_that(Capability.CHANGE_RECORD)
KNOW_PERSON = roles_that(Capability.KNOW_PERSON)


def roles_towards(viewer: Viewer, person: Person, pathway: Pathway | None) -> frozenset[str]:
    """Return the viewer's roles on the person's pathway, or on the person's record where they see no pathway."""
    return roles_on(viewer, pathway) if pathway is not None else roles_with(viewer, person)


def may_see_timelines(viewer: Viewer) -> bool:
    """Whether the viewer may read anybody's timeline: their own, by a grant, or by a role. Runs no query."""
    return bool(viewer.people) or viewer.may_somewhere(Capability.SEE_PATHWAY)


def may_see_timeline(viewer: Viewer, person: Person) -> bool:
    """Whether the viewer may read the person's timeline: with a role that reads the state of their pathway."""
    return bool(roles_towards(viewer, person, current_pathway(person.pk)) & SEE_PATHWAY)
