"""Who is looking. Every query about people runs for a viewer, inside `acting_as` (architecture.md)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection, transaction

from locallinks.foundation.shared.errors import NotAllowed, NoViewer
from locallinks.foundation.shared.roles import OPENS_PEOPLE as OPENS_PEOPLE
from locallinks.foundation.shared.roles import ROLES, Capability, Role, roles_that


@dataclass(frozen=True)
class Hat:
    """One role somebody holds in one organisation (local-links.md section 2). No limit means they cannot approve."""

    role: str
    organisation_id: int
    organisation_name: str = ""
    organisation_kind: str = ""
    approval_limit_pence: int | None = None


@dataclass(frozen=True)
class Invited:
    """The link somebody without an account came by: one purpose, one person, and the record of the room that asked."""

    id: int
    person_id: int
    purpose: str
    about: int | None
    to_name: str
    expires_at: datetime


@dataclass(frozen=True)
class Viewer:
    """Somebody, or a named job, for whom pages are read and acts are done. Built by `people.queries.viewer_for`."""

    user_id: int | None = None
    name: str = "Somebody signed out"
    hats: tuple[Hat, ...] = ()
    people: tuple[int, ...] = ()
    own_person_id: int | None = None
    lent: tuple[int, ...] = ()  # people a link is about: row-level security lets them through, no role comes with it
    invitation: Invited | None = None
    covers: tuple[tuple[int, str], ...] = ()  # colleagues who are away, whose work this viewer does today
    extra: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def actor_id(self) -> int:
        """Whoever signs an act. Raises NotAllowed for somebody signed out and for jobs: a person acts."""
        if self.user_id is None:
            raise NotAllowed("Sign in first: what you do is written down with your name.", code="nobody_acts")
        return self.user_id

    @property
    def organisations(self) -> tuple[int, ...]:
        """Where this viewer holds a role that opens people's records (`app.organisations`)."""
        return tuple(sorted({hat.organisation_id for hat in self.hats if hat.role in OPENS_PEOPLE}))

    def organisations_as(self, *roles: str) -> tuple[int, ...]:
        """Where this viewer holds one of these roles, for lists that are for them: of `organisations` only."""
        held = {hat.organisation_id for hat in self.hats if hat.role in roles}
        return tuple(pk for pk in self.organisations if pk in held)

    @property
    def memberships(self) -> tuple[int, ...]:
        """Everywhere this viewer works, in whatever role (`app.memberships`)."""
        return tuple(sorted({hat.organisation_id for hat in self.hats}))

    @property
    def councils_administered(self) -> tuple[int, ...]:
        """The councils whose administrator this viewer is. A network's has no say in what is a council's."""
        places = self.organisations_that(Capability.ADMINISTER)
        of_council = {hat.organisation_id for hat in self.hats if hat.organisation_kind == "council"}
        return tuple(pk for pk in places if pk in of_council)

    @property
    def roles(self) -> frozenset[str]:
        granted = {Role.PERSON} if self.people else set()
        return frozenset({hat.role for hat in self.hats} | granted)

    def has_role(self, *roles: str, organisation_id: int | None = None) -> bool:
        """Does the viewer wear one of these hats, in this organisation if one is named?"""
        return any(hat.role in roles and organisation_id in (None, hat.organisation_id) for hat in self.hats) or (
            Role.PERSON in roles and bool(self.people) and organisation_id is None
        )

    def may(self, capability: Capability, organisation_id: int | None) -> bool:
        """Does one of the viewer's roles in this organisation have this capability?

        For a duty towards a person it is the organisation that keeps their record: which of its roles has the duty
        depends on what kind of organisation that is, and where none has it nobody does (`roles_for`).
        """
        return any(
            hat.organisation_id == organisation_id and hat.role in roles_that(capability)
            and hat.organisation_kind in ("", *ROLES[Role(hat.role)].kinds)
            for hat in self.hats
        )  # fmt: skip

    def may_somewhere(self, *capabilities: Capability) -> bool:
        """Does one of the viewer's roles have one of these, in whatever organisation?

        Before anything about a person is read, and for pages that are about nobody; never for one person's record.
        """
        return self.has_role(*roles_that(*capabilities))

    def organisations_with(self, *roles: str) -> tuple[int, ...]:
        """The organisations in which the viewer holds one of these roles, in the order of the roles."""
        return tuple(dict.fromkeys(hat.organisation_id for hat in self.hats if hat.role in roles))

    def organisations_that(self, *capabilities: Capability) -> tuple[int, ...]:
        """The organisations in which one of the viewer's roles has one of these, in the order of the roles."""
        return self.organisations_with(*roles_that(*capabilities))

    def roles_in(self, *organisation_ids: int | None) -> frozenset[str]:
        return frozenset(hat.role for hat in self.hats if hat.organisation_id in organisation_ids)

    def hat(self, *roles: str, organisation_id: int | None = None) -> Hat | None:
        """The first matching hat, or None."""
        matching = (h for h in self.hats if h.role in roles and organisation_id in (None, h.organisation_id))
        return next(matching, None)


