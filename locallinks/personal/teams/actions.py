"""Bring a person to a neighbourhood team with their agreement, record what the team writes, and end the membership."""

from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.accounts.actions.neighbourhood_teams import end_partner
from locallinks.foundation.accounts.models import Team, TeamPartner
from locallinks.foundation.accounts.queries import partners_of
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.actions.sharing import agree_to_share, close_shares
from locallinks.foundation.people.choices import AgreementBasis, SharePurpose
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import has_died
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Problem
from locallinks.foundation.shared.viewer import Viewer, widened_to_organisations
from locallinks.personal.teams.choices import GoalEnding, LeavingReason
from locallinks.personal.teams.models import (
    TeamGoal,
    TeamGoalEnd,
    TeamLeaving,
    TeamMeeting,
    TeamMembership,
    TeamTier,
)
from locallinks.personal.teams.permissions import check_can_bring, check_can_leave, works_in
from locallinks.personal.teams.queries import organisations_in, risk_tiers
from locallinks.personal.teams.rules import (
    AGREEMENT_BASES,
    goal_problems,
    meeting_problems,
    tier_problems,
)

PURPOSE = SharePurpose.TEAM


@transaction.atomic
def bring_to_team(
    *,
    viewer: Viewer,
    person_id: int,
    team_id: int,
    why: str,
    organisation_ids: tuple[int, ...],
    basis: str,
    agreed_by: str,
    how_explained: str,
    words: str = "",
    consulted: str = "",
    at: datetime,
) -> TeamMembership:
    """Record that a person is known to a team from today, share with each organisation they agreed to, and return it.

    Raises NotAllowed for anybody but the council's social worker. Raises DomainError without the person's agreement or
    a best-interests record, for a person who is known to a team already or has died, and for an organisation that is
    not in the team (docs/rules/care-act.md 9; docs/rules/requests.md 9).
    """
    person = Person.locked(person_id)
    check_can_bring(viewer, person)
    team = Team.objects.filter(pk=team_id, organisation=person.home_id).exclude(patch="").first()
    partners = {row.organisation_id: row.organisation for row in partners_of(team)} if team else {}
    problems = []
    if team is None:
        problems.append(Problem("Choose the team", "team_id", "team_missing"))
    if not why.strip():
        problems.append(Problem("Say why a team could help", "why", "why_missing"))
    if not organisation_ids or not set(organisation_ids) <= set(partners):
        problems.append(Problem("Choose who in the team may see this", "organisation_ids", "nobody_chosen"))
    if basis not in AGREEMENT_BASES:
        problems.append(Problem("Say if the person agrees", "basis", "basis_missing"))
    if basis == AgreementBasis.BEST_INTERESTS and not consulted.strip():
        problems.append(Problem("Say who was asked before this was decided", "consulted", "nobody_consulted"))
    for text, name, message in (
        (agreed_by, "agreed_by", "Say who agreed, or who decided"),
        (how_explained, "how_explained", "Say how it was explained"),
    ):
        if not text.strip():
            problems.append(Problem(message, name, f"{name}_missing"))
    if TeamMembership.objects.filter(person=person, leaving=None).exists():
        problems.append(Problem(f"{person} is known to a team already. Let them leave it first", code="known_already"))
    if has_died(person.pk):
        problems.append(Problem(f"{person} has died.", code="died"))
    if problems or team is None:
        raise DomainError(problems=problems)
    membership = TeamMembership.objects.create(
        person=person, team=team, why=why.strip(), brought_by_id=viewer.actor_id, brought_at=at
    )
    record_write(viewer=viewer, verb=f"brought them to {team}", subject=membership, person=person, reason=why, at=at)
    for organisation_id in dict.fromkeys(organisation_ids):
        agree_to_share(
            viewer=viewer, person=person, organisation=partners[organisation_id], purpose=PURPOSE,
            basis=basis, agreed_by=agreed_by.strip(),
            how_explained=how_explained.strip(), words=words.strip(), consulted=consulted.strip(),
            on=clock.day(at), at=at,
        )  # fmt: skip
    return membership


