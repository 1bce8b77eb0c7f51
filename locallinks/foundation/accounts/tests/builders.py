"""Helpers of these tests: invite, answer, confirm and end roles, and count audit entries."""

from datetime import date

from locallinks.foundation.accounts.actions import passwords
from locallinks.foundation.accounts.actions.memberships import add_member, answer_role, confirm_role, end_membership
from locallinks.foundation.accounts.models import Membership, User
from locallinks.foundation.accounts.queries import membership_code, viewer_for
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, TODAY, City
from tests.prebuilt import built_once


@built_once
def invite(city: City, role: str = "social_worker", as_role: str = "administrator", **more) -> Membership:
    viewer = city.viewer(as_role)
    details = {
        "organisation_id": city.council.pk,
        "email": "New.Person@demo.example",
        "name": "Nell Poole",
        "starts_on": TODAY,
        **more,
    }
    with acting_as(viewer):
        return add_member(viewer=viewer, role=role, at=NOW, **details)


@built_once
def make_member(city: City, role: str = "social_worker", **more) -> Membership:
    """A membership that was accepted and, where needed, confirmed by a second administrator."""
    membership = invite(city, role, **more)
    answer(membership)
    if membership.needs_confirmation:
        confirm(city, membership)
    membership.refresh_from_db()
    return membership


def answer(membership: Membership, yes: bool = True) -> Membership:
    viewer, code = viewer_for(membership.user, TODAY), membership_code(membership)
    with acting_as(viewer):
        return answer_role(viewer=viewer, membership_id=membership.pk, yes=yes, code=code, at=NOW)


def confirm(
    city: City, membership: Membership, role: str = "administrator2", yes: bool = True, reason: str = ""
) -> Membership:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return confirm_role(viewer=viewer, membership_id=membership.pk, yes=yes, reason=reason, at=NOW)


@built_once
def invite_to_network(city: City, role: str = "support_planner", **more) -> Membership:
    return invite(city, role, "network_administrator", organisation_id=city.network.pk, **more)


def give_password(city: City, user: User, role: str = "administrator") -> str:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return passwords.give_password(viewer=viewer, user_id=user.pk, at=NOW)


def end_role(city: City, membership: Membership, ends_on: date = TODAY, role: str = "administrator") -> Membership:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return end_membership(viewer=viewer, membership_id=membership.pk, ends_on=ends_on, at=NOW)


def membership_of(city: City, key: str) -> Membership:
    return Membership.objects.get(user=city.users[key])


def entry_count(city: City, verb: str) -> int:
    with acting_as(city.viewer("administrator")):
        return Entry.objects.filter(verb=verb, actor_id=city.users["administrator"].pk).count()


def entry_count_of_all(city: City, verb: str) -> int:
    with acting_as(city.viewer("administrator")):
        return Entry.objects.filter(verb=verb).count()
