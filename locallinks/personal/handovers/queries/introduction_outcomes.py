"""Who was introduced to a network, and why others were not (docs/rules/local-links.md 4)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from locallinks.foundation.accounts.models import Membership
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.roles import Capability, Role
from locallinks.foundation.shared.viewer import Viewer, widened_to_organisations
from locallinks.local.places.models import Postcode, ServedArea
from locallinks.local.places.queries import LOCAL_LINKS
from locallinks.personal.handovers.choices import ChaseStep, OfferAnswer
from locallinks.personal.handovers.models import NetworkAnswer, NetworkChase, NotOffered, PersonAnswer
from locallinks.personal.handovers.permissions import check_can_see_rates
from locallinks.personal.handovers.queries.queue import QUEUE_STATES
from locallinks.personal.handovers.rules import CohortRow, PublishedRates, Rates, published_rates
from locallinks.personal.handovers.rules import rates as rates_of
from locallinks.personal.pathways.choices import PathwayState

UNDECIDED_STATES = (PathwayState.ELIGIBLE, *QUEUE_STATES)


@dataclass(frozen=True)
class IntroductionOutcome:
    """An eligible decision with the details to show. `why` is the reason in words where no network was reached."""

    row: CohortRow
    name: str
    pathway_id: int
    team: str
    why: str
    recorded_by: str


class EligibleDecision(NamedTuple):
    """The part of an eligible decision that the rates are counted from."""

    row: CohortRow
    pathway_id: int
    team: str
    decided_by: str


class CohortCase(NamedTuple):
    """A row of the SQL function `introduction_outcomes`: an eligible decision, and what came after it."""

    pathway_id: int
    person_id: int
    decided_on: date
    actor_id: int | None
    actor_name: str
    state: str
    postcode: str
    offered: bool
    accepted: bool
    reached: bool
    code: str


def introduction_outcomes(
    *, viewer: Viewer, from_on: date, to_on: date
) -> LazyList[EligibleDecision, IntroductionOutcome]:
    """Return everybody found eligible in the period, both days included, with the outcome. Raises NotAllowed.

    Runs four queries, and five more for the rows that are shown.
    """
    check_can_see_rates(viewer)
    homes = list(viewer.organisations_where_may(Capability.SEE_RATES_OF_INTRODUCTION))
    # A commissioner opens no record, but may read these counts, which name nobody.
    with widened_to_organisations(*homes), connection.cursor() as cursor:
        cursor.execute(
            "select * from introduction_outcomes(%s, %s, %s, %s)", [homes, from_on, to_on, settings.TIME_ZONE]
        )
        cases = [CohortCase(*row) for row in cursor.fetchall()]
    was_served = _served_on({case.postcode for case in cases})
    teams = _teams({case.actor_id for case in cases if case.actor_id})
    decisions = [
        EligibleDecision(
            _cohort_row(case, served=was_served(case.postcode, case.decided_on)),
            case.pathway_id,
            teams.get(case.actor_id or 0, ""),
            case.actor_name,
        )
        for case in cases
    ]
    return LazyList(decisions, _details)


def _cohort_row(case: CohortCase, *, served: bool) -> CohortRow:
    return CohortRow(
        person_id=case.person_id,
        eligible_on=case.decided_on,
        served=served,
        offered=case.offered,
        accepted=case.accepted,
        reached=case.reached,
        closed=case.reached or case.state not in UNDECIDED_STATES,
        failure_code="" if case.reached else case.code,
    )


def _details(decisions: Sequence[EligibleDecision]) -> list[IntroductionOutcome]:
    reasons = _reasons({decision.pathway_id for decision in decisions})
    people = Person.objects.filter(pk__in={decision.row.person_id for decision in decisions})
    names = dict(people.values_list("pk", "preferred_name"))
    details = []
    for row, pathway_id, team, decided_by in decisions:
        why, recorded_by = reasons.get(pathway_id, ("", ""))
        details.append(IntroductionOutcome(row, names[row.person_id], pathway_id, team, why, recorded_by or decided_by))
    return details


def rates(*, viewer: Viewer, from_on: date, to_on: date) -> Rates:
    """Return the counts and rates of docs/rules/local-links.md 4 for the period. Raises NotAllowed."""
    outcomes = introduction_outcomes(viewer=viewer, from_on=from_on, to_on=to_on)
    return rates_of([decision.row for decision in outcomes.rows], start=from_on, end=to_on)


def rates_by_team(
    decisions: Iterable[EligibleDecision], *, from_on: date, to_on: date
) -> list[tuple[str, PublishedRates]]:
    """Return the rates by team, without small counts. Never by worker (docs/rules/local-links.md 4)."""
    teams: dict[str, list[CohortRow]] = {}
    for decision in decisions:
        teams.setdefault(decision.team or "No team recorded", []).append(decision.row)
    return [(team, published_rates(rates_of(rows, start=from_on, end=to_on))) for team, rows in sorted(teams.items())]


def _reasons(pathway_ids: set[int]) -> dict[int, tuple[str, str]]:
    """The latest reason on each pathway why no network was reached: the words, and who recorded them."""
    of_pathways, by = {"pathway__in": pathway_ids}, "recorded_by__name"
    not_accepted = PersonAnswer.objects.filter(**of_pathways).exclude(answer=OfferAnswer.YES)
    declined = NetworkAnswer.objects.filter(**of_pathways, accepts=False)
    moved_on = NetworkChase.objects.filter(**of_pathways, step=ChaseStep.MOVED_ON)
    reasons = [
        *NotOffered.objects.filter(**of_pathways).values_list("recorded_at", "pathway_id", "words", by),
        *not_accepted.values_list("recorded_at", "pathway_id", "words", by),
        *declined.values_list("recorded_at", "pathway_id", "reason", by),
        *moved_on.values_list("recorded_at", "pathway_id", "words", by),
    ]
    return {pathway_id: (words, who) for _, pathway_id, words, who in sorted(reasons, key=itemgetter(0))}


def _served_on(postcodes: set[str]) -> Callable[[str, date], bool]:
    """Return a function that says whether a network served a postcode on a day. Two queries for all postcodes."""
    wards = dict(Postcode.objects.filter(pk__in=postcodes).values_list("pk", "ward_id"))
    areas_by_ward: dict[int, list[ServedArea]] = {}
    for area in ServedArea.objects.filter(ward_id__in=set(wards.values()) - {None}, purpose=LOCAL_LINKS):
        areas_by_ward.setdefault(area.ward_id, []).append(area)

    def was_served(postcode: str, day: date) -> bool:
        areas = areas_by_ward.get(wards.get(postcode) or 0, [])
        return any(area.starts_on <= day and (area.ends_on is None or day < area.ends_on) for area in areas)

    return was_served


def _teams(user_ids: set[int]) -> dict[int, str]:
    memberships = Membership.objects.filter(
        user__in=user_ids, team__isnull=False, role=Role.SOCIAL_WORKER, agreed=True
    ).select_related("team")
    return {membership.user_id: str(membership.team) for membership in memberships.order_by("starts_on")}
