"""Anybody may read the directory; only a council's administrator imports feeds and reads their reports."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.viewer import Viewer


def may_import(viewer: Viewer) -> bool:
    """Whether the viewer may import feeds: a council's administrator.

    The directory is one for all, and a feed can withdraw services, so councils maintain it.
    """
    return bool(viewer.councils_administered)


def check_can_import(viewer: Viewer) -> None:
    """Raise NotAllowed for all but a council's administrator; the reports of imports are for them too."""
    if not may_import(viewer):
        raise NotAllowed("Only a council's administrator can bring feeds into the directory. Ask them.")
