"""Requests that wait for an answer, urgent ones first, and who each may be about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.http import Http404

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.accounts.queries import ROLES_ON_DUTY, duty_team
from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.pipeline import Statement
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.choices import ContactEvent, ContactState
from locallinks.personal.referrals.models import Contact, ContactStep
from locallinks.personal.referrals.permissions import TEAM, check_can_answer, check_can_triage
from locallinks.personal.referrals.queries.referral_and_advice import KnownPerson, find_known_people
from locallinks.personal.referrals.rules.public_request import is_young
from locallinks.personal.referrals.rules.triage import is_late

DUTY_TEAM = "the duty team"
SHOW = {"": "Waiting", "mine": "Yours", "team": "With nobody yet", "late": "Late", "done": "Answered"}


@dataclass(frozen=True)
class ContactRow:
    contact: Contact
    late: bool
    young: bool
    has_no_owner: bool  # open, and no member of the duty team owns it: anybody may take it

    @property
    def owner_name(self) -> str:
        """The name of the owner, or the duty team."""
        return str(self.contact.owner) if self.contact.owner and not self.has_no_owner else DUTY_TEAM


def contacts_to_answer(*, viewer: Viewer, show: str, today: date) -> list[ContactRow]:
    """Return one list (a key of `SHOW`) of the viewer's council. Two queries for a council: the team and the list."""
    rows, team = _contacts_and_team(viewer, today)
    rows = rows.select_related("owner")
    if show == "done":
        rows = rows.exclude(state=ContactState.OPEN).order_by("-sent_at", "-pk")
    else:
        rows = rows.filter(state=ContactState.OPEN).order_by("-urgent", "due_on", "pk")
    if show == "mine":
        rows = rows.filter(owner_id__in=_me(viewer))
    elif show == "late":
        rows = rows.filter(due_on__lt=today)
    contacts = [_row(contact, today, team) for contact in rows]
    return [row for row in contacts if row.has_no_owner] if show == "team" else contacts


def _contacts_and_team(viewer: Viewer, today: date) -> tuple[QuerySet[Contact], set[int]]:
    """Return the requests to the viewer's council, and the duty team's users. One query for a council."""
    check_can_triage(viewer)
    homes = _homes(viewer)
    return Contact.objects.filter(home__in=homes), {pk for home in homes for pk in duty_team(home, today)}


def _homes(viewer: Viewer) -> list[int]:
    """Return the councils whose requests the viewer answers."""
    return sorted(viewer.organisations_with_role(*TEAM))


def _me(viewer: Viewer) -> set[int | None]:
    """Return the users whose requests are the viewer's today: their own, and those of colleagues they cover for."""
    return {viewer.user_id, *(pk for pk, _ in viewer.covering_for)}


def contact_counts(*, viewer: Viewer, today: date) -> Statement[dict[str, int]]:
    """Return how many requests each open list of `contacts_to_answer` has (sql/contacts_waiting.sql).

    Raises NotAllowed.
    """
    check_can_triage(viewer)
    me = [pk for pk in _me(viewer) if pk is not None]
    return Statement(
        "select * from contacts_waiting(%s, %s, %s, %s)",
        [_homes(viewer), me, sorted(ROLES_ON_DUTY), today],
        lambda rows: dict(zip(("", "mine", "team", "late"), rows[0], strict=True)),
    )


def _row(contact: Contact, today: date, team: Collection[int]) -> ContactRow:
    is_open = contact.is_open
    return ContactRow(
        contact,
        is_open and is_late(contact.due_on, today),
        is_young(contact.date_of_birth, today),
        is_open and contact.owner_id not in team,
    )


def open_contact(*, viewer: Viewer, contact_id: int, page: str, at: datetime) -> ContactRow:
    """Return a request for a page, and audit that it was read. Raises Http404, or NotAllowed outside the team."""
    check_can_triage(viewer)
    contact = Contact.objects.select_related("owner", "person", "pathway").filter(pk=contact_id).first()
    if contact is None:
        raise Http404
    check_can_answer(viewer, contact)
    record_read(viewer=viewer, person=contact.person, page=f"{page} ({contact.reference})", at=at)
    return _row(contact, clock.day(at), duty_team(contact.home_id, clock.day(at)))


def steps_of(contact: Contact) -> QuerySet[ContactStep]:
    """Return what was done with a request, newest first."""
    return ContactStep.objects.filter(contact=contact).order_by("-pk")


def has_been_advised(contact: Contact) -> bool:
    """Return whether advice was recorded for a request, as `closing_problems` and `prevention_problem` ask."""
    return ContactStep.objects.filter(contact=contact, event=ContactEvent.ADVISED).exists()


def advice_to(contact: Contact) -> ContactStep | None:
    """Return the newest advice that was given, or None."""
    return ContactStep.objects.filter(contact=contact, event=ContactEvent.ADVISED).last()


def council_of(contact: Contact) -> Organisation:
    """Return the council that was asked."""
    return Organisation.objects.get(pk=contact.home_id)


def owner_choices(contact: Contact, on: date) -> list[tuple[str, str]]:
    """Return everybody who may answer, as choices."""
    return [(str(pk), name) for pk, name in duty_team(contact.home_id, on).items()]


def possible_matches(*, viewer: Viewer, contact: Contact) -> list[KnownPerson]:
    """Return up to eight people it may be about: by NHS number, then by name, then by postcode."""
    matches: dict[int, KnownPerson] = {}
    for words in (contact.nhs_number, contact.full_name, contact.postcode):
        for known in find_known_people(viewer=viewer, words=words) if words else []:
            matches.setdefault(known.person.pk, known)
    return list(matches.values())[:8]


def person_chosen(*, viewer: Viewer, contact: Contact, person_id: int) -> Person:
    """Return the person chosen for a request. Raises Http404 for somebody of another council."""
    person = Person.objects.filter(pk=person_id, home_id=contact.home_id).first()
    if person is None:
        raise Http404
    return person


def contact_that_led_to(pathway: Pathway) -> Contact | None:
    """Return the request that opened this pathway, or None where it did not begin with the public form."""
    return Contact.objects.filter(pathway=pathway, state=ContactState.REFERRED).first()
