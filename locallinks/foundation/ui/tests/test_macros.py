"""The components of our pages."""

from datetime import date

import pytest
from django.http import QueryDict
from django.template import engines
from django.template.loader import render_to_string
from jinja2 import UndefinedError
from markupsafe import Markup

from locallinks.foundation.ui.contact_fields import EmailField, PhoneField, PostcodeField
from locallinks.foundation.ui.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    Form,
    HiddenField,
    MoneyField,
    MultipleChoiceField,
    PasswordField,
    SelectField,
    TextAreaField,
    TextField,
    YesNoField,
)
from locallinks.foundation.ui.pagination import paginate
from locallinks.foundation.ui.tests.example_page import NASREEN, NoteForm, request

NAMES = (
    "field, form_open, form_close, error_summary, button, action_button, link, summary_list, table, tag, inset, "
    "back_link, empty, notice, details, card, cards, "
    "figure, task_list, timeline, panel, warning, list_count, pagination, filters"
)
CHARTS = "bar_chart, gauge, people_picture, stages, week, before_after, trend"


def rendered(source, path="/", **context):
    """Render a piece of a template with all macros imported."""
    imports = f'{{% from "ui/macros.html" import {NAMES} %}}{{% from "ui/charts.html" import {CHARTS} %}}'
    pages = next(engine for engine in engines.all() if type(engine).__name__ == "Templates")
    return pages.from_string(imports + source).render(context, request(path))


def form_with(field, typed=None, **kwargs):
    return type("OneForm", (Form,), {"answer": field})(data=None if typed is None else QueryDict(typed), **kwargs)


def test_a_misspelt_name_is_an_error_and_text_is_escaped():
    with pytest.raises(UndefinedError):
        rendered("{{ naem }}")
    with pytest.raises(UndefinedError):
        rendered("{{ person.naem }}", person={"name": "Mary"})
    assert rendered("{{ name }}", name="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (TextField(label="Name"), ['class="govuk-input"', 'name="answer"', "Name"]),
        (
            TextField(label="Name", autocomplete="name", width="20"),
            ['autocomplete="name"', "govuk-input--width-20"],
        ),
        (TextField(label="Name", required=False), ["Name (optional)"]),
        (
            TextField(label="Your name?", page_heading=True),
            ['<h1 class="govuk-label-wrapper">', "govuk-label--l"],
        ),
        (
            TextField(label="Name", hint="As on letters", help="Any name will do"),
            ["As on letters", "Help with this question", "Any name will do"],
        ),
        (
            TextAreaField(label="Story", max_length=400, rows=8),
            ["<textarea", 'rows="8"', 'data-maxlength="400"', "up to 400 characters"],
        ),
        (
            DateField(label="When?"),
            ['name="answer-day"', 'name="answer-month"', 'name="answer-year"', "<fieldset", 'inputmode="numeric"'],
        ),
        (DateField(label="When?", page_heading=True), ['<h1 class="govuk-fieldset__heading">']),
        (MoneyField(label="Price", suffix="a week"), ["£</div>", "a week</div>", 'inputmode="decimal"']),
        (
            ChoiceField(label="Way?", choices=[("a", "A")], hints={"a": "First"}),
            ['type="radio"', 'id="id_answer"', "First"],
        ),
        (MultipleChoiceField(label="Days", choices=[("a", "A")]), ['type="checkbox"', 'value="a"']),
        (YesNoField(label="Alone?"), ["govuk-radios--inline", 'value="yes"', 'value="no"']),
        (
            SelectField(label="Place", choices=[("a", "A")], autocomplete=True),
            ["<select", "Choose one", 'data-autocomplete="true"'],
        ),
        (SelectField(label="Place", choices=[("", "Anywhere")]), ["<select", "Anywhere"]),
        (BooleanField(label="I agree"), ['type="checkbox"', 'value="on"', "I agree"]),
        (PasswordField(label="Password"), ['type="password"', 'autocomplete="current-password"']),
        (HiddenField(), ['<input type="hidden" name="answer" id="id_answer" value="">']),
        (EmailField(label="Email"), ['type="email"', 'autocomplete="email"']),
        (PhoneField(label="Phone"), ['type="tel"']),
    ],
)
def test_every_kind_of_field(field, expected):
    html = rendered("{{ field(form.answer) }}", form=form_with(field))
    for part in expected:
        assert part in html


