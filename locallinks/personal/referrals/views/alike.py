"""These may be the same person: the list, two records side by side, and taking them apart again."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.people.actions import merging
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.ui.lists import paginate
from locallinks.foundation.ui.pages import FormPage, Page
from locallinks.personal.referrals.forms import alike as forms
from locallinks.personal.referrals.queries import alike as queries


class Alike(Page):
    template_name = "referrals/alike.html"
    title = "These may be the same person"
    for_roles = roles_that(Capability.DECIDE)

    def load(self) -> None:
        viewer = self.request.viewer
        self.listing = paginate(self.request, queries.waiting(viewer))
        named = [pk for pair in self.listing for pk in (pair.first_id, pair.second_id)]
        record_list(viewer=viewer, page="records that may be of one person", people=named, at=clock.now())

    def context(self) -> dict[str, Any]:
        return {"listing": self.listing}


class OfPair:
    """Both records, side by side."""

    def load(self, likeness_id: int) -> HttpResponse | None:
        self.pair = queries.open_pair(viewer=self.request.viewer, likeness_id=likeness_id, at=clock.now())
        self.likeness = self.pair.likeness
        return self.more()

    def more(self) -> HttpResponse | None:
        return None

    @property
    def undo_address(self) -> str:
        return reverse("referrals:alike_undo", kwargs={"likeness_id": self.likeness.pk})

    def context(self) -> dict[str, Any]:
        return {"pair": self.pair, "likeness": self.likeness}


class Pair(OfPair, FormPage):
    template_name = "referrals/alike_pair.html"
    form_class = forms.PairForm
    title = "Is this the same person?"

    def more(self) -> HttpResponse | None:
        return HttpResponseRedirect(self.undo_address) if self.pair.merge and self.request.method == "GET" else None

    def form_kwargs(self) -> dict[str, Any]:
        return {"first": self.likeness.first.full_name, "second": self.likeness.second.full_name}

    def act(self, data: dict[str, Any]) -> str:
        viewer, first, second = self.request.viewer, self.likeness.first_id, self.likeness.second_id
        if data["what"] == forms.APART:
            merging.keep_apart(viewer=viewer, first_id=first, second_id=second, reason=data["reason"], at=clock.now())
            return reverse("referrals:alike")
        keep, aside = (first, second) if data["what"] == "first" else (second, first)
        merging.merge_records(
            viewer=viewer, keep_id=keep, aside_id=aside, reason=data["reason"], has_open_way=aside in self.pair.busy,
            at=clock.now(),
        )  # fmt: skip
        return reverse("front:person", kwargs={"person_id": keep})


class Undo(OfPair, FormPage):
    """They were two people after all."""

    template_name = "referrals/alike_undo.html"
    form_class = forms.UndoForm
    title = "These two records are together"

    def more(self) -> HttpResponse | None:
        here = reverse("referrals:alike_pair", kwargs={"likeness_id": self.likeness.pk})
        return None if self.pair.merge else HttpResponseRedirect(here)

    def act(self, data: dict[str, Any]) -> str:
        assert self.pair.merge is not None
        merging.undo_merge(
            viewer=self.request.viewer, merge_id=self.pair.merge.pk, reason=data["reason"], at=clock.now()
        )
        return reverse("referrals:alike_pair", kwargs={"likeness_id": self.likeness.pk})
