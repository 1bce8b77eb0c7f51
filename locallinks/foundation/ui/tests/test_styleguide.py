"""The style guide, which exists only in a demonstration."""

import pytest
from django.http import Http404

from locallinks.foundation.ui.tests.example_page import request
from locallinks.foundation.ui.views import StyleGuide
from tests.readability import page_words, reading_age


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True


@pytest.mark.parametrize("show", ["", "errors", "stale", "empty", "done"])
def test_every_state_is_drawn(show):
    response = StyleGuide.as_view()(request(f"/style/?show={show}"))
    html = response.content.decode()
    assert response.status_code == 200
    assert ("<title>Error: " in html) == (show == "errors")
    assert ("Someone else changed this" in html) == (show == "stale")
    assert ("Nothing waits for you today" in html) == (show == "empty")
    assert len(ids := [part.split('"')[0] for part in html.split(' id="')[1:]]) == len(set(ids))


def test_there_is_no_style_guide_outside_a_demonstration(settings):
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(Http404):
        StyleGuide.as_view()(request("/style/"))


def test_its_list_downloads():
    assert StyleGuide.as_view()(request("/style/?format=csv"))["Content-Type"].startswith("text/csv")


def test_its_words_are_plain():
    html = StyleGuide.as_view()(request("/style/")).content.decode()
    assert reading_age(page_words(html)) <= 11


@pytest.mark.parametrize("which", ["403", "404", "409", "422", "500", "csrf"])
def test_the_error_pages_are_plain(which):
    from django.template.loader import render_to_string

    assert reading_age(page_words(render_to_string(f"ui/errors/{which}.html", {"problems": ()}))) <= 11
