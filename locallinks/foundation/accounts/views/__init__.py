"""Signing in and out, and the administrator's list of who works here."""

from typing import Any

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from locallinks.foundation.accounts import actions, forms, permissions, queries
from locallinks.foundation.accounts.permissions import check_can_give_password
from locallinks.foundation.accounts.rules import DELEGABLE, KEPT
from locallinks.foundation.accounts.views.joining import AddMember as AddMember
from locallinks.foundation.accounts.views.joining import Asked as Asked
from locallinks.foundation.accounts.views.joining import Confirm as Confirm
from locallinks.foundation.accounts.views.joining import EndMembership as EndMembership
from locallinks.foundation.accounts.views.joining import Members as Members
from locallinks.foundation.accounts.views.joining import OfMembership, code_of
from locallinks.foundation.accounts.views.joining import ShutAccount as ShutAccount
from locallinks.foundation.accounts.views.joining import Waiting as Waiting
from locallinks.foundation.accounts.views.joining import You as You
from locallinks.foundation.shared import clock, typed_words
from locallinks.foundation.ui.lists import csv_response, wants_csv
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

    def context(self) -> dict[str, Any]:
        return {"kept": typed_words.waits(self.request) and self.next == "/carry-on/"}

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Outside `act` on purpose: a wrong password must be counted, and a refused act would take the count back."""
        self.token = ""
        instead = self.load()
        if instead is not None:
            return instead
        form = self.build_form(data=request.POST)
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

    def act(self, data: dict[str, Any]) -> str:
        logout(self.request)
        return "/"

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

    def context(self) -> dict[str, Any]:
        return dict(self.typed or {})


class GivePassword(OfMembership):
    """For somebody new, or who forgot theirs. It stands once on the page that comes back, to be told in person."""

    template_name = "accounts/give_password.html"
    given = ""

    def load(self, membership_id: int) -> None:
        super().load(membership_id)
        check_can_give_password(self.request.viewer, self.membership.user, clock.today())
        self.title = f"A password for {self.membership.name_here}"

    def context(self) -> dict[str, Any]:
        known = queries.confirmers((self.membership.organisation_id,), clock.now())
        one = self.membership
        who = known.of(one.organisation_id, one.asked_by_id, one.user_id) if one.asked_at and not one.agreed else {}
        shown = list(who.values()) if one.needs_confirmation else []
        return {**super().context(), "given": self.given, "who": shown, "code": code_of(one)}

    def act(self, data: dict[str, Any]) -> str:
        self.given = actions.give_password(viewer=self.request.viewer, user_id=self.membership.user_id, at=clock.now())
        return self.request.path

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Shown in the same answer: on the way to another page it would have to be kept somewhere."""
        response = super().post(request, **url_kwargs)
        return self.respond(form=None) if self.given else response


class ChangePassword(FormPage):
    template_name = "accounts/password.html"
    title = "Change your password"
    form_class = forms.PasswordForm
    before_must_change = True  # open to somebody who has to change a password that was given to them

    def form_kwargs(self) -> dict[str, Any]:
        return {"check": self._is_theirs}

    def _is_theirs(self, old: str) -> bool:
        """Counted like wrong passwords at the door (django-axes), which shuts this page as well.

        While the form is checked, not in `act`: a refused act would take the count back.
        """
        return authenticate(self.request, username=self.request.user.email, password=old) is not None

    def context(self) -> dict[str, Any]:
        return {
            "notes": queries.password_notes(self.request.viewer.actor_id, clock.now()),
            "must": self.request.user.must_change_password,
        }

    def act(self, data: dict[str, Any]) -> str:
        user = actions.change_password(viewer=self.request.viewer, old=data["old"], new=data["new"], at=clock.now())
        update_session_auth_hash(self.request, user)
        return "/"


class Cover(FormPage):
    """Who is away, who covers, and a form to arrange it."""

    template_name = "accounts/cover.html"
    form_class = forms.CoverForm
    title = "Cover when somebody is away"

    def load(self) -> None:
        viewer = self.request.viewer
        permissions.check_can_arrange_cover(viewer)
        self.names = queries.colleagues(viewer=viewer, on=clock.today())

    def form_kwargs(self) -> dict[str, Any]:
        return {"names": self.names}

    def initial(self) -> dict[str, Any]:
        return {"user": self.request.viewer.user_id}

    def context(self) -> dict[str, Any]:
        rows = queries.covers_here(viewer=self.request.viewer, on=clock.today())
        return {"covers": rows, "alone": len(self.names) < 2}

    def act(self, data: dict[str, Any]) -> str:
        actions.arrange_cover(
            viewer=self.request.viewer, user_id=data["user"], covered_by_id=data["covered_by"],
            starts_on=data["starts_on"], ends_on=data["ends_on"], at=clock.now(),
        )  # fmt: skip
        return reverse("accounts:cover")


