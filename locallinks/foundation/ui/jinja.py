"""The Jinja environment, which compiles every template and macro once (docs/adr/0003)."""

import uuid
from typing import Any

import jinja2
from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import NoReverseMatch
from markupsafe import Markup

from locallinks.foundation.shared.cached_urls import cached_reverse
from locallinks.foundation.ui import formats, macros, svg
from locallinks.foundation.ui.jinja_backend import request_being_rendered

GOVUK = "govuk_frontend_jinja"


class Pages(jinja2.Environment):
    """Strict for our templates, where an undefined name is an error; GOV.UK's macros rely on undefined names."""

    govuk: jinja2.Environment

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> jinja2.Template:
        if isinstance(name, str) and name.startswith(f"{GOVUK}/"):
            return self.govuk.get_template(name)
        return super().get_template(name, parent, globals)


def environment(**options: Any) -> Pages:
    """Build the environment, for OPTIONS["environment"]. Django passes the loader of the rooms' templates."""
    options.update(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    govuk_loader = jinja2.PrefixLoader({GOVUK: jinja2.PackageLoader(GOVUK)})
    options["loader"] = jinja2.ChoiceLoader([options["loader"], govuk_loader])
    env = Pages(**options)
    env.govuk = jinja2.Environment(loader=govuk_loader, autoescape=True, undefined=jinja2.ChainableUndefined)
    for name in ("pounds", "day", "short_day", "clock_time", "when", "plural", "linebreaks", "display"):
        env.filters[name] = getattr(formats, name)
    env.globals.update(
        url=cached_reverse,
        url_or=url_or,
        static=static,
        settings_demo=lambda: getattr(settings, "DEMO", False),
        nav_items=nav_items,
        viewer_of=viewer_of,
        role_words=role_words,
        phone_contacts=phone_contacts,
        csrf_field=csrf_field,
        new_submission=new_submission,
        macro_arguments=macros.macro_arguments,
        linked_errors=macros.linked_errors,
        svg=svg,
        getattr_or_item=svg.getattr_or_item,
        drop_empty=drop_empty,
        Markup=Markup,
    )
    return env


def url_or(name: str, fallback: str) -> str:
    """Return the URL of a page, or `fallback` where there is none: error pages must render whatever is broken."""
    try:
        return cached_reverse(name)
    except NoReverseMatch:
        return fallback


def nav_items(request: HttpRequest | None) -> list[tuple[str, str, bool]]:
    """Return the main navigation of this viewer, set by the middleware: label, URL, and whether we are in that part."""
    return list(getattr(request, "nav_items", ()))


def viewer_of(request: HttpRequest | None) -> Any:
    """Return the viewer, or None when signed out or where an error came before the viewer was known."""
    viewer = getattr(request, "viewer", None)
    return viewer if viewer is not None and viewer.signed_in else None


def phone_contacts(request: HttpRequest | None, person: Any) -> list[Any]:
    """Return whom to ring about a person, for the person and those they trust. For staff: nobody, without a query."""
    pk, viewer = getattr(person, "pk", None), getattr(request, "viewer", None)
    query = getattr(request, "phone_contacts", None)
    return query(pk) if query and viewer is not None and pk in viewer.people else []


def role_words(viewer: Any) -> str:
    """Return the first two roles of a viewer in words: "Support planner, Armley Helping Hands"."""
    roles = [(held.role.replace("_", " ").capitalize(), held.organisation_name) for held in viewer.roles_held]
    return " · ".join(", ".join(part for part in role if part) for role in roles[:2])


def csrf_field() -> Markup:
    """Return the hidden CSRF field of the page that is being rendered."""
    request = request_being_rendered()
    if request is None:
        return Markup("")
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(get_token(request))


def new_submission() -> str:
    """Return a token for a form outside a FormPage, so that sending it twice acts once."""
    return str(uuid.uuid4())


def drop_empty(options: dict[str, Any]) -> dict[str, Any]:
    """Return the options that have a value, so that GOV.UK's defaults apply to the others."""
    return {name: value for name, value in options.items() if value not in (None, "", {}, [])}
