"""What fits, what differs, who looks alike, and how a file is read."""

from datetime import date, timedelta
from typing import Any

import pytest

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.exchange.choices import Resolution
from locallinks.personal.exchange.rules.connections import key_digest, key_end_problem, key_ends_on, key_ends_soon
from locallinks.personal.exchange.rules.inbound import (
    OUTCOMES,
    Comparison,
    answers_for,
    choices_for,
    compare,
    decision_problem,
    decision_reasons,
    digest_of,
    match_reasons,
    read_file,
    reference_problem,
    state_after,
    storable_text,
    usable_reference,
)
from locallinks.personal.exchange.rules.outbound import CSV_COLUMNS, csv_row, parse_page_size, parse_since


@pytest.mark.parametrize("text", ["P-1042", "a", "1.2_3-4", "x" * 60])
def test_a_reference_of_plain_signs_is_fine(text: str) -> None:
    assert reference_problem(text) is None


@pytest.mark.parametrize("text", ["", "-1", "a b", "a/b", "x" * 61, "é", "²", "a\x00", "a\n", "<b>"])
def test_any_other_reference_is_refused(text: str) -> None:
    problem = reference_problem(text)
    assert problem is not None
    assert problem.field == "reference"


def test_a_digest_knows_the_same_content_in_any_order() -> None:
    assert digest_of({"a": "1", "b": "é"}) == digest_of({"b": "é", "a": "1"})
    assert digest_of({"a": "1"}) != digest_of({"a": "2"})
    assert len(key_digest("ll_x")) == 64


@pytest.mark.parametrize(
    ("ours", "theirs", "settled", "take", "differ"),
    [
        ({}, {"phone": "1"}, {}, {"phone": "1"}, []),  # empty here
        ({"phone": "1"}, {"phone": "1"}, {}, {}, []),  # the same
        ({"phone": "01134960000"}, {"phone": "0113 496 0000"}, {}, {}, []),  # the same, written differently
        ({"phone": "1"}, {"phone": ""}, {}, {}, []),  # nothing sent takes nothing away
        ({"phone": "1"}, {"phone": "2"}, {"phone": "1"}, {"phone": "2"}, []),  # only they changed it
        ({"phone": "3"}, {"phone": "1"}, {"phone": "1"}, {}, []),  # only we changed it
        ({"phone": "3"}, {"phone": "2"}, {"phone": "1"}, {}, [("phone", "3", "2")]),  # both did
        ({"phone": "3"}, {"phone": "2"}, {}, {}, [("phone", "3", "2")]),  # never agreed
        ({"phone": "3", "email": ""}, {"phone": "2", "email": "n"}, {}, {"email": "n"}, [("phone", "3", "2")]),
    ],
)
def test_three_sides_are_compared(
    ours: dict[str, str], theirs: dict[str, str], settled: dict[str, str], take: dict[str, str], differ: list[Any]
) -> None:
    assert compare(ours, theirs, settled) == Comparison(take, differ)


NORA = {
    "full_name": "Nora Quill",
    "date_of_birth": "1941-03-09",
    "nhs_number": "9990000042",
    "postcode": "ZZ1 1AB",
    "phone": "0113 496 0190",
}


@pytest.mark.parametrize(
    ("here", "reasons"),
    [
        ({**NORA, "full_name": "Somebody"}, ["The same NHS number"]),
        ({**NORA, "nhs_number": "9990000018"}, []),  # two numbers are two people
        ({**NORA, "nhs_number": "", "date_of_birth": "1941-03-10"}, []),  # two dates of birth are too
        ({"full_name": "NORA QUILL"}, ["The same name"]),
        (
            {"full_name": "Norah Quill", "date_of_birth": "1941-03-09"},
            ["The same date of birth", "A name that looks alike"],
        ),
        ({"full_name": "N Quill", "postcode": "ZZ1 1AB"}, ["The same postcode", "A name that looks alike"]),
        ({"full_name": "N Quill", "postcode": "ZZ1 1AA"}, []),
        ({"full_name": "N Quill"}, []),
        ({"full_name": "N Quill", "phone": "+44 113 496 0190"}, ["The same phone number", "A name that looks alike"]),
        ({"full_name": "N Quill", "phone": "0113 496 0191"}, []),
    ],
)
def test_who_looks_like_whom(here: dict[str, str], reasons: list[str]) -> None:
    assert match_reasons(NORA, here) == reasons


@pytest.mark.parametrize(
    ("kind", "joined", "codes", "people", "choices"),
    [
        ("people", False, {"alike"}, 1, ["join", "theirs", "leave_out"]),
        ("people", False, {"born_later"}, 0, ["theirs", "leave_out"]),
        ("people", True, {"differs"}, 0, ["ours", "theirs", "leave_out"]),
        ("contacts", False, {"unknown_person"}, 0, ["theirs", "ours", "leave_out"]),
        ("decisions", True, {"begun_here"}, 0, ["theirs", "ours", "leave_out"]),
        ("people", True, {"not_understood"}, 0, ["ours", "leave_out"]),
    ],
)
def test_what_may_be_chosen(kind: str, joined: bool, codes: set[str], people: int, choices: list[str]) -> None:
    assert list(choices_for(kind=kind, joined=joined, codes=codes, people=people)) == choices


def test_what_a_choice_settles() -> None:
    assert [state_after(one) for one in Resolution] == ["kept", "applied", "applied", "left_out"]


