"""Every field of a plan and a line is shown on the plan's page, in print and in easy read, or exempt with a reason.

A field is shown where the page differs once the field does. The words of a field stand in `rules/wording.py`.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models

from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.plans.models import LINE_FIELDS, PLAN_FIELDS, Line, Plan
from locallinks.personal.plans.tests.builders import CLUB, VISITS, approved
from locallinks.personal.plans.tests.page_helpers import text, url
from tests.kit import City

PAGES = {"page": "", "print": "print/", "easy read": "read/"}
EVERYWHERE = tuple(PAGES)
WHAT_IF = [{"if": "Joan is ill", "then": "Ann comes", "who": "Ann", "phone": ""}]
NEIGHBOUR = VISITS | {"kind": "informal", "contingency": "Ann comes", "personal_care": True}

# (places, why not there)
LINE_NOT_SHOWN: dict[str, tuple[tuple[str, ...], str]] = {
    "service": (EVERYWHERE, "who gives it stands there in words; the entry of the directory is on the line's own page"),
    "starts_on": (EVERYWHERE, "the day it begins is agreed when it is arranged, and stands with the arrangement"),
    "ends_on": (EVERYWHERE, "as the day it begins"),
    "regulated": (EVERYWHERE, "for whoever plans, who sees that the law's check is there"),
    "check_seen": (EVERYWHERE, "as what needs the check"),
    "personal_care": (EVERYWHERE, "for whoever plans: the title says what is done"),
    "eligible": (EVERYWHERE, "it follows from the needs the line stands under"),
    "kind": (("easy read",), "the words of who gives it say so"),
    "giver_agreed": (("print", "easy read"), "no plan is approved before they have agreed"),
    "essential": (("print", "easy read"), "for whoever arranges it: it begins before support counts as in place"),
    "minutes_per_week": (("easy read",), "the words for when say it in the person's own way"),
    "council_cost_pence": (("easy read",), "easy read gives the budget of the whole plan, and what the person pays"),
}
PLAN_NOT_SHOWN: dict[str, tuple[tuple[str, ...], str]] = {
    "wellbeing": (("easy read",), "a list of codes of the Act, which the person's own words say better"),
}
# Values of fields that are no plain text, number, day or choice.
ANOTHER: dict[str, Any] = {"outcomes": ["A9"], "wellbeing": ["home"], "what_if": WHAT_IF, "service": None}


def another(record: models.Model, name: str) -> Any:
    """Return a valid value that differs from the present one."""
    if name in ANOTHER:
        return ANOTHER[name]
    field, now = record._meta.get_field(name), getattr(record, name)
    assert not isinstance(field, ArrayField | models.JSONField | models.ForeignKey), f"Add {name} to ANOTHER"
    if field.choices:
        return next(code for code, _ in field.choices if code != now)
    if isinstance(field, models.BooleanField):
        return not now
    if isinstance(field, models.DateField):
        return (now or date(2031, 5, 6)) + timedelta(1)
    if isinstance(field, models.IntegerField):
        return now + 60
    return f"Zebra crossing, {name}"


def pages(city: City, plan: Plan) -> dict[str, str]:
    """Return the text of each page for the person, without what differs at each request."""
    client = city.client("person")
    shown = {place: text(client.get(url(plan, address))) for place, address in PAGES.items()}
    return {place: page[page.index("<main") : page.index("</main>")] for place, page in shown.items()}


@pytest.mark.parametrize(
    ("model", "names", "not_shown"), [(Line, LINE_FIELDS, LINE_NOT_SHOWN), (Plan, PLAN_FIELDS, PLAN_NOT_SHOWN)]
)
def test_every_field_is_shown_in_each_place_or_exempt_with_a_reason(city: City, model, names, not_shown):
    plan = approved(city, lines=(NEIGHBOUR, CLUB))
    before = pages(city, plan)
    assert pages(city, plan) == before, "a page that differs each time shows nothing"
    with acting_as(city.viewer("social_worker")):
        record = model.objects.filter(**{"plan" if model is Line else "pk": plan.pk}).earliest("pk")
    wrong = []
    for name in names:
        with acting_as(city.viewer("social_worker")):
            model.objects.filter(pk=record.pk).update(**{name: another(record, name)})
        after = pages(city, plan)
        with acting_as(city.viewer("social_worker")):
            model.objects.filter(pk=record.pk).update(**{name: getattr(record, name)})
        places, reason = not_shown.get(name, ((), ""))
        for place in PAGES:
            if (before[place] == after[place]) != (place in places and bool(reason)):
                wrong.append((name, place, "not shown" if before[place] == after[place] else "shown, and exempt"))
    assert wrong == [], "Word it in rules/wording.py for each place, or say here why a place does not show it"
