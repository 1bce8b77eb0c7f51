"""What tests of neighbourhood teams begin with."""

from datetime import timedelta

from locallinks.foundation.accounts.models import Organisation, Team
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.teams import actions as teams
from locallinks.personal.teams import queries
from locallinks.personal.teams.models import TeamMembership
from tests.kit import NOW, TODAY, City

LATER = TODAY + timedelta(days=30)
YES = {"why": "Two falls", "basis": "agreement", "agreed_by": "Mary Firth", "how_explained": "At her table"}
GOAL = {"words": "To walk to the shop", "said_by": "Mary", "who": "The nurse", "what": "Balance class", "by_on": LATER}
MET = {"met_on": TODAY, "there": "All of us", "person_there": True, "words": "New tablets", "next_look_on": LATER}
TIER = {"tier": "watchful", "why": "Two falls", "next_look_on": LATER}


def do(city: City, role: str, action, at=NOW, **given):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return action(viewer=viewer, at=at, **given)


def surgery() -> int:
    return Organisation.objects.get(name="Mill Lane Surgery").pk


def bring(city: City, team: Team, person: Person, **changes) -> TeamMembership:
    given = {"team_id": team.pk, "organisation_ids": (surgery(),), **YES, **changes}
    return do(city, "social_worker", teams.bring_to_team, person_id=person.pk, **given)


def rows(city: City, role: str, team: Team):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return queries.caseload(viewer=viewer, teams=[team], today=TODAY)
