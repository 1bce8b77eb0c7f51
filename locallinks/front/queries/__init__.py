"""What spans the rooms: a day's work, a person's page and timeline, and one search box."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import F, Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.accounts.queries import asked_of, organisations_named, password_notes
from locallinks.foundation.accounts.queries import to_confirm as to_confirm
from locallinks.foundation.audit.actions import CONCERN, NOT_TOLD
from locallinks.foundation.audit.queries import Look, Looks, acts_for
from locallinks.foundation.concerns.queries import OnToday, concern_without_lead, concerns_on_today
from locallinks.foundation.messages.queries import waiting_by_hand
from locallinks.foundation.people.models import AboutPerson, Death, Grant, Merge, Person
from locallinks.foundation.people.queries import (
    laid_aside_at,
    may_see_people,
    merged_into,
    relationships_of,
    roles_with,
    search_people,
)
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.lean import Lean
from locallinks.foundation.shared.money import pounds
from locallinks.foundation.shared.roles import Capability, roles_shown, roles_that
from locallinks.foundation.shared.scope import Viewer, eyes_of_organisation, eyes_of_person, eyes_of_roles
from locallinks.foundation.shared.together import ask, known, together
from locallinks.front.queries.work import DaysWork as DaysWork
from locallinks.front.queries.work import days_work as days_work
from locallinks.front.queries.work import people_i_work_with as people_i_work_with
from locallinks.front.queries.work import whose as whose
from locallinks.front.queries.work import work_asked, work_told
from locallinks.front.queries.work import work_for as work_for
from locallinks.front.rules import KINDS_IN_WORDS, TOLD_ACTS, TOLD_STEPS, field_in_words
from locallinks.local.directory.queries import search_services
from locallinks.personal.brokerage.queries import (
    TO_ARRANGE,
    Work,
    arranging_roles,
    support_of,
    work_counted,
)
from locallinks.personal.budgets.queries import indicative_of
from locallinks.personal.exchange.queries import Counts, waiting_here
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.pathways.queries import (
    Stage,
    Task,
    Waiting,
    current_pathway,
    people_at_each_stage,
    roles_on,
)
from locallinks.personal.plans.queries import lines_of, plan_to_show
from locallinks.personal.referrals.queries.teams import looks_due
from locallinks.personal.referrals.queries.triage import counts as contact_counts
from locallinks.personal.reviews.queries import Look as ReviewDay
from locallinks.personal.reviews.queries import next_review

# Who plans with somebody, or watches over their way; who reads the plan; who reads the money beside it.
AROUND = roles_that(Capability.SEE_PATHWAY)
READ_PLAN = roles_that(Capability.READ_PLAN)
READ_MONEY = roles_that(Capability.CHANGE_RECORD)
KNOW_THEM = roles_that(Capability.KNOW_PERSON)


@dataclass(frozen=True)
class PersonPage:
    """Everything the heart page shows. What this viewer may not see is left empty."""

    person: Person
    pathway: Pathway | None
    roles: frozenset[str]
    relationships: list[Any]
    support: list[Work]
    death: Death | None = None
    merge: Merge | None = None
    laid_aside_at: datetime | None = None  # the same, for the person themselves
    arrangers: frozenset[str] = frozenset()
    plan: Any = None
    lines: list[Any] = field(default_factory=list)
    indicative: Any = None
    look: ReviewDay | None = None
    paused: Step | None = None

    @property
    def around(self) -> bool:
        """Does this viewer plan with the person, or watch over their way?"""
        return bool(self.roles & AROUND)

    @property
    def knows_them(self) -> bool:
        """A provider sees how to reach somebody and its own work: not who they are, nor who is in their life."""
        return bool(self.roles & KNOW_THEM)

    @property
    def reads_plan(self) -> bool:
        return bool(self.roles & READ_PLAN)


@dataclass(frozen=True)
class Todays:
    """What Today shows of work. `concerns`: the safeguarding concerns this viewer may read, each with the day to
    decide by. `concern_without_lead`: one waits that nobody may read. `by_hand`: letters to print and calls to
    make. `requests`: what anybody asked and waits for the council's team. `team_looks`: people known to their teams to
    look at. `exchange`: what did not fit."""

    concerns: list[tuple[OnToday, date]]
    concern_without_lead: bool
    work: Lean[Task, Waiting]
    by_hand: int
    requests: dict[str, int]
    team_looks: int
    exchange: Counts
    roles_asked: int
    password_notes: list[Any]


def todays(*, viewer: Viewer, today: date, at: datetime) -> Todays:
    """All of it asked together; nothing is asked that is not this viewer's work."""
    posts = viewer.organisations_as(*roles_shown("letter_or_call"))
    by_hand_here = waiting_by_hand(viewer=viewer, at=at) if posts else known(0)
    apart = bool(posts) and posts != viewer.organisations  # another role elsewhere, whose letters are not theirs
    concerns, without_lead, by_hand, requests, team_looks, exchange, (roles_asked, notes), *work = together(
        concerns_on_today(viewer),
        concern_without_lead(viewer),
        known(0) if apart else by_hand_here,
        contact_counts(viewer=viewer, today=today) if viewer.has_role(*roles_shown("request")) else known({}),
        looks_due(viewer=viewer, today=today),
        waiting_here(viewer=viewer, today=today),
        asked_of(viewer),
        *work_asked(viewer=viewer, today=today),
    )
    if apart:
        with eyes_of_roles(*roles_shown("letter_or_call")):
            by_hand = ask(by_hand_here)
    days_off = work[0]  # `work_asked` asks for the bank holidays first
    due = [(one, one.due(days_off)) for one in concerns]
    told = [one for one in password_notes(viewer.actor_id, at) if one.note.read_at is None] if notes else []
    waiting = work_told(viewer, today, work)
    return Todays(due, without_lead, waiting, by_hand, requests, team_looks, exchange, roles_asked, told)


