"""Starting a person's record, changing details, adding relationships, and recording a death."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people import permissions
from locallinks.foundation.people.choices import Channel
from locallinks.foundation.people.models import (
    Death,
    Person,
    Relationship,
)
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer

DETAIL_FIELDS = (
    "preferred_name",
    "full_name",
    "date_of_birth",
    "nhs_number",
    "phone",
    "email",
    "address",
    "postcode",
    "contact_by",
    "safe_contact",
    "unsafe_channels",
    "reading_format",
    "language",
    "communication_needs",
    "about",
)


@transaction.atomic
def start_record(*, viewer: Viewer, home: Organisation, at: datetime, **details: Any) -> Person:
    """Start a person's record with `home` as the organisation responsible, and return it.

    details: fields of DETAIL_FIELDS. Raises NotAllowed for anybody but the team of `home`; DomainError for an
    impossible date of birth, an NHS number in use, and a chosen channel that is not safe.
    """
    permissions.check_can_refer(viewer, home.pk)
    _check_details(details, clock.day(at))
    person = Person(home=home, **{name: value for name, value in details.items() if name in DETAIL_FIELDS})
    _check_channel(person)
    _save(person)
    record_write(viewer=viewer, verb="started the record", subject=person, person=person, at=at)
    return person


@transaction.atomic
def change_details(*, viewer: Viewer, person_id: int, version: int, at: datetime, **details: Any) -> Person:
    """Change details of a person, and return the person. Unchanged values write nothing.

    Raises Stale where `version` is out of date; NotAllowed for viewers who may not change the record, or its NHS
    number; DomainError as `start_record` does.
    """
    person = Person.locked(person_id, version=version)
    permissions.check_can_change(viewer, person)
    changed = [name for name, value in details.items() if name in DETAIL_FIELDS and getattr(person, name) != value]
    _check_details({name: details[name] for name in changed}, clock.day(at))
    if "nhs_number" in changed:
        permissions.check_can_change_nhs_number(viewer, person)
    for name in changed:
        setattr(person, name, details[name])
    _check_channel(person)
    if changed:
        person.version += 1
        _save(person)
        record_write(
            viewer=viewer,
            verb="changed the details",
            subject=person,
            person=person,
            at=at,
            reason=", ".join(name.replace("_", " ") for name in changed),
        )
    return person


def _check_details(details: dict[str, Any], today: date) -> None:
    born = details.get("date_of_birth")
    if born and born > today:
        raise DomainError("Enter a date of birth that is in the past", field="date_of_birth", code="born_later")
    if born and today.year - born.year > 125:
        raise DomainError(
            "Check the year of birth: it is more than 125 years ago", field="date_of_birth", code="born_earlier"
        )


def _check_channel(person: Person) -> None:
    """Raise DomainError for an unknown channel, and where the preferred channel is not safe for the person."""
    if set(person.unsafe_channels) - set(Channel):
        raise DomainError("Choose from the list what is not safe", field="unsafe_channels", code="unknown_way")
    if person.contact_by in person.unsafe_channels:
        words = Channel(person.contact_by).label.lower()
        raise DomainError(
            f"You said a {words} is not safe. Choose another way to get in touch.",
            field="contact_by",
            code="way_not_safe",
        )


def _save(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        if "one_record_an_nhs_number" not in str(error):
            raise
        raise DomainError(
            "Somebody else's record has this NHS number. Search for it before you start a new record.",
            field="nhs_number",
            code="nhs_number_taken",
        ) from error


@transaction.atomic
def add_relationship(*, viewer: Viewer, person: Person, at: datetime, **details: Any) -> Relationship:
    """Add somebody in the person's life, and return the row.

    Raises NotAllowed for viewers who may not change the record.
    """
    permissions.check_can_change(viewer, person)
    relationship = Relationship.objects.create(person=person, **details)
    record_write(viewer=viewer, verb="added somebody in their life", subject=relationship, person=person, at=at)
    return relationship


@transaction.atomic
def record_death(
    *, viewer: Viewer, person: Person, died_on: date, told_by: str, friends_may_be_told: str = "", at: datetime
) -> Death:
    """Record a death, and return the row. Messages stop at once; the caller ends shares and links.

    Raises NotAllowed for viewers who may not change the record; DomainError for an impossible date, and where the
    death is recorded already.
    """
    Person.locked(person.pk)  # serialise: two could record it at once
    permissions.check_can_change(viewer, person)
    if died_on > clock.day(at) or (person.date_of_birth and died_on < person.date_of_birth):
        raise DomainError(
            "Check the date: it must be after they were born and not in the future", field="died_on", code="death_date"
        )
    if Death.objects.filter(person=person).exists():
        raise DomainError("This death has already been recorded. Thank you.", code="already_recorded")
    death = Death.objects.create(
        person=person,
        died_on=died_on,
        told_by=told_by,
        friends_may_be_told=friends_may_be_told,
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(viewer=viewer, verb="recorded that they died", subject=death, person=person, at=at)
    return death
