"""The URL is the one that Django gives; a URL with a secret in it is not cached."""

import pytest
from django.urls import NoReverseMatch, reverse

from locallinks.foundation.shared import cached_urls
from locallinks.foundation.shared.cached_urls import cached_reverse


def test_it_is_the_url_that_django_gives() -> None:
    for _ in range(2):
        assert cached_reverse("front:person", person_id=7) == reverse("front:person", kwargs={"person_id": 7})
        assert cached_reverse("front:person", 8) == reverse("front:person", args=(8,))
    with pytest.raises(NoReverseMatch):
        cached_reverse("front:nowhere")


def test_a_link_with_a_secret_is_not_cached() -> None:
    before = cached_urls._cached_reverse.cache_info().currsize
    assert "a-secret-that-opens" in cached_reverse("reviews:contribution_by_link", token="a-secret-that-opens")
    assert cached_urls._cached_reverse.cache_info().currsize == before
