"""The limits of anonymous POSTs, and logs without the tokens of links."""

import logging
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from locallinks.config.logs import HideLinkTokens, hide_tokens
from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.shared import rate_limit
from locallinks.foundation.shared.models import RateCount
from tests.kit import City

AT = datetime(2026, 11, 16, 10, 30, tzinfo=UTC)
FEW = {
    "sign_in": {"per_address": 3},
    "form": {"per_address": 3, "together": 6, "always": 2},
    "sending": {"per_address": 2, "together": 6, "always": 1},
    "links": {"per_address": 3, "together": 6, "always": 2},
}
PASSWORD = "a-good-life-nearby"
TOKEN = "aVerySecretToken-which_opens-a-page"


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "expected"),
    [
        ("192.0.2.7", "", 0, "192.0.2.7"),
        ("192.0.2.7", "203.0.113.9", 0, "192.0.2.7"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9", 2, "198.51.100.1"),
        ("2001:db8::1", "", 0, "2001:db8::/64"),
        ("", "", 0, "unknown"),
        ("10.0.0.1", "²'; drop", 1, "unknown"),
    ],
)
def test_the_ip_address_of_the_client(remote: str, forwarded: str, proxies: int, expected: str) -> None:
    assert rate_limit.client_ip(remote=remote, forwarded=forwarded, proxies=proxies) == expected


def count(address: str, at: datetime = AT, kind: str = "form") -> int:
    return rate_limit.seconds_to_wait(kind=kind, address=address, at=at)


def test_counts_by_address_and_forgets_after_ten_minutes(db: None, settings) -> None:
    settings.PUBLIC_POSTS = FEW
    assert [count("a") for _ in range(4)] == [0, 0, 0, 600]
    assert count("a", AT + timedelta(minutes=9)) == 60
    assert count("a", AT + timedelta(minutes=10)) == 0
    assert count("a", AT + timedelta(days=2)) == 0
    assert "a" not in set(RateCount.objects.values_list("bucket", flat=True))


def test_each_kind_is_counted_by_itself(db: None, settings) -> None:
    settings.PUBLIC_POSTS = FEW
    assert [bool(count("a", kind="form")) for _ in range(4)] == [False, False, False, True]
    assert [bool(count("a", kind="sending")) for _ in range(3)] == [False, False, True]
    assert count("a", kind="links") == count("a", kind="sign_in") == 0


def test_h3_above_the_total_each_address_still_has_its_first_few_accepted(db: None, settings) -> None:
    settings.PUBLIC_POSTS = FEW
    assert not any(count(address) for address in ("a", "a", "a", "b", "b", "b"))
    assert [bool(count("newcomer")) for _ in range(4)] == [False, False, True, True]
    assert [bool(count("another")) for _ in range(4)] == [False, False, True, True]
    assert not count("newcomer", AT + timedelta(minutes=10)), "slowed down, not shut out"


def test_h3_refused_posts_of_an_address_do_not_count_for_others(db: None, settings) -> None:
    settings.PUBLIC_POSTS = FEW
    for _ in range(50):
        count("a")
    assert not any(count("b") for _ in range(3))


def test_h3_signing_in_has_no_total(db: None, settings) -> None:
    settings.PUBLIC_POSTS = FEW
    for number in range(30):
        count(f"address {number}", kind="sign_in")
    assert not any(count("b", kind="sign_in") for _ in range(3))


def from_here(address: str, **more: bool) -> Client:
    return Client(REMOTE_ADDR=address, **more)


@pytest.mark.parametrize("page", ["/sign-in/", "/ask/who/", "/people/", f"/with/{TOKEN}/answer/"])
def test_h3_posts_without_a_token_from_one_address_block_nobody(city: City, settings, page: str) -> None:
    """30 POSTs where 6 are allowed in all, without cookie and token, as any web page can make its visitors send."""
    settings.PUBLIC_POSTS = FEW
    city.users["social_worker"].set_password(PASSWORD)
    city.users["social_worker"].save()
    attacker = from_here("198.51.100.66", enforce_csrf_checks=True)
    for _ in range(30):
        assert attacker.post(page, "x=1", content_type="application/x-www-form-urlencoded").status_code != 429
    assert not RateCount.objects.exists(), "what is refused for its missing token is counted for nobody"
    for address in ("198.51.100.66", "203.0.113.77"):
        signing_in = {"email": "social_worker@demo.example", "password": PASSWORD}
        assert from_here(address).post("/sign-in/", signing_in).status_code == 303
        begun = from_here(address).post("/ask/who/", {"kind": "me", "submission": str(uuid.uuid4())})
        assert (begun.status_code, begun["Location"]) == (303, "/ask/name/")


def test_h3_posts_with_a_token_from_one_address_block_nobody_else(city: City, settings) -> None:
    settings.PUBLIC_POSTS = FEW
    city.users["social_worker"].set_password(PASSWORD)
    city.users["social_worker"].save()
    for page in ("/sign-in/", "/ask/who/"):
        codes = [from_here("198.51.100.66").post(page, {"x": "1"}).status_code for _ in range(30)]
        assert codes == [422] * 3 + [429] * 27
    signing_in = {"email": "social_worker@demo.example", "password": PASSWORD}
    assert from_here("203.0.113.77").post("/sign-in/", signing_in).status_code == 303
    begun = from_here("203.0.113.77").post("/ask/who/", {"kind": "me", "submission": str(uuid.uuid4())})
    assert begun.status_code == 303


def test_l8_sending_the_last_page_has_a_lower_limit(city: City, settings) -> None:
    settings.PUBLIC_POSTS = FEW
    sent = [from_here("198.51.100.66").post("/ask/check/", {}).status_code for _ in range(3)]
    assert sent == [302, 302, 429]
    assert from_here("198.51.100.66").post("/ask/who/", {"kind": "me"}).status_code == 303, "writing goes on"
    assert from_here("203.0.113.77").post("/ask/check/", {}).status_code == 302


def test_l8_by_default_sending_has_a_tenth_of_the_limit_of_writing(settings) -> None:
    assert settings.PUBLIC_POSTS["sending"]["per_address"] <= settings.PUBLIC_POSTS["form"]["per_address"] / 10


def test_the_page_loses_nothing_and_says_whom_to_ring(city: City, settings) -> None:
    settings.PUBLIC_POSTS = FEW | {kind: FEW[kind] | {"per_address": 0} for kind in ("form", "sign_in")}
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


def test_no_log_holds_the_token_of_a_link(city: City, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert Client().get(f"/with/{TOKEN}/answer/").status_code == 404
        assert Client(enforce_csrf_checks=True).post(f"/with/{TOKEN}/answer/", {}).status_code == 404
    assert "/with/…/answer/" in caplog.text
    assert TOKEN not in caplog.text
    assert not any(TOKEN in record.getMessage() for record in caplog.records)


def test_no_traceback_holds_the_token_of_a_link() -> None:
    try:
        raise ValueError(f"broke at /with/{TOKEN}/answer/")
    except ValueError as error:
        record = logging.LogRecord("x", 40, "", 1, "%s", ("fine",), (type(error), error, error.__traceback__))
    assert HideLinkTokens().filter(record)
    assert TOKEN not in str(record.exc_text)
    assert record.getMessage() == "fine"
    assert hide_tokens("GET /with/abc/?x HTTP/1.1") == "GET /with/…/?x HTTP/1.1"
