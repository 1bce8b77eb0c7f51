"""Pages about records that may be of one person: the list, the comparison, and undoing a merge."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.people.actions import duplicates
from locallinks.foundation.people.forms import duplicates as forms
from locallinks.foundation.people.queries import duplicates as queries
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import paginate


class Duplicates(Page):
    template_name = "people/duplicates.html"
    title = "These may be the same person"
    for_roles = roles_that(Capability.DECIDE)

    def load(self) -> None:
        viewer = self.request.viewer
        self.listing = paginate(self.request, queries.candidates_for(viewer))
        ids = [pk for pair in self.listing for pk in (pair.first_id, pair.second_id)]
        record_list(viewer=viewer, page="records that may be of one person", people=ids, at=clock.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "listing": self.listing}


class PairMixin:
    """Mixin for a page that shows both records of a pair. Subclasses continue loading in `more`."""

    def load(self, candidate_id: int) -> HttpResponse | None:
        self.pair = queries.open_pair(viewer=self.request.viewer, candidate_id=candidate_id, at=clock.now())
        self.candidate = self.pair.candidate
        return self.more()

    def more(self) -> HttpResponse | None:
        return None

    def url_of(self, name: str) -> str:
        return reverse(f"people:{name}", kwargs={"candidate_id": self.candidate.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "pair": self.pair, "candidate": self.candidate}


class Duplicate(PairMixin, FormPage):
    template_name = "people/duplicate.html"
    form_class = forms.DuplicateForm
    title = "Is this the same person?"

    def more(self) -> HttpResponse | None:
        is_merged = self.pair.merge is not None and self.request.method == "GET"
        return HttpResponseRedirect(self.url_of("undo_merge")) if is_merged else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "first": self.candidate.first.full_name,
            "second": self.candidate.second.full_name,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        viewer, first, second = self.request.viewer, self.candidate.first_id, self.candidate.second_id
        if data["what"] == forms.DIFFERENT_PEOPLE:
            duplicates.dismiss_duplicate(
                viewer=viewer, first_id=first, second_id=second, reason=data["reason"], at=clock.now()
            )
            return SeeOther(reverse("people:duplicates"))
        keep, aside = (first, second) if data["what"] == "first" else (second, first)
        duplicates.merge_records(viewer=viewer, keep_id=keep, aside_id=aside, reason=data["reason"], at=clock.now())
        return SeeOther(reverse("front:person", kwargs={"person_id": keep}))


class UndoMerge(PairMixin, FormPage):
    template_name = "people/undo_merge.html"
    form_class = forms.UndoMergeForm
    title = "These two records are together"

    def more(self) -> HttpResponse | None:
        return None if self.pair.merge else HttpResponseRedirect(self.url_of("duplicate"))

    def form_valid(self, form: Form) -> HttpResponse:
        assert self.pair.merge is not None  # `more` redirects without a merge
        duplicates.undo_merge(
            viewer=self.request.viewer, merge_id=self.pair.merge.pk, reason=form.cleaned_data["reason"], at=clock.now()
        )
        return SeeOther(self.url_of("duplicate"))
