"""The fixed lists of this room: who asks, the states and events of a request, and why we may get in touch."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class RequestKind(LabelledStrEnum):
    """Who needs help, as the public form offers it. `team_label` is what the council's team reads."""

    team_label: str

    ME = "me", "Me", "For themselves"
    KNOWN = "known", "Somebody in my family, or a friend", "From family or a friend"
    NEIGHBOUR = "neighbour", "A neighbour, or somebody I am worried about", "From a neighbour"
    PROFESSIONAL = "professional", "Somebody I meet through my work", "From a professional"
    HOSPITAL = "hospital", "Somebody who is leaving hospital", "Leaving hospital"
    YOUNG = "young", "A young person who will soon be an adult", "Preparing for adult life"


class ContactBasis(LabelledStrEnum):
    """Why the council may get in touch. Never assumed, never a default. `public_label`: on the public form.

    A referral rests on one of the first two. A neighbour who has not asked says so, and the council asks.
    """

    public_label: str

    AGREED = "agreed", "They agree to be contacted", "Yes, they agree"
    BEST_INTERESTS = (
        "best_interests",
        "They cannot say, and it is best for them",
        "They cannot say, and I think it is best for them",
    )
    NOT_ASKED = "not_asked", "They have not been asked", "I have not asked them"


class ContactState(LabelledStrEnum):
    OPEN = "open", "Waiting for an answer"
    REFERRED = "referred", "A way through was opened"
    ADDED = "added", "Added to the help they get"
    CLOSED = "closed", "Closed"


class ContactEvent(LabelledStrEnum):
    """What was done with a request, as its history says it after a name."""

    ASKED = "asked", "asked for help"
    TOOK_ON = "took_on", "took this on"
    PASSED_ON = "passed_on", "passed it on"
    ADVISED = "advised", "gave advice and offered an introduction"
    REFERRED = "referred", "opened a way through"
    ADDED = "added", "added it to the help they get"
    CLOSED = "closed", "closed it"
    REOPENED = "reopened", "opened it again"


class ClosingReason(LabelledStrEnum):
    ADVICE_ENOUGH = "advice_enough", "Advice was enough"
    DID_NOT_WANT = "did_not_want", "They do not want help now"
    NOT_REACHED = "not_reached", "We could not reach them"
    ELSEWHERE = "elsewhere", "Somebody else helps them now"
    TWICE = "twice", "It was sent twice"
    MISTAKE = "mistake", "It was sent by mistake"


class FitToLeave(LabelledStrEnum):
    """Whether somebody in hospital is well enough to leave it."""

    YES = "yes", "Yes, they are well enough to leave"
    NO = "no", "No, not yet"
    SOON = "soon", "We expect so by that day"


class TransitionStage(LabelledStrEnum):
    """How far a young person's plan for adult life is."""

    NONE = "none", "Nobody has begun to plan for it"
    TALKING = "talking", "We are talking about what they want"
    WRITTEN = "written", "There is a written plan for becoming an adult"
    WITH_ADULTS = "with_adults", "Adult services already know them"


class DraftEnding(LabelledStrEnum):
    """What becomes of an unfinished request when somebody stops."""

    KEEP = "keep", "Keep it, so that I can come back"
    FORGET = "forget", "Delete all that I wrote"
