"""Requests for quotes, the quotes, what the person decided, and prices above the plan's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404

from locallinks.foundation.people.choices import InvitationPurpose
from locallinks.foundation.people.models import Invitation
from locallinks.foundation.people.queries.records import open_person_by_link
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage.choices import PersonReason, ProviderReason, QuoteState
from locallinks.personal.brokerage.models import PriceRequest, Quote, QuoteDecision, QuoteRequest
from locallinks.personal.brokerage.rules.provider_quotes import AFTER_PERSON_SAYS_NO, AFTER_PROVIDER_SAYS_NO
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line

LINK_PURPOSE = InvitationPurpose.QUOTE


@dataclass(frozen=True)
class QuoteStatus:
    """A request with its newest quote, the person's newest decision about that, and the link to answer by."""

    request: QuoteRequest
    quote: Quote | None
    decision: QuoteDecision | None
    link: Invitation | None

    @property
    def state(self) -> QuoteState:
        """Where the request stands."""
        if self.quote is None:
            return QuoteState.WAITING if self.link else QuoteState.NO_LINK
        if not self.quote.can_help:
            return QuoteState.PROVIDER_DECLINED
        if self.decision is None:
            return QuoteState.OFFERED
        return QuoteState.CHOSEN if self.decision.wants else QuoteState.PERSON_DECLINED

    @property
    def next_step(self) -> str:
        """What to do after a no, in words; empty where nobody has said no."""
        if self.state == QuoteState.PROVIDER_DECLINED and self.quote:
            return AFTER_PROVIDER_SAYS_NO[ProviderReason(self.quote.reason)].label
        if self.state == QuoteState.PERSON_DECLINED and self.decision:
            return AFTER_PERSON_SAYS_NO[PersonReason(self.decision.reason)].label
        return ""

    @property
    def over_pence(self) -> int:
        """Pence a week by which the price is above what the plan says for the line, or 0."""
        if self.quote is None or self.quote.price_pence is None:
            return 0
        return max(0, self.quote.price_pence - self.request.line.council_cost_pence)


def quotes_for(lines: Iterable[Line], at: datetime) -> dict[int, list[QuoteStatus]]:
    """Return every request for each of these lines, by line, oldest first. Runs four queries however many there are."""
    requests = list(QuoteRequest.objects.filter(line__in=list(lines)).select_related("line", "asked_by"))
    keys = [request.pk for request in requests]
    quotes = {row.request_id: row for row in Quote.objects.filter(request__in=keys).select_related("recorded_by")}
    decisions = QuoteDecision.objects.filter(quote__request__in=keys).select_related("quote")
    decided = {row.quote.request_id: row for row in decisions}
    links = {row.record_id: row for row in _open_links(at).filter(record_id__in=keys)}
    statuses: dict[int, list[QuoteStatus]] = {}
    for request in requests:
        quote, decision = quotes.get(request.pk), decided.get(request.pk)
        if decision and quote and decision.quote_id != quote.pk:
            decision = None  # the provider has answered again since, so the person is asked again
        statuses.setdefault(request.line_id, []).append(QuoteStatus(request, quote, decision, links.get(request.pk)))
    return statuses


def _open_links(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(purpose=LINK_PURPOSE, expires_at__gt=at, end=None)


def quote_in(pathway: Pathway, request_id: int, at: datetime) -> QuoteStatus | None:
    """Return one request of this pathway with its quote and decision, or None where the pathway has no such request."""
    request = QuoteRequest.objects.select_related("line").filter(pk=request_id, line__plan__pathway=pathway).first()
    if request is None:
        return None
    return next(status for status in quotes_for([request.line], at)[request.line_id] if status.request == request)


def chosen_quote(line: Line, at: datetime) -> QuoteStatus | None:
    """Return the quote for a line that the person chose last, or None."""
    chosen = [status for status in quotes_for([line], at).get(line.pk, []) if status.state == QuoteState.CHOSEN]
    return max(chosen, key=lambda status: status.decision.pk if status.decision else 0, default=None)


def request_of_link(*, viewer: Viewer, at: datetime) -> QuoteRequest:
    """Return the request that the viewer's link is about, and record the read. Raises Http404."""
    open_person_by_link(viewer=viewer, page="a question about helping", at=at)
    about = viewer.invitation.record_id if viewer.invitation else None
    request = QuoteRequest.objects.select_related("asked_by").filter(pk=about or 0).first()
    if request is None:
        raise Http404
    return request


def undecided_price_request(line: Line) -> PriceRequest | None:
    """Return the newest request for a price above the plan's that nobody has decided, or None."""
    rows = PriceRequest.objects.filter(line=line, decision=None).select_related("asked_by")
    return rows.order_by("-pk").first()


def agreed_price(line: Line) -> int | None:
    """Return the highest price above the plan's that was agreed, in pence a week, or None."""
    rows = PriceRequest.objects.filter(line=line, decision__agreed=True).order_by("-price_pence")
    return rows.values_list("price_pence", flat=True).first()


def agreed_extra(plan_id: int) -> int:
    """Return the pence a week agreed above the plan's own prices, over all lines of the plan."""
    rows = PriceRequest.objects.filter(line__plan=plan_id, line__removed_at=None, decision__agreed=True)
    extra: dict[int, int] = {}
    for row in rows.select_related("line"):
        extra[row.line_id] = max(extra.get(row.line_id, 0), row.price_pence - row.line.council_cost_pence)
    return sum(extra.values())


def price_request_in(pathway: Pathway, request_id: int) -> PriceRequest | None:
    """Return an undecided request for a price on this pathway, or None."""
    rows = PriceRequest.objects.filter(pk=request_id, line__plan__pathway=pathway, decision=None)
    return rows.select_related("line", "asked_by").first()


def undecided_price_requests(pathway: Pathway) -> dict[int, PriceRequest]:
    """Return the newest undecided request for a price, by line."""
    rows = PriceRequest.objects.filter(line__plan__pathway=pathway, decision=None).order_by("pk")
    return {row.line_id: row for row in rows.select_related("asked_by")}