@pytest.mark.parametrize(
    ("state", "insist", "code"),
    [
        (None, True, "no_way"),
        ("referred", False, None),
        ("assessing", False, "begun_here"),
        ("assessing", True, None),
        ("live", True, "decided_here"),
    ],
)
def test_where_a_decision_may_be_written(state: str | None, insist: bool, code: str | None) -> None:
    problem = decision_problem(state=state, insist=insist)
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize(("big", "effect"), [(True, "some"), (False, "none")])
def test_a_decision_answers_all_three_parts_of_the_test(big: bool, effect: str) -> None:
    content = {
        "unable": ["A7"],
        "impairment": True,
        "significant_impact": big,
        "reasons": "Because.",
        "decided_by": "Ursula Shaw",
        "decided_on": "2026-11-12",
    }
    found = answers_for(content)
    assert {code: one["ability"] for code, one in found["outcomes"].items()} == {
        **dict.fromkeys(OUTCOMES, "able"),
        "A7": "unable_assist",
    }
    assert found["health"]["answer"] is True
    assert (found["wellbeing"]["answer"], set(found["wellbeing"]["effects"].values())) == (big, {effect})
    assert decision_reasons(content) == "Because.\n\nDecided by Ursula Shaw on 2026-11-12."


def test_what_cannot_be_read_is_kept_as_text() -> None:
    kept = storable_text({"a\x00": "x\x00y", "n": 1, "deep": {"b": ["\ud800"]}, "long": "z" * 9000})
    assert kept["a�"] == "x�y"
    assert kept["n"] == "1"
    assert len(kept["long"]) == 2000
    assert all(value.encode() for value in kept.values())
    assert len(storable_text({str(n): n for n in range(100)})) == 40


def test_a_row_is_kept_under_its_reference_if_it_has_one() -> None:
    assert usable_reference({"reference": " P-1 "}) == "P-1"
    assert usable_reference({"reference": "a b"}) == ""
    assert usable_reference({}) == ""


def test_a_file_is_read_by_its_headings_in_any_order() -> None:
    found = read_file("\ufeffFull_name, reference\r\nNora,P-1\r\n,\r\nTom,P-2,more\r\n".encode())
    assert found.kind == "people"
    assert found.rows[0] == (2, {"full_name": "Nora", "reference": "P-1"})
    assert found.rows[1][0] == 4
    assert "more cells than headings" in found.rows[1][1]
    assert read_file(b"reference,person,told_by\nC-1,P-1,x\n").kind == "contacts"
    assert read_file(b"reference,eligible,person\nD-1,yes,P-1\n").kind == "decisions"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"", "headings"),
        (b"reference,name\nP-1,Nora\n", "headings"),
        (b"full_name\nNora\n", "headings"),
        (b"reference,full_name,odd\nP-1,Nora,x\n", "headings"),
        (b"reference,full_name,full_name\nP-1,Nora,Nora\n", "twice"),
        (b"reference,full_name\n", "no row"),
        (b"reference,full_name\nP-1,Nora\nP-2,Tom\nP-3,Ann\n", "up to 2 rows"),
        (b"reference,full_name\nP-1," + b"x" * 200_000 + b"\n", "CSV"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(raw: bytes, words: str) -> None:
    found = read_file(raw, most=2)
    assert found.problem is not None
    assert words in found.problem.message


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), (str(2**63 - 1), 2**63 - 1)])
def test_where_to_read_on(text: str, number: int) -> None:
    assert parse_since(text) == number


@pytest.mark.parametrize("text", ["", "-1", "x", "²", "1.0", str(2**63), "9" * 30, "\x00"])
def test_where_nobody_can_read_on(text: str) -> None:
    assert isinstance(parse_since(text), Problem)


@pytest.mark.parametrize(("text", "fine"), [("1", True), ("100", True), ("0", False), ("101", False), ("²", False)])
def test_the_size_of_a_page(text: str, fine: bool) -> None:
    assert isinstance(parse_page_size(text), int) is fine


def test_an_entry_as_a_row_of_a_file() -> None:
    entry = {
        "number": 4,
        "reference": "LL-9",
        "kind": "ending",
        "event": "move",
        "happened_at": "2026",
        "way": "LL-W1",
        "person": {
            "reference": "LL-P1",
            "your_reference": None,
            "full_name": "Nora",
            "date_of_birth": None,
            "nhs_number": None,
        },
        "details": {"state": "ended"},
    }
    cells = dict(zip(CSV_COLUMNS, csv_row(entry), strict=True))
    assert (cells["reference"], cells["person"], cells["your_reference"]) == ("LL-9", "LL-P1", "")
    assert cells["details"] == '{"state": "ended"}'


@pytest.mark.parametrize(
    ("made", "ends"),
    [((2026, 11, 22), (2027, 11, 22)), ((2028, 2, 29), (2029, 2, 28)), ((2026, 12, 31), (2027, 12, 31))],
)
def test_a_key_ends_in_a_year(made: tuple[int, int, int], ends: tuple[int, int, int]) -> None:
    assert key_ends_on(date(*made)) == date(*ends)


@pytest.mark.parametrize(("days", "refused"), [(0, True), (1, False), (731, False), (732, True), (-1, True)])
def test_a_day_for_a_key_to_end(days: int, refused: bool) -> None:
    today = date(2026, 11, 22)
    told = key_end_problem(ends_on=today + timedelta(days=days), today=today)
    assert bool(told) is refused


@pytest.mark.parametrize(("days", "soon"), [(31, False), (30, True), (-1, True)])
def test_a_key_in_its_last_days(days: int, soon: bool) -> None:
    today = date(2026, 11, 22)
    assert key_ends_soon(ends_on=today + timedelta(days=days), today=today) is soon
