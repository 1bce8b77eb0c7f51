"""Who may say which places there are, and who serves them."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer


def check_can_change_places(viewer: Viewer) -> None:
    if not viewer.has_role("administrator"):
        raise NotAllowed("Only an administrator can change postcodes, wards and who serves them. Ask yours.")
