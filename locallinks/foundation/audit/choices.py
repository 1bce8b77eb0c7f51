"""The kinds of entry in the audit."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class EntryKind(LabelledStrEnum):
    WRITE = "write", "Did something"
    READ = "read", "Looked"
