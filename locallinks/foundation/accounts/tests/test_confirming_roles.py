"""Accepting and confirming a role, closing an account, and the first administrators (docs/adr/0020)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from locallinks.foundation.accounts.actions.first_administrators import FirstAdministrator, set_up_administrator
from locallinks.foundation.accounts.actions.memberships import answer_role, close_account
from locallinks.foundation.accounts.models import Membership, PasswordReset, User
from locallinks.foundation.accounts.queries import roles_of
from locallinks.foundation.accounts.rules import GIVEN_PASSWORD_DAYS
from locallinks.foundation.accounts.tests.builders import (
    answer,
    confirm,
    end_role,
    entry_count,
    entry_count_of_all,
    give_password,
    invite,
    invite_to_network,
    make_member,
    membership_of,
)
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import ROLES, Role
from locallinks.foundation.shared.viewer import Viewer, acting_as
from tests.kit import NOW, TODAY, City, add_user, make_person


class TestConfirmation:
    """Findings M5 and H4 (docs/adr/0020)."""

    def test_neither_acceptance_nor_confirmation_alone_suffices(self, city: City) -> None:
        first, second = invite(city), invite(city, "handover_champion", email="other.new@demo.example")
        answer(first)
        confirm(city, second)
        assert (roles_of(first.user, TODAY), roles_of(second.user, TODAY)) == ((), ())
        confirm(city, first)
        answer(second)
        assert [held.role for held in roles_of(first.user, TODAY)] == ["social_worker"]
        assert [held.role for held in roles_of(second.user, TODAY)] == ["handover_champion"]

    def test_a_role_that_opens_no_record_needs_no_confirmation(self, city: City) -> None:
        assert answer(invite(city, "finance")).accepted_at == NOW
        assert len(roles_of(User.objects.get(email="new.person@demo.example"), TODAY)) == 1

    def test_every_role_that_opens_people_is_confirmed(self) -> None:
        assert all(spec.confirmed for spec in ROLES.values() if spec.opens_people and spec.kinds)
        assert any(spec.confirmed for spec in ROLES.values())

    def test_nobody_invites_themselves(self, city: City) -> None:
        with pytest.raises(DomainError) as refused:
            invite(city, email=city.users["administrator"].email)
        assert refused.value.codes == {"own_role"}

    @pytest.mark.parametrize("role", ["administrator", "social_worker2", "network_administrator", "network_manager"])
    def test_only_a_second_administrator_of_this_organisation_confirms(self, city: City, role: str) -> None:
        membership = invite(city)
        with pytest.raises(NotAllowed):
            confirm(city, membership, role)

    def test_the_invited_user_does_not_confirm(self, city: City) -> None:
        add_user(city, "administrator3", Role.ADMINISTRATOR, city.council)
        membership = invite(city, email=city.users["administrator2"].email)
        with pytest.raises(NotAllowed):
            confirm(city, membership)
        assert confirm(city, membership, "administrator3").confirmed_at == NOW

    @pytest.mark.parametrize("field", ["invited_by", "confirmed_by"])
    def test_the_database_refuses_it_too(self, city: City, field: str) -> None:
        membership = invite(city)
        changed = {field: membership.user_id} | ({"confirmed_at": NOW} if field == "confirmed_by" else {})
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.filter(pk=membership.pk).update(**changed)
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.filter(pk=membership.pk).update(
                confirmed_by=city.users["administrator"], confirmed_at=NOW
            )

    def test_a_refusal_needs_a_reason_and_is_final(self, city: City) -> None:
        membership = invite(city)
        with pytest.raises(DomainError) as refused:
            confirm(city, membership, yes=False)
        assert refused.value.codes == {"reason_missing"}
        assert confirm(city, membership, yes=False, reason="Nobody knows her").declined_reason == "Nobody knows her"
        with pytest.raises(DomainError) as refused:
            answer(membership)
        assert refused.value.codes == {"no_such_question"}
        assert invite(city).pk != membership.pk, "and can be asked again"

    def test_only_the_invited_user_answers(self, city: City) -> None:
        membership, viewer = invite(city), city.viewer("finance")
        with acting_as(viewer), pytest.raises(DomainError):
            answer_role(viewer=viewer, membership_id=membership.pk, yes=True, at=NOW)

    def test_an_invitation_that_nobody_could_confirm_is_refused(self, city: City) -> None:
        Membership.objects.filter(user=city.users["administrator2"]).update(ends_on=TODAY)
        with pytest.raises(DomainError) as refused:
            invite(city)
        assert refused.value.codes == {"nobody_confirms"}
        assert not User.objects.filter(email="new.person@demo.example").exists()
        assert invite(city, "finance").pk, "what needs no confirmation goes on"

    def test_a_networks_manager_confirms_where_there_is_no_second_administrator(self, city: City) -> None:
        membership = invite_to_network(city)
        with pytest.raises(NotAllowed):
            confirm(city, membership, "network_manager")
        Membership.objects.filter(user=city.users["network_administrator2"]).update(ends_on=TODAY)
        assert confirm(city, membership, "network_manager").confirmed_at == NOW

    def test_a_user_whose_password_the_inviter_set_does_not_confirm(self, city: City) -> None:
        membership = invite(city)
        give_password(city, city.users["administrator2"])
        with pytest.raises(NotAllowed):
            confirm(city, membership)
        PasswordReset.objects.update(given_at=NOW - timedelta(days=GIVEN_PASSWORD_DAYS + 1))
        assert confirm(city, membership).confirmed_at == NOW

    def test_a_chain_of_set_passwords_excludes_a_confirmer_too(self, city: City) -> None:
        """A set B's password and, signed in as B, C's: C does not confirm for A, even after B has left."""
        third = add_user(city, "administrator3", Role.ADMINISTRATOR, city.council)
        membership = invite(city)
        give_password(city, city.users["administrator2"])
        give_password(city, third, role="administrator2")
        for _ in range(2):
            with pytest.raises(NotAllowed):
                confirm(city, membership, "administrator3")
            Membership.objects.filter(user=city.users["administrator2"]).update(ends_on=TODAY)

    def test_a_manager_does_not_confirm_where_administrators_are_excluded(self, city: City) -> None:
        membership = invite_to_network(city)
        give_password(city, city.users["network_administrator2"], role="network_administrator")
        for role in ("network_administrator2", "network_manager"):
            with pytest.raises(NotAllowed):
                confirm(city, membership, role)

    def test_a_user_whose_password_the_invited_user_set_does_not_confirm(self, city: City) -> None:
        third = add_user(city, "administrator3", Role.ADMINISTRATOR, city.council)
        membership = invite(city, email=city.users["administrator2"].email)
        give_password(city, third, role="administrator2")
        with pytest.raises(NotAllowed):
            confirm(city, membership, "administrator3")

    def test_an_open_invitation_can_be_withdrawn(self, city: City) -> None:
        membership = invite(city, starts_on=TODAY - timedelta(days=3))
        assert end_role(city, membership).ends_on == membership.starts_on
        with pytest.raises(DomainError):
            answer(membership)

    def test_an_answer_is_audited_in_the_inviting_organisation_only(self, city: City) -> None:
        """Farida's answer to a network is audited for the network, not for the council where she works."""
        answer(invite_to_network(city, "volunteer_developer", email=city.users["finance"].email))
        written = "said yes to being volunteer developer"
        with acting_as(city.viewer("network_administrator")):
            assert Entry.objects.filter(verb=written).count() == 1
        assert not entry_count_of_all(city, written)

    def test_every_database_function_that_reads_memberships_checks_agreed(self, db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select proname, prosrc from pg_proc where prosrc like '%accounts_membership%'")
            found = cursor.fetchall()
        assert found
        assert [name for name, source in found if "agreed" not in source] == []


class TestClosing:
    def shut(self, city: City, key: str, role: str = "administrator", reason: str = "A lost laptop") -> User:
        viewer = city.viewer(role)
        with acting_as(viewer):
            return close_account(viewer=viewer, membership_id=membership_of(city, key).pk, reason=reason, at=NOW)

    def test_ends_every_role_here_and_deactivates_the_account(self, city: City) -> None:
        user = self.shut(city, "social_worker")
        assert (user.is_active, roles_of(user, TODAY)) == (False, ())
        assert entry_count(city, "shut the account of Ruth Adeyemi") == 1

    def test_a_new_role_and_password_reactivate_the_account(self, city: City) -> None:
        user = self.shut(city, "social_worker")
        make_member(city, email=user.email)
        give_password(city, user)
        user.refresh_from_db()
        assert user.is_active

    def test_needs_a_reason(self, city: City) -> None:
        with pytest.raises(DomainError) as refused:
            self.shut(city, "social_worker", reason=" ")
        assert refused.value.codes == {"reason_missing"}

    def test_an_account_that_opens_a_record_stays_active(self, city: City) -> None:
        make_person(city, own=True)
        make_member(city, "commissioner", email=city.users["person"].email)
        assert self.shut(city, "person").is_active
        assert roles_of(city.users["person"], TODAY) == ()

    @pytest.mark.parametrize(
        ("key", "role"), [("administrator", "administrator"), ("finance", "network_administrator")]
    )
    def test_only_another_account_of_the_own_organisation_is_closed(self, city: City, key: str, role: str) -> None:
        with pytest.raises(NotAllowed):
            self.shut(city, key, role)

    def test_an_account_is_closed_only_once(self, city: City) -> None:
        self.shut(city, "social_worker")
        with pytest.raises(DomainError) as refused:
            self.shut(city, "social_worker")
        assert refused.value.codes == {"already_ended"}


class TestSettingUp:
    def make(self, city: City, viewer: Viewer | None = None, **more) -> FirstAdministrator:
        details = {"organisation_name": city.council.name, "email": "New.Person@demo.example", "name": "Nell Poole"}
        viewer = viewer or Viewer(name="bin/locallinks make_administrator")
        with acting_as(viewer):
            return set_up_administrator(viewer=viewer, at=NOW, **details | more)

    def test_the_administrator_is_in_force_at_once_and_must_change_the_password(self, city: City) -> None:
        made = self.make(city)
        assert [held.role for held in roles_of(made.membership.user, TODAY)] == ["administrator"]
        assert made.membership.user.check_password(made.password)
        assert (made.membership.user.must_change_password, made.administrators) == (True, 3)

    def test_an_existing_user_keeps_their_password(self, city: City) -> None:
        assert self.make(city, email=city.users["finance"].email).password == ""

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"organisation_name": "Nowhere Council"}, "no_such_organisation"),
            ({"organisation_name": "Beck Home Care"}, "no_role"),
            ({"email": "administrator@demo.example"}, "already_member"),
        ],
    )
    def test_impossible_requests_are_refused(self, city: City, more: dict, code: str) -> None:
        with pytest.raises(DomainError) as refused:
            self.make(city, **more)
        assert refused.value.codes == {code}

    def test_a_signed_in_user_cannot_do_it(self, city: City) -> None:
        with pytest.raises(NotAllowed):
            self.make(city, city.viewer("administrator"))
