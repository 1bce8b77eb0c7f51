"""The public form to ask for help, without sign-in or email, and coming back to a draft by its code."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther, display_value
from locallinks.foundation.ui.rules import is_submission_token
from locallinks.personal.referrals.actions.public_request import delete_draft, save_answers, send_request
from locallinks.personal.referrals.choices import DraftEnding, RequestKind
from locallinks.personal.referrals.forms import public_request as forms
from locallinks.personal.referrals.queries import public_request as queries
from locallinks.personal.referrals.rules.public_request import (
    DAYS_KEPT,
    code_from,
    first_missing,
    looks_like_a_code,
    next_part,
    part_before,
    parts_of,
    reference_of,
)

COOKIE = "asking"
SALT = "locallinks.asking"
TITLES = {
    "who": ("Who needs help?", "Who needs help?"),
    "name": ("What is your name?", "What is their name?"),
    "reach": ("How can we reach you?", "How can we reach them?"),
    "hospital": ("", "Going home from hospital"),
    "young": ("", "Getting ready for adult life"),
    "hard": ("What is hard, and what matters to you?", "What is hard, and what matters to them?"),
    "urgent": ("", "Can it wait?"),
    "you": ("", "Who are you?"),
    "may": ("May we get in touch?", "May we get in touch with them?"),
}
SHORT_TITLES = {
    "who": "Who needs help",
    "name": "Name",
    "reach": "How to reach them",
    "hospital": "Going home",
    "young": "Adult life",
    "hard": "What is hard, and what matters",
    "urgent": "Can it wait",
    "you": "Who you are",
    "may": "Getting in touch",
}


def address_of(part: str) -> str:
    return (
        reverse("referrals:public_request_part", kwargs={"part": part})
        if part
        else reverse("referrals:check_public_request")
    )


class PublicRequestPage(Page):
    """A page of the form. The code of the draft is in a cookie that scripts cannot read, and nowhere else."""

    public = True
    code = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        cookie = self.code = request.get_signed_cookie(COOKIE, default="", salt=SALT) or ""
        token = request.POST.get("submission", "")
        if not self.code and is_submission_token(token):  # the same form sent twice begins one draft, not two
            self.code = code_from(salted_hmac(SALT, token, algorithm="sha256").digest())
        self.answers = queries.answers_for(self.code, clock.now()) or {}
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        if not self.code:
            response.delete_cookie(COOKIE, path=reverse("referrals:start_public_request"))
        elif self.code != cookie and response.status_code == 303:
            response.set_signed_cookie(
                COOKIE,
                self.code,
                salt=SALT,
                path=reverse("referrals:start_public_request"),
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    @property
    def kind(self) -> str:
        return str(self.answers.get("who", {}).get("kind", ""))

    @property
    def until(self) -> date:
        return clock.today() + timedelta(days=DAYS_KEPT)

    def form_for(self, part: str, **given: Any) -> forms.PartForm:
        form_class = forms.forms_of(self.kind)[part]
        choice = queries.councils() if part == "reach" else []
        return form_class(asked_kind=self.kind, councils=choice if len(choice) > 1 else (), **given)


class StartPublicRequest(PublicRequestPage):
    """The first page: what will be asked, how long it takes, and the other ways to ask."""

    template_name = "referrals/public_request_start.html"
    title = "Ask for help, for you or somebody else"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "begun": bool(self.answers),
            "carry_on": address_of(first_missing(self.kind, self.answers)),
        }


class PublicRequestPart(PublicRequestPage, FormPage):
    """One page of questions. Sending it saves the answers in the draft."""

    template_name = "referrals/public_request_part.html"

    def load(self, part: str) -> HttpResponse | None:
        if part not in TITLES:
            raise Http404
        if part != "who" and part not in parts_of(self.kind):
            return HttpResponseRedirect(address_of(first_missing(self.kind, self.answers)))
        self.part = part
        self.title = TITLES[part][self.kind != RequestKind.ME]
        return None

    def get_form(self, **bound: Any) -> forms.PartForm:
        form = self.form_for(self.part, initial=initial_of(self.answers.get(self.part, {})), **bound)
        form.submission = self.token
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parts = parts_of(self.kind or RequestKind.ME)
        before = part_before(self.kind, self.part)
        return {
            **super().get_context_data(**kwargs),
            "part": self.part,
            "number": parts.index(self.part) + 1,
            "of": len(parts),
            "code": self.code if self.answers else "",
            "until": self.until,
            "back": address_of(before) if before else reverse("referrals:start_public_request"),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        save_answers(code=self.code, part=self.part, answers=dates_as_text(data), at=clock.now())
        self.answers = {**self.answers, self.part: data}
        if self.part == "who" and len(self.answers) > 1:  # they changed their mind: what is missing now?
            return SeeOther(address_of(first_missing(self.kind, self.answers)))
        if first_missing(self.kind, self.answers):
            return SeeOther(address_of(next_part(self.kind, self.part)))
        return SeeOther(address_of(""))


def dates_as_text(data: dict[str, Any]) -> dict[str, Any]:
    """Return the answers with dates as text, so that they can be stored as JSON."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in data.items()}


