"""Asking several at once, reading their answers side by side, the person's choice, and a price above the plan's."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.accounts.queries import organisations_of_kind
from locallinks.foundation.people.choices import InvitationPurpose
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form, choices_from
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.personal.brokerage import forms, permissions
from locallinks.personal.brokerage.actions.provider_quotes import (
    decide_price,
    record_quote,
    record_quote_decision,
    request_price,
    request_quotes,
    withdraw_request,
)
from locallinks.personal.brokerage.queries.arrangements import to_arrange
from locallinks.personal.brokerage.queries.provider_quotes import (
    QuoteStatus,
    agreed_price,
    chosen_quote,
    price_request_in,
    quote_in,
    quotes_for,
    request_of_link,
    undecided_price_request,
)
from locallinks.personal.brokerage.rules.arrangements import PROVIDER_KINDS
from locallinks.personal.brokerage.rules.provider_quotes import PERSON_REASONS, PROVIDER_REASONS
from locallinks.personal.brokerage.views.arrangements import ArrangingPageMixin
from locallinks.personal.pathways.choices import PathwayState

STATUS_WORDS = {
    "waiting": ("No answer yet", "waiting"), "no_link": ("The link is over", "quiet"),
    "provider_declined": ("They cannot", "quiet"), "offered": ("They can", "good"),
    "person_declined": ("Not wanted", "quiet"), "chosen": ("Chosen", "good"),
}  # fmt: skip


class LinePageMixin(ArrangingPageMixin):
    """A page about one line of the approved plan."""

    def more(self, line_id: int = 0, **rest: Any) -> HttpResponse | None:
        rows = to_arrange(self.pathway, clock.today())
        self.row = next((row for row in rows if row.line.pk == line_id), None)
        if self.row is None:
            raise Http404
        self.line = self.row.line
        return self.about_line(**rest)

    def about_line(self, **rest: Any) -> HttpResponse | None:
        return None

    def answers_page(self) -> str:
        return self.url("answers", line_id=self.line.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "line": self.line,
            "row": self.row,
            "answers": self.answers_page(),
        }


class RequestQuotes(LinePageMixin, FormPage):
    template_name = "brokerage/request_quote.html"
    form_class = forms.RequestQuotesForm
    tokens: dict[int, str] | None = None

    def about_line(self, **rest: Any) -> HttpResponse | None:
        permissions.check_can_arrange(self.request.viewer, self.pathway)
        self.title = f"Ask who could help: {self.line.title}"
        return self.go_back(self.pathway.state == PathwayState.APPROVED or not self.pathway.is_open)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "organisations": choices_from(organisations_of_kind(*sorted(PROVIDER_KINDS))),
        }

    def get_initial(self) -> dict[str, Any]:
        return {
            "what": self.line.title,
            "what_when": self.line.what_when,
            "minutes_per_week": self.line.minutes_per_week or None,
            "wanted_on": max(self.line.starts_on or clock.today(), clock.today()),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        names = data.pop("names").splitlines()
        minutes = data.pop("minutes_per_week")
        sent = request_quotes(
            viewer=self.request.viewer,
            line_id=self.line.pk,
            names=names,
            minutes_per_week=minutes or 0,
            at=clock.now(),
            **data,
        )
        self.tokens = {one.ask.pk: one.token for one in sent}
        return SeeOther(self.answers_page())

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """The links stand in the same answer, once: on the way to another page they would have to be kept somewhere."""
        response = super().post(request, **url_kwargs)
        if self.tokens is None:
            return response
        page = QuoteList(tokens=self.tokens)
        page.setup(request, **url_kwargs)
        return page.get(request, **url_kwargs)


class QuoteList(LinePageMixin, Page):
    """Everybody asked, side by side. With `tokens`, the links that were made a moment ago."""

    template_name = "brokerage/quotes.html"
    tokens: dict[int, str] | None = None

    def about_line(self, **rest: Any) -> None:
        self.title = f"Answers: {self.line.title}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewer = self.request.viewer
        may_arrange = permissions.may_arrange(viewer, self.pathway) and self.pathway.is_open
        offers = quotes_for([self.line], clock.now()).get(self.line.pk, [])
        waiting = undecided_price_request(self.line)
        return {
            **super().get_context_data(**kwargs),
            "offers": offers,
            "words": STATUS_WORDS,
            "may_arrange": may_arrange,
            "may_choose": permissions.may_choose(viewer, self.pathway) and self.pathway.is_open,
            "links": self._links(offers),
            "provider_reasons": PROVIDER_REASONS,
            "person_reasons": PERSON_REASONS,
            "price_waiting": waiting,
            "agreed_price": agreed_price(self.line),
            "may_decide": bool(waiting) and permissions.may_decide_price(viewer, self.pathway),
        }

    def _links(self, offers: list[QuoteStatus]) -> list[tuple[str, str]]:
        """Who gets which address, for those made a moment ago."""
        found = [(one.ask.to_name, (self.tokens or {}).get(one.ask.pk)) for one in offers]
        pages = [(name, reverse("brokerage:answer_by_link", kwargs={"token": token})) for name, token in found if token]
        return [(name, self.request.build_absolute_uri(page)) for name, page in pages]


class RequestPageMixin(ArrangingPageMixin):
    """A page about one ask."""

    def more(self, ask_id: int = 0, **rest: Any) -> HttpResponse | None:
        self.offer = quote_in(self.pathway, ask_id, clock.now())
        if self.offer is None:
            raise Http404
        return self.about_ask()

    def about_ask(self) -> HttpResponse | None:
        return None

    def answers_page(self) -> str:
        return self.url("answers", line_id=self.offer.ask.line_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "offer": self.offer,
            "ask": self.offer.ask,
            "answers": self.answers_page(),
            "reasons": PROVIDER_REASONS,
        }


class RecordQuote(RequestPageMixin, FormPage):
    """An answer that came by phone, letter or a talk in the street, typed in."""

    template_name = "brokerage/record_quote.html"
    form_class = forms.RecordQuoteForm

    def about_ask(self) -> None:
        permissions.check_can_arrange(self.request.viewer, self.pathway)
        self.title = f"What {self.offer.ask.to_name} told you"

    def form_valid(self, form: Form) -> HttpResponse:
        record_quote(viewer=self.request.viewer, ask_id=self.offer.ask.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.answers_page())


class WithdrawRequest(RequestPageMixin, FormPage):
    """The link opens nothing any more."""

    template_name = "brokerage/revoke_link.html"

    def about_ask(self) -> HttpResponse | None:
        permissions.check_can_arrange(self.request.viewer, self.pathway)
        self.title = f"Call back the link of {self.offer.ask.to_name}"
        looking = self.request.method == "GET"
        return HttpResponseRedirect(self.answers_page()) if looking and self.offer.link is None else None

    def form_valid(self, form: Form) -> HttpResponse:
        withdraw_request(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, ask_id=self.offer.ask.pk, at=clock.now()
        )
        return SeeOther(self.answers_page())


class DecideQuote(RequestPageMixin, FormPage):
    template_name = "brokerage/choose_quote.html"
    form_class = forms.DecideQuoteForm

    def about_ask(self) -> HttpResponse | None:
        permissions.check_can_choose(self.request.viewer, self.pathway)
        self.title = f"Is {self.offer.ask.to_name} the one?"
        nothing = self.offer.answer is None or not self.offer.answer.can_help
        looking = self.request.method == "GET"
        return HttpResponseRedirect(self.answers_page()) if looking and nothing else None

    def get_initial(self) -> dict[str, Any]:
        viewer = self.request.viewer
        return {"said_by": viewer.name if self.person.pk in viewer.people else self.person.full_name}

    def form_valid(self, form: Form) -> HttpResponse:
        record_quote_decision(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            ask_id=self.offer.ask.pk,
            at=clock.now(),
            **form.cleaned_data,
        )
        return SeeOther(self.answers_page())


class RequestPrice(LinePageMixin, FormPage):
    template_name = "brokerage/price_request.html"
    form_class = forms.PriceForm

    def about_line(self, **rest: Any) -> HttpResponse | None:
        permissions.check_can_arrange(self.request.viewer, self.pathway)
        self.title = "Ask for a yes to a higher price"
        return self.go_back(self.pathway.state == PathwayState.APPROVED or not self.pathway.is_open)

    def get_initial(self) -> dict[str, Any]:
        chosen = chosen_quote(self.line, clock.now())
        return {"price_pence": chosen.answer.price_pence if chosen and chosen.over_pence else None}

    def form_valid(self, form: Form) -> HttpResponse:
        request_price(viewer=self.request.viewer, line_id=self.line.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.answers_page())


class DecidePrice(ArrangingPageMixin, FormPage):
    template_name = "brokerage/price_request.html"
    form_class = forms.DecidePriceForm

    def more(self, request_id: int = 0, **rest: Any) -> None:
        permissions.check_can_decide_price(self.request.viewer, self.pathway)
        self.asked = price_request_in(self.pathway, request_id)
        if self.asked is None:
            raise Http404
        self.title = "Is this price right?"

    def answers_page(self) -> str:
        return reverse("brokerage:answers", kwargs={"pathway_id": self.pathway.pk, "line_id": self.asked.line_id})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "pathway": self.pathway,
            "person": self.person,
            "line": self.asked.line,
            "asked": self.asked,
            "answers": self.answers_page(),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        decide_price(viewer=self.request.viewer, request_id=self.asked.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.answers_page())


class QuoteByLink(FormPage):
    """For whoever was asked: one first name, the part of town, what and when, and nothing else."""

    invited = InvitationPurpose.QUOTE
    template_name = "brokerage/quote_by_link.html"
    form_class = forms.QuoteForm
    title = "Can you help?"

    def load(self, token: str) -> None:
        self.ask = request_of_link(viewer=self.request.viewer, at=clock.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "ask": self.ask,
            "until": self.request.viewer.invitation.expires_at,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        record_quote(viewer=self.request.viewer, ask_id=self.ask.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("brokerage:answered"))


class QuoteReceived(Page):
    """Thanks, for somebody without an account whose link is now used up."""

    public = True
    template_name = "brokerage/quote_received.html"
    title = "Thank you"
