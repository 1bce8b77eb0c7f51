"""Signing in: wrong passwords, cookies, redirects, and the headers of every response.

Source: settings.py (argon2 and lockout). What survives the end of a session: test_typed_words.py.
"""

import os
import re
import runpy
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from locallinks.foundation.accounts.models import Membership
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from tests.kit import City, add_user, make_person
from tests.security.form_filling import fill_in
from tests.security.sign_in_kit import HASHED, PASSWORD, SIGN_IN, TRIES, WORKER, is_signed_in, lose_the_session, sign_in

# ------------------------------------------------------------------------------------------------- wrong passwords


def test_the_right_password_opens_and_the_wrong_one_does_not(door: City) -> None:
    client = Client()
    assert (sign_in(client, password="not-this-one").status_code, is_signed_in(client)) == (422, False)
    assert (sign_in(client).status_code, is_signed_in(client)) == (303, True)


def test_after_five_wrong_passwords_the_right_one_does_not_open_either(door: City) -> None:
    """The count must survive the rollback of each refused request."""
    client = Client()
    assert [sign_in(client, password=f"wrong {n}").status_code for n in range(TRIES - 1)] == [422] * (TRIES - 1)
    assert sign_in(client, password="wrong again").status_code == 429
    locked = sign_in(client)
    assert (locked.status_code, is_signed_in(client)) == (429, False)
    assert "15 minutes" in locked.content.decode()
    assert sign_in(Client()).status_code == 429, "another browser is the same account"
    assert sign_in(Client(), email="social_worker2@demo.example").status_code == 303, "a colleague is not locked out"


def test_capitals_and_spaces_are_not_five_more_tries(door: City) -> None:
    client = Client()
    for n in range(TRIES):
        sign_in(client, email=[WORKER, " Social_Worker@Demo.Example "][n % 2], password="wrong")
    assert sign_in(client).status_code == 429


def behind_proxy(address: str) -> Client:
    return Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": address})


@pytest.mark.parametrize("from_afar", ["198.51.100.66", "2001:db8:1::66", "not an address"])
def test_m7_behind_a_proxy_wrong_passwords_lock_out_nobody_else(door: City, settings, from_afar: str) -> None:
    settings.PROXIES = 1
    codes = [sign_in(behind_proxy(from_afar), password=f"wrong {n}").status_code for n in range(TRIES + 1)]
    assert codes == [422] * (TRIES - 1) + [429, 429]
    assert sign_in(behind_proxy("203.0.113.7")).status_code == 303


def test_m7_more_tries_while_locked_out_do_not_make_it_last_longer(door: City) -> None:
    for n in range(TRIES):
        sign_in(Client(), password=f"wrong {n}")
    locked = AccessAttempt.objects.get(username=WORKER)
    for n in range(3):
        assert sign_in(Client(), password=f"still wrong {n}").status_code == 429
    after = AccessAttempt.objects.get(username=WORKER)
    assert (after.failures_since_start, after.attempt_time) == (locked.failures_since_start, locked.attempt_time)


def test_nobody_learns_who_has_an_account(door: City) -> None:
    """An account that exists and one that does not get the same message."""
    known, unknown = (
        sign_in(Client(), email=who, password="wrong") for who in ("social_worker@demo.example", "nobody@demo.example")
    )
    assert known.status_code == unknown.status_code == 422
    assert _plain(known) == _plain(unknown).replace("nobody@", "social_worker@")


def _plain(response: HttpResponse) -> str:
    return re.sub(r'name="(csrfmiddlewaretoken|submission)" value="[^"]*"', "", response.content.decode())


def test_somebody_who_was_switched_off_cannot_come_in_or_stay(door: City) -> None:
    inside = Client()
    sign_in(inside)
    door.users["social_worker"].is_active = False
    door.users["social_worker"].save()
    assert not is_signed_in(inside)
    assert sign_in(Client()).status_code == 422


