"""Whom a person, and the people they trust, can ring."""

from dataclasses import dataclass

from django.db.models import F

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.people.models import Person
from locallinks.personal.pathways.models import Pathway


@dataclass(frozen=True)
class PhoneContact:
    """Somebody to ring, by name and number."""

    name: str
    what: str
    phone: str


def phone_contacts(person_id: int) -> list[PhoneContact]:
    """Who the person, and whom they trust, can ring: named on every page about them. One query."""
    rows = Pathway.objects.filter(person_id=person_id).select_related("home", "network", "planner", "social_worker")
    way = rows.order_by(F("closed_at").desc(nulls_first=True), "-pk").first()
    if way is None:
        return [
            _contact_of_home(home)
            for home in Organisation.objects.filter(pk__in=(Person.objects.filter(pk=person_id).values("home")))
        ]
    found = [_contact_of_home(way.home)]
    if way.is_open and way.social_worker:
        found.insert(0, PhoneContact(way.social_worker.name, "social worker", way.social_worker.phone))
    if way.is_open and way.planner and way.network:
        found.insert(0, PhoneContact(way.planner.name, f"support planner at {way.network}", way.planner.phone))
    elif way.is_open and way.network and way.network_id != way.home_id:
        found.insert(0, PhoneContact(way.network.name, "your network", way.network.phone))
    return found


def _contact_of_home(home: Organisation) -> PhoneContact:
    """The organisation that keeps the record."""
    return PhoneContact(
        home.name, "the council" if home.kind == OrganisationKind.COUNCIL else "your network", home.phone
    )
