"""Requesting quotes for a line, recording quotes and the person's decision, and prices above the plan's."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.actions.invitations import end_invitation, end_used_invitation, invite
from locallinks.foundation.people.choices import InvitationEndReason
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Problem
from locallinks.foundation.shared.money import pounds
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage import permissions
from locallinks.personal.brokerage.actions.arrangements import check_arranging
from locallinks.personal.brokerage.models import PriceDecision, PriceRequest, Quote, QuoteDecision, QuoteRequest
from locallinks.personal.brokerage.queries.provider_quotes import LINK_PURPOSE, agreed_extra, quote_in
from locallinks.personal.brokerage.rules.arrangements import MAX_WEEKLY_PENCE, PROVIDER_KINDS
from locallinks.personal.brokerage.rules.provider_quotes import (
    area_of,
    first_name,
    identifies_person,
    is_urgent,
    names_problems,
    price_decision_problems,
    quote_decision_problems,
    quote_problems,
)
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line


@dataclass(frozen=True)
class SentRequest:
    """A request and the token of its link, which is shown once."""

    request: QuoteRequest
    token: str


@transaction.atomic
def request_quotes(
    *,
    viewer: Viewer,
    line_id: int,
    names: list[str],
    organisation_ids: list[int],
    what: str,
    what_when: str,
    minutes_per_week: int,
    wanted_on: date,
    urgent: bool,
    at: datetime,
) -> list[SentRequest]:
    """Ask several providers, enterprises or groups about one line, and return each request with the token of its link.

    A provider sees a first name, the part of town, what and when. Raises DomainError naming the field, and NotAllowed.
    """
    line = _line(line_id)
    pathway = Pathway.locked(line.plan.pathway_id)
    permissions.check_can_arrange(viewer, pathway)
    check_arranging(pathway=pathway, line=line)
    known = list(Organisation.objects.filter(pk__in=organisation_ids, kind__in=PROVIDER_KINDS).order_by("name"))
    names = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    providers: list[tuple[str, Organisation | None]] = [(organisation.name, organisation) for organisation in known]
    providers += [(name, None) for name in names if name not in {organisation.name for organisation in known}]
    _check_request(
        line.person, [name for name, _ in providers], len(known) != len(set(organisation_ids)), what, what_when
    )
    if wanted_on < clock.day(at):
        raise DomainError("Enter today or a later day", field="wanted_on", code="dates")
    sent = []
    for name, organisation in providers:
        request = QuoteRequest.objects.create(
            person=line.person,
            line=line,
            to_name=name,
            organisation=organisation,
            first_name=first_name(line.person.preferred_name, line.person.full_name),
            area=area_of(line.person.postcode, str(line.person.home)),
            what=what.strip(),
            what_when=what_when.strip(),
            minutes_per_week=minutes_per_week,
            wanted_on=wanted_on,
            urgent=is_urgent(ticked=urgent, wanted_on=wanted_on, today=clock.day(at)),
            asked_by_id=viewer.actor_id,
            asked_at=at,
        )
        _, token = invite(
            viewer=viewer, person=line.person, purpose=LINK_PURPOSE, record_id=request.pk, to_name=name, at=at
        )
        sent.append(SentRequest(request, token))
    summary = f"{line.title}: {', '.join(name for name, _ in providers)}"[:1000]
    record_write(viewer=viewer, verb="asked who could help", subject=line, person=line.person, reason=summary, at=at)
    return sent


def _check_request(person: Person, names: list[str], unknown: bool, what: str, what_when: str) -> None:
    problems = [*names_problems(names)]
    if unknown:
        problems.append(Problem("Choose from the list", "organisation_ids", "gives_no_support"))
    if not what.strip():
        problems.append(Problem("Write what is needed", "what", "no_what"))
    about = {
        "full_name": person.full_name,
        "address": person.address,
        "postcode": person.postcode,
        "phone": person.phone,
    }
    for field, text in (("what", what), ("what_when", what_when)):
        if identifies_person(text, **about):
            message = "Take out the surname, address and phone number: they see a first name and the area only"
            problems.append(Problem(message, field, "tells_too_much"))
    if problems:
        raise DomainError(problems=problems)


@transaction.atomic
def withdraw_request(*, viewer: Viewer, pathway_id: int, request_id: int, at: datetime) -> None:
    """End the link of a request; a quote that was given stays. Raises DomainError if it has ended, and NotAllowed."""
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_arrange(viewer, pathway)
    offer = quote_in(pathway, request_id, at)
    if offer is None or offer.link is None:
        raise DomainError("This link opens nothing any more.", code="link_over")
    end_invitation(viewer=viewer, invitation_id=offer.link.pk, why=InvitationEndReason.REVOKED, at=at)


@transaction.atomic
def record_quote(
    *,
    viewer: Viewer,
    request_id: int,
    can_help: bool | None,
    reason: str = "",
    price_pence: int | None = None,
    minutes_per_week: int | None = None,
    from_on: date | None = None,
    words: str = "",
    by_name: str,
    at: datetime,
) -> Quote:
    """Record a provider's quote, given by the link (which it ends) or told to the arranger, and return it.

    Raises DomainError naming the field, and NotAllowed.
    """
    request = QuoteRequest.objects.select_related("line__plan__pathway", "person").get(pk=request_id)
    by_link = viewer.invitation is not None
    if viewer.invitation is not None:
        if viewer.invitation.purpose != LINK_PURPOSE or viewer.invitation.record_id != request.pk:
            raise NotAllowed("This link is for another question.")
        end_used_invitation(viewer=viewer, at=at)
    else:
        permissions.check_can_arrange(viewer, request.line.plan.pathway)
    problems = quote_problems(
        can_help=can_help,
        reason=reason,
        price_pence=price_pence,
        from_on=from_on,
        by_name=by_name,
        today=clock.day(at),
    )
    if problems:
        raise DomainError(problems=problems)
    yes = bool(can_help)
    quote = Quote.objects.create(
        person=request.person,
        request=request,
        can_help=yes,
        reason="" if yes else reason,
        price_pence=price_pence if yes else None,
        minutes_per_week=minutes_per_week if yes else None,
        from_on=from_on if yes else None,
        words=words.strip(),
        by_name=by_name.strip(),
        recorded_by_id=None if by_link else viewer.actor_id,
        at=at,
    )
    summary = f"{request.to_name}: {'can help' if yes else 'cannot help'}"
    record_write(
        viewer=viewer,
        verb="answered if they can help" if by_link else "wrote down an answer",
        subject=quote,
        person=request.person,
        reason=summary,
        at=at,
    )
    return quote


@transaction.atomic
def record_quote_decision(
    *,
    viewer: Viewer,
    pathway_id: int,
    request_id: int,
    wants: bool | None,
    reason: str = "",
    words: str,
    said_by: str,
    at: datetime,
) -> QuoteDecision:
    """Record what the person decides about a quote, in their words, and return the decision.

    Raises DomainError naming the field, also where nothing was offered, and NotAllowed.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_choose(viewer, pathway)
    offer = quote_in(pathway, request_id, at)
    if offer is None or offer.quote is None or not offer.quote.can_help:
        raise DomainError("They have not said that they can help.", code="nothing_offered")
    if problems := quote_decision_problems(wants=wants, reason=reason, words=words, said_by=said_by):
        raise DomainError(problems=problems)
    decision = QuoteDecision.objects.create(
        person=pathway.person,
        quote=offer.quote,
        wants=bool(wants),
        reason="" if wants else reason,
        words=words.strip(),
        said_by=said_by.strip(),
        recorded_by_id=viewer.actor_id,
        at=at,
    )
    record_write(
        viewer=viewer,
        verb="chose who helps" if wants else "said no to what was offered",
        subject=decision,
        person=pathway.person,
        reason=f"{offer.request.to_name}: {words.strip()}"[:1000],
        at=at,
    )
    return decision


