"""What most tests need: a small invented city with a user in every role, and a pathway in any state."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from locallinks.foundation.accounts.models import Membership, Organisation, User
from locallinks.foundation.accounts.queries import viewer_for
from locallinks.foundation.people.actions.sharing import open_share
from locallinks.foundation.people.models import Person, SharingAgreement
from locallinks.foundation.shared.roles import Role, roles_in_kind
from locallinks.foundation.shared.viewer import Viewer, acting_as
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.pathways.rules.states import CLOSED
from tests.prebuilt import built_once

BACKEND = "django.contrib.auth.backends.ModelBackend"
NOW = datetime(2026, 11, 16, 10, 30, tzinfo=ZoneInfo("Europe/London"))  # a Monday
TODAY = NOW.date()
NAMES = {
    "administrator": "Ada Pell", "social_worker": "Ruth Adeyemi", "handover_champion": "Callum Reid",
    "commissioner": "Bea Lindqvist", "finance": "Farida Khan", "support_planner": "Joan Whitlock",
    "volunteer_developer": "Sam Okoro", "network_manager": "Priya Nair", "provider": "Tom Harker",
    "investor": "Ingrid Moss", "person": "Mary Firth", "safeguarding_lead": "Nell Ashworth",
    "safeguarding_lead2": "Imran Sadiq", "administrator2": "Wilf Garside", "network_administrator": "Nora Tate",
    "network_administrator2": "Idris Bell",
}  # fmt: skip

ORGANISATIONS = (
    ("Aireborough Council", "council"),
    ("Millbank Neighbours", "network"),
    ("Saltgate Together", "network"),
    ("Wharfeside Council", "council"),
    ("Beck Home Care", "provider"),
    ("Commonweal Investment", "investor"),
)  # in the order of the fields of City


@dataclass
class City:
    """One council, two networks, a provider and an investor. `users` and `viewer()` take the code of a role.

    A number marks a second user in the same role: `social_worker2` may approve what `social_worker` planned, and
    `administrator2` confirm what `administrator` asks for. All memberships are in force without being accepted.
    `other_*` users work for the other network or council, and must see nothing.
    """

    council: Organisation
    network: Organisation
    other_network: Organisation
    other_council: Organisation
    provider: Organisation
    investor: Organisation
    users: dict[str, User] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    viewers: dict[str, tuple[object, Viewer]] = field(default_factory=dict)

    def viewer(self, role: str) -> Viewer:
        """Return the viewer of a user; in a test it is read again only after a write to what it depends on."""
        user = self.users[role]
        if not connection.in_atomic_block:
            return viewer_for(user, TODAY)
        known_by = (user.pk, user.name, role_row_count())
        if role not in self.viewers or self.viewers[role][0] != known_by:
            self.viewers[role] = known_by, viewer_for(user, TODAY)
        return self.viewers[role][1]

    def client(self, role: str | None = None) -> Client:
        """A test client that is signed in; the first for each role uses the session created with the city."""
        client = Client()
        if not role:
            return client
        user, session = self.users[role], self.sessions.pop(role, None)
        if session and session.get_decoded()[HASH_SESSION_KEY] == user.get_session_auth_hash():
            client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        else:
            client.force_login(user, backend=BACKEND)
        return client


@cache
def role_table_oids() -> list[int]:
    """Return the oids of the tables of accounts and people, which say what a viewer may see."""
    with connection.cursor() as cursor:
        cursor.execute("select oid::int from pg_class where relkind = 'r' and relname ~ '^(accounts|people)_'")
        return [row[0] for row in cursor.fetchall()]


def role_row_count() -> int:
    """Return how many rows were written to those tables in this transaction, including those rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid) "
            "+ pg_stat_get_xact_tuples_deleted(oid)) from unnest(%s::oid[]) oid",
            [role_table_oids()],
        )
        return int(cursor.fetchone()[0])


def build_city() -> City:
    """Create the organisations, users and memberships, in four statements."""
    city = City(*Organisation.objects.bulk_create(Organisation(name=name, kind=kind) for name, kind in ORGANISATIONS))
    jobs: list[Membership] = []
    for role in sorted(roles_in_kind("council")):
        jobs.append(_job(city, role, role, city.council))
    jobs.append(_job(city, "social_worker2", "social_worker", city.council, limit=30_000))
    jobs.append(_job(city, "safeguarding_lead2", "safeguarding_lead", city.council))
    jobs.append(_job(city, "administrator2", "administrator", city.council))
    jobs.append(_job(city, "network_administrator", "administrator", city.network))
    jobs.append(_job(city, "network_administrator2", "administrator", city.network))
    for role in sorted(roles_in_kind("network") - {Role.ADMINISTRATOR}):
        jobs.append(_job(city, role, role, city.network))
        jobs.append(_job(city, f"other_{role}", role, city.other_network))
    jobs.append(_job(city, "other_social_worker", "social_worker", city.other_council, limit=30_000))
    jobs.append(_job(city, "provider", "provider", city.provider))
    jobs.append(_job(city, "investor", "investor", city.investor))
    city.users["person"] = _user("person")
    User.objects.bulk_create(city.users.values())
    Membership.objects.bulk_create(jobs)
    city.sessions = {role: _session(user) for role, user in city.users.items()}
    Session.objects.bulk_create(city.sessions.values())
    return city


