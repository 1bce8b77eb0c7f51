"""Record a referral, which opens a pathway, or close one with advice where that is enough."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.people.actions.records import start_record
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.actions import move_pathway, start_pathway
from locallinks.personal.pathways.choices import PathwayEvent
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.models import Advice, Referral
from locallinks.personal.referrals.permissions import check_can_advise, check_can_refer
from locallinks.personal.referrals.queries.signposting import services_in_words
from locallinks.personal.referrals.rules.referral_and_advice import MAX_CONTACT, referral_facts, request_problems
from locallinks.personal.referrals.rules.signposting import advice_with


@transaction.atomic
def refer(
    *,
    viewer: Viewer,
    home: Organisation,
    person: Person | None = None,
    details: dict[str, Any] | None = None,
    told_by: str,
    told_by_relation: str,
    reason: str,
    contact_basis: str,
    contact_note: str = "",
    at: datetime,
) -> Pathway:
    """Open a pathway for somebody known, or start their record with `details` first; return the pathway.

    Raises DomainError naming each field: something missing, a date of birth in the future, an NHS number of another
    record, or a person with an open pathway. Nothing is saved then, not even the new record. A new pathway of somebody
    who comes back points to the last (docs/rules/local-links.md 3; docs/rules/requests.md 17). Raises NotAllowed for
    anybody but the council's team.
    """
    check_can_refer(viewer, person.home_id if person else home.pk)
    about = _reach(person, details or {})
    problems = request_problems(
        **about,
        told_by=told_by,
        told_by_relation=told_by_relation,
        reason=reason,
        contact_basis=contact_basis,
        contact_note=contact_note,
    )
    if problems:
        raise DomainError(problems=problems)
    if person is None:
        person = start_record(viewer=viewer, home=home, at=at, **_named(details or {}))
    earlier = Pathway.objects.filter(person=person).exclude(closed_at=None).order_by("-closed_at", "-pk").first()
    pathway = start_pathway(viewer=viewer, person=person, facts=referral_facts(problems), reason=reason.strip(), at=at)
    Referral.objects.create(
        person=person,
        pathway=pathway,
        earlier=earlier,
        told_by=told_by.strip(),
        told_by_relation=told_by_relation.strip(),
        reason=reason.strip(),
        contact_basis=contact_basis,
        contact_note=contact_note.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    return pathway


def _reach(person: Person | None, details: dict[str, Any]) -> dict[str, str]:
    """Return the name and the ways to reach them, from the record where there is one."""
    if person is None:
        return {name: details.get(name) or "" for name in ("full_name", "phone", "email", "address")}
    return {
        "full_name": person.full_name,
        "phone": person.phone,
        "email": person.email,
        "address": person.address[:MAX_CONTACT],
    }


def _named(details: dict[str, Any]) -> dict[str, Any]:
    """Return the details with a preferred name: their first name, until they tell us otherwise."""
    known = details.get("preferred_name") or details["full_name"].split()[0][:100]
    return {**details, "preferred_name": known}


@transaction.atomic
def advise_and_close(
    *,
    viewer: Viewer,
    pathway_id: int,
    advice: str,
    introduction_offered: bool,
    introduction_note: str = "",
    services: Sequence[str] = (),
    at: datetime,
) -> Advice:
    """Close a request with information and advice, and return the advice (Care Act 2014 s.4; docs/rules/care-act.md 1).

    Raises DomainError until the advice is written down and an introduction to a network was offered, and NotAllowed
    for anybody but the council's social worker. A new need later is a new referral.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_advise(viewer, pathway)
    words = advice_with(advice, services_in_words(keys=services, at=at))
    facts = {"advice_recorded": bool(words), "network_introduction_offered": introduction_offered is True}
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.ADVISE_AND_CLOSE, facts=facts, reason=words, at=at
    )
    return Advice.objects.create(
        person=pathway.person,
        pathway=pathway,
        advice=words,
        introduction_note=introduction_note.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
