"""The style guide: every part our pages are made of, with invented people, to look at and to test."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, QueryDict

from locallinks.foundation.ui import fields, wording
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.lists import csv_response, paginate, wants_csv
from locallinks.foundation.ui.pages import FormPage, differences

SERVICES = ("Armley lunch club", "Bramley wellbeing café", "Wortley walking group", "Kirkstall singing for memory", "Farnley garden share")
NAMES = ("Mary Okafor", "Elaine Booth", "Tom Whitaker", "Nasreen Iqbal", "Joan Pickles", "Derek Hollins")


class SampleForm(Form):
    """One of each question."""

    version = fields.VersionField()
    what_matters = fields.LongTextField(
        label="What matters to Mary?", name_in_words="what matters to Mary", hint="In her own words if you can.", max_length=500
    )
    full_name = fields.PlainTextField(label="Full name", name_in_words="the full name", autocomplete="name")
    starts_on = fields.DateField(label="When does it start?", name_in_words="the day it starts", hint="For example, 12 11 2026")
    at_time = fields.TimeField(label="Time", name_in_words="the time", hint="Like 10:30am or 2pm", required=False)
    price = fields.MoneyField(label="Price", name_in_words="the price", suffix="a week")
    postcode = fields.PostcodeField(label="Postcode")
    phone = fields.PhoneField(label="Phone number", name_in_words="a phone number", required=False)
    nhs_number = fields.NhsNumberField(
        label="NHS number", hint="10 digits, like 999 000 0018", help="It is on letters from the hospital or GP. We can help without it."
    )
    service = fields.SelectField(
        label="Service", name_in_words="a service", choices=[(name, name) for name in SERVICES], autocomplete=True, required=False
    )
    way = fields.ChoiceField(
        label="How should we tell Mary?",
        choices=[("letter", "A letter"), ("phone", "A phone call"), ("email", "An email")],
        hints={"letter": "In large print if she likes"},
    )
    days = fields.ChoicesField(label="Which days suit her?", choices=[("mon", "Monday"), ("wed", "Wednesday"), ("fri", "Friday")], required=False)
    lives_alone = fields.YesNoField(label="Does she live alone?")
    read_out = fields.TickField(label="I have read this to Mary, and she agrees", required=True)


class StyleGuide(FormPage):
    """`?show=errors` and `?show=stale` show the same page when something is wrong; `?show=empty` with nothing in it."""

    template_name = "ui/styleguide.html"
    title = "How our pages look"
    form_class = SampleForm
    public = True

    def load(self) -> HttpResponse | None:
        if not (settings.DEBUG or getattr(settings, "DEMO", False)):
            raise Http404
        self.show = self.request.GET.get("show", "")
        rows = [] if self.show == "empty" else sample_rows()
        if wants_csv(self.request):
            return csv_response("sample", ["Name", "Since", "A week"], rows)
        self.listing = paginate(self.request, rows, per_page=5)
        return None

    def initial(self) -> dict[str, Any]:
        return {"version": 1, "full_name": "Mary Okafor", "starts_on": date(2026, 11, 12), "price": 11700, "way": "letter"}

    def build_form(self, **bound: Any) -> Form:
        if self.show in {"errors", "stale"} and not bound:
            typed = QueryDict(
                "full_name=Mary+%3Cb%3EOkafor&starts_on-day=31&starts_on-month=2&starts_on-year=2026&price=lots&postcode=Leeds"
                if self.show == "errors"
                else "what_matters=Her+garden&full_name=Mary+Okafor&starts_on=2026-11-19&price=98&postcode=LS12+1AA&way=phone&lives_alone=yes&read_out=on"
            )
            bound = {"data": typed}
        form = super().build_form(**bound)
        if self.show == "stale":
            form.stale = "Tom Whitaker saved this at 10:32am today."
            form.stale_rows = differences(form, self.initial())
        return form

    def context(self) -> dict[str, Any]:
        return {"listing": self.listing, "show": self.show, "rows": [as_cells(row) for row in self.listing], **SAMPLES}

    def act(self, data: dict[str, Any]) -> str:
        return f"{self.request.path}?show=done"


def sample_rows() -> list[tuple[str, date, int]]:
    start = date(2026, 11, 12)
    return [(f"{NAMES[n % 6]}", start - timedelta(days=3 * n), 11700 + 850 * n) for n in range(43)]


def as_cells(row: tuple[str, date, int]) -> list[Any]:
    return [{"text": row[0], "href": "#table"}, row[1], wording.pounds(row[2])]


PEOPLE = [
    {"name": "Grace", "kind": "family", "role": "Daughter", "closeness": 1},
    {"name": "Samuel", "kind": "family", "role": "Grandson", "closeness": 2},
    {"name": "Joan Pickles", "kind": "friend", "role": "Friend from church", "closeness": 1},
    {"name": "Mr Hussain", "kind": "neighbour", "role": "Next door", "closeness": 2},
    {"name": "Derek Hollins", "kind": "community", "role": "Community supporter", "closeness": 2},
    {"name": "Lunch club", "kind": "community", "role": "Tuesdays", "closeness": 3},
    {"name": "Anna Kowalska", "kind": "paid", "role": "Care worker", "closeness": 3},
    {"name": "Dr Shah", "kind": "professional", "role": "GP", "closeness": 3},
]
WEEK = [
    {"day": 0, "part": "morning", "text": "Help to get up", "who": "Anna Kowalska", "kind": "paid"},
    {"day": 1, "part": "afternoon", "text": "Lunch club", "who": "Armley Helping Hands", "kind": "community"},
    {"day": 2, "part": "morning", "text": "Help to get up", "who": "Anna Kowalska", "kind": "paid"},
    {"day": 3, "part": "afternoon", "text": "Walk and a chat", "who": "Derek Hollins", "kind": "community"},
    {"day": 4, "part": "morning", "text": "Help to get up", "who": "Anna Kowalska", "kind": "paid"},
    {"day": 5, "part": "evening", "text": "Tea with Joan", "kind": "friend"},
    {"day": 6, "part": "morning", "text": "Church", "who": "With Grace", "kind": "family"},
    {"day": 6, "part": "afternoon", "text": "Family dinner", "kind": "family"},
]
STAGES = [
    {"words": "Asked for help", "when": date(2026, 10, 5)},
    {"words": "Talked it through", "when": date(2026, 10, 14)},
    {"words": "Making a plan", "when": date(2026, 10, 30), "note": "Waiting for Nasreen"},
    {"words": "Plan agreed"},
    {"words": "Support starts"},
    {"words": "Looking back"},
]
SAMPLES: dict[str, Any] = {
    "people": PEOPLE,
    "week_entries": WEEK,
    "steps": STAGES,
    "story": [
        {"at": datetime(2026, 11, 12, 10, 30), "title": "Plan sent for approval", "who": "Nasreen Iqbal, support planner"},  # noqa: DTZ001
        {"at": datetime(2026, 11, 3, 14, 0), "title": "Mary said yes to the lunch club", "text": "She would like to go with Joan."},  # noqa: DTZ001
        {"at": date(2026, 10, 30), "title": "Introduced to Armley Helping Hands", "who": "Tom Whitaker, social worker"},
    ],
}
