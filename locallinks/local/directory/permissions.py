"""Anybody may read the directory; only a council's administrator brings feeds in and reads how good they were."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.viewer import Viewer


def may_import(viewer: Viewer) -> bool:
    """One directory for all: a feed can replace and withdraw what another brought, so it is the councils' to keep."""
    return bool(viewer.councils_administered)


def check_can_import(viewer: Viewer) -> None:
    if not may_import(viewer):
        raise NotAllowed("Only a council's administrator can bring feeds into the directory. Ask them.")
