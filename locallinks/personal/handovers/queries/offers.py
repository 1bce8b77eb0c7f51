"""The offers of a pathway, the answers to them, and the networks that can be offered."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.people.models import AgreementWithdrawal, Person
from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.local.places.queries import networks_serving
from locallinks.personal.handovers.choices import ChaseStep, OfferAnswer
from locallinks.personal.handovers.models import FORMAT_CHOICES as FORMAT_CHOICES
from locallinks.personal.handovers.models import NetworkAnswer, NetworkChase, Offer, PersonAnswer
from locallinks.personal.handovers.queries.clocks import clocks_on
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import due_on


def networks_for(*, person: Person, on: date) -> list[Organisation]:
    """Return the networks that serve the person's postcode. Empty where it is not known."""
    return list(networks_serving(person.postcode, on)) if person.postcode else []


def offers_of(pathway: Pathway) -> QuerySet[Offer]:
    """Return every offer of a pathway, the first one first, with the answers to it."""
    offers = Offer.objects.filter(pathway=pathway).select_related("network", "network_answer__planner", "recorded_by")
    return offers.prefetch_related("answers", "chases").order_by("recorded_at", "pk")


def newest_offer(pathway: Pathway) -> Offer | None:
    """Return the offer made last, answered or not."""
    return Offer.objects.filter(pathway=pathway).select_related("network").order_by("-recorded_at", "-pk").first()


def offer_sent_to_network(pathway: Pathway) -> Offer:
    """Return the offer that the network is asked about. Raises DomainError where nothing was offered."""
    offer = newest_offer(pathway)
    if offer is None:
        raise DomainError("No introduction has been offered. Offer one first", code="nothing_offered")
    return offer


def open_offer(pathway: Pathway) -> Offer | None:
    """Return the newest offer, or None once the person has answered it."""
    offer = newest_offer(pathway)
    return offer if offer and not PersonAnswer.objects.filter(offer=offer).exists() else None


def said_no_at(person_id: int) -> datetime | None:
    """Return when the person last refused to be shared with a network, by declining or by withdrawing consent."""
    declined = PersonAnswer.objects.filter(person_id=person_id, answer=OfferAnswer.NO).values_list("recorded_at")
    withdrawn = AgreementWithdrawal.objects.filter(person_id=person_id, agreement__purpose=SharePurpose.PLANNING)
    times = [row[0] for row in [*declined, *withdrawn.values_list("recorded_at")]]
    return max(times, default=None)


def last_answer(pathway: Pathway) -> PersonAnswer | None:
    """Return the person's latest answer."""
    answers = PersonAnswer.objects.filter(pathway=pathway).select_related("offer__network", "recorded_by")
    return answers.order_by("-recorded_at", "-pk").first()


def networks_that_said_no(pathway: Pathway) -> set[int]:
    """Return the ids of the networks that declined to plan with the person."""
    declined = NetworkAnswer.objects.filter(pathway=pathway, accepts=False)
    return set(declined.values_list("offer__network_id", flat=True))


def answer_due_on(pathway: Pathway, on: date) -> date | None:
    """Return the last day on which the network's answer is in time; None where no answer is awaited."""
    if pathway.state != PathwayState.HANDOVER_SENT:
        return None
    since = clock.day(pathway.state_since)
    return due_on(PathwayState(pathway.state), since, holidays(since, on), clocks_on(on))


def answer_is_late(pathway: Pathway, on: date) -> bool:
    """Return whether the network's answer is overdue on this day; False where none is awaited."""
    due = answer_due_on(pathway, on)
    return due is not None and on > due


def chase_count(pathway: Pathway) -> int:
    """Return how often the network that is now awaited has been reminded."""
    return chase_counts([pathway]).get(pathway.pk, 0)


def chase_counts(pathways: Iterable[Pathway]) -> dict[int, int]:
    """Return by pathway how often the network that is now awaited has been reminded. One query."""
    waiting_since = {pathway.pk: pathway.state_since for pathway in pathways}
    reminders = NetworkChase.objects.filter(pathway__in=waiting_since, step=ChaseStep.ASKED)
    counts: dict[int, int] = {}
    for pathway_id, at in reminders.values_list("pathway_id", "recorded_at"):
        if at >= waiting_since[pathway_id]:
            counts[pathway_id] = counts.get(pathway_id, 0) + 1
    return counts
