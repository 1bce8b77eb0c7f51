"""A Jinja2 template engine for the rooms of Local Links; other apps use Django's engine."""

from contextvars import ContextVar
from functools import cached_property
from pathlib import Path
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.template.backends import jinja2

# Macros are imported without the context of the page, but a form in a macro needs the CSRF token of the page.
_rendering_for: ContextVar[HttpRequest | None] = ContextVar("rendering_for", default=None)


def request_being_rendered() -> HttpRequest | None:
    """Return the request whose page is being rendered now, or None (a letter, a 500 page)."""
    return _rendering_for.get()


class Templates(jinja2.Jinja2):
    """Loads the `templates/` folders of the rooms."""

    app_dirname = "templates"

    @cached_property
    def template_dirs(self) -> tuple[Any, ...]:
        own_apps = (app for app in apps.get_app_configs() if app.name.startswith("locallinks."))
        rooms = (Path(app.path) / self.app_dirname for app in own_apps)
        return tuple(self.dirs) + tuple(folder for folder in rooms if folder.is_dir())

    def get_template(self, template_name: str) -> "Template":
        return Template(super().get_template(template_name).template, self)

    def from_string(self, template_code: str) -> "Template":
        return Template(self.env.from_string(template_code), self)


class Template(jinja2.Template):
    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> str:
        token = _rendering_for.set(request)
        try:
            return super().render({"request": None, "csrf_input": "", **(context or {})}, request)
        finally:
            _rendering_for.reset(token)
