"""The viewer's neighbourhood teams, whom the viewer may see in each, and one person's page."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from locallinks.foundation.accounts.models import Team, TeamPartner
from locallinks.foundation.accounts.queries import may_make_teams, neighbourhood_teams, partners_of
from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.people.models import Death, Person
from locallinks.foundation.people.queries.records import shares_of
from locallinks.foundation.reference.models import Code
from locallinks.foundation.reference.queries import codes
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.pipeline import Statement, constant
from locallinks.foundation.shared.roles import Capability, roles_shown
from locallinks.foundation.shared.viewer import Viewer, restricted_to_roles
from locallinks.personal.teams.models import TeamGoal, TeamMeeting, TeamMembership, TeamTier
from locallinks.personal.teams.permissions import check_can_see_teams, may_bring, works_in
from locallinks.personal.teams.rules import TEAM_WORK, TIERS, is_due


def risk_tiers(on: date) -> list[Code]:
    """The tiers that can be chosen, the closest first; each says whether the council checked it."""
    return codes(TIERS, on)


@dataclass(frozen=True)
class TeamRow:
    """One team of the viewer's, and how many people known to it they may know of."""

    team: Team
    people: int
    due: int


@dataclass(frozen=True)
class CaseloadRow:
    """Somebody known to a team, as the caseload lists them. Reads what the query annotated."""

    membership: TeamMembership
    tier: str
    tier_words: str
    next_look_on: date | None
    open_goals: int
    late_goals: int
    due: bool


def teams_of_viewer(*, viewer: Viewer, today: date) -> list[TeamRow]:
    """The viewer's teams by name. Two queries, however many teams and people. Raises NotAllowed."""
    check_can_see_teams(viewer)
    teams = list(neighbourhood_teams(organisation_ids=viewer.memberships))
    rows = caseload(viewer=viewer, teams=teams, today=today)
    return [
        TeamRow(
            team,
            sum(row.membership.team_id == team.pk for row in rows),
            sum(row.due for row in rows if row.membership.team_id == team.pk),
        )
        for team in teams
    ]


def reviews_due(*, viewer: Viewer, today: date) -> Statement[int]:
    """How many people known to the viewer's teams are due to be looked at: those that `caseload` marks as due."""
    organisations = list(viewer.organisations_with_records_open_to(*roles_shown("team_look")))
    if not organisations:
        return constant(0)
    return Statement("select team_reviews_due(%s, %s)", [organisations, today], lambda rows: int(rows[0][0]))


def caseload(*, viewer: Viewer, teams: list[Team], today: date) -> list[CaseloadRow]:
    """The people known to these teams now who agreed that the viewer's organisation sees it, by name. One query."""
    if not viewer.may_somewhere(Capability.WORK_IN_TEAM) or not teams:
        return []
    newest = TeamTier.objects.filter(membership=OuterRef("pk")).order_by("-set_at", "-pk")
    met = TeamMeeting.objects.filter(membership=OuterRef("pk")).order_by("-recorded_at", "-pk")
    rows = (
        TeamMembership.objects.filter(team__in=teams, leaving=None)
        .select_related("person", "team")
        .annotate(
            tier=Subquery(newest.values("tier")[:1]),
            tier_words=Subquery(newest.values("words")[:1]),
            look_on=Subquery(newest.values("next_look_on")[:1]),
            looked_at=Subquery(newest.values("set_at")[:1]),
            met_look_on=Subquery(met.values("next_look_on")[:1]),
            met_at=Subquery(met.values("recorded_at")[:1]),
            open_goals=Count("goals", filter=Q(goals__end=None), distinct=True),
            late_goals=Count("goals", filter=Q(goals__end=None, goals__by_on__lt=today), distinct=True),
        )
    )
    with restricted_to_roles(*TEAM_WORK):
        return [_caseload_row(row, today) for row in rows.order_by("person__full_name", "pk")]


def _caseload_row(row: TeamMembership, today: date) -> CaseloadRow:
    """One row of the caseload. The newer of the tier and the meeting says when to look again."""
    annotated = row.__dict__
    met_last = annotated["met_at"] and (annotated["looked_at"] is None or annotated["met_at"] >= annotated["looked_at"])
    look = annotated["met_look_on"] if met_last else annotated["look_on"]
    return CaseloadRow(
        row,
        annotated["tier"] or "",
        annotated["tier_words"] or "",
        look,
        annotated["open_goals"],
        annotated["late_goals"],
        annotated["tier"] is None or is_due(look, today),
    )


