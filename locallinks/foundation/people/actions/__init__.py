"""What people do with a record: start it, keep it right, share it, stop sharing it, and record a death."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people import permissions
from locallinks.foundation.people.actions.deciding import end_decider as end_decider
from locallinks.foundation.people.actions.deciding import record_decider as record_decider
from locallinks.foundation.people.actions.safety import check_safety_note as check_safety_note
from locallinks.foundation.people.actions.safety import record_safety_note as record_safety_note
from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.people.models import (
    AgreementWithdrawal,
    Death,
    Grant,
    Invitation,
    InvitationEnd,
    Person,
    Relationship,
    Share,
    SharingAgreement,
)
from locallinks.foundation.people.rules import CHANNELS, INVITATION_DAYS, invitation_digest
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.scope import Viewer

DETAILS = (
    "preferred_name", "full_name", "date_of_birth", "nhs_number", "phone", "email", "address", "postcode",
    "contact_by", "safe_contact", "never_by", "reading_format", "language", "communication_needs", "about",
)  # fmt: skip


@transaction.atomic
def start_record(*, viewer: Viewer, home: Organisation, at: datetime, **details: Any) -> Person:
    """A new person, kept by the council responsible. Raises DomainError for a known NHS number or an odd birth date."""
    permissions.check_can_refer(viewer, home.pk)
    _check_details(details, clock.day(at))
    person = Person(home=home, **{name: value for name, value in details.items() if name in DETAILS})
    _check_safe_way(person)
    _save(person)
    record_write(viewer=viewer, verb="started the record", subject=person, person=person, at=at)
    return person


@transaction.atomic
def change_details(*, viewer: Viewer, person_id: int, version: int, at: datetime, **details: Any) -> Person:
    """Keep somebody's details right. Raises Stale when somebody else changed them first."""
    person = Person.locked(person_id, version=version)
    permissions.check_can_change(viewer, person)
    changed = [name for name, value in details.items() if name in DETAILS and getattr(person, name) != value]
    _check_details({name: details[name] for name in changed}, clock.day(at))
    if "nhs_number" in changed:
        permissions.check_can_change_nhs_number(viewer, person)
    for name in changed:
        setattr(person, name, details[name])
    _check_safe_way(person)
    if changed:
        person.version += 1
        _save(person)
        record_write(
            viewer=viewer, verb="changed the details", subject=person, person=person, at=at,
            reason=", ".join(name.replace("_", " ") for name in changed),
        )  # fmt: skip
    return person


def _check_details(details: dict[str, Any], today: date) -> None:
    born = details.get("date_of_birth")
    if born and born > today:
        raise DomainError("Enter a date of birth that is in the past", field="date_of_birth", code="born_later")
    if born and today.year - born.year > 125:
        raise DomainError(
            "Check the year of birth: it is more than 125 years ago", field="date_of_birth", code="born_earlier"
        )


def _check_safe_way(person: Person) -> None:
    """A letter on the mat or a ring at the wrong time can do harm: nothing goes by a way that is not safe."""
    if set(person.never_by) - set(CHANNELS):
        raise DomainError("Choose from the list what is not safe", field="never_by", code="unknown_way")
    if person.contact_by in person.never_by:
        words = CHANNELS[person.contact_by].lower()
        raise DomainError(
            f"You said a {words} is not safe. Choose another way to get in touch.",
            field="contact_by", code="way_not_safe",
        )  # fmt: skip


