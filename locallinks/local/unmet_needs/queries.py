"""What could not be found, and still cannot."""

from django.db.models import QuerySet

from locallinks.local.unmet_needs.models import UnmetNeed
from locallinks.local.unmet_needs.rules import REASONS

REASON_CHOICES = list(REASONS.items())


def unmet_needs_of(person_id: int) -> QuerySet[UnmetNeed]:
    """Everything recorded as not found for one person, oldest first, with how it was met where it was."""
    return UnmetNeed.objects.filter(person_id=person_id).select_related("met", "recorded_by")


def open_unmet_needs_of(person_id: int) -> QuerySet[UnmetNeed]:
    """What is still not found."""
    return unmet_needs_of(person_id).filter(met=None)
