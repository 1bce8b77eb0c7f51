"""Loading postcodes and wards from files, and recording who serves a ward. A bad file changes nothing."""

import csv
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from django.db import IntegrityError, connection, transaction

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.foundation.ui.rules import normalise_postcode, tidy_text
from locallinks.local.places.models import ServedArea, Ward
from locallinks.local.places.permissions import check_can_change_places
from locallinks.local.places.rules import Ring, simplify_ring, ward_key

BATCH = 20_000
WARD_NAMES = ("WARD_NAME", "ward_name", "WD24NM", "WD23NM", "WD22NM", "WD21NM", "name")
WARD_CODES = ("WARD_CODE", "ward_code", "WD24CD", "WD23CD", "WD22CD", "WD21CD", "code")

UPSERT_POSTCODES = """
insert into places_postcode as p (postcode, outcode, latitude, longitude, ward_id)
select distinct on (f.postcode) f.postcode, split_part(f.postcode, ' ', 1), f.latitude, f.longitude, w.id
from unnest(%s::text[], %s::float8[], %s::float8[], %s::text[])
     with ordinality as f(postcode, latitude, longitude, ward_code, line)
left join places_ward w on w.code = f.ward_code
order by f.postcode, f.line desc
on conflict (postcode) do update
set latitude = excluded.latitude, longitude = excluded.longitude, ward_id = coalesce(excluded.ward_id, p.ward_id)
where (p.latitude, p.longitude, p.ward_id) is distinct from
      (excluded.latitude, excluded.longitude, coalesce(excluded.ward_id, p.ward_id))
returning (xmax = 0)
"""

UPSERT_WARDS = """
insert into places_ward as w (code, name, district_code, district_name, boundary)
select f.code, f.name, f.district_code, f.district_name, '[]'
from unnest(%s::text[], %s::text[], %s::text[], %s::text[]) as f(code, name, district_code, district_name)
on conflict (code) do update
set name = excluded.name, district_code = excluded.district_code, district_name = excluded.district_name
where (w.name, w.district_code, w.district_name) is distinct from
      (excluded.name, excluded.district_code, excluded.district_name)
returning 1
"""


@dataclass(frozen=True)
class LoadCounts:
    """How many rows of a file were loaded. `without_place`: left out because they have no coordinates."""

    read: int
    created: int
    changed: int
    unchanged: int
    without_place: int = 0


@dataclass(frozen=True)
class PostcodeRow:
    postcode: str
    latitude: float
    longitude: float
    ward_code: str


@transaction.atomic
def load_postcodes(*, viewer: Viewer, path: Path, at: datetime) -> LoadCounts:
    """Load postcodes and the wards they name from a CSV file (plain or .gz): postcode, lat, long, ward_code.

    Loading the same file again changes nothing, and postcodes missing from a file stay. Raises DomainError naming the
    line, and NotAllowed. Returns the counts.
    """
    check_can_change_places(viewer)
    rows: list[PostcodeRow] = []
    wards: dict[str, tuple[str, str, str]] = {}
    read = 0
    try:
        with _opened(path) as lines:
            for line, record in _records(lines, path.name):
                read += 1
                row = _postcode_row(record, path.name, line)
                if row:
                    rows.append(row)
                    _note_ward(record, wards, path.name, line)
    except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError, csv.Error) as trouble:
        raise _damaged(path, trouble) from None
    if not rows:
        raise DomainError(
            f"{path.name} holds no postcode. Nothing was changed. Check that it is the right file.",
            field="file",
            code="empty",
        )
    _save_wards(wards)
    created, changed = _save_postcodes(rows)
    loaded = LoadCounts(read, created, changed, len(rows) - created - changed, read - len(rows))
    if created or changed:
        record_write(viewer=viewer, verb="loaded postcodes", subject=None, reason=path.name, at=at)
    return loaded


def _opened(path: Path) -> TextIO:
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        return (gzip.open if packed else open)(path, "rt", encoding="utf-8-sig", newline="")  # type: ignore[return-value]
    except OSError as trouble:
        raise DomainError(
            f"{path} cannot be opened ({trouble.strerror}). Check the name and the folder, and that you may read it.",
            field="file",
            code="no_file",
        ) from None


