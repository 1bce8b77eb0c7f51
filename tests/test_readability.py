"""Measuring the reading age of pages."""

from tests.readability import page_words, reading_age

PAGE = """<html><body><header><p>Header words here now</p></header><main>
<h1>Tell us what matters to you</h1><p>We will ring you by 12 November 2026, Mary Okafor.</p>
<table><tr><td>Table words are not counted</td></tr></table>
<form><label>What is your name?</label><input value="typed words in here">
<textarea>typed words again here</textarea></form>
<dl><dt>Where you live</dt><dd>Somebody typed this here</dd></dl>
<svg><title>Picture words are out</title></svg>
<p data-reading="skip">Left out because told to</p><p>Short one</p></main>
<footer>Footer words are out</footer></body></html>"""


def test_only_the_words_somebody_chose_are_counted():
    words = page_words(PAGE)
    assert words.split("\n") == [
        "Tell us what matters to you.",
        "We will ring you by.",
        "What is your name?",
        "Where you live.",
    ]


def test_plain_words_read_young_and_office_words_read_old():
    plain = "We will ring you. You can say no. Tell us what you like to do. We will help you find it."
    office = "Commissioning authorities must operationalise proportionate safeguarding considerations notwithstanding."
    assert reading_age(plain) < 9
    assert reading_age(office) > 16


def test_nothing_to_read_is_easy():
    assert reading_age("") == 5.0
    assert reading_age("... 12 £5") == 5.0
