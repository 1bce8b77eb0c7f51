"""The style guide: every component of our pages with invented people, for developers and for tests."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, QueryDict

from locallinks.foundation.ui import styleguide_data
from locallinks.foundation.ui.contact_fields import NhsNumberField, PhoneField, PostcodeField
from locallinks.foundation.ui.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    Form,
    MoneyField,
    MultipleChoiceField,
    SelectField,
    TextAreaField,
    TextField,
    TimeField,
    VersionField,
    YesNoField,
)
from locallinks.foundation.ui.pages import FormPage, SeeOther, differences
from locallinks.foundation.ui.pagination import csv_response, paginate, wants_csv


class SampleForm(Form):
    """One field of each kind."""

    version = VersionField()
    what_matters = TextAreaField(
        label="What matters to Mary?",
        name_in_words="what matters to Mary",
        hint="In her own words if you can.",
        max_length=500,
    )
    full_name = TextField(label="Full name", name_in_words="the full name", autocomplete="name")
    starts_on = DateField(
        label="When does it start?", name_in_words="the day it starts", hint="For example, 12 11 2026"
    )
    at_time = TimeField(label="Time", name_in_words="the time", hint="Like 10:30am or 2pm", required=False)
    price = MoneyField(label="Price", name_in_words="the price", suffix="a week")
    postcode = PostcodeField(label="Postcode")
    phone = PhoneField(label="Phone number", name_in_words="a phone number", required=False)
    nhs_number = NhsNumberField(
        label="NHS number",
        hint="10 digits, like 999 000 0018",
        help="It is on letters from the hospital or GP. We can help without it.",
    )
    service = SelectField(
        label="Service",
        name_in_words="a service",
        choices=[(name, name) for name in styleguide_data.SERVICES],
        autocomplete=True,
        required=False,
    )
    way = ChoiceField(
        label="How should we tell Mary?",
        choices=[("letter", "A letter"), ("phone", "A phone call"), ("email", "An email")],
        hints={"letter": "In large print if she likes"},
    )
    days = MultipleChoiceField(
        label="Which days suit her?",
        choices=[("mon", "Monday"), ("wed", "Wednesday"), ("fri", "Friday")],
        required=False,
    )
    lives_alone = YesNoField(label="Does she live alone?")
    read_out = BooleanField(label="I have read this to Mary, and she agrees", required=True)


class StyleGuide(FormPage):
    """`?show=errors`, `?show=stale` and `?show=empty` show the same page with errors, stale, and without any rows."""

    template_name = "ui/styleguide.html"
    title = "How our pages look"
    form_class = SampleForm
    public = True

    def load(self) -> HttpResponse | None:
        if not (settings.DEBUG or getattr(settings, "DEMO", False)):
            raise Http404
        self.show = self.request.GET.get("show", "")
        rows = [] if self.show == "empty" else styleguide_data.sample_rows()
        if wants_csv(self.request):
            return csv_response("sample", ["Name", "Since", "A week"], rows)
        self.listing = paginate(self.request, rows, per_page=5)
        return None

    def get_initial(self) -> dict[str, Any]:
        return {
            "version": 1,
            "full_name": "Mary Okafor",
            "starts_on": date(2026, 11, 12),
            "price": 11700,
            "way": "letter",
        }

    def get_form(self, **bound: Any) -> Form:
        if self.show in {"errors", "stale"} and not bound:
            typed = QueryDict(styleguide_data.WITH_ERRORS if self.show == "errors" else styleguide_data.STALE)
            bound = {"data": typed}
        form = super().get_form(**bound)
        if self.show == "stale":
            form.stale = "Tom Whitaker saved this at 10:32am today."
            form.stale_rows = differences(form, self.get_initial())
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [styleguide_data.as_cells(row) for row in self.listing]
        return {
            **super().get_context_data(**kwargs),
            "listing": self.listing,
            "show": self.show,
            "rows": rows,
            **styleguide_data.FACTS,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        return SeeOther(f"{self.request.path}?show=done")
