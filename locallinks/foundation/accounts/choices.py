"""The kinds of organisation."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class OrganisationKind(LabelledStrEnum):
    """Which kinds may have which role is in `shared/roles.py`, which names them by the same codes."""

    COUNCIL = "council", "Council"
    NETWORK = "network", "Neighbourhood network"
    PROVIDER = "provider", "Provider"
    COMMUNITY_GROUP = "community_group", "Community group"
    INTERMEDIARY = "intermediary", "Social investment intermediary"
    INVESTOR = "investor", "Social investor"
    HEALTH = "health", "NHS organisation"
