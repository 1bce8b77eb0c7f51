"""The states of a service, how far its entry can be trusted, and what may become of a thing found in a feed."""

from enum import StrEnum

from locallinks.foundation.shared.choices import LabelledStrEnum


class ServiceStatus(LabelledStrEnum):
    """The four of Open Referral UK."""

    ACTIVE = "active", "Running"
    TEMPORARILY_CLOSED = "temporarily closed", "Closed for now"
    INACTIVE = "inactive", "Not running"
    DEFUNCT = "defunct", "Closed for good"


class IssueKind(LabelledStrEnum):
    """In the order of a report."""

    REFUSED = "refused", "Left out"
    MENDED = "mended", "Put right"
    NOTED = "noted", "To be looked at"


class Freshness(StrEnum):
    """How far to trust an entry, by the day of its last check. Its words name that day (`rules.entry_fields`)."""

    FRESH = "fresh"
    AGEING = "ageing"
    OLD = "old"
    UNKNOWN = "unknown"
