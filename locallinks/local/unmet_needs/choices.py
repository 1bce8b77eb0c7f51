"""Why something could not be found: what a planner chooses from, and a commissioner can count."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class UnmetNeedReason(LabelledStrEnum):
    NOTHING_NEAR = "nothing_near", "Nothing like it near enough"
    FULL = "full", "It is there, but it is full"
    WRONG_TIME = "wrong_time", "It is there, but not at a time that works"
    CANNOT_GET_THERE = "cannot_get_there", "There is no way to get there"
    NOT_RIGHT = "not_right", "It does not suit: language, faith, culture or access"
    COSTS_TOO_MUCH = "costs_too_much", "It costs too much"
    NOBODY_TO_DO_IT = "nobody_to_do_it", "Nobody is free to do it"
    OTHER = "other", "Another reason"
