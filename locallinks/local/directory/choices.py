"""The states of a service, and what may become of a thing found in a feed."""

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
