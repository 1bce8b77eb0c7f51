"""Asking, pausing, changing and what may fail: each rule by its table."""

from datetime import date, timedelta

import pytest

from locallinks.personal.brokerage.choices import NextStep, PersonReason, ProviderReason
from locallinks.personal.brokerage.rules.arrangements import fewer_hours_problem
from locallinks.personal.brokerage.rules.lines_at_risk import LineFacts, risks_of
from locallinks.personal.brokerage.rules.pauses_and_changes import back_problem, change_problems, pause_problems
from locallinks.personal.brokerage.rules.provider_quotes import (
    AFTER_PERSON_SAYS_NO,
    AFTER_PROVIDER_SAYS_NO,
    area_of,
    first_name,
    identifies_person,
    is_urgent,
    names_problems,
    over_plan_problem,
    price_decision_problems,
    quote_decision_problems,
    quote_problems,
)

DAY = date(2026, 11, 16)


def on(days: int) -> date:
    return DAY + timedelta(days=days)


def codes(problems) -> list[str]:
    return [one.code for one in problems]


@pytest.mark.parametrize(
    ("preferred", "full", "first"),
    [
        ("Mary", "Mary Firth", "Mary"),
        ("Mary Ann", "Mary Ann Firth", "Mary"),
        ("Mrs Firth", "Mary Firth", "Mary"),
        ("Mrs. Firth", "Mrs. Mary Firth", "Mary"),
        ("", "Mary Firth", "Mary"),
        ("Dr", "Dr", "Somebody"),
    ],
)
def test_one_first_name_and_no_surname(preferred: str, full: str, first: str) -> None:
    assert first_name(preferred, full) == first


@pytest.mark.parametrize(("postcode", "area"), [("LS12 1AA", "LS12"), ("", "Leeds"), ("nonsense", "Leeds")])
def test_the_part_of_town_and_no_more(postcode: str, area: str) -> None:
    assert area_of(postcode, "Leeds") == area


@pytest.mark.parametrize(
    ("text", "too_much"),
    [
        ("Help Mary with washing", False),
        ("Help Mary Firth", True),
        ("(FIRTH)", True),
        ("firthy", False),
        ("at 4 Canal Row", True),
        ("at ZZ11AA", True),
        ("ring 0113 496 0000", True),
        ("ring 01134960000", True),
        ("ring 0113-496-0000", True),
        ("ring +44 113 496 0000", True),
        ("ring 0113 496 0001", False),
    ],
)
def test_words_that_tell_too_much(text: str, too_much: bool) -> None:
    about = {
        "full_name": "Mary Firth",
        "address": "4 Canal Row\nMillbank",
        "postcode": "ZZ1 1AA",
        "phone": "0113 496 0000",
    }
    assert identifies_person(text, **about) is too_much
    assert not identifies_person(text, full_name="Cher", address="", postcode="", phone="")


@pytest.mark.parametrize(
    ("names", "code"),
    [([], ["nobody_asked"]), (["a"] * 11, ["too_many"]), (["a" * 201], ["too_long"]), (["a"] * 10, [])],
)
def test_who_is_asked(names: list[str], code: list[str]) -> None:
    assert codes(names_problems(names)) == code


@pytest.mark.parametrize(("ticked", "days", "urgent"), [(True, 30, True), (False, 3, True), (False, 4, False)])
def test_urgent(ticked: bool, days: int, urgent: bool) -> None:
    assert is_urgent(ticked=ticked, wanted_on=on(days), today=DAY) is urgent


YES = {"can_help": True, "reason": "", "price_pence": 0, "from_on": DAY, "by_name": "Sue"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, []),
        ({"by_name": " "}, ["no_name"]),
        ({"can_help": None}, ["no_answer"]),
        ({"can_help": False}, ["no_reason"]),
        ({"can_help": False, "reason": "full"}, []),
        ({"price_pence": None}, ["no_price"]),
        ({"price_pence": -1}, ["bad_price"]),
        ({"price_pence": 2_000_001}, ["bad_price"]),
        ({"from_on": None}, ["no_start"]),
        ({"from_on": on(-1)}, ["dates"]),
        ({"from_on": on(400)}, ["dates"]),
    ],
)
def test_what_an_answer_must_say(said: dict, code: list[str]) -> None:
    assert codes(quote_problems(**(YES | said), today=DAY)) == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, []),
        ({"wants": None}, ["no_answer"]),
        ({"wants": False}, ["no_reason"]),
        ({"wants": False, "reason": "think"}, []),
        ({"words": ""}, ["no_words"]),
        ({"said_by": ""}, ["nobody_said"]),
    ],
)
def test_what_a_choice_must_say(said: dict, code: list[str]) -> None:
    assert (
        codes(quote_decision_problems(**({"wants": True, "reason": "", "words": "x", "said_by": "y"} | said))) == code
    )


def test_every_no_has_a_next_step_and_the_two_lists_lead_elsewhere() -> None:
    """docs/rules/requests.md 32."""
    assert set(AFTER_PROVIDER_SAYS_NO) == set(ProviderReason)
    assert set(AFTER_PERSON_SAYS_NO) == set(PersonReason)
    steps = {*AFTER_PROVIDER_SAYS_NO.values(), *AFTER_PERSON_SAYS_NO.values()}
    assert steps == set(NextStep)
    assert AFTER_PROVIDER_SAYS_NO["times"] != AFTER_PERSON_SAYS_NO["times"]
    assert AFTER_PROVIDER_SAYS_NO["other"] != AFTER_PERSON_SAYS_NO["other"]