def stages(*, viewer: Viewer) -> list[Stage]:
    """How many people are at each stage, for those who look after the whole."""
    if not viewer.may_somewhere(Capability.COUNT_STAGES):
        return []
    with eyes_of_organisation(*viewer.memberships):  # counted for whoever opens nobody's record, never named
        return people_at_each_stage()


def given_by(*, viewer: Viewer, on: date) -> dict[str, int]:
    """How much a provider gives now, has paused, and starts soon."""
    if not viewer.may_somewhere(Capability.GIVE_SUPPORT):
        return {}
    with eyes_of_roles(*roles_that(Capability.GIVE_SUPPORT)):
        return work_counted(viewer, on)


def people_who_let_in(viewer: Viewer) -> list[Person]:
    """The people whose record this viewer opens for themselves, as a daughter or an attorney does."""
    return list(Person.objects.filter(pk__in=viewer.people))


def roles_here(viewer: Viewer, person: Person, pathway: Pathway | None) -> frozenset[str]:
    """What this viewer is to this person on their way, or where they cannot see one, to the record."""
    return roles_on(viewer, pathway) if pathway is not None else roles_with(viewer, person)


def may_see_timeline(viewer: Viewer, person: Person) -> bool:
    return bool(roles_here(viewer, person, current_pathway(person.pk)) & AROUND)


@dataclass(frozen=True)
class Ring:
    """Somebody to ring, by name and number."""

    name: str
    what: str
    phone: str


