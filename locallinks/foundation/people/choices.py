"""What an organisation may see somebody's record for."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class SharePurpose(LabelledStrEnum):
    """`shared.rls` names the purposes that open a table by the same codes."""

    PLANNING = "planning", "To plan and arrange support"  # plan, assessment summary and pathway
    SUPPORT = "support", "To find people and groups who could help"  # who they are and what they enjoy
    ARRANGEMENT = "arrangement", "To give the support that was arranged"  # one provider's work
    TEAM = "team", "To work together in a neighbourhood team"  # who they are, and what they and one team agreed
