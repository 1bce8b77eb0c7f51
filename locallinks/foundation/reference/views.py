"""The pages of rates and bank holidays."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from locallinks.foundation.reference import actions, queries
from locallinks.foundation.reference.forms import HolidayForm, RateForm, VerifyForm
from locallinks.foundation.reference.permissions import check_can_change, check_can_see, may_change
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, wants_csv


class RatesHome(Page):
    template_name = "reference/rates.html"
    title = "Rates and dates"

    def load(self) -> HttpResponse | None:
        check_can_see(self.request.viewer)
        return csv_of_rates() if wants_csv(self.request) else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        return {
            **super().get_context_data(**kwargs),
            "topics": queries.rate_lines(today),
            "lists": queries.code_lists(today),
            "may_change": may_change(self.request.viewer),
        }


def csv_of_rates() -> HttpResponse:
    head = ("Code", "What it is", "Amount", "Unit", "From", "Until", "Source", "Checked", "Checked by", "Note")
    rows = []
    for rate in queries.all_rates():
        amount = f"{rate.amount / 100:.2f}" if rate.is_money else rate.amount
        rows.append(
            (
                rate.code,
                rate.words,
                amount,
                rate.get_unit_display(),
                rate.starts_on,
                rate.ends_on,
                rate.source,
                "Yes" if rate.verified else "No",
                rate.last_verification.by_name if rate.last_verification else "",
                rate.note,
            )
        )
    return csv_response("rates", head, rows)


class ChangeRate(FormPage):
    template_name = "reference/change_rate.html"
    form_class = RateForm

    def load(self, code: str) -> None:
        check_can_change(self.request.viewer)
        self.rate = queries.newest_rate(code)
        if self.rate is None:
            raise Http404
        self.title = f"Set a new amount: {self.rate.words.lower()}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "unit": self.rate.unit}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "rate": self.rate}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.set_rate(viewer=self.request.viewer, code=self.rate.code, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("reference:rates"))


class VerifyRate(FormPage):
    template_name = "reference/verify_rate.html"
    form_class = VerifyForm

    def load(self, rate_id: int) -> None:
        check_can_change(self.request.viewer)
        self.rate = queries.rate_by_id(rate_id)
        if self.rate is None:
            raise Http404
        self.title = f"Check {self.rate.words.lower()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "rate": self.rate}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.verify_rate(viewer=self.request.viewer, rate_id=self.rate.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("reference:rates"))


class Holidays(Page):
    template_name = "reference/holidays.html"
    title = "Bank holidays"

    def load(self) -> None:
        check_can_see(self.request.viewer)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "years": queries.holiday_years(),
            "today": clock.today(),
            "may_change": may_change(self.request.viewer),
        }


class AddHoliday(FormPage):
    template_name = "reference/add_holiday.html"
    form_class = HolidayForm
    title = "Add a bank holiday"

    def load(self) -> None:
        check_can_change(self.request.viewer)

    def form_valid(self, form: Form) -> HttpResponse:
        actions.add_holiday(viewer=self.request.viewer, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("reference:holidays"))


class VerifyHolidays(FormPage):
    template_name = "reference/verify_holidays.html"
    form_class = VerifyForm

    def load(self, year: int) -> None:
        check_can_change(self.request.viewer)
        self.year = next((row for row in queries.holiday_years() if row.year == year), None)
        if self.year is None:
            raise Http404
        self.title = f"Check the bank holidays of {year}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "year": self.year}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.verify_holidays(viewer=self.request.viewer, year=self.year.year, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("reference:holidays"))


class RemoveHoliday(FormPage):
    template_name = "reference/remove_holiday.html"
    title = "Take out a bank holiday"

    def load(self, holiday_id: int) -> None:
        check_can_change(self.request.viewer)
        self.holiday = queries.holiday_by_id(holiday_id)
        if self.holiday is None:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "holiday": self.holiday}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.remove_holiday(viewer=self.request.viewer, holiday_id=self.holiday.pk, at=clock.now())
        return SeeOther(reverse("reference:holidays"))
