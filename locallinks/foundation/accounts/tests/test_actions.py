"""Who joins, who leaves, what nobody may hold together, and passwords."""

from datetime import date, timedelta

import pytest

from locallinks.foundation.accounts import actions
from locallinks.foundation.accounts.models import Membership, Team, User
from locallinks.foundation.accounts.queries import hats_of, members_with_role
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.scope import acting_as
from tests.kit import NOW, TODAY, City, add_user, make_person


def join(city: City, role: str = "social_worker", as_role: str = "administrator", **more) -> Membership:
    viewer = city.viewer(as_role)
    told = {
        "organisation_id": city.council.pk, "email": "New.Person@demo.example", "name": "Nell Poole",
        "starts_on": TODAY, **more,
    }  # fmt: skip
    with acting_as(viewer):
        return actions.add_member(viewer=viewer, role=role, at=NOW, **told)


def leave(city: City, membership: Membership, ends_on: date = TODAY, role: str = "administrator") -> Membership:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return actions.end_membership(viewer=viewer, membership_id=membership.pk, ends_on=ends_on, at=NOW)


def held_by(city: City, key: str) -> Membership:
    return Membership.objects.get(user=city.users[key])


def marks(city: City, verb: str) -> int:
    with acting_as(city.viewer("administrator")):
        return Entry.objects.filter(verb=verb, actor_id=city.users["administrator"].pk).count()


class TestJoining:
    def test_a_new_person_gets_a_sign_in_without_a_password_yet(self, city: City) -> None:
        membership = join(city, approval_limit_pence=30_000)
        user = membership.user
        assert (user.email, user.name, user.has_usable_password()) == ("new.person@demo.example", "Nell Poole", False)
        assert (membership.role, membership.starts_on, membership.ends_on) == ("social_worker", TODAY, None)
        assert membership.approval_limit_pence == 30_000
        assert [hat.role for hat in hats_of(user, TODAY)] == ["social_worker"]
        assert marks(city, "made Nell Poole social worker") == 1

    def test_somebody_known_keeps_their_name_and_gets_another_role(self, city: City) -> None:
        join(city, "handover_champion")
        membership = join(city, "commissioner", email="NEW.person@DEMO.example", name="Somebody Else")
        assert membership.user.name == "Nell Poole"
        assert User.objects.filter(email="new.person@demo.example").count() == 1
        assert len(hats_of(membership.user, TODAY)) == 2

    def test_a_limit_is_only_for_whoever_approves(self, city: City) -> None:
        assert join(city, "commissioner", approval_limit_pence=30_000).approval_limit_pence is None

    def test_into_a_team_of_this_organisation_only(self, city: City) -> None:
        ours = Team.objects.create(organisation=city.council, name="West")
        theirs = Team.objects.create(organisation=city.other_council, name="East")
        assert join(city, team_id=ours.pk).team == ours
        assert join(city, "commissioner", team_id=theirs.pk).team is None

    def test_a_first_day_to_come_gives_nothing_before_it(self, city: City) -> None:
        user = join(city, starts_on=TODAY + timedelta(days=7)).user
        assert hats_of(user, TODAY) == ()
        assert len(hats_of(user, TODAY + timedelta(days=7))) == 1

    @pytest.mark.parametrize(
        ("role", "more", "field"),
        [
            ("support_planner", {}, "role"),  # not a role of a council
            ("investor", {}, "role"),
            ("king", {}, "role"),
        ],
    )
    def test_only_roles_of_this_kind_of_organisation(self, city: City, role: str, more: dict, field: str) -> None:
        with pytest.raises(DomainError) as refused:
            join(city, role, **more)
        assert [(one.code, one.field) for one in refused.value.problems] == [("role_not_possible", field)]
        assert not User.objects.filter(email="new.person@demo.example").exists()

    @pytest.mark.parametrize(
        ("key", "role"),
        [("finance", "social_worker"), ("social_worker", "finance"), ("support_planner", "social_worker")],
    )
    def test_nobody_checks_themselves(self, city: City, key: str, role: str) -> None:
        with pytest.raises(DomainError, match="one checks the other"):
            join(city, role, email=city.users[key].email)

    def test_not_even_from_a_day_to_come(self, city: City) -> None:
        """A planner from next month is no social worker from today for good: the two would meet."""
        Membership.objects.filter(user=city.users["support_planner"]).update(starts_on=TODAY + timedelta(days=30))
        with pytest.raises(DomainError, match="one checks the other"):
            join(city, email=city.users["support_planner"].email)

    def test_but_after_the_one_has_ended_the_other_may_begin(self, city: City) -> None:
        Membership.objects.filter(user=city.users["support_planner"]).update(ends_on=TODAY)
        assert join(city, email=city.users["support_planner"].email).role == "social_worker"

    @pytest.mark.parametrize("begins", [0, 30])
    def test_the_same_role_once(self, city: City, begins: int) -> None:
        join(city, starts_on=TODAY + timedelta(days=begins))
        with pytest.raises(DomainError) as refused:
            join(city)
        assert refused.value.codes == {"already_member"}

    @pytest.mark.parametrize("role", ["social_worker", "network_manager", "commissioner", "provider", "person"])
    def test_only_the_administrator_lets_people_in(self, city: City, role: str) -> None:
        with pytest.raises(NotAllowed):
            join(city, as_role=role)

    def test_and_only_into_their_own_organisation(self, city: City) -> None:
        with pytest.raises(NotAllowed):
            join(city, organisation_id=city.other_council.pk)
        with pytest.raises(NotAllowed):
            join(city, "support_planner", organisation_id=city.network.pk)


