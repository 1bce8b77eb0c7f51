"""Requesting quotes, comparing them, recording the person's decision, and prices above the plan's."""

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
from locallinks.personal.brokerage.choices import PersonReason, ProviderReason, QuoteState
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
from locallinks.personal.brokerage.views.arrangements import ArrangingPageMixin
from locallinks.personal.pathways.choices import PathwayState

STATE_COLOURS = {
    QuoteState.WAITING: "waiting",
    QuoteState.NO_LINK: "quiet",
    QuoteState.PROVIDER_DECLINED: "quiet",
    QuoteState.OFFERED: "good",
    QuoteState.PERSON_DECLINED: "quiet",
    QuoteState.CHOSEN: "good",
}
STATE_TAGS = {state: (state.label, colour) for state, colour in STATE_COLOURS.items()}


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
        return self.url("quotes", line_id=self.line.pk)

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
        self.tokens = {request.request.pk: request.token for request in sent}
        return SeeOther(self.answers_page())

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        """Show the links in this response: to show them after a redirect, they would have to be stored."""
        response = super().post(request, **url_kwargs)
        if self.tokens is None:
            return response
        page = QuoteList(tokens=self.tokens)
        page.setup(request, **url_kwargs)
        return page.get(request, **url_kwargs)


class QuoteList(LinePageMixin, Page):
    """Every provider asked, side by side. `tokens`: of the links just made, by request."""

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
            "tags": STATE_TAGS,
            "may_arrange": may_arrange,
            "may_choose": permissions.may_choose(viewer, self.pathway) and self.pathway.is_open,
            "links": self._links(offers),
            "provider_reasons": dict(ProviderReason.choices),
            "person_reasons": dict(PersonReason.choices),
            "price_waiting": waiting,
            "agreed_price": agreed_price(self.line),
            "may_decide": bool(waiting) and permissions.may_decide_price(viewer, self.pathway),
        }

    def _links(self, offers: list[QuoteStatus]) -> list[tuple[str, str]]:
        """Return the name and the URL for each of the links just made."""
        tokens = [(offer.request.to_name, (self.tokens or {}).get(offer.request.pk)) for offer in offers]
        pages = [(name, reverse("brokerage:quote_by_link", kwargs={"token": token})) for name, token in tokens if token]
        return [(name, self.request.build_absolute_uri(page)) for name, page in pages]


class RequestPageMixin(ArrangingPageMixin):
    """A page about one request for a quote."""

    def more(self, quote_request_id: int = 0, **rest: Any) -> HttpResponse | None:
        self.offer = quote_in(self.pathway, quote_request_id, clock.now())
        if self.offer is None:
            raise Http404
        return self.about_request()

    def about_request(self) -> HttpResponse | None:
        return None

    def answers_page(self) -> str:
        return self.url("quotes", line_id=self.offer.request.line_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "offer": self.offer,
            "quote_request": self.offer.request,
            "answers": self.answers_page(),
            "reasons": dict(ProviderReason.choices),
        }


class RecordQuote(RequestPageMixin, FormPage):
    """A quote that was given by phone, by letter or in person."""

    template_name = "brokerage/record_quote.html"
    form_class = forms.RecordQuoteForm

    def about_request(self) -> None:
        permissions.check_can_arrange(self.request.viewer, self.pathway)
        self.title = f"What {self.offer.request.to_name} told you"

    def form_valid(self, form: Form) -> HttpResponse:
        record_quote(viewer=self.request.viewer, request_id=self.offer.request.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.answers_page())


class WithdrawRequest(RequestPageMixin, FormPage):
    """Ends the link of a request."""

    template_name = "brokerage/revoke_link.html"

    def about_request(self) -> HttpResponse | None:
        permissions.check_can_arrange(self.request.viewer, self.pathway)
        self.title = f"Call back the link of {self.offer.request.to_name}"
        looking = self.request.method == "GET"
        return HttpResponseRedirect(self.answers_page()) if looking and self.offer.link is None else None

    def form_valid(self, form: Form) -> HttpResponse:
        withdraw_request(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, request_id=self.offer.request.pk, at=clock.now()
        )
        return SeeOther(self.answers_page())


class DecideQuote(RequestPageMixin, FormPage):
    template_name = "brokerage/choose_quote.html"
    form_class = forms.DecideQuoteForm

    def about_request(self) -> HttpResponse | None:
        permissions.check_can_choose(self.request.viewer, self.pathway)
        self.title = f"Is {self.offer.request.to_name} the one?"
        nothing = self.offer.quote is None or not self.offer.quote.can_help
        looking = self.request.method == "GET"
        return HttpResponseRedirect(self.answers_page()) if looking and nothing else None

    def get_initial(self) -> dict[str, Any]:
        viewer = self.request.viewer
        return {"said_by": viewer.name if self.person.pk in viewer.people else self.person.full_name}

    def form_valid(self, form: Form) -> HttpResponse:
        record_quote_decision(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            request_id=self.offer.request.pk,
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
        return {"price_pence": chosen.quote.price_pence if chosen and chosen.over_pence else None}

    def form_valid(self, form: Form) -> HttpResponse:
        request_price(viewer=self.request.viewer, line_id=self.line.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.answers_page())


class DecidePrice(ArrangingPageMixin, FormPage):
    template_name = "brokerage/price_request.html"
    form_class = forms.DecidePriceForm

    def more(self, request_id: int = 0, **rest: Any) -> None:
        permissions.check_can_decide_price(self.request.viewer, self.pathway)
        self.price_request = price_request_in(self.pathway, request_id)
        if self.price_request is None:
            raise Http404
        self.title = "Is this price right?"

    def answers_page(self) -> str:
        return reverse(
            "brokerage:quotes", kwargs={"pathway_id": self.pathway.pk, "line_id": self.price_request.line_id}
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "pathway": self.pathway,
            "person": self.person,
            "line": self.price_request.line,
            "price_request": self.price_request,
            "answers": self.answers_page(),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        decide_price(viewer=self.request.viewer, request_id=self.price_request.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.answers_page())


class QuoteByLink(FormPage):
    """For the provider that was asked: a first name, the part of town, what and when."""

    invited = InvitationPurpose.QUOTE
    template_name = "brokerage/quote_by_link.html"
    form_class = forms.QuoteForm
    title = "Can you help?"

    def load(self, token: str) -> None:
        self.quote_request = request_of_link(viewer=self.request.viewer, at=clock.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "quote_request": self.quote_request,
            "until": self.request.viewer.invitation.expires_at,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        record_quote(viewer=self.request.viewer, request_id=self.quote_request.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("brokerage:quote_received"))


class QuoteReceived(Page):
    """Thanks, for somebody without an account whose link has ended."""

    public = True
    template_name = "brokerage/quote_received.html"
    title = "Thank you"
