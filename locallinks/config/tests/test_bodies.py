"""A request that is too large is refused by its length, before its body is read, so that nobody fills the disk."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.kit import City


class Unread:
    """A body that fails the test when it is read."""

    def read(self, *args: Any) -> bytes:
        raise AssertionError("a body that is too big was read")

    readline = read


def send(client: Client, page: str, size: int | str) -> HttpResponse:
    client.cookies["csrftoken"] = "a" * 32
    return client.request(
        REQUEST_METHOD="POST",
        PATH_INFO=page,
        CONTENT_LENGTH=str(size),
        **{"wsgi.input": Unread()},
        CONTENT_TYPE="multipart/form-data; boundary=x",
    )


@pytest.mark.parametrize(
    ("page", "size"),
    [
        ("/sign-in/", 400_000_000),
        ("/sign-in/", 9_500_001),
        ("/", 400_000_000),
        ("/no-such-page/", 400_000_000),
        ("/ask/who/", 20_000_000),
        ("/places/feeds/new/", 400_000_000),
        ("/places/feeds/new/", 21_500_001),
        ("/with/token/answer/", 400_000_000),
    ],
)
@pytest.mark.parametrize("role", [None, "administrator"])
def test_m10_a_body_that_is_too_large_is_refused_unread(city: City, page: str, size: int, role: str | None) -> None:
    client = city.client(role)
    client.handler.enforce_csrf_checks = True
    response = send(client, page, size)
    assert response.status_code == 413
    words = " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())
    assert "What you sent is too big" in words
    assert ("20 MB" if "feeds" in page else "8 MB") in words
    assert "999" not in words
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("page", ["/api/exchange/v1/people/P-1", "/api/exchange/v1/nothing"])
def test_m10_the_api_also_refuses_a_large_body_unread(city: City, page: str) -> None:
    assert send(Client(enforce_csrf_checks=True), page, 400_000_000).status_code in {401, 404, 405}


@pytest.mark.parametrize(("page", "size"), [("/sign-in/", 9_000_000), ("/places/feeds/new/", 21_000_000)])
def test_m10_a_body_within_the_limit_is_read(city: City, page: str, size: int) -> None:
    client = city.client("administrator")
    client.handler.enforce_csrf_checks = True
    with pytest.raises(AssertionError, match="was read"):
        send(client, page, size)


def test_m10_a_length_that_is_not_a_number_does_not_evade_the_limit(city: City) -> None:
    """Django reads nothing of a body whose length it does not know."""
    for size in ("", "many", "-1"):
        assert send(Client(enforce_csrf_checks=True), "/sign-in/", size).status_code in {400, 403}
