"""Neighbourhood teams: which are the viewer's, who is known to each as far as they agreed, and one person's page."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from locallinks.foundation.accounts.models import Team, TeamPartner
from locallinks.foundation.accounts.queries import may_make_teams, neighbourhood_teams, partners_of
from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.people.models import Death, Person
from locallinks.foundation.people.queries import shares_of
from locallinks.foundation.reference.models import Code
from locallinks.foundation.reference.queries import codes
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_shown
from locallinks.foundation.shared.scope import Viewer, eyes_of_roles
from locallinks.foundation.shared.together import Question, known
from locallinks.personal.referrals.models import TeamGoal, TeamMeeting, TeamPerson, TeamTier
from locallinks.personal.referrals.permissions import check_can_see_teams, may_bring, works_in
from locallinks.personal.referrals.rules.teams import TEAM_WORK, TIERS, is_due


def tiers(on: date) -> list[Code]:
    """How closely a team can keep in touch, the closest first; each says whether the council checked it."""
    return codes(TIERS, on)


@dataclass(frozen=True)
class TeamRow:
    """One team of the viewer's, and how many people known to it they may know of."""

    team: Team
    people: int
    due: int


@dataclass(frozen=True)
class KnownRow:
    """Somebody known to a team, as the caseload lists them. Reads what the query annotated."""

    known: TeamPerson
    tier: str
    tier_words: str
    next_look_on: date | None
    open_goals: int
    late_goals: int
    due: bool


def teams_here(*, viewer: Viewer, today: date) -> list[TeamRow]:
    """The viewer's teams by name. Two queries, however many teams and people."""
    check_can_see_teams(viewer)
    teams = list(neighbourhood_teams(organisation_ids=viewer.memberships))
    found = caseload(viewer=viewer, teams=teams, today=today)
    return [
        TeamRow(
            team, sum(row.known.team_id == team.pk for row in found),
            sum(row.due for row in found if row.known.team_id == team.pk),
        )
        for team in teams
    ]  # fmt: skip


def looks_due(*, viewer: Viewer, today: date) -> Question[int]:
    """How many people known to the viewer's teams are to be looked at: `caseload` counted (0010)."""
    ours = list(viewer.organisations_as(*roles_shown("team_look")))
    if not ours:
        return known(0)
    return Question("select team_looks_due(%s, %s)", [ours, today], lambda rows: int(rows[0][0]))


def caseload(*, viewer: Viewer, teams: list[Team], today: date) -> list[KnownRow]:
    """Whoever is known to these teams now and agreed that this viewer's organisation sees it. One query."""
    if not viewer.may_somewhere(Capability.WORK_IN_TEAM) or not teams:
        return []
    newest = TeamTier.objects.filter(known=OuterRef("pk")).order_by("-set_at", "-pk")
    met = TeamMeeting.objects.filter(known=OuterRef("pk")).order_by("-recorded_at", "-pk")
    rows = TeamPerson.objects.filter(team__in=teams, leaving=None).select_related("person", "team").annotate(
        tier=Subquery(newest.values("tier")[:1]), tier_words=Subquery(newest.values("words")[:1]),
        look_on=Subquery(newest.values("next_look_on")[:1]), looked_at=Subquery(newest.values("set_at")[:1]),
        met_look_on=Subquery(met.values("next_look_on")[:1]), met_at=Subquery(met.values("recorded_at")[:1]),
        open_goals=Count("goals", filter=Q(goals__end=None), distinct=True),
        late_goals=Count("goals", filter=Q(goals__end=None, goals__by_on__lt=today), distinct=True),
    )  # fmt: skip
    with eyes_of_roles(*TEAM_WORK):
        return [_known(row, today) for row in rows.order_by("person__full_name", "pk")]


def _known(row: TeamPerson, today: date) -> KnownRow:
    """Whichever was written last, the tier or the meeting, says when to look again."""
    told = row.__dict__
    met_last = told["met_at"] and (told["looked_at"] is None or told["met_at"] >= told["looked_at"])
    look = told["met_look_on"] if met_last else told["look_on"]
    return KnownRow(
        row, told["tier"] or "", told["tier_words"] or "", look, told["open_goals"], told["late_goals"],
        told["tier"] is None or is_due(look, today),
    )  # fmt: skip


def team_for(*, viewer: Viewer, team_id: int) -> Team:
    """One of the viewer's teams. Raises Http404 for anybody else's."""
    check_can_see_teams(viewer)
    team = neighbourhood_teams(organisation_ids=viewer.memberships).filter(pk=team_id).first()
    if team is None:
        raise Http404
    if not works_in(viewer, organisations_in(team)) and not may_make_teams(viewer, team.organisation_id):
        raise Http404
    return team


def organisations_in(team: Team) -> set[int]:
    return {team.organisation_id, *partners_of(team).values_list("organisation", flat=True)}


def partner_in(*, team: Team, partner_id: int) -> TeamPartner:
    found = partners_of(team).filter(pk=partner_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class TeamPage:
    """What one team and one person agreed: everything the page shows."""

    person: Person
    known: TeamPerson | None
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
    rows = TeamPerson.objects.filter(person=person, leaving=None).select_related("team__organisation", "brought_by")
    known = rows.first()
    at_home = person.pk in viewer.people or bool(viewer.roles_in(person.home_id) & TEAM_WORK)
    if not at_home and (known is None or not works_in(viewer, organisations_in(known.team))):
        raise Http404
    record_read(viewer=viewer, person=person, page=page, at=at)
    death = Death.objects.filter(person=person).first()
    return TeamPage(person, None, death=death) if known is None else _page(person, known, death, clock.day(at))


def _page(person: Person, known: TeamPerson, death: Death | None, today: date) -> TeamPage:
    goals = TeamGoal.objects.filter(known=known).select_related("end", "recorded_by")
    meetings = list(TeamMeeting.objects.filter(known=known).select_related("recorded_by"))
    tier = TeamTier.objects.filter(known=known).select_related("set_by").first()
    looks = [(row.recorded_at, row.next_look_on) for row in meetings]
    looks += [(tier.set_at, tier.next_look_on)] if tier else []
    look = max(looks)[1] if looks else None
    shares = shares_of(person).filter(purpose="team")
    return TeamPage(
        person, known, tier, look, tier is None or is_due(look, today),
        sorted(goals, key=lambda one: (hasattr(one, "end"), one.by_on, one.pk)), meetings,
        list(partners_of(known.team)), frozenset(row.organisation_id for row in shares if row.covers(today)), death,
    )  # fmt: skip


def goal_on(page: TeamPage, goal_id: int) -> TeamGoal:
    found = next((one for one in page.goals if one.pk == goal_id), None)
    if found is None:
        raise Http404
    return found


def teams_to_bring_to(person: Person) -> QuerySet[Team]:
    """The council's own neighbourhood teams."""
    return neighbourhood_teams(organisation_ids=(person.home_id,)).filter(organisation=person.home_id)


def may_bring_here(viewer: Viewer, page: TeamPage) -> bool:
    return page.known is None and page.death is None and may_bring(viewer, page.person)
