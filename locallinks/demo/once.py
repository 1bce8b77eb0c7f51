"""Each act of the demonstration happens once, however often the command runs and wherever it was killed."""

import uuid
from collections.abc import Callable
from typing import Any

from locallinks.foundation.shared import submissions
from locallinks.foundation.shared.scope import Viewer, acting_as

_NAMESPACE = uuid.UUID("6f1d7a3e-0b7c-4f6e-9a64-1d3c5f0a2b11")


def once(name: str, viewer: Viewer, act: Callable[[], Any]) -> bool:
    """Do `act` as `viewer` unless it was done before; True when it was done now. Act and mark are one transaction."""
    token = str(uuid.uuid5(_NAMESPACE, name))
    with acting_as(viewer):
        if submissions.claim(token, viewer) is not None:
            return False
        act()
        submissions.finish(token, f"{submissions.ONCE}{name}")
    return True
