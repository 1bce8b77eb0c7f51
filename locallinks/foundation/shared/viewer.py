"""The viewer of a request or job, and row-level security for them. Every query about people runs in `acting_as`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection, transaction

from locallinks.foundation.shared.errors import NotAllowed, NoViewer
from locallinks.foundation.shared.roles import ROLES_THAT_OPEN_RECORDS, Capability, Role, roles_that


@dataclass(frozen=True)
class RoleIn:
    """One role that somebody has in one organisation. Without a limit they cannot approve plans.

    Source: docs/rules/local-links.md 2.
    """

    role: str
    organisation_id: int
    organisation_name: str = ""
    organisation_kind: str = ""
    approval_limit_pence: int | None = None


@dataclass(frozen=True)
class LinkInvitation:
    """The link by which somebody without an account came: for one purpose, about one person.

    `record_id` is the id of a record of the app that made the link.
    """

    id: int
    person_id: int
    purpose: str
    record_id: int | None
    to_name: str
    expires_at: datetime


@dataclass(frozen=True)
class Viewer:
    """A user, a named job, or somebody with a link: whose permissions apply. Built by `accounts.queries.viewer_for`."""

    user_id: int | None = None
    name: str = "Somebody signed out"
    roles_held: tuple[RoleIn, ...] = ()
    people: tuple[int, ...] = ()
    own_person_id: int | None = None
    link_people: tuple[int, ...] = ()  # whom a link is about: row-level security opens their records, without a role
    invitation: LinkInvitation | None = None
    covering_for: tuple[tuple[int, str], ...] = ()  # (id, name) of absent colleagues whose work this viewer does today

    @property
    def signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def actor_id(self) -> int:
        """The id of the user who acts. Raises NotAllowed for jobs and for somebody who is not signed in."""
        if self.user_id is None:
            raise NotAllowed("Sign in first: what you do is written down with your name.", code="nobody_acts")
        return self.user_id

    @property
    def organisations(self) -> tuple[int, ...]:
        """Ids of the organisations where this viewer has a role that opens people's records."""
        return tuple(sorted({held.organisation_id for held in self.roles_held if held.role in ROLES_THAT_OPEN_RECORDS}))

    def organisations_with_records_open_to(self, *roles: str) -> tuple[int, ...]:
        """Return those of `organisations` where this viewer has one of these roles."""
        of_roles = self.organisations_with_role(*roles)
        return tuple(pk for pk in self.organisations if pk in of_roles)

    @property
    def memberships(self) -> tuple[int, ...]:
        """Ids of all organisations where this viewer has any role."""
        return tuple(sorted({held.organisation_id for held in self.roles_held}))

    @property
    def councils_administered(self) -> tuple[int, ...]:
        """Ids of the councils whose administrator this viewer is."""
        administered = self.organisations_where_may(Capability.ADMINISTER)
        of_council = {held.organisation_id for held in self.roles_held if held.organisation_kind == "council"}
        return tuple(pk for pk in administered if pk in of_council)

    @property
    def roles(self) -> frozenset[str]:
        granted = {Role.PERSON} if self.people else set()
        return frozenset({held.role for held in self.roles_held} | granted)

    @property
    def reads_only_for_concerns(self) -> bool:
        """Whether the viewer reads people's pages only as a safeguarding lead, so that showing it reveals a concern.

        Roles that open nobody's page, such as a broker's, do not count: whoever holds one opened it as the lead.
        """
        roles = {held.role for held in self.roles_held} & roles_that(Capability.SEE_PEOPLE)
        return roles == roles_that(Capability.DEAL_WITH_CONCERNS)

    def has_role(self, *roles: str, organisation_id: int | None = None) -> bool:
        """Return whether the viewer has one of these roles, in this organisation if one is given.

        Somebody who may open their own or another person's record has the role "person", in no organisation.
        """
        if Role.PERSON in roles and self.people and organisation_id is None:
            return True
        return self.role_held(*roles, organisation_id=organisation_id) is not None

    def may(self, capability: Capability, organisation_id: int | None) -> bool:
        """Return whether one of the viewer's roles in this organisation has this capability.

        For a duty towards a person, pass the person's home: which of its roles has the duty depends on the kind of
        organisation, and in some kinds none has (`roles_for`). No viewer has a role that the kind may not have.
        """
        return bool(self.roles_in(organisation_id) & roles_that(capability))

    def may_somewhere(self, *capabilities: Capability) -> bool:
        """Return whether one of the viewer's roles has one of these capabilities, in any organisation.

        For use before anything about a person is read, and on pages about nobody; never for one person's record.
        """
        return self.has_role(*roles_that(*capabilities))

    def organisations_with_role(self, *roles: str) -> tuple[int, ...]:
        """Return the ids of the organisations where the viewer has one of these roles, in the order of `roles_held`."""
        return tuple(dict.fromkeys(held.organisation_id for held in self.roles_held if held.role in roles))

    def organisations_where_may(self, *capabilities: Capability) -> tuple[int, ...]:
        """Return the ids of the organisations where one of the viewer's roles has one of these capabilities."""
        return self.organisations_with_role(*roles_that(*capabilities))

    def roles_in(self, *organisation_ids: int | None) -> frozenset[str]:
        """Return the viewer's roles in these organisations."""
        return frozenset(held.role for held in self.roles_held if held.organisation_id in organisation_ids)

    def role_held(self, *roles: str, organisation_id: int | None = None) -> RoleIn | None:
        """Return the first of these roles that the viewer has, in this organisation if one is given; else None."""
        of_roles = (held for held in self.roles_held if held.role in roles)
        return next((held for held in of_roles if organisation_id in (None, held.organisation_id)), None)


