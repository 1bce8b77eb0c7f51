"""The channels of a message."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class Channel(LabelledStrEnum):
    """How a message reached somebody. A person can choose each but the last (`Person.contact_by`)."""

    EMAIL = "email", "Email"
    TEXT = "text", "Text message"
    LETTER = "letter", "Letter"
    PHONE = "phone", "Phone call"
    FACE_TO_FACE = "face_to_face", "Face to face"


SENT_BY_JOB = frozenset({Channel.EMAIL, Channel.TEXT})
