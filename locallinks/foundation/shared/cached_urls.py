"""URLs of pages by their names, cached: a list asks for the same few hundred again and again."""

from functools import lru_cache
from typing import Any

from django.urls import get_resolver, get_script_prefix, get_urlconf, reverse


def cached_reverse(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the URL of a page, like Django's `reverse`, from a cache. Raises NoReverseMatch for an unknown name.

    A URL with text among its arguments is not cached: the text may be the secret of a link that opens a record.
    """
    if any(isinstance(value, str) for value in (*args, *kwargs.values())):
        return reverse(name, args=args, kwargs=kwargs)
    return _cached_reverse(get_resolver(get_urlconf()), get_script_prefix(), name, args, tuple(kwargs.items()))


@lru_cache(maxsize=20_000)
def _cached_reverse(
    resolver: Any, prefix: str, name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]
) -> str:
    return reverse(name, args=args, kwargs=dict(kwargs))