class TestLeaving:
    def test_from_that_day_they_see_nothing_through_it(self, city: City) -> None:
        membership = leave(city, held_by(city, "social_worker"), TODAY + timedelta(days=3))
        user = membership.user
        assert [len(hats_of(user, TODAY + timedelta(days=n))) for n in (2, 3)] == [1, 0]
        assert user not in members_with_role(city.council.pk, "social_worker", TODAY + timedelta(days=3))
        assert marks(city, "ended a role of Ruth Adeyemi") == 1

    @pytest.mark.parametrize("ends_on", [date(2020, 1, 1), date(2019, 1, 1)])
    def test_not_before_it_began(self, city: City, ends_on: date) -> None:
        with pytest.raises(DomainError) as refused:
            leave(city, held_by(city, "social_worker"), ends_on)
        assert refused.value.codes == {"ends_before_start"}
        assert held_by(city, "social_worker").ends_on is None

    def test_once(self, city: City) -> None:
        leave(city, held_by(city, "social_worker"))
        with pytest.raises(DomainError) as refused:
            leave(city, held_by(city, "social_worker"))
        assert refused.value.codes == {"already_ended"}

    def test_the_last_administrator_stays(self, city: City) -> None:
        with pytest.raises(DomainError) as refused:
            leave(city, held_by(city, "administrator"))
        assert refused.value.codes == {"last_administrator"}
        join(city, "administrator")
        assert leave(city, held_by(city, "administrator")).ends_on == TODAY

    @pytest.mark.parametrize("role", ["social_worker", "other_administrator", "network_manager"])
    def test_only_their_own_administrator_says_so(self, city: City, role: str) -> None:
        if role == "other_administrator":
            add_user(city, role, "administrator", city.other_council)
        with pytest.raises(NotAllowed):
            leave(city, held_by(city, "finance"), role=role)


class TestPasswords:
    def give(self, city: City, user: User, role: str = "administrator") -> str:
        viewer = city.viewer(role)
        with acting_as(viewer):
            return actions.give_password(viewer=viewer, user_id=user.pk, at=NOW)

    def change(self, city: City, **more) -> User:
        viewer = city.viewer("social_worker")
        with acting_as(viewer):
            told = {"old": "an-old-one-to-go", "new": "a-new-one-to-keep"} | more
            return actions.change_password(viewer=viewer, at=NOW, **told)

    def test_a_first_one_opens_the_door(self, city: City) -> None:
        user = join(city).user
        password = self.give(city, user)
        user.refresh_from_db()
        assert user.check_password(password)
        assert user.password.startswith("argon2")
        assert marks(city, "gave Nell Poole a new password") == 1
        assert password not in str(list(Entry.objects.values_list("verb", "reason")))

    @pytest.mark.parametrize("key", ["support_planner", "provider", "other_social_worker", "person"])
    def test_not_for_somebody_who_works_elsewhere(self, city: City, key: str) -> None:
        with pytest.raises(NotAllowed):
            self.give(city, city.users[key])

    def test_not_for_somebody_who_also_works_elsewhere(self, city: City) -> None:
        user = join(city, "commissioner").user
        Membership.objects.create(user=user, organisation=city.network, role="network_manager", starts_on=TODAY)
        with pytest.raises(NotAllowed, match="opens more than the work here"):
            self.give(city, user)

    @pytest.mark.parametrize("own", [True, False])
    def test_not_for_an_account_that_opens_somebodys_record(self, city: City, own: bool) -> None:
        """Giving a person a role here must not be the way to their password, and so to the record they alone open."""
        make_person(city, own=own)
        join(city, "commissioner", email=city.users["person"].email)
        if own:
            with pytest.raises(NotAllowed, match="opens more than the work here"):
                self.give(city, city.users["person"])
        else:
            assert self.give(city, city.users["person"])

    def test_not_for_oneself(self, city: City) -> None:
        with pytest.raises(NotAllowed, match="Change your own password yourself"):
            self.give(city, city.users["administrator"])

    @pytest.mark.parametrize("role", ["social_worker", "network_manager", "person"])
    def test_not_by_anybody_else(self, city: City, role: str) -> None:
        with pytest.raises(NotAllowed):
            self.give(city, city.users["finance"], role)

    def test_is_changed_by_whoever_knows_the_old_one(self, city: City) -> None:
        city.users["social_worker"].set_password("an-old-one-to-go")
        city.users["social_worker"].save()
        assert self.change(city).check_password("a-new-one-to-keep")
        with acting_as(city.viewer("social_worker")):
            assert Entry.objects.filter(verb="changed their password").count() == 1

    @pytest.mark.parametrize(
        ("more", "code", "field"),
        [
            ({"old": "not-this"}, "wrong_password", "old"),
            ({"new": "short"}, "weak_password", "new"),
            ({"new": "password123"}, "weak_password", "new"),
        ],
    )
    def test_and_is_neither_short_nor_common(self, city: City, more: dict, code: str, field: str) -> None:
        city.users["social_worker"].set_password("an-old-one-to-go")
        city.users["social_worker"].save()
        with pytest.raises(DomainError) as refused:
            self.change(city, **more)
        assert [(one.code, one.field) for one in refused.value.problems] == [(code, field)]
        city.users["social_worker"].refresh_from_db()
        assert city.users["social_worker"].check_password("an-old-one-to-go")

    def test_nobody_signed_out_changes_one(self, city: City) -> None:
        from locallinks.foundation.shared.scope import NOBODY

        with acting_as(NOBODY), pytest.raises(NotAllowed):
            actions.change_password(viewer=NOBODY, old="a", new="b", at=NOW)