def test_a_role_that_ended_opens_nothing_from_the_next_page_on(door: City) -> None:
    person, client = make_person(door), Client()
    sign_in(client)
    assert client.get(f"/people/{person.pk}/sharing/").status_code == 200
    door.users["social_worker"].memberships.update(ends_on=clock.today())
    assert client.get(f"/people/{person.pk}/sharing/").status_code in {403, 404}


def test_passwords_are_kept_as_argon2_and_never_shown(door: City) -> None:
    assert door.users["social_worker"].password.startswith("argon2$")
    assert PASSWORD not in sign_in(Client(), password=PASSWORD + "x").content.decode()


def test_signing_out_ends_the_session_and_needs_a_post(door: City) -> None:
    client = Client()
    sign_in(client)
    client.get("/sign-out/")
    assert is_signed_in(client)
    stolen = client.cookies["sessionid"].value
    assert client.post("/sign-out/", {"submission": ""}).status_code == 303
    assert not is_signed_in(client)
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert not is_signed_in(thief), "the old cookie is worth nothing"


def test_a_session_from_before_is_not_the_session_after(door: City) -> None:
    """A cookie planted in a browser does not become a session (fixation), and a new password ends other sessions."""
    client = Client()
    sign_in(client)
    lose_the_session()
    client.post("/people/", {"a": "b"})  # what was typed makes a session before there is a user
    before = client.cookies["sessionid"].value
    sign_in(client)
    assert client.cookies["sessionid"].value != before
    other = Client()
    sign_in(other)
    data = {"old": PASSWORD, "new": "an-even-better-life", "submission": ""}
    assert client.post("/accounts/password/", data).status_code == 303
    assert (is_signed_in(client), is_signed_in(other)) == (True, False)


def test_no_administrator_takes_over_the_account_of_a_person(door: City) -> None:
    """Giving somebody a role must not lead to their password, and so to a record that they alone may open."""
    mary = door.users["person"]
    mary.password = HASHED
    mary.save()
    make_person(door, own=True)
    add_user(door, "stranger", Role.ADMINISTRATOR, door.other_network)
    client = door.client("stranger")
    page = client.get("/accounts/add/").content.decode()
    client.post("/accounts/add/", fill_in(page, "Mary", email=mary.email, role=Role.VOLUNTEER_DEVELOPER))
    for membership in Membership.objects.filter(user=mary):
        url = f"/accounts/{membership.pk}/password/"
        client.post(url, fill_in(client.get(url).content.decode(), ""))
    mary.refresh_from_db()
    assert mary.password == HASHED, "an administrator elsewhere set the password of a person"


# ---------------------------------------------------------------------------------------------------- where it leads

ELSEWHERE = (
    "https://evil.example/", "http://evil.example", "//evil.example/", "///evil.example", "/\\evil.example",
    "\\\\evil.example", "javascript:alert(1)", "data:text/html,x", "https:evil.example", "\x00//evil.example",
    "https://127.0.0.1.evil.example/", "//testserver@evil.example/", "/%0d%0aLocation:https://evil.example",
)  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_the_door_leads_nowhere_else(door: City, wanted: str) -> None:
    client = Client()
    answers = [
        client.post(
            SIGN_IN, {"email": "social_worker@demo.example", "password": PASSWORD}, query_params={"next": wanted}
        )
    ]
    answers.append(client.get(SIGN_IN, query_params={"next": wanted}))  # signed in already: sent on at once
    for response in answers:
        assert response.status_code in {302, 303}
        assert re.fullmatch(r"/([^/\\].*)?", response["Location"]), response["Location"]


def test_the_door_leads_where_somebody_was_going(door: City) -> None:
    assert sign_in(Client(), to="/people/%3Fq%3Dmary")["Location"] == "/people/?q=mary"


# ------------------------------------------------------------------------------------ cookies, and what answers say


def test_cookies_are_kept_from_scripts_and_other_sites(door: City) -> None:
    client = Client()
    client.get(SIGN_IN)
    sign_in(client)
    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], session["path"]) == (True, "Lax", "/")
    assert token["samesite"] == "Lax"
    assert int(session["max-age"]) <= 8 * 3600, "a working day"


