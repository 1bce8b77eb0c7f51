"""Viewers, links, people and their records, and the search for people. Reading one person writes an audit entry.

The caller who shows a search or list records whom it named (`audit.actions.record_list`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, F, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.http import Http404

from locallinks.foundation.accounts.models import Membership
from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.people.choices import InvitationPurpose, SharePurpose
from locallinks.foundation.people.models import (
    Death,
    Invitation,
    LegalRepresentative,
    Merge,
    Person,
    Relationship,
    SafetyNote,
    SafetyReview,
    Share,
    ShareQuerySet,
    SharingAgreement,
)
from locallinks.foundation.people.permissions import (
    ROLES_THAT_CHANGE_RECORDS,
    ROLES_THAT_FIND_PEOPLE,
    check_may_see_people,
)
from locallinks.foundation.people.permissions import check_can_change as check_can_change
from locallinks.foundation.people.permissions import check_can_record_agreement as check_can_record_agreement
from locallinks.foundation.people.permissions import check_can_see as check_can_see
from locallinks.foundation.people.permissions import may_see_people as may_see_people
from locallinks.foundation.people.permissions import roles_for as roles_for
from locallinks.foundation.people.permissions import roles_with as roles_with
from locallinks.foundation.people.rules import (
    invitation_digest,
    representative_refusal,
    safety_note_words,
    search_key,
)
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import LinkInvitation, Viewer, restricted_to_roles


def invited_viewer(token: str, at: datetime) -> Viewer | None:
    """Return the viewer who holds a link, or None where it has ended. Raises Http404 for an unknown token."""
    with connection.cursor() as cursor:
        cursor.execute("select * from guard.invitation(%s)", [invitation_digest(token)])
        row = cursor.fetchone()
    if row is None:
        raise Http404
    pk, person_id, purpose, record_id, to_name, expires_at, ended = row
    if ended or expires_at <= at or purpose not in InvitationPurpose:
        return None
    as_person = InvitationPurpose(purpose).as_person
    return Viewer(
        name=f"{to_name}, by a link",
        people=(person_id,) if as_person else (),
        link_people=() if as_person else (person_id,),
        invitation=LinkInvitation(pk, person_id, purpose, record_id, to_name, expires_at),
    )


def open_person_by_link(*, viewer: Viewer, page: str, at: datetime) -> Person:
    """Return the person a link is about, and write an audit entry. Raises Http404 for a viewer without a link."""
    if viewer.invitation is None:
        raise Http404
    person = Person.objects.select_related("home").filter(pk=viewer.invitation.person_id).first()
    if person is None:
        raise Http404
    record_read(viewer=viewer, person=person, page=page, at=at)
    return person


def invitations_of(person: Person) -> QuerySet[Invitation]:
    """Return the links about a person, newest first, with their ends."""
    rows = Invitation.objects.filter(person=person).select_related("end", "made_by")
    return rows.order_by("-made_at", "-pk")


@dataclass(frozen=True)
class LinkShown:
    """A link on the sharing page: whether it works now, and its status in words."""

    invitation: Invitation
    works: bool
    status: str


def links_of(*, person: Person, at: datetime, most: int = 50) -> list[LinkShown]:
    """Return the newest links about a person with their status, as guard.invitation decides it. One query."""
    makers = Membership.objects.current(clock.day(at)).filter(
        user=OuterRef("made_by"), organisation=OuterRef("organisation"), user__is_active=True
    )
    planners = makers.filter(role__in=ROLES_THAT_CHANGE_RECORDS)
    brokers = makers.filter(role__in=roles_that(Capability.ARRANGE_FOR_COUNCIL))
    works = Q(organisation=None) | Exists(planners) | Q(purpose=InvitationPurpose.QUOTE) & Exists(brokers)
    rows = invitations_of(person).annotate(maker_works=works)
    return [_with_status(invitation, at) for invitation in rows[:most]]


def _with_status(invitation: Invitation, at: datetime) -> LinkShown:
    end = getattr(invitation, "end", None)
    if end is not None:
        return LinkShown(invitation, False, end.get_why_display())
    if invitation.expires_at <= at:
        return LinkShown(invitation, False, "It ran out")
    if not invitation.maker_works:  # type: ignore[attr-defined]
        return LinkShown(invitation, False, "Whoever made it has left")
    return LinkShown(invitation, True, "It works now")


# A person's live safety notes as a column of the person, so that their page needs one query for both.
SAFETY_NOTES_SQL = """(select coalesce(jsonb_agg(jsonb_build_object('words', n.words, 'for_visits', n.for_visits,
    'volunteer_words', n.volunteer_words, 'person_knows', n.person_knows) order by n.recorded_at), '[]')
  from people_safetynote n where n.person_id = people_person.id and not exists (
    select 1 from people_safetyreview r where r.note_id = n.id and r.next_on is null))"""


def open_person(
    *,
    viewer: Viewer,
    person_id: int,
    page: str,
    at: datetime,
    purpose: str = EntryPurpose.SUPPORT,
    with_notes: bool = False,
) -> Person:
    """Return one person for one page, and write an audit entry.

    with_notes: add the safety notes, for `safety_notes_to_show`. A read with the purpose "concern" is left out of the
    page that shows who has read the record (docs/rules/care-act.md 9).
    Raises NotAllowed where none of the viewer's roles opens the record, and Http404 for a person they cannot read.
    """
    to_raise_concern = purpose == EntryPurpose.CONCERN
    check_may_see_people(viewer, to_raise_concern=to_raise_concern)
    rows = Person.objects.select_related("home")
    if with_notes:
        rows = rows.annotate(notes=RawSQL(SAFETY_NOTES_SQL, [], output_field=JSONField()))
    person = rows.filter(pk=person_id).first()
    if person is None:
        raise Http404
    check_can_see(viewer, person, to_raise_concern=to_raise_concern)
    record_read(viewer=viewer, person=person, page=page, purpose=purpose, at=at)
    return person


def open_person_to_change(*, viewer: Viewer, person_id: int, page: str, at: datetime) -> Person:
    """Return one person for a page that changes the record. Raises NotAllowed and Http404, as `open_person` does."""
    person = open_person(viewer=viewer, person_id=person_id, page=page, at=at)
    check_can_change(viewer, person)
    return person


def search_people(*, viewer: Viewer, words: str, limit: int = 25) -> list[Person]:
    """Return the people whose name looks or sounds like `words`, or who have this NHS number or postcode, best first.

    It finds people of the organisations where a role of the viewer may find people: a clinician and a broker open
    records, and may not. Empty for a viewer who opens nobody's page, and for fewer than two letters.
    The search is a `security definer` function, because trigram operators lose their index under row-level security.
    """
    key = search_key(words)[:200]
    if not may_see_people(viewer) or len(key) < 2:
        return []
    with restricted_to_roles(*ROLES_THAT_FIND_PEOPLE):
        with connection.cursor() as cursor:
            cursor.execute("select person_id from guard.search_people(%s, %s)", [key, limit])
            ids = [row[0] for row in cursor.fetchall()]
        people = Person.objects.in_bulk(ids)
    return [people[pk] for pk in ids if pk in people]


def ids_planned_with(viewer: Viewer, people: Collection[Person]) -> set[int]:
    """Return the ids of those of these people for whom organisations where the viewer sees people are the home or plan.

    Organisations that only give support see less of a person. At most one query.
    """
    organisations = viewer.organisations_with_records_open_to(*roles_that(Capability.SEE_PEOPLE))
    ids = {person.pk for person in people if person.home_id in organisations or person.pk in viewer.people}
    rest = [person.pk for person in people if person.pk not in ids]
    if rest:
        shares = Share.objects.live().filter(organisation__in=organisations, purpose=SharePurpose.PLANNING)
        ids |= set(shares.filter(person__in=rest).values_list("person", flat=True))
    return ids


def relationships_of(person: Person) -> QuerySet[Relationship]:
    """Return the people in the person's life, the closest first, then by name."""
    return Relationship.objects.filter(person=person)


