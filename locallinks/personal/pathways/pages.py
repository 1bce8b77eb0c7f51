"""The base of every page about one pathway, here and in the rooms above. Only views import it."""

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
    """Fetches the pathway that the URL names, checks that the viewer may read it, and records the read.

    Sets `pathway`, `person` and `is_own` (the viewer reads their own record, or that of somebody who let them in).
    A room sets `url_namespace` and `readers` for its pages and may override `prepare`; a page overrides `more`.
    """

    page = ""  # what the audit entry calls the page
    url_namespace = ""  # of the room, for `url`
    readers: Readers | None = None  # who may open the page; None for whoever may see the pathway

    def load(self, pathway_id: int, **rest: Any) -> HttpResponse | None:  # type: ignore[override]
        viewer: Viewer = self.request.viewer  # type: ignore[attr-defined]
        self.pathway = self.find_pathway(viewer, pathway_id)
        self.person = self.pathway.person
        self.is_own = self.person.pk in viewer.people
        instead = self.prepare() or self.more(**rest)
        record_read(viewer=viewer, person=self.person, page=self.page, at=clock.now())  # not where it refused
        return instead

    def find_pathway(self, viewer: Viewer, pathway_id: int) -> Any:
        """The pathway, or NotAllowed or Http404 for a viewer whom the page is not for."""
        return queries.find_pathway(viewer=viewer, pathway_id=pathway_id, readers=self.readers)

    def prepare(self) -> HttpResponse | None:
        """Fetch what all pages of the room need, or refuse. Return a response to show that instead."""
        return None

    def more(self, **rest: Any) -> HttpResponse | None:
        """Fetch what this page needs, or refuse. `rest` holds what else the URL names."""
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"pathway": self.pathway, "person": self.person, "is_own": self.is_own}
        return {**super().get_context_data(**kwargs), **own}

    def url(self, name: str, **kwargs: Any) -> str:
        """A page of the same room about the same pathway."""
        return reverse(f"{self.url_namespace}:{name}", kwargs={"pathway_id": self.pathway.pk, **kwargs})

    def person_url(self) -> str:
        return reverse("front:person", kwargs={"person_id": self.person.pk})

    def redirect_on_get(self, url: str) -> HttpResponse | None:
        """Leave a page whose time is over. A form already filled in stays: its action says why it is refused."""
        return HttpResponseRedirect(url) if self.request.method == "GET" else None


class PathwayByLinkMixin:
    """The same page for whoever holds a link: the invitation says which pathway it is. Stands before the page's class.

    The page sets `invited`, the purpose of the links that open it. Every URL on it is relative, so that the token
    stands in no page and no row.
    """

    request: Any

    def load(self, token: str, **rest: Any) -> HttpResponse | None:
        invitation = self.request.viewer.invitation
        if invitation is None:
            raise Http404
        return super().load(pathway_id=invitation.record_id, **rest)  # type: ignore[misc,no-any-return]
