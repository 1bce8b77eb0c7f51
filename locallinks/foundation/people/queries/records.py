"""Who somebody is, who may see them, and finding them by name. Every read of one person is written down.

Whoever shows a search or a list to somebody writes down whom it named (`audit.actions.record_list`).
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
from locallinks.foundation.accounts.queries import roles_of
from locallinks.foundation.audit.actions import FOR_CONCERN, record_read
from locallinks.foundation.people.choices import SharePurpose
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
from locallinks.foundation.people.permissions import check_can_change as check_can_change
from locallinks.foundation.people.permissions import check_can_record_agreement as check_can_record_agreement
from locallinks.foundation.people.permissions import check_can_see as check_can_see
from locallinks.foundation.people.permissions import check_may_see_people
from locallinks.foundation.people.permissions import may_see_people as may_see_people
from locallinks.foundation.people.permissions import roles_for as roles_for
from locallinks.foundation.people.permissions import roles_with as roles_with
from locallinks.foundation.people.rules import (
    INVITATIONS,
    invitation_digest,
    representative_refusal,
    safety_note_words,
    search_key,
)
from locallinks.foundation.people.rules import UNSAFE_CHANNEL_WORDS as UNSAFE_CHANNEL_WORDS
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import (
    ROLES_THAT_OPEN_RECORDS,
    SIGNED_OUT,
    LinkInvitation,
    Viewer,
    restricted_to_roles,
)

# Asked of everybody at each page: whose record they open themselves, and whom they cover for, in one query.
GRANTS_AND_COVER_SQL = """select person_id, kind, '' from guard.grants_of(%s) union all
select user_id, 'cover', name from covered_by(%s)"""


def viewer_for(user: Any, on: date | None = None) -> Viewer:
    """The viewer a signed-in user is: their roles today, and the people whose record they may open."""
    if not user.is_authenticated:
        return SIGNED_OUT
    with connection.cursor() as cursor:
        cursor.execute(GRANTS_AND_COVER_SQL, [user.pk, user.pk])
        rows = cursor.fetchall()
    grants = [(pk, kind) for pk, kind, _ in rows if kind != "cover"]
    return Viewer(
        user_id=user.pk,
        name=user.name,
        hats=roles_of(user, on or clock.today()),
        people=tuple(person_id for person_id, _ in grants),
        covers=tuple((pk, name) for pk, kind, name in rows if kind == "cover"),
        own_person_id=next((person_id for person_id, kind in grants if kind == "self"), None),
    )


def invited_viewer(token: str, at: datetime) -> Viewer | None:
    """Whoever holds this link; None where no link opens with it any more. Raises Http404 where none ever did."""
    with connection.cursor() as cursor:
        cursor.execute("select * from guard.invitation(%s)", [invitation_digest(token)])
        row = cursor.fetchone()
    if row is None:
        raise Http404
    pk, person_id, purpose, about, to_name, expires_at, ended = row
    if ended or expires_at <= at or purpose not in INVITATIONS:
        return None
    as_person = INVITATIONS[purpose][1]
    return Viewer(
        name=f"{to_name}, by a link",
        people=(person_id,) if as_person else (),
        lent=() if as_person else (person_id,),
        invitation=LinkInvitation(pk, person_id, purpose, about, to_name, expires_at),
    )


def open_person_by_link(*, viewer: Viewer, page: str, at: datetime) -> Person:
    """The person a link is about, for the page it leads to; the look is written down. Raises Http404."""
    if viewer.invitation is None:
        raise Http404
    person = Person.objects.select_related("home").filter(pk=viewer.invitation.person_id).first()
    if person is None:
        raise Http404
    record_read(viewer=viewer, person=person, page=page, at=at)
    return person


def invitations_of(person: Person) -> QuerySet[Invitation]:
    """Links made about somebody, newest first, with their end where they have one."""
    rows = Invitation.objects.filter(person=person).select_related("end", "made_by")
    return rows.order_by("-made_at", "-pk")


@dataclass(frozen=True)
class LinkShown:
    """A link made about somebody, as the sharing page lists it: does it work now, and if not, why not?"""

    invitation: Invitation
    works: bool
    how: str


def links_of(*, person: Person, at: datetime, most: int = 50) -> list[LinkShown]:
    """The newest links made about somebody, and whether each works now (as guard.invitation answers). One query."""
    at_work = Membership.objects.current(clock.day(at)).filter(
        user=OuterRef("made_by"), organisation=OuterRef("organisation"), user__is_active=True
    )
    rows = invitations_of(person).annotate(maker_works=Q(organisation=None) | Exists(at_work))
    return [_link(one, at) for one in rows[:most]]


def _link(one: Invitation, at: datetime) -> LinkShown:
    end = getattr(one, "end", None)
    if end is not None:
        return LinkShown(one, False, end.get_why_display())
    if one.expires_at <= at:
        return LinkShown(one, False, "It ran out")
    if not one.maker_works:  # type: ignore[attr-defined]
        return LinkShown(one, False, "Whoever made it has left")
    return LinkShown(one, True, "It works now")


# A person's live keeping-safe notes beside the person, so that their page asks for them in the same query.
SAFETY_NOTES_SQL = """(select coalesce(jsonb_agg(jsonb_build_object('words', n.words, 'for_visits', n.for_visits,
    'volunteer_words', n.volunteer_words, 'person_knows', n.person_knows) order by n.recorded_at), '[]')
  from people_safetynote n where n.person_id = people_person.id and not exists (
    select 1 from people_safetyreview r where r.note_id = n.id and r.next_on is null))"""


def open_person(
    *, viewer: Viewer, person_id: int, page: str, at: datetime, purpose: str = "support", with_notes: bool = False
) -> Person:
    """One person for one page; the look is written down. Raises Http404 when this viewer cannot know they exist.

    A look for the purpose "concern" stands in no list of looks (docs/rules/care-act.md 9). `with_notes` brings the
    keeping-safe notes along, for `safety_notes_to_show`.
    """
    to_tell_a_worry = purpose == FOR_CONCERN
    check_may_see_people(viewer, to_tell_a_worry=to_tell_a_worry)
    rows = Person.objects.select_related("home")
    if with_notes:
        rows = rows.annotate(notes=RawSQL(SAFETY_NOTES_SQL, [], output_field=JSONField()))
    person = rows.filter(pk=person_id).first()
    if person is None:
        raise Http404
    check_can_see(viewer, person, to_tell_a_worry=to_tell_a_worry)
    record_read(viewer=viewer, person=person, page=page, purpose=purpose, at=at)
    return person


def open_person_to_change(*, viewer: Viewer, person_id: int, page: str, at: datetime) -> Person:
    """One person for a page that changes the record. Raises NotAllowed as well as Http404."""
    person = open_person(viewer=viewer, person_id=person_id, page=page, at=at)
    check_can_change(viewer, person)
    return person


def search_people(*, viewer: Viewer, words: str, limit: int = 25) -> list[Person]:
    """People whose name sounds or looks like `words`, or whose NHS number or postcode it is, best first.

    The search itself is one `security definer` function: trigram operators lose their index behind row-level security.
    """
    key = search_key(words)[:200]
    if not may_see_people(viewer) or len(key) < 2:
        return []
    with restricted_to_roles(
        *ROLES_THAT_OPEN_RECORDS - roles_that(Capability.TREAT)
    ):  # a nurse's team is no list to search
        with connection.cursor() as cursor:
            cursor.execute("select person_id from guard.search_people(%s, %s)", [key, limit])
            ids = [row[0] for row in cursor.fetchall()]
        found = Person.objects.in_bulk(ids)
    return [found[one] for one in ids if one in found]


def ids_planned_with(viewer: Viewer, people: Collection[Person]) -> set[int]:
    """Those of these people whose whole record this viewer's organisations keep or plan with, by key; at most one
    query. Whoever only gives somebody support sees no more of them than it takes."""
    ours = {person.pk for person in people if person.home_id in viewer.organisations or person.pk in viewer.people}
    rest = [person.pk for person in people if person.pk not in ours]
    if rest:
        shares = Share.objects.live().filter(organisation__in=viewer.organisations, purpose=SharePurpose.PLANNING)
        ours |= set(shares.filter(person__in=rest).values_list("person", flat=True))
    return ours


def relationships_of(person: Person) -> QuerySet[Relationship]:
    return Relationship.objects.filter(person=person)


def agreements_of(person: Person) -> QuerySet[SharingAgreement]:
    """What the person agreed to share, newest first, with its end if it was withdrawn."""
    rows = SharingAgreement.objects.filter(person=person)
    return rows.select_related("organisation", "withdrawal", "recorded_by").order_by("-agreed_on", "-pk")


def shares_of(person: Person) -> ShareQuerySet:
    """Which organisations can see the record, for what and since when."""
    return Share.objects.filter(person=person).select_related("organisation").order_by("-starts_on", "-pk")


def has_died(person_id: int) -> bool:
    return Death.objects.filter(person_id=person_id).exists()


def safety_notes_to_show(person: Person, roles: Collection[str]) -> list[str]:
    """What somebody with these roles needs to know to keep safe. The person was opened `with_notes`. No query."""
    found: list[dict[str, Any]] = person.notes  # type: ignore[attr-defined]
    return [words for note in found if (words := safety_note_words(roles, **note))]


@dataclass(frozen=True)
class SafetyNoteShown:
    """A keeping-safe note as one viewer reads it."""

    note: SafetyNote
    words: str
    review_on: date
    whole: bool

    def due(self, today: date) -> bool:
        return self.review_on <= today


def safety_notes(*, viewer: Viewer, person: Person) -> list[SafetyNoteShown]:
    """The live notes this viewer may read, each with the day on which to look at it again."""
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
    """Attorneys, deputies and appointees, those whose right has ended too."""
    return LegalRepresentative.objects.filter(person=person).select_related("end", "recorded_by")


@dataclass(frozen=True)
class DecisionAuthority:
    """Whether somebody may decide in the person's name; `why` says why not."""

    allowed: bool
    why: str = ""
    decider: LegalRepresentative | None = None


def decision_authority(
    *,
    person: Person,
    matter: str,
    on: date,
    user_id: int | None = None,
    name: str = "",
    lacks_capacity: bool | None = None,
) -> DecisionAuthority:
    """May this user, or whoever has this name, decide `matter` (rules.MATTERS) for the person on this day?

    Accepted for what it covers and refused for what it does not, with why
    (docs/rules/care-act.md 9). `lacks_capacity` is what was recorded about this very decision: nothing is assumed.
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
            return DecisionAuthority(True, decider=row)
    return DecisionAuthority(False, why)


def merge_into_survivor(person_id: int) -> Merge | None:
    """Where this record points, while it is laid aside."""
    return Merge.objects.filter(person_id=person_id, undone=None).select_related("kept", "merged_by").first()


def merged_away_at(person_id: int) -> datetime | None:
    """When somebody's own record was laid aside. They may not see the row itself: it names another record."""
    with connection.cursor() as cursor:
        cursor.execute("select guard.merged_away_at(%s)", [person_id])
        found: datetime | None = cursor.fetchone()[0]
    return found
