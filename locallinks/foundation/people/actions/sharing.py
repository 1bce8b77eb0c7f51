"""Agreements to share, the shares that follow, and their ends; who may open a record for themselves."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people import permissions
from locallinks.foundation.people.models import (
    AgreementWithdrawal,
    Grant,
    Invitation,
    InvitationEnd,
    Person,
    Share,
    SharingAgreement,
)
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer


@transaction.atomic
def agree_to_share(
    *,
    viewer: Viewer,
    person: Person,
    organisation: Organisation,
    purpose: str,
    basis: str = "agreement",
    agreed_by: str,
    how_explained: str,
    words: str = "",
    consulted: str = "",
    lacks_capacity: bool | None = None,
    on: date,
    at: datetime,
) -> SharingAgreement:
    """Record the person's agreement (or a best-interests decision) and open the record. docs/rules/care-act.md 9.

    `lacks_capacity` is what was recorded about this very choice, read by the room that keeps it: nobody is decided for
    without it, and nobody's yes is taken against it. Raises DomainError naming the field.
    """
    permissions.check_can_record_agreement(viewer, person)
    if on > clock.day(at):
        raise DomainError("Enter a date that is today or earlier", field="agreed_on", code="agreed_later")
    if basis != "agreement" and lacks_capacity is not True:
        raise DomainError(
            "First record, for this very choice, that they cannot make it themselves, even with help",
            field="basis",
            code="no_capacity_record",
        )
    if basis == "agreement" and lacks_capacity:
        raise DomainError(
            "It is recorded that they cannot make this choice, so their yes is not taken",
            field="basis",
            code="cannot_agree",
        )
    if basis == "best_interests" and not consulted.strip():
        raise DomainError("Say who was asked before this was decided", field="consulted", code="nobody_consulted")
    agreement = SharingAgreement.objects.create(
        person=person, organisation=organisation, purpose=purpose, basis=basis, agreed_by=agreed_by,
        how_explained=how_explained, words=words, consulted=consulted, agreed_on=on,
        recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip
    open_share(
        person=person, organisation=organisation, purpose=purpose, basis=basis, agreement=agreement, on=clock.day(at)
    )
    record_write(
        viewer=viewer,
        verb=f"recorded that {organisation} may see the record",
        subject=agreement,
        person=person,
        reason=words,
        at=at,
    )
    return agreement


def open_share(
    *,
    person: Person,
    organisation: Organisation,
    purpose: str,
    basis: str,
    on: date,
    agreement: SharingAgreement | None = None,
) -> Share:
    """Open the record to an organisation. A share already open for this purpose stays, and stands on the new yes."""
    existing = Share.objects.filter(person=person, organisation=organisation, purpose=purpose, ends_on=None).first()
    if existing is None:
        return Share.objects.create(
            person=person, organisation=organisation, purpose=purpose, basis=basis, agreement=agreement, starts_on=on
        )
    if agreement is not None and existing.agreement_id != agreement.pk:
        existing.basis, existing.agreement = basis, agreement
        existing.save(update_fields=["basis", "agreement"])
    return existing


def close_shares(
    *, person_id: int, organisation_id: int | None = None, purposes: tuple[str, ...] = (), on: date, at: datetime
) -> int:
    """End these shares from `on`, and the links that stand on them now. Returns how many shares were live.

    From the next look the record is shut. On a later day the database ends the links by itself (guard.invitation).
    """
    wanted = Q(person_id=person_id) & (Q(ends_on=None) | Q(ends_on__gt=on))
    if organisation_id:
        wanted &= Q(organisation_id=organisation_id)
    if purposes:
        wanted &= Q(purpose__in=purposes)
    shares = Share.objects.filter(pk__in=[one.pk for one in Share.objects.select_for_update().filter(wanted)])
    if on <= clock.day(at):
        _end_links(Invitation.objects.filter(share__in=shares), why="not_shared", at=at)
    return shares.update(ends_on=Greatest("starts_on", on))


def end_access_after_closing(*, person_id: int, why: str, at: datetime) -> None:
    """A way through closed (`closed`), or they died (`died`): all that stood on it ends, whoever records it.

    Whoever gave support or looked for it is shut out that day; every link ends. Whoever planned, and a neighbourhood
    team, reads for settings.FINISH_FILE_DAYS more and changes nothing; after a death so do those the person let in.
    """
    on = clock.day(at)
    until = on + timedelta(days=settings.FINISH_FILE_DAYS)
    with connection.cursor() as cursor:
        cursor.execute("select guard.close_record(%s, %s, %s, %s, %s)", [person_id, why, on, until, at])


def end_read_only_shares(*, person_id: int, at: datetime) -> None:
    """Something new begins: whoever still read what had closed reads no more of it, nor of the new."""
    Share.objects.live().filter(person=person_id, read_only_from__isnull=False).update(ends_on=clock.day(at))


def _end_links(links: QuerySet[Invitation], *, why: str, at: datetime) -> None:
    InvitationEnd.objects.bulk_create(
        InvitationEnd(person_id=one.person_id, home_id=one.home_id, invitation=one, why=why, at=at)
        for one in links.filter(end=None, expires_at__gt=at)
    )


@transaction.atomic
def withdraw_agreement(*, viewer: Viewer, agreement_id: int, words: str, at: datetime) -> AgreementWithdrawal:
    """The person changed their mind. The organisation cannot see the record from now on.

    However often they agreed, all of it stops: every agreement with this organisation for this purpose, every share
    that stands on it, and every link made by it. Running support goes on (docs/rules/decisions.md 25).
    """
    agreement = SharingAgreement.objects.select_related("person").get(pk=agreement_id)
    person, on = agreement.person, clock.day(at)
    permissions.check_can_record_agreement(viewer, person)
    Person.locked(person.pk)  # one after the other; and after a death whoever was let in is told that they only read
    if AgreementWithdrawal.objects.filter(agreement=agreement).exists():
        raise DomainError("This agreement has already ended.", code="already_withdrawn")
    same = SharingAgreement.objects.filter(
        person=person, organisation=agreement.organisation_id, purpose=agreement.purpose, withdrawal=None
    )
    for one in same.exclude(pk=agreement.pk):
        _withdraw(viewer, one, words, at)
    withdrawal = _withdraw(viewer, agreement, words, at)
    close_shares(
        person_id=person.pk, organisation_id=agreement.organisation_id, purposes=(agreement.purpose,), on=on, at=at
    )
    record_write(
        viewer=viewer,
        verb=f"recorded that {agreement.organisation} may no longer see the record",
        subject=withdrawal,
        person=person,
        reason=words,
        at=at,
    )
    return withdrawal


def _withdraw(viewer: Viewer, agreement: SharingAgreement, words: str, at: datetime) -> AgreementWithdrawal:
    return AgreementWithdrawal.objects.create(
        person=agreement.person,
        agreement=agreement,
        words=words,
        withdrawn_on=clock.day(at),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )


@transaction.atomic
def give_access(*, viewer: Viewer, person: Person, user: User, kind: str, given_by: str, at: datetime) -> Grant:
    """Let a user open this record: the person themselves, or somebody they trust."""
    permissions.check_can_record_agreement(viewer, person)
    grant = Grant.objects.create(person=person, user=user, kind=kind, given_by=given_by, starts_on=clock.day(at))
    record_write(viewer=viewer, verb=f"let {user} open the record", subject=grant, person=person, at=at)
    return grant