def who_to_ring(person_id: int) -> list[Ring]:
    """Who the person, and whom they trust, can ring: named on every page about them. One query."""
    rows = Pathway.objects.filter(person_id=person_id).select_related("home", "network", "planner", "social_worker")
    way = rows.order_by(F("closed_at").desc(nulls_first=True), "-pk").first()
    if way is None:
        return [_ring_home(home) for home in Organisation.objects.filter(pk__in=(
            Person.objects.filter(pk=person_id).values("home")
        ))]  # fmt: skip
    found = [_ring_home(way.home)]
    if way.is_open and way.social_worker:
        found.insert(0, Ring(way.social_worker.name, "social worker", way.social_worker.phone))
    if way.is_open and way.planner and way.network:
        found.insert(0, Ring(way.planner.name, f"support planner at {way.network}", way.planner.phone))
    elif way.is_open and way.network and way.network_id != way.home_id:
        found.insert(0, Ring(way.network.name, "your network", way.network.phone))
    return found


def _ring_home(home: Organisation) -> Ring:
    """The organisation that keeps the record."""
    return Ring(home.name, "the council" if home.kind == "council" else "your network", home.phone)


def person_page(*, viewer: Viewer, person: Person, on: date) -> PersonPage:
    """The heart page. A provider sees its own work only; a volunteer developer no money and no assessment."""
    pathway = current_pathway(person.pk)
    roles = roles_here(viewer, person, pathway)
    base: dict[str, Any] = {
        "person": person, "pathway": pathway, "roles": roles,
        "relationships": list(relationships_of(person)) if roles & KNOW_THEM else [],
        "support": support_of(person_id=person.pk, pathway=pathway, on=on),
    }  # fmt: skip
    if pathway is None or not pathway.is_open:  # a death ends the way through, and nobody who died is asked again
        base["death"] = Death.objects.filter(person=person).first()
        base["merge"] = merged_into(person.pk)  # only a record with no help running is laid aside
        if person.pk in viewer.people:
            base["laid_aside_at"] = laid_aside_at(person.pk)
    if pathway is None or not roles & AROUND:
        return PersonPage(**base)
    if pathway.state in TO_ARRANGE:
        base["arrangers"] = arranging_roles([pathway]).get(pathway.pk, frozenset())
    if pathway.state == "suspended":
        base["paused"] = Step.objects.filter(pathway=pathway, event="suspend").last()
    if roles & READ_PLAN:
        plan = plan_to_show(pathway)
        base |= {"plan": plan, "lines": lines_of(plan) if plan else [], "look": next_review(pathway)}
    if roles & READ_MONEY:
        base["indicative"] = indicative_of(pathway)
    return PersonPage(**base)


@dataclass(frozen=True)
class Happening:
    """One thing on the timeline."""

    at: datetime
    who: str
    what: str
    reason: str
    kind: str


def timeline(
    *, viewer: Viewer, person: Person, kind: str = "", from_on: date | None = None, to_on: date | None = None
) -> list[Happening]:
    """What happened, newest first: steps on the way (`way`) and everything else that was done (`acts`).

    `from_on` and `to_on` are days, both counted. Reasons hold goals, parts of the plan, who gives them and prices: who
    does not read the plan is told why of the request and the introduction alone. What is kept from the person stands
    on no timeline of theirs, nor of whom they let in, also where they work for the council.
    """
    reads_why = bool(roles_here(viewer, person, current_pathway(person.pk)) & READ_PLAN)
    between = Q()
    if from_on:
        between &= Q(at__date__gte=from_on)
    if to_on:
        between &= Q(at__date__lte=to_on)
    found: list[Happening] = []
    if kind != "acts":
        steps = Step.objects.filter(between, person=person)
        found += [
            Happening(
                row.at, row.actor_name, row.words, row.reason if reads_why or row.event in TOLD_STEPS else "", "way"
            )
            for row in steps
        ]
    if kind != "way":
        acts = (
            acts_for(person_id=person.pk)
            .filter(between)
            .exclude(subject_kind="pathways.step")
            .exclude(purpose__in=[CONCERN, NOT_TOLD] if person.pk in viewer.people else [CONCERN])[:500]
        )
        found += [
            Happening(
                row.at, row.actor_name, row.verb,
                row.reason if reads_why or row.subject_kind.startswith(TOLD_ACTS) else "", "acts",
            )
            for row in acts
        ]  # fmt: skip
    return sorted(found, key=lambda one: one.at.timestamp(), reverse=True)


