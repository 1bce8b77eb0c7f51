"""Anybody may read the directory; only an administrator brings feeds in and reads how good they were."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer


def may_import(viewer: Viewer) -> bool:
    return viewer.has_role("administrator")


def check_can_import(viewer: Viewer) -> None:
    if not may_import(viewer):
        raise NotAllowed("Only an administrator can bring feeds into the directory. Ask yours.")
