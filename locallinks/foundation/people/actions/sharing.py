"""Agreements to share, the shares that rest on them, their ends, and grants to users."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people import permissions
from locallinks.foundation.people.choices import AgreementBasis, InvitationEndReason
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
    basis: str = AgreementBasis.AGREEMENT,
    agreed_by: str,
    how_explained: str,
    words: str = "",
    consulted: str = "",
    lacks_capacity: bool | None = None,
    on: date,
    at: datetime,
) -> SharingAgreement:
    """Record an agreement or best-interests decision to share, open the record, and return the agreement.

    basis: a code of `AgreementBasis`. lacks_capacity: what was recorded about capacity for this very decision, read by
    the room that keeps it. Raises NotAllowed for viewers who may not record an agreement; DomainError for a future day,
    for a decision in somebody's name without a record that they lack capacity, for an agreement against such a record,
    and for best interests without anybody consulted (Mental Capacity Act 2005 s.4; docs/rules/care-act.md 9).
    """
    permissions.check_can_record_agreement(viewer, person)
    if on > clock.day(at):
        raise DomainError("Enter a date that is today or earlier", field="agreed_on", code="agreed_later")
    if basis != AgreementBasis.AGREEMENT and lacks_capacity is not True:
        raise DomainError(
            "First record, for this very choice, that they cannot make it themselves, even with help",
            field="basis",
            code="no_capacity_record",
        )
    if basis == AgreementBasis.AGREEMENT and lacks_capacity:
        raise DomainError(
            "It is recorded that they cannot make this choice, so their yes is not taken",
            field="basis",
            code="cannot_agree",
        )
    if basis == AgreementBasis.BEST_INTERESTS and not consulted.strip():
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
    """Open the record to an organisation, and return the share. An open one takes the new agreement."""
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
    """End these shares from the day `on`, with the links that depend on them, and return the number of shares ended.

    For a day in the future the links end by themselves when the shares do (guard.invitation).
    """
    condition = Q(person_id=person_id) & (Q(ends_on=None) | Q(ends_on__gt=on))
    if organisation_id:
        condition &= Q(organisation_id=organisation_id)
    if purposes:
        condition &= Q(purpose__in=purposes)
    shares = Share.objects.filter(pk__in=[share.pk for share in Share.objects.select_for_update().filter(condition)])
    if on <= clock.day(at):
        _end_links(Invitation.objects.filter(share__in=shares), why=InvitationEndReason.NOT_SHARED, at=at)
    return shares.update(ends_on=Greatest("starts_on", on))


def end_access_after_closing(*, person_id: int, why: str, at: datetime) -> None:
    """End all shares and links after a pathway closed or the person died (`why`), whoever records it.

    Organisations that gave support or looked for it lose access that day, and every link ends. Those that planned, and
    a neighbourhood team, may still read for settings.FINISH_FILE_DAYS days; after a death, users with a grant too.
    """
    on = clock.day(at)
    until = on + timedelta(days=settings.FINISH_FILE_DAYS)
    with connection.cursor() as cursor:
        cursor.execute("select guard.close_record(%s, %s, %s, %s, %s)", [person_id, why, on, until, at])


def end_read_only_shares(*, person_id: int, at: datetime) -> None:
    """End read-only shares today, because something new begins that their organisations may not see."""
    Share.objects.live().filter(person=person_id, read_only_from__isnull=False).update(ends_on=clock.day(at))


def _end_links(links: QuerySet[Invitation], *, why: str, at: datetime) -> None:
    InvitationEnd.objects.bulk_create(
        InvitationEnd(person_id=link.person_id, home_id=link.home_id, invitation=link, why=why, at=at)
        for link in links.filter(end=None, expires_at__gt=at)
    )


@transaction.atomic
def withdraw_agreement(*, viewer: Viewer, agreement_id: int, words: str, at: datetime) -> AgreementWithdrawal:
    """Withdraw an agreement to share, and return the withdrawal. The organisation loses access now.

    Every agreement with this organisation for this purpose ends, with the shares and links that depend on them; support
    that is running goes on (docs/rules/decisions.md 25). Raises NotAllowed for viewers who may not record agreements;
    DomainError where it has ended already.
    """
    agreement = SharingAgreement.objects.select_related("person").get(pk=agreement_id)
    person, on = agreement.person, clock.day(at)
    permissions.check_can_record_agreement(viewer, person)
    Person.locked(person.pk)  # serialise; after a death this refuses viewers who may only read
    if AgreementWithdrawal.objects.filter(agreement=agreement).exists():
        raise DomainError("This agreement has already ended.", code="already_withdrawn")
    same = SharingAgreement.objects.filter(
        person=person, organisation=agreement.organisation_id, purpose=agreement.purpose, withdrawal=None
    )
    for other in same.exclude(pk=agreement.pk):
        _withdraw(viewer, other, words, at)
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
    """Grant a user access to a record, and return the grant. kind: a code of `GrantKind`.

    Raises NotAllowed for viewers who may not record agreements.
    """
    permissions.check_can_record_agreement(viewer, person)
    grant = Grant.objects.create(person=person, user=user, kind=kind, given_by=given_by, starts_on=clock.day(at))
    record_write(viewer=viewer, verb=f"let {user} open the record", subject=grant, person=person, at=at)
    return grant
