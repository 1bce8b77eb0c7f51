"""Sending a form: it acts once, keeps what was typed after an error, and does not overwrite another user's changes."""

import uuid

import pytest
from django.db import transaction
from django.http import Http404, HttpResponseRedirect

from locallinks.foundation.shared.errors import DomainError, NotAllowed, NoViewer, Problem, Stale
from locallinks.foundation.shared.models import SubmittedForm
from locallinks.foundation.shared.viewer import SIGNED_OUT, acting_as
from locallinks.foundation.ui.pages import FormPage, Page, public
from locallinks.foundation.ui.tests.example_page import NASREEN, NotePage, request

pytestmark = pytest.mark.django_db(transaction=False)

TOKEN = "b3aaa829-e994-440a-af90-5c521c719736"


@pytest.fixture
def page():
    """A page class of its own for each test."""

    class Page(NotePage):
        done = []
        now_it_says = {}

    return Page


def send(page, **data):
    return page.as_view()(request("/notes/", {"submission": TOKEN, **data}))


def text(response):
    return response.content.decode()


def test_opening_the_page_gives_it_a_token_and_a_csrf_field(page):
    response = page.as_view()(request("/notes/"))
    assert response.status_code == 200
    assert 'name="csrfmiddlewaretoken"' in text(response)
    token = text(response).split('name="submission" value="')[1].split('"')[0]
    assert uuid.UUID(token).version == 4
    assert "<title>A note" in text(response)
    assert "Error:" not in text(response)
    assert response["Cache-Control"] == "private, no-store"


def test_sending_acts_once_and_redirects(page):
    response = send(page, matters="Her garden", price="19.50")
    assert (response.status_code, response.url) == (303, "/notes/1/")
    assert page.done[0]["matters"] == "Her garden"
    assert page.done[0]["price"] == 1950
    again = send(page, matters="Her garden", price="19.50")
    assert (again.status_code, again.url) == (303, "/notes/1/")
    assert len(page.done) == 1


def test_a_second_click_is_redirected_to_the_first_result_even_where_the_page_is_gone(page):
    send(page, matters="Her garden")

    class Gone(page):
        def load(self, **url_kwargs):
            raise Http404

    assert send(Gone, matters="Her garden").url == "/notes/1/"


@pytest.mark.parametrize("token", ["", "not-a-token", "00000000-0000-0000-0000-000000000000"])
def test_a_form_without_a_valid_token_is_new_each_time(page, token):
    for _ in range(2):
        assert page.as_view()(request("/notes/", {"submission": token, "matters": "x"})).status_code == 303
    assert len(page.done) == 2


def test_a_wrong_answer_keeps_everything_and_can_be_corrected(page):
    response = send(page, price="<b>lots</b>")
    body = text(response)
    assert response.status_code == 422
    assert page.done == []
    assert "<title>Error: A note" in body
    assert 'href="#id_matters"' in body
    assert body.count("Enter what matters to Mary") == 2  # in the summary and at the question
    assert 'value="&lt;b&gt;lots&lt;/b&gt;"' in body
    assert f'value="{TOKEN}"' in body
    assert send(page, matters="Her garden").status_code == 303


def test_a_refusal_is_shown_at_its_field_and_releases_the_token(page):
    page.raises = DomainError(
        problems=[Problem("The price is above the budget. Enter less", "price"), Problem("Ask Tom first")]
    )
    response = send(page, matters="Her garden", price="900")
    assert response.status_code == 422
    assert '<a href="#id_price">The price is above the budget. Enter less</a>' in text(response)
    assert "Ask Tom first" in text(response)
    assert 'id="id_price-error"' in text(response)
    assert "Her garden" in text(response)
    assert not SubmittedForm.objects.filter(token=TOKEN).exists()
    page.raises = None
    assert send(page, matters="Her garden", price="9").url == "/notes/2/"


def test_a_refused_act_leaves_nothing_behind(page):
    class Half(page):
        def form_valid(self, form):
            SubmittedForm.objects.create(token=uuid.uuid4(), url="/half-done/")
            raise DomainError("No")

    assert send(Half, matters="x").status_code == 422
    assert not SubmittedForm.objects.filter(url="/half-done/").exists()


def test_a_problem_with_an_unknown_field_is_still_shown(page):
    page.raises = DomainError("The budget is closed", field="budget")
    assert "The budget is closed" in text(send(page, matters="x"))


def test_not_allowed_is_a_403_page_in_plain_words(page):
    page.raises = NotAllowed("Only Mary's social worker can approve her plan.")
    response = send(page, matters="x")
    assert response.status_code == 403
    assert "Only Mary&#39;s social worker can approve her plan." in text(response)


def test_somebody_else_saved_first(page):
    page.raises = Stale("Tom Whitaker saved this at 10:32am.")
    page.now_it_says = {"version": 4, "matters": "Her dog", "price": 11700, "way": "letter", "on": None}
    response = send(page, version="3", matters="Her garden", price="117", way="phone")
    body = text(response)
    assert response.status_code == 409
    assert "Someone else changed this while you were writing" in body
    assert "Tom Whitaker saved this" in body
    assert "Her dog" in body
    assert "Her garden</textarea>" in body
    assert "A letter" in body
    assert '<input type="hidden" name="version" id="id_version" value="4">' in body
    page.raises = None
    assert send(page, version="4", matters="Her garden").status_code == 303


def test_errors_while_loading_have_their_own_pages(page):
    class Refused(Page):
        template_name = "ui/tests/form.html"

        def load(self, **url_kwargs):
            raise self.error

        error: Exception = NotAllowed("Not yours")

    for error, status in ((NotAllowed("Not yours"), 403), (Stale("Changed"), 409), (DomainError("No plan yet"), 422)):
        Refused.error = error
        response = Refused.as_view()(request())
        assert response.status_code == status
        assert str(error) in text(response)
    Refused.error = NoViewer("Nobody")
    assert Refused.as_view()(request("/plans/?x=1")).url == "/sign-in/?next=/plans/%3Fx%3D1"


def test_load_can_return_a_response(page):
    class Elsewhere(page):
        def load(self, **url_kwargs):
            return HttpResponseRedirect("/elsewhere/")

    assert Elsewhere.as_view()(request()).url == "/elsewhere/"
    assert send(Elsewhere, matters="x").url == "/elsewhere/"
    assert page.done == []


def test_a_page_with_only_a_button(page):
    class Press(page):
        form_class = None

    assert "<form" in text(Press.as_view()(request()))
    assert send(Press).status_code == 303
    assert page.done == [{}]


def test_a_page_that_does_not_say_what_it_does():
    class Nothing(FormPage):
        template_name = "ui/tests/form.html"

    with pytest.raises(NotImplementedError, match="Nothing must say what sending it does"):
        Nothing.as_view()(request("/", {}))


def test_it_works_inside_the_transaction_of_a_request(page):
    """The middleware has opened `acting_as`, and a refused act must not break its transaction."""
    page.raises = DomainError("No")
    with acting_as(NASREEN) if not transaction.get_connection().in_atomic_block else transaction.atomic():
        assert send(page, matters="x").status_code == 422
        page.raises = None
        assert send(page, matters="x").status_code == 303
    assert SubmittedForm.objects.get(token=TOKEN).url == "/notes/2/"


def test_public_pages_are_marked_and_others_are_not(page):
    assert page.public is False
    assert public(type("Open", (Page,), {})).public is True
    response = page.as_view()(request("/notes/", viewer=SIGNED_OUT))
    assert "Sign in" in text(response)
    assert 'role="search"' not in text(response)
    assert not response.has_header("Cache-Control")
