"""Plain text out of whatever publishers write, and the words of a search."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locallinks.local.directory.rules.html_to_text import (
    clean_block,
    clean_json,
    clean_line,
    fold_case_and_accents,
    plain_text,
    shorten,
    to_text,
)
from locallinks.local.directory.rules.search_words import miles_in_words, search_terms, summary


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Plain words & more", "Plain words & more"),
        ("under <5 years", "under <5 years"),
        ("one\ntwo\n\n\n\nthree", "one\ntwo\n\nthree"),
        ("Tea &amp; cake\nand more", "Tea & cake\nand more"),  # no tags that shape lines: the line ends count
        ("<p>Tea\ncake</p>", "Tea cake"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One<br/>Two</div>", "One\nTwo"),
        ("<ul><li>a</li><li></li><li><p>b</p></li></ul>after", "- a\n- b\n\nafter"),
        ("<ol><li>a<ul><li>b</li></ul></li></ol>", "- a\n- b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<script>if (a < b) x()</script>Seen<style>p{}</style>", "Seen"),
        ("<svg><svg><path/></svg>in</svg>out", "out"),
        ("<svg/>seen", "seen"),
        ("<script>never closed", ""),
        ("a<img src='data:image/png;base64,AAAA'>b", "ab"),
        ('<a href="https://a.org/">our page</a>', "our page (https://a.org/)"),
        ('<a href="https://a.org/">www.a.org</a>', "www.a.org"),
        ('<a href="mailto:a@b.org?subject=x">write</a>', "write (a@b.org)"),
        ('<a href="javascript:x()">press</a>', "press"),
        ("</a>words<a>", "words"),
        ("<b>bold<i>er", "bolder"),
        ("a <![foo[x]]> <b>c</b> &amp; d", "a c & d"),  # where the standard parser gives up
        ("&lt;p&gt;", "<p>"),
        ("tea &amp;amp; cake, a&amp;nbsp;walk", "tea & cake, a walk"),
        ("", ""),
    ],
)
def test_plain_text(written: str, read: str) -> None:
    assert plain_text(written) == read


@settings(deadline=None)
@given(st.text(alphabet="<>/!-[]&;#xp ali\n\"'=brsctd", max_size=200))
def test_no_text_makes_the_reader_stop(written: str) -> None:
    assert "\x00" not in plain_text(written)


def test_text_the_database_cannot_hold_is_made_fit() -> None:
    assert to_text("a\x00b\ud800c\u200bd\r\ne") == "abcd\ne"
    assert [to_text(value) for value in (None, True, [], {}, 7, 1.5)] == ["", "", "", "", "7", "1.5"]
    assert clean_line("cafe\u0301  au\nlait") == "café au lait"
    assert clean_block("x " * 20_000).endswith("…")
    assert len(clean_block("x" * 50_000)) == 20_000
    assert (shorten("one two three", 9), shorten("short", 9)) == ("one two…", "short")
    assert fold_case_and_accents("  Dementia  Café ") == fold_case_and_accents("dementia café")


def test_vendor_fields_are_cleaned_to_any_depth() -> None:
    deep: Any = "end"
    for _ in range(12):
        deep = [deep]
    assert clean_json(
        {"a": "", "b": [None, 1, "<b>x</b>"], "ASSURED_BY": "who", "c": {"d": {}}, "e": float("nan"), "f": deep}
    ) == {"b": [1, "x"]}


def test_what_else_somebody_could_have_meant() -> None:
    groups = (("lunch club", "shared meal"), ("walk", "ramble", "stroll"), ("men's shed", "woodwork"))
    terms = search_terms("Walking and Lunch Clubs", groups)
    assert [one[0] for one in terms] == ["walking", "and", "lunch clubs"]
    assert "ramble" in terms[0]
    assert "shared meal" in terms[2]
    assert search_terms("men's shed", groups)[0][0] == "men's shed"
    assert search_terms("bus pass", groups) == [("bus",), ("pass",)]
    assert search_terms("!!!") == []
    assert len(search_terms("a " * 50)) == 12


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "under 100 yards"),
        (500, "0.3 miles"),
        (1609.344, "1 mile"),
        (3300, "2.1 miles"),
        (16_093, "10 miles"),
        (30_000, "19 miles"),
    ],
)
def test_distance_in_words(metres: float, words: str) -> None:
    assert miles_in_words(metres) == words


def test_a_summary_ends_at_a_sentence_or_a_word() -> None:
    assert summary("Short.\n\nStill short.") == "Short. Still short."
    sentence = "We meet every week for tea, talk and a walk around the mill pond. "
    assert summary(sentence * 5) == (sentence * 3).strip()
    assert summary("word " * 100).endswith("word…")