def _locked_membership(viewer: Viewer, membership_id: int, *, or_the_person: bool = False) -> TeamMembership:
    """Lock the person's row and return the membership.

    Raises NotAllowed for a viewer who does not work in the team, and DomainError once the person has left it.
    """
    membership = TeamMembership.objects.select_related("person", "team").get(pk=membership_id)
    Person.locked(membership.person_id)
    if not works_in(viewer, organisations_in(membership.team)) and not (
        or_the_person and membership.person_id in viewer.people
    ):
        raise NotAllowed(f"Only those who work in {membership.team} can write here.")
    if TeamLeaving.objects.filter(membership=membership).exists():
        raise DomainError(f"{membership.person} is no longer known to this team.", code="left")
    return membership


@transaction.atomic
def set_tier(*, viewer: Viewer, membership_id: int, tier: str, why: str, next_look_on: date, at: datetime) -> TeamTier:
    """Record how closely the team keeps in touch, with why, and return the tier. Nothing computes it.

    Raises NotAllowed for a viewer who does not work in the team. Raises DomainError for a tier that is not in the list,
    without a reason, and for a day to look again that is not after today or is more than a year ahead.
    """
    membership, today = _locked_membership(viewer, membership_id), clock.day(at)
    choices = {row.code: row for row in risk_tiers(today)}
    problems = tier_problems(tier=tier, known_tiers=choices, why=why, next_look_on=next_look_on, today=today)
    if problems:
        raise DomainError(problems=problems)
    chosen = choices[tier]
    row = TeamTier.objects.create(
        person=membership.person,
        membership=membership,
        tier=tier,
        words=chosen.words,
        verified=chosen.verified,
        why=why.strip(),
        next_look_on=next_look_on,
        set_by_id=viewer.actor_id,
        set_at=at,
    )
    record_write(
        viewer=viewer,
        verb="said how closely the team keeps in touch",
        subject=row,
        person=membership.person,
        reason=chosen.words,
        at=at,
    )
    return row


