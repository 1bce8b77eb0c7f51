"""What stands now with an introduction, who waits, who did not reach a network, and how many did."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from locallinks.foundation.accounts.models import Membership, Organisation
from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.people.models import AgreementWithdrawal, Person
from locallinks.foundation.reference.queries import amounts_statement, holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.clock import LocalDate
from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.pipeline import Statement, run
from locallinks.foundation.shared.roles import Capability, Role
from locallinks.foundation.shared.viewer import Viewer, widened_to_organisations
from locallinks.local.places.models import Postcode, ServedArea
from locallinks.local.places.queries import LOCAL_LINKS, networks_serving
from locallinks.personal.handovers.choices import CapacityUnit, ChaseStep
from locallinks.personal.handovers.models import FORMAT_CHOICES as FORMAT_CHOICES
from locallinks.personal.handovers.models import (
    CoachingNote,
    NetworkAnswer,
    NetworkCapacity,
    NetworkChase,
    NotOffered,
    Offer,
    PersonAnswer,
)
from locallinks.personal.handovers.permissions import (
    SEE_QUEUE,
    check_can_read_notes,
    check_can_see_rates,
)
from locallinks.personal.handovers.rules import (
    CohortRow,
    PublishedRates,
    Rates,
    freshness,
    places_left,
    published_rates,
)
from locallinks.personal.handovers.rules import rates as rates_of
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import (
    CLOCKS,
    SUPPORT_STATES,
    URGENCY_ORDER,
    ClockKey,
    due_on,
    next_task_words,
    urgency,
)

# The council's own clocks (reference data) by the stage they time; where one is missing the default stands.
RATE_OF_CLOCK: dict[ClockKey, str] = {
    PathwayState.BUDGETED: "clock_offer", PathwayState.HANDOVER_SENT: "clock_network_answer",
    (PathwayState.PLANNING, "first_visit"): "clock_first_visit", PathwayState.PLAN_SUBMITTED: "clock_approval",
    PathwayState.APPROVED: "clock_essential_live", PathwayState.BROKERING: "clock_essential_live",
}  # fmt: skip
QUEUE_STATES = (PathwayState.BUDGETED, PathwayState.HANDOVER_OFFERED, PathwayState.HANDOVER_SENT)
UNDECIDED_STATES = (PathwayState.ELIGIBLE, *QUEUE_STATES)


def clocks_on(day: date) -> dict[ClockKey, int]:
    """How many working days each stage may take, as this council has set them. One query."""
    return run(clocks_sql(day))


def clocks_sql(day: date) -> Statement[dict[ClockKey, int]]:
    """The same, to ask together with others."""

    def read(rows: list[tuple[Any, ...]]) -> dict[ClockKey, int]:
        days = amounts.read(rows)
        return {**CLOCKS, **{stage: days[code] for stage, code in RATE_OF_CLOCK.items() if code in days}}

    amounts = amounts_statement(sorted(set(RATE_OF_CLOCK.values())), day)
    return Statement(amounts.sql, amounts.parameters, read)


def networks_for(*, person: Person, on: date) -> list[Organisation]:
    """The networks that serve where this person lives. Nobody serves an address we do not know."""
    return list(networks_serving(person.postcode, on)) if person.postcode else []


def offers_of(pathway: Pathway) -> QuerySet[Offer]:
    """Every offer, the first one first, with what the person and the network said."""
    rows = Offer.objects.filter(pathway=pathway).select_related("network", "network_answer__planner", "recorded_by")
    return rows.prefetch_related("answers", "chases").order_by("recorded_at", "pk")


def newest_offer(pathway: Pathway) -> Offer | None:
    return Offer.objects.filter(pathway=pathway).select_related("network").order_by("-recorded_at", "-pk").first()


def open_offer(pathway: Pathway) -> Offer | None:
    """The newest offer, while the person has not answered it."""
    offer = newest_offer(pathway)
    return offer if offer and not PersonAnswer.objects.filter(offer=offer).exists() else None


def said_no_at(person_id: int) -> datetime | None:
    """When the person last said no to being shared with a network: to an offer, or by taking their yes back."""
    noes = PersonAnswer.objects.filter(person_id=person_id, answer=PersonAnswer.NO).values_list("recorded_at")
    backs = AgreementWithdrawal.objects.filter(person_id=person_id, agreement__purpose=SharePurpose.PLANNING)
    found = [row[0] for row in [*noes, *backs.values_list("recorded_at")]]
    return max(found, default=None)


def last_answer(pathway: Pathway) -> PersonAnswer | None:
    """What the person said last."""
    rows = PersonAnswer.objects.filter(pathway=pathway).select_related("offer__network", "recorded_by")
    return rows.order_by("-recorded_at", "-pk").first()


def networks_that_said_no(pathway: Pathway) -> set[int]:
    rows = NetworkAnswer.objects.filter(pathway=pathway, accepts=False)
    return set(rows.values_list("offer__network_id", flat=True))


def answer_due_on(pathway: Pathway, on: date) -> date | None:
    """The last day the network's answer is in time; None when no answer is awaited."""
    if pathway.state != PathwayState.HANDOVER_SENT:
        return None
    since = clock.day(pathway.state_since)
    return due_on(PathwayState(pathway.state), since, holidays(since, on), clocks_on(on))


