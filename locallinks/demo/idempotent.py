"""Carry out each act of the demonstration once, however often the command runs and wherever it was stopped."""

import uuid
from collections.abc import Callable
from typing import Any

from locallinks.foundation.shared import idempotency
from locallinks.foundation.shared.viewer import Viewer, acting_as

_NAMESPACE = uuid.UUID("6f1d7a3e-0b7c-4f6e-9a64-1d3c5f0a2b11")


def do_once(name: str, viewer: Viewer, act: Callable[[], Any]) -> bool:
    """Do `act` as `viewer` unless it was done before; return True if it was done now. One transaction."""
    token = str(uuid.uuid5(_NAMESPACE, name))
    with acting_as(viewer):
        if idempotency.claim_token(token, viewer) is not None:
            return False
        act()
        idempotency.store_result_url(token, f"{idempotency.DONE_ONCE}{name}")
    return True
