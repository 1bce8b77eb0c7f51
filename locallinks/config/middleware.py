"""Run every page for a viewer, inside `acting_as`. The viewer is signed in unless the page is marked public.

Requests that are too large are refused before they are read, and anonymous POSTs where there are too many of them.
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

from locallinks.config.views import body_too_large, link_expired, not_found, too_many_requests
from locallinks.foundation.accounts.models import User
from locallinks.foundation.accounts.queries import viewer_for
from locallinks.foundation.people.queries.records import invited_viewer
from locallinks.foundation.shared import clock, interrupted_forms, rate_limit
from locallinks.foundation.shared.roles import ROLES, Role
from locallinks.foundation.shared.viewer import Viewer, acting_as
from locallinks.front.queries.phone_contacts import phone_contacts

# The main navigation: label, URL, and the URL name by which the table of roles says who sees it (shared/roles.py).
# Without a name everybody does. The wing "together" has no page yet.
NAV_ITEMS = (
    ("Today", "/", ""),
    ("People", "/people/", "front:people"),
    ("Places", "/places/", ""),
    ("Money", "/money/", "dividends:savings"),
    ("Difference", "/introductions/", "handovers:introduction_queue"),
)
LINK_PREFIX = "/with/"
API_PREFIX = "/api/"  # called by other systems with a key: the API opens `acting_as` itself
SECRET_FIELDS = {"csrfmiddlewaretoken", "password", "old", "new"}
LAST_STEP_OF_PUBLIC_FORM = "referrals:check_public_request"  # the step that creates work for somebody
GetResponse = Callable[[HttpRequest], HttpResponse]


class BodySizeMiddleware:
    """Refuses a request by its Content-Length, before anything reads its body.

    Django stores a whole file on the disk before the CSRF check, and so before it knows who sends it. It reads no body
    without a length.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        megabytes = settings.FILE_MEGABYTES_BY_URL.get(request.path_info, settings.FILE_MEGABYTES)
        length = request.META.get("CONTENT_LENGTH") or "0"
        # The API checks the key and the length before it reads, and has its own format for refusals.
        if request.path_info.startswith(API_PREFIX) or not length.isdecimal():
            return self.get_response(request)
        if int(length) > (megabytes + settings.FORM_MEGABYTES) * 1_000_000:
            return body_too_large(request, megabytes=megabytes)
        return self.get_response(request)


class ViewerMiddleware:
    """Builds the viewer, opens `acting_as` around the page, and rolls back where the response is a server error."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(API_PREFIX):
            return self.get_response(request)
        try:
            viewer = viewer_of_request(request)
        except Http404:
            return not_found(request)
        if viewer is not None and request.method == "POST" and (viewer.signed_in or viewer.invitation):
            viewer = viewer_after_reading_body(request)
        if viewer is None:
            return link_expired(request)
        request.viewer = viewer
        request.nav_items = [
            (label, url, request.path == url if url == "/" else request.path.startswith(url))
            for label, url, name in NAV_ITEMS
            if viewer.signed_in and (not name or any(name in ROLES[Role(role)].nav for role in viewer.roles))
        ]
        request.phone_contacts = phone_contacts  # shown only to the person and those they trust (ui/base.html)
        if request.method == "POST" and not viewer.signed_in:
            refusal = self.refuse_anonymous_post(request)
            if refusal is not None:
                return refusal
        with acting_as(viewer):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if request.user.is_authenticated or viewer.invitation:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def refuse_anonymous_post(self, request: HttpRequest) -> HttpResponse | None:
        """Return the refusal of a POST by somebody who is signed out, or None.

        Its CSRF token is checked before it is counted: otherwise any web page could make the browsers of its visitors
        use up the limit of a hospital's IP address. Django would check the token later, and does not check it twice.
        """
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return None
        refusal = self.csrf.process_view(request, match.func, match.args, match.kwargs)
        if refusal is not None:
            return refusal
        wait = rate_limit.seconds_to_wait(
            kind=kind_of_post(request, match), address=rate_limit.client_ip_of(request), at=clock.now()
        )
        return too_many_requests(request, seconds=wait, fields=form_fields(request)) if wait else None

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.path_info.startswith(API_PREFIX):
            return None
        page = getattr(view, "view_class", view)
        invited, invitation = getattr(page, "invited", ""), request.viewer.invitation
        if invited or invitation:  # a link opens only the page of its purpose, and only a link opens that page
            return None if invitation and invitation.purpose == invited else not_found(request)
        if must_change_password(request) and not getattr(page, "before_must_change", False):
            return HttpResponseRedirect("/accounts/password/")
        if getattr(page, "public", False) or request.viewer.signed_in:
            return None
        destination = request.get_full_path()
        if request.method == "POST":
            store_form_fields(request)
            destination = "/carry-on/"
        return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': destination})}")


def must_change_password(request: HttpRequest) -> bool:
    """Whether an administrator chose this user's password, so that somebody else knows it (docs/findings.md, M5)."""
    return bool(request.user.is_authenticated and request.user.must_change_password)


def viewer_of_request(request: HttpRequest) -> Viewer | None:
    """Return the viewer whom a link under /with/ invites, signed in or not; for other URLs the viewer of the user.

    None: the link has expired or was used. Raise Http404 for a link that never existed.
    """
    if request.path_info.startswith(LINK_PREFIX):
        return invited_viewer(request.path_info.removeprefix(LINK_PREFIX).partition("/")[0], clock.now())
    return viewer_for(request.user)


def viewer_after_reading_body(request: HttpRequest) -> Viewer | None:
    """Read the whole body, then build the viewer again.

    A sender can be slow, and a link, a role or an account may end in the meantime.
    """
    with suppress(UnreadablePostError):
        request.POST  # noqa: B018 the attribute reads the body
    before = request.user
    if before.is_authenticated:
        now = User.objects.filter(pk=before.pk, is_active=True).first()
        request.user = now if now is not None and is_still_signed_in(request, before, now) else AnonymousUser()
    return viewer_of_request(request)


def is_still_signed_in(request: HttpRequest, before: User, now: User) -> bool:
    """Whether the session still exists, and the password is still the one with which it began."""
    same_password = constant_time_compare(now.get_session_auth_hash(), before.get_session_auth_hash())
    return same_password and request.session.exists(request.session.session_key or "")


def kind_of_post(request: HttpRequest, match: ResolverMatch) -> str:
    """Return the kind under which a POST is counted: a key of settings.PUBLIC_POSTS."""
    if request.path_info.startswith(LINK_PREFIX):
        return "links"
    if request.path_info == settings.LOGIN_URL:
        return "sign_in"
    return "sending" if match.view_name == LAST_STEP_OF_PUBLIC_FORM else "form"


def form_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the names and values of a form, without passwords."""
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in SECRET_FIELDS]


def store_form_fields(request: HttpRequest) -> None:
    """Store a form whose sender must sign in again, to show it afterwards, without passwords and files."""
    interrupted_forms.store_form(request, form_fields(request), clock.now())