def _save(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        if "one_record_an_nhs_number" not in str(error):
            raise
        raise DomainError(
            "Somebody else's record has this NHS number. Search for it before you start a new record.",
            field="nhs_number", code="nhs_number_taken",
        ) from error  # fmt: skip


@transaction.atomic
def add_relationship(*, viewer: Viewer, person: Person, at: datetime, **details: Any) -> Relationship:
    """Somebody in the person's life: family, friend, neighbour, carer."""
    permissions.check_can_change(viewer, person)
    relationship = Relationship.objects.create(person=person, **details)
    record_write(viewer=viewer, verb="added somebody in their life", subject=relationship, person=person, at=at)
    return relationship


@transaction.atomic
def agree_to_share(
    *, viewer: Viewer, person: Person, organisation: Organisation, purpose: str, basis: str = "agreement",
    agreed_by: str, how_explained: str, words: str = "", consulted: str = "", lacks_capacity: bool | None = None,
    on: date, at: datetime,
) -> SharingAgreement:  # fmt: skip
    """Record the person's agreement (or a best-interests decision) and open the record. docs/rules/care-act.md 9.

    `lacks_capacity` is what was recorded about this very choice, read by the room that keeps it: nobody is decided for
    without it, and nobody's yes is taken against it. Raises DomainError naming the field.
    """
    permissions.check_can_record_agreement(viewer, person)
    if on > clock.day(at):
        raise DomainError("Enter a date that is today or earlier", field="agreed_on", code="agreed_later")
    if basis != "agreement" and lacks_capacity is not True:
        raise DomainError(
            "First record, for this very choice, that they cannot make it themselves, even with help", field="basis",
            code="no_capacity_record",
        )  # fmt: skip
    if basis == "agreement" and lacks_capacity:
        raise DomainError(
            "It is recorded that they cannot make this choice, so their yes is not taken", field="basis",
            code="cannot_agree",
        )  # fmt: skip
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
        viewer=viewer, verb=f"recorded that {organisation} may see the record", subject=agreement, person=person,
        reason=words, at=at,
    )  # fmt: skip
    return agreement


def open_share(
    *, person: Person, organisation: Organisation, purpose: str, basis: str, on: date,
    agreement: SharingAgreement | None = None,
) -> Share:  # fmt: skip
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


def close_record(*, person_id: int, why: str, at: datetime) -> None:
    """A way through closed (`closed`), or they died (`died`): all that stood on it ends, whoever records it.

    Whoever gave support or looked for it is shut out that day; every link ends. Whoever planned, and a neighbourhood
    team, reads for settings.FINISH_FILE_DAYS more and changes nothing; after a death so do those the person let in.
    """
    on = clock.day(at)
    until = on + timedelta(days=settings.FINISH_FILE_DAYS)
    with connection.cursor() as cursor:
        cursor.execute("select guard.close_record(%s, %s, %s, %s, %s)", [person_id, why, on, until, at])


def end_reading_on(*, person_id: int, at: datetime) -> None:
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
        viewer=viewer, verb=f"recorded that {agreement.organisation} may no longer see the record", subject=withdrawal,
        person=person, reason=words, at=at,
    )  # fmt: skip
    return withdrawal


