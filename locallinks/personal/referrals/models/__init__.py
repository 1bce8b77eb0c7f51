"""How somebody came to us, what was asked of others, and the neighbourhood team somebody is known to."""

from locallinks.personal.referrals.models.requests import (
    Advice,
    Asking,
    Contact,
    ContactStep,
    PartnerAnswer,
    Question,
    Referral,
)
from locallinks.personal.referrals.models.teams import (
    TeamGoal,
    TeamGoalEnd,
    TeamLeaving,
    TeamMeeting,
    TeamPerson,
    TeamTier,
)

__all__ = [
    "Advice", "Asking", "Contact", "ContactStep", "PartnerAnswer", "Question", "Referral", "TeamGoal", "TeamGoalEnd",
    "TeamLeaving", "TeamMeeting", "TeamPerson", "TeamTier",
]  # fmt: skip