def agreements_of(person: Person) -> QuerySet[SharingAgreement]:
    """Return the person's agreements to share, newest first, with their withdrawals."""
    rows = SharingAgreement.objects.filter(person=person)
    return rows.select_related("organisation", "withdrawal", "recorded_by").order_by("-agreed_on", "-pk")


def shares_of(person: Person) -> ShareQuerySet:
    """Return all shares of the record, newest first."""
    return Share.objects.filter(person=person).select_related("organisation").order_by("-starts_on", "-pk")


def has_died(person_id: int) -> bool:
    """Return whether a death of this person is recorded."""
    return Death.objects.filter(person_id=person_id).exists()


def safety_notes_to_show(person: Person, roles: Collection[str]) -> list[str]:
    """Return the safety notes for these roles, of a person opened `with_notes`. No query."""
    notes: list[dict[str, Any]] = person.notes  # type: ignore[attr-defined]
    return [words for note in notes if (words := safety_note_words(roles, **note))]


@dataclass(frozen=True)
class SafetyNoteShown:
    """A safety note as one viewer may read it. `whole`: the viewer may read every part of it."""

    note: SafetyNote
    words: str
    review_on: date
    whole: bool

    def due(self, today: date) -> bool:
        return self.review_on <= today


def safety_notes(*, viewer: Viewer, person: Person) -> list[SafetyNoteShown]:
    """Return the live safety notes that this viewer may read, each with the day of its next review."""
    last = SafetyReview.objects.filter(note=OuterRef("pk")).order_by("-recorded_at", "-pk")
    ended = SafetyReview.objects.filter(next_on=None).values("note")
    rows = SafetyNote.objects.filter(person=person).exclude(pk__in=ended).select_related("recorded_by")
    rows = rows.annotate(next_on=Coalesce(Subquery(last.values("next_on")[:1]), F("review_on")))
    roles = roles_with(viewer, person)
    shown = []
    for row in rows:
        words = safety_note_words(
            roles,
            words=row.words,
            for_visits=row.for_visits,
            volunteer_words=row.volunteer_words,
            person_knows=row.person_knows,
        )
        if words:
            shown.append(SafetyNoteShown(row, words, row.next_on, whole=bool(roles & roles_that(Capability.PLAN_WITH))))
    return shown


