"""tests/markup.py finds each kind of mistake, and nothing on a page that has none."""

import pytest

from tests.markup import empty_submission, kinds_of_elements, problems_of_page
from tests.pages.fetched_pages import FetchedPage, PageResponse, choose_for_the_browser

FORM = """<form method="post" action="/send/"><input type="hidden" name="csrfmiddlewaretoken" value="t">
<label for="name">Your name</label><input id="name" name="name" value="Jean">
<fieldset><legend>Alone?</legend><input type="radio" id="yes" name="alone" value="yes" checked>
<label for="yes">Yes</label></fieldset>
<label for="day">Day</label><select id="day" name="day"><option>Mon</option><option selected>Tue</option></select>
<input type="file" name="paper" aria-label="A paper"><textarea name="words" aria-label="Words">Old</textarea>
<button class="govuk-button">Save your answer</button></form>"""
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Your plan – Local Links</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><script type="module" src="/a.js"></script></head>
<body><a href="#main-content" class="govuk-skip-link">Skip to main content</a>
<nav aria-label="Main"><a href="/">Home</a></nav>
<main id="main-content"><h1>Your plan</h1><p>It is yours.</p><h2>Who helps</h2>
<table><caption>Who</caption><tr><th>Name</th></tr><tr><td><a href="/people/1/#top">Ann</a></td></tr></table>
{FORM}<img src="/a.png" alt=""></main></body></html>"""
HARD = (
    "Notwithstanding considerations regarding eligibility determinations, administrative reconsideration necessitates "
    "comprehensive documentation demonstrating extraordinary circumstances, irrespective of organisational "
    "responsibilities, multidisciplinary representation or contemporaneous acknowledgement of preliminary evaluations."
)


def test_a_good_page_has_no_problems() -> None:
    assert problems_of_page(PAGE, own=True) == []


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("<h1>Your plan</h1>", "<h1>Your plan</h1><h1>Again</h1>", "has 2 h1"),
        ("<h1>Your plan</h1>", "", "has 0 h1"),
        ("<h2>Who helps</h2>", "<h4>Who helps</h4>", "goes from h1 “Your plan” to h4"),
        ("<h2>Who helps</h2>", "<h2></h2>", "<h2> has no words"),
        ("Your plan – Local Links", "– Local Links", "has no title"),
        ("Your plan –", "Error: Your plan –", "no summary says what"),
        ("<p>It is", '<div class="govuk-error-summary">Say it</div><p>It is', "does not begin with “Error:”"),
        (' lang="en"', "", "<html lang>"),
        ("<main id", "<main></main><main id", "2 <main>"),
        ("govuk-skip-link", "govuk-link", "its first link is not"),
        (", initial-scale=1", ", user-scalable=no", "made larger"),
        ("<p>", '<p style="color: red">', "inline style"),
        ("<p>", "<style>p {}</style><p>", "inline style: put it in a file"),
        (' src="/a.js"', "", "inline script"),
        ("<p>", '<p onclick="go()">', "inline onclick"),
        ('href="/"', 'href="javascript:go()"', "inline href"),
        (">Home<", "><", "has no words"),
        ('href="/people/1/#top"', 'href="#"', "leads nowhere"),
        ('href="/people/1/#top"', 'href="#nothing"', "“nothing”, which is not here"),
        (' aria-label="Main"', "", "needs an aria-label"),
        ('alt=""', "", "has no alt"),
        ("<p>It", "<svg><path></path></svg><p>It", "aria-hidden"),
        ("<p>It", '<p id="name">It', "the id “name” stands 2 times"),
        ('id="name" name', 'id="name" aria-describedby="hint" name', "“hint”, which is not here"),
        ('<label for="name">Your name</label>', "", "has no label"),
        ("<legend>Alone?</legend>", "", "<fieldset> has no words"),
        ('<label for="yes">Yes</label>', '<label for="yes"></label>', "has no label"),
        ("<p>It is yours.</p>", "<li>It is yours.</li>", "stands in <main"),
        ("<th>Name</th>", "<td>Name</td>", "no heading cells"),
        (">Save your answer<", '><a href="/">Save</a><', "only one of them can be pressed"),
        ("csrfmiddlewaretoken", "other", "no csrf token"),
        ('<button class="govuk-button">Save your answer</button>', "", "has no button"),
        ('<button class="govuk-button">', "<button>", "would be printed"),
        ("It is yours.", HARD, "reads like age"),
        ("</h2>", "", "is not closed before"),
        ("</h2>", "</h2></div>", "</div> closes nothing"),
        ("</html>", "", "is never closed"),
    ],
)
def test_each_mistake_is_found(good: str, bad: str, said: str) -> None:
    assert good in PAGE
    problems = problems_of_page(PAGE.replace(good, bad, 1), own=True)
    assert any(said in problem for problem in problems), problems


def test_staff_may_be_asked_to_read_a_little_more() -> None:
    words = "The council decides within three weeks about the support that each person needs. " * 20  # age 11.7
    problems = [problems_of_page(PAGE.replace("It is yours.", words), own=own) for own in (True, False)]
    assert problems[0]
    assert not problems[1]


def test_an_empty_form_is_sent_as_a_browser_sends_it() -> None:
    assert empty_submission(PAGE, "save YOUR") == (
        "post",
        "/send/",
        {"csrfmiddlewaretoken": ["t"], "name": [""], "alone": ["yes"], "day": ["Tue"], "words": [""]},
    )
    assert empty_submission(PAGE, "Delete") is None


def test_a_browser_opens_what_shows_something_new() -> None:
    def reading(template: str, html: str, wrong: str = "") -> FetchedPage:
        refused = PageResponse(422, wrong, template) if wrong else None
        return FetchedPage("elaine", 0, "", PageResponse(200, html, template), refused)

    readings = [
        reading("a", "<p><b>One</b></p>"),
        reading("a", "<p><b>Two</b></p>"),
        reading("a", '<p class="ll-empty"></p>'),
        reading("b", "<p><b>One</b></p>", "<p><b>Wrong</b></p>"),
        reading("b", "<p><b>Two</b></p>", "<p><b>Wrong again</b></p>"),
        reading("b", "<p></p>", "<p><i>Wrong in another way</i></p>"),
    ]
    choose_for_the_browser(readings)
    assert [reading.for_the_browser for reading in readings] == [True, False, True, True, False, True]
    assert [reading.wrong_for_the_browser for reading in readings] == [False, False, False, True, False, True]


def test_kinds_are_told_apart_by_class_role_and_place() -> None:
    alike = '<p><b class="x y">1</b><b class="y x">2</b></p>'
    other = '<p><b role="x">3</b><i><b>4</b></i></p>'
    assert len(kinds_of_elements(alike)) == 2
    assert len(kinds_of_elements(alike + other)) == 5