@dataclass(frozen=True)
class Found:
    people: list[Person]
    services: list[Any]
    organisations: list[Organisation]


def find_anything(*, viewer: Viewer, words: str) -> Found:
    """One box: people this viewer may know; services and organisations anybody may."""
    people = search_people(viewer=viewer, words=words, limit=20) if may_see_people(viewer) else []
    if not words.strip():
        return Found(people, [], [])
    return Found(people, search_services(words=words, limit=20), list(organisations_named(words)[:20]))


# Never handed to anybody: how things are kept, not what is known about somebody.
INSIDE = frozenset({"id", "person", "home", "search_name", "digest", "version", "key", "submission"})
MOST_ENTRIES = 5000


def may_have_record(viewer: Viewer, person: Person) -> bool:
    """The person and their social worker (not everybody whom the person lets in)."""
    if viewer.may(Capability.DECIDE, person.home_id):
        return True
    own = Grant.objects.filter(person=person, user=viewer.user_id, kind="self", ends_on=None)
    return person.pk in viewer.people and own.exists()


def whole_record(*, viewer: Viewer, person: Person) -> list[tuple[str, list[list[tuple[str, Any]]]]]:
    """All that is written about somebody, as far as they may read it themselves: by kind, then row, then field.

    Read with the person's own eyes, so that nothing about a worry for their safety, or somebody else, comes along.
    """
    if not may_have_record(viewer, person):
        raise NotAllowed("Only the person and their social worker can have a copy of the whole record.")
    kinds = [kind for kind in apps.get_models() if issubclass(kind, AboutPerson)]
    with eyes_of_person(person.pk):
        found: list[tuple[str, list[Any]]] = [("about you", [Person.objects.get(pk=person.pk)])]
        found += [
            (
                KINDS_IN_WORDS.get(str(kind._meta.verbose_name), str(kind._meta.verbose_name)),
                list(kind._default_manager.filter(person=person.pk).order_by("pk")),
            )
            for kind in kinds
        ]
        acts = [(row.at, row.actor_name, row.verb, row.reason) for row in acts_for(person_id=person.pk)[:MOST_ENTRIES]]
        looks = [(row.at, row.who, _looked(row), "") for row in Looks(person_id=person.pk)[:MOST_ENTRIES]]
    names = _names()
    told = [(words, [_fields(row, names) for row in rows]) for words, rows in found if rows]
    for words, entries in (("what was done", acts), ("who looked", looks)):
        heads = ("when", "who", "what", "why")
        told.append((words, [[(h, v) for h, v in zip(heads, one, strict=True) if v] for one in entries]))
    return told


def _looked(look: Look) -> str:
    if not look.listed:
        return look.what
    often = f" ({look.times} times that day)" if look.times > 1 else ""
    return f"saw a list with this name in it: {look.what}{often}"


def _names() -> dict[type, dict[int, str]]:
    """Workers and organisations by number: a record names them."""
    return {
        User: dict(User.objects.values_list("pk", "name")),
        Organisation: dict(Organisation.objects.values_list("pk", "name")),
    }


def _fields(row: Any, names: dict[type, dict[int, str]]) -> list[tuple[str, Any]]:
    """What one row says, each with its words; what is empty is left out."""
    said = []
    for one in row._meta.concrete_fields:
        value = getattr(row, one.attname)
        if one.name in INSIDE or value in (None, "", [], {}):
            continue
        if one.is_relation:
            value = names.get(one.related_model, {}).get(value)
            if value is None:
                continue
        elif one.choices:
            value = dict(one.flatchoices).get(value, value)
        elif isinstance(value, bool):
            value = "Yes" if value else "No"
        elif one.attname.endswith("_pence"):
            value = pounds(value)
        elif isinstance(value, list | dict):
            value = ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
        said.append((field_in_words(str(one.verbose_name)), value))
    return said
