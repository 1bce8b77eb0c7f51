"""Where a page is, by its name: worked out once for each, as a list asks for the same few hundred again and again."""

from functools import lru_cache
from typing import Any

from django.urls import get_resolver, get_script_prefix, get_urlconf, reverse


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """As Django's `reverse`, remembered. Raises NoReverseMatch for a page that is not there.

    An address with words in it is not kept: it may be a link that opens a record, which no process should hold on to.
    """
    if any(isinstance(value, str) for value in (*args, *kwargs.values())):
        return reverse(name, args=args, kwargs=kwargs)
    return _address(get_resolver(get_urlconf()), get_script_prefix(), name, args, tuple(kwargs.items()))


@lru_cache(maxsize=20_000)
def _address(resolver: Any, prefix: str, name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, args=args, kwargs=dict(kwargs))
