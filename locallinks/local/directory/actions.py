"""Bringing a feed into the directory: read, mend, save what is new or changed, and keep a report of it all.

One transaction: a feed that cannot be read changes nothing. The same feed again changes nothing and says so.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from uuid import UUID

from django.db import connection, transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.local.directory.models import (
    Contact,
    FeedImport,
    Location,
    Schedule,
    Service,
    ServiceOrganisation,
    ServiceTag,
    Tag,
)
from locallinks.local.directory.permissions import check_can_import
from locallinks.local.directory.rules.clean_data import CachedReading, CleanService, Entry, Issue
from locallinks.local.directory.rules.feed_files import MAX_FILE_BYTES, read_feed, too_big
from locallinks.local.directory.rules.html_to_text import fold_case_and_accents
from locallinks.local.directory.rules.import_reports import ISSUE_HEADINGS
from locallinks.local.directory.rules.mending import cacheable_reading, counts_by_code, fallback_id, mend_feed

MAIN_SOURCE = "main"
MAX_SMALL_LOSS = 10  # up to this many missing services are withdrawn, even if they are more than half of the list
FEED_FIELDS = (
    "name",
    "description",
    "url",
    "email",
    "phone",
    "phone_note",
    "fees",
    "is_free",
    "status",
    "assured_on",
    "minimum_age",
    "maximum_age",
    "eligibility",
    "how_to_join",
    "area_served",
    "extra",
)
OWN_FIELDS = (
    "organisation",
    "organisation_name",
    "other_words",
    "content_hash",
    "entry_hash",
    "entry_issues",
    "last_seen_at",
    "withdrawn_at",
)


def _version_of_the_rules() -> bytes:
    """Return a digest of the files of `rules`: when it changes, every entry is read again at the next import."""
    files = sorted((Path(__file__).parent / "rules").glob("*.py"))
    return hashlib.blake2b(b"".join(file.read_bytes() for file in files), digest_size=16).digest()


RULES_VERSION = _version_of_the_rules()

PLACE_BY_POSTCODE = """
update directory_location l
set latitude = coalesce(l.latitude, p.latitude), longitude = coalesce(l.longitude, p.longitude), ward_id = p.ward_id,
    placed_by_postcode = l.placed_by_postcode or l.latitude is null
from places_postcode p, directory_service s
where l.postcode = p.postcode and l.service_id = s.id and s.source = %s
  and (l.latitude is null or l.ward_id is distinct from p.ward_id)
"""


@dataclass
class SaveCounts:
    """How many services of a feed were created, changed and so on."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    kept_though_missing: int = 0
    came_back: list[int] = field(default_factory=list)


def import_feed(
    *, viewer: Viewer, path: Path, at: datetime, source: str = MAIN_SOURCE, name: str = "", whole: bool | None = None
) -> FeedImport:
    """Load an Open Referral UK feed (1.0 or 3.0, plain or .gz) into the directory, and return the report on it.

    source: a short name for where the feed comes from; services are told apart by it. name: what to call the file.
    whole: is this the complete list? None believes the file's page numbers. Only a whole list takes services off.
    Raises NotAllowed, or DomainError for a source without a short name, an unreadable file, or no valid service.
    """
    check_can_import(viewer)
    started = perf_counter()
    name = name or path.name
    source = " ".join(source.split())
    if not 0 < len(source) <= 60:
        raise DomainError("Give the feed a short name, of up to 60 letters, like “main” or “council”.", field="source")
    raw = _file_bytes(path, name)
    feed = read_feed(raw, name)
    with transaction.atomic():
        with connection.cursor() as cursor:  # one import of a source at a time
            cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"directory feed {source}"])
        known = _known(source)
        remembered = {source_id: known_service.reading for source_id, known_service in known.items()}
        entries = mend_feed(feed, source=source, today=clock.day(at), remembered=remembered, version=RULES_VERSION)
        if all(entry.refused for entry in entries):
            raise _nothing_valid(name, entries)
        believed = feed.whole if whole is None else whole
        saved = _save(entries, known, source, at)
        _withdraw(saved, known, entries, believed, whole is True, at)
        report = FeedImport(
            source=source,
            file_name=name[-200:],
            sha256=hashlib.sha256(raw).hexdigest(),
            version=feed.version,
            by_name=viewer.name,
            started_at=at,
            whole=believed and not saved.kept_though_missing,
        )
        _report(report, entries, saved)
        report.finished_at = at + timedelta(seconds=perf_counter() - started)
        report.save(update_fields=["finished_at"])
        record_write(viewer=viewer, verb="brought a feed into the directory", subject=report, reason=name, at=at)
    return report


