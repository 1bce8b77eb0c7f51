"""Finding services. The same for every viewer: the directory is public, and holds nothing about supported people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Exists, F, FloatField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Round
from django.utils.timezone import get_current_timezone

from locallinks.foundation.shared import clock
from locallinks.local.directory.models import Location, Schedule, Service, Services, ServiceTag, SynonymGroup, Tag
from locallinks.local.directory.rules.details import STATUSES, freshness
from locallinks.local.directory.rules.records import Session
from locallinks.local.directory.rules.text import folded
from locallinks.local.directory.rules.when import next_session, said_aloud
from locallinks.local.directory.rules.words import miles, search_terms, summary
from locallinks.local.places.models import Postcode
from locallinks.local.places.queries import distance_from, within


@dataclass(frozen=True)
class Asked:
    """What somebody is looking for. Empty means it does not matter."""

    words: str = ""
    near: Postcode | None = None
    within_metres: int | None = None
    day: int | None = None
    tag: str = ""
    age: int | None = None
    free: bool = False
    also_closed: bool = False


@dataclass(frozen=True)
class Found:
    """One service in a list of answers."""

    id: int
    uuid: UUID
    name: str
    organisation: str
    summary: str
    where: str
    postcode: str
    distance_metres: float | None
    distance: str
    when: tuple[str, ...]
    next_session: datetime | None
    fees: str
    is_free: bool | None
    phone: str
    url: str
    tags: tuple[str, ...]
    status: str
    freshness: str
    checked: str


class Matches:
    """Every service that fits, most fitting first, then nearest. Count it, slice it or walk through it.

    The number of queries never depends on the number of services: at most four to count and six to show.
    """

    def __init__(self, asked: Asked, *, at: datetime) -> None:
        self.asked, self.at = asked, at
        self._rows, self._total, self.loosened = _matching(asked)

    def count(self) -> int:
        return self._total

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, part: slice) -> list[Found]:
        if not self._total:
            return []
        fitting = _ordered(self._rows, self.asked).values_list("pk", "metres")[part]  # sorts keys, not whole services
        return _found(dict(fitting), self.asked, self.at)

    def __iter__(self) -> Iterator[Found]:
        return iter(self[:])


def search_services(
    *,
    words: str = "",
    near: Postcode | None = None,
    within_metres: int | None = None,
    day: int | None = None,
    tag: str = "",
    age: int | None = None,
    free: bool = False,
    limit: int = 20,
    offset: int = 0,
    at: datetime | None = None,
) -> list[Found]:
    """Services for a plan or a page: the first `limit` that fit. day: 0 is Monday; tag: a `TagChoice.key`."""
    asked = Asked(words, near, within_metres, day, tag, age, free)
    return Matches(asked, at=at or clock.now())[offset : offset + limit]


def _matching(asked: Asked) -> "tuple[QuerySet[Any], int, bool]":
    """Rows that match, how many, and whether only some of the words were found ("loosened")."""
    rows = _filtered(asked)
    terms = search_terms(asked.words, _synonyms()) if asked.words.strip() else []
    if not terms:
        return _scored(rows, None, ""), rows.count(), False
    every = reduce(and_, map(_either, terms))
    found = _worded(rows, every, asked.words)
    total = found.count()
    if total or len(terms) == 1:
        return _scored(found, every, asked.words), total, False
    some = reduce(or_, map(_either, terms))
    found = _worded(rows, some, asked.words)
    total = found.count()
    return _scored(found, some, asked.words), total, total > 0


def _synonyms() -> list[list[str]]:
    return list(SynonymGroup.objects.values_list("words", flat=True))


def _either(alternatives: Iterable[str]) -> SearchQuery:
    return reduce(or_, (SearchQuery(one, config="english", search_type="phrase") for one in alternatives))


def _worded(rows: Services, query: SearchQuery, words: str) -> Services:
    """Found by the words, or by a name that looks like them though misspelt."""
    return rows.filter(Q(search=query) | Q(name__trigram_word_similar=words[:100]))


def _filtered(asked: Asked) -> Services:
    """Everything but the words."""
    rows = Service.objects.filter(withdrawn_at=None) if asked.also_closed else Service.objects.listed()
    if asked.near and asked.within_metres:
        places = within(Location.objects.all(), asked.near.latitude, asked.near.longitude, asked.within_metres)
        rows = rows.filter(pk__in=places.values("service"))
    if asked.day is not None:
        rows = rows.filter(Exists(Schedule.objects.filter(service=OuterRef("pk"), weekday=asked.day)))
    if asked.tag:
        tagged = Q(tag__key=folded(asked.tag)) | Q(tag__parent__key=folded(asked.tag))
        rows = rows.filter(Exists(ServiceTag.objects.filter(tagged, service=OuterRef("pk"))))
    if asked.age is not None:
        rows = rows.filter(Q(minimum_age=None) | Q(minimum_age__lte=asked.age))
        rows = rows.filter(Q(maximum_age=None) | Q(maximum_age__gte=asked.age))
    return rows.filter(is_free=True) if asked.free else rows


def _scored(rows: Services, query: SearchQuery | None, words: str) -> "QuerySet[Any]":
    if query is None:
        return rows.annotate(score=Value(0.0, output_field=FloatField()))
    alike = TrigramWordSimilarity(words[:100], "name") * Value(0.6) + TrigramSimilarity("name", words[:100]) * Value(
        0.4
    )
    # To one decimal: services that fit about equally well are then put nearest first.
    return rows.annotate(score=Round(SearchRank(F("search"), query) + alike, 1))


def _ordered(rows: "QuerySet[Any]", asked: Asked) -> "QuerySet[Any]":
    if asked.near is None:
        return rows.annotate(metres=Value(None, output_field=FloatField())).order_by("-score", "name", "pk")
    nearest = _placed(asked.near).filter(service=OuterRef("pk")).values("metres")[:1]
    return rows.annotate(metres=Subquery(nearest)).order_by("-score", F("metres").asc(nulls_last=True), "name", "pk")


def _placed(near: Postcode) -> "QuerySet[Any]":
    """Places with a point, each with its distance, nearest first."""
    metres = distance_from(near.latitude, near.longitude, lat="latitude", long="longitude")
    return Location.objects.filter(latitude__isnull=False).annotate(metres=metres).order_by("metres", "pk")


def _found(fitting: dict[int, float | None], asked: Asked, at: datetime) -> list[Found]:
    """These services, in this order, with everything a card shows: five queries whatever their number."""
    tags = Prefetch("tags", Tag.objects.order_by("key"))
    places = Prefetch("locations", Location.objects.order_by("pk"))
    shown = Service.objects.select_related("organisation").defer("search", "extra", "entry_issues")
    services = shown.prefetch_related(places, "schedules", tags).in_bulk(list(fitting))
    nearest: dict[int, Location] = {}
    if asked.near:
        for place in _placed(asked.near).filter(service__in=fitting):
            nearest.setdefault(place.service_id, place)
    return [_card(services[pk], metres, nearest.get(pk), at) for pk, metres in fitting.items()]


def _card(service: Service, metres: float | None, nearest: Location | None, at: datetime) -> Found:
    places = list(service.locations.all())
    place = nearest or (places[0] if places else None)
    schedules = list(service.schedules.all())
    kind, checked = freshness(service.assured_on, local(at).date())
    return Found(
        id=service.pk,
        uuid=service.uuid,
        name=service.name,
        organisation=service.organisation.name,
        summary=summary(service.description),
        where=", ".join(dict.fromkeys(part for part in (place.name, place.address) if part)) if place else "",
        postcode=place.postcode if place else "",
        distance_metres=metres,
        distance="" if metres is None else miles(metres),
        when=when_in_words(schedules),
        next_session=next_of(schedules, at),
        fees=service.fees,
        is_free=service.is_free,
        phone=service.phone,
        url=service.url,
        tags=tuple(tag.name for tag in service.tags.all()),
        status=STATUSES[service.status],
        freshness=kind,
        checked=checked,
    )


def local(at: datetime) -> datetime:
    """A moment as the clock on the wall shows it."""
    return at.astimezone(get_current_timezone())


def when_in_words(schedules: Iterable[Schedule]) -> tuple[str, ...]:
    """ "Every Tuesday, 10am to midday": each once, in the order of the week."""
    return tuple(dict.fromkeys(said for row in schedules if (said := said_aloud(session_of(row)))))


def next_of(schedules: Iterable[Schedule], at: datetime) -> datetime | None:
    return next_session([session_of(row) for row in schedules], local(at))


def session_of(row: Schedule) -> Session:
    """A stored row as the rules know it."""
    return Session(
        weekday=row.weekday,
        nth=row.nth,
        monthday=row.monthday,
        freq=row.freq,
        interval=row.interval,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        note=row.note,
    )
