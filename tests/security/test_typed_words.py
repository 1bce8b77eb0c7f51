"""What was typed when a session expired comes back to the same user, once, for a day; nobody else can read it.

Source: docs/rules/pages.md 4. The text is encrypted with a key that only the cookie holds.
"""

from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from locallinks.foundation.people.models import Relationship
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import City, make_person
from tests.security.form_filling import fill_in
from tests.security.sign_in_kit import lose_the_session, sign_in
from tests.stored_sessions import all_session_data


def typed_when_it_ran_out(client: Client, city: City, url: str) -> dict[str, list[str]]:
    """Fill in a form, lose the session, and send it."""
    data = fill_in(client.get(url).content.decode(), "She likes a proper pot of tea")
    Session.objects.all().delete()
    response = client.post(url, data)
    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=%2Fcarry-on%2F")
    return data


def test_what_was_typed_comes_back_after_signing_in_again(door: City) -> None:
    person, client = make_person(door), Client()
    sign_in(client)
    url = f"/people/{person.pk}/people/"
    typed_when_it_ran_out(client, door, url)
    assert sign_in(client, to="/carry-on/")["Location"] == "/carry-on/"
    page = client.get("/carry-on/").content.decode()
    assert f'action="{url}"' in page
    assert "She likes a proper pot of tea" in unescape(page)
    response = client.post(url, fill_in(page, ""))
    assert response.status_code == 303
    with acting_as(door.viewer("social_worker")):
        assert Relationship.objects.filter(person=person, name="She likes a proper pot of tea").count() == 1


def test_what_was_typed_comes_back_once(door: City) -> None:
    person, client = make_person(door), Client()
    sign_in(client)
    typed_when_it_ran_out(client, door, f"/people/{person.pk}/people/")
    sign_in(client, to="/carry-on/")
    assert client.get("/carry-on/").status_code == 200
    assert client.get("/carry-on/").status_code == 302


@pytest.mark.parametrize("role", ["other_social_worker", "social_worker2"])
def test_what_was_typed_is_never_shown_to_somebody_else(door: City, role: str) -> None:
    """A shared computer: one user leaves, the session expires, and another user signs in."""
    person, client = make_person(door), Client()
    sign_in(client)
    typed_when_it_ran_out(client, door, f"/people/{person.pk}/people/")
    sign_in(client, email=f"{role}@demo.example", to="/carry-on/")
    assert "proper pot of tea" not in client.get("/carry-on/").content.decode()


def test_m9_typed_words_lie_in_no_session_that_can_be_read(door: City) -> None:
    person, client = make_person(door), Client()
    sign_in(client)
    typed_when_it_ran_out(client, door, f"/people/{person.pk}/people/")
    kept = all_session_data()
    assert "typed" in kept, "this test looks at nothing"
    assert "pot of tea" not in kept
    assert f"/people/{person.pk}/" not in kept
    sign_in(client, to="/carry-on/")
    assert "pot of tea" not in all_session_data()
    assert "pot of tea" in client.get("/carry-on/").content.decode()


@pytest.mark.parametrize("cookie", [None, "", "1:forged", "1:forged:1abc:sig"])
def test_m9_nothing_is_kept_for_somebody_who_was_never_signed_in(door: City, cookie: str | None) -> None:
    client = Client()
    before = Session.objects.count()  # those whom the tests' world signed in
    if cookie is not None:
        client.cookies["words_key"] = cookie
    response = client.post("/people/", {"words": "A secret about Mary"})
    assert response["Location"].startswith("/sign-in/")
    assert Session.objects.count() == before


def test_m9_nothing_is_kept_after_signing_out(door: City) -> None:
    client, before = Client(), Session.objects.count()
    sign_in(client)
    client.post("/sign-out/", {"submission": ""})
    client.post("/people/", {"words": "A secret about Mary"})
    assert Session.objects.count() == before


def test_m9_typed_words_are_over_after_a_day(door: City, monkeypatch: pytest.MonkeyPatch) -> None:
    for hours, comes_back in ((23, True), (25, False)):
        person, client = make_person(door), Client()
        sign_in(client)
        typed_when_it_ran_out(client, door, f"/people/{person.pk}/people/")
        later = clock.now() + timedelta(hours=hours)
        with monkeypatch.context() as one_day_on:
            one_day_on.setattr(clock, "now", lambda later=later: later)
            sign_in(client, to="/carry-on/")
            assert ("pot of tea" in client.get("/carry-on/").content.decode()) is comes_back


def test_m9_the_key_is_the_browsers_and_no_scripts(door: City) -> None:
    client = Client()
    sign_in(client)
    key = client.cookies["words_key"]
    assert (key["httponly"], key["samesite"], key["path"]) == (True, "Lax", "/")
    assert int(key["max-age"]) == settings.SESSION_COOKIE_AGE + 24 * 3600
    assert key.value.split(":")[1] not in all_session_data()


def test_passwords_and_huge_forms_are_not_kept(door: City) -> None:
    client = Client()
    sign_in(client)
    lose_the_session()
    client.post("/accounts/password/", {"old": "hush-hush-hush", "new": "hush-hush-again", "submission": ""})
    sign_in(client, to="/carry-on/")
    page = client.get("/carry-on/").content.decode()
    assert 'action="/accounts/password/"' in page
    assert "hush" not in page
    huge = Client()
    sign_in(huge)
    lose_the_session()
    huge.post("/people/", {"words": "x" * 300_000})
    assert not Session.objects.exists()
