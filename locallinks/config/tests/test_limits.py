"""Too much at once waits kindly, and no log tells the token of a link."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from locallinks.config.logs import HideLinks, without_tokens
from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.shared import limits
from locallinks.foundation.shared.models import Knock
from tests.kit import City

AT = datetime(2026, 11, 16, 10, 30, tzinfo=UTC)
FEW = {"seconds": 600, "an_address": 2, "everybody": 5}
TOKEN = "aVerySecretToken-which_opens-a-page"


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "found"),
    [
        ("192.0.2.7", "", 0, "192.0.2.7"), ("192.0.2.7", "203.0.113.9", 0, "192.0.2.7"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9", 1, "203.0.113.9"), ("10.0.0.1", "", 1, "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9", 2, "198.51.100.1"),
        ("2001:db8::1", "", 0, "2001:db8::/64"), ("", "", 0, "unknown"), ("10.0.0.1", "²'; drop", 1, "unknown"),
    ],
)  # fmt: skip
def test_where_from(remote: str, forwarded: str, proxies: int, found: str) -> None:
    assert limits.where_from(remote=remote, forwarded=forwarded, proxies=proxies) == found


def test_counts_by_address_and_in_all_and_forgets(db: None, settings) -> None:
    settings.PUBLIC_POSTS = FEW
    assert [limits.too_many(address="a", at=AT) for _ in range(3)] == [0, 0, 600]
    assert limits.too_many(address="b", at=AT + timedelta(minutes=4)) == 0
    assert limits.too_many(address="c", at=AT + timedelta(minutes=9)) == 0
    assert limits.too_many(address="d", at=AT + timedelta(minutes=9)) == 60  # everybody together
    assert limits.too_many(address="a", at=AT + timedelta(minutes=10)) == 0
    assert limits.too_many(address="a", at=AT + timedelta(days=2)) == 0
    kept = set(Knock.objects.values_list("bucket", flat=True))
    assert len(kept) == 2
    assert not any(bucket == "a" for bucket in kept)


def test_the_page_loses_nothing_and_says_whom_to_ring(city: City, settings) -> None:
    settings.PUBLIC_POSTS = FEW | {"an_address": 0}
    Organisation.objects.filter(pk=city.council.pk).update(phone="0113 496 0100")
    answer = Client().post("/ask/hard/?x=1", {"reason": 'She fell <b>"twice"</b>', "many": ["one", "two"]})
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (429, "private, no-store")
    assert 0 < int(answer["Retry-After"]) <= 600
    for words in (
        "She fell &lt;b&gt;",
        'value="two"',
        'action="/ask/hard/?x=1"',
        "0113 496 0100",
        "Your words are still",
    ):
        assert words in page, words
    secret = Client().post("/sign-in/", {"email": "x@demo.example", "password": "do-not-say-this"})
    assert secret.status_code == 429
    assert "do-not-say-this" not in secret.content.decode()
    assert Client().get("/ask/").status_code == 200
    signed_in = city.client("social_worker").post("/cover/", {})
    assert signed_in.status_code == 422  # who is signed in is known, and never counted


def test_no_log_tells_the_token_of_a_link(city: City, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert Client().get(f"/with/{TOKEN}/answer/").status_code == 404
        assert Client(enforce_csrf_checks=True).post(f"/with/{TOKEN}/answer/", {}).status_code == 404
    assert "/with/…/answer/" in caplog.text
    assert TOKEN not in caplog.text
    assert not any(TOKEN in record.getMessage() for record in caplog.records)


def test_nor_a_trace() -> None:
    try:
        raise ValueError(f"broke at /with/{TOKEN}/answer/")
    except ValueError as error:
        record = logging.LogRecord("x", 40, "", 1, "%s", ("fine",), (type(error), error, error.__traceback__))
    assert HideLinks().filter(record)
    assert TOKEN not in str(record.exc_text)
    assert record.getMessage() == "fine"
    assert without_tokens("GET /with/abc/?x HTTP/1.1") == "GET /with/…/?x HTTP/1.1"
