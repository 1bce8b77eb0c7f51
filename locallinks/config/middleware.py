"""Every page runs for a viewer: signed in unless the page is marked public, and inside `acting_as`."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from locallinks.config.views import link_is_over, not_found, too_many
from locallinks.foundation.people.queries import invited_viewer, viewer_for
from locallinks.foundation.shared import clock, limits
from locallinks.foundation.shared.scope import Viewer, acting_as
from locallinks.front.queries import who_to_ring

# Doors open onto what is there: Together has no page yet, so it has no door.
DOORS = (
    ("Today", "/", None),
    (
        "People",
        "/people/",
        {
            "social_worker",
            "support_planner",
            "network_manager",
            "handover_champion",
            "provider",
            "volunteer_developer",
            "person",
        },
    ),
    ("Places", "/places/", None),
    ("Money", "/money/", {"finance", "commissioner", "investor"}),
    ("Difference", "/introductions/", {"handover_champion", "social_worker"}),
)
LINKS = "/with/"
APIS = "/api/"  # called with a key, not by somebody at a page: each opens `acting_as` itself, or nothing is read
SECRETS = {"csrfmiddlewaretoken", "password", "old", "new"}
TYPED_LIMIT = 200_000  # characters of a form kept for somebody whose sign-in ran out


class ViewerMiddleware:
    """Builds the viewer, opens `acting_as` around the whole page, and rolls back when the page breaks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(APIS):
            return self.get_response(request)
        try:
            viewer = whoever_is_here(request)
        except Http404:
            return not_found(request)
        if viewer is None:
            return link_is_over(request)
        request.viewer = viewer
        request.doors = [
            (label, url, request.path == url if url == "/" else request.path.startswith(url))
            for label, url, roles in DOORS
            if viewer.signed_in and (roles is None or viewer.roles & roles)
        ]
        request.who_to_ring = who_to_ring  # drawn only for the person and whom they trust (ui/base.html)
        if request.method == "POST" and not viewer.signed_in and (wait := seconds_to_wait(request)):
            return too_many(request, seconds=wait, typed=what_was_typed(request))
        with acting_as(viewer):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if request.user.is_authenticated or viewer.invitation:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

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


def seconds_to_wait(request: HttpRequest) -> int:
    """Counts what somebody not signed in sends, from one address and in all; how long to wait, or 0."""
    address = limits.where_from(
        remote=request.META.get("REMOTE_ADDR", ""), forwarded=request.headers.get("X-Forwarded-For", ""),
        proxies=settings.PROXIES,
    )  # fmt: skip
    return limits.too_many(address=address, at=clock.now())


def what_was_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field of a form but passwords."""
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in SECRETS]


def keep_what_was_typed(request: HttpRequest) -> None:
    """Times out softly (pages.md): the form comes back after signing in again. Passwords and files are not kept."""
    fields = what_was_typed(request)
    if sum(len(value) for _, value in fields) <= TYPED_LIMIT:
        request.session["typed"] = {"path": request.get_full_path(), "fields": fields}
