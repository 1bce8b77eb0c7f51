"""Whom a person, and those they trust, can ring."""

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
    """Return whom to ring about a person: the planner, the social worker, and the home organisation, as far as known.

    Every page about the person shows them. One query, or two for a person without a pathway.
    """
    rows = Pathway.objects.filter(person_id=person_id).select_related("home", "network", "planner", "social_worker")
    pathway = rows.order_by(F("closed_at").desc(nulls_first=True), "-pk").first()
    if pathway is None:
        return [
            _contact_of_home(home)
            for home in Organisation.objects.filter(pk__in=(Person.objects.filter(pk=person_id).values("home")))
        ]
    contacts = [_contact_of_home(pathway.home)]
    worker, planner, network = pathway.social_worker, pathway.planner, pathway.network
    if pathway.is_open and worker:
        contacts.insert(0, PhoneContact(worker.name, "social worker", worker.phone))
    if pathway.is_open and planner and network:
        contacts.insert(0, PhoneContact(planner.name, f"support planner at {network}", planner.phone))
    elif pathway.is_open and network and pathway.network_id != pathway.home_id:
        contacts.insert(0, PhoneContact(network.name, "your network", network.phone))
    return contacts


def _contact_of_home(home: Organisation) -> PhoneContact:
    """The organisation that keeps the record."""
    return PhoneContact(
        home.name, "the council" if home.kind == OrganisationKind.COUNCIL else "your network", home.phone
    )
