"""Error pages. Only `too_many_requests` needs the database, for the telephone numbers of the councils."""

from django.http import HttpRequest, HttpResponse

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.queries import organisations_of_kind
from locallinks.foundation.ui.pages import render


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/403.html", {"exception": exception}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/404.html", {}, status=404)


def link_expired(request: HttpRequest) -> HttpResponse:
    """Answer 410 for a link that was used or withdrawn, or has expired."""
    return render(request, "ui/errors/410.html", {}, status=410)


def body_too_large(request: HttpRequest, *, megabytes: int) -> HttpResponse:
    """Answer 413 for a request that is larger than any form. The body is unread, so the page shows nothing of it."""
    response = render(request, "ui/errors/413.html", {"megabytes": megabytes}, status=413)
    response["Cache-Control"] = "private, no-store"
    return response


def too_many_requests(request: HttpRequest, *, seconds: int, fields: list[tuple[str, str]]) -> HttpResponse:
    """Ask the sender to wait `seconds`. The page holds `fields`, so that one button sends them again."""
    councils = [
        (council.name, council.phone) for council in organisations_of_kind(OrganisationKind.COUNCIL) if council.phone
    ]
    response = render(
        request,
        "ui/errors/429.html",
        {"fields": fields, "path": request.get_full_path(), "councils": councils, "minutes": -(-seconds // 60)},
        status=429,
    )
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "private, no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/422.html", {}, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/errors/500.html", {}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "ui/errors/csrf.html", {"reason": reason}, status=403)