def legal_representatives_of(person: Person) -> QuerySet[LegalRepresentative]:
    """Return the attorneys, deputies and appointees of a person, with their ends."""
    return LegalRepresentative.objects.filter(person=person).select_related("end", "recorded_by")


@dataclass(frozen=True)
class DecisionAuthority:
    """Whether somebody may decide in the person's name; `why` is the reason where they may not."""

    allowed: bool
    why: str = ""
    representative: LegalRepresentative | None = None


def decision_authority(
    *,
    person: Person,
    matter: str,
    on: date,
    user_id: int | None = None,
    name: str = "",
    lacks_capacity: bool | None = None,
) -> DecisionAuthority:
    """Return whether this user, or somebody of this name, may decide a matter for the person on a day.

    matter: a code of `Matter`. lacks_capacity: what was recorded about this very decision; None where nothing was.
    Source: Mental Capacity Act 2005 ss.11 and 20; docs/rules/care-act.md 9.
    """
    who = Q(user_id=user_id) if user_id is not None else Q(name__iexact=name.strip())
    why = "Nobody of that name may decide for them. Ask to see the paper that says so."
    for row in legal_representatives_of(person).filter(who):
        end = getattr(row, "end", None)
        why = representative_refusal(
            name=row.name,
            kind=row.kind,
            scopes=row.scopes,
            matter=matter,
            on=on,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            ended_on=end.on if end else None,
            seen_on=row.seen_on,
            lacks_capacity=lacks_capacity,
        )
        if not why:
            return DecisionAuthority(True, representative=row)
    return DecisionAuthority(False, why)


def merge_into_survivor(person_id: int) -> Merge | None:
    """Return the merge by which this record was merged away, with the survivor, or None."""
    return Merge.objects.filter(person_id=person_id, undone=None).select_related("survivor", "merged_by").first()


def merged_away_at(person_id: int) -> datetime | None:
    """Return when the viewer's own record was merged away, or None. They may not read the row, which names another."""
    with connection.cursor() as cursor:
        cursor.execute("select guard.merged_away_at(%s)", [person_id])
        merged_at: datetime | None = cursor.fetchone()[0]
    return merged_at
