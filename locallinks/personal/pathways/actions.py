"""Move pathways, and record what ends or interrupts them.

Higher rooms check their own facts, call `move_pathway`, and write their own record in the same transaction.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.messages.actions.sending import stop_messages
from locallinks.foundation.people.actions import records
from locallinks.foundation.people.actions.records import change_details
from locallinks.foundation.people.actions.sharing import (
    close_shares,
    end_access_after_closing,
    end_read_only_shares,
    withdraw_agreement,
)
from locallinks.foundation.people.choices import InvitationEndReason, SharePurpose
from locallinks.foundation.people.models import AgreementWithdrawal, Death, Person, SharingAgreement
from locallinks.foundation.people.queries.records import has_died
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import AdvocacyCheck, MoveAway, Pathway, Step, WorkerChange
from locallinks.personal.pathways.permissions import check_can_reassign, check_can_see, roles_on
from locallinks.personal.pathways.queries import planning_state_of, sharing_stopped_at, workers_to_choose
from locallinks.personal.pathways.rules.moving_away import move_away_problems
from locallinks.personal.pathways.rules.next_state import next_state
from locallinks.personal.pathways.rules.states import CLOSED


@transaction.atomic
def start_pathway(*, viewer: Viewer, person: Person, facts: Mapping[str, bool], reason: str, at: datetime) -> Pathway:
    """Open a pathway for a referral, and return it.

    Raises DomainError where the person already has an open pathway or has died, and NotAllowed for a wrong role.
    """
    if has_died(person.pk):
        raise DomainError(f"{person} has died. Nothing new can be started; open the record to see when.", code="died")
    state = next_state(state=None, event=PathwayEvent.REFER, roles=viewer.roles_in(person.home_id), facts=facts)
    pathway = Pathway(person=person, state=state, state_since=at, opened_at=at)
    try:
        with transaction.atomic():
            pathway.save()
    except IntegrityError as error:
        if "one_open_pathway" not in str(error):
            raise
        raise DomainError(
            f"{person} is already getting help: open their page and add to what is there.", code="two_open_pathways"
        ) from error
    pathway.refresh_from_db()
    end_read_only_shares(person_id=person.pk, at=at)
    _record_step(viewer, pathway, PathwayEvent.REFER, None, reason, at)
    return pathway


@transaction.atomic
def move_pathway(
    *,
    viewer: Viewer,
    pathway_id: int,
    event: PathwayEvent,
    facts: Mapping[str, bool],
    at: datetime,
    reason: str = "",
    target: PathwayState | None = None,
    version: int | None = None,
    **changes: Any,
) -> Step:
    """Move a pathway by one event of the transition table, and return the step.

    `facts` supplies what the guards of the row need; `target` chooses where the row has two targets; `changes` sets the
    network, planner or social worker. Raises DomainError (no such transition, or a guard fails), NotAllowed (wrong
    role) and Stale (somebody else has changed the pathway).
    """
    pathway = Pathway.locked(pathway_id, version=version)
    state_before = PathwayState(pathway.state)
    state = next_state(
        state=state_before,
        event=event,
        roles=roles_on(viewer, pathway),
        facts=facts,
        came_from=planning_state_of(pathway),
        target=target,
    )
    if state != state_before:
        pathway.state, pathway.state_since = state, at
        pathway.closed_at = at if state in CLOSED else None
    for name, value in changes.items():
        setattr(pathway, name, value)
    pathway.save_versioned()
    step = _record_step(viewer, pathway, event, state_before, reason, at)
    if state in CLOSED:
        end_access_after_closing(
            person_id=pathway.person_id,
            why=InvitationEndReason.DIED if event == PathwayEvent.DIE else InvitationEndReason.CLOSED,
            at=at,
        )
    if state in CLOSED and state_before == PathwayState.HANDOVER_SENT:  # the network never planned: it keeps no access
        close_shares(
            person_id=pathway.person_id,
            organisation_id=pathway.network_id,
            purposes=(SharePurpose.PLANNING,),
            on=clock.day(at),
            at=at,
        )
    return step


def _record_step(
    viewer: Viewer, pathway: Pathway, event: PathwayEvent, state_before: PathwayState | None, reason: str, at: datetime
) -> Step:
    step = Step.objects.create(
        pathway=pathway,
        person_id=pathway.person_id,
        number=Step.objects.filter(pathway=pathway).count() + 1,
        event=event,
        from_state=state_before or "",
        to_state=pathway.state,
        actor_id=viewer.user_id,
        actor_name=viewer.name,
        at=at,
        reason=reason,
    )
    record_write(
        viewer=viewer, verb=PathwayEvent(event).label, subject=step, person=pathway.person, reason=reason, at=at
    )
    return step


@transaction.atomic
def stop_sharing(*, viewer: Viewer, agreement: SharingAgreement, words: str, at: datetime) -> AgreementWithdrawal:
    """Withdraw consent to share, end the organisation's access at once, and return the withdrawal.

    Where the organisation is the network that plans, the pathway leaves it, whatever its state, and waits for the
    social worker to record who carries on (docs/rules/decisions.md 25). Support already arranged continues. Raises
    DomainError where the agreement has been withdrawn before.
    """
    open_pathways = Pathway.objects.select_for_update(of=("self",)).open()
    pathway = open_pathways.filter(person=agreement.person_id, network=agreement.organisation_id).first()
    withdrawal = withdraw_agreement(viewer=viewer, agreement_id=agreement.pk, words=words, at=at)
    if pathway is not None and agreement.purpose == SharePurpose.PLANNING:
        move_pathway(
            viewer=viewer,
            pathway_id=pathway.pk,
            event=PathwayEvent.SHARING_STOPPED,
            facts={},
            at=at,
            network=None,
            planner=None,
            reason=f"Sharing with {agreement.organisation} stopped. {words}".strip(),
        )
    return withdrawal


@transaction.atomic
def carry_on(*, viewer: Viewer, pathway_id: int, words: str, version: int | None = None, at: datetime) -> Step:
    """Record what the social worker agreed with the person after sharing stopped; return the step.

    Raises DomainError where sharing has not stopped since this was last recorded, or where `words` is empty.
    """
    stopped = sharing_stopped_at(pathway_id) is not None
    return move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.CARRY_ON,
        version=version,
        at=at,
        reason=words.strip(),
        facts={"sharing_was_stopped": stopped, "reason_given": bool(words.strip())},
    )


@transaction.atomic
def record_advocacy(
    *, viewer: Viewer, pathway: Pathway, needed: bool, arranged_with: str = "", reason: str, at: datetime
) -> AdvocacyCheck:
    """Record whether the person needs an advocate, and who it is; return the record (Care Act 2014 s.67).

    Assessment, planning and review cannot start while one is needed and not arranged. Raises NotAllowed, and
    DomainError without a reason.
    """
    check_can_see(viewer, pathway)
    if not reason.strip():
        raise DomainError("Say how you decided whether an advocate is needed", field="reason", code="no_reason")
    check = AdvocacyCheck.objects.create(
        person_id=pathway.person_id,
        needed=needed,
        arranged_with=arranged_with,
        reason=reason,
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(
        viewer=viewer, verb="recorded about an advocate", subject=check, person=pathway.person, reason=reason, at=at
    )
    return check


@transaction.atomic
def record_death(
    *,
    viewer: Viewer,
    person: Person,
    died_on: date,
    told_by: str,
    stopped: bool,
    friends_may_be_told: str = "",
    at: datetime,
) -> Death:
    """Record a death and return it: the pathway ends, all messages stop, and providers lose access to the record.

    People end the remaining arrangements one by one, each with its last day (docs/rules/local-links.md 7). `stopped`
    says that visitors and payments have been told. Raises DomainError and NotAllowed.
    """
    death = records.record_death(
        viewer=viewer, person=person, died_on=died_on, told_by=told_by, friends_may_be_told=friends_may_be_told, at=at
    )
    stop_messages(viewer=viewer, person=person, reason=f"{person} has died.", at=at)
    pathway = Pathway.objects.open().filter(person=person).first()
    if pathway:
        move_pathway(
            viewer=viewer,
            pathway_id=pathway.pk,
            event=PathwayEvent.DIE,
            at=at,
            reason=f"Told by {told_by}",
            facts={"date_of_death": True, "closing_routine": stopped},
        )
    else:
        end_access_after_closing(person_id=person.pk, why=InvitationEndReason.DIED, at=at)
    return death


@transaction.atomic
def record_move_away(
    *,
    viewer: Viewer,
    pathway_id: int,
    version: int | None = None,
    moved_on: date,
    address: str,
    postcode: str = "",
    new_council: str = "",
    informed: Collection[str],
    words: str,
    at: datetime,
) -> MoveAway:
    """Record a move out of the council's area and return it: the pathway ends, and the address changes.

    People end the remaining arrangements one by one, each with its last day (docs/rules/local-links.md 7). `informed`
    holds codes of `InformedParty`. Raises DomainError where somebody who must know was not informed.
    """
    problems = move_away_problems(informed=informed, new_council=new_council, moved_on=moved_on, today=clock.day(at))
    if problems:
        raise DomainError(problems=problems)
    step = move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.MOVE,
        version=version,
        at=at,
        reason=words.strip(),
        facts={"reason_given": bool(words.strip()), "closing_routine": True},
    )
    person = step.person
    stop_messages(viewer=viewer, person=person, reason=f"{person} has moved away.", at=at)
    change_details(
        viewer=viewer, person_id=person.pk, version=person.version, address=address, postcode=postcode, at=at
    )
    away = MoveAway.objects.create(
        person=person,
        pathway_id=pathway_id,
        moved_on=moved_on,
        address=address,
        postcode=postcode,
        new_council=new_council,
        informed=sorted(set(informed)),
        words=words.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(viewer=viewer, verb="recorded where they moved to", subject=away, person=person, reason=words, at=at)
    return away


@transaction.atomic
def reassign_worker(
    *, viewer: Viewer, pathway_id: int, worker_id: int, reason: str, version: int | None = None, at: datetime
) -> WorkerChange:
    """Make a colleague the social worker or planner of a pathway; return the change.

    Access does not change: the whole team could open the record before. Raises NotAllowed, and DomainError where the
    pathway is closed, the worker cannot be chosen, or no reason is given.
    """
    pathway = Pathway.locked(pathway_id, version=version)
    role = check_can_reassign(viewer, pathway)
    if not pathway.is_open:
        raise DomainError("This has ended: nobody works on it any more.", code="closed")
    worker = next(
        (user for user in workers_to_choose(viewer=viewer, pathway=pathway, on=clock.day(at)) if user.pk == worker_id),
        None,
    )
    if worker is None:
        raise DomainError("Choose a colleague from the list", field="worker", code="unknown_worker")
    if not reason.strip():
        raise DomainError("Say why somebody else works with them now", field="reason", code="no_reason")
    previous_worker_id = getattr(pathway, f"{role}_id")
    setattr(pathway, f"{role}_id", worker.pk)
    pathway.save_versioned()
    row = WorkerChange.objects.create(
        pathway=pathway,
        person_id=pathway.person_id,
        role=role,
        worker=worker,
        instead_of_id=previous_worker_id,
        reason=reason.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    verb = f"asked {worker.name} to work with them"
    record_write(viewer=viewer, verb=verb, subject=row, person=pathway.person, reason=reason, at=at)
    return row
