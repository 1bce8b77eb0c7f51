"""Finding a postcode, what is near it, and who serves it. The same for every viewer: places are public."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Expression, F, FloatField, Func, QuerySet, Value

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import RoleIn, Viewer
from locallinks.foundation.ui.rules import normalise_postcode
from locallinks.local.places.models import Postcode, ServedArea, Ward
from locallinks.local.places.rules import DrawnMap, bounding_box, draw_map

LOCAL_LINKS = "local_links"


def find_postcode(text: str) -> Postcode:
    """Return the postcode that somebody typed, however it is spaced. Raises DomainError if it is unknown."""
    written = " ".join(text.split())
    postcode = normalise_postcode(text)
    if postcode is None:
        raise DomainError(
            f"“{written[:20]}” is not a postcode. Enter a full postcode, like LS12 1AA",
            field="postcode",
            code="postcode",
        )
    row = Postcode.objects.filter(pk=postcode).first()  # without its ward, whose outline is long
    if row is None:
        raise DomainError(
            f"We do not know the postcode {postcode}. Check it, or try one nearby",
            field="postcode",
            code="unknown_postcode",
        )
    return row


def command_viewer(command: str) -> Viewer:
    """Return the viewer of a management command: an administrator of every council."""
    councils = Organisation.objects.filter(kind=OrganisationKind.COUNCIL).order_by("pk")
    roles = tuple(RoleIn(Role.ADMINISTRATOR, council.pk, council.name, council.kind) for council in councils)
    return Viewer(
        name=f"bin/locallinks {command}",
        roles_held=roles or (RoleIn(Role.ADMINISTRATOR, 0, "This machine", OrganisationKind.COUNCIL),),
    )


def postcode_or_none(text: str) -> Postcode | None:
    """Return the postcode of a text, or None where it is no postcode or an unknown one."""
    postcode = normalise_postcode(text)
    return Postcode.objects.filter(pk=postcode).first() if postcode else None


def networks_serving(where: "Postcode | Ward | str", on: date, purpose: str = LOCAL_LINKS) -> QuerySet[Organisation]:
    """Return the organisations that serve a postcode or ward on a day; none for an unknown postcode."""
    if isinstance(where, str):
        where = postcode_or_none(where) or Ward()
    ward_id = where.ward_id if isinstance(where, Postcode) else where.pk
    if ward_id is None:
        return Organisation.objects.none()
    serving = ServedArea.objects.on(on).filter(ward_id=ward_id, purpose=purpose)
    return Organisation.objects.filter(pk__in=serving.values("organisation")).order_by("name")


def wards_served_by(organisation_id: int, on: date, purpose: str = LOCAL_LINKS) -> QuerySet[Ward]:
    """Return the wards that an organisation serves on a day, by district and name."""
    serving = ServedArea.objects.on(on).filter(organisation_id=organisation_id, purpose=purpose)
    return Ward.objects.filter(pk__in=serving.values("ward"))


def distance_from(latitude: float, longitude: float, *, lat: str, long: str) -> Expression:
    """Return an expression for the metres from a point (sql/metres_between.sql).

    Use `within_distance`, which narrows the rows first.
    """
    point = (Value(float(degrees), output_field=FloatField()) for degrees in (latitude, longitude))
    return Func(*point, F(lat), F(long), function="metres_between", output_field=FloatField())


def within_distance(
    rows: QuerySet[Any],
    latitude: float,
    longitude: float,
    metres: float,
    *,
    lat: str = "latitude",
    long: str = "longitude",
) -> QuerySet[Any]:
    """Return the rows within a distance, each with `metres`: by a box that an index finds, then by exact distance."""
    box = bounding_box(latitude, longitude, metres)
    boxed = rows.filter(**{f"{lat}__range": (box.south, box.north), f"{long}__range": (box.west, box.east)})
    return boxed.annotate(metres=distance_from(latitude, longitude, lat=lat, long=long)).filter(metres__lte=metres)


def box_around(latitude: float, longitude: float, metres: float) -> tuple[float, float, float, float]:
    """Return the south, north, west and east of a box around all points within a distance."""
    box = bounding_box(latitude, longitude, metres)
    return box.south, box.north, box.west, box.east


@dataclass(frozen=True)
class NearPostcode:
    postcode: str
    ward: str
    distance_metres: float


def nearest_postcodes(
    latitude: float, longitude: float, *, within_metres: float = 1000, limit: int = 20
) -> list[NearPostcode]:
    """Return postcodes around a point, nearest first. Runs one query."""
    rows = within_distance(Postcode.objects.all(), latitude, longitude, within_metres).order_by("metres", "pk")
    return [
        NearPostcode(postcode, ward or "", metres)
        for postcode, ward, metres in rows.values_list("pk", "ward__name", "metres")[:limit]
    ]


@dataclass(frozen=True)
class WardRow:
    """One ward, for the map and its table."""

    code: str
    name: str
    district: str
    postcodes: int
    networks: tuple[str, ...]


def wards_with_networks(on: date, purpose: str = LOCAL_LINKS) -> list[WardRow]:
    """Return every ward with the networks that serve it on a day. Runs two queries."""
    serving: dict[int, list[str]] = {}
    areas = ServedArea.objects.on(on).filter(purpose=purpose).order_by("organisation__name")
    for ward_id, name in areas.values_list("ward_id", "organisation__name"):
        serving.setdefault(ward_id, []).append(name)
    counted = Ward.objects.annotate(many=Count("postcodes")).order_by("district_name", "name")
    rows = counted.values_list("pk", "code", "name", "district_name", "many")
    return [WardRow(code, name, district, many, tuple(serving.get(pk, ()))) for pk, code, name, district, many in rows]


def ward_map() -> DrawnMap:
    """Return the outlines of every ward that has one, ready to draw. Runs one query."""
    rows = Ward.objects.exclude(boundary=[]).order_by("code").values_list("code", "boundary")
    return draw_map({code: [[(x, y) for x, y in ring] for ring in boundary] for code, boundary in rows})
