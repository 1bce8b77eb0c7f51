"""Turning an entry of a feed into a service to show, or into the reasons why it is left out.

Handles every defect in docs/rules/open-referral.md 3, and those of the Bristol feed of December 2024. Nothing is
guessed: what cannot be read is left out and reported.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from locallinks.local.directory.choices import IssueKind
from locallinks.local.directory.rules.clean_data import CachedReading, CleanOrganisation, CleanService, Entry, IssueLog
from locallinks.local.directory.rules.contacts import contact_points, email_address, first_phone, web_address
from locallinks.local.directory.rules.entry_fields import (
    age_limits,
    checked_on,
    cost,
    eligibility,
    how_to_join,
    not_for_the_public,
    note_freshness,
    status,
    tags,
)
from locallinks.local.directory.rules.feed_files import Feed
from locallinks.local.directory.rules.html_to_text import (
    MAX_BLOCK,
    MAX_LINE,
    clean_block,
    clean_json,
    clean_line,
    looks_like_html,
    to_text,
)
from locallinks.local.directory.rules.locations import read_locations
from locallinks.local.directory.rules.schedules import read_sessions

Tags = tuple[tuple[str, ...], ...]
NAMESPACE = uuid.UUID("6f2e1a34-6d0c-5b8f-9d3e-2b7a4f1c8e55")
RFC_4122 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
REFUGE_NAME = re.compile(r"\brefuges?\b(?! for (?:wildlife|animals|birds))", re.IGNORECASE)


def mend_feed(
    feed: Feed,
    *,
    source: str,
    today: date,
    remembered: Mapping[str, CachedReading] | None = None,
    version: bytes = b"",
) -> list[Entry]:
    """Return every entry of a feed, in order. Of an id that comes twice, the earlier entry counts as refused.

    Entries that are the same as `remembered` are not read again, except that their age is checked. `version` identifies
    the rules, so that a reading by older rules is not used.
    """
    known = remembered or {}
    entries = []
    for raw in feed.entries:
        entry_hash = entry_digest(raw, feed, version)
        before = known.get(raw["id"]) if isinstance(raw, dict) and isinstance(raw.get("id"), str) else None
        if before and before.entry_hash == entry_hash:
            entries.append(_as_before(raw["id"], before, today))
        else:
            entries.append(
                mend(raw, source=source, today=today, organisations=feed.organisations, entry_hash=entry_hash)
            )
    last = {entry.source_id: number for number, entry in enumerate(entries) if not entry.refused}
    for number, entry in enumerate(entries):
        if not entry.refused and last[entry.source_id] != number:
            entries[number] = _repeated(entry, entries[last[entry.source_id]])
    return _with_same_names(entries)


def entry_digest(raw: Any, feed: Feed, version: bytes) -> str:
    """Return a digest of an entry as published, the organisation it names, and the version of the rules."""
    named = feed.organisations.get(str(raw.get("organization_id"))) if isinstance(raw, dict) else None
    written = json.dumps([raw, named], sort_keys=True, default=str)
    return hashlib.blake2b(written.encode(), digest_size=16, key=version[:64]).hexdigest()


def _as_before(source_id: str, before: CachedReading, today: date) -> Entry:
    notes = IssueLog()
    note_freshness(before.assured_on, today, notes)
    return Entry(source_id, before.name, None, (*before.issues, *notes.issues), before.entry_hash, same=True)


def cacheable_reading(entry: Entry) -> tuple[str, list[list[str]]]:
    """Return the digest and the issues to store with a service; empty where a later reading could differ."""
    if any(issue.code == "assured_date" for issue in entry.issues):  # a date in the future, which it will not always be
        return "", []
    passing = {"checked_long_ago", "never_checked", "same_name"}
    return entry.entry_hash, [list(vars(issue).values()) for issue in entry.issues if issue.code not in passing]


def _repeated(entry: Entry, later: Entry) -> Entry:
    notes = IssueLog()
    notes.refused(
        "repeated_id",
        "id",
        f"The id comes twice: “{entry.name}” and later “{later.name}”.",
        "The later entry was loaded. If they are two services, ask the publisher to give each its own id.",
    )
    return Entry(entry.source_id, entry.name, None, tuple(notes.issues))


def _with_same_names(entries: list[Entry]) -> list[Entry]:
    """Note services of the same name for a person to look at. They are never merged: they may be two groups."""
    by_name: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        if not entry.refused:
            by_name.setdefault(entry.name.casefold(), []).append(number)
    for numbers in by_name.values():
        for number in numbers if len(numbers) > 1 else ():
            entry, notes = entries[number], IssueLog()
            notes.noted(
                "same_name",
                "name",
                f"{len(numbers)} services are called “{entry.name}”.",
                "All were loaded. Look whether they are the same one; if so ask the publisher to keep one.",
            )
            entries[number] = replace(entry, issues=(*entry.issues, *notes.issues))
    return entries


def mend(
    raw: Any, *, source: str, today: date, organisations: dict[str, dict[str, Any]] | None = None, entry_hash: str = ""
) -> Entry:
    """Return one entry with its service, or without one and the reasons, and with everything that was found."""
    notes = IssueLog()
    if not isinstance(raw, dict):
        notes.refused(
            "not_a_service",
            "",
            f"This entry is not a service: {to_text(raw)[:80] or type(raw).__name__}",
            "Ask the publisher to send services only.",
        )
        return Entry("", "", None, tuple(notes.issues))
    raw = _without_wrong_kinds(raw)
    source_id = clean_line(raw.get("id"), 200)
    name = clean_line(raw.get("name"), MAX_LINE)
    organisation = _organisation(raw, organisations or {}, source, notes)
    labels = tags(raw, notes)
    _refuse(raw, source_id, name, organisation, labels, notes)
    if organisation is None or any(issue.kind == IssueKind.REFUSED for issue in notes.issues):
        return Entry(source_id, name, None, tuple(issue for issue in notes.issues if issue.kind == IssueKind.REFUSED))
    service = _service(
        raw, CleanService(source_id, public_id(source_id, source, notes), name, organisation, tags=labels), today, notes
    )
    note_freshness(service.assured_on, today, notes)
    return Entry(source_id, name, service, tuple(notes.issues), entry_hash)


def _without_wrong_kinds(raw: dict[str, Any]) -> dict[str, Any]:
    """Leave out null and empty values, which mean the same as a missing field."""
    return {key: value for key, value in raw.items() if value not in (None, "", [], {})}


def _refuse(
    raw: dict[str, Any],
    source_id: str,
    name: str,
    organisation: CleanOrganisation | None,
    labels: Tags,
    notes: IssueLog,
) -> None:
    if not source_id:
        notes.refused(
            "no_id",
            "id",
            "It has no id, so it could not be found again next time.",
            "Ask the publisher to give every service an id.",
        )
    if not name:
        notes.refused("no_name", "name", "It has no name.", "Ask the publisher what it is called.")
    if organisation is None:
        notes.refused(
            "no_organisation",
            "organization",
            "Nobody is named to run it. We never send a person to something nobody is known to run.",
            "Ask the publisher who runs it.",
        )
    hidden = not_for_the_public(raw)
    if hidden:
        notes.refused(
            "not_public",
            "status",
            f"It is marked “{hidden}”.",
            "It stays out of the directory. Ask the publisher to leave it out of the feed.",
        )
    if REFUGE_NAME.search(name) or any(REFUGE_NAME.search(part) for path in labels for part in path):
        notes.refused(
            "refuge",
            "name",
            "It is marked as a refuge. Where a refuge is must never be shown.",
            "Ask the publisher to take it out of the feed, or to say that it is something else.",
        )


def _organisation(
    raw: dict[str, Any], known: dict[str, dict[str, Any]], source: str, notes: IssueLog
) -> CleanOrganisation | None:
    organisation = raw.get("organization")
    if not isinstance(organisation, dict) or not clean_line(organisation.get("name")):
        organisation = known.get(clean_line(raw.get("organization_id"), 200)) or known.get(
            clean_line(organisation.get("id"), 200) if isinstance(organisation, dict) else ""
        )
    if organisation is None:
        return None
    name = clean_line(organisation.get("name"))
    source_id = clean_line(organisation.get("id"), 200)
    if not source_id:
        source_id = str(uuid.uuid5(NAMESPACE, f"{source}/organisation/{name.casefold()}"))
        notes.mended(
            "organisation_id", "organization.id", "The organisation has no id.", "It was given one made from its name."
        )
    url = web_address(organisation.get("url") or organisation.get("website"), "organization.url", notes)
    return CleanOrganisation(
        source_id,
        name,
        clean_block(organisation.get("description")),
        url,
        email_address(organisation.get("email"), "organization.email", notes),
    )


def _service(raw: dict[str, Any], known: CleanService, today: date, notes: IssueLog) -> CleanService:
    """Return `known` (id, name and organisation) with everything else that the entry says."""
    description = _description(raw, notes)
    _check_name(raw, notes)
    found_places, holders = read_locations(raw, notes)
    contacts = contact_points(raw, notes)
    phone, phone_note = first_phone(raw, contacts, notes)
    fees, is_free = cost(raw)
    minimum, maximum = age_limits(raw, notes)
    return replace(
        known,
        description=description,
        url=web_address(raw.get("url"), "url", notes),
        email=email_address(raw.get("email"), "email", notes),
        phone=phone,
        phone_note=phone_note,
        fees=fees,
        is_free=is_free,
        status=status(raw, notes),
        assured_on=checked_on(raw, today, notes),
        minimum_age=minimum,
        maximum_age=maximum,
        eligibility=eligibility(raw),
        how_to_join=how_to_join(raw),
        area_served=_area_served(raw, notes),
        places=found_places,
        sessions=read_sessions(raw, holders, notes),
        contacts=contacts,
        extra={key: kept for key, value in raw.items() if key.startswith("pc_") and (kept := clean_json(value))},
    )


def _description(raw: dict[str, Any], notes: IssueLog) -> str:
    written = to_text(raw.get("description"))
    text = clean_block(written)
    if looks_like_html(written):
        notes.mended(
            "html", "description", "The description was written as a web page (HTML).", "It was turned into plain text."
        )
    if len(text) == MAX_BLOCK or text.endswith("…") and len(written) > MAX_BLOCK:
        notes.mended(
            "too_long",
            "description",
            f"The description is longer than {MAX_BLOCK:,} letters.",
            "It was cut at that length.",
        )
    if not text:
        notes.noted(
            "no_description",
            "description",
            "It has no description.",
            "It was loaded. Ask the publisher what happens there.",
        )
    if REFUGE_NAME.search(text):
        notes.noted(
            "mentions_refuge",
            "description",
            "Its description speaks of a refuge.",
            "Check that it does not say where one is.",
        )
    return text


def _check_name(raw: dict[str, Any], notes: IssueLog) -> None:
    written = to_text(raw.get("name"))
    if looks_like_html(written):
        notes.mended("html", "name", "The name was written as a web page (HTML).", "It was turned into plain text.")
    elif len(written) > MAX_LINE:
        notes.mended("too_long", "name", f"The name is longer than {MAX_LINE} letters.", "It was cut at that length.")
    elif written != clean_line(written):
        notes.mended("name_spaces", "name", "The name had stray spaces.", "It was tidied.")


def public_id(source_id: str, source: str, notes: IssueLog) -> str:
    """Return the id for our own pages: the publisher's where it is a valid UUID, else one derived from it."""
    if RFC_4122.fullmatch(source_id):
        return source_id.lower()
    notes.mended(
        "id_form",
        "id",
        f"The id “{source_id[:60]}” is not a UUID (RFC 4122).",
        "It was kept to find the service again; our own id stands in its address.",
    )
    return fallback_id(source_id, source)


def fallback_id(source_id: str, source: str) -> str:
    """Return a UUID for a service whose own id is none or is taken: the same at every import of this source."""
    return str(uuid.uuid5(NAMESPACE, f"{source}/{source_id}"))


def _area_served(raw: dict[str, Any], notes: IssueLog) -> str:
    areas = raw.get("service_areas")
    names: list[str] = []
    for area in areas[:50] if isinstance(areas, list) else ():
        if isinstance(area, dict):
            web_address(area.get("uri"), "service_areas.uri", notes)  # only to report placeholders: nothing shows it
            names.append(clean_line(area.get("name") or area.get("service_area")))
    return ", ".join(dict.fromkeys(name for name in names if name))[:500]


def counts_by_code(entries: Iterable[Entry]) -> dict[str, dict[str, int]]:
    """Return how many services each issue was found in: {"mended": {"html": 760}, "refused": {...}, "noted": {...}}."""
    counts: dict[str, dict[str, int]] = {kind: {} for kind in IssueKind}
    for entry in entries:
        for kind, code in sorted({(issue.kind, issue.code) for issue in entry.issues}):
            counts[kind][code] = counts[kind].get(code, 0) + 1
    return counts
