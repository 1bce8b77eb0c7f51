"""Answer a request: assign it, give advice, open a pathway, close it, and open it again."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.accounts.queries import duty_team
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.models import Person
from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.actions.referral_and_advice import refer
from locallinks.personal.referrals.choices import ClosingReason, ContactEvent, ContactState
from locallinks.personal.referrals.models import Contact, ContactStep
from locallinks.personal.referrals.permissions import check_can_answer, check_can_answer_as_social_worker
from locallinks.personal.referrals.queries.signposting import services_in_words
from locallinks.personal.referrals.queries.triage import has_been_advised
from locallinks.personal.referrals.rules.public_request import due_on
from locallinks.personal.referrals.rules.referral_and_advice import CONTACT_BASES
from locallinks.personal.referrals.rules.signposting import advice_with
from locallinks.personal.referrals.rules.triage import (
    closing_problems,
    prevention_problem,
    reassignment_problem,
)


def _locked(viewer: Viewer, contact_id: int, *, waiting: bool = True) -> Contact:
    contact = Contact.locked(contact_id)
    check_can_answer(viewer, contact)
    if waiting and not contact.is_open:
        raise DomainError(
            "Somebody has answered this already. Open it again first, if it should not rest.", code="shut"
        )
    return contact


def _record(viewer: Viewer, contact: Contact, event: ContactEvent, reason: str, at: datetime) -> ContactStep:
    step = ContactStep.objects.create(
        contact=contact,
        home_id=contact.home_id,
        event=event,
        actor_id=viewer.actor_id,
        actor_name=viewer.name,
        at=at,
        reason=reason,
    )
    record_write(
        viewer=viewer,
        verb=f"{event.label} ({contact.reference})",
        subject=step,
        person=contact.person,
        reason=reason[:500],
        at=at,
    )
    return step


@transaction.atomic
def take_contact(*, viewer: Viewer, contact_id: int, owner_id: int | None, reason: str = "", at: datetime) -> None:
    """Make a user of the duty team the owner of a request, or with None the team. Raises DomainError, NotAllowed."""
    contact = _locked(viewer, contact_id)
    team = duty_team(contact.home_id, clock.day(at))
    if owner_id is not None and owner_id not in team:
        raise DomainError("Choose somebody in your team", field="owner_id", code="not_in_the_team")
    before = contact.owner_id if contact.owner_id in team else None  # whoever left the team no longer owns it
    if contact.owner_id != before:
        reason = reason or "Whoever had it no longer works in the team"
    if problem := reassignment_problem(owner_id=contact.owner_id, to_id=owner_id, reason=reason):
        raise DomainError(problems=[problem])
    contact.owner_id = owner_id
    contact.save_versioned()
    to = f"{team[owner_id]} answers it from now on" if owner_id is not None else "The whole team has it"
    event = ContactEvent.TOOK_ON if owner_id == viewer.user_id else ContactEvent.PASSED_ON
    _record(viewer, contact, event, ". ".join(part for part in (to, reason.strip()) if part), at)


@transaction.atomic
def advise_contact(
    *,
    viewer: Viewer,
    contact_id: int,
    advice: str,
    introduction_offered: bool,
    introduction_note: str = "",
    services: Sequence[str] = (),
    at: datetime,
) -> None:
    """Record the advice given and that an introduction to a network was offered (Care Act 2014 s.2 and s.4).

    Raises DomainError without either, and NotAllowed for anybody but the council's team.
    """
    contact = _locked(viewer, contact_id)
    words = advice_with(advice, services_in_words(keys=services, at=at))
    if not words:
        raise DomainError("Write down the advice you gave", field="advice", code="advice_missing")
    if introduction_offered is not True:
        raise DomainError(
            "Offer an introduction to a network, then tick the box", field="introduction_offered", code="not_offered"
        )
    note = f"\nAbout meeting a network: {introduction_note.strip()}" if introduction_note.strip() else ""
    _record(viewer, contact, ContactEvent.ADVISED, words + note, at)


@transaction.atomic
def refer_contact(
    *,
    viewer: Viewer,
    contact_id: int,
    person: Person | None,
    contact_basis: str,
    contact_note: str = "",
    why_not_first: str = "",
    at: datetime,
) -> Pathway:
    """Open a pathway for a request, or add it to the person's open pathway; return the pathway.

    Without a person it starts a new record. Raises DomainError until advice was given or `why_not_first` says why not,
    and for whatever `refer` refuses; raises NotAllowed for anybody but the council's team.
    """
    contact = _locked(viewer, contact_id)
    problem = prevention_problem(advised=has_been_advised(contact), urgent=contact.urgent, why_not_first=why_not_first)
    if problem:
        raise DomainError(problems=[problem])
    if contact_basis not in dict(CONTACT_BASES):
        raise DomainError("Ask if the person agrees to be contacted", field="contact_basis", code="may_contact_missing")
    if person and person.home_id != contact.home_id:
        raise DomainError("Choose somebody of your own council", field="person_id", code="another_council")
    open_now = Pathway.objects.open().filter(person=person).first() if person else None
    pathway = open_now or refer(
        viewer=viewer,
        home=Organisation.objects.get(pk=contact.home_id),
        person=person,
        details=None if person else _details(contact),
        told_by=contact.told_by,
        told_by_relation=contact.organisation_name or contact.told_by_relation or contact.get_kind_display(),
        reason=contact.reason,
        contact_basis=contact_basis,
        contact_note=contact_note,
        at=at,
    )
    contact.person, contact.pathway = pathway.person, pathway
    contact.state = ContactState.ADDED if open_now else ContactState.REFERRED
    contact.save_versioned()
    _record(viewer, contact, ContactEvent.ADDED if open_now else ContactEvent.REFERRED, why_not_first.strip(), at)
    return pathway


def _details(contact: Contact) -> dict[str, object]:
    """Return the answers of the form as the details of a new record."""
    names = (
        "full_name",
        "preferred_name",
        "date_of_birth",
        "nhs_number",
        "phone",
        "email",
        "address",
        "postcode",
        "safe_contact",
        "communication_needs",
    )
    details = {name: getattr(contact, name) for name in names if getattr(contact, name)}
    reached = any(details.get(name) for name in ("phone", "email", "address"))
    if not reached and contact.told_by_reach:  # through whoever told us: nobody has to have a phone
        details["address"] = f"Through {contact.told_by}, {contact.told_by_reach}"[:300]
    if not contact.phone:
        details["contact_by"] = "letter"
    return details


@transaction.atomic
def close_contact(*, viewer: Viewer, contact_id: int, why: str, words: str, at: datetime) -> None:
    """Close a request with a reason. It can be opened again. Raises DomainError, NotAllowed."""
    contact = _locked(viewer, contact_id)
    check_can_answer_as_social_worker(viewer, contact)
    problems = closing_problems(why=why, words=words, advised=has_been_advised(contact), urgent=contact.urgent)
    if problems:
        raise DomainError(problems=list(problems))
    contact.state = ContactState.CLOSED
    contact.save_versioned()
    _record(viewer, contact, ContactEvent.CLOSED, f"{ClosingReason(why).label}. {words.strip()}", at)


@transaction.atomic
def reopen_contact(*, viewer: Viewer, contact_id: int, words: str, at: datetime) -> None:
    """Open a closed request again: the viewer owns it, and it is due anew. Raises DomainError, NotAllowed."""
    contact = _locked(viewer, contact_id, waiting=False)
    if contact.state != ContactState.CLOSED:
        raise DomainError("Only what was closed can be opened again.", code="not_closed")
    if not words.strip():
        raise DomainError("Say why you open this again", field="words", code="words_missing")
    contact.state, contact.owner = ContactState.OPEN, User.objects.get(pk=viewer.actor_id)
    contact.due_on = _due(clock.day(at))
    contact.save_versioned()
    _record(viewer, contact, ContactEvent.REOPENED, words.strip(), at)


def _due(today: date) -> date:
    return due_on(today, holidays(today, date(today.year + 1, 1, 31)))
