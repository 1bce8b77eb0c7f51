"""The base classes of all pages: `Page` only shows something, and `FormPage` has a form."""

import uuid
from contextlib import nullcontext
from datetime import date
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.forms import ChoiceField, MultipleChoiceField
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.views import View
from django.views.generic.edit import FormMixin

from locallinks.foundation.shared import idempotency
from locallinks.foundation.shared.errors import DomainError, NotAllowed, NoViewer, Problem, Stale
from locallinks.foundation.shared.viewer import restricted_to_roles
from locallinks.foundation.ui import rules
from locallinks.foundation.ui.forms import ButtonForm, Form
from locallinks.foundation.ui.widgets import date_parts


def render(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render a page. Its template always has `request`, `viewer`, `csrf_input`, `title` and `form`."""
    viewer = getattr(request, "viewer", None)
    defaults = {"viewer": viewer, "title": "", "form": None, "problems": ()}
    response = HttpResponse(render_to_string(template, {**defaults, **(context or {})}, request), status=status)
    if viewer is not None and (viewer.signed_in or viewer.invitation):
        # Not "no-cache": at Back, browsers would show the page to the next person at a shared computer.
        response["Cache-Control"] = "private, no-store"
    return response


def public(view: type[View]) -> type[View]:
    """Open a page to people who are not signed in; the same as `public = True` in the class."""
    view.public = True  # type: ignore[attr-defined]
    return view


class SeeOther(HttpResponseRedirect):
    """A redirect after a POST. The browser follows it with GET, so that going back does not send the form again."""

    status_code = 303


class Page(View):
    """A page without a form: `load` fetches what it shows, `get_context_data` returns what the template needs."""

    template_name = ""
    title = ""
    public = False
    # For a list: it shows only people of the organisations in which the viewer holds one of these roles.
    for_roles: frozenset[str] = frozenset()

    def load(self, **url_kwargs: Any) -> HttpResponse | None:
        """Fetch what the page is about, and set it on self. Return a response, such as a redirect, to send it instead.

        This is not Django's `setup`, because it runs inside `dispatch`, which turns refusals into pages.
        """
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"title": self.title, **kwargs}

    def get(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        return self.load(**url_kwargs) or self.respond()

    def respond(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Render the page. `extra` overrides what `get_context_data` returns."""
        context = {"title": self.title, **self.get_context_data(**extra), **extra}
        return render(self.request, self.template_name, context, status)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        try:
            with restricted_to_roles(*self.for_roles) if self.for_roles else nullcontext():
                return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]
        except NoViewer:
            return redirect_to_login(request.get_full_path())
        except NotAllowed as refusal:
            return render(request, "ui/errors/403.html", {"problems": refusal.problems}, 403)
        except Stale as refusal:
            return render(request, "ui/errors/409.html", {"problems": refusal.problems}, 409)
        except DomainError as refusal:
            return render(request, "ui/errors/422.html", {"problems": refusal.problems}, 422)


class IdempotentFormMixin:
    """Makes a form that is sent twice act once: its token is claimed in the transaction in which the form acts."""

    token = ""

    def response_of_earlier(self) -> HttpResponse | None:
        """Return a redirect to where this form led before, or None. The claim of the token is rolled back."""
        with transaction.atomic():
            earlier = idempotency.claim_token(self.token, self.request.viewer)  # type: ignore[attr-defined]
            if earlier is None:
                transaction.set_rollback(True)
        return None if earlier is None else SeeOther(earlier)

    def form_valid_once(self, form: Form) -> HttpResponse:
        """Claim the token and act in one transaction: after a refusal the corrected form can be sent again."""
        with transaction.atomic():
            earlier = idempotency.claim_token(self.token, self.request.viewer)  # type: ignore[attr-defined]
            if earlier is not None:
                return SeeOther(earlier)
            response: HttpResponse = self.form_valid(form)  # type: ignore[attr-defined]
            idempotency.store_result_url(self.token, response["Location"])
        return response


