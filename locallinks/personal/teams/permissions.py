"""Who works in a neighbourhood team, who brings somebody to one, and who ends it."""

from locallinks.foundation.accounts.queries import may_make_teams
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.teams.rules import TEAM_WORK


def may_see_teams(viewer: Viewer) -> bool:
    """Whether the viewer may open the list of teams: those who work in one, and the administrator who makes them."""
    return viewer.may_somewhere(Capability.WORK_IN_TEAM) or may_make_teams(viewer)


def check_can_see_teams(viewer: Viewer) -> None:
    """Raise NotAllowed for all but those who work in a team, and the administrator who makes teams."""
    if not may_see_teams(viewer):
        raise NotAllowed("Only those who work in a neighbourhood team can open this page.")


def works_in(viewer: Viewer, organisation_ids: set[int]) -> bool:
    """Whether the viewer plans with people, or treats them, in one of these organisations."""
    return bool(viewer.roles_in(*organisation_ids) & TEAM_WORK)


def may_bring(viewer: Viewer, person: Person) -> bool:
    """The council's social worker records the agreement to share, because they gain nothing by it."""
    return viewer.may(Capability.DECIDE, person.home_id)


def check_can_bring(viewer: Viewer, person: Person) -> None:
    """Raise NotAllowed for all but the social worker, who records the agreement to share."""
    if not may_bring(viewer, person):
        raise NotAllowed(f"Only {person}'s social worker brings them to a neighbourhood team. Ask them.")


def may_leave(viewer: Viewer, person: Person) -> bool:
    """Whether the viewer may record that the person leaves their team: the person, or their social worker."""
    return person.pk in viewer.people or may_bring(viewer, person)


def check_can_leave(viewer: Viewer, person: Person) -> None:
    """Raise NotAllowed for all but the person and their social worker."""
    if not may_leave(viewer, person):
        raise NotAllowed(f"Only {person} or the social worker can end this. Tell one of them.")
