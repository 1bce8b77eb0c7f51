"""A neighbourhood team of a surgery, nurses and the council; one person known to it, and one who has left.

The nurses are in the team, but neither person agreed to share with them.
"""

from datetime import timedelta

from locallinks.foundation.accounts.actions.delegations import record_delegation
from locallinks.foundation.accounts.actions.neighbourhood_teams import add_partner, make_team
from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.messages.actions.letters_to_others import queue_letter_to_other
from locallinks.foundation.shared.roles import Role
from locallinks.personal.teams import actions as teams
from tests.kit import add_user
from tests.security.world_base import NAME, TEAM_WORDS, WORDS, World


def settle(world: World) -> None:
    city, later = world.city, (world.at + timedelta(days=90)).date()
    surgery = Organisation.objects.create(name="Mill Lane Surgery", kind="health")
    nurses = Organisation.objects.create(name="Beck Community Nursing", kind="health")
    add_user(city, "clinician", Role.CLINICIAN, surgery)
    add_user(city, "nurse", Role.CLINICIAN, nurses)
    add_user(city, "other_clinician", Role.CLINICIAN, Organisation.objects.create(name="Beck Surgery", kind="health"))
    team = world.act(
        "administrator", make_team, organisation_id=city.council.pk, name="Millbank team", patch="Millbank"
    )
    world.act(
        "administrator",
        record_delegation,
        duty="review",
        to_name="Millbank Deaf Society",
        agreement="Of May",
        starts_on=world.at.date() - timedelta(days=30),
        ends_on=None,
    )
    for partner in (surgery, nurses):
        world.act("administrator", add_partner, team_id=team.pk, organisation_id=partner.pk, brings="Nursing")
    for stage in ("live", "in_review"):
        world.act(
            "social_worker",
            queue_letter_to_other,
            person=world.people[stage],
            to_name="Dr Rahman",
            to_address="Mill Lane",
            words=WORDS,
            said_by=NAME,
        )
        known = world.act(
            "social_worker",
            teams.bring_to_team,
            person_id=world.people[stage].pk,
            team_id=team.pk,
            why=TEAM_WORDS,
            organisation_ids=(surgery.pk,),
            basis="agreement",
            agreed_by=NAME,
            how_explained=WORDS,
            words=WORDS,
        )
        world.act(
            "clinician", teams.set_tier, membership_id=known.pk, tier="watchful", why=TEAM_WORDS, next_look_on=later
        )
        goal = {"membership_id": known.pk, "words": TEAM_WORDS, "said_by": NAME}
        goal |= {"who": "Nurse", "what": TEAM_WORDS, "by_on": later}
        ended = world.act("clinician", teams.add_team_goal, **goal)
        world.act("clinician", teams.end_team_goal, goal_id=ended.pk, how="done", words=TEAM_WORDS)
        world.act("person", teams.add_team_goal, **goal)
        world.act(
            "clinician", teams.record_meeting, membership_id=known.pk, met_on=world.at.date(), there="All of us",
            person_there=True, words=TEAM_WORDS, next_look_on=later,
        )  # fmt: skip
    world.act("social_worker", teams.leave_team, membership_id=known.pk, why="asked", words=TEAM_WORDS, said_by=NAME)
