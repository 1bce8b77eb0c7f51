"""The URL is the one that Django gives; a URL with a secret in it is not cached."""

import pytest
from django.urls import NoReverseMatch, reverse

from locallinks.foundation.shared import addresses
from locallinks.foundation.shared.addresses import address


def test_it_is_the_url_that_django_gives() -> None:
    for _ in range(2):
        assert address("front:person", person_id=7) == reverse("front:person", kwargs={"person_id": 7})
        assert address("front:person", 8) == reverse("front:person", args=(8,))
    with pytest.raises(NoReverseMatch):
        address("front:nowhere")


def test_a_link_with_a_secret_is_not_cached() -> None:
    before = addresses._cached_reverse.cache_info().currsize
    assert "a-secret-that-opens" in address("reviews:voice_by_link", token="a-secret-that-opens")
    assert addresses._cached_reverse.cache_info().currsize == before
