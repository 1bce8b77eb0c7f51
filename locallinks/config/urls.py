"""The URLs of every room that has a `urls.py`, and the error pages."""

from importlib.util import find_spec

from django.urls import include, path

from locallinks.config.settings import rooms

urlpatterns = [path("", include(f"{room}.urls")) for room in rooms() if find_spec(f"{room}.urls")]

handler403 = "locallinks.config.views.forbidden"
handler404 = "locallinks.config.views.not_found"
handler500 = "locallinks.config.views.server_error"
handler400 = "locallinks.config.views.bad_request"
