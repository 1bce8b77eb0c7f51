"""Signing in and out, resuming a form after a session expired, and passwords."""

from typing import Any

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from locallinks.foundation.accounts import forms, queries
from locallinks.foundation.accounts.actions.passwords import change_password, give_password
from locallinks.foundation.accounts.permissions import check_can_give_password
from locallinks.foundation.accounts.views.memberships import MembershipPageMixin, code_to_show
from locallinks.foundation.shared import clock, interrupted_forms
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther, render


def too_many_sign_ins(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Return the page for too many wrong passwords, which says how long to wait (called by django-axes)."""
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
            "kept": interrupted_forms.has_stored_form(self.request) and self.next == "/carry-on/",
        }

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Handle the form outside the usual transaction: rolling it back would undo the count of wrong passwords."""
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
        locked = interrupted_forms.take_encrypted_form(request, user.pk)
        login(request, user)
        interrupted_forms.restore_encrypted_form(request, locked)
        response = SeeOther(page_after_sign_in(user, self.next))
        interrupted_forms.set_key_cookie(request, response, user.pk)
        return response


def page_after_sign_in(user: Any, wanted: str) -> str:
    """Return the URL to go to: open invitations and unread password notices come before the page asked for."""
    if wanted == "/carry-on/" or user.must_change_password:
        return wanted
    if queries.memberships_to_answer(user.pk).exists():
        return reverse("accounts:answer_membership")
    unread = any(notice.note.read_at is None for notice in queries.password_notices(user.pk, clock.now()))
    return reverse("accounts:own_account") if unread else wanted


class SignOut(FormPage):
    template_name = "accounts/sign_out.html"
    title = "Sign out"
    public = True
    before_must_change = True

    def form_valid(self, form: Form) -> HttpResponse:
        logout(self.request)
        return SeeOther("/")

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Tell the browser to clear its cache, so that the next user of the computer cannot go back to these pages."""
        response = super().post(request, **url_kwargs)
        response["Clear-Site-Data"] = '"cache"'
        interrupted_forms.delete_key_cookie(response)
        return response


class ResumeTypedForm(Page):
    """After signing in again, show the form that was typed before the session expired."""

    template_name = "ui/resume_form.html"
    title = "Carry on where you left off"

    def load(self) -> HttpResponse | None:
        self.typed = interrupted_forms.take_form(self.request, clock.now())
        return None if self.typed else HttpResponseRedirect("/")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return dict(self.typed or {})


class GivePassword(MembershipPageMixin):
    """Set a password for a new user or one who forgot theirs. It is shown once, to be passed on in person."""

    template_name = "accounts/give_password.html"
    new_password = ""

    def load(self, membership_id: int) -> None:
        super().load(membership_id)
        check_can_give_password(self.request.viewer, self.membership.user, clock.today())
        self.title = f"A password for {self.membership.visible_name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        confirmers = queries.possible_confirmers((self.membership.organisation_id,), clock.now())
        membership = self.membership
        names: list[str] = []
        if membership.invited_at and membership.needs_confirmation and not membership.agreed:
            names = list(
                confirmers.who_may_confirm(
                    membership.organisation_id, membership.invited_by_id, membership.user_id
                ).values()
            )
        context = {"new_password": self.new_password, "who": names, "code": code_to_show(membership)}
        return {**super().get_context_data(**kwargs), **context}

    def form_valid(self, form: Form) -> HttpResponse:
        self.new_password = give_password(viewer=self.request.viewer, user_id=self.membership.user_id, at=clock.now())
        return SeeOther(self.request.path)

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Show the password in this response: a redirect would need it to be stored."""
        response = super().post(request, **url_kwargs)
        return self.respond(form=None) if self.new_password else response


class ChangePassword(FormPage):
    template_name = "accounts/change_password.html"
    title = "Change your password"
    form_class = forms.PasswordForm
    before_must_change = True  # open to somebody who has to change a password that was given to them

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "check": self._is_theirs}

    def _is_theirs(self, old: str) -> bool:
        """Check the old password in a way that django-axes counts, so that it locks this page too.

        Called while the form is validated: in the transaction of the action a refusal would undo the count.
        """
        return authenticate(self.request, username=self.request.user.email, password=old) is not None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "notes": queries.password_notices(self.request.viewer.actor_id, clock.now()),
            "must": self.request.user.must_change_password,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        user = change_password(viewer=self.request.viewer, old=data["old"], new=data["new"], at=clock.now())
        update_session_auth_hash(self.request, user)
        return SeeOther("/")
