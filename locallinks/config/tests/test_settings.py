"""Settings from the environment: unsafe values are refused, and the settings of HTTPS belong together."""

import os
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from devdb.database import VARIABLE, Database, without_owner

OURS = [
    "LOCALLINKS_SECRET_KEY",
    "LOCALLINKS_HOSTS",
    "LOCALLINKS_HTTPS",
    "LOCALLINKS_HTTPS_BY",
    "LOCALLINKS_PROXIES",
    "LOCALLINKS_DEBUG",
    "LOCALLINKS_DEMO",
    "LOCALLINKS_FINISH_FILE_DAYS",
]
BEHIND = {"LOCALLINKS_HTTPS": "1", "LOCALLINKS_PROXIES": "1", "LOCALLINKS_HOSTS": "links.example,.links.example"}


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that returns the settings of a process with the given environment."""

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


def test_l7_a_key_may_begin_with_a_dollar(started: Any) -> None:
    """django-environ takes a value that starts with $ for the name of another variable."""
    key = f"${'4Xq7' * 20}"
    assert started(LOCALLINKS_SECRET_KEY=key, LOCALLINKS_DEBUG="1")["SECRET_KEY"] == key


@pytest.mark.parametrize("hosts", ["*", "links.example, *"])
def test_l7_every_host_does_not_start(started: Any, hosts: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="LOCALLINKS_HOSTS"):
        started(LOCALLINKS_HOSTS=hosts)
    assert "*" in started(LOCALLINKS_HOSTS=hosts, LOCALLINKS_DEBUG="1")["ALLOWED_HOSTS"]


def test_l7_without_settings_only_this_machine_is_answered(started: Any) -> None:
    assert started()["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost"]
    assert started(LOCALLINKS_HOSTS=" a.example , ,b.example")["ALLOWED_HOSTS"] == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("true", True), ("On", True), ("0", False), ("no", False), ("", False)]
)
def test_a_variable_is_on_or_off(started: Any, value: str, on: bool) -> None:
    assert started(LOCALLINKS_DEMO=value)["DEMO"] is on


@pytest.mark.parametrize(
    "name", ["LOCALLINKS_DEBUG", "LOCALLINKS_DEMO", "LOCALLINKS_HTTPS", "LOCALLINKS_FINISH_FILE_DAYS"]
)
def test_a_value_that_cannot_be_read_does_not_start(started: Any, name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        started(**{name: "ture"})


def test_days_to_finish_a_file(started: Any) -> None:
    assert started()["FINISH_FILE_DAYS"] == 28
    assert started(LOCALLINKS_FINISH_FILE_DAYS="7")["FINISH_FILE_DAYS"] == 7


def test_both_roles_connect_with_the_options_of_database_url(started: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database("db", "5432", "council", "boss", "hush", "council_app", "plain", {"application_name": "trial"})
    for name, value in database.as_environment().items():
        monkeypatch.setenv(name, value)
    values = started()["DATABASES"]
    assert (values["default"]["USER"], values["owner"]["USER"]) == ("council_app", "boss")
    assert values["owner"]["OPTIONS"] == {"application_name": "trial"}
    assert values["default"]["OPTIONS"]["application_name"] == "trial"


def test_m8_https_behind_a_proxy_is_arranged_as_one_thing(started: Any) -> None:
    values = started(**BEHIND)
    assert values["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert values["CSRF_TRUSTED_ORIGINS"] == ["https://links.example", "https://*.links.example"]
    assert values["SESSION_COOKIE_SECURE"] is values["CSRF_COOKIE_SECURE"] is True
    assert values["SECURE_SSL_REDIRECT"] is True
    assert values["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600


def test_m8_https_of_the_web_server_itself_trusts_no_header(started: Any) -> None:
    values = started(LOCALLINKS_HTTPS="1", LOCALLINKS_HTTPS_BY="server", LOCALLINKS_HOSTS="links.example")
    assert values["SECURE_PROXY_SSL_HEADER"] is None
    assert values["SESSION_COOKIE_SECURE"] is values["SECURE_SSL_REDIRECT"] is True


def test_m8_without_https_nothing_of_it(started: Any) -> None:
    values = started(LOCALLINKS_PROXIES="1")
    assert values["SECURE_PROXY_SSL_HEADER"] is None
    assert not any(values[name] for name in ("SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"))


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"LOCALLINKS_HTTPS": "1"}, "LOCALLINKS_PROXIES"),
        ({**BEHIND, "LOCALLINKS_PROXIES": "0"}, "LOCALLINKS_PROXIES"),
        ({"LOCALLINKS_PROXIES": "many"}, "LOCALLINKS_PROXIES"),
        ({"LOCALLINKS_PROXIES": "-1"}, "LOCALLINKS_PROXIES"),
        ({"LOCALLINKS_HTTPS": "1", "LOCALLINKS_HTTPS_BY": "magic"}, "LOCALLINKS_HTTPS_BY"),
    ],
)
def test_m8_https_with_no_way_to_know_of_it_does_not_start(started: Any, environment: dict, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        started(**environment)


def test_m8_a_form_comes_through_a_proxy_on_another_machine(db: None, settings: Any, started: Any) -> None:
    values = started(**BEHIND)
    for name in ("SECURE_PROXY_SSL_HEADER", "CSRF_TRUSTED_ORIGINS", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT"):
        setattr(settings, name, values[name])
    browser = Client(enforce_csrf_checks=True, headers={"host": "links.example", "x-forwarded-proto": "https"})
    browser.get("/ask/who/")
    token = browser.cookies["csrftoken"].value
    headers = {"origin": "https://links.example"}
    sent = browser.post("/ask/who/", {"kind": "me", "csrfmiddlewaretoken": token}, headers=headers)
    assert sent.status_code == 303
    plain = Client(headers={"host": "links.example"}).get("/ask/who/")
    assert (plain.status_code, plain["Location"]) == (301, "https://links.example/ask/who/")


def test_m12_pages_and_jobs_get_no_owner(started: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(started()["DATABASES"]) == {"default", "owner"}
    url = "postgresql://boss:hush@db/links"
    given = without_owner({**os.environ, "DATABASE_URL": url, "DATABASE_APP_URL": url})
    whole = Database.from_environment()
    assert whole.owner_password
    assert not any(whole.owner_password in value or "hush" in value for value in given.values())
    assert not {"DATABASE_URL", "DATABASE_APP_URL"} & set(given)
    monkeypatch.setenv(VARIABLE, given[VARIABLE])
    values = started()["DATABASES"]
    assert set(values) == {"default"}
    assert values["default"]["USER"] == whole.app_user