def answer_is_late(pathway: Pathway, on: date) -> bool:
    due = answer_due_on(pathway, on)
    return due is not None and on > due


def chase_count(pathway: Pathway) -> int:
    """How often the network that is waited for has been asked again."""
    return _asked_again([pathway]).get(pathway.pk, 0)


@dataclass(frozen=True)
class QueueRow:
    """Somebody between their budget and a planner: at which network's door, since when, due when, what next."""

    pathway: Pathway
    name: str
    network: str
    since: datetime
    due: date | None
    urgency: str
    next: str
    asked_again: int


class QueueEntry(NamedTuple):
    """As much of somebody who waits as the queue sorts and counts by."""

    pathway_id: int
    state: str
    due: date | None
    urgency: str


def introduction_queue(*, viewer: Viewer, today: date) -> LazyList[QueueEntry, QueueRow]:
    """Who waits for an introduction or its answer, overdue first. Three queries, and three for those shown."""
    rows = Pathway.objects.open().filter(state__in=QUEUE_STATES, home_id__in=viewer.organisations_as(*SEE_QUEUE))
    found = list(rows.order_by("state_since").values_list("pk", "state", LocalDate("state_since")))
    days_off = holidays(found[0][2], today) if found else frozenset()
    clocks = clocks_on(today)
    known: dict[tuple[str, date], tuple[date | None, str]] = {}
    doors = []
    for pk, state, day in found:
        if (state, day) not in known:
            due = due_on(state, day, days_off, clocks)
            known[state, day] = due, urgency(due, today, days_off)
        doors.append(QueueEntry(pk, state, *known[state, day]))
    return LazyList(sorted(doors, key=lambda one: (URGENCY_ORDER[one.urgency], one.due or date.max)), _queue_rows)


def _queue_rows(doors: Sequence[QueueEntry]) -> list[QueueRow]:
    pathways = Pathway.objects.select_related("person", "network").in_bulk([one.pathway_id for one in doors])
    networks, asked = _networks_offered(pathways.values()), _asked_again(pathways.values())
    lines = []
    for one in doors:
        row = pathways[one.pathway_id]
        name = row.person.preferred_name
        network = networks.get(row.pk, "") if row.state != PathwayState.BUDGETED else ""
        lines.append(
            QueueRow(row, name, network, row.state_since, one.due, one.urgency, next_task_words(row.state, name),
                    asked.get(row.pk, 0))
        )  # fmt: skip
    return lines


def _networks_offered(rows: Iterable[Pathway]) -> dict[int, str]:
    """The name of the network offered last on each pathway."""
    offers = Offer.objects.filter(pathway__in=[row.pk for row in rows]).order_by("recorded_at", "pk")
    return dict(offers.values_list("pathway_id", "network__name"))


def _asked_again(rows: Iterable[Pathway]) -> dict[int, int]:
    """How often each network now being waited for has been asked again."""
    since = {row.pk: row.state_since for row in rows}
    counted: dict[int, int] = {}
    for pathway_id, at in NetworkChase.objects.filter(pathway__in=since, what=ChaseStep.ASKED).values_list(
        "pathway_id", "recorded_at"
    ):
        if at >= since[pathway_id]:
            counted[pathway_id] = counted.get(pathway_id, 0) + 1
    return counted


