"""One row to clean values, from JSON or a file: every message names its field and says what to do."""

from typing import Any

import pytest

from locallinks.personal.exchange.forms.inbound import read_record
from locallinks.personal.exchange.rules.inbound import FILE_COLUMNS
from locallinks.personal.exchange.tests.builders import CONTACT, DECISION, PERSON
from tests.kit import TODAY


def problems(kind: str, given: dict[str, Any]) -> dict[str, str]:
    return {one.field: one.message for one in read_record(kind, given, TODAY)[1]}


@pytest.mark.parametrize(("kind", "row"), [("people", PERSON), ("contacts", CONTACT), ("decisions", DECISION)])
def test_a_good_row_comes_through_whole(kind: str, row: dict[str, Any]) -> None:
    content, found = read_record(kind, row, TODAY)
    assert found == []
    assert content == row
    assert {*content, "reference"} == set(FILE_COLUMNS[kind])


def test_values_are_put_in_one_way() -> None:
    content, found = read_record(
        "people",
        {
            "full_name": " Nora   Quill ",
            "nhs_number": "999 000 0042",
            "postcode": "zz11ab",
            "phone": "0113-496-0190",
            "email": None,
        },
        TODAY,
    )
    assert found == []
    assert (content["full_name"], content["nhs_number"], content["postcode"]) == ("Nora Quill", "9990000042", "ZZ1 1AB")
    assert (content["phone"], content["email"]) == ("0113 496 0190", "")


def test_a_file_says_yes_and_no_and_codes_with_a_space() -> None:
    content, found = read_record(
        "decisions",
        {**DECISION, "eligible": "Yes", "impairment": "true", "significant_impact": " no ", "unable": "a9; A7 A7"},
        TODAY,
    )
    assert found == []
    assert (content["eligible"], content["significant_impact"], content["unable"]) == (True, False, ["A7", "A9"])


@pytest.mark.parametrize(
    ("kind", "changes", "field", "words"),
    [
        ("people", {"full_name": ""}, "full_name", "must not be empty"),
        ("people", {"full_name": "x" * 201}, "full_name", "200 characters"),
        ("people", {"full_name": 3}, "full_name", "Send text"),
        ("people", {"full_name": "a\x00b"}, "full_name", "NUL"),
        ("people", {"odd": "x"}, "odd", "not known. Take it out. Known are: full_name"),
        ("people", {"date_of_birth": "09/03/1941"}, "date_of_birth", "1941-03-09"),
        ("people", {"date_of_birth": "1941-02-30"}, "date_of_birth", "1941-03-09"),
        ("people", {"date_of_birth": "1841-02-03"}, "date_of_birth", "1941-03-09"),
        ("people", {"date_of_birth": "2027-01-01"}, "date_of_birth", "today or earlier"),
        ("people", {"nhs_number": "9990000043"}, "nhs_number", "digits is wrong"),
        ("people", {"phone": "call me"}, "phone", "area code"),
        ("people", {"postcode": "nowhere"}, "postcode", "LS12 1AA"),
        ("people", {"email": "a@b"}, "email", "name@example.org"),
        ("people", {"email": "a b@c.org"}, "email", "name@example.org"),
        ("contacts", {"contact_basis": "x"}, "contact_basis", "'agreed' or 'best_interests'"),
        ("contacts", {"contact_basis": "best_interests"}, "contact_note", "Say why"),
        ("contacts", {"received_on": "2027-01-01"}, "received_on", "today or earlier"),
        ("decisions", {"eligible": "perhaps"}, "eligible", "true or false"),
        ("decisions", {"eligible": 1}, "eligible", "true or false"),
        ("decisions", {"unable": "A11"}, "unable", "A1 to A10"),
        ("decisions", {"unable": [1]}, "unable", "list of codes"),
        ("decisions", {"unable": None}, "unable", "list of codes"),
        ("decisions", {"decided_on": ""}, "decided_on", "must not be empty"),
    ],
)
def test_each_mistake_is_named(kind: str, changes: dict[str, Any], field: str, words: str) -> None:
    good = {"people": PERSON, "contacts": CONTACT, "decisions": DECISION}[kind]
    assert words in problems(kind, {**good, **changes})[field]


def test_everything_wrong_is_told_at_once() -> None:
    assert set(problems("contacts", {})) == {"person", "told_by", "told_by_relation", "reason", "contact_basis"}
    assert problems("contacts", {})["person"] == "This is missing. Send it"
