"""Pages about cover for somebody who is away."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from locallinks.foundation.accounts import forms, permissions, queries
from locallinks.foundation.accounts.actions.cover import arrange_cover, end_cover
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, SeeOther


class ArrangeCover(FormPage):
    """The list of present and future cover, and a form to arrange more."""

    template_name = "accounts/cover.html"
    form_class = forms.CoverForm
    title = "Cover when somebody is away"

    def load(self) -> None:
        viewer = self.request.viewer
        permissions.check_can_arrange_cover(viewer)
        self.names = queries.colleagues(viewer=viewer, on=clock.today())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "names": self.names}

    def get_initial(self) -> dict[str, Any]:
        return {"user": self.request.viewer.user_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = queries.cover_of_colleagues(viewer=self.request.viewer, on=clock.today())
        return {**super().get_context_data(**kwargs), "covers": rows, "alone": len(self.names) < 2}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        arrange_cover(
            viewer=self.request.viewer,
            user_id=data["user"],
            covered_by_id=data["covered_by"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            at=clock.now(),
        )
        return SeeOther(reverse("accounts:arrange_cover"))


class EndCover(FormPage):
    """Confirm that somebody is back."""

    template_name = "accounts/end_cover.html"
    title = "Are they back?"

    def load(self, cover_id: int) -> None:
        viewer = self.request.viewer
        permissions.check_can_arrange_cover(viewer)
        self.cover = queries.cover_of_colleagues(viewer=viewer, on=clock.today()).filter(pk=cover_id).first()
        if self.cover is None:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "cover": self.cover}

    def form_valid(self, form: Form) -> HttpResponse:
        end_cover(viewer=self.request.viewer, cover_id=self.cover.pk, at=clock.now())
        return SeeOther(reverse("accounts:arrange_cover"))
