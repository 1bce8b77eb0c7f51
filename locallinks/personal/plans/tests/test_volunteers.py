"""Tests of the questions about a volunteer's line, and of what a volunteer may not be given."""

from typing import Any

import pytest
from django.test import Client

from locallinks.foundation.shared.errors import DomainError
from locallinks.personal.plans.actions.writing import add_line, change_line
from locallinks.personal.plans.tests.builders import FRAIL, VISITS, do, lines, started
from locallinks.personal.plans.tests.page_helpers import post, text, url
from tests.kit import City

FORM = "add/details/?kind=voluntary"
GIVEN = {
    "title": "Help to wash",
    "outcomes": ["A2"],
    "given_by": "Joan",
    "what_when": "Mondays",
    "giver_agreed": "yes",
    "kind": "voluntary",
}


def planner(city: City) -> Client:
    return city.client("support_planner")


def test_rule2_the_volunteers_form_asks_about_personal_care_and_refuses_a_yes(city: City) -> None:
    plan = started(city, abilities=FRAIL)
    page = text(planner(city).get(url(plan, FORM)))
    assert 'name="personal_care"' in page
    answer = post(planner(city), url(plan, FORM), **GIVEN, personal_care="yes", regulated="no")
    assert answer.status_code == 422
    assert "Volunteers do not give personal care" in text(answer)
    assert 'value="Help to wash"' in text(answer), "nothing typed is lost"
    assert lines(city, plan) == []


@pytest.mark.parametrize("left_out", ["personal_care", "regulated"])
def test_rule2_neither_question_may_be_left_out(city: City, left_out: str) -> None:
    plan = started(city, abilities=FRAIL)
    said = {"personal_care": "no", "regulated": "no"}
    answer = post(planner(city), url(plan, FORM), **GIVEN, **{k: v for k, v in said.items() if k != left_out})
    assert answer.status_code == 422
    assert f'id="id_{left_out}-error"' in text(answer)
    assert lines(city, plan) == []
    assert post(planner(city), url(plan, FORM), **GIVEN, **said).status_code == 303


def test_rule2_the_question_speaks_of_care_as_well_as_treatment_and_money(city: City) -> None:
    page = text(planner(city).get(url(started(city, abilities=FRAIL), FORM)))
    asked = page.split('name="regulated"')[0].rsplit("<fieldset", 1)[1]
    for word in ("washing", "dressing", "eating", "toilet", "treatment", "money"):
        assert word in asked
    assert "optional" not in asked


@pytest.mark.parametrize("kind", ["informal", "community_asset", "self", "equipment", "statutory"])
def test_rule2_a_part_that_becomes_a_volunteers_is_asked_the_same(city: City, kind: str) -> None:
    """Changing the kind at the end of a form asks its questions, and keeps what was typed."""
    plan = started(city, abilities=FRAIL)
    page = url(plan, f"add/details/?kind={kind}")
    answer = post(planner(city), page, **GIVEN)
    assert answer.status_code == 422
    for name in ("personal_care", "regulated"):
        assert f'id="id_{name}-error"' in text(answer)
    assert lines(city, plan) == []
    assert post(planner(city), page, **GIVEN, personal_care="no", regulated="no").status_code == 303


def test_rule2_what_is_open_to_all_gives_no_personal_care_either(city: City) -> None:
    """A line with personal care cannot become a lunch club's by changing the kind at the end of the form."""
    plan = started(city, abilities=FRAIL)
    answer = post(
        planner(city),
        url(plan, "add/details/?kind=statutory"),
        **GIVEN | {"kind": "community_asset", "personal_care": "yes"},
    )
    assert answer.status_code == 422
    assert "do not give personal care" in text(answer)
    assert lines(city, plan) == []


def test_rule2_a_question_left_open_does_not_take_back_a_yes(city: City) -> None:
    """A paid line with personal care cannot become a lunch club's, even when the answer is not sent."""
    plan = started(city, abilities=FRAIL)
    add = url(plan, "add/details/?kind=local_paid")
    assert post(planner(city), add, **GIVEN | {"kind": "local_paid", "personal_care": "yes"}).status_code == 303
    (line,) = lines(city, plan)
    page = url(plan, f"lines/{line.pk}/")
    answer = post(planner(city), page, **GIVEN | {"kind": "community_asset", "version": str(line.version)})
    assert answer.status_code == 422
    (kept,) = lines(city, plan)
    assert (kept.kind, kept.personal_care) == ("local_paid", True)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({}, [("personal_care", "not_answered"), ("regulated", "not_answered")]),
        ({"personal_care": None, "regulated": False}, [("personal_care", "not_answered")]),
        ({"personal_care": True, "regulated": False}, [("personal_care", "volunteer_care")]),
    ],
)
def test_rule2_the_action_asks_too(city: City, said: dict[str, Any], codes: list) -> None:
    plan = started(city)
    line = {name: value for name, value in VISITS.items() if name not in ("personal_care", "regulated")}
    with pytest.raises(DomainError) as refused:
        do(city, "support_planner", add_line, plan_id=plan.pk, **line, **said)
    assert [(one.field, one.code) for one in refused.value.problems] == codes


def test_rule2_a_change_into_a_volunteers_part_is_asked_in_the_action(city: City) -> None:
    plan = started(city)
    paid = VISITS | {"kind": "local_paid", "personal_care": False, "regulated": False}
    line = do(city, "support_planner", add_line, plan_id=plan.pk, **paid)
    with pytest.raises(DomainError) as refused:
        do(city, "support_planner", change_line, line_id=line.pk, version=line.version, kind="voluntary")
    assert {one.code for one in refused.value.problems} == {"not_answered"}
