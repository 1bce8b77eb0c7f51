"""Who is away, and who does their work."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from locallinks.foundation.accounts import actions, forms, permissions, queries
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.pages import FormPage


class Cover(FormPage):
    """Who is away, who covers, and a form to arrange it."""

    template_name = "accounts/cover.html"
    form_class = forms.CoverForm
    title = "Cover when somebody is away"

    def load(self) -> None:
        viewer = self.request.viewer
        permissions.check_can_arrange_cover(viewer)
        self.names = queries.colleagues(viewer=viewer, on=clock.today())

    def form_kwargs(self) -> dict[str, Any]:
        return {"names": self.names}

    def initial(self) -> dict[str, Any]:
        return {"user": self.request.viewer.user_id}

    def context(self) -> dict[str, Any]:
        rows = queries.covers_here(viewer=self.request.viewer, on=clock.today())
        return {"covers": rows, "alone": len(self.names) < 2}

    def act(self, data: dict[str, Any]) -> str:
        actions.arrange_cover(
            viewer=self.request.viewer, user_id=data["user"], covered_by_id=data["covered_by"],
            starts_on=data["starts_on"], ends_on=data["ends_on"], at=clock.now(),
        )  # fmt: skip
        return reverse("accounts:cover")


class EndCover(FormPage):
    """One button: they are back."""

    template_name = "accounts/end_cover.html"
    title = "Are they back?"

    def load(self, cover_id: int) -> None:
        viewer = self.request.viewer
        permissions.check_can_arrange_cover(viewer)
        self.cover = queries.covers_here(viewer=viewer, on=clock.today()).filter(pk=cover_id).first()
        if self.cover is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {"cover": self.cover}

    def act(self, data: dict[str, Any]) -> str:
        actions.end_cover(viewer=self.request.viewer, cover_id=self.cover.pk, at=clock.now())
        return reverse("accounts:cover")