@pytest.mark.parametrize(("https", "secure"), [("1", True), ("", False)])
def test_over_https_cookies_travel_only_there(monkeypatch: pytest.MonkeyPatch, https: str, secure: bool) -> None:
    monkeypatch.setenv("LOCALLINKS_HTTPS", https)
    monkeypatch.setenv("LOCALLINKS_PROXIES", "1")
    monkeypatch.setenv("LOCALLINKS_DB", os.environ["LOCALLINKS_DB"])
    found = runpy.run_path(str(Path(settings.ROOT) / "locallinks/config/settings.py"))
    assert (found["SESSION_COOKIE_SECURE"], found["CSRF_COOKIE_SECURE"]) == (secure, secure)


def every_kind_of_answer(door: City) -> dict[str, HttpResponse]:
    inside, outside = Client(), Client()
    inside.raise_request_exception = False
    sign_in(inside)
    person = make_person(door)
    strict = Client(enforce_csrf_checks=True)
    return {
        "a page": inside.get(f"/people/{person.pk}/sharing/"),
        "a public page": outside.get(SIGN_IN),
        "a file": inside.get(f"/people/{person.pk}/looks/?format=csv"),
        "refused": inside.get("/accounts/"),
        "not there": inside.get("/no-such-page/"),
        "not found": inside.get("/people/987654321/"),
        "sent on": outside.get("/people/"),
        "wrong password": sign_in(outside, password="wrong"),
        "a form without its token": strict.post(SIGN_IN, {}),
        "locked out": [sign_in(outside, password="wrong") for _ in range(TRIES)][-1],
        "signed in": sign_in(Client(), email="social_worker2@demo.example"),
    }


def test_every_answer_carries_its_protections(door: City) -> None:
    answers = every_kind_of_answer(door)
    assert {response.status_code for response in answers.values()} >= {200, 302, 303, 403, 404, 422, 429}
    for what, response in answers.items():
        policy = {
            part.split()[0]: set(part.split()[1:])
            for part in response.headers["Content-Security-Policy"].split(";")
            if part.strip()
        }
        everything = set().union(*policy.values())
        assert not everything & {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"}, what
        assert policy["default-src"] == {"'self'"}, what
        assert "data:" not in policy.get("script-src", set()), what
        assert policy["frame-ancestors"] == policy["object-src"] == {"'none'"}, what
        assert policy["form-action"] == policy["base-uri"] == {"'self'"}, what
        assert response.headers["X-Frame-Options"] == "DENY", what
        assert response.headers["Referrer-Policy"] == "same-origin", what
        assert response.headers["X-Content-Type-Options"] == "nosniff", what
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin", what


def test_pages_and_files_about_people_stay_out_of_shared_caches(door: City) -> None:
    answers = every_kind_of_answer(door)
    for what in ("a page", "a file", "refused", "not found"):
        kept = answers[what].headers.get("Cache-Control", "")
        assert "private" in kept or "no-store" in kept, f"{what}: Cache-Control is “{kept}”"


def test_m2_no_page_of_somebody_signed_in_stays_in_their_browser(door: City) -> None:
    """Otherwise the Back button shows it after they signed out, to the next user of the computer."""
    answers = every_kind_of_answer(door)
    for what in ("a page", "a file", "refused", "not found"):
        assert "no-store" in answers[what].headers["Cache-Control"], what


def test_m2_signing_out_clears_what_the_browser_kept(door: City) -> None:
    client = Client()
    sign_in(client)
    assert client.post("/sign-out/", {"submission": ""})["Clear-Site-Data"] == '"cache"'
    assert "no-store" in client.get("/sign-out/").headers.get("Cache-Control", "no-store")


def test_an_address_with_a_strange_host_is_refused(door: City) -> None:
    """Otherwise a link in a letter could be made to lead elsewhere."""
    assert Client().get(SIGN_IN, headers={"host": "evil.example"}).status_code == 400
