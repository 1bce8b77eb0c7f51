"""Passwords: who sets one for whom, and changing the own one."""

import pytest

from locallinks.foundation.accounts.actions.passwords import change_password
from locallinks.foundation.accounts.models import Membership, PasswordReset, User
from locallinks.foundation.accounts.tests.builders import (
    entry_count,
    give_password,
    invite,
    invite_to_network,
    make_member,
)
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, TODAY, City, make_person


class TestPasswords:
    def change(self, city: City, **more) -> User:
        viewer = city.viewer("social_worker")
        with acting_as(viewer):
            details = {"old": "an-old-one-to-go", "new": "a-new-one-to-keep"} | more
            return change_password(viewer=viewer, at=NOW, **details)

    def test_a_new_user_can_sign_in_with_a_first_password(self, city: City) -> None:
        user = invite(city).user
        password = give_password(city, user)
        user.refresh_from_db()
        assert user.check_password(password)
        assert user.password.startswith("argon2")
        assert entry_count(city, "made a new password for Nell Poole") == 1
        assert user.must_change_password
        assert password not in str(list(Entry.objects.values_list("verb", "reason")))

    @pytest.mark.parametrize("key", ["support_planner", "provider", "other_social_worker", "person"])
    def test_no_password_is_set_for_somebody_of_another_organisation(self, city: City, key: str) -> None:
        with pytest.raises(NotAllowed):
            give_password(city, city.users[key])

    def test_no_password_is_set_for_somebody_who_also_works_elsewhere(self, city: City) -> None:
        """The result for the administrator is the same, so that they do not learn of the other role."""
        user = make_member(city, "commissioner").user
        before = user.password
        Membership.objects.create(user=user, organisation=city.network, role=Role.NETWORK_MANAGER, starts_on=TODAY)
        assert len(give_password(city, user)) == 24
        user.refresh_from_db()
        assert (user.password, user.must_change_password) == (before, False)
        assert not PasswordReset.objects.get(user=user).changed

    def test_an_open_invitation_from_elsewhere_does_not_count_and_lapses(self, city: City) -> None:
        """Otherwise a network could block the council, or the administrator could accept the invitation."""
        membership = invite_to_network(city, "volunteer_developer", email=city.users["finance"].email)
        given = give_password(city, city.users["finance"])
        city.users["finance"].refresh_from_db()
        assert city.users["finance"].check_password(given)
        membership.refresh_from_db()
        assert membership.declined_at == NOW

    def test_without_roles_only_the_managing_organisation_sets_a_password(self, city: City) -> None:
        first = invite(city, "commissioner")
        second = invite_to_network(city, "volunteer_developer")
        give_password(city, second.user, "network_administrator")
        first.user.refresh_from_db()
        assert not first.user.has_usable_password()
        give_password(city, first.user)
        first.user.refresh_from_db()
        assert first.user.has_usable_password()

    @pytest.mark.parametrize("own", [True, False])
    def test_no_password_is_set_for_an_account_that_opens_a_record(self, city: City, own: bool) -> None:
        """Otherwise an administrator could give a person a role, then a password, and so open their record."""
        make_person(city, own=own)
        make_member(city, "commissioner", email=city.users["person"].email)
        given = give_password(city, city.users["person"])
        city.users["person"].refresh_from_db()
        assert city.users["person"].check_password(given) is not own

    def test_nobody_sets_their_own_password_this_way(self, city: City) -> None:
        with pytest.raises(NotAllowed, match="Change your own password yourself"):
            give_password(city, city.users["administrator"])

    @pytest.mark.parametrize("role", ["social_worker", "network_manager", "person"])
    def test_only_an_administrator_sets_a_password(self, city: City, role: str) -> None:
        with pytest.raises(NotAllowed):
            give_password(city, city.users["finance"], role)

    def test_changing_it_needs_the_old_password(self, city: City) -> None:
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
            ({"new": "social_worker@demo.example"}, "weak_password", "new"),
            ({"new": "an-old-one-to-go"}, "same_password", "new"),
        ],
    )
    def test_weak_passwords_are_refused(self, city: City, more: dict, code: str, field: str) -> None:
        city.users["social_worker"].set_password("an-old-one-to-go")
        city.users["social_worker"].save()
        with pytest.raises(DomainError) as refused:
            self.change(city, **more)
        assert [(one.code, one.field) for one in refused.value.problems] == [(code, field)]
        city.users["social_worker"].refresh_from_db()
        assert city.users["social_worker"].check_password("an-old-one-to-go")

    def test_a_signed_out_visitor_changes_no_password(self, city: City) -> None:
        from locallinks.foundation.shared.viewer import SIGNED_OUT

        with acting_as(SIGNED_OUT), pytest.raises(NotAllowed):
            change_password(viewer=SIGNED_OUT, old="a", new="b", at=NOW)
