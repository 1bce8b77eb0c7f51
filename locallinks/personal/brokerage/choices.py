"""Where an arrangement and a request for a quote stand, what may fail, and the reasons that are given."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class ArrangementStatus(LabelledStrEnum):
    """Read from the dates of an arrangement and its pauses, never stored. A line without one is to arrange."""

    TO_ARRANGE = "to_arrange", "To arrange"
    NOT_STARTED = "not_started", "Starts soon"
    ACTIVE = "active", "In place"
    SUSPENDED = "suspended", "Paused"
    ENDED = "ended", "Ended"


class BoardReason(LabelledStrEnum):
    """Why somebody is on the board."""

    TO_ARRANGE = "to_arrange", "The plan is approved"
    GAP = "gap", "A part of the plan needs somebody"
    PRICE = "price", "A price above the plan's waits for a yes"
    TO_END = "to_end", "Support has ended, and something still runs"


class QuoteState(LabelledStrEnum):
    """Where one request for a quote stands. A provider's no and the person's no are two states."""

    WAITING = "waiting", "No answer yet"
    NO_LINK = "no_link", "The link is over"
    PROVIDER_DECLINED = "provider_declined", "They cannot"
    OFFERED = "offered", "They can"
    PERSON_DECLINED = "person_declined", "Not wanted"
    CHOSEN = "chosen", "Chosen"


class ProviderReason(LabelledStrEnum):
    """Why a provider cannot help."""

    FULL = "full", "There is no room now"
    TIMES = "times", "These days or times do not work"
    TOO_FAR = "too_far", "It is too far away"
    NOT_OUR_WORK = "not_our_work", "This is not what we do"
    OTHER = "other", "Another reason"


class PersonReason(LabelledStrEnum):
    """Why the person does not want what was offered."""

    SOMEBODY_ELSE = "somebody_else", "I would like somebody else"
    TIMES = "times", "The days or times do not suit me"
    PRICE = "price", "It costs too much"
    THINK = "think", "I want more time to think"
    NOT_WANTED = "not_wanted", "I do not want this kind of help after all"
    OTHER = "other", "Another reason"


class NextStep(LabelledStrEnum):
    """What whoever arranges the support may do after a no."""

    ASK_OTHERS = "ask_others", "Ask somebody else."
    ASK_LATER = "ask_later", "Ask them again when they have room, and somebody else now."
    ASK_PERSON_TIMES = "ask_person_times", "Ask the person if other days or times would do. If so, ask again."
    ASK_NEARER = "ask_nearer", "Ask somebody nearer."
    ASK_SAME_TIMES = "ask_same_times", "Ask the same people for other days or times."
    LOOK_AT_PRICE = "look_at_price", "Talk to them about the price, or ask somebody else."
    WAIT = "wait", "Leave it with the person. Ask again in a few days."
    REVIEW = "review", "Ask nobody else. The plan needs a new look: ask the social worker for a review."
    TALK = "talk", "Talk it over, and write down what comes of it."


class PauseReason(LabelledStrEnum):
    """Why an arrangement pauses."""

    HOSPITAL = "hospital", "In hospital"
    AWAY = "away", "Away from home"
    SAFETY = "safety", "To keep somebody safe"
    OTHER = "other", "Another reason"


class HelperWish(LabelledStrEnum):
    """What the person would like after somebody who helped them freely has left."""

    SOMEBODY_NEW = "somebody_new", "They would like to meet somebody new"
    LATER = "later", "Not yet: ask again later"
    SOMETHING_ELSE = "something_else", "Something else: the plan should change"


class Risk(LabelledStrEnum):
    """What may fail about one line of a plan, the most pressing first."""

    LATE = "late", "It should have started, and nobody gives it"
    START_NEAR = "start_near", "It starts soon, and nobody gives it yet"
    ALL_DECLINED = "all_said_no", "Everybody who was asked said no"
    ENDING = "ending", "Whoever gives it stops soon, and nobody follows"
    CHECK_OUT = "check_out", "A check has run out"
    CHECK_SOON = "check_soon", "A check runs out soon"
    STILL_PAUSED = "still_paused", "The day to start again has passed, and it is still paused"
    NO_CONTINGENCY = (
        "one_and_no_plan_b",
        "One person or firm gives this, and the plan does not say what happens if they cannot",
    )
