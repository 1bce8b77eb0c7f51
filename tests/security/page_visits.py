"""Visiting a page as a user: its URL, its form, and what it changed."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from locallinks.foundation.accounts.models import Cover, Delegation, Membership, Organisation, Team, TeamPartner
from locallinks.foundation.concerns.models import Concern
from locallinks.foundation.messages.models import Message
from locallinks.foundation.people.models import LegalRepresentative, SafetyNote
from locallinks.foundation.people.queries.records import agreements_of
from locallinks.foundation.reference.models import BankHoliday, Rate
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import RoleIn, Viewer, acting_as
from locallinks.local.directory.models import FeedImport, Service
from locallinks.personal.brokerage.models import Arrangement, PriceRequest, QuoteRequest
from locallinks.personal.budgets.models import AllocationVersion, Baseline
from locallinks.personal.exchange.models import Connection, InboundRecord
from locallinks.personal.plans.models import Attachment, Comment, Line, Task
from locallinks.personal.plans.queries.discussion import share_links_of
from locallinks.personal.referrals.models import PartnerQuestion
from locallinks.personal.teams.models import TeamGoal
from tests.security.access_table import table
from tests.security.form_filling import fill_in
from tests.security.person_tables import rows, value
from tests.security.world_base import World, own_transaction

# What an address may ask for, and where the world keeps it. `stage` is where on the way the person stands.
URL_ARGUMENTS: dict[str, Callable[[World, str], Any]] = {
    "question_id": lambda world, stage: PartnerQuestion.objects.order_by("pk")[0].pk,
    "delegation_id": lambda world, stage: Delegation.objects.order_by("pk")[0].pk,
    "team_id": lambda world, stage: Team.objects.get(name="Millbank team").pk,
    "partner_id": lambda world, stage: TeamPartner.objects.order_by("pk")[0].pk,
    "goal_id": lambda world, stage: TeamGoal.objects.filter(person=world.people[stage], end=None).latest("pk").pk,
    "candidate_id": lambda world, stage: world.pairs[stage].pk,
    "contact_id": lambda world, stage: world.contacts[stage].pk,
    "person_id": lambda world, stage: world.people[stage].pk,
    "record_id": lambda world, stage: InboundRecord.objects.get(person=world.people[stage]).pk,
    "connection_id": lambda world, stage: Connection.objects.get().pk,
    "pathway_id": lambda world, stage: world.pathways[stage].pk,
    "agreement_id": lambda world, stage: agreements_of(world.people[stage])[0].pk,
    "line_id": lambda world, stage: Line.objects.filter(plan__pathway=world.pathways[stage]).order_by("-pk")[0].pk,
    "arrangement_id": lambda world, stage: (
        Arrangement.objects.filter(pathway=world.pathways[stage]).order_by("pk")[0].pk
    ),
    "leaving_id": lambda world, stage: (
        Arrangement.objects.filter(pathway=world.pathways[stage], ends_on__isnull=False).latest("pk").pk
    ),
    "note_id": lambda world, stage: SafetyNote.objects.filter(person=world.people[stage]).latest("pk").pk,
    "representative_id": lambda world, stage: (
        LegalRepresentative.objects.filter(person=world.people[stage]).latest("pk").pk
    ),
    "concern_id": lambda world, stage: Concern.objects.get(person=world.people[stage]).pk,
    "quote_request_id": lambda world, stage: (
        QuoteRequest.objects.filter(line__plan__pathway=world.pathways[stage]).order_by("pk")[0].pk
    ),
    "request_id": lambda world, stage: (
        PriceRequest.objects.filter(line__plan__pathway=world.pathways[stage]).order_by("pk")[0].pk
    ),
    "comment_id": lambda world, stage: Comment.objects.filter(plan__pathway=world.pathways[stage]).latest("pk").pk,
    "number": lambda world, stage: 1,
    "attachment_id": lambda world, stage: (
        Attachment.objects.filter(pathway=world.pathways[stage], removal=None).latest("pk").pk
    ),
    "task_id": lambda world, stage: Task.objects.filter(pathway=world.pathways[stage]).latest("pk").pk,
    "invitation_id": lambda world, stage: share_links_of(world.pathways[stage])[0].pk,
    "holder": lambda world, stage: "nominated",
    "scale": lambda world, stage: "ucla3" if stage != "-" else "swemwbs",
    "letter_id": lambda world, stage: Message.objects.filter(person=world.people[stage], kind="asked").latest("pk").pk,
    "message_id": lambda world, stage: world.messages["call" if stage == "planning" else "letter"].pk,
    "membership_id": lambda world, stage: Membership.objects.get(user=world.city.users["social_worker2"]).pk,
    "joining_id": lambda world, stage: Membership.objects.get(user__email="joiner@demo.example").pk,
    "cover_id": lambda world, stage: Cover.objects.get(covered_by=world.city.users["social_worker2"]).pk,
    "code": lambda world, stage: "home_care_hour",
    "allocation_id": lambda world, stage: AllocationVersion.objects.latest("number").pk,
    "baseline_id": lambda world, stage: Baseline.objects.get(pathway=world.pathways[stage]).pk,
    "trusted_id": lambda world, stage: world.carers["trusted"].pk,
    "short_term_id": lambda world, stage: world.carers["short"].pk,
    "carer_assessment_id": lambda world, stage: world.carers[stage].pk,
    "token": lambda world, stage: "no-such-link",  # what holders of one see is tested in the room that gives it
    "rate_id": lambda world, stage: Rate.objects.order_by("pk")[0].pk,
    "year": lambda world, stage: clock.today().year,
    "holiday_id": lambda world, stage: BankHoliday.objects.order_by("-day")[0].pk,
    "uuid": lambda world, stage: Service.objects.get(name="Lunch club").uuid,
    "import_id": lambda world, stage: FeedImport.objects.get().pk,
}
# The part of an address that is a word, and what is asked for after it.
URL_PART_VALUES = {
    "assessments:write_part": "strengths",
    "assessments:self_assessment_part": "strengths",
    "assessments:self_assessment_part_by_link": "strengths",
    "assessments:write_carer_part": "caring",
    "plans:edit_texts_part": "wellbeing",
    "referrals:public_request_part": "who",
}
QUERY = {"plans:add_line": "?kind=voluntary"}
# Not told apart by what they hold: looking and failing leave marks here, by design.
TABLES_THAT_MAY_CHANGE = {
    "audit_entry",
    "audit_listedpeople",
    "shared_ratecount",
    "django_session",
    "axes_accessattempt",
    "axes_accesslog",
    "axes_accessfailurelog",
}


UNREADABLE_TABLES = {"referrals_requestdraft"}  # drafts open by their code alone; a test sees only that one was written


@dataclass(frozen=True)
class UrlPattern:
    name: str
    asks_for: frozenset[str]
    view: Any

    @property
    def public(self) -> bool:
        """Whether the page opens without signing in; a page for the holder of a link does, for them."""
        return bool(getattr(self.view, "public", False) or getattr(self.view, "invited", ""))

    @property
    def sends(self) -> bool:
        return hasattr(self.view, "post")


@cache
def url_patterns() -> dict[str, UrlPattern]:
    """Return every page of the site, by its name."""
    return {page.name: page for page in _walk(get_resolver().url_patterns)}


def _walk(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[UrlPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name == "ninja":  # an API is no page: its room tests who may call it
                continue
            yield from _walk(pattern.url_patterns, f"{before}{pattern.namespace}:" if pattern.namespace else before)
        else:
            view = getattr(pattern.callback, "view_class", pattern.callback)
            yield UrlPattern(f"{before}{pattern.name or pattern.pattern}", frozenset(pattern.pattern.converters), view)


def page_url(world: World, page: UrlPattern, stage: str, part: str = "") -> str:
    """Return the URL of a page for the person at this stage. Raises KeyError for an id that the world has not."""
    eyes = "safeguarding_lead" if "concern_id" in page.asks_for else "social_worker"
    with acting_as(world.city.viewer(eyes)):
        found = {name: URL_ARGUMENTS[name](world, stage) for name in page.asks_for - {"part"}}
    return reverse(page.name, kwargs=found | ({"part": part} if "part" in page.asks_for else {}))


def url_for(world: World, name: str) -> str:
    """Return the URL of a page of the table, for the person at its stage; always the same in one world."""
    if name not in world.urls:
        address = page_url(world, url_patterns()[name], table()[name].stage, URL_PART_VALUES.get(name, ""))
        world.urls[name] = address + QUERY.get(name, "")
    return world.urls[name]


def clients_of(world: World) -> dict[str, Client]:
    """Return a signed-in client for every user of the world, and `nobody`, who is not signed in."""
    return {role: world.city.client(role) for role in world.city.users} | {"nobody": world.city.client()}


def form_of(response: HttpResponse, words: str, **answers: Any) -> dict[str, list[str]]:
    return fill_in(response.content.decode(), words, **answers)


@contextmanager
def rolled_back(world: World, *clients: Client) -> Iterator[list[str]]:
    """Roll everything back at the end, cookies too. Then the list names every table that was changed.

    Only tables that were written to are read, before and after rolling back. A write that was rolled back meanwhile
    costs a read and changes nothing; test_page_visits.py checks that every write is counted and seen.
    """
    changed: list[str] = []
    cookies = [deepcopy(client.cookies) for client in clients]
    with own_transaction():
        before = writes_so_far()
        yield changed
        written = changes(before, writes_so_far())
        held = contents(world, written)
    changed += sorted({*changes(contents(world, written), held), *UNREADABLE_TABLES.intersection(written)})
    for client, had in zip(clients, cookies, strict=True):
        client.cookies = had


def writes_so_far() -> dict[str, tuple[int, int]]:
    """Return for each table the rows written in this transaction, also those rolled back, and its file.

    Truncating a table gives it another file. PostgreSQL holds both in memory for this connection, so that this takes a
    few milliseconds whatever the size of the tables.
    """
    counted = rows(
        "select relname, n_tup_ins + n_tup_upd + n_tup_del, pg_relation_filenode(relid)::bigint "
        "from pg_stat_xact_user_tables where relname <> all(%s)",
        sorted(TABLES_THAT_MAY_CHANGE),
    )
    return {table: (written, file) for table, written, file in counted}


def contents(world: World, tables: Collection[str]) -> dict[str, str]:
    """Return what these tables hold: the value differs when anything has changed."""
    if not tables:
        return {}
    one_query = " union all ".join(
        f"select '{table}', coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t"
        for table in tables
    )
    with acting_as(viewer_of_everything(world)):
        return dict(rows(one_query))


def viewer_of_everything(world: World) -> Viewer:
    """A viewer with a role that opens records in every organisation."""
    lead = world.city.users["safeguarding_lead"].pk  # concerns are read by who it is, not by where they work
    roles = tuple(RoleIn(Role.SAFEGUARDING_LEAD, pk) for pk in Organisation.objects.values_list("pk", flat=True))
    return Viewer(user_id=lead, name="Everybody", roles_held=roles)


def reads_audited() -> int:
    """Return how many reads were audited in this transaction, of one person and of lists, also those rolled back."""
    return int(
        str(
            value("""
        select sum(pg_stat_get_xact_tuples_inserted(oid)) from pg_class
        where relname in ('audit_entry', 'audit_listedpeople') and relkind = 'r'
    """)
        )
    )


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return sorted(table for table, held in after.items() if before.get(table) != held)