def test_choices_that_are_chosen():
    ways = [("letter", "A letter"), ("phone", "A call")]
    html = rendered("{{ field(form.answer) }}", form=form_with(ChoiceField(choices=ways), initial={"answer": "phone"}))
    assert html.count(" checked") == 1
    assert 'value="phone" checked' in html
    html = rendered(
        "{{ field(form.answer) }}",
        form=form_with(MultipleChoiceField(choices=ways), "answer=letter&answer=phone"),
    )
    assert html.count(" checked") == 2
    html = rendered("{{ field(form.answer) }}", form=form_with(SelectField(choices=ways), initial={"answer": "phone"}))
    assert '<option value="phone" selected>' in html
    assert html.count("selected") == 1


def test_a_wrong_answer_is_kept_and_linked_to_its_error():
    html = rendered("{{ field(form.answer) }}", form=form_with(PostcodeField(label="Postcode"), "answer=<Leeds>"))
    assert 'id="id_answer-error"' in html
    assert 'aria-describedby="id_answer-error"' in html
    assert "govuk-input--error" in html
    assert 'value="&lt;Leeds&gt;"' in html


def test_a_password_is_never_sent_back():
    html = rendered("{{ field(form.answer) }}", form=form_with(PasswordField(), "answer=secret-words"))
    assert "secret-words" not in html


def test_a_form_carries_its_tokens_and_hidden_fields():
    html = rendered(
        "{{ form_open(form) }}{{ form_close('Save it', cancel='/back/') }}", form=NoteForm(initial={"version": 3})
    )
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'name="submission"' in html
    assert 'name="version" id="id_version" value="3"' in html
    assert "data-warn-unsaved" in html
    assert "Save it" in html
    assert 'href="/back/"' in html
    assert html.count("<form") == html.count("</form>") == 1


def test_a_search_form_carries_no_tokens():
    assert "csrf" not in rendered("{{ form_open(method='get') }}{{ form_close() }}")


def test_one_button_that_does_one_thing():
    html = rendered("{{ action_button('Say yes', '/yes/', {'id': 5}, about='to Mary') }}")
    assert 'action="/yes/"' in html
    assert 'name="id" value="5"' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'name="submission"' in html
    assert '<span class="govuk-visually-hidden"> to Mary</span>' in html


def test_a_summary_list_shows_values_of_every_type():
    rows = [
        ("Name", "<Mary>"),
        ("Born", None),
        {"key": "Address", "value": "3 Oak Road\nLeeds", "href": "/change/"},
        ("On", date(2026, 11, 12)),
    ]
    html = rendered("{{ summary_list(rows) }}{{ summary_list(rows, card='About her') }}", rows=rows)
    assert "&lt;Mary&gt;" in html
    assert "Not recorded" in html
    assert "3 Oak Road<br>Leeds" in html
    assert "12 November 2026" in html
    assert 'href="/change/">Change<span class="govuk-visually-hidden"> address</span>' in html
    assert "About her" in html


def test_a_table_says_its_headings_again_for_phones():
    rows = [[{"text": "<Mary>", "href": "/people/1/"}, date(2026, 1, 2), Markup("<em>£9.00</em>")]]
    html = rendered("{{ table('People', ['Name', 'Since', 'Cost'], rows, numeric=[2]) }}", rows=rows)
    assert '<a class="govuk-link" href="/people/1/">&lt;Mary&gt;</a>' in html
    assert 'data-label="Since"><span class="ll-table__value">2 January 2026</span>' in html
    assert 'govuk-table__cell--numeric" data-label="Cost"><span class="ll-table__value"><em>£9.00</em>' in html
    assert "Nobody yet" in rendered("{{ table('P', ['A'], [], empty_text='Nobody yet') }}")


def test_a_list_counts_sorts_pages_and_downloads():
    made = request("/people/?state=new&sort=name&page=2")
    html = rendered(
        "{{ list_count(rows, 'person', 'people') }}{{ table('P', ['Name'], [], listing=rows, sort={0: 'name'}) }}"
        "{{ pagination(rows) }}",
        rows=paginate(made, list(range(60)), 25),
    )
    assert "26 to 50 of 60 people" in html
    assert 'aria-sort="ascending"' in html
    assert "state=new&amp;sort=-name" in html
    assert 'aria-current="page"' in html
    assert "state=new&amp;sort=name&amp;format=csv" in html
    assert "1 person" in rendered("{{ list_count(rows, 'person', 'people') }}", rows=paginate(made, [1]))
    assert rendered("{{ pagination(rows) }}", rows=paginate(made, [1])).strip() == ""


