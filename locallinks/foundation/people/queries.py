"""Who somebody is, who may see them, and finding them by name. Every read of one person is written down."""

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.http import Http404

from locallinks.foundation.accounts.queries import hats_of
from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.people.models import Death, Invitation, Person, Relationship, Share, SharingAgreement
from locallinks.foundation.people.permissions import (
    check_can_change,
    check_can_see,
    may_see_people,
)
from locallinks.foundation.people.permissions import roles_with as roles_with
from locallinks.foundation.people.rules import INVITATIONS, invitation_digest, search_key
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.scope import NOBODY, Invited, Viewer


def viewer_for(user: Any, on: date | None = None) -> Viewer:
    """The viewer a signed-in user is: their roles today, and the people whose record they may open."""
    if not user.is_authenticated:
        return NOBODY
    with connection.cursor() as cursor:
        cursor.execute("select person_id, kind from guard.grants_of(%s)", [user.pk])
        grants = cursor.fetchall()
    return Viewer(
        user_id=user.pk,
        name=user.name,
        hats=hats_of(user, on or clock.today()),
        people=tuple(person_id for person_id, _ in grants),
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
        name=f"{to_name}, by a link", people=(person_id,) if as_person else (), lent=() if as_person else (person_id,),
        invitation=Invited(pk, person_id, purpose, about, to_name, expires_at),
    )  # fmt: skip


def open_invited(*, viewer: Viewer, page: str, at: datetime) -> Person:
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


def open_person(*, viewer: Viewer, person_id: int, page: str, at: datetime) -> Person:
    """One person for one page; the look is written down. Raises Http404 when this viewer cannot know they exist."""
    check_can_see(viewer, person_id)
    person = Person.objects.select_related("home").filter(pk=person_id).first()
    if person is None:
        raise Http404
    record_read(viewer=viewer, person=person, page=page, at=at)
    return person


def open_to_change(*, viewer: Viewer, person_id: int, page: str, at: datetime) -> Person:
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
    with connection.cursor() as cursor:
        cursor.execute("select person_id from guard.search_people(%s, %s)", [key, limit])
        ids = [row[0] for row in cursor.fetchall()]
    found = Person.objects.in_bulk(ids)
    return [found[one] for one in ids if one in found]


def relationships_of(person: Person) -> QuerySet[Relationship]:
    return Relationship.objects.filter(person=person)


def agreements_of(person: Person) -> QuerySet[SharingAgreement]:
    """What the person agreed to share, newest first, with its end if it was withdrawn."""
    rows = SharingAgreement.objects.filter(person=person)
    return rows.select_related("organisation", "withdrawal", "recorded_by").order_by("-agreed_on", "-pk")


def shares_of(person: Person) -> QuerySet[Share]:
    """Which organisations can see the record, for what and since when."""
    return Share.objects.filter(person=person).select_related("organisation").order_by("-starts_on", "-pk")


def has_live_share(*, person_id: int, organisation_id: int, purpose: str, on: date) -> bool:
    rows = Share.objects.filter(
        person_id=person_id, organisation_id=organisation_id, purpose=purpose, starts_on__lte=on
    )
    return any(row.covers(on) for row in rows)


def has_died(person_id: int) -> bool:
    return Death.objects.filter(person_id=person_id).exists()
