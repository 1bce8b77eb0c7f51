"""The pages for when something is wrong. None of them needs the database."""

from django.http import HttpRequest, HttpResponse

from locallinks.foundation.ui.pages import render


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/403.html", {"exception": exception}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/404.html", {}, status=404)


def link_is_over(request: HttpRequest) -> HttpResponse:
    """A link that was used, called back or is too old."""
    return render(request, "ui/errors/410.html", {}, status=410)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/422.html", {}, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/errors/500.html", {}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "ui/errors/csrf.html", {"reason": reason}, status=403)