class StaleFormMixin:
    """Shows what somebody else saved first beside what was typed. Sending the form again overwrites it."""

    def form_stale(self, refusal: Stale, url_kwargs: dict[str, Any]) -> HttpResponse:
        """Answer 409 with everything that was typed, beside what is stored now."""
        instead = self.load(**url_kwargs)  # type: ignore[attr-defined]
        if instead is not None:
            return instead  # type: ignore[no-any-return]
        newest = self.get_initial()  # type: ignore[attr-defined]
        data = self.request.POST.copy()  # type: ignore[attr-defined]
        if "version" in newest:
            data["version"] = str(newest["version"])
        form = self.get_form(data=data, files=self.request.FILES)  # type: ignore[attr-defined]
        form.stale = " ".join(problem.message for problem in refusal.problems)
        form.stale_rows = differences(form, getattr(form, "stale_current", newest))
        return self.respond(409, form=form)  # type: ignore[attr-defined, no-any-return]


class FormPage(IdempotentFormMixin, StaleFormMixin, Page, FormMixin):
    """A page with a form. `form_valid` calls one action and returns a redirect to the next page.

    After an error the page comes back with everything that was typed.
    """

    form_class: type[Form] | None = None  # None: only a button

    def get_form_class(self) -> type[Form]:
        return self.form_class or ButtonForm

    def get_form(self, form_class: type[Form] | None = None, **changes: Any) -> Form:
        """As Django's, and with the token of the form. `changes` override `get_form_kwargs`."""
        form = (form_class or self.get_form_class())(**{**self.get_form_kwargs(), **changes})
        form.submission = self.token
        return form

    def form_valid(self, form: Form) -> HttpResponse:
        raise NotImplementedError(f"{type(self).__name__} must say what sending it does")

    def form_invalid(self, form: Form) -> HttpResponse:
        return self.respond(422, form=form)

    def get(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        instead = self.load(**url_kwargs)
        if instead is not None:
            return instead
        self.token = str(uuid.uuid4())
        return self.respond(form=self.get_form())

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        posted = request.POST.get("submission", "")
        known = rules.is_submission_token(posted)
        self.token = posted if known else str(uuid.uuid4())
        if known and (earlier := self.response_of_earlier()):
            return earlier
        instead = self.load(**url_kwargs)
        if instead is not None:
            return instead
        form = self.get_form(data=request.POST, files=request.FILES)
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            return self.form_valid_once(form)
        except (NotAllowed, NoViewer):
            raise
        except Stale as refusal:
            return self.form_stale(refusal, url_kwargs)
        except DomainError as refusal:
            add_problems(form, refusal.problems)
            return self.form_invalid(form)


class ShowLinkOnceMixin:
    """A form that makes a link: the page comes back with the link's address, once, and the address is stored nowhere.

    `form_valid` sets `link_address` and `link_for`, the name of whoever will hold the link; the template shows both.
    """

    link_address = ""
    link_for = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**known, "link_address": self.link_address, "link_for": self.link_for}

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        response = super().post(request, **url_kwargs)  # type: ignore[misc]
        return self.respond(form=None) if self.link_address else response  # type: ignore[attr-defined, no-any-return]


def add_problems(form: Form, problems: tuple[Problem, ...]) -> None:
    """Add each problem to its field; those without a field of this form are shown at the top."""
    for problem in problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)


def differences(form: Form, newest: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return (label, stored value, typed value) for each visible field in which the two differ."""
    rows = []
    for bound in form.visible_fields():
        if bound.name not in newest:
            continue
        theirs, yours = display_value(bound, newest[bound.name]), display_value(bound, bound.value())
        if theirs != yours:
            rows.append((str(bound.label), theirs, yours))
    return rows


def display_value(bound: BoundField, value: Any) -> str:
    """Return a value as a person reads it: the label of a choice, the parts of a date, or the text itself."""
    value = bound.field.prepare_value(value)
    chosen = value if isinstance(value, list | tuple | set) else [value]
    if isinstance(bound.field, ChoiceField | MultipleChoiceField):
        labels = {str(key): str(label) for key, label in bound.field.choices}
        return ", ".join(labels.get(str(code), str(code)) for code in chosen if code not in (None, ""))
    if isinstance(value, date | list):
        return " ".join(date_parts(value)).strip()
    return "" if value is None else rules.tidy_text(str(value), lines=True)
