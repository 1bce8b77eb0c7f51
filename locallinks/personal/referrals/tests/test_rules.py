"""The smallest request for help that may be taken, and each thing that stops one."""

import pytest

from locallinks.personal.referrals.rules import triage
from locallinks.personal.referrals.rules.referral_and_advice import (
    MAX_CONTACT,
    MAX_NAME,
    MAX_TEXT,
    referral_facts,
    request_problems,
    told_by_problems,
)

REQUEST = {
    "full_name": "Mary Firth", "phone": "01632 960001", "email": "", "address": "", "told_by": "Anne Firth",
    "told_by_relation": "daughter", "reason": "She is on her own all day",
    "contact_basis": "agreed", "contact_note": "",
}  # fmt: skip
ALL_TRUE = {"name_given": True, "contact_given": True, "reason_given": True, "may_contact": True}


def codes(**changes):
    return [problem.code for problem in request_problems(**{**REQUEST, **changes})]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"phone": "", "email": "mary@example.org"},
        {"phone": "", "address": "1 Moor Road, Leeds"},
        {"contact_basis": "best_interests", "contact_note": "Mary cannot say; her daughter and GP were asked"},
        {"contact_basis": "best_interests", "contact_note": "At risk and cannot decide this now"},
        {"full_name": "N" * MAX_NAME, "reason": "r" * MAX_TEXT, "phone": "1" * MAX_CONTACT},
    ],
)
def test_enough(changes):
    assert codes(**changes) == []
    assert referral_facts(request_problems(**{**REQUEST, **changes})) == ALL_TRUE


@pytest.mark.parametrize(
    ("changes", "code", "fact"),
    [
        ({"full_name": "  "}, "full_name_missing", "name_given"),
        ({"full_name": "N" * (MAX_NAME + 1)}, "full_name_too_long", "name_given"),
        ({"reason": ""}, "reason_missing", "reason_given"),
        ({"reason": "r" * 10_000}, "reason_too_long", "reason_given"),
        ({"phone": " "}, "contact_missing", "contact_given"),
        ({"phone": "1" * 301}, "phone_too_long", "contact_given"),
        ({"email": "e" * 301}, "email_too_long", "contact_given"),
        ({"address": "a" * 301}, "address_too_long", "contact_given"),
        ({"contact_basis": ""}, "may_contact_missing", "may_contact"),
        ({"contact_basis": "not_asked"}, "may_contact_missing", "may_contact"),
        ({"contact_basis": "best_interests", "contact_note": " "}, "may_contact_missing", "may_contact"),
        ({"contact_basis": "best_interests", "contact_note": "b" * 5001}, "contact_note_too_long", "may_contact"),
    ],
)
def test_each_thing_missing(changes, code, fact):
    problems = request_problems(**{**REQUEST, **changes})
    assert [problem.code for problem in problems] == [code]
    assert problems[0].field
    assert referral_facts(problems) == {**ALL_TRUE, fact: False}


def test_everything_missing_is_told_at_once():
    assert len(request_problems(**dict.fromkeys(REQUEST, ""))) == 6


def test_too_long_says_how_long():
    problem = request_problems(**{**REQUEST, "reason": "r" * 10_000})[0]
    assert problem.message == "Reason must be 5,000 characters or fewer. It is 10,000 now"
    problem = request_problems(**{**REQUEST, "full_name": "N" * 201})[0]
    assert problem.message == "Name must be 200 characters or fewer. It is 201 now"


@pytest.mark.parametrize(
    ("told_by", "relation", "codes_found"),
    [
        ("Anne Firth", "daughter", []),
        (" ", "", ["told_by_missing", "told_by_relation_missing"]),
        ("A" * (MAX_NAME + 1), "GP", ["told_by_too_long"]),
    ],
)
def test_who_told_us(told_by, relation, codes_found):
    found = told_by_problems(told_by=told_by, told_by_relation=relation)
    assert [problem.code for problem in found] == codes_found


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"full_name": "", "phone": ""}, ["full_name", "phone"]),
        ({"contact_basis": ""}, ["contact_basis"]),
        ({"contact_basis": "best_interests"}, ["contact_basis"]),
        ({"contact_basis": "best_interests", "contact_note": "Her GP was asked"}, []),
        ({"contact_basis": "best_interests", "contact_note": "x" * 5001}, ["contact_note"]),
        ({"contact_note": "x" * 5001}, []),
        ({"told_by": "", "reason": ""}, ["reason", "told_by"]),
    ],
)
def test_a_request_names_each_question_of_the_form(changes, fields):
    assert [problem.field for problem in request_problems(**REQUEST | changes)] == fields


@pytest.mark.parametrize(
    ("owner", "to", "reason", "code"),
    [
        (None, 1, "", None),
        (1, 2, "", "reason_missing"),
        (1, 2, " ", "reason_missing"),
        (1, 2, "ill", None),
        (1, None, "", "reason_missing"),
        (1, None, "ill", None),
        (1, 1, "x", "same_owner"),
        (None, None, "x", "same_owner"),
    ],
)
def test_who_answers_changes_by_hand_and_with_a_reason(owner, to, reason, code) -> None:
    problem = triage.reassignment_problem(owner_id=owner, to_id=to, reason=reason)
    assert (problem.code if problem else None) == code
