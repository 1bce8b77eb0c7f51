"""The channels of a message."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class MessageChannel(LabelledStrEnum):
    """How a message reached somebody: by a channel that people choose (`people.choices.Channel`), or face to face."""

    EMAIL = "email", "Email"
    TEXT = "text", "Text message"
    LETTER = "letter", "Letter"
    PHONE = "phone", "Phone call"
    FACE_TO_FACE = "face_to_face", "Face to face"


SENT_BY_JOB = frozenset({MessageChannel.EMAIL, MessageChannel.TEXT})
