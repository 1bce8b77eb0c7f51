"""Services near somebody, to choose from while advice is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from locallinks.foundation.shared.errors import DomainError
from locallinks.local.directory.queries.search import search_services
from locallinks.local.directory.queries.service_page import ServiceDetails, service_details
from locallinks.local.places.queries import postcode_or_none
from locallinks.personal.referrals.rules.signposting import MOST_SERVICES, service_words

MOST_FOUND = 8


@dataclass(frozen=True)
class Place:
    """A service to tick: its key, its name, and when, how far and which number."""

    key: str
    name: str
    hint: str


def places_near(*, words: str, postcode: str, chosen: Sequence[str], at: datetime) -> list[Place]:
    """Return the services chosen already, then those that match the words, nearest to the postcode first."""
    chosen_before = [_place_of(place) for place in (_details(key, at) for key in chosen[:MOST_SERVICES]) if place]
    near = postcode_or_none(postcode) if postcode else None
    rows = search_services(words=words.replace("\x00", "")[:200], near=near, limit=MOST_FOUND, at=at)
    places = [
        Place(
            str(row.uuid),
            row.name if row.organisation == row.name else f"{row.name} ({row.organisation})",
            ". ".join(part for part in (row.distance, "; ".join(row.when[:2]), row.where, row.phone) if part),
        )
        for row in rows
    ]
    keys = {place.key for place in chosen_before}
    return chosen_before + [place for place in places if place.key not in keys]


def services_in_words(*, keys: Sequence[str], at: datetime) -> list[str]:
    """Return the chosen services as text for the advice. Raises DomainError for one that is not in the directory."""
    if len(keys) > MOST_SERVICES:
        raise DomainError(f"Choose {MOST_SERVICES} places or fewer", field="services", code="too_many")
    services = [_details(key, at) for key in keys]
    if not all(services):
        raise DomainError("Choose from the list of places", field="services", code="no_such_service")
    return [_words(service) for service in services if service]


def _details(key: str, at: datetime) -> ServiceDetails | None:
    try:
        number = UUID(key)
    except ValueError:
        return None
    service = service_details(number, at=at)
    return service if service and service.withdrawn_on is None else None


def _phone(service: ServiceDetails) -> str:
    return service.phone or next((contact.phone for contact in service.contacts if contact.phone), "")


def _where(service: ServiceDetails) -> str:
    place = service.places[0] if service.places else None
    return ", ".join(dict.fromkeys(part for part in (place.name, place.address) if part)) if place else ""


def _when(service: ServiceDetails) -> tuple[str, ...]:
    return (*service.when, *(times for place in service.places for times in place.when))[:3]


def _place_of(service: ServiceDetails) -> Place:
    hint = ". ".join(part for part in ("; ".join(_when(service)), _where(service), _phone(service)) if part)
    return Place(str(service.uuid), service.name, hint)


def _words(service: ServiceDetails) -> str:
    return service_words(
        name=service.name,
        organisation=service.organisation,
        when=_when(service),
        where=_where(service),
        phone=_phone(service),
        email=service.email or service.organisation_email,
        url=service.url or service.organisation_url,
    )