@transaction.atomic
def request_price(*, viewer: Viewer, line_id: int, price_pence: int | None, reason: str, at: datetime) -> PriceRequest:
    """Ask for agreement to a price above the plan's, in pence a week, and return the request.

    Nothing starts at that price before somebody else agrees. Raises DomainError naming the field, and NotAllowed.
    """
    line = _line(line_id)
    pathway = Pathway.locked(line.plan.pathway_id)
    permissions.check_can_arrange(viewer, pathway)
    check_arranging(pathway=pathway, line=line)
    problems = []
    if price_pence is None or not line.council_cost_pence < price_pence <= MAX_WEEKLY_PENCE:
        message = f"Enter a price above the plan's {pounds(line.council_cost_pence)}. At that or less, no yes is needed"
        problems.append(Problem(message, "price_pence", "not_over"))
    if not reason.strip():
        problems.append(Problem("Say why it costs more", "reason", "no_reason"))
    if problems or price_pence is None:
        raise DomainError(problems=problems)
    request = PriceRequest.objects.create(
        person=line.person,
        line=line,
        price_pence=price_pence,
        reason=reason.strip(),
        asked_by_id=viewer.actor_id,
        asked_at=at,
    )
    summary = f"{line.title}: {pounds(request.price_pence)} a week"
    record_write(viewer=viewer, verb="asked about a price", subject=request, person=line.person, reason=summary, at=at)
    return request


@transaction.atomic
def decide_price(*, viewer: Viewer, request_id: int, agreed: bool | None, words: str, at: datetime) -> PriceDecision:
    """Decide about a price above the plan's, and return the decision.

    Raises DomainError where the viewer asked for it or may not approve the sum, and NotAllowed.
    """
    request = PriceRequest.objects.select_related("line__plan__pathway", "person").get(pk=request_id)
    pathway = Pathway.locked(request.line.plan.pathway_id)
    permissions.check_can_decide_price(viewer, pathway)
    if PriceDecision.objects.filter(request=request).exists():
        raise DomainError("Somebody has decided about this price already.", code="decided")
    line, held = request.line, viewer.role_held(*roles_that(Capability.DECIDE), organisation_id=pathway.home_id)
    lines = Line.objects.filter(plan=line.plan, removed_at=None).exclude(pk=line.pk)
    total = sum(other.council_cost_pence for other in lines) + agreed_extra(line.plan_id) + request.price_pence
    problems = price_decision_problems(
        asker_id=request.asked_by_id,
        decider_id=viewer.actor_id,
        total_pence=total,
        agreed=agreed,
        words=words,
        limit_pence=held.approval_limit_pence if held else None,
    )
    if problems:
        raise DomainError(problems=problems)
    decision = PriceDecision.objects.create(
        person=request.person, request=request, agreed=bool(agreed), words=words.strip(), by_id=viewer.actor_id, at=at
    )
    summary = f"{line.title}: {pounds(request.price_pence)} a week"
    verb = "said yes to a price" if agreed else "said no to a price"
    record_write(viewer=viewer, verb=verb, subject=decision, person=request.person, reason=summary, at=at)
    return decision


def _line(line_id: int) -> Line:
    return Line.objects.select_related("plan__pathway", "person__home").get(pk=line_id)
