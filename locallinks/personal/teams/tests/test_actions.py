"""Neighbourhood teams: only with agreement, by a person's judgement, in the person's words; who sees what by share."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from locallinks.foundation.accounts.actions.neighbourhood_teams import add_partner, make_team
from locallinks.foundation.accounts.models import Organisation, Team
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.actions.records import record_death
from locallinks.foundation.people.actions.sharing import withdraw_agreement
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import agreements_of
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.pipeline import run
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.teams import actions as teams
from locallinks.personal.teams import queries
from locallinks.personal.teams.models import TeamMembership, TeamTier
from locallinks.personal.teams.tests.builders import GOAL, LATER, MET, TIER, YES, bring, do, rows, surgery
from tests.kit import NOW, TODAY, City, make_person, share_with


def test_only_those_the_person_agreed_to_see_it(city: City, team: Team) -> None:
    person = make_person(city, own=True)
    membership = bring(city, team, person)
    assert [row.membership.pk for row in rows(city, "gp", team)] == [membership.pk]
    assert rows(city, "nurse", team) == []  # in the team, but not asked about
    assert rows(city, "support_planner", team) == []
    assert [row.due for row in rows(city, "social_worker", team)] == [True]  # nobody has said how closely
    here = f"/people/{person.pk}/team/"
    assert city.client("gp").get(here).status_code == 200
    assert city.client("person").get(here).status_code == 200
    assert city.client("nurse").get(here).status_code == 404
    assert city.client("gp").get(f"/people/{person.pk}/").status_code == 403
    with acting_as(city.viewer("social_worker")):
        agreement = agreements_of(person)[0]
        assert Entry.objects.filter(person_id=person.pk, verb__startswith="brought them to").exists()
    do(city, "person", withdraw_agreement, agreement_id=agreement.pk, words="I changed my mind")
    assert rows(city, "gp", team) == []
    assert city.client("gp").get(here).status_code == 404
    assert [row.membership.pk for row in rows(city, "social_worker", team)] == [membership.pk]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"why": " "}, {"why_missing"}),
        ({"organisation_ids": ()}, {"nobody_chosen"}),
        ({"organisation_ids": (0,)}, {"nobody_chosen"}),
        ({"team_id": 0}, {"team_missing", "nobody_chosen"}),
        ({"basis": "x"}, {"basis_missing"}),
        ({"basis": "best_interests"}, {"nobody_consulted"}),
        ({"agreed_by": "", "how_explained": ""}, {"agreed_by_missing", "how_explained_missing"}),
    ],
)
def test_nobody_is_brought_without_agreement_and_reason(city: City, team: Team, changes: dict, codes: set) -> None:
    with pytest.raises(DomainError) as problem:
        bring(city, team, make_person(city), **changes)
    assert problem.value.codes == codes


def test_rule3_nobody_is_brought_in_best_interests_without_a_capacity_record(city: City, team: Team) -> None:
    with pytest.raises(DomainError) as problem:
        bring(city, team, make_person(city), basis="best_interests", consulted="Her daughter; it is least in her way")
    assert problem.value.codes == {"no_capacity_record"}


def test_nobody_is_in_two_teams(city: City, team: Team) -> None:
    person = make_person(city)
    bring(city, team, person)
    with pytest.raises(DomainError) as problem:
        bring(city, team, person)
    assert problem.value.codes == {"known_already"}
    other = make_person(city, name="Edna Holt")
    do(city, "social_worker", record_death, person=other, died_on=TODAY, told_by="Her son")
    with pytest.raises(DomainError) as problem:
        bring(city, team, other)
    assert problem.value.codes == {"died"}
    for role in ("handover_champion", "support_planner", "gp"):
        with pytest.raises((NotAllowed, Person.DoesNotExist)):
            do(city, role, teams.bring_to_team, person_id=other.pk, team_id=team.pk, organisation_ids=(), **YES)


def test_what_the_team_writes_and_the_newest_look_counts(city: City, team: Team) -> None:
    membership = bring(city, team, make_person(city, own=True))
    with pytest.raises(DomainError) as problem:
        do(city, "gp", teams.set_tier, membership_id=membership.pk, tier="x", why=" ", next_look_on=TODAY)
    assert problem.value.codes == {"tier_missing", "why_missing", "look_over"}
    tier = do(city, "gp", teams.set_tier, membership_id=membership.pk, **TIER)
    assert (tier.verified, tier.words.startswith("The team keeps an eye")) == (False, True)
    goal = do(city, "person", teams.add_team_goal, membership_id=membership.pk, **GOAL)
    with pytest.raises(DomainError) as problem:
        do(
            city,
            "gp",
            teams.add_team_goal,
            membership_id=membership.pk,
            **GOAL | {"words": "", "by_on": TODAY - timedelta(1)},
        )
    assert problem.value.codes == {"words_missing", "day_over"}
    with pytest.raises(DomainError) as problem:
        do(
            city,
            "gp",
            teams.record_meeting,
            membership_id=membership.pk,
            **MET | {"met_on": LATER, "there": "", "words": ""},
        )
    assert problem.value.codes == {"met_later", "there_missing", "words_missing"}
    look = TODAY + timedelta(days=7)
    do(
        city,
        "gp",
        teams.record_meeting,
        membership_id=membership.pk,
        **MET | {"next_look_on": look},
        at=NOW + timedelta(hours=1),
    )
    (row,) = rows(city, "gp", team)
    assert (row.tier, row.next_look_on, row.due, row.open_goals) == ("watchful", look, False, 1)
    do(city, "gp", teams.end_team_goal, goal_id=goal.pk, how="done", words="She went alone")
    for how, code in (("x", "how_missing"), ("done", "ended")):
        with pytest.raises(DomainError) as problem:
            do(city, "gp", teams.end_team_goal, goal_id=goal.pk, how=how)
        assert problem.value.codes == {code}
    assert rows(city, "gp", team)[0].open_goals == 0
    with acting_as(city.viewer("gp")), pytest.raises(DatabaseError, match="history"), transaction.atomic():
        TeamTier.objects.update(why="other")


def test_only_the_team_writes(city: City, team: Team) -> None:
    person = make_person(city, own=True)
    share_with(city, person)
    membership = bring(city, team, person)
    with pytest.raises(NotAllowed):
        do(city, "person", teams.set_tier, membership_id=membership.pk, **TIER)
    for role in ("nurse", "support_planner", "finance", "administrator"):  # they cannot know of it
        with pytest.raises(TeamMembership.DoesNotExist):
            do(city, role, teams.record_meeting, membership_id=membership.pk, **MET)
    with pytest.raises(NotAllowed):
        do(city, "gp", teams.leave_team, membership_id=membership.pk, why="asked", words="x", said_by="x")


def test_leaving_shuts_it_for_the_team(city: City, team: Team) -> None:
    person = make_person(city, own=True)
    membership = bring(city, team, person)
    with pytest.raises(DomainError) as problem:
        do(city, "person", teams.leave_team, membership_id=membership.pk, why="x", words=" ", said_by="")
    assert problem.value.codes == {"why_missing", "words_missing", "said_by_missing"}
    end = {"membership_id": membership.pk, "why": "managing", "words": "I am well", "said_by": "Mary"}
    do(city, "person", teams.leave_team, **end)
    assert rows(city, "gp", team) == rows(city, "social_worker", team) == []
    with pytest.raises(DomainError) as problem:
        do(city, "social_worker", teams.leave_team, **end)
    assert problem.value.codes == {"left"}
    with pytest.raises(DomainError) as problem:
        do(city, "social_worker", teams.set_tier, membership_id=membership.pk, **TIER)
    assert problem.value.codes == {"left"}
    assert bring(city, team, person).pk != membership.pk  # and they can come back


def test_an_organisation_that_leaves_the_team_sees_nothing_more(city: City, team: Team) -> None:
    person = make_person(city)
    bring(
        city,
        team,
        person,
        organisation_ids=tuple(Organisation.objects.filter(kind="health").values_list("pk", flat=True)),
    )
    partner = team.partners.get(organisation=surgery())
    do(city, "administrator", teams.end_partnership, partner_id=partner.pk)
    assert rows(city, "gp", team) == []
    assert len(rows(city, "nurse", team)) == 1
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.filter(person_id=person.pk, verb="ended what Mill Lane Surgery could see").exists()
    with pytest.raises(DomainError) as problem:
        do(city, "administrator", teams.end_partnership, partner_id=partner.pk)
    assert problem.value.codes == {"partner_left"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"name": " "}, "name_missing"), ({"patch": ""}, "patch_missing"), ({"name": "millbank TEAM"}, "name_taken")],
)
def test_a_team_has_a_name_and_a_patch(city: City, team: Team, changes: dict, code: str) -> None:
    given = {"organisation_id": city.council.pk, "name": "Weir team", "patch": "Weir Lane", **changes}
    with pytest.raises(DomainError) as problem:
        do(city, "administrator", make_team, **given)
    assert problem.value.codes == {code}
    with pytest.raises(NotAllowed):
        do(city, "social_worker", make_team, **given)


def test_who_can_be_a_partner(city: City, team: Team) -> None:
    for organisation, brings, code in (
        (city.provider.pk, "Care", "no_such_partner"),
        (city.council.pk, "x", "no_such_partner"),
        (surgery(), "GPs", "partner_already"),
        (city.network.pk, " ", "brings_missing"),
    ):
        with pytest.raises(DomainError) as problem:
            do(
                city,
                "administrator",
                add_partner,
                team_id=team.pk,
                organisation_id=organisation,
                brings=brings,
            )
        assert problem.value.codes == {code}


def test_people_to_look_at_are_counted_as_the_caseload_marks_them(city: City, team: Team) -> None:
    people = [make_person(city, name=name) for name in ("Mary Firth", "Edna Holt", "Ada Beck")]
    membership = [bring(city, team, person) for person in people]
    assert counted_and_marked(city, team, TODAY) == (3, 3)  # nobody has said how closely
    do(city, "social_worker", teams.set_tier, membership_id=membership[0].pk, **TIER)
    assert counted_and_marked(city, team, TODAY) == (2, 2)
    assert counted_and_marked(city, team, LATER) == (3, 3)
    met = {**MET, "next_look_on": LATER + timedelta(days=9)}
    do(city, "social_worker", teams.record_meeting, at=NOW + timedelta(hours=1), membership_id=membership[0].pk, **met)
    assert counted_and_marked(city, team, LATER) == (2, 2)  # whichever was written last
    do(
        city,
        "social_worker",
        teams.leave_team,
        membership_id=membership[1].pk,
        why="moved",
        words="To Leeds",
        said_by="Edna",
    )
    assert counted_and_marked(city, team, LATER) == (1, 1)
    assert seen_by(city, "nurse", team, TODAY) == (0, 0)  # in the team, but not asked about


def counted_and_marked(city: City, team: Team, today: date) -> tuple[int, int]:
    assert seen_by(city, "gp", team, today) == seen_by(city, "social_worker", team, today)
    return seen_by(city, "gp", team, today)


def seen_by(city: City, role: str, team: Team, today: date) -> tuple[int, int]:
    viewer = city.viewer(role)
    with acting_as(viewer):
        marked = sum(row.due for row in queries.caseload(viewer=viewer, teams=[team], today=today))
        return run(queries.reviews_due(viewer=viewer, today=today)), marked