def check_opens_any_record(viewer: Viewer) -> None:
    """Raise NotAllowed for a viewer none of whose roles opens any person's record. Runs no query."""
    if not (viewer.organisations or viewer.people or viewer.link_people):
        raise NotAllowed("Your role does not open people's records. Ask their social worker or support planner.")


SIGNED_OUT = Viewer()
_current: ContextVar[Viewer | None] = ContextVar("viewer", default=None)


class RlsContext(NamedTuple):
    """The settings that the policies read: records of these organisations and of these people are visible."""

    organisations: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    viewer_id: int | None = None
    memberships: tuple[int, ...] = ()


_rls_context: ContextVar[RlsContext] = ContextVar("rls_context", default=RlsContext())  # noqa: B039 a named tuple never changes


def current_viewer() -> Viewer:
    """Return the viewer of this request, job or command. Raises NoViewer outside `acting_as`."""
    viewer = _current.get()
    if viewer is None:
        raise NoViewer(
            "Nobody is looking: records about people are only read inside `acting_as(viewer)`.", code="no_viewer"
        )
    return viewer


@contextmanager
def acting_as(viewer: Viewer, *, today: date | None = None) -> Iterator[Viewer]:
    """Open a transaction in which row-level security is that of this viewer. The only way to read about people.

    today: the day on which shares, roles and grants must be valid; without it, the day on the clock.
    Raises RuntimeError when a viewer is already set or a transaction is already open: it is never nested, because a
    second viewer inside the first would read with the wrong permissions.
    """
    if _current.get() is not None:
        raise RuntimeError("acting_as is never nested: finish acting as one viewer before the next.")
    with transaction.atomic(durable=True):
        context = RlsContext(
            viewer.organisations, viewer.people + viewer.link_people, viewer.user_id, viewer.memberships
        )
        _set_rls_context(context)
        if today is not None:
            _set_today(today)
        token, rls_token = _current.set(viewer), _rls_context.set(context)
        try:
            yield viewer
        finally:
            _rls_context.reset(rls_token)
            _current.reset(token)
    if connection.in_atomic_block:  # only inside a test's own transaction: the setting would outlive us there
        _set_rls_context(RlsContext())
        if today is not None:
            _set_today(None)


@contextmanager
def restricted_to_person(person_id: int) -> Iterator[None]:
    """Inside `acting_as`, narrow row-level security to what the person may see of their own record.

    For documents that are handed to the person: whatever they may not read themselves is left out.
    """
    current_viewer()
    with _using(RlsContext(people=(person_id,))):
        yield


@contextmanager
def widened_to_organisations(*organisation_ids: int) -> Iterator[None]:
    """Inside `acting_as`, widen row-level security to the records of organisations that this viewer works for.

    For roles that open nobody's record: totals for finance officers and commissioners, and an administrator who ends
    somebody's access. Nothing read here may name a person on a page, and the caller checks the permission first.
    Raises NotAllowed for an organisation that the viewer does not work for. Runs no query where nothing changes.
    """
    viewer = current_viewer()
    if not set(organisation_ids) <= set(viewer.memberships):
        raise NotAllowed("You do not work for this organisation.", code="not_a_member")
    now = _rls_context.get()
    with _using(now._replace(organisations=tuple(sorted({*now.organisations, *organisation_ids})))):
        yield


@contextmanager
def restricted_to_roles(*roles: str) -> Iterator[None]:
    """Inside `acting_as`, narrow row-level security to organisations where this viewer has one of these roles.

    For lists that belong to some roles: a viewer with another role elsewhere is not shown that organisation's people.
    Runs no query for somebody who works for one organisation.
    """
    allowed, now = current_viewer().organisations_with_records_open_to(*roles), _rls_context.get()
    with _using(now._replace(organisations=tuple(pk for pk in now.organisations if pk in allowed))):
        yield


@contextmanager
def _using(context: RlsContext) -> Iterator[None]:
    """Use this context, then the one before it; may be nested. Runs no query where both are the same."""
    before = _rls_context.get()
    if context == before:
        yield
        return
    _set_rls_context(context)
    token = _rls_context.set(context)
    try:
        yield
    finally:
        _rls_context.reset(token)
        _set_rls_context(before)


def _set_rls_context(context: RlsContext) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('app.organisations', %s, true), set_config('app.people', %s, true), "
            "set_config('app.viewer', %s, true), set_config('app.memberships', %s, true)",
            [
                _as_array(context.organisations),
                _as_array(context.people),
                str(context.viewer_id or ""),
                _as_array(context.memberships),
            ],
        )


def _set_today(day: date | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.today', %s, true)", [day.isoformat() if day else ""])


def _as_array(ids: tuple[int, ...]) -> str:
    return "{" + ",".join(str(int(pk)) for pk in ids) + "}"