def team_for(*, viewer: Viewer, team_id: int) -> Team:
    """One of the viewer's teams. Raises Http404 for anybody else's, and NotAllowed for those who see no teams."""
    check_can_see_teams(viewer)
    team = neighbourhood_teams(organisation_ids=viewer.memberships).filter(pk=team_id).first()
    if team is None:
        raise Http404
    if not works_in(viewer, organisations_in(team)) and not may_make_teams(viewer, team.organisation_id):
        raise Http404
    return team


def organisations_in(team: Team) -> set[int]:
    """The ids of the organisations that work in a team now: its council and its present partners."""
    return {team.organisation_id, *partners_of(team).values_list("organisation", flat=True)}


def partner_in(*, team: Team, partner_id: int) -> TeamPartner:
    """One present partner of a team. Raises Http404 for any other."""
    partner = partners_of(team).filter(pk=partner_id).first()
    if partner is None:
        raise Http404
    return partner


@dataclass(frozen=True)
class TeamPage:
    """What one team and one person agreed: everything the page shows."""

    person: Person
    membership: TeamMembership | None
    tier: TeamTier | None = None
    next_look_on: date | None = None
    due: bool = False
    goals: list[TeamGoal] = field(default_factory=list)
    meetings: list[TeamMeeting] = field(default_factory=list)
    partners: list[TeamPartner] = field(default_factory=list)
    sees: frozenset[int] = frozenset()
    death: Death | None = None


def open_team_page(*, viewer: Viewer, person_id: int, page: str, at: datetime) -> TeamPage:
    """One person and their team, for one page; the look is written down. Raises Http404 or NotAllowed.

    The council's team and the person see that there is no team yet; everybody else cannot know.
    """
    if not viewer.people and not viewer.may_somewhere(Capability.WORK_IN_TEAM):
        raise NotAllowed("Only the person and those who work in their neighbourhood team can open this page.")
    person = Person.objects.select_related("home").filter(pk=person_id).first()
    if person is None:
        raise Http404
    rows = TeamMembership.objects.filter(person=person, leaving=None).select_related("team__organisation", "brought_by")
    membership = rows.first()
    at_home = person.pk in viewer.people or bool(viewer.roles_in(person.home_id) & TEAM_WORK)
    if not at_home and (membership is None or not works_in(viewer, organisations_in(membership.team))):
        raise Http404
    record_read(viewer=viewer, person=person, page=page, at=at)
    death = Death.objects.filter(person=person).first()
    return (
        TeamPage(person, None, death=death) if membership is None else _page(person, membership, death, clock.day(at))
    )


def _page(person: Person, membership: TeamMembership, death: Death | None, today: date) -> TeamPage:
    goals = TeamGoal.objects.filter(membership=membership).select_related("end", "recorded_by")
    meetings = list(TeamMeeting.objects.filter(membership=membership).select_related("recorded_by"))
    tier = TeamTier.objects.filter(membership=membership).select_related("set_by").first()
    looks = [(row.recorded_at, row.next_look_on) for row in meetings]
    looks += [(tier.set_at, tier.next_look_on)] if tier else []
    look = max(looks)[1] if looks else None
    shares = shares_of(person).filter(purpose=SharePurpose.TEAM)
    return TeamPage(
        person,
        membership,
        tier,
        look,
        tier is None or is_due(look, today),
        sorted(goals, key=lambda goal: (hasattr(goal, "end"), goal.by_on, goal.pk)),
        meetings,
        list(partners_of(membership.team)),
        frozenset(row.organisation_id for row in shares if row.covers(today)),
        death,
    )


def goal_on_page(page: TeamPage, goal_id: int) -> TeamGoal:
    """One goal that the page shows. Raises Http404 for any other."""
    goal = next((goal for goal in page.goals if goal.pk == goal_id), None)
    if goal is None:
        raise Http404
    return goal


def teams_to_bring_to(person: Person) -> QuerySet[Team]:
    """The council's own neighbourhood teams."""
    return neighbourhood_teams(organisation_ids=(person.home_id,)).filter(organisation=person.home_id)


def may_bring_from_page(viewer: Viewer, page: TeamPage) -> bool:
    """Whether the page offers to bring the person to a team: in none, not dead, and the viewer may."""
    return page.membership is None and page.death is None and may_bring(viewer, page.person)
