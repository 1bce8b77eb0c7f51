"""Inviting to a role, ending one, and roles that exclude each other."""

from datetime import date, timedelta

import pytest

from locallinks.foundation.accounts.models import Membership, Team, User
from locallinks.foundation.accounts.queries import members_with_role, roles_of, viewer_for
from locallinks.foundation.accounts.tests.builders import (
    answer,
    confirm,
    end_role,
    entry_count,
    invite,
    invite_to_network,
    make_member,
    membership_of,
)
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Capability, Role
from tests.kit import NOW, TODAY, City, add_user


class TestJoining:
    def test_a_new_user_has_no_password_yet(self, city: City) -> None:
        membership = make_member(city, approval_limit_pence=30_000)
        user = membership.user
        assert (user.email, user.name, user.has_usable_password()) == ("new.person@demo.example", "Nell Poole", False)
        assert (membership.role, membership.starts_on, membership.ends_on) == ("social_worker", TODAY, None)
        assert membership.approval_limit_pence == 30_000
        assert [held.role for held in roles_of(user, TODAY)] == ["social_worker"]
        assert entry_count(city, "asked Nell Poole to be social worker") == 1

    def test_an_existing_user_keeps_their_name_and_gets_another_role(self, city: City) -> None:
        make_member(city, "handover_champion")
        membership = make_member(city, "commissioner", email="NEW.person@DEMO.example", name="Somebody Else")
        assert membership.user.name == "Nell Poole"
        assert User.objects.filter(email="new.person@demo.example").count() == 1
        assert len(roles_of(membership.user, TODAY)) == 2

    def test_only_a_role_that_decides_gets_an_approval_limit(self, city: City) -> None:
        assert invite(city, "commissioner", approval_limit_pence=30_000).approval_limit_pence is None

    def test_only_a_team_of_this_organisation_is_set(self, city: City) -> None:
        ours = Team.objects.create(organisation=city.council, name="West")
        theirs = Team.objects.create(organisation=city.other_council, name="East")
        assert invite(city, team_id=ours.pk).team == ours
        assert invite(city, "commissioner", team_id=theirs.pk).team is None

    def test_a_role_is_not_in_force_before_its_first_day(self, city: City) -> None:
        user = make_member(city, starts_on=TODAY + timedelta(days=7)).user
        assert roles_of(user, TODAY) == ()
        assert len(roles_of(user, TODAY + timedelta(days=7))) == 1

    def test_a_role_that_no_organisation_of_this_kind_may_have_gives_nothing(self, city: City) -> None:
        """No form gives one; whoever reaches the database might."""
        held = Membership.objects.get(user=city.users["support_planner"])
        council, network = city.council, city.network
        for role, place in (("social_worker", network), ("broker", network), ("job", council), ("nonsense", council)):
            Membership.objects.create(user=held.user, organisation=place, role=role, starts_on=TODAY)
        viewer = viewer_for(held.user, TODAY)
        assert [(role.role, role.organisation_id) for role in viewer.roles_held] == [(held.role, city.network.pk)]
        assert viewer.memberships == (city.network.pk,)
        assert not viewer.may_somewhere(Capability.DECIDE, Capability.ARRANGE_FOR_COUNCIL)

    @pytest.mark.parametrize(
        ("role", "more", "field"),
        [
            ("support_planner", {}, "role"),  # not a role of a council
            ("investor", {}, "role"),
            ("king", {}, "role"),
        ],
    )
    def test_a_role_of_another_kind_of_organisation_is_refused(
        self, city: City, role: str, more: dict, field: str
    ) -> None:
        with pytest.raises(DomainError) as refused:
            invite(city, role, **more)
        assert [(one.code, one.field) for one in refused.value.problems] == [("role_not_possible", field)]
        assert not User.objects.filter(email="new.person@demo.example").exists()

    @pytest.mark.parametrize(("key", "role"), [("finance", "social_worker"), ("social_worker", "finance")])
    def test_two_roles_that_check_each_other_are_refused(self, city: City, key: str, role: str) -> None:
        with pytest.raises(DomainError, match="one checks the other"):
            invite(city, role, email=city.users[key].email)

    def test_a_role_that_begins_later_excludes_another_too(self, city: City) -> None:
        """A planner from next month cannot be a social worker from today without an end: the two would overlap."""
        Membership.objects.filter(user=city.users["support_planner"]).update(starts_on=TODAY + timedelta(days=30))
        membership = answer(invite(city, email=city.users["support_planner"].email))
        assert membership.declined_at == NOW

    def test_a_clash_across_organisations_is_shown_to_the_user_alone(self, city: City) -> None:
        """The inviting administrator learns nothing of it, neither when inviting nor afterwards."""
        membership = invite(city, email=city.users["support_planner"].email)
        answer(membership)
        membership.refresh_from_db()
        assert (membership.agreed, membership.accepted_at, membership.declined_reason) == (False, None, "")
        with pytest.raises(DomainError) as refused:
            confirm(city, membership)
        assert refused.value.codes == {"answered_already"}

    def test_an_accepted_but_unconfirmed_role_excludes_another(self, city: City) -> None:
        """A role that waits for confirmation counts, because the two would overlap."""
        first, second = invite(city), invite_to_network(city)
        answer(first)
        assert answer(second).declined_at == NOW

    def test_a_role_that_ended_excludes_no_other(self, city: City) -> None:
        Membership.objects.filter(user=city.users["support_planner"]).update(ends_on=TODAY)
        assert make_member(city, email=city.users["support_planner"].email).agreed

    @pytest.mark.parametrize("begins", [0, 30])
    def test_a_role_is_offered_only_once(self, city: City, begins: int) -> None:
        invite(city, starts_on=TODAY + timedelta(days=begins))
        with pytest.raises(DomainError) as refused:
            invite(city)
        assert refused.value.codes == {"already_member"}

    @pytest.mark.parametrize("role", ["social_worker", "network_manager", "commissioner", "provider", "person"])
    def test_only_an_administrator_invites(self, city: City, role: str) -> None:
        with pytest.raises(NotAllowed):
            invite(city, as_role=role)

    def test_an_administrator_invites_only_to_their_own_organisation(self, city: City) -> None:
        with pytest.raises(NotAllowed):
            invite(city, organisation_id=city.other_council.pk)
        with pytest.raises(NotAllowed):
            invite(city, "support_planner", organisation_id=city.network.pk)


