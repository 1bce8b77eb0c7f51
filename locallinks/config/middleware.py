"""Every page runs for a viewer: signed in unless the page is marked public, and inside `acting_as`.

What comes in is looked at before it is read: how big it is, and how often it comes.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.crypto import constant_time_compare

from locallinks.config.views import link_is_over, not_found, too_big, too_many
from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.queries import invited_viewer, viewer_for
from locallinks.foundation.shared import clock, limits, typed_words
from locallinks.foundation.shared.roles import ROLES, Role
from locallinks.foundation.shared.scope import Viewer, acting_as
from locallinks.front.queries import who_to_ring

# What the head of each page leads to: words, address, and the name of the URL by which the table of roles says who sees
# it (shared/roles.py); without a name, everybody does. Together has no page yet, so it is not here.
NAV_ITEMS = (
    ("Today", "/", ""),
    ("People", "/people/", "front:people"),
    ("Places", "/places/", ""),
    ("Money", "/money/", "dividends:money"),
    ("Difference", "/introductions/", "handovers:queue"),
)
LINKS = "/with/"
APIS = "/api/"  # called with a key, not by somebody at a page: each opens `acting_as` itself, or nothing is read
SECRETS = {"csrfmiddlewaretoken", "password", "old", "new"}
SENDING = "referrals:ask_check"  # the last step of the public form: from here on somebody has to do something
Answer = Callable[[HttpRequest], HttpResponse]


class BodyMiddleware:
    """Refuses what is too big by its length, before anything reads it: Django keeps a file in whole on the disk before
    the CSRF check, and so before it knows who sends. (Of a body without a length Django reads nothing.)"""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        megabytes = settings.FILE_MEGABYTES_AT.get(request.path_info, settings.FILE_MEGABYTES)
        length = request.META.get("CONTENT_LENGTH") or "0"
        # The API reads nothing before it has looked at the key and the length, and refuses in its own form.
        if request.path_info.startswith(APIS) or not length.isdecimal():
            return self.get_response(request)
        if int(length) > (megabytes + settings.FORM_MEGABYTES) * 1_000_000:
            return too_big(request, megabytes=megabytes)
        return self.get_response(request)


class ViewerMiddleware:
    """Builds the viewer, opens `acting_as` around the whole page, and rolls back when the page breaks."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(APIS):
            return self.get_response(request)
        try:
            viewer = whoever_is_here(request)
        except Http404:
            return not_found(request)
        if viewer is not None and request.method == "POST" and (viewer.signed_in or viewer.invitation):
            viewer = still_here_when_all_has_come(request)
        if viewer is None:
            return link_is_over(request)
        request.viewer = viewer
        request.doors = [
            (label, url, request.path == url if url == "/" else request.path.startswith(url))
            for label, url, name in NAV_ITEMS
            if viewer.signed_in and (not name or any(name in ROLES[Role(role)].nav for role in viewer.roles))
        ]
        request.who_to_ring = who_to_ring  # drawn only for the person and whom they trust (ui/base.html)
        if request.method == "POST" and not viewer.signed_in:
            refusal = self.refused_at_the_door(request)
            if refusal is not None:
                return refusal
        with acting_as(viewer):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if request.user.is_authenticated or viewer.invitation:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def refused_at_the_door(self, request: HttpRequest) -> HttpResponse | None:
        """Somebody signed out sends something: first its token is looked at, and only then is it counted.

        Otherwise any web page could have its visitors' browsers use up what a hospital's address may send. Django would
        look at the token only inside, where the page's transaction is open; it does not look twice.
        """
        try:
            found = resolve(request.path_info)
        except Resolver404:
            return None
        refusal = self.csrf.process_view(request, found.func, found.args, found.kwargs)
        if refusal is not None:
            return refusal
        wait = limits.too_many(kind=kind_of(request, found), address=limits.address_of(request), at=clock.now())
        return too_many(request, seconds=wait, typed=what_was_typed(request)) if wait else None

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.path_info.startswith(APIS):
            return None
        page = getattr(view, "view_class", view)
        invited, invitation = getattr(page, "invited", ""), request.viewer.invitation
        if invited or invitation:  # a link opens the page it is for, and nothing else opens that page
            return None if invitation and invitation.purpose == invited else not_found(request)
        if must_change_password(request) and not getattr(page, "before_must_change", False):
            return HttpResponseRedirect("/accounts/password/")
        if getattr(page, "public", False) or request.viewer.signed_in:
            return None
        destination = request.get_full_path()
        if request.method == "POST":
            keep_what_was_typed(request)
            destination = "/carry-on/"
        return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': destination})}")


def must_change_password(request: HttpRequest) -> bool:
    """Did an administrator choose the password of whoever is signed in? Then somebody else knows it (M5)."""
    return bool(request.user.is_authenticated and request.user.must_change_password)


def whoever_is_here(request: HttpRequest) -> Viewer | None:
    """Whoever holds the link under /with/, signed in or not; else whoever is signed in. None: the link is over."""
    if request.path_info.startswith(LINKS):
        return invited_viewer(request.path_info.removeprefix(LINKS).partition("/")[0], clock.now())
    return viewer_for(request.user)


def still_here_when_all_has_come(request: HttpRequest) -> Viewer | None:
    """Sending can be made to last, and a link, a role or an account to end meanwhile: all is read, then asked again."""
    with suppress(UnreadablePostError):
        request.POST  # noqa: B018 reads it
    was = request.user
    if was.is_authenticated:
        now = User.objects.filter(pk=was.pk, is_active=True).first()
        request.user = now if now is not None and is_signed_in_still(request, was, now) else AnonymousUser()
    return whoever_is_here(request)


def is_signed_in_still(request: HttpRequest, was: User, now: User) -> bool:
    """The session is there, and the password is the one it began with."""
    same = constant_time_compare(now.get_session_auth_hash(), was.get_session_auth_hash())
    return same and request.session.exists(request.session.session_key or "")


def kind_of(request: HttpRequest, found: ResolverMatch) -> str:
    """What is sent, of the kinds that are counted apart (settings.PUBLIC_POSTS)."""
    if request.path_info.startswith(LINKS):
        return "links"
    if request.path_info == settings.LOGIN_URL:
        return "sign_in"
    return "sending" if found.view_name == SENDING else "form"


def what_was_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field of a form but passwords."""
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in SECRETS]


def keep_what_was_typed(request: HttpRequest) -> None:
    """Times out softly (pages.md): the form comes back after signing in again. Passwords and files are not kept."""
    typed_words.keep(request, what_was_typed(request), clock.now())
