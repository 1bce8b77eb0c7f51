"""A neighbourhood team of a surgery, nurses and the council; and Elaine, who agreed that it works together."""

from collections.abc import Callable
from datetime import datetime, timedelta

from locallinks.demo import elaine
from locallinks.demo.city import NURSES, SURGERY, City
from locallinks.demo.once import once
from locallinks.foundation.accounts.actions import add_partner, make_team, record_delegation
from locallinks.foundation.accounts.models import Team
from locallinks.foundation.people.actions import start_record
from locallinks.foundation.people.actions.merging import merge_records
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.assessments.actions import end_short_term, start_short_term
from locallinks.personal.charging.actions import give_estimate
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.teams import actions as teams
from locallinks.personal.teams.models import TeamMembership

NOT_YET, HOME_AGAIN, TWICE, PAYS_FOR_ALL = "Arthur Dunn", "Grace Adu", "Len Foster", "Winnie Clough"
DEAF_SOCIETY = "Aireborough Deaf Society"
TEAM, PATCH = "Millbank neighbourhood team", "Millbank, Weir Lane and Canal Row"


def work_together(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """The team, its organisations, and one person known to it. Safe to run again."""
    administrator, worker = city.viewer("administrator"), city.viewer("social.worker")
    nurse, day = city.viewer("nurse"), clock.day(at)

    def make() -> None:
        team = make_team(
            viewer=administrator, organisation_id=administrator.memberships[0], name=TEAM, patch=PATCH, at=at
        )
        for name, brings in ((SURGERY, "The GPs of the patch"), (NURSES, "Nurses and therapists")):
            add_partner(
                viewer=administrator, team_id=team.pk, organisation_id=city.organisation(name).pk, brings=brings, at=at
            )

    def bring() -> None:
        teams.bring_to_team(
            viewer=worker, person_id=Person.objects.get(full_name=elaine.NAME).pk,
            team_id=Team.objects.get(name=TEAM).pk, why="Two falls, and dizzy since the new tablets.",
            organisation_ids=(city.organisation(SURGERY).pk, city.organisation(NURSES).pk), basis="agreed",
            agreed_by=elaine.NAME, how_explained="At her table, with the leaflet, one name at a time.",
            words="If it means telling it once and not four times, yes.", at=at,
        )  # fmt: skip

    def write() -> None:
        known = TeamMembership.objects.get(person__full_name=elaine.NAME)
        teams.set_tier(
            viewer=nurse, membership_id=known.pk, tier="watchful", next_look_on=day + timedelta(days=28), at=at,
            why="You fell twice this autumn. We want to know why before winter.",
        )  # fmt: skip
        for words, who, what, days in (
            ("To walk to the market and back on my own", "Bridget Shaw, nurse", "Stairs and balance, once a week", 42),
            ("Not to feel giddy in the mornings", "Dr Nadia Rahman", "Looks at the tablets with me", 7),
        ):
            teams.add_team_goal(
                viewer=nurse, membership_id=known.pk, words=words, said_by=elaine.NAME, who=who, what=what,
                by_on=day + timedelta(days=days), at=at,
            )  # fmt: skip
        teams.record_meeting(
            viewer=nurse, membership_id=known.pk, met_on=day, there="Nadia Rahman, Bridget Shaw, Ruth Adeyemi, Elaine",
            person_there=True, next_look_on=day + timedelta(days=28), at=at,
            words="Elaine told us about the stairs. The tablets change on Monday. Ruth asks about a second rail.",
        )  # fmt: skip

    def bring_another() -> None:
        teams.bring_to_team(
            viewer=worker, person_id=Person.objects.get(full_name=NOT_YET).pk, team_id=Team.objects.get(name=TEAM).pk,
            why="He forgets his tablets, and has been to the surgery six times this month.", basis="agreed",
            organisation_ids=(city.organisation(SURGERY).pk, city.organisation(NURSES).pk), agreed_by=NOT_YET,
            how_explained="On the phone, and again at the door.", at=at,
        )  # fmt: skip

    once("neighbourhood team", administrator, make)
    once("what others do for the council", administrator, lambda: _delegate(administrator, at))
    once("elaine and the team", worker, bring)
    once("what the team wrote", nurse, write)
    once("arthur and the team", worker, bring_another)
    once("winnie pays for all of it", worker, lambda: _self_funder(worker, at))
    once("grace and day 91", worker, lambda: _home_from_hospital(worker, at))
    once("two records of len", worker, lambda: _two_records(worker, at))
    say(f"  {TEAM} works together for {elaine.NAME}")


def _delegate(administrator: Viewer, at: datetime) -> None:
    """Assessing people who sign, done by those who sign (Care Act section 79)."""
    day = clock.day(at)
    record_delegation(
        viewer=administrator, duty="assessment", to_name=DEAF_SOCIETY, starts_on=day - timedelta(days=60), at=at,
        ends_on=day + timedelta(days=305), agreement="Agreement of 1 September, with Legal: assessing people who sign",
    )  # fmt: skip


def _self_funder(worker: Viewer, at: datetime) -> None:
    """Winnie has savings and asks the council to arrange it all the same: a fee, and no part of a personal budget."""
    give_estimate(
        viewer=worker, pathway_id=Pathway.objects.get(person__full_name=PAYS_FOR_ALL).pk, weekly_pence=120_00,
        pays_for_all=True, fee_pence=200_00, fee_every="year", at=at,
    )  # fmt: skip


def _home_from_hospital(worker: Viewer, at: datetime) -> None:
    """She came home with a short spell of help; it ended, and day 91 has come: where is she now?"""
    began = at - timedelta(days=93)
    spell = start_short_term(
        viewer=worker, pathway_id=Pathway.objects.get(person__full_name=HOME_AGAIN).pk, kind="intermediate",
        goals="To make my own tea, and to get up the stairs to bed.", given_by="Wharfe Home Again team",
        starts_on=clock.day(began), left_hospital_on=clock.day(began), at=began,
    )  # fmt: skip
    ended = began + timedelta(days=40)
    end_short_term(
        viewer=worker, short_term_id=spell.pk, ended_on=clock.day(ended), result="less",
        words="She makes her tea. The stairs are still slow.", at=ended,
    )  # fmt: skip


def _two_records(worker: Viewer, at: datetime) -> None:
    """Somebody was written down twice, once by a slip of the pen; the slip is laid aside."""
    kept = Person.objects.get(full_name=TWICE)
    slip = start_record(
        viewer=worker, home=kept.home, at=at, preferred_name="Len", full_name="Len Forster", phone="01632 960195"
    )
    merge_records(
        viewer=worker, keep_id=kept.pk, aside_id=slip.pk, reason="He told me: one Len, and the name was misheard.",
        at=at,
    )  # fmt: skip