@dataclass(frozen=True)
class IntroductionOutcome:
    """One decision that somebody can have support, and whether they reached a network. `why` is in words."""

    row: CohortRow
    name: str
    pathway_id: int
    team: str
    why: str
    recorded_by: str


class EligibleDecision(NamedTuple):
    """As much of a decision as the rates are counted from."""

    row: CohortRow
    pathway_id: int
    team: str
    decided_by: str


def introduction_outcomes(
    *, viewer: Viewer, from_on: date, to_on: date
) -> LazyList[EligibleDecision, IntroductionOutcome]:
    """Everybody found to need support in a period, with what came of it. Four queries, and five for those shown."""
    check_can_see_rates(viewer)
    places = list(viewer.organisations_that(Capability.SEE_RATES_OF_INTRODUCTION))
    # A commissioner opens no record and may read these numbers, which name nobody.
    with widened_to_organisations(*places), connection.cursor() as cursor:
        cursor.execute(
            "select * from introduction_outcomes(%s, %s, %s, %s)", [places, from_on, to_on, settings.TIME_ZONE]
        )
        decided = [CohortCase(*row) for row in cursor.fetchall()]
    served = _was_served_sql({one.postcode for one in decided})
    teams = _teams({one.actor_id for one in decided if one.actor_id})
    found = []
    for one in decided:
        row = CohortRow(
            person_id=one.person_id, eligible_on=one.on, served=served(one.postcode, one.on), offered=one.offered,
            accepted=one.accepted, reached=one.reached, closed=one.reached or one.state not in UNDECIDED_STATES,
            failure_code="" if one.reached else one.code,
        )  # fmt: skip
        found.append(EligibleDecision(row, one.pathway_id, teams.get(one.actor_id or 0, ""), one.actor_name))
    return LazyList(found, _cohort_cases)


class CohortCase(NamedTuple):
    """A decision as `introduction_outcomes` tells it, and what came after it."""

    pathway_id: int
    person_id: int
    on: date
    actor_id: int | None
    actor_name: str
    state: str
    postcode: str
    offered: bool
    accepted: bool
    reached: bool
    code: str


def _cohort_cases(decided: Sequence[EligibleDecision]) -> list[IntroductionOutcome]:
    reasons = _reasons({one.pathway_id for one in decided})
    people = Person.objects.filter(pk__in={one.row.person_id for one in decided})
    names = dict(people.values_list("pk", "preferred_name"))
    found = []
    for one in decided:
        why, by = reasons.get(one.pathway_id, ("", ""))
        found.append(
            IntroductionOutcome(one.row, names[one.row.person_id], one.pathway_id, one.team, why, by or one.decided_by)
        )
    return found


def rates(*, viewer: Viewer, from_on: date, to_on: date) -> Rates:
    """E, O, A, H and the rates of docs/rules/local-links.md 4, for everybody the council decided about in the
    period."""
    found = introduction_outcomes(viewer=viewer, from_on=from_on, to_on=to_on)
    return rates_of([case.row for case in found.rows], start=from_on, end=to_on)


def rates_by_team(found: Iterable[EligibleDecision], *, from_on: date, to_on: date) -> list[tuple[str, PublishedRates]]:
    """The same by team, small numbers left out: never a league table of named workers (section 4)."""
    teams: dict[str, list[CohortRow]] = {}
    for case in found:
        teams.setdefault(case.team or "No team recorded", []).append(case.row)
    return [(team, published_rates(rates_of(rows, start=from_on, end=to_on))) for team, rows in sorted(teams.items())]


def _reasons(pathways: set[int]) -> dict[int, tuple[str, str]]:
    """The last reason on each pathway why somebody did not reach a network: words, and who wrote it down."""
    here, by = {"pathway__in": pathways}, "recorded_by__name"
    not_yes = PersonAnswer.objects.filter(**here).exclude(answer=PersonAnswer.YES)
    noes, late = (
        NetworkAnswer.objects.filter(**here, accepts=False),
        NetworkChase.objects.filter(**here, what=ChaseStep.MOVED_ON),
    )
    acts = [
        *NotOffered.objects.filter(**here).values_list("recorded_at", "pathway_id", "words", by),
        *not_yes.values_list("recorded_at", "pathway_id", "words", by),
        *noes.values_list("recorded_at", "pathway_id", "reason", by),
        *late.values_list("recorded_at", "pathway_id", "words", by),
    ]
    return {pathway_id: (words, who) for _, pathway_id, words, who in sorted(acts, key=itemgetter(0))}


