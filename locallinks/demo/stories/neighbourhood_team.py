"""A neighbourhood team of a surgery, nurses and the council; and Elaine, who agreed that it works together."""

from collections.abc import Callable
from datetime import datetime, timedelta

from locallinks.demo.city import NURSES, SURGERY, City
from locallinks.demo.idempotent import do_once
from locallinks.demo.stories import elaine
from locallinks.foundation.accounts.actions.neighbourhood_teams import add_partner, make_team
from locallinks.foundation.accounts.models import Team
from locallinks.foundation.people.choices import AgreementBasis
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.teams import actions as teams
from locallinks.personal.teams.models import TeamMembership

NOT_YET_SEEN = "Arthur Dunn"
TEAM, PATCH = "Millbank neighbourhood team", "Millbank, Weir Lane and Canal Row"


def tell(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """The team, its organisations, and two people known to it. Needs Elaine's story. Safe to run again."""
    administrator, worker, nurse = city.viewer("administrator"), city.viewer("social.worker"), city.viewer("nurse")
    do_once("neighbourhood team", administrator, lambda: _start_team(administrator, city, at))
    do_once("elaine and the team", worker, lambda: _bring_elaine(worker, city, at))
    do_once("what the team wrote", nurse, lambda: _write_about_elaine(nurse, at))
    do_once("arthur and the team", worker, lambda: _bring_arthur(worker, city, at))
    say(f"  {TEAM} works together for {elaine.NAME}")


def _start_team(viewer: Viewer, city: City, at: datetime) -> None:
    team = make_team(viewer=viewer, organisation_id=viewer.memberships[0], name=TEAM, patch=PATCH, at=at)
    for name, brings in ((SURGERY, "The GPs of the patch"), (NURSES, "Nurses and therapists")):
        add_partner(viewer=viewer, team_id=team.pk, organisation_id=city.organisation(name).pk, brings=brings, at=at)


def _bring_elaine(viewer: Viewer, city: City, at: datetime) -> None:
    teams.bring_to_team(
        viewer=viewer,
        person_id=Person.objects.get(full_name=elaine.NAME).pk,
        team_id=Team.objects.get(name=TEAM).pk,
        why="Two falls, and dizzy since the new tablets.",
        organisation_ids=(city.organisation(SURGERY).pk, city.organisation(NURSES).pk),
        basis=AgreementBasis.AGREEMENT,
        agreed_by=elaine.NAME,
        how_explained="At her table, with the leaflet, one name at a time.",
        words="If it means telling it once and not four times, yes.",
        at=at,
    )


def _write_about_elaine(viewer: Viewer, at: datetime) -> None:
    day = clock.day(at)
    known = TeamMembership.objects.get(person__full_name=elaine.NAME)
    teams.set_tier(
        viewer=viewer,
        membership_id=known.pk,
        tier="watchful",
        next_look_on=day + timedelta(days=28),
        at=at,
        why="You fell twice this autumn. We want to know why before winter.",
    )
    for words, who, what, days in (
        ("To walk to the market and back on my own", "Bridget Shaw, nurse", "Stairs and balance, once a week", 42),
        ("Not to feel giddy in the mornings", "Dr Nadia Rahman", "Looks at the tablets with me", 7),
    ):
        teams.add_team_goal(
            viewer=viewer,
            membership_id=known.pk,
            words=words,
            said_by=elaine.NAME,
            who=who,
            what=what,
            by_on=day + timedelta(days=days),
            at=at,
        )
    teams.record_meeting(
        viewer=viewer,
        membership_id=known.pk,
        met_on=day,
        there="Nadia Rahman, Bridget Shaw, Ruth Adeyemi, Elaine",
        person_there=True,
        next_look_on=day + timedelta(days=28),
        at=at,
        words="Elaine told us about the stairs. The tablets change on Monday. Ruth asks about a second rail.",
    )


def _bring_arthur(viewer: Viewer, city: City, at: datetime) -> None:
    teams.bring_to_team(
        viewer=viewer,
        person_id=Person.objects.get(full_name=NOT_YET_SEEN).pk,
        team_id=Team.objects.get(name=TEAM).pk,
        why="He forgets his tablets, and has been to the surgery six times this month.",
        basis=AgreementBasis.AGREEMENT,
        organisation_ids=(city.organisation(SURGERY).pk, city.organisation(NURSES).pk),
        agreed_by=NOT_YET_SEEN,
        how_explained="On the phone, and again at the door.",
        at=at,
    )
