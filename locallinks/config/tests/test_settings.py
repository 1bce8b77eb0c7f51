"""Settings from the environment: what is unsafe does not start, and HTTPS is arranged as one thing."""

import json
import os
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from locallinks.config import launch

OURS = [
    "LOCALLINKS_SECRET_KEY", "LOCALLINKS_HOSTS", "LOCALLINKS_HTTPS", "LOCALLINKS_HTTPS_BY", "LOCALLINKS_PROXIES",
    "LOCALLINKS_DEBUG",
]  # fmt: skip
BEHIND = {"LOCALLINKS_HTTPS": "1", "LOCALLINKS_PROXIES": "1", "LOCALLINKS_HOSTS": "links.example,.links.example"}


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings of a process with this environment."""

    def start(**environment: str) -> dict[str, Any]:
        for name in OURS:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(Path(settings.ROOT) / "locallinks/config/settings.py"))

    return start


@pytest.mark.parametrize("key", ["x", "a" * 60, "secret-" * 5])
def test_l7_a_short_key_does_not_start(started: Any, key: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="LOCALLINKS_SECRET_KEY"):
        started(LOCALLINKS_SECRET_KEY=key)
    assert started(LOCALLINKS_SECRET_KEY=key, LOCALLINKS_DEBUG="1")["SECRET_KEY"] == key


@pytest.mark.parametrize("hosts", ["*", "links.example, *"])
def test_l7_every_host_does_not_start(started: Any, hosts: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="LOCALLINKS_HOSTS"):
        started(LOCALLINKS_HOSTS=hosts)
    assert "*" in started(LOCALLINKS_HOSTS=hosts, LOCALLINKS_DEBUG="1")["ALLOWED_HOSTS"]


def test_l7_without_settings_only_this_machine_is_answered(started: Any) -> None:
    assert started()["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost"]
    assert started(LOCALLINKS_HOSTS=" a.example , ,b.example")["ALLOWED_HOSTS"] == ["a.example", "b.example"]


def test_m8_https_behind_a_proxy_is_arranged_as_one_thing(started: Any) -> None:
    found = started(**BEHIND)
    assert found["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://links.example", "https://*.links.example"]
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600


def test_m8_https_of_the_web_server_itself_trusts_no_header(started: Any) -> None:
    found = started(LOCALLINKS_HTTPS="1", LOCALLINKS_HTTPS_BY="server", LOCALLINKS_HOSTS="links.example")
    assert found["SECURE_PROXY_SSL_HEADER"] is None
    assert found["SESSION_COOKIE_SECURE"] is found["SECURE_SSL_REDIRECT"] is True


def test_m8_without_https_nothing_of_it(started: Any) -> None:
    found = started(LOCALLINKS_PROXIES="1")
    assert found["SECURE_PROXY_SSL_HEADER"] is None
    assert not any(found[name] for name in ("SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"))


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"LOCALLINKS_HTTPS": "1"}, "LOCALLINKS_PROXIES"),
        ({**BEHIND, "LOCALLINKS_PROXIES": "0"}, "LOCALLINKS_PROXIES"),
        ({"LOCALLINKS_PROXIES": "many"}, "LOCALLINKS_PROXIES"), ({"LOCALLINKS_PROXIES": "-1"}, "LOCALLINKS_PROXIES"),
        ({"LOCALLINKS_HTTPS": "1", "LOCALLINKS_HTTPS_BY": "magic"}, "LOCALLINKS_HTTPS_BY"),
    ],
)  # fmt: skip
def test_m8_https_with_no_way_to_know_of_it_does_not_start(started: Any, environment: dict, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        started(**environment)


def test_m8_a_form_comes_through_a_proxy_on_another_machine(db: None, settings: Any, started: Any) -> None:
    found = started(**BEHIND)
    for name in ("SECURE_PROXY_SSL_HEADER", "CSRF_TRUSTED_ORIGINS", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT"):
        setattr(settings, name, found[name])
    browser = Client(enforce_csrf_checks=True, headers={"host": "links.example", "x-forwarded-proto": "https"})
    browser.get("/ask/who/")
    token = browser.cookies["csrftoken"].value
    told = {"origin": "https://links.example"}
    sent = browser.post("/ask/who/", {"kind": "me", "csrfmiddlewaretoken": token}, headers=told)
    assert sent.status_code == 303
    plain = Client(headers={"host": "links.example"}).get("/ask/who/")
    assert (plain.status_code, plain["Location"]) == (301, "https://links.example/ask/who/")


def test_m12_pages_and_jobs_get_no_owner(started: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(started()["DATABASES"]) == {"default", "owner"}
    url = "postgresql://boss:hush@db/links"
    given = launch.without_owner({**os.environ, "DATABASE_URL": url, "DATABASE_APP_URL": url})
    whole = json.loads(os.environ[launch.VARIABLE])
    assert whole["owner_password"]
    assert not any(whole["owner_password"] in value or "hush" in value for value in given.values())
    assert not {"DATABASE_URL", "DATABASE_APP_URL"} & set(given)
    monkeypatch.setenv(launch.VARIABLE, given[launch.VARIABLE])
    found = started()["DATABASES"]
    assert set(found) == {"default"}
    assert found["default"]["USER"] == whole["app_user"]