def _damaged(path: Path, trouble: Exception) -> DomainError:
    why = "it was cut short" if isinstance(trouble, EOFError) else f"it is damaged ({trouble})"
    return DomainError(
        f"{path.name} cannot be read: {why}. Nothing was changed. Get the file again.", field="file", code="damaged"
    )


def _records(lines: TextIO, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(lines, strict=True)
    missing = {"postcode", "lat", "long"} - set(reader.fieldnames or ())
    if missing:
        raise DomainError(
            f"{name}, line 1: the column {', '.join(sorted(missing))} is missing. The first line must name the columns "
            "postcode, lat and long. Nothing was changed.",
            field="file",
            code="columns",
        )
    for record in reader:
        yield reader.line_num, record


def _postcode_row(record: dict[str, str], name: str, line: int) -> PostcodeRow | None:
    """One line as a row; None when the source gives it no place. Raises DomainError naming the line."""

    def wrong(what: str) -> DomainError:
        return DomainError(
            f"{name}, line {line}: {what}. Put it right and load the file again. Nothing was changed.",
            field="file",
            code="row",
        )

    if None in record.values() or None in record:
        raise wrong("the line does not have as many values as the first line has columns")
    postcode = normalise_postcode(record["postcode"])
    if postcode is None:
        raise wrong(f"“{record['postcode'][:20]}” is not a postcode")
    if not record["lat"].strip() or record["lat"].startswith("99.99"):  # how the ONS writes "no grid reference"
        return None
    try:
        latitude, longitude = float(record["lat"]), float(record["long"])
    except ValueError:
        raise wrong(f"the place “{record['lat'][:20]}, {record['long'][:20]}” is not two numbers") from None
    if not (49 <= latitude <= 62 and -9.5 <= longitude <= 2.5):
        raise wrong(f"the place {latitude}, {longitude} is not in the United Kingdom")
    return PostcodeRow(postcode, latitude, longitude, tidy_text(record.get("ward_code") or ""))


def _note_ward(record: dict[str, str], wards: dict[str, tuple[str, str, str]], name: str, line: int) -> None:
    """Remember the ward a line names. The first line about a ward is believed."""
    code, ward, district_code, district = (
        tidy_text(record.get(key) or "")[:120] for key in ("ward_code", "ward_name", "lad_code", "lad_name")
    )
    if not code or code in wards:
        return
    if not ward or len(code) > 9 or len(district_code) > 9:
        raise DomainError(
            f"{name}, line {line}: the ward “{code[:20]}” has no name, or a code is too long. Nothing was changed.",
            field="file",
            code="row",
        )
    wards[code] = (ward, district_code, district)


def _save_wards(wards: dict[str, tuple[str, str, str]]) -> None:
    with connection.cursor() as cursor:
        columns = [list(wards), *(list(column) for column in zip(*wards.values(), strict=True))] if wards else [[]] * 4
        cursor.execute(UPSERT_WARDS, columns)


def _save_postcodes(rows: list[PostcodeRow]) -> tuple[int, int]:
    created = changed = 0
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            columns = [
                [getattr(row, name) for row in batch] for name in ("postcode", "latitude", "longitude", "ward_code")
            ]
            cursor.execute(UPSERT_POSTCODES, columns)
            new = [is_new for (is_new,) in cursor.fetchall()]
            created += sum(new)
            changed += len(new) - sum(new)
    return created, changed


@transaction.atomic
def load_wards(*, viewer: Viewer, path: Path, at: datetime) -> LoadCounts:
    """Load ward outlines from a GeoJSON file, and return the counts.

    A ward is found by its code, else by its name, so load postcodes first. Raises NotAllowed, or DomainError naming the
    ward or line of the file that cannot be read; then nothing is changed.
    """
    check_can_change_places(viewer)
    features = _features(path)
    by_code = {ward.code: ward for ward in Ward.objects.all()}
    by_name: dict[str, Ward] = {ward_key(ward.name): ward for ward in by_code.values()}
    wards: list[tuple[Ward, list[Ring]]] = []
    for number, feature in enumerate(features, 1):
        wards.append(_ward_of(feature, number, path.name, by_code, by_name))
    new = [ward for ward, _ in wards if ward.pk is None]
    changed = []
    for ward, rings in wards:
        boundary = [[list(point) for point in ring] for ring in rings]
        if ward.boundary != boundary:
            ward.boundary = boundary
            changed += [ward] if ward.pk else []
    Ward.objects.bulk_create(new)
    Ward.objects.bulk_update(changed, ["boundary"])
    if new or changed:
        record_write(viewer=viewer, verb="loaded ward outlines", subject=None, reason=path.name, at=at)
    return LoadCounts(len(wards), len(new), len(changed), len(wards) - len(new) - len(changed))


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        with _opened(path) as lines:
            document = json.load(lines)
    except json.JSONDecodeError as trouble:
        raise DomainError(
            f"{path.name}, line {trouble.lineno}: this is not JSON, or it was cut short. Nothing was changed. "
            "Get the file again.",
            field="file",
            code="not_json",
        ) from None
    except (EOFError, OSError, zlib.error, UnicodeDecodeError, RecursionError) as trouble:
        raise _damaged(path, trouble) from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(feature, dict) for feature in features):
        raise DomainError(
            f"{path.name} is not a GeoJSON list of wards. Nothing was changed. Check that it is the right file.",
            field="file",
            code="not_geojson",
        )
    return features