@pytest.mark.parametrize(
    ("price", "agreed", "over"), [(100, None, False), (101, None, True), (120, 120, False), (121, 120, True)]
)
def test_a_price_over_the_plans(price: int, agreed: int | None, over: bool) -> None:
    assert bool(over_plan_problem(price_pence=price, plan_pence=100, agreed_pence=agreed)) is over


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, []),
        ({"agreed": None}, ["no_answer"]),
        ({"words": " "}, ["no_reason"]),
        ({"decider_id": 1}, ["own_request"]),
        ({"limit_pence": None}, ["above_limit"]),
        ({"limit_pence": 99}, ["above_limit"]),
        ({"limit_pence": None, "agreed": False}, []),
    ],
)
def test_who_may_say_yes_to_a_price(said: dict, code: list[str]) -> None:
    usual = {
        "asker_id": 1,
        "decider_id": 2,
        "limit_pence": 100,
        "total_pence": 100,
        "agreed": True,
        "words": "x",
    }
    assert codes(price_decision_problems(**(usual | said))) == code


PAUSE = {
    "first_day": DAY,
    "back_on": on(5),
    "expected_on": None,
    "reason": "hospital",
    "starts_on": on(-30),
    "ends_on": None,
    "others": (),
    "today": DAY,
}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, []),
        ({"first_day": None}, ["no_start"]),
        ({"reason": "x"}, ["no_reason"]),
        ({"first_day": on(-31)}, ["before_start"]),
        ({"ends_on": DAY}, ["after_end"]),
        ({"ends_on": on(1)}, []),
        ({"first_day": on(400), "back_on": on(401)}, ["too_far"]),
        ({"back_on": DAY}, ["dates"]),
        ({"back_on": None}, ["no_return"]),
        ({"back_on": None, "expected_on": DAY}, ["dates"]),
        ({"back_on": None, "expected_on": on(1)}, []),
        ({"others": [(on(-5), DAY)]}, []),
        ({"others": [(on(-5), on(1))]}, ["already_paused"]),
        ({"others": [(on(5), None)]}, []),
        ({"others": [(on(4), None)]}, ["already_paused"]),
        ({"others": [(on(-5), None)]}, ["already_paused"]),
        ({"back_on": None, "expected_on": on(2), "others": [(on(9), on(10))]}, ["already_paused"]),
    ],
)
def test_a_pause(said: dict, code: list[str]) -> None:
    assert codes(pause_problems(**(PAUSE | said))) == code


@pytest.mark.parametrize(
    ("back", "code"), [(None, "no_date"), (DAY, "dates"), (on(-1), "dates"), (on(400), "too_far"), (on(1), None)]
)
def test_the_first_day_back(back: date | None, code: str | None) -> None:
    problem = back_problem(back_on=back, paused_on=DAY, today=DAY)
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, []),
        ({"from_on": None}, ["no_start"]),
        ({"from_on": on(-31)}, ["dates"]),
        ({"from_on": on(9), "ends_on": on(9)}, ["dates"]),
        ({"from_on": on(400)}, ["too_far"]),
        ({"price_pence": None}, ["no_price"]),
        ({"price_pence": -1}, ["bad_price"]),
        ({"reason": " "}, ["no_reason"]),
    ],
)
def test_a_change(said: dict, code: list[str]) -> None:
    usual = {
        "from_on": DAY,
        "price_pence": 0,
        "reason": "x",
        "starts_on": on(-30),
        "ends_on": None,
        "today": DAY,
    }
    assert codes(change_problems(**(usual | said))) == code


@pytest.mark.parametrize(
    ("before", "after", "reviewed", "refused"),
    [(60, 60, None, False), (60, 90, None, False), (90, 60, None, True), (90, 60, on(1), True), (90, 60, DAY, False)],
)
def test_hours_never_fall_without_a_review(before: int, after: int, reviewed: date | None, refused: bool) -> None:
    """docs/rules/care-act.md 8; docs/rules/local-links.md 10, Elaine."""
    problem = fewer_hours_problem(before_minutes=before, after_minutes=after, reviewed_on=reviewed, change_on=DAY)
    assert bool(problem) is refused


GIVEN = {"wanted_on": on(-30), "is_arranged": True}


@pytest.mark.parametrize(
    ("facts", "risks"),
    [
        ({"wanted_on": on(-1), "is_arranged": False}, ("late",)),
        ({"wanted_on": on(7), "is_arranged": False}, ("start_near",)),
        ({"wanted_on": on(8), "is_arranged": False}, ()),
        ({"wanted_on": on(8), "is_arranged": False, "requests": 2, "declined": 2}, ("all_said_no",)),
        ({"wanted_on": on(8), "is_arranged": False, "requests": 2, "declined": 1}, ()),
        (GIVEN, ()),
        (GIVEN | {"ends_on": on(14)}, ("ending",)),
        (GIVEN | {"ends_on": on(15)}, ()),
        (GIVEN | {"ends_on": on(3), "followed": True}, ()),
        (GIVEN | {"check_until": on(-1)}, ("check_out",)),
        (GIVEN | {"check_until": on(30)}, ("check_soon",)),
        (GIVEN | {"check_until": on(31)}, ()),
        (GIVEN | {"back_due_on": on(-1)}, ("still_paused",)),
        (GIVEN | {"back_due_on": DAY}, ()),
        (GIVEN | {"essential": True, "has_contingency": False}, ("one_and_no_plan_b",)),
        (
            GIVEN | {"essential": True, "has_contingency": False, "check_until": on(-9), "ends_on": on(2)},
            ("ending", "check_out", "one_and_no_plan_b"),
        ),
    ],
)
def test_what_may_fail(facts: dict, risks: tuple[str, ...]) -> None:
    assert risks_of(LineFacts(**facts), DAY) == risks
