"""Who has looked, and what was done. Row-level security decides which entries this viewer can see at all."""

from django.db.models import QuerySet

from locallinks.foundation.audit.models import Entry, Kind


def looks_at(*, person_id: int) -> QuerySet[Entry]:
    """Reads of one person's record, newest first."""
    return Entry.objects.filter(person_id=person_id, kind=Kind.READ)


def acts_for(*, person_id: int) -> QuerySet[Entry]:
    """Everything done on one person's record, newest first."""
    return Entry.objects.filter(person_id=person_id, kind=Kind.WRITE)