class Duty(FormPage):
    """Who answers what comes in, day by day, and a form to set it. Software puts nobody on duty."""

    template_name = "accounts/duty.html"
    form_class = forms.DutyForm
    title = "Who is on duty"

    def load(self) -> HttpResponse | None:
        viewer, today = self.request.viewer, clock.today()
        self.council = permissions.check_can_set_duty(viewer)
        self.rota = queries.duty_rota(viewer=viewer, today=today)
        if not wants_csv(self.request):
            return None
        rows = [(one.day, f"{one.day:%A}", one.name or "nobody: the whole team") for one in self.rota]
        return csv_response("who-is-on-duty", ["Day", "Day of the week", "On duty"], rows)

    def form_kwargs(self) -> dict[str, Any]:
        return {"names": queries.duty_team(self.council, clock.today())}

    def initial(self) -> dict[str, Any]:
        return {"weekdays": ["0", "1", "2", "3", "4"], "first_on": clock.today()}

    def context(self) -> dict[str, Any]:
        empty = [one for one in self.rota if one.working and (one.user_id is None or one.gone)]
        return {"rota": self.rota, "uncovered": len(empty)}

    def act(self, data: dict[str, Any]) -> str:
        chosen = data["user"]
        actions.set_duty(
            viewer=self.request.viewer, user_id=int(chosen) if chosen.isdecimal() else None,
            first_on=data["first_on"], last_on=data["last_on"], weekdays=tuple(data["weekdays"]), at=clock.now(),
        )  # fmt: skip
        return reverse("accounts:duty")


class EndCover(FormPage):
    """One button: they are back."""

    template_name = "accounts/end_cover.html"
    title = "Are they back?"

    def load(self, cover_id: int) -> None:
        viewer = self.request.viewer
        permissions.check_can_arrange_cover(viewer)
        self.cover = queries.covers_here(viewer=viewer, on=clock.today()).filter(pk=cover_id).first()
        if self.cover is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {"cover": self.cover}

    def act(self, data: dict[str, Any]) -> str:
        actions.end_cover(viewer=self.request.viewer, cover_id=self.cover.pk, at=clock.now())
        return reverse("accounts:cover")


class Delegations(FormPage):
    """What the council lets others do for it, and writing down one more (Care Act section 79)."""

    template_name = "accounts/delegations.html"
    form_class = forms.DelegationForm
    title = "Duties done by others for the council"

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        self.council = permissions.council_of_delegations(viewer)
        self.rows = list(queries.delegations_of(self.council))
        if not wants_csv(self.request):
            return None
        rows = [
            (one.get_duty_display(), one.to_name, one.agreement, one.starts_on, one.ends_on or "", one.recorded_by.name)
            for one in self.rows
        ]
        head = ["Duty", "Who does it", "Agreement", "From", "Ends on", "Written down by"]
        return csv_response("duties-done-by-others", head, rows)

    def context(self) -> dict[str, Any]:
        today = clock.today()
        standing = {one.duty for one in self.rows if one.stands_on(today)}
        return {
            "rows": self.rows, "today": today, "kept": list(KEPT.values()),
            "own": [words for duty, words in DELEGABLE.items() if duty not in standing],
            "may_write": permissions.may_delegate(self.request.viewer, self.council),
        }  # fmt: skip

    def act(self, data: dict[str, Any]) -> str:
        actions.record_delegation(viewer=self.request.viewer, at=clock.now(), **data)
        return reverse("accounts:delegations")


class EndDelegation(FormPage):
    template_name = "accounts/end_delegation.html"
    form_class = forms.EndDelegationForm
    title = "The council does it itself again"

    def load(self, delegation_id: int) -> None:
        council = permissions.council_of_delegations(self.request.viewer)
        permissions.check_can_delegate(self.request.viewer, council)
        self.row = queries.delegations_of(council).filter(pk=delegation_id).first()
        if self.row is None:
            raise Http404

    def initial(self) -> dict[str, Any]:
        return {"ends_on": clock.today()}

    def context(self) -> dict[str, Any]:
        return {"row": self.row}

    def act(self, data: dict[str, Any]) -> str:
        actions.end_delegation(viewer=self.request.viewer, delegation_id=self.row.pk, at=clock.now(), **data)
        return reverse("accounts:delegations")
