"""Writing the audit, in the caller's transaction: an action that fails leaves no entry."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from locallinks.foundation.audit.choices import EntryKind, EntryPurpose
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.viewer import RoleIn, Viewer

VERB_LENGTH = PAGE_LENGTH = 80


def record_write(
    *,
    viewer: Viewer,
    verb: str,
    subject: Any,
    at: datetime,
    person: Any = None,
    reason: str = "",
    purpose: str = EntryPurpose.SUPPORT,
) -> Entry:
    """Record an action, and return the entry.

    verb: what was done, as in "approved the plan". subject: the row it was done to. person: whom it is about.
    """
    return _record(EntryKind.WRITE, viewer, verb, subject, person, reason, purpose, at)


def record_read(
    *,
    viewer: Viewer,
    person: Any,
    page: str,
    at: datetime,
    purpose: str = EntryPurpose.SUPPORT,
    reason: str = "",
    subject: Any = None,
) -> Entry:
    """Record that the viewer read a person's record, and return the entry. The person can see it.

    page: what was read, after "looked at". subject: the record read, where it is not the person's own.
    Source: docs/rules/requests.md 43.
    """
    purpose = EntryPurpose.CONCERN if viewer.reads_only_for_concerns else purpose
    return _record(EntryKind.READ, viewer, f"looked at {page}", subject or person, person, reason, purpose, at)


def record_reads(*, viewer: Viewer, people: Iterable[Any], page: str, at: datetime) -> None:
    """Record that the viewer read the records of several people at once, as in a file: one entry each, one query."""
    entries = [
        _entry(EntryKind.READ, viewer, f"looked at {page}", person, person, "", EntryPurpose.SUPPORT, at)
        for person in people
    ]
    Entry.objects.bulk_create(entries, ignore_conflicts=True)


def record_list(
    *, viewer: Viewer, page: str, people: Iterable[Any], at: datetime, purpose: str = EntryPurpose.SUPPORT
) -> None:
    """Record a list, search or file that named people: one row for each home, and none where nobody is named.

    people: the ids or records of those on the page shown (of a file: all), and None for each who has no record yet, as
    in a request from the public form. page: what it was, after "You were in a list: ". One statement.
    """
    named = list(people)
    ids = sorted({person if isinstance(person, int) else person.pk for person in named if person is not None})
    if not named:
        return
    purpose = EntryPurpose.CONCERN if viewer.reads_only_for_concerns else purpose
    works_for = list(dict.fromkeys(held.organisation_id for held in viewer.roles_held))
    with connection.cursor() as cursor:
        cursor.execute(
            "select guard.record_list(%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                ids,
                at,
                viewer.user_id,
                viewer.name,
                works_for,
                _shortened(page, PAGE_LENGTH),
                purpose,
                named.count(None),
            ],
        )


def _shortened(text: str, most: int) -> str:
    """Return the text within the length of its column, because a long name in it must not stop the action."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _record(
    kind: EntryKind, viewer: Viewer, verb: str, subject: Any, person: Any, reason: str, purpose: str, at: datetime
) -> Entry:
    entry = _entry(kind, viewer, verb, subject, person, reason, purpose, at)
    # Without RETURNING, because the viewer may be unable to read the entry, for example when raising a concern.
    Entry.objects.bulk_create([entry], ignore_conflicts=True)
    return entry


def _entry(
    kind: EntryKind, viewer: Viewer, verb: str, subject: Any, person: Any, reason: str, purpose: str, at: datetime
) -> Entry:
    held = _role_for(viewer, person)
    return Entry(
        kind=kind,
        at=at,
        actor_id=viewer.user_id,
        actor_name=viewer.name,
        organisation_id=held.organisation_id if held else None,
        organisation_name=held.organisation_name if held else "",
        person_id=person.pk if person else None,
        person_name=str(person) if person else "",
        home_id=_home_for(person, subject, held, purpose),
        verb=_shortened(verb, VERB_LENGTH),
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        reason=reason,
        purpose=purpose,
    )


def _home_for(person: Any, subject: Any, held: RoleIn | None, purpose: str) -> int | None:
    """Return the home of an entry: the person's; for a concern about somebody without a record, the council's."""
    if person:
        return int(person.home_id)
    if purpose == EntryPurpose.CONCERN and subject is not None:
        return int(subject.home_id)
    return held.organisation_id if held else None


def _role_for(viewer: Viewer, person: Any) -> RoleIn | None:
    """Return the role the viewer acts in: one at the person's home, or else their first."""
    at_home = [held for held in viewer.roles_held if person is not None and held.organisation_id == person.home_id]
    return next(iter(at_home or viewer.roles_held), None)
