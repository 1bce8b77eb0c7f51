"""Questions to partners, the link that is shown once, and the page on which a partner answers."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from locallinks.foundation.people.choices import InvitationPurpose
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.personal.referrals import permissions
from locallinks.personal.referrals.actions.partner_questions import answer_partner, ask_partner, withdraw_question
from locallinks.personal.referrals.forms import partner_questions as forms
from locallinks.personal.referrals.queries import partner_questions as queries
from locallinks.personal.referrals.views.referral_and_advice import ReferralPageMixin

COOKIE = "link-once"
SALT = "locallinks.link-once"


class PartnerQuestions(ReferralPageMixin, Page):
    """The questions and answers. A new link is shown here once."""

    template_name = "referrals/partner_questions.html"
    page = "what others told us"

    def more(self) -> None:
        self.title = f"What others know about {self.person}"

    @property
    def here(self) -> str:
        return reverse("referrals:partner_questions", kwargs={"pathway_id": self.pathway.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        token = self.request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=300)
        return {
            **super().get_context_data(**kwargs),
            "asked": queries.questions_of(self.pathway, clock.now()),
            "link": self.request.build_absolute_uri(f"/with/{token}/answer/") if token else "",
            "may_ask": permissions.may_ask_partner(self.request.viewer, self.pathway),
        }

    def get(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        response = super().get(request, **url_kwargs)
        if COOKIE in request.COOKIES:
            response.delete_cookie(COOKIE, path=request.path)
        return response


class AskPartner(ReferralPageMixin, FormPage):
    template_name = "referrals/ask_partner.html"
    form_class = forms.QuestionForm
    page = "asking others about them"
    token_made = ""

    def more(self) -> None:
        permissions.check_can_ask_partner(self.request.viewer, self.pathway)
        self.title = f"Ask somebody who knows {self.person}"

    def form_valid(self, form: Form) -> HttpResponse:
        _, self.token_made = ask_partner(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(reverse("referrals:partner_questions", kwargs={"pathway_id": self.pathway.pk}))

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Pass the token to the next page in a signed cookie, so that it is in no URL and no table."""
        response = super().post(request, **url_kwargs)
        if self.token_made:
            response.set_signed_cookie(
                COOKIE,
                self.token_made,
                salt=SALT,
                max_age=300,
                httponly=True,
                samesite="Lax",
                path=response.headers["Location"],
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response


class WithdrawQuestion(ReferralPageMixin, FormPage):
    template_name = "referrals/revoke_link.html"
    title = "Call this link back"
    page = "calling back a question"
    button_words = "Call the link back"

    def load(self, pathway_id: int, question_id: int) -> Any:
        self.question_id = question_id
        return super().load(pathway_id)

    def more(self) -> None:
        permissions.check_can_ask_partner(self.request.viewer, self.pathway)
        self.question = queries.question_to_call_back(pathway=self.pathway, question_id=self.question_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "question": self.question}

    def form_valid(self, form: Form) -> HttpResponse:
        withdraw_question(viewer=self.request.viewer, question_id=self.question.pk, at=clock.now())
        return SeeOther(reverse("referrals:partner_questions", kwargs={"pathway_id": self.pathway.pk}))


class AnswerByLink(FormPage):
    """The page of the link's holder: who asks, a first name, and the question."""

    template_name = "referrals/partner_answer.html"
    invited = InvitationPurpose.PARTNER_ANSWER
    form_class = forms.AnswerForm
    title = "Please answer one question"
    sent = False

    def load(self, token: str) -> None:
        self.question = queries.question_for(self.request.viewer, clock.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "question": self.question,
            "to_name": self.request.viewer.invitation.to_name,
            "sent": self.sent,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        answer_partner(viewer=self.request.viewer, at=clock.now(), **form.cleaned_data)
        self.sent = True
        return SeeOther("/")

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        response = super().post(request, **url_kwargs)
        return self.respond(form=None) if self.sent else response