def test_tags_notices_and_other_small_components():
    html = rendered(
        "{{ tag('Waiting', 'waiting') }}{{ notice('Saved', kind='good') }}"
        "{{ empty('Nothing yet', 'It will be', '/go/', 'Begin') }}"
        "{{ inset('<Hm>') }}{% call inset() %}<b>bold</b>{% endcall %}{{ details('More', 'Text') }}"
        "{{ back_link('/x/') }}{{ warning('Cannot be undone') }}{{ panel('Sent', 'Tom reads it') }}"
        "{{ figure(3, 'plans') }}{{ button('Go', href='/go/') }}"
        "{{ link('Open', '/o/', about='plan') }}"
    )
    for part in (
        "ll-tag--waiting",
        'role="status"',
        "Begin",
        "&lt;Hm&gt;",
        "<b>bold</b>",
        "More",
        "Back",
        "Cannot be undone",
        "Sent",
        "plans",
        'href="/go/"',
    ):
        assert part in html


def test_cards_task_lists_timelines_and_filters():
    html = rendered(
        "{% call cards() %}{{ card('Mary', '/m/', ['Since May'], ('New', 'new')) }}"
        "{% call card('Tom') %}inside{% endcall %}{% endcall %}"
        "{{ task_list([{'title': 'One', 'href': '/1/', 'done': true}, {'title': 'Two', 'hint': 'later'}]) }}"
        "{{ timeline([{'at': day, 'title': 'Asked', 'text': 'a\nb', 'who': 'Tom', 'href': '/s/'}]) }}"
        "{% call filters('Find', clear='/') %}<p>q</p>{% endcall %}",
        day=date(2026, 1, 2),
    )
    for part in ("Since May", "inside", "Done", "Not started", "2 January 2026", "a<br>b", "Show all", "<p>q</p>"):
        assert part in html


def test_every_picture_has_a_name_a_description_and_a_table():
    html = rendered(
        "{{ bar_chart('Money', [('Help', 15600), ('Club', 1200, 'sky')], form='pounds') }}"
        "{{ gauge('Budget', 9200, 11700, unit='a week') }}{{ before_after('Out', [('Times', 1, 4)]) }}"
        "{{ trend('Plans', [('June', 1), ('July', 4)]) }}{{ people_picture('Mary', people) }}",
        people=[{"name": "Grace", "kind": "family", "closeness": 1, "role": "Daughter"}],
    )
    assert html.count('role="img"') == html.count("<desc") == html.count("See this as a table") == 5
    assert html.count('role="img" aria-labelledby') == 5
    assert "£156.00" in html
    assert "£25.00 left" in html
    assert "Close: Grace." in html


def test_empty_pictures_do_not_break():
    html = rendered(
        "{{ bar_chart('A', []) }}{{ gauge('B', 0, 0) }}{{ before_after('C', []) }}{{ trend('D', [('June', 1)]) }}"
        "{{ people_picture('Mary', []) }}{{ week('E', []) }}{{ stages('F', ['One', 'Two'], 1) }}"
    )
    assert "two points in time" in html
    assert 'aria-current="step"' in html


def test_too_much_is_said_in_words_and_not_only_by_colour():
    html = rendered("{{ gauge('Budget', 18900, 15600) }}")
    assert "£33.00 too much" in html
    assert "ll-gauge--over" in html


class TestFrame:
    def test_signed_in(self):
        html = rendered('{% extends "ui/base.html" %}{% block content %}<p>Hello</p>{% endblock %}')
        for part in (
            NASREEN.name,
            "Support planner, Armley Helping Hands",
            "Sign out",
            'action="/search/"',
            'aria-current="true">People',
        ):
            assert part in html
        assert html.index("Skip to main content") < html.index("<header")
        assert html.count('id="main-content"') == 1
        assert "<aside" not in html

    def test_the_aside_appears_when_it_has_something(self):
        html = rendered(
            '{% extends "ui/base.html" %}{% block content %}a{% endblock %}{% block aside %}b{% endblock %}'
        )
        assert "<aside" in html

    def test_the_demonstration_says_so(self, settings):
        settings.DEMO = True
        assert "Invented people: demonstration" in rendered('{% extends "ui/base.html" %}')
        settings.DEMO = False
        assert "Invented people" not in rendered('{% extends "ui/base.html" %}')


@pytest.mark.parametrize("which", ["403", "404", "409", "422", "500", "csrf"])
def test_error_pages_say_why_and_what_to_do_without_anybody_or_any_database(which):
    html = render_to_string(f"ui/errors/{which}.html", {"problems": ()})
    assert "What you can do" in html
    assert "<h1" in html
    assert "Sign out" not in html


def test_what_was_typed_comes_back_after_signing_in():
    typed = {"path": "/plans/", "fields": [("a", "<x>"), ("a", "2")]}
    html = render_to_string("ui/resume_form.html", typed, request("/carry-on/"))
    assert 'action="/plans/"' in html
    assert html.count('name="a"') == 2
    assert 'value="&lt;x&gt;"' in html
