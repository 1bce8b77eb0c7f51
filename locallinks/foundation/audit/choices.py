"""The kinds of entry in the audit, and their purposes."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class EntryKind(LabelledStrEnum):
    WRITE = "write", "Did something"
    READ = "read", "Looked"


class EntryPurpose(LabelledStrEnum):
    """What something was done or read for. The policies of migration 0002 and of messages name the last two by code."""

    SUPPORT = "support", "To support the person"
    # Only those who may read that concern see the entry (docs/rules/care-act.md 9).
    CONCERN = "concern", "For a safeguarding concern"
    # The person, and users with a grant, do not see the entry, for example about a safety note hidden from them.
    NOT_TOLD = "not_told", "Not told to the person"
