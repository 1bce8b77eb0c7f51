"""Aireborough: an invented council, two networks, a provider, an investor, and a user for every role."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from locallinks.demo.idempotent import do_once
from locallinks.foundation.accounts.models import Membership, Organisation, User
from locallinks.foundation.accounts.queries import viewer_for
from locallinks.foundation.shared.viewer import Viewer, acting_as
from locallinks.local.directory.actions import import_feed
from locallinks.local.directory.queries.import_reports import refused_entries
from locallinks.local.places.actions import load_postcodes, load_wards, serve_ward
from locallinks.local.places.models import ServedArea, Ward

DATA = Path(__file__).parent / "data"
COUNCIL, NETWORK, OTHER_NETWORK = "Aireborough Council", "Millbank Neighbours", "Saltgate Together"
PROVIDER, INVESTOR = "Beck Home Care", "Commonweal Investment"
SURGERY, NURSES = "Mill Lane Surgery", "Wharfe Community Nursing"
FROM = date(2024, 4, 1)
APPROVES_UP_TO = 50_000  # pence a week

ORGANISATIONS = (
    (COUNCIL, "council", "01632 960100"),
    (NETWORK, "network", "01632 960200"),
    (OTHER_NETWORK, "network", "01632 960300"),
    (PROVIDER, "provider", "01632 960400"),
    (INVESTOR, "intermediary", ""),
    (SURGERY, "health", "01632 960500"),
    (NURSES, "health", "01632 960510"),
)

# Email, name, role, organisation, approval limit in pence a week. Each council and network has two administrators: what
# one requests, the other confirms (docs/adr/0020).
PEOPLE = (
    ("administrator", "Ada Pell", "administrator", COUNCIL, None),
    ("administrator.2", "Wilf Garside", "administrator", COUNCIL, None),
    ("social.worker", "Ruth Adeyemi", "social_worker", COUNCIL, None),
    ("approver", "Owen Sutcliffe", "social_worker", COUNCIL, APPROVES_UP_TO),
    ("team.manager", "Sunita Rao", "team_manager", COUNCIL, None),
    ("broker", "Colin Marsden", "broker", COUNCIL, None),
    ("handover.champion", "Callum Reid", "handover_champion", COUNCIL, None),
    ("safeguarding.lead", "Nell Ashworth", "safeguarding_lead", COUNCIL, None),
    ("safeguarding.deputy", "Imran Sadiq", "safeguarding_lead", COUNCIL, None),
    ("commissioner", "Bea Lindqvist", "commissioner", COUNCIL, None),
    ("finance", "Farida Khan", "finance", COUNCIL, None),
    ("support.planner", "Joan Whitlock", "support_planner", NETWORK, None),
    ("volunteer.developer", "Sam Okoro", "volunteer_developer", NETWORK, None),
    ("network.manager", "Priya Nair", "network_manager", NETWORK, None),
    ("millbank.administrator", "Nora Tate", "administrator", NETWORK, None),
    ("millbank.administrator.2", "Idris Bell", "administrator", NETWORK, None),
    ("saltgate.administrator", "Gwen Ashby", "administrator", OTHER_NETWORK, None),
    ("saltgate.administrator.2", "Femi Adair", "administrator", OTHER_NETWORK, None),
    ("saltgate.planner", "Dev Marsh", "support_planner", OTHER_NETWORK, None),
    ("saltgate.manager", "Lena Brook", "network_manager", OTHER_NETWORK, None),
    ("provider", "Tom Harker", "provider", PROVIDER, None),
    ("investor", "Ingrid Moss", "investor", INVESTOR, None),
    ("gp", "Nadia Rahman", "clinician", SURGERY, None),
    ("nurse", "Bridget Shaw", "clinician", NURSES, None),
)
PERSON = ("person", "Mary Firth")
PASSWORD = "a-good-life-nearby"


@dataclass(frozen=True)
class City:
    """Finds users by the first part of their email address, and organisations by name."""

    def user(self, key: str) -> User:
        return User.objects.get(email=f"{key}@demo.example")

    def viewer(self, key: str) -> Viewer:
        return viewer_for(self.user(key))

    def organisation(self, name: str) -> Organisation:
        return Organisation.objects.get(name=name)


def build(*, say: Callable[[str], None], password: str, feed: Path | None, at: datetime) -> City:
    """Add organisations, users, places, and the directory. Safe to run again."""
    say("Building the city of Aireborough")
    with transaction.atomic():
        _organisations_and_people(password)
    city = City()
    say("Loading postcodes and wards")
    administrator = city.viewer("administrator")
    do_once("places", administrator, lambda: _places(city, administrator, at))
    say(f"Loading the directory from {(feed or directory_feed()).name}")
    _directory(administrator, feed, at, say)
    return city


def directory_feed() -> Path:
    return DATA / "aireborough_feed_oruk3.json"


def _organisations_and_people(password: str) -> None:
    for name, kind, phone in ORGANISATIONS:
        Organisation.objects.get_or_create(name=name, defaults={"kind": kind, "phone": phone})
    where = {row.name: row for row in Organisation.objects.filter(name__in=[name for name, *_ in ORGANISATIONS])}
    for key, name, role, organisation, limit in PEOPLE:
        user = _user(key, name, password)
        Membership.objects.get_or_create(
            user=user,
            organisation=where[organisation],
            role=role,
            defaults={"starts_on": FROM, "approval_limit_pence": limit},
        )
    _user(*PERSON, password)


def _user(key: str, name: str, password: str) -> User:
    """Return the user with this email address, and set the password if it changed."""
    email = f"{key}@demo.example"
    user = User.objects.filter(email=email).first()
    if user is None:
        phone = f"01632 960{600 + User.objects.count() % 300}"  # a different number for each colleague
        return User.objects.create_user(email=email, name=name, password=password, phone=phone)
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def _places(city: City, viewer: Viewer, at: datetime) -> None:
    load_postcodes(viewer=viewer, path=DATA / "aireborough_postcodes.csv", at=at)
    load_wards(viewer=viewer, path=DATA / "aireborough_wards.geojson", at=at)
    wards = list(Ward.objects.filter(district_name="Aireborough").order_by("code"))
    half = (len(wards) + 1) // 2
    for name, served in ((NETWORK, wards[:half]), (OTHER_NETWORK, wards[half:])):
        organisation = city.organisation(name)
        for ward in served:
            if not ServedArea.objects.filter(organisation=organisation, ward=ward).exists():
                serve_ward(viewer=viewer, organisation=organisation, ward=ward, starts_on=FROM, at=at)


def _directory(viewer: Viewer, feed: Path | None, at: datetime, say: Callable[[str], None]) -> None:
    with acting_as(viewer):
        report = import_feed(viewer=viewer, path=feed or directory_feed(), source="main", at=at)
    say(f"  {report.read:,} read: {report.loaded:,} loaded ({report.mended:,} put right), {report.refused:,} left out")
    for services, why in refused_entries(report):
        say(f"    {services:,} left out: {why}")
