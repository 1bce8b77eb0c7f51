"""Lines at risk, pausing and resuming, changing the terms of an arrangement, and a helper who leaves."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, wants_csv
from locallinks.personal.brokerage import forms, permissions
from locallinks.personal.brokerage.actions.helper_endings import record_helper_ending
from locallinks.personal.brokerage.actions.pauses_and_changes import change_arrangement, pause_support, resume_support
from locallinks.personal.brokerage.choices import HelperWish, Risk
from locallinks.personal.brokerage.queries.arrangements import (
    arrangement_in,
    pauses_of,
    running_outside_plan,
    to_arrange,
)
from locallinks.personal.brokerage.queries.helper_endings import helper_endings_of
from locallinks.personal.brokerage.queries.lines_at_risk import lines_to_find
from locallinks.personal.brokerage.views.arrangements import ArrangingPageMixin
from locallinks.personal.plans.choices import GIVEN_FREELY


class LinesToFind(Page):
    """Lines that have no provider, and those that may fail soon."""

    template_name = "brokerage/lines_at_risk.html"
    title = "Parts to find, and what may fail soon"
    for_roles = permissions.SEE_LINES

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        permissions.check_can_see_lines(viewer)
        self.everything = lines_to_find(viewer=viewer, on=clock.today(), at=clock.now())
        show = self.request.GET.get("show", "")
        self.show = show if show in ("find", "fail") else ""
        find = self.everything.filter(lambda part: part.to_find)
        fail = self.everything.filter(lambda part: bool(part.risks))
        self.counts = {"": len(self.everything), "find": len(find), "fail": len(fail)}
        self.listing = page_or_whole_list(self.request, {"": self.everything, "find": find, "fail": fail}[self.show])
        named = [part.line.person_id for part in self.listing]
        record_list(viewer=viewer, page="parts of plans to find", people=named, at=clock.now())
        if not wants_csv(self.request):
            return None
        head = ["Name", "Part", "From", "Given by", "Asked", "Can", "Cannot", "Urgent", "What may fail"]
        return csv_response(
            "parts-to-find",
            head,
            [
                (
                    part.line.person.full_name,
                    part.line.title,
                    part.wanted_on,
                    part.arrangement.provider_name if part.arrangement else "",
                    len(part.offers),
                    part.accepted,
                    part.declined,
                    "yes" if part.urgent else "",
                    "; ".join(Risk(code).label for code in part.risks),
                )
                for part in self.listing
            ],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "listing": self.listing,
            "counts": self.counts,
            "show": self.show,
            "risks": dict(Risk.choices),
        }


class RunningSupportMixin(ArrangingPageMixin):
    """A page about the current and future arrangements of one person."""

    def running(self) -> list[Any]:
        rows = [row.arrangement for row in to_arrange(self.pathway, clock.today()) if row.arrangement]
        return rows + [row for row in running_outside_plan(self.pathway, clock.today()) if row not in rows]


class PauseSupport(RunningSupportMixin, FormPage):
    template_name = "brokerage/pause_arrangements.html"
    form_class = forms.PauseForm
    button = "Pause these"

    def more(self, **rest: Any) -> HttpResponse | None:
        permissions.check_can_end(self.request.viewer, self.pathway)
        self.title = f"Pause parts of {self.person}'s support"
        self.rows = self.running()
        return self.go_back(not self.rows or not self.pathway.is_open)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "arrangements": tuple((str(row.pk), f"{row.what}, with {row.provider_name}") for row in self.rows),
        }

    def get_initial(self) -> dict[str, Any]:
        return {"arrangement_ids": [row.pk for row in self.rows], "first_day": clock.today(), "retainer_pence": 0}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button_text": self.button}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        retainer_pence = data.pop("retainer_pence")
        pause_support(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            at=clock.now(),
            retainer_pence=retainer_pence or 0,
            **data,
        )
        return SeeOther(self.url("arrangements"))


class ResumeSupport(RunningSupportMixin, FormPage):
    """The day to resume, for everything that is paused without one."""

    template_name = "brokerage/pause_arrangements.html"
    form_class = forms.ResumeForm

    def more(self, **rest: Any) -> HttpResponse | None:
        permissions.check_can_end(self.request.viewer, self.pathway)
        self.title = f"Start {self.person}'s support again"
        pauses = pauses_of(self.pathway, clock.today()).values()
        self.open = [pause for pause in pauses if pause.ends_on is None]
        return self.go_back(not self.open)

    def get_initial(self) -> dict[str, Any]:
        return {"back_on": clock.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button_text": "Start it again", "paused": self.open}

    def form_valid(self, form: Form) -> HttpResponse:
        resume_support(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.url("arrangements"))


class ChangeArrangement(ArrangingPageMixin, FormPage):
    """Another price or other hours, from a past or future day."""

    template_name = "brokerage/change_arrangement.html"
    form_class = forms.ChangeForm

    def more(self, arrangement_id: int = 0, **rest: Any) -> HttpResponse | None:
        permissions.check_can_arrange(self.request.viewer, self.pathway)
        self.arrangement = arrangement_in(self.pathway, arrangement_id)
        if self.arrangement is None:
            raise Http404
        self.title = f"Change: {self.arrangement.what}"
        ends_on = self.arrangement.ends_on
        return self.go_back(not self.pathway.is_open or (ends_on is not None and ends_on <= clock.today()))

    def get_initial(self) -> dict[str, Any]:
        row = self.arrangement
        return {
            "version": row.version,
            "from_on": clock.today(),
            "price_pence": row.price_pence,
            "minutes_per_week": row.minutes_per_week or None,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        price_page = ""
        if self.arrangement.line_id:
            kwargs = {"pathway_id": self.pathway.pk, "line_id": self.arrangement.line_id}
            price_page = reverse("brokerage:request_price", kwargs=kwargs)
        return {
            **super().get_context_data(**kwargs),
            "arrangement": self.arrangement,
            "price_page": price_page,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        change_arrangement(
            viewer=self.request.viewer, arrangement_id=self.arrangement.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(self.url("arrangements"))


class RecordHelperEnding(ArrangingPageMixin, FormPage):
    """What the person says about a helper who leaves."""

    template_name = "brokerage/helper_ending.html"
    form_class = forms.HelperEndingForm

    def more(self, leaving_id: int = 0, **rest: Any) -> HttpResponse | None:
        permissions.check_can_choose(self.request.viewer, self.pathway)
        self.arrangement: Any = arrangement_in(self.pathway, leaving_id)
        if self.arrangement is None or not self.arrangement.line_id:
            raise Http404
        self.title = f"Coming to an end: {self.arrangement.provider_name}"
        friend = self.arrangement.line.kind in GIVEN_FREELY
        return self.go_back(self.arrangement.ends_on is None or not friend or not self.pathway.is_open)

    def get_initial(self) -> dict[str, Any]:
        own = self.person.pk in self.request.viewer.people
        return {"said_by": self.request.viewer.name if own else self.person.full_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "arrangement": self.arrangement,
            "said": helper_endings_of(self.arrangement),
            "wants": dict(HelperWish.choices),
            "today": clock.today(),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        record_helper_ending(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            arrangement_id=self.arrangement.pk,
            at=clock.now(),
            **form.cleaned_data,
        )
        return SeeOther(self.url("arrangements"))
