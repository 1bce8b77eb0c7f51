"""May this viewer look after accounts?"""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer


def administered(viewer: Viewer) -> tuple[int, ...]:
    """The organisations whose members this viewer looks after."""
    return tuple(sorted(hat.organisation_id for hat in viewer.hats if hat.role == "administrator"))


def check_can_administer(viewer: Viewer, organisation_id: int | None = None) -> None:
    allowed = administered(viewer)
    if not allowed or (organisation_id is not None and organisation_id not in allowed):
        raise NotAllowed("Only this organisation's administrator can change who works here. Ask them.")
