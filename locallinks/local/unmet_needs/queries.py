"""Unmet needs of a person."""

from django.db.models import QuerySet

from locallinks.local.unmet_needs.models import UnmetNeed


def unmet_needs_of(person_id: int) -> QuerySet[UnmetNeed]:
    """Return the unmet needs of one person, oldest first, each with how it was met if it was."""
    return UnmetNeed.objects.filter(person_id=person_id).select_related("met", "recorded_by")


def open_unmet_needs_of(person_id: int) -> QuerySet[UnmetNeed]:
    """Return the unmet needs of one person that have not been met."""
    return unmet_needs_of(person_id).filter(met=None)