def _session(user: User) -> Session:
    """A session like the one that signing in creates."""
    store = SessionStore()
    who = {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: BACKEND, HASH_SESSION_KEY: user.get_session_auth_hash()}
    return Session(
        session_key=store._get_new_session_key(), session_data=store.encode(who), expire_date=store.get_expiry_date()
    )


def _user(key: str) -> User:
    """A user who is not saved yet, and has no password."""
    user = User(email=f"{key}@demo.example", name=NAMES.get(key, key.replace("_", " ").title()))
    user.set_unusable_password()
    return user


def _job(city: City, key: str, role: str, organisation: Organisation, limit: int | None = None) -> Membership:
    """Add a user to the city; return their membership. Neither is saved yet."""
    city.users[key] = _user(key)
    return Membership(
        user=city.users[key],
        organisation=organisation,
        role=role,
        starts_on=date(2020, 1, 1),
        approval_limit_pence=limit,
    )


def refuses(
    error: type[Exception] | tuple[type[Exception], ...], act: Callable[..., Any], /, *args: Any, **more: Any
) -> bool:
    """Whether the call raises the error: for loops, where `pytest.raises` would not say which turn failed."""
    try:
        act(*args, **more)
    except error:
        return True
    return False


def add_user(city: City, key: str, role: str, organisation: Organisation, limit: int | None = None) -> User:
    job = _job(city, key, role, organisation, limit)
    job.user.save()
    job.save()
    return job.user


@built_once
def make_person(city: City, name: str = "Mary Firth", **details: Any) -> Person:
    """A person whose record the council keeps. With `own=True` the user `person` may open it."""
    from locallinks.foundation.people.actions.records import start_record
    from locallinks.foundation.people.actions.sharing import give_access

    own = details.pop("own", False)
    values = {
        "preferred_name": name.split()[0],
        "full_name": name,
        "phone": "0113 496 0000",
        "postcode": "ZZ1 1AA",
        **details,
    }
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        person = start_record(viewer=viewer, home=city.council, at=NOW, **values)
        if own:
            give_access(viewer=viewer, person=person, user=city.users["person"], kind="self", given_by=name, at=NOW)
    return person


def share_with(city: City, person: Person, organisation: Organisation | None = None, purpose: str = "planning") -> None:
    """Record that the person agreed to share their record with the network, or another organisation."""
    organisation = organisation or city.network
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        agreement = SharingAgreement.objects.create(
            person=person,
            organisation=organisation,
            purpose=purpose,
            basis="agreement",
            agreed_by=person.full_name,
            how_explained="Talked through at home",
            agreed_on=TODAY,
            recorded_by_id=viewer.user_id,
            recorded_at=NOW,
        )
        open_share(
            person=person, organisation=organisation, purpose=purpose, basis="agreement", agreement=agreement, on=TODAY
        )


@built_once
def pathway_in(city: City, person: Person, state: str, *, came_from: str = "planning", at: datetime = NOW) -> Pathway:
    """A pathway in `state`, with a network and a planner if that state has them."""
    introduced = state in {
        "handover_sent",
        "planning",
        "plan_submitted",
        "approved",
        "brokering",
        "live",
        "in_review",
        "suspended",
    }
    with acting_as(city.viewer("social_worker")):
        pathway = Pathway.objects.create(
            person=person,
            state=state,
            state_since=at,
            opened_at=at,
            closed_at=at if state in CLOSED else None,
            network=city.network if introduced else None,
            planner=city.users["support_planner"] if introduced and state != "handover_sent" else None,
            social_worker=city.users["social_worker"],
        )
        pathway.refresh_from_db()
        if state in {"plan_submitted", "approved", "brokering", "live", "in_review", "suspended"}:
            Step.objects.create(
                pathway=pathway,
                person=person,
                number=1,
                event="submit",
                from_state=came_from,
                to_state="plan_submitted",
                actor=city.users["support_planner"],
                actor_name=NAMES["support_planner"],
                at=at,
            )
    if introduced:
        share_with(city, person)
    return pathway
