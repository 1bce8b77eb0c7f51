"""Our own macros for inputs and selects render the same HTML as GOV.UK's."""

import re

import pytest
from django.template import engines

from locallinks.foundation.ui.tests.example_page import request

OURS = '{% from "ui/text_box.html" import text_box, select_box %}'
THEIRS = """{% from "govuk_frontend_jinja/components/input/macro.html" import govukInput %}
{% from "govuk_frontend_jinja/components/select/macro.html" import govukSelect %}"""
PLAIN = {"name": "way", "id": "id_way", "idPrefix": "id_way"}
PLAIN["label"] = {"text": "Which <way>?", "classes": "ll-label", "isPageHeading": False}
WRONG = {"errorMessage": {"text": "Choose “a” & go", "visuallyHiddenText": "Error"}}
HINT = {"hint": {"text": "Like 'this' & that"}}
CHOICES = [
    {"value": "", "text": "Any"},
    {"value": "<a>", "text": "A & B", "selected": True},
    {"value": "b", "text": "“B”", "selected": False},
]
OPTIONS = [
    {},
    HINT,
    WRONG,
    {**HINT, **WRONG},
    {"classes": "govuk-input--width-10"},
    {**WRONG, "classes": "govuk-!-width-two-thirds ll-wide"},
    {"disabled": True},
    {"label": {"text": "One question", "classes": "govuk-label--l", "isPageHeading": True}},
]
INPUT_OPTIONS = [
    {"prefix": {"text": "£"}, "suffix": {"text": "a <week>"}, "inputmode": "decimal"},
    {**HINT, "suffix": {"text": "hours"}},
    {"type": "email", "autocomplete": "email"},
]


def rendered(source: str, **context: object) -> str:
    """Render a piece of a template, without insignificant spaces."""
    pages = next(engine for engine in engines.all() if type(engine).__name__ == "Templates")
    html = pages.from_string(source).render(context, request("/"))
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", html)).strip()


@pytest.mark.parametrize("options", [*OPTIONS, *INPUT_OPTIONS])
@pytest.mark.parametrize("value", ["", "mill <lane> & 'co'", 12])
def test_an_input_is_rendered_as_by_govuk(options: dict[str, object], value: object) -> None:
    common = {**PLAIN, **options}
    theirs = rendered(THEIRS + "{{ govukInput(dict(common, value=value)) }}", common=common, value=value)
    assert rendered(OURS + "{{ text_box(common, value) }}", common=common, value=value) == theirs
    assert theirs.count("<input") == 1


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("choices", [CHOICES, []])
@pytest.mark.parametrize("type_ahead", [False, True])
def test_a_select_is_rendered_as_by_govuk(options: dict[str, object], choices: list, type_ahead: bool) -> None:
    common = {**PLAIN, **options}
    known = {"common": common, "choices": choices, "more": {"data-autocomplete": "true"} if type_ahead else {}}
    theirs = rendered(THEIRS + "{{ govukSelect(dict(common, items=choices, attributes=more)) }}", **known)
    assert rendered(OURS + "{{ select_box(common, choices, type_ahead) }}", type_ahead=type_ahead, **known) == theirs
    assert theirs.count("<option") == len(choices)