class TestLeaving:
    def test_the_role_is_over_from_that_day(self, city: City) -> None:
        membership = end_role(city, membership_of(city, "social_worker"), TODAY + timedelta(days=3))
        user = membership.user
        assert [len(roles_of(user, TODAY + timedelta(days=n))) for n in (2, 3)] == [1, 0]
        assert user not in members_with_role(city.council.pk, Role.SOCIAL_WORKER, TODAY + timedelta(days=3))
        assert entry_count(city, "ended a role of Ruth Adeyemi") == 1

    @pytest.mark.parametrize("ends_on", [date(2020, 1, 1), date(2019, 1, 1)])
    def test_a_role_does_not_end_before_it_began(self, city: City, ends_on: date) -> None:
        with pytest.raises(DomainError) as refused:
            end_role(city, membership_of(city, "social_worker"), ends_on)
        assert refused.value.codes == {"ends_before_start"}
        assert membership_of(city, "social_worker").ends_on is None

    def test_a_role_that_began_today_can_end_today(self, city: City) -> None:
        membership = make_member(city, "commissioner")
        assert end_role(city, membership).ends_on == TODAY
        assert roles_of(membership.user, TODAY) == ()
        assert make_member(city, "commissioner").agreed, "and begin again"

    def test_a_role_ends_only_once(self, city: City) -> None:
        end_role(city, membership_of(city, "social_worker"))
        with pytest.raises(DomainError) as refused:
            end_role(city, membership_of(city, "social_worker"))
        assert refused.value.codes == {"already_ended"}

    def test_the_last_administrator_cannot_leave(self, city: City) -> None:
        end_role(city, membership_of(city, "administrator2"))
        with pytest.raises(DomainError) as refused:
            end_role(city, membership_of(city, "administrator"))
        assert refused.value.codes == {"last_administrator"}
        add_user(city, "administrator3", Role.ADMINISTRATOR, city.council)
        assert end_role(city, membership_of(city, "administrator")).ends_on == TODAY

    @pytest.mark.parametrize("role", ["social_worker", "other_administrator", "network_manager"])
    def test_only_the_administrator_of_the_organisation_ends_a_role(self, city: City, role: str) -> None:
        if role == "other_administrator":
            add_user(city, role, Role.ADMINISTRATOR, city.other_council)
        with pytest.raises(NotAllowed):
            end_role(city, membership_of(city, "finance"), role=role)