def check_opens_somebody(viewer: Viewer) -> None:
    """Raises NotAllowed for somebody none of whose roles opens any record. Nothing need be read first."""
    if not (viewer.organisations or viewer.people or viewer.lent):
        raise NotAllowed("Your role does not open people's records. Ask their social worker or support planner.")


NOBODY = Viewer()
_current: ContextVar[Viewer | None] = ContextVar("viewer", default=None)


class Eyes(NamedTuple):
    """What row-level security is told: it shows the people of these organisations, and these people."""

    organisations: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    viewer_id: int | None = None
    memberships: tuple[int, ...] = ()


_eyes: ContextVar[Eyes] = ContextVar("eyes", default=Eyes())  # noqa: B039 a named tuple never changes


def current_viewer() -> Viewer:
    """The viewer of this request, job or command. Raises NoViewer outside `acting_as`."""
    viewer = _current.get()
    if viewer is None:
        raise NoViewer(
            "Nobody is looking: records about people are only read inside `acting_as(viewer)`.", code="no_viewer"
        )
    return viewer


@contextmanager
def acting_as(viewer: Viewer, *, today: date | None = None) -> Iterator[Viewer]:
    """The one way in: open the transaction and tell PostgreSQL whose eyes these are. Never nested.

    today: the day that shares, roles and grants are judged by; without it, the day on the clock.
    Raises RuntimeError when a viewer is already set or a transaction is already open: a second viewer inside the
    first would read with the wrong eyes.
    """
    if _current.get() is not None:
        raise RuntimeError("acting_as is never nested: finish acting as one viewer before the next.")
    with transaction.atomic(durable=True):
        eyes = Eyes(viewer.organisations, viewer.people + viewer.lent, viewer.user_id, viewer.memberships)
        _set_eyes(eyes)
        if today is not None:
            _set_today(today)
        token, looking = _current.set(viewer), _eyes.set(eyes)
        try:
            yield viewer
        finally:
            _eyes.reset(looking)
            _current.reset(token)
    if connection.in_atomic_block:  # only inside a test's own transaction: the setting would outlive us there
        _set_eyes(Eyes())
        if today is not None:
            _set_today(None)


@contextmanager
def eyes_of_person(person_id: int) -> Iterator[None]:
    """Inside `acting_as`, see no more than the person could see of their own record; then see as before.

    For what is handed to somebody: row-level security then leaves out whatever they may not read themselves.
    """
    current_viewer()
    with _looking_with(Eyes(people=(person_id,))):
        yield


@contextmanager
def eyes_of_organisation(*organisation_ids: int) -> Iterator[None]:
    """Inside `acting_as`, see what an organisation that this viewer works for sees; then see as before.

    For whoever opens nobody's record: the sums of finance officers and commissioners, and an administrator's act that
    shuts others out. What is read here names nobody on a page. The caller checks the permission first. Raises
    NotAllowed for an organisation that the viewer does not work for. Costs nothing where they see it anyway.
    """
    viewer = current_viewer()
    if not set(organisation_ids) <= set(viewer.memberships):
        raise NotAllowed("You do not work for this organisation.", code="not_a_member")
    now = _eyes.get()
    with _looking_with(now._replace(organisations=tuple(sorted({*now.organisations, *organisation_ids})))):
        yield


@contextmanager
def eyes_of_roles(*roles: str) -> Iterator[None]:
    """Inside `acting_as`, see only what is open to the organisations where this viewer holds one of these roles.

    For lists that are for some roles: whoever holds another role elsewhere is not shown its people here. Costs nothing
    for somebody who works in one place.
    """
    places, now = current_viewer().organisations_as(*roles), _eyes.get()
    with _looking_with(now._replace(organisations=tuple(pk for pk in now.organisations if pk in places))):
        yield


@contextmanager
def _looking_with(eyes: Eyes) -> Iterator[None]:
    """See with these eyes, then as before: one may stand inside another. Nothing is asked where they are the same."""
    before = _eyes.get()
    if eyes == before:
        yield
        return
    _set_eyes(eyes)
    token = _eyes.set(eyes)
    try:
        yield
    finally:
        _eyes.reset(token)
        _set_eyes(before)


def _set_eyes(eyes: Eyes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('app.organisations', %s, true), set_config('app.people', %s, true), "
            "set_config('app.viewer', %s, true), set_config('app.memberships', %s, true)",
            [
                _as_array(eyes.organisations), _as_array(eyes.people), str(eyes.viewer_id or ""),
                _as_array(eyes.memberships),
            ],
        )  # fmt: skip


def _set_today(day: date | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.today', %s, true)", [day.isoformat() if day else ""])


def _as_array(ids: tuple[int, ...]) -> str:
    return "{" + ",".join(str(int(one)) for one in ids) + "}"