@transaction.atomic
def add_team_goal(
    *, viewer: Viewer, membership_id: int, words: str, said_by: str, who: str, what: str, by_on: date, at: datetime
) -> TeamGoal:
    """Record what the person wants, in their words, and who does what by when; return the goal.

    The person may do so as well as the team: others raise NotAllowed. Raises DomainError for what is missing.
    """
    membership = _locked_membership(viewer, membership_id, or_the_person=True)
    problems = goal_problems(words=words, said_by=said_by, who=who, what=what, by_on=by_on, today=clock.day(at))
    if problems:
        raise DomainError(problems=problems)
    goal = TeamGoal.objects.create(
        person=membership.person,
        membership=membership,
        words=words.strip(),
        said_by=said_by.strip(),
        who=who.strip(),
        what=what.strip(),
        by_on=by_on,
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(
        viewer=viewer,
        verb="wrote down a goal with the team",
        subject=goal,
        person=membership.person,
        reason=words,
        at=at,
    )
    return goal


@transaction.atomic
def end_team_goal(*, viewer: Viewer, goal_id: int, how: str, words: str = "", at: datetime) -> TeamGoalEnd:
    """Record that a goal was reached, or is no longer wanted, and return the row. By the team, or by the person.

    Raises DomainError for a goal that has ended already.
    """
    goal = TeamGoal.objects.get(pk=goal_id)
    membership = _locked_membership(viewer, goal.membership_id, or_the_person=True)
    if how not in GoalEnding:
        raise DomainError("Say if it was done", field="how", code="how_missing")
    if TeamGoalEnd.objects.filter(goal=goal).exists():
        raise DomainError("This has been answered already.", code="ended")
    end = TeamGoalEnd.objects.create(
        person=membership.person,
        goal=goal,
        how=how,
        words=words.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(
        viewer=viewer,
        verb="finished a goal with the team",
        subject=end,
        person=membership.person,
        reason=GoalEnding(how).label,
        at=at,
    )
    return end


@transaction.atomic
def record_meeting(
    *,
    viewer: Viewer,
    membership_id: int,
    met_on: date,
    there: str,
    person_there: bool,
    words: str,
    next_look_on: date,
    at: datetime,
) -> TeamMeeting:
    """Record what the team said about a person and when it looks again; return the meeting.

    Raises NotAllowed for a viewer who does not work in the team. Raises DomainError for a meeting in the future or
    before the membership began, and for what is missing.
    """
    membership, today = _locked_membership(viewer, membership_id), clock.day(at)
    problems = meeting_problems(
        met_on=met_on,
        there=there,
        words=words,
        next_look_on=next_look_on,
        today=today,
        brought_on=clock.day(membership.brought_at),
    )
    if problems:
        raise DomainError(problems=problems)
    row = TeamMeeting.objects.create(
        person=membership.person,
        membership=membership,
        met_on=met_on,
        there=there.strip(),
        person_there=person_there,
        words=words.strip(),
        next_look_on=next_look_on,
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(viewer=viewer, verb="wrote down what the team said", subject=row, person=membership.person, at=at)
    return row


@transaction.atomic
def leave_team(*, viewer: Viewer, membership_id: int, why: str, words: str, said_by: str, at: datetime) -> TeamLeaving:
    """End a membership and its shares today; return the row that says so. The organisations then see nothing of it.

    Raises NotAllowed for anybody but the person and the council's social worker, and DomainError for what is missing.
    """
    membership = TeamMembership.objects.select_related("person", "team").get(pk=membership_id)
    Person.locked(membership.person_id)
    check_can_leave(viewer, membership.person)
    problems = [
        Problem(message, name, f"{name}_missing")
        for ok, name, message in (
            (why in LeavingReason, "why", "Say why they leave the team"),
            (bool(words.strip()), "words", "Write what was said"),
            (bool(said_by.strip()), "said_by", "Say who told you"),
        )
        if not ok
    ]
    if TeamLeaving.objects.filter(membership=membership).exists():
        problems.append(Problem(f"{membership.person} has left this team already.", code="left"))
    if problems:
        raise DomainError(problems=problems)
    leaving = TeamLeaving.objects.create(
        person=membership.person,
        membership=membership,
        why=why,
        words=words.strip(),
        said_by=said_by.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    close_shares(person_id=membership.person_id, purposes=(PURPOSE,), on=clock.day(at), at=at)
    record_write(
        viewer=viewer,
        verb=f"wrote down that they leave {membership.team}",
        subject=leaving,
        person=membership.person,
        reason=LeavingReason(why).label,
        at=at,
    )
    return leaving


@transaction.atomic
def end_partnership(*, viewer: Viewer, partner_id: int, at: datetime) -> TeamPartner:
    """Take an organisation out of a team today: end its shares of everybody there, and return the ended partnership.

    Raises NotAllowed for anybody but the council's administrator. The audit of each person says what ended.
    """
    partner = end_partner(viewer=viewer, partner_id=partner_id, at=at)
    with widened_to_organisations(partner.team.organisation_id):  # whoever administers opens nobody's record
        for membership in TeamMembership.objects.filter(team=partner.team_id, leaving=None).select_related("person"):
            shut = close_shares(
                person_id=membership.person_id,
                organisation_id=partner.organisation_id,
                purposes=(PURPOSE,),
                on=clock.day(at),
                at=at,
            )
            if shut:
                record_write(
                    viewer=viewer,
                    verb=f"ended what {partner.organisation} could see",
                    subject=membership,
                    person=membership.person,
                    reason="It is no longer in the team",
                    at=at,
                )
    return partner