def _file_bytes(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise too_big(name)
        return path.read_bytes()
    except OSError as trouble:
        raise DomainError(
            f"{name} cannot be opened ({trouble.strerror}). Check the name and the folder, and that you may read it.",
            field="file",
            code="no_file",
        ) from None


def _nothing_valid(name: str, entries: list[Entry]) -> DomainError:
    why = "; ".join(
        f"{count} {ISSUE_HEADINGS[code].lower()}" for code, count in counts_by_code(entries)["refused"].items()
    )
    return DomainError(
        f"{name} holds no valid service: all {len(entries)} were left out ({why}). Nothing was changed. "
        "Check that it is the /services list, and ask the publisher to put it right.",
        field="file",
        code="nothing_valid",
    )


@dataclass(frozen=True)
class KnownService:
    """As much of a stored service as an import compares."""

    pk: int
    content_hash: str
    withdrawn_at: datetime | None
    reading: CachedReading


def _known(source: str) -> dict[str, KnownService]:
    fields = ("source_id", "pk", "content_hash", "withdrawn_at", "entry_hash", "name", "assured_on", "entry_issues")
    rows = Service.objects.filter(source=source).values_list(*fields)
    return {
        source_id: KnownService(
            pk,
            content_hash,
            withdrawn_at,
            CachedReading(entry_hash, name, on, tuple(Issue(*issue) for issue in issues)),
        )
        for source_id, pk, content_hash, withdrawn_at, entry_hash, name, on, issues in rows
    }


def _save(entries: list[Entry], known: dict[str, KnownService], source: str, at: datetime) -> SaveCounts:
    """Write what is new or differs, and update when the rest was last seen."""
    saved = SaveCounts()
    to_write: list[Entry] = []
    seen: list[int] = []
    for entry in entries:
        before = known.get(entry.source_id)
        if entry.same and before:
            seen.append(before.pk)
            saved.came_back += [before.pk] if before.withdrawn_at else []
        elif entry.service:
            to_write.append(entry)
            if before is None:
                saved.created += 1
            elif before.content_hash != entry.service.content_hash() or before.withdrawn_at:
                saved.changed += 1
    saved.changed += len(saved.came_back)
    saved.unchanged = len(seen) + len(to_write) - saved.created - saved.changed
    Service.objects.filter(pk__in=seen).update(last_seen_at=at)
    Service.objects.filter(pk__in=saved.came_back).update(withdrawn_at=None)
    if to_write:
        services = _write_services(to_write, source, at)
        _fill(services, [known[service.source_id].pk for service in to_write if service.source_id in known])
    with connection.cursor() as cursor:
        cursor.execute(PLACE_BY_POSTCODE, [source])
    return saved


def _save_organisations(services: Iterable[CleanService], source: str) -> dict[str, ServiceOrganisation]:
    """Create and update the organisations of a feed, and return them by id."""
    wanted = {service.organisation.source_id: service.organisation for service in services}
    rows = {row.source_id: row for row in ServiceOrganisation.objects.filter(source=source)}
    new, changed = [], []
    for source_id, organisation in wanted.items():
        values = asdict(organisation)
        row = rows.get(source_id)
        if row is None:
            rows[source_id] = ServiceOrganisation(source=source, **values)
            new.append(rows[source_id])
        elif any(getattr(row, key) != value for key, value in values.items()):
            for key, value in values.items():
                setattr(row, key, value)
            changed.append(row)
    ServiceOrganisation.objects.bulk_create(new)
    ServiceOrganisation.objects.bulk_update(changed, ["name", "description", "url", "email"], batch_size=500)
    return rows


def _write_services(entries: list[Entry], source: str, at: datetime) -> dict[int, CleanService]:
    """Insert new services and overwrite known ones. Our own id of a service never changes once given."""
    services = [entry.service for entry in entries if entry.service]
    organisations = _save_organisations(services, source)
    wanted = [UUID(service.uuid) for service in services]
    taken = set(Service.objects.filter(uuid__in=wanted).exclude(source=source).values_list("uuid", flat=True))
    rows = []
    for entry, service, public in zip(entries, services, wanted, strict=True):
        if public in taken:  # another feed, or another entry written in other capitals, has this id
            public = UUID(fallback_id(service.source_id, source))
        taken.add(public)
        entry_hash, entry_issues = cacheable_reading(entry)
        rows.append(
            Service(
                uuid=public,
                source=source,
                source_id=service.source_id,
                organisation=organisations[service.organisation.source_id],
                organisation_name=service.organisation.name,
                other_words=_other_words(service),
                content_hash=service.content_hash(),
                entry_hash=entry_hash,
                entry_issues=entry_issues,
                first_seen_at=at,
                last_seen_at=at,
                **{name: getattr(service, name) for name in FEED_FIELDS},
            )
        )
    Service.objects.bulk_create(
        rows,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["source", "source_id"],
        update_fields=[*FEED_FIELDS, *OWN_FIELDS],
    )
    return {row.pk: service for row, service in zip(rows, services, strict=True)}


def _other_words(service: CleanService) -> str:
    """Return the words of the tags, and the name without accents, so that "cafe" finds "Café"."""
    words = [part for path in service.tags for part in path]
    bare = "".join(letter for letter in unicodedata.normalize("NFD", service.name) if not unicodedata.combining(letter))
    return " ".join([*words, bare] if bare != service.name else words)


def _fill(services: dict[int, CleanService], existing: list[int]) -> None:
    """Write the locations, schedules, contacts and tags of new and changed services."""
    for model in (Schedule, Location, Contact, ServiceTag):
        if existing:
            model.objects.filter(service_id__in=existing).delete()
    places = {
        (pk, number): Location(service_id=pk, **asdict(place))
        for pk, service in services.items()
        for number, place in enumerate(service.places)
    }
    Location.objects.bulk_create(places.values())
    Schedule.objects.bulk_create(
        Schedule(
            service_id=pk,
            location=None if session.place is None else places[pk, session.place],
            **{key: value for key, value in vars(session).items() if key != "place"},
        )
        for pk, service in services.items()
        for session in service.sessions
    )
    Contact.objects.bulk_create(
        Contact(service_id=pk, **asdict(contact)) for pk, service in services.items() for contact in service.contacts
    )
    tags = _tags({path for service in services.values() for path in service.tags})
    ServiceTag.objects.bulk_create(
        ServiceTag(service_id=pk, tag=tags[_key(path)]) for pk, service in services.items() for path in service.tags
    )


def _key(path: tuple[str, ...]) -> str:
    return ">".join(fold_case_and_accents(part) for part in path)


def _tags(paths: set[tuple[str, ...]]) -> dict[str, Tag]:
    """Create the missing tags and return them by key. Of several spellings, the one with capitals is shown."""
    wanted = {
        _key(path[:depth]): path[:depth] for path in sorted(paths, reverse=True) for depth in range(len(path), 0, -1)
    }
    tags = {tag.key: tag for tag in Tag.objects.filter(key__in=wanted)}
    for depth in range(1, max(map(len, wanted.values()), default=0) + 1):
        new = [
            Tag(key=key, name=path[-1], parent=tags[_key(path[:-1])] if depth > 1 else None)
            for key, path in wanted.items()
            if len(path) == depth and key not in tags
        ]
        tags |= {tag.key: tag for tag in Tag.objects.bulk_create(new)}
    return tags


def _withdraw(
    saved: SaveCounts, known: dict[str, KnownService], entries: list[Entry], whole: bool, told: bool, at: datetime
) -> None:
    """Withdraw what the feed now refuses, and what a complete feed no longer holds.

    A feed that lacks more than half of the known services withdraws none unless somebody says that it is complete: a
    broken export must not empty the directory.
    """
    live = {source_id for source_id, service in known.items() if service.withdrawn_at is None}
    loaded = {entry.source_id for entry in entries if not entry.refused}
    refused = {entry.source_id for entry in entries if entry.refused} & live - loaded
    missing = live - loaded - refused
    believable = told or len(missing) <= max(MAX_SMALL_LOSS, len(live) / 2)
    gone = refused | (missing if whole and believable else set())
    saved.kept_though_missing = len(missing - gone) if whole else 0
    saved.withdrawn = Service.objects.filter(pk__in=[known[source_id].pk for source_id in gone]).update(withdrawn_at=at)


def _report(report: FeedImport, entries: list[Entry], saved: SaveCounts) -> None:
    """Save the counts of an import, and a row for each issue."""
    report.read = len(entries)
    report.refused = sum(entry.refused for entry in entries)
    report.loaded = report.read - report.refused
    report.mended = sum(entry.mended for entry in entries)
    report.noted = sum(entry.noted for entry in entries)
    report.counts = counts_by_code(entries)
    report.created, report.changed, report.unchanged = saved.created, saved.changed, saved.unchanged
    report.withdrawn, report.kept_though_missing = saved.withdrawn, saved.kept_though_missing
    report.finished_at = report.started_at
    report.save()
    columns = "feed_import_id, source_id, name, kind, code, field, what, remedy"
    with connection.cursor() as cursor, cursor.copy(f"copy directory_feedissue ({columns}) from stdin") as lines:
        for entry in entries:
            for issue in entry.issues:
                lines.write_row((report.pk, entry.source_id, entry.name, *vars(issue).values()))