def _withdraw(viewer: Viewer, agreement: SharingAgreement, words: str, at: datetime) -> AgreementWithdrawal:
    return AgreementWithdrawal.objects.create(
        person=agreement.person, agreement=agreement, words=words, withdrawn_on=clock.day(at),
        recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip


@transaction.atomic
def give_access(*, viewer: Viewer, person: Person, user: User, kind: str, given_by: str, at: datetime) -> Grant:
    """Let a user open this record: the person themselves, or somebody they trust."""
    permissions.check_can_record_agreement(viewer, person)
    grant = Grant.objects.create(person=person, user=user, kind=kind, given_by=given_by, starts_on=clock.day(at))
    record_write(viewer=viewer, verb=f"let {user} open the record", subject=grant, person=person, at=at)
    return grant


@transaction.atomic
def invite(
    *, viewer: Viewer, person: Person, purpose: str, about: int | None, to_name: str, at: datetime,
    days: int = INVITATION_DAYS,
) -> tuple[Invitation, str]:  # fmt: skip
    """A link for somebody without an account, and the token for its address: shown once, and kept only as a digest."""
    permissions.check_can_change(viewer, person)
    if not to_name.strip():
        raise DomainError("Enter the name of the person the link is for", field="to_name", code="nobody_invited")
    token = secrets.token_urlsafe(24)
    organisation_id, share = _ground_of(viewer, person)
    invitation = Invitation.objects.create(
        person=person, purpose=purpose, about=about, to_name=to_name.strip(), digest=invitation_digest(token),
        organisation_id=organisation_id, share=share, made_by_id=viewer.actor_id, made_at=at,
        expires_at=at + timedelta(days=days),
    )  # fmt: skip
    record_write(
        viewer=viewer, verb=f"made a link for {to_name}", subject=invitation, person=person,
        reason=invitation.get_purpose_display(), at=at,
    )  # fmt: skip
    return invitation, token


def _ground_of(viewer: Viewer, person: Person) -> tuple[int | None, Share | None]:
    """What a link of this viewer's stands on: their work for the home or for a network with its share, or a grant."""
    if viewer.roles_in(person.home_id) & permissions.CHANGE_PEOPLE:
        return person.home_id, None
    planning = Share.objects.open_to_change().filter(person=person, purpose=SharePurpose.PLANNING)
    share = planning.filter(organisation__in=viewer.organisations_as(*permissions.CHANGE_PEOPLE)).first()
    return (share.organisation_id, share) if share else (None, None)


@transaction.atomic
def end_invitation(*, viewer: Viewer, invitation_id: int, why: str = "used", at: datetime) -> None:
    """The link opens nothing from now on. Ending it again changes nothing."""
    invitation = Invitation.objects.select_related("person").select_for_update(of=("self",)).get(pk=invitation_id)
    holds_it = viewer.invitation is not None and viewer.invitation.id == invitation.pk
    if not holds_it:
        permissions.check_can_change(viewer, invitation.person)
    if InvitationEnd.objects.filter(invitation=invitation).exists():
        return
    end = InvitationEnd.objects.create(person=invitation.person, invitation=invitation, why=why, at=at)
    if not holds_it:
        record_write(viewer=viewer, verb="called back a link", subject=end, person=invitation.person, at=at)


@transaction.atomic
def end_used_invitation(*, viewer: Viewer, at: datetime) -> None:
    """Whoever holds a link that works once uses it up, before what they send is kept.

    Six clicks at once meet at the link: one goes on, the others wait for it and are told. Where the rest of the act is
    refused, the link is not used up. Raises DomainError when it was used, called back, or there is none.
    """
    held = viewer.invitation
    if held is None:
        raise DomainError("This page opens only from the link you were sent.", code="no_link")
    Invitation.objects.select_for_update().get(pk=held.id)
    if InvitationEnd.objects.filter(invitation_id=held.id).exists():
        raise DomainError("This has been answered already. Thank you.", code="answered")
    end_invitation(viewer=viewer, invitation_id=held.id, why="used", at=at)


@transaction.atomic
def record_death(
    *, viewer: Viewer, person: Person, died_on: date, told_by: str, friends_may_be_told: str = "", at: datetime
) -> Death:
    """Somebody died. Letters and messages stop at once; records are kept. The caller ends what was shared after."""
    Person.locked(person.pk)  # two who record it at once: the second is told
    permissions.check_can_change(viewer, person)
    if died_on > clock.day(at) or (person.date_of_birth and died_on < person.date_of_birth):
        raise DomainError(
            "Check the date: it must be after they were born and not in the future", field="died_on", code="death_date"
        )
    if Death.objects.filter(person=person).exists():
        raise DomainError("This death has already been recorded. Thank you.", code="already_recorded")
    death = Death.objects.create(
        person=person, died_on=died_on, told_by=told_by, friends_may_be_told=friends_may_be_told,
        recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip
    record_write(viewer=viewer, verb="recorded that they died", subject=death, person=person, at=at)
    return death
