"""The base class of pages about one pathway, for this room and those above it. Only views import it."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer
from locallinks.foundation.ui.pages import Page
from locallinks.personal.pathways import queries
from locallinks.personal.pathways.permissions import Readers


class PathwayPageMixin(Page):
    """Fetch the pathway that the URL names, check that the viewer may read it, and record the read.

    Sets `pathway`, `person` and `is_own`, which is true for the person and for those to whom they gave access. A room
    sets `url_namespace` and `readers` for its pages and may override `prepare`; a page overrides `more`.
    """

    page = ""  # the name of the page in the audit entry
    url_namespace = ""  # the URL namespace of the room, for `url`
    readers: Readers | None = None  # who may open the page; None for everybody who may see the pathway

    def load(self, pathway_id: int, **rest: Any) -> HttpResponse | None:  # type: ignore[override]
        viewer: Viewer = self.request.viewer  # type: ignore[attr-defined]
        self.pathway = self.find_pathway(viewer, pathway_id)
        self.person = self.pathway.person
        self.is_own = self.person.pk in viewer.people
        response = self.prepare() or self.more(**rest)
        # Last, so that a page that refuses the viewer records no read.
        record_read(viewer=viewer, person=self.person, page=self.page, at=clock.now())
        return response

    def find_pathway(self, viewer: Viewer, pathway_id: int) -> Any:
        """Return the pathway. Raises NotAllowed, or Http404 where the viewer may not know that it exists."""
        return queries.find_pathway(viewer=viewer, pathway_id=pathway_id, readers=self.readers)

    def prepare(self) -> HttpResponse | None:
        """Fetch what all pages of the room need, or raise. A response that is returned is shown instead of the page."""
        return None

    def more(self, **rest: Any) -> HttpResponse | None:
        """Fetch what this page needs, or raise. `rest` holds the other arguments of the URL."""
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"pathway": self.pathway, "person": self.person, "is_own": self.is_own}
        return {**super().get_context_data(**kwargs), **about}

    def url(self, name: str, **kwargs: Any) -> str:
        """Return the URL of another page of the room about the same pathway."""
        return reverse(f"{self.url_namespace}:{name}", kwargs={"pathway_id": self.pathway.pk, **kwargs})

    def person_url(self) -> str:
        return reverse("front:person", kwargs={"person_id": self.person.pk})

    def redirect_on_get(self, url: str) -> HttpResponse | None:
        """Redirect from a page that no longer applies. A form that was sent is left to its action, which says why."""
        return HttpResponseRedirect(url) if self.request.method == "GET" else None


class PathwayByLinkMixin:
    """Open a page by a signed link: the invitation says which pathway it is about. List it before the page's class.

    The page sets `invited`, the purpose of the links that open it. URLs on it are relative, so that the token is
    written in no page and no row.
    """

    request: Any

    def load(self, token: str, **rest: Any) -> HttpResponse | None:
        invitation = self.request.viewer.invitation
        if invitation is None:
            raise Http404
        return super().load(pathway_id=invitation.record_id, **rest)  # type: ignore[misc,no-any-return]
