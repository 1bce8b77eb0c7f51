"""Three ways to leave a mark. All write in the caller's transaction: an act that fails leaves none."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from locallinks.foundation.audit.models import Entry, EntryKind
from locallinks.foundation.audit.queries import reads_only_for_concerns
from locallinks.foundation.shared.viewer import RoleIn, Viewer

# For a safeguarding concern: read back by whoever reads that concern, and by nobody else (docs/rules/care-act.md 9).
FOR_CONCERN = "concern"
# What the person is not told of, nor whoever they let in: a keeping-safe note that is kept from them.
HIDDEN_FROM_PERSON = "not_told"
VERB_LENGTH = PAGE_LENGTH = 80


def record_write(
    *,
    viewer: Viewer,
    verb: str,
    subject: Any,
    at: datetime,
    person: Any = None,
    reason: str = "",
    purpose: str = "support",
) -> Entry:
    """Who did what, to which record, for whom and why. `verb` reads aloud: "approved the plan"."""
    return _record(EntryKind.WRITE, viewer, verb, subject, person, reason, purpose, at)


def record_read(
    *,
    viewer: Viewer,
    person: Any,
    page: str,
    at: datetime,
    purpose: str = "support",
    reason: str = "",
    subject: Any = None,
) -> Entry:
    """Somebody looked at a person's record. Always on; shown to the person (docs/rules/requests.md 43).

    subject: what was looked at, where it is not the person's record itself.
    """
    purpose = FOR_CONCERN if reads_only_for_concerns(viewer) else purpose
    return _record(EntryKind.READ, viewer, f"looked at {page}", subject or person, person, reason, purpose, at)


def record_reads(*, viewer: Viewer, people: Iterable[Any], page: str, at: datetime) -> None:
    """A look at several people's records at once, as a file or a feed is: one entry each, in one query."""
    entries = [_entry(EntryKind.READ, viewer, f"looked at {page}", one, one, "", "support", at) for one in people]
    Entry.objects.bulk_create(entries, ignore_conflicts=True)


def record_list(*, viewer: Viewer, page: str, people: Iterable[Any], at: datetime, purpose: str = "support") -> None:
    """A list, search or file that names people: one mark for what is shown, and none where nobody is.

    `people` are the ids, or the records, of those on this page of it (in a file: all of them), and None for each who is
    named but has no record yet, as in a request from the public form. `page` reads after "You were in a list: ".
    One statement.
    """
    named = list(people)
    ids = sorted({one if isinstance(one, int) else one.pk for one in named if one is not None})
    if not named:
        return
    purpose = FOR_CONCERN if reads_only_for_concerns(viewer) else purpose
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
    """A long name in a verb never stops the act it tells of."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _record(
    kind: EntryKind, viewer: Viewer, verb: str, subject: Any, person: Any, reason: str, purpose: str, at: datetime
) -> Entry:
    entry = _entry(kind, viewer, verb, subject, person, reason, purpose, at)
    # Without RETURNING: whoever raises a concern leaves a mark they may not read back.
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
    """Whose entry it is: the person's home; for a concern about somebody without one, the council told."""
    if person:
        return int(person.home_id)
    if purpose == FOR_CONCERN and subject is not None:
        return int(subject.home_id)
    return held.organisation_id if held else None


def _role_for(viewer: Viewer, person: Any) -> RoleIn | None:
    """The organisation somebody acts for: the person's home where they belong to it, else their first."""
    at_home = [held for held in viewer.roles_held if person is not None and held.organisation_id == person.home_id]
    return next(iter(at_home or viewer.roles_held), None)
