"""One service in full, the tags in use, and services ward by ward."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Prefetch, Q

from locallinks.foundation.shared import clock
from locallinks.local.directory.choices import Freshness, ServiceStatus
from locallinks.local.directory.models import Location, Schedule, Service, Tag
from locallinks.local.directory.queries.search import next_session_of, when_in_words
from locallinks.local.directory.rules.entry_fields import freshness
from locallinks.local.places.queries import WardRow, ward_map, wards_with_networks


@dataclass(frozen=True)
class PlaceDetails:
    name: str
    address: str
    ward: str
    by_postcode: bool
    when: tuple[str, ...]


@dataclass(frozen=True)
class ContactDetails:
    name: str
    title: str
    email: str
    phone: str
    phone_note: str


@dataclass(frozen=True)
class ServiceDetails:
    """Everything that the page of a service shows."""

    id: int
    uuid: UUID
    name: str
    paragraphs: tuple[tuple[bool, tuple[str, ...]], ...]
    organisation: str
    organisation_about: str
    organisation_url: str
    organisation_email: str
    status: str
    status_words: str
    url: str
    email: str
    phone: str
    phone_note: str
    contacts: tuple[ContactDetails, ...]
    fees: str
    is_free: bool | None
    ages: str
    eligibility: str
    how_to_join: str
    area_served: str
    tags: tuple[tuple[str, str], ...]
    places: tuple[PlaceDetails, ...]
    when: tuple[str, ...]
    next_session: datetime | None
    freshness: Freshness
    checked: str
    source: str
    withdrawn_on: date | None
    last_seen_on: date


def service_details(uuid: UUID, *, at: datetime) -> ServiceDetails | None:
    """Return one service, or None. A withdrawn one is returned too, since a plan may name it.

    Runs at most six queries.
    """
    schedules = Prefetch("schedules", Schedule.objects.order_by("weekday", "opens_at", "pk"))
    places = Prefetch("locations", Location.objects.select_related("ward").order_by("pk"))
    tags = Prefetch("tags", Tag.objects.select_related("parent").order_by("key"))
    rows = Service.objects.select_related("organisation").defer("search", "entry_issues")
    service = rows.prefetch_related(places, schedules, tags, "contacts").filter(uuid=uuid).first()
    if service is None:
        return None
    times = list(service.schedules.all())
    kind, checked = freshness(service.assured_on, clock.day(at))
    organisation = service.organisation
    return ServiceDetails(
        id=service.pk,
        uuid=service.uuid,
        name=service.name,
        paragraphs=paragraphs(service.description),
        organisation=organisation.name,
        organisation_about=organisation.description if organisation.description != service.description else "",
        organisation_url=organisation.url if organisation.url.rstrip("/") != service.url.rstrip("/") else "",
        organisation_email=organisation.email if organisation.email != service.email else "",
        status=service.status,
        status_words=ServiceStatus(service.status).label,
        url=service.url,
        email=service.email,
        phone=service.phone,
        phone_note=service.phone_note,
        contacts=_contacts(service),
        fees=service.fees,
        is_free=service.is_free,
        ages=age_range(service.minimum_age, service.maximum_age),
        eligibility=service.eligibility,
        how_to_join=service.how_to_join,
        area_served=service.area_served,
        tags=tuple(
            (tag.key, f"{tag.parent.name}: {tag.name}" if tag.parent else tag.name) for tag in service.tags.all()
        ),
        places=tuple(_place(place, times) for place in service.locations.all()),
        when=when_in_words(row for row in times if row.location_id is None),
        next_session=next_session_of(times, at),
        freshness=kind,
        checked=checked,
        source=service.source,
        withdrawn_on=clock.day(service.withdrawn_at) if service.withdrawn_at else None,
        last_seen_on=clock.day(service.last_seen_at),
    )


def _place(place: Location, times: list[Schedule]) -> PlaceDetails:
    times_here = when_in_words(row for row in times if row.location_id == place.pk)
    return PlaceDetails(
        place.name, place.address, place.ward.name if place.ward else "", place.placed_by_postcode, times_here
    )


def _contacts(service: Service) -> tuple[ContactDetails, ...]:
    """Return the contacts that add something to the phone and email shown first."""
    rows = service.contacts.all()
    return tuple(
        ContactDetails(row.name, row.title, row.email, row.phone, row.phone_note)
        for row in rows
        if row.name or row.title or row.email not in {"", service.email} or row.phone not in {"", service.phone}
    )


def age_range(lowest: int | None, highest: int | None) -> str:
    """Return "18 and over", "5 to 11", "up to 25", or an empty string for no limit."""
    if lowest is not None and highest is not None:
        return f"{lowest} to {highest}"
    if lowest is not None:
        return f"{lowest} and over"
    return "" if highest is None else f"Up to {highest}"


def paragraphs(text: str) -> tuple[tuple[bool, tuple[str, ...]], ...]:
    """Return a description as blocks: whether each is a list, and its lines."""
    blocks: list[tuple[bool, list[str]]] = []
    apart = True
    for line in text.split("\n"):
        is_item = line.startswith("- ")
        if not line:
            apart = True
        elif apart and not (is_item and blocks and blocks[-1][0]) or blocks[-1][0] != is_item:
            blocks.append((is_item, [line.removeprefix("- ")]))
            apart = False
        else:
            blocks[-1][1].append(line.removeprefix("- "))
            apart = False
    return tuple((is_list, tuple(lines)) for is_list, lines in blocks)


@dataclass(frozen=True)
class TagChoice:
    key: str
    name: str


def tags_in_use() -> list[TagChoice]:
    """Return the tags that a listed service has, itself or by a child tag. Runs one query."""
    with connection.cursor() as cursor:
        cursor.execute("select key, name, parent from tags_in_use()")
        rows = cursor.fetchall()
    return [TagChoice(key, f"{parent}: {name}" if parent else name) for key, name, parent in rows]


@dataclass(frozen=True)
class ServiceMap:
    """The wards as a map and as rows, with who serves each and how many services meet there."""

    width: float
    height: float
    shapes: tuple[tuple[str, str, float, float], ...]
    rows: tuple[tuple[WardRow, int], ...]


def service_map(on: date) -> ServiceMap:
    """Return the map of wards on a day. Runs four queries for any number of wards."""
    meeting = Q(service__withdrawn_at=None, service__status=ServiceStatus.ACTIVE, ward__isnull=False)
    rows = Location.objects.filter(meeting).order_by().values_list("ward__code")
    counts = dict(rows.annotate(Count("service", distinct=True)))
    drawn = ward_map()
    shapes = tuple((ward.code, ward.path, ward.label_x, ward.label_y) for ward in drawn.wards)
    return ServiceMap(
        drawn.width, drawn.height, shapes, tuple((row, counts.get(row.code, 0)) for row in wards_with_networks(on))
    )