def _ward_of(
    feature: dict[str, Any], number: int, name: str, by_code: dict[str, Ward], by_name: dict[str, Ward]
) -> tuple[Ward, list[Ring]]:
    """Return the ward of a feature, and its outline. Raises DomainError naming the feature."""
    given = feature.get("properties")
    properties = {key: tidy_text(str(value or "")) for key, value in given.items()} if isinstance(given, dict) else {}
    code = next((properties[key] for key in WARD_CODES if properties.get(key)), "")
    title = next((properties[key] for key in WARD_NAMES if properties.get(key)), "")
    ward = by_code.get(code) or by_name.get(ward_key(title))
    if ward is None and code and title and len(code) <= 9:
        ward = by_code[code] = Ward(code=code, name=title[:120])
    if ward is None:
        raise DomainError(
            f"{name}, ward {number}: we know no ward called “{title[:60]}”. Load the postcodes of this area first "
            "(bin/locallinks load_postcodes FILE). Nothing was changed.",
            field="file",
            code="unknown_ward",
        )
    return ward, _outline(feature.get("geometry"), number, name)


def _outline(geometry: Any, number: int, name: str) -> list[Ring]:
    """Return the outer and inner rings of one or more polygons, simplified."""
    try:
        polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}[geometry["type"]]
        rings = [[(float(point[0]), float(point[1])) for point in ring] for polygon in polygons for ring in polygon]
    except (TypeError, KeyError, ValueError, IndexError):
        raise DomainError(
            f"{name}, ward {number}: its outline is not a polygon. Nothing was changed.", field="file", code="outline"
        ) from None
    return [simplify_ring(ring) for ring in rings if len(ring) > 3]


@transaction.atomic
def serve_ward(
    *,
    viewer: Viewer,
    organisation: Organisation,
    ward: Ward,
    starts_on: date,
    at: datetime,
    purpose: str = "local_links",
    ends_on: date | None = None,
) -> ServedArea:
    """Record that an organisation serves a ward from a day, and return the record.

    Raises DomainError where it does so already, and NotAllowed.
    """
    check_can_change_places(viewer)
    try:
        with transaction.atomic():
            area = ServedArea.objects.create(
                organisation=organisation, ward=ward, purpose=purpose, starts_on=starts_on, ends_on=ends_on
            )
    except IntegrityError as refusal:
        if "served_once_at_a_time" in str(refusal):
            raise DomainError(
                f"{organisation} already serves {ward} at that time. End that first, or choose a later day.",
                field="starts_on",
                code="overlap",
            ) from None
        raise DomainError(
            "The last day must be after the first. Change one of them.", field="ends_on", code="order"
        ) from None
    record_write(viewer=viewer, verb="said who serves a ward", subject=area, reason=str(area), at=at)
    return area


@transaction.atomic
def stop_serving(*, viewer: Viewer, area: ServedArea, ends_on: date, at: datetime) -> ServedArea:
    """End a served area, whose row stays as history, and return it. Raises DomainError and NotAllowed."""
    check_can_change_places(viewer)
    if ends_on <= area.starts_on:
        raise DomainError("The last day must be after the first. Choose a later day.", field="ends_on", code="order")
    area.ends_on = ends_on
    area.save(update_fields=["ends_on"])
    record_write(viewer=viewer, verb="ended who serves a ward", subject=area, reason=str(area), at=at)
    return area
