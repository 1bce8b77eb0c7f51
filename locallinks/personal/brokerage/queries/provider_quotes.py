"""Who was asked for a line, what they said, what the person chose, and whether a price waits for a yes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404

from locallinks.foundation.people.choices import InvitationPurpose
from locallinks.foundation.people.models import Invitation
from locallinks.foundation.people.queries.records import open_person_by_link
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage.models import PriceRequest, Quote, QuoteDecision, QuoteRequest
from locallinks.personal.brokerage.rules.provider_quotes import AFTER_PERSON_SAYS_NO, AFTER_PROVIDER_SAYS_NO, NEXT_STEPS
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line

LINK_PURPOSE = InvitationPurpose.QUOTE


@dataclass(frozen=True)
class QuoteStatus:
    """One ask with its newest answer, the person's newest word on it, and the link it can be answered by."""

    ask: QuoteRequest
    answer: Quote | None
    choice: QuoteDecision | None
    link: Invitation | None

    @property
    def status(self) -> str:
        """waiting, no_link, provider_declined, offered, person_declined or chosen: whose no it was is never lost."""
        if self.answer is None:
            return "waiting" if self.link else "no_link"
        if not self.answer.can_help:
            return "provider_declined"
        if self.choice is None:
            return "offered"
        return "chosen" if self.choice.wants else "person_declined"

    @property
    def next_step(self) -> str:
        """What to do after a no, in words; nothing where the next step is the person's or theirs."""
        if self.status == "provider_declined" and self.answer:
            return NEXT_STEPS[AFTER_PROVIDER_SAYS_NO[self.answer.reason]]
        if self.status == "person_declined" and self.choice:
            return NEXT_STEPS[AFTER_PERSON_SAYS_NO[self.choice.reason]]
        return ""

    @property
    def over_pence(self) -> int:
        """How far the price is over what the plan says for the line."""
        if self.answer is None or self.answer.price_pence is None:
            return 0
        return max(0, self.answer.price_pence - self.ask.line.council_cost_pence)


def quotes_for(lines: Iterable[Line], at: datetime) -> dict[int, list[QuoteStatus]]:
    """Everybody asked for each of these lines, in the order they were asked. Four queries however many."""
    asks = list(QuoteRequest.objects.filter(line__in=list(lines)).select_related("line", "asked_by"))
    keys = [ask.pk for ask in asks]
    answers = {row.ask_id: row for row in Quote.objects.filter(ask__in=keys).select_related("recorded_by")}
    chosen = {
        row.answer.ask_id: row for row in QuoteDecision.objects.filter(answer__ask__in=keys).select_related("answer")
    }
    links = {row.record_id: row for row in _open_links(at).filter(record_id__in=keys)}
    found: dict[int, list[QuoteStatus]] = {}
    for ask in asks:
        answer, choice = answers.get(ask.pk), chosen.get(ask.pk)
        if choice and answer and choice.answer_id != answer.pk:
            choice = None  # they have answered again since: the person is asked again
        found.setdefault(ask.line_id, []).append(QuoteStatus(ask, answer, choice, links.get(ask.pk)))
    return found


def _open_links(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(purpose=LINK_PURPOSE, expires_at__gt=at, end=None)


def quote_in(pathway: Pathway, ask_id: int, at: datetime) -> QuoteStatus | None:
    """One ask of this way through, with what came of it."""
    ask = QuoteRequest.objects.select_related("line").filter(pk=ask_id, line__plan__pathway=pathway).first()
    if ask is None:
        return None
    return next(one for one in quotes_for([ask.line], at)[ask.line_id] if one.ask == ask)


def chosen_quote(line: Line, at: datetime) -> QuoteStatus | None:
    """What the person last said yes to, for one line."""
    wanted = [one for one in quotes_for([line], at).get(line.pk, []) if one.status == "chosen" and one.choice]
    return max(wanted, key=lambda one: one.choice.pk if one.choice else 0, default=None)


def request_of_link(*, viewer: Viewer, at: datetime) -> QuoteRequest:
    """What the holder of a link was asked; the look is written down. Raises Http404."""
    open_person_by_link(viewer=viewer, page="a question about helping", at=at)
    about = viewer.invitation.record_id if viewer.invitation else None
    ask = QuoteRequest.objects.select_related("asked_by").filter(pk=about or 0).first()
    if ask is None:
        raise Http404
    return ask


def undecided_price_request(line: Line) -> PriceRequest | None:
    """The newest price above the plan's that nobody has decided about."""
    rows = PriceRequest.objects.filter(line=line, decision=None).select_related("asked_by")
    return rows.order_by("-pk").first()


def agreed_price(line: Line) -> int | None:
    """The highest price above the plan's that somebody said yes to; None where nobody has."""
    rows = PriceRequest.objects.filter(line=line, decision__agreed=True).order_by("-price_pence")
    return rows.values_list("price_pence", flat=True).first()


def agreed_extra(plan_id: int) -> int:
    """Pence a week above the plan's own prices that somebody said yes to, over all its lines."""
    rows = PriceRequest.objects.filter(line__plan=plan_id, line__removed_at=None, decision__agreed=True)
    extra: dict[int, int] = {}
    for row in rows.select_related("line"):
        extra[row.line_id] = max(extra.get(row.line_id, 0), row.price_pence - row.line.council_cost_pence)
    return sum(extra.values())


def price_request_in(pathway: Pathway, request_id: int) -> PriceRequest | None:
    """One price of this way through that waits for a yes or no."""
    rows = PriceRequest.objects.filter(pk=request_id, line__plan__pathway=pathway, decision=None)
    return rows.select_related("line", "asked_by").first()


def undecided_price_requests(pathway: Pathway) -> dict[int, PriceRequest]:
    """By line: the newest price that waits for a yes or no."""
    rows = PriceRequest.objects.filter(line__plan__pathway=pathway, decision=None).order_by("pk")
    return {row.line_id: row for row in rows.select_related("asked_by")}
