"""The channels of a message, and what came of a call."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class MessageChannel(LabelledStrEnum):
    """How a message reached somebody: by a channel that people choose (`people.choices.Channel`), or face to face."""

    EMAIL = "email", "Email"
    TEXT = "text", "Text message"
    LETTER = "letter", "Letter"
    PHONE = "phone", "Phone call"
    FACE_TO_FACE = "face_to_face", "Face to face"


SENT_BY_JOB = frozenset({MessageChannel.EMAIL, MessageChannel.TEXT})


class CallOutcome(LabelledStrEnum):
    """How a call went."""

    SPOKE = "spoke", "We spoke on the phone"
    FACE_TO_FACE = "face_to_face", "I told them face to face"
    NO_ANSWER = "no_answer", "Nobody answered"
