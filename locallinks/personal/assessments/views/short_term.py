"""Short spells of help: the list, those of one person, the end, and where they are on day 91."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, wants_csv
from locallinks.personal.assessments import permissions
from locallinks.personal.assessments.actions.short_term import end_short_term, record_day_91, start_short_term
from locallinks.personal.assessments.forms.short_term import Day91Form, EndForm, ShortTermForm
from locallinks.personal.assessments.queries.short_term import (
    at_home_on_day_91,
    open_short_term,
    short_terms,
    short_terms_of,
    waits_for_day_91,
)
from locallinks.personal.assessments.views.carers import check_is_social_worker
from locallinks.personal.assessments.views.needs_assessment import AssessmentPageMixin


class ShortTerms(Page):
    """The list: whose day 91 is not recorded, who has help now, and how many were at home."""

    template_name = "assessments/short_terms.html"
    title = "Short spells of help"
    for_roles = roles_that(Capability.DECIDE)

    def load(self) -> HttpResponse | None:
        check_is_social_worker(self.request.viewer)
        self.today = clock.today()
        every = short_terms(viewer=self.request.viewer)
        self.home = at_home_on_day_91(every, self.today)
        self.show = self.request.GET.get("show", "")
        wanted = {
            "running": lambda row: not hasattr(row, "end"),
            "all": lambda row: True,
        }.get(self.show, lambda row: waits_for_day_91(row, self.today))
        rows = [row for row in every if wanted(row)]
        self.listing = page_or_whole_list(self.request, rows)
        named = [row.person_id for row in self.listing]
        record_list(viewer=self.request.viewer, page="short spells of help", people=named, at=clock.now())
        if wants_csv(self.request):
            head = ["Name", "Kind", "Started", "Free until", "Day 91", "Ended", "Where on day 91"]
            return csv_response("short-spells", head, [self.cells(row) for row in self.listing])
        return None

    def cells(self, row: Any) -> tuple[Any, ...]:
        end, answer = getattr(row, "end", None), getattr(row, "day_91_answer", None)
        waits = "Ask now" if waits_for_day_91(row, self.today) else "Not yet"
        return (
            row.person.full_name,
            row.get_kind_display(),
            row.starts_on,
            row.free_until,
            row.day_91,
            end.get_result_display() if end else "Running",
            answer.get_where_display() if answer else waits,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = []
        for row in self.listing:
            name, *rest = self.cells(row)
            where = "day_91" if waits_for_day_91(row, self.today) else "end_short_term"
            href = reverse(f"assessments:{where}", kwargs={"short_term_id": row.pk})
            rows.append(({"text": name, "href": href}, *rest))
        return {
            **super().get_context_data(**kwargs),
            "rows": rows,
            "listing": self.listing,
            "show": self.show,
            "home": self.home,
        }


class ShortTerm(AssessmentPageMixin, FormPage):
    """The short spells of one person, and starting another. The person and their planner can read it."""

    template_name = "assessments/short_term.html"
    form_class = ShortTermForm
    page = "a short spell of help"
    sent_by_assessor = True

    def more(self) -> None:
        self.title = "A short spell of help for you" if self.is_own else f"A short spell of help for {self.person}"
        self.may_write = permissions.may_assess(self.request.viewer, self.pathway)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(short_terms_of(self.pathway)[:20])
        running = any(not hasattr(row, "end") for row in rows)
        may_begin = self.may_write and self.pathway.is_open and not running
        return {**super().get_context_data(**kwargs), "rows": rows, "may_write": self.may_write, "may_begin": may_begin}

    def form_valid(self, form: Form) -> HttpResponse:
        start_short_term(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.url("short_term"))


class ShortTermMixin:
    page = "a short spell of help"

    def load(self, short_term_id: int) -> None:
        self.row = open_short_term(
            viewer=self.request.viewer, short_term_id=short_term_id, page=self.page, at=clock.now()
        )
        permissions.check_can_assess(self.request.viewer, self.row.pathway)
        self.title = self.words(self.row.person)

    def words(self, person: Any) -> str:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        end, answer = getattr(self.row, "end", None), getattr(self.row, "day_91_answer", None)
        return {
            **super().get_context_data(**kwargs),
            "row": self.row,
            "person": self.row.person,
            "end": end,
            "answer": answer,
            "today": clock.today(),
        }

    def back(self) -> str:
        return reverse("assessments:short_term", kwargs={"pathway_id": self.row.pathway_id})


class EndShortTerm(ShortTermMixin, FormPage):
    template_name = "assessments/short_term_end.html"
    form_class = EndForm

    def words(self, person: Any) -> str:
        return f"How did the help for {person} end?"

    def form_valid(self, form: Form) -> HttpResponse:
        end_short_term(viewer=self.request.viewer, short_term_id=self.row.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.back())


class Day91(ShortTermMixin, FormPage):
    template_name = "assessments/day_91.html"
    form_class = Day91Form

    def words(self, person: Any) -> str:
        return f"Where was {person} on day 91?"

    def form_valid(self, form: Form) -> HttpResponse:
        record_day_91(viewer=self.request.viewer, short_term_id=self.row.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("assessments:short_terms"))