def initial_of(answers: dict[str, Any]) -> dict[str, Any]:
    """Return stored answers with their dates as dates again."""
    days = ("date_of_birth", "leaves_on")
    return {name: date.fromisoformat(value) if name in days and value else value for name, value in answers.items()}


class CheckPublicRequest(PublicRequestPage, FormPage):
    """All answers, each with a link to change it, and the button that sends them."""

    template_name = "referrals/public_request_check.html"
    title = "Check your answers"

    def load(self) -> HttpResponse | None:
        missing = first_missing(self.kind, self.answers)
        return HttpResponseRedirect(address_of(missing)) if missing else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = []
        for part in parts_of(self.kind):
            form = self.form_for(part, initial=initial_of(self.answers[part]))
            rows = [
                (str(field.label), display_value(field, field.value()) or "Nothing written")
                for field in form.visible_fields()
            ]
            words = "How to reach you" if self.kind == RequestKind.ME and part == "reach" else SHORT_TITLES[part]
            cards.append((words, rows, address_of(part)))
        return {**super().get_context_data(**kwargs), "answer_cards": cards, "code": self.code, "until": self.until}

    def form_valid(self, form: Form) -> HttpResponse:
        number, due = send_request(
            code=self.code, home_id=self.home_id(), kind=self.kind, answers=self.answers, at=clock.now()
        )
        signed = signing.dumps(
            [number, self.home_id(), due.isoformat(), self.kind == RequestKind.ME], salt=SALT, compress=True
        )
        self.code = ""
        return SeeOther(f"{reverse('referrals:public_request_sent')}?for={signed}")

    def home_id(self) -> int:
        chosen = str(self.answers.get("reach", {}).get("home", ""))
        known = [key for key, _ in queries.councils()]
        if chosen not in known and len(known) != 1:
            raise DomainError("Choose the council first", code="no_council")
        return int(chosen if chosen in known else known[0])


class PublicRequestSent(Page):
    """What happens next, and when. The URL holds it, signed, so that no request is looked up."""

    public = True
    template_name = "referrals/public_request_sent.html"
    title = "We have your request"

    def load(self) -> HttpResponse | None:
        try:
            number, home_id, due, mine = signing.loads(self.request.GET.get("for", ""), salt=SALT)
        except signing.BadSignature:
            return HttpResponseRedirect(reverse("referrals:start_public_request"))
        council, phone = queries.council_name_and_phone(home_id)
        self.receipt = {
            "reference": reference_of(number),
            "council": council,
            "phone": phone,
            "due": date.fromisoformat(due),
            "mine": mine,
        }
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return self.receipt


class ResumeDraft(PublicRequestPage, FormPage):
    """Carry on with the five words of the code. A wrong code has the same message as an old one."""

    template_name = "referrals/public_request_resume.html"
    title = "Carry on with what you began"
    form_class = forms.CodeForm

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        answers = queries.answers_for(data["code"], clock.now()) if looks_like_a_code(data["code"]) else None
        if answers is None:
            raise DomainError(
                "We found nothing for these words. Check each one. What you wrote is kept for four weeks",
                field="code",
                code="no_such_code",
            )
        self.code, self.answers = "-".join(data["code"].lower().replace("-", " ").split()), answers
        return SeeOther(address_of(first_missing(self.kind, answers)))


class DeleteDraft(PublicRequestPage, FormPage):
    """Stop: keep or delete the draft, and remove its code from the browser."""

    template_name = "referrals/public_request_stop.html"
    title = "Stop for now"
    form_class = forms.StopForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "code": self.code if self.answers else "", "until": self.until}

    def form_valid(self, form: Form) -> HttpResponse:
        if form.cleaned_data["what"] == DraftEnding.FORGET:
            delete_draft(code=self.code)
        self.code = ""
        return SeeOther(reverse("referrals:start_public_request"))