def _was_served_sql(postcodes: set[str]) -> Callable[[str, date], bool]:
    """A question: did a network serve this postcode on that day? Two queries for all of them."""
    wards = dict(Postcode.objects.filter(pk__in=postcodes).values_list("pk", "ward_id"))
    periods: dict[int, list[ServedArea]] = {}
    for area in ServedArea.objects.filter(ward_id__in=set(wards.values()) - {None}, purpose=LOCAL_LINKS):
        periods.setdefault(area.ward_id, []).append(area)

    def asked(postcode: str, day: date) -> bool:
        here = periods.get(wards.get(postcode) or 0, [])
        return any(area.starts_on <= day and (area.ends_on is None or day < area.ends_on) for area in here)

    return asked


def _teams(user_ids: set[int]) -> dict[int, str]:
    rows = Membership.objects.filter(
        user__in=user_ids, team__isnull=False, role=Role.SOCIAL_WORKER, agreed=True
    ).select_related("team")
    return {row.user_id: str(row.team) for row in rows.order_by("starts_on")}


# ---- how much room a network has ----

WITH_THE_NETWORK = (PathwayState.PLANNING, PathwayState.PLAN_SUBMITTED, PathwayState.APPROVED, *SUPPORT_STATES)


@dataclass(frozen=True)
class CapacityNow:
    """What a network said last, how many it works with, and how fresh that is: fresh, old or over."""

    said: NetworkCapacity
    taken: int
    freshness: str

    @property
    def left(self) -> int:
        return places_left(self.said.places, self.taken)

    @property
    def is_full(self) -> bool:
        return self.freshness != "over" and self.left == 0


def working_with(*, network_id: int, unit: str, on: date) -> int:
    """People the network works with, or said yes to that month: counted by its own people, who see them all."""
    if unit == CapacityUnit.A_MONTH:
        rows = NetworkAnswer.objects.filter(offer__network=network_id, accepts=True, recorded_at__year=on.year)
        return rows.filter(recorded_at__month=on.month).count()
    return Pathway.objects.filter(network=network_id, closed_at=None, state__in=WITH_THE_NETWORK).count()


def capacity_of(network_id: int, on: date) -> CapacityNow | None:
    """For the network's own people: the newest word and what is taken now. None: it has not said, or its day passed."""
    said = NetworkCapacity.objects.filter(network=network_id).first()
    if said is None or freshness(as_of=said.as_of, until=said.until, today=on) == "over":
        return None
    taken = working_with(network_id=network_id, unit=said.unit, on=on)
    return CapacityNow(said, taken, freshness(as_of=said.as_of, until=said.until, today=on))


def latest_capacities(networks: Iterable[Organisation], on: date) -> dict[int, CapacityNow]:
    """What each network said last, as it then stood, for whoever makes an offer. One query."""
    rows = NetworkCapacity.objects.filter(network__in=[one.pk for one in networks])
    newest = rows.order_by("network_id", "-said_at", "-pk").distinct("network_id")
    return {
        said.network_id: CapacityNow(said, said.working_with, freshness(as_of=said.as_of, until=said.until, today=on))
        for said in newest
    }


def capacity_history(network_id: int) -> QuerySet[NetworkCapacity]:
    """Everything a network ever said about its room, the newest first."""
    return NetworkCapacity.objects.filter(network=network_id).select_related("said_by")


def count_waiting_for_network(network_id: int) -> int:
    """People who said yes and wait for this network's answer."""
    return Pathway.objects.filter(network=network_id, state=PathwayState.HANDOVER_SENT, closed_at=None).count()


# ---- coaching notes ----


def coaching_notes(*, viewer: Viewer, on: date) -> QuerySet[CoachingNote]:
    """A champion reads every note of the council; a social worker those for them, or for their whole team."""
    check_can_read_notes(viewer)
    rows = CoachingNote.objects.select_related("team", "worker", "written_by")
    champion = viewer.organisations_that(Capability.COACH)
    teams = Membership.objects.filter(user=viewer.user_id, team__isnull=False).current(on).values("team")
    for_team = Q(team__in=teams, worker=None)
    return rows.filter(Q(council__in=champion) | Q(worker=viewer.user_id) | for_team).distinct()
