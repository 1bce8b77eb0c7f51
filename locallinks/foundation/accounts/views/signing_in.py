"""Signing in and out, what was typed when a sign-in ran out, and passwords."""

from typing import Any

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from locallinks.foundation.accounts import actions, forms, queries
from locallinks.foundation.accounts.permissions import check_can_give_password
from locallinks.foundation.accounts.views.joining import OfMembership, code_of
from locallinks.foundation.shared import clock, typed_words
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther, render


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords: say so, and for how long (django-axes)."""
    return render(request, "accounts/locked_out.html", {"title": "Wait 15 minutes and try again"}, status=429)


class SignIn(FormPage):
    template_name = "accounts/sign_in.html"
    title = "Sign in"
    form_class = forms.SignInForm
    public = True

    def load(self) -> HttpResponse | None:
        wanted = self.request.GET.get("next", "/")
        safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={self.request.get_host()})
        self.next = wanted if safe else "/"
        return HttpResponseRedirect(self.next) if self.request.user.is_authenticated else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "kept": typed_words.waits(self.request) and self.next == "/carry-on/",
        }

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Outside `act` on purpose: a wrong password must be counted, and a refused act would take the count back."""
        self.token = ""
        instead = self.load()
        if instead is not None:
            return instead
        form = self.get_form(data=request.POST)
        if not form.is_valid():
            return self.respond(422, form=form)
        user = authenticate(
            request, username=form.cleaned_data["email"].lower(), password=form.cleaned_data["password"]
        )
        if user is None:
            form.add_error("email", "The email address or the password is not right. Check both and try again")
            return self.respond(422, form=form)
        locked = typed_words.carry_over(request, user.pk)
        login(request, user)
        typed_words.put_back(request, locked)
        response = SeeOther(first_page(user, self.next))
        typed_words.give_key(request, response, user.pk)
        return response


def first_page(user: Any, wanted: str) -> str:
    """Where somebody goes after signing in: first to what they were asked, or should know about their password."""
    if wanted == "/carry-on/" or user.must_change_password:
        return wanted
    if queries.questions_to(user.pk).exists():
        return reverse("accounts:asked")
    unread = any(one.note.read_at is None for one in queries.password_notes(user.pk, clock.now()))
    return reverse("accounts:you") if unread else wanted


class SignOut(FormPage):
    template_name = "accounts/sign_out.html"
    title = "Sign out"
    public = True
    before_must_change = True

    def form_valid(self, form: Form) -> HttpResponse:
        logout(self.request)
        return SeeOther("/")

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """The browser forgets the pages it kept: the next person at this computer may press Back."""
        response = super().post(request, **url_kwargs)
        response["Clear-Site-Data"] = '"cache"'
        typed_words.forget_key(response)
        return response


class CarryOn(Page):
    """After signing in again: what was typed before the sign-in ran out."""

    template_name = "ui/resume.html"
    title = "Carry on where you left off"

    def load(self) -> HttpResponse | None:
        self.typed = typed_words.take(self.request, clock.now())
        return None if self.typed else HttpResponseRedirect("/")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return dict(self.typed or {})


class GivePassword(OfMembership):
    """For somebody new, or who forgot theirs. It stands once on the page that comes back, to be told in person."""

    template_name = "accounts/give_password.html"
    given = ""

    def load(self, membership_id: int) -> None:
        super().load(membership_id)
        check_can_give_password(self.request.viewer, self.membership.user, clock.today())
        self.title = f"A password for {self.membership.name_here}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = queries.confirmers((self.membership.organisation_id,), clock.now())
        one = self.membership
        who = known.of(one.organisation_id, one.asked_by_id, one.user_id) if one.asked_at and not one.agreed else {}
        shown = list(who.values()) if one.needs_confirmation else []
        return {**super().get_context_data(**kwargs), "given": self.given, "who": shown, "code": code_of(one)}

    def form_valid(self, form: Form) -> HttpResponse:
        self.given = actions.give_password(viewer=self.request.viewer, user_id=self.membership.user_id, at=clock.now())
        return SeeOther(self.request.path)

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Shown in the same answer: on the way to another page it would have to be kept somewhere."""
        response = super().post(request, **url_kwargs)
        return self.respond(form=None) if self.given else response


class ChangePassword(FormPage):
    template_name = "accounts/password.html"
    title = "Change your password"
    form_class = forms.PasswordForm
    before_must_change = True  # open to somebody who has to change a password that was given to them

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "check": self._is_theirs}

    def _is_theirs(self, old: str) -> bool:
        """Counted like wrong passwords at the door (django-axes), which shuts this page as well.

        While the form is checked, not in `act`: a refused act would take the count back.
        """
        return authenticate(self.request, username=self.request.user.email, password=old) is not None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "notes": queries.password_notes(self.request.viewer.actor_id, clock.now()),
            "must": self.request.user.must_change_password,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        user = actions.change_password(viewer=self.request.viewer, old=data["old"], new=data["new"], at=clock.now())
        update_session_auth_hash(self.request, user)
        return SeeOther("/")
