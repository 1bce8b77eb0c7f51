"""What a record of something not found must hold."""

import pytest

from locallinks.local.unmet_needs.choices import UnmetNeedReason
from locallinks.local.unmet_needs.rules import unmet_need_problems

GOOD = {
    "outcome": "A9",
    "looked_for": "A bus to the market",
    "where_looked": "The directory and the bus company",
    "why": "cannot_get_there",
    "why_words": "",
}


def test_a_whole_record_has_no_problem():
    assert unmet_need_problems(**GOOD) == []


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        ({"outcome": " "}, "no_outcome"),
        ({"looked_for": ""}, "no_looked_for"),
        ({"where_looked": "\n"}, "no_where_looked"),
        ({"why": "because"}, "no_why"),
        ({"why": "other"}, "no_why_words"),
    ],
)
def test_each_missing_part_is_named(left_out, code):
    assert [problem.code for problem in unmet_need_problems(**GOOD | left_out)] == [code]


def test_everything_missing_comes_back_at_once():
    assert len(unmet_need_problems(outcome="", looked_for="", where_looked="", why="", why_words="")) == 4


def test_another_reason_in_words_is_enough():
    assert unmet_need_problems(**GOOD | {"why": "other", "why_words": "It is closed on Mondays"}) == []


def test_reasons_read_as_sentences():
    assert all(reason.label[0].isupper() for reason in UnmetNeedReason)
