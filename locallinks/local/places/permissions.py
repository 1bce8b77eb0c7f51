"""Who may say which places there are, and who serves them."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.viewer import Viewer


def check_can_change_places(viewer: Viewer) -> None:
    """Raise NotAllowed for all but a council's administrator, of whichever council: places are the same for all."""
    if not viewer.councils_administered:
        raise NotAllowed("Only a council's administrator can change postcodes, wards and who serves them. Ask them.")
