"""The pages for when something is wrong. None of them needs the database, but the one that says whom to ring."""

from django.http import HttpRequest, HttpResponse

from locallinks.foundation.accounts.queries import organisations_of_kind
from locallinks.foundation.ui.pages import render


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/403.html", {"exception": exception}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/404.html", {}, status=404)


def link_is_over(request: HttpRequest) -> HttpResponse:
    """A link that was used, called back or is too old."""
    return render(request, "ui/errors/410.html", {}, status=410)


def too_big(request: HttpRequest, *, megabytes: int) -> HttpResponse:
    """More was sent than any form here asks for. Nothing of it was read, so nothing of it can come back."""
    response = render(request, "ui/errors/413.html", {"megabytes": megabytes}, status=413)
    response["Cache-Control"] = "private, no-store"
    return response


def too_many(request: HttpRequest, *, seconds: int, typed: list[tuple[str, str]]) -> HttpResponse:
    """Too much was sent at once. Nothing typed is lost: one button sends it again; and there is a number to ring."""
    councils = [(one.name, one.phone) for one in organisations_of_kind("council") if one.phone]
    response = render(
        request, "ui/errors/429.html",
        {"fields": typed, "path": request.get_full_path(), "councils": councils, "minutes": -(-seconds // 60)},
        status=429,
    )  # fmt: skip
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "private, no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/422.html", {}, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/errors/500.html", {}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "ui/errors/csrf.html", {"reason": reason}, status=403)
