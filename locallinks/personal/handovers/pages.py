"""The base of pages about an introduction."""

from typing import Any

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.pages import PathwayPageMixin


class IntroductionPageMixin(PathwayPageMixin):
    """A page about one introduction, refused before anything is read to viewers without one of `roles`."""

    url_namespace = "handovers"
    roles = roles_that(Capability.DECIDE)

    def find_pathway(self, viewer: Viewer, pathway_id: int) -> Any:
        if not viewer.roles & self.roles:
            raise NotAllowed("This page is for others who take part in an introduction.")
        return super().find_pathway(viewer, pathway_id)
