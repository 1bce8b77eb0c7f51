"""Every page needs signing in, except those listed here and marked in their view: both are needed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source_tree import expect_kept

RULE = "Every address needs signing in unless its view says `public = True` and this list names it."
GATE = "locallinks.config.middleware.ViewerMiddleware"  # sends whoever is not signed in to the sign-in page
AFTER = "django.contrib.auth.middleware.AuthenticationMiddleware"
# From the design of the pages, "Where things are: Public". Nothing here shows anything about anybody.
PUBLIC = {
    "/",  # signed out, it welcomes; signed in, it is Today
    "/about/",
    "/accessibility/",
    "/ask/",  # for me or somebody else: what is asked is kept where only its code opens it
    "/ask/<slug:part>/",
    "/ask/carry-on/",
    "/ask/check/",
    "/ask/sent/",
    "/ask/stop/",
    "/find-support/",
    "/find-support/<uuid:uuid>/",
    "/help/",
    "/privacy/",
    "/sign-in/",
    "/sign-out/",
    "/style/",  # the components on one page
    "/thank-you-for-answering/",  # where somebody who answered by a link is thanked: the link is over by then
}


@dataclass(frozen=True)
class Address:
    route: str
    view: str
    public: bool


def addresses(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            view = getattr(pattern.callback, "view_class", pattern.callback)
            name = f"{view.__module__}.{getattr(view, '__qualname__', type(view).__name__)}"
            yield Address(f"/{route}", name, bool(getattr(view, "public", False)))


def disagreements(found: Iterable[Address], listed: set[str]) -> list[str]:
    found = list(found)
    opened = {address.route: address for address in found if address.public}
    broken = [
        f"{route} ({one.view}) is open to anybody: take `public` off the view, or add the address to PUBLIC in "
        "tests/architecture/test_sign_in.py if people need it before they sign in"
        for route, one in opened.items()
        if route not in listed
    ]
    exists = {address.route for address in found}
    for route in listed - set(opened):
        if route in exists:
            broken.append(f"{route} is listed as public, but its view asks for signing in: mark the view, or unlist it")
        else:
            broken.append(f"{route} is listed as public, but there is no such address: unlist it")
    return broken


def gate_faults(middleware: list[str]) -> list[str]:
    if GATE not in middleware or AFTER not in middleware[: middleware.index(GATE)]:
        return [f"settings.MIDDLEWARE: put {GATE} after {AFTER}"]
    return []


def test_only_listed_addresses_are_public():
    found = list(addresses(get_resolver().url_patterns))
    assert any(not address.public for address in found)
    expect_kept(RULE, disagreements(found, PUBLIC))


def test_the_gate_stands_before_every_page():
    expect_kept(RULE, gate_faults(settings.MIDDLEWARE))


def test_a_page_opened_by_one_hand_is_caught():
    opened = Address("/people/<int:person_id>/", "locallinks.front.views.PersonPage", public=True)
    (broken,) = disagreements([opened], set())
    assert broken.startswith("/people/<int:person_id>/ (locallinks.front.views.PersonPage) is open to anybody: take")
    closed = Address("/about/", "locallinks.front.views.About", public=False)
    assert "mark the view, or unlist it" in disagreements([closed], {"/about/"})[0]
    assert "no such address" in disagreements([], {"/gone/"})[0]
    assert disagreements([opened, closed], {opened.route}) == []


def test_a_missing_gate_is_caught():
    assert gate_faults([AFTER]) != []
    assert gate_faults([GATE, AFTER]) != []
    assert gate_faults([AFTER, "anything", GATE]) == []
