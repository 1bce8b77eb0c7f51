"""Applying the content of an inbound record, through the actions of the rooms it belongs to."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from locallinks.foundation.people.actions.records import change_details, start_record
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import merge_into_survivor
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.actions.needs_assessment import decide_eligibility, save_part, start_assessment
from locallinks.personal.assessments.choices import AssessmentMethod
from locallinks.personal.assessments.queries.needs_assessment import assessment_of
from locallinks.personal.exchange.choices import RecordKind, RecordState
from locallinks.personal.exchange.models import InboundRecord, details_of
from locallinks.personal.exchange.permissions import as_social_worker
from locallinks.personal.exchange.queries.inbound import duplicate_candidates_for
from locallinks.personal.exchange.rules.inbound import (
    answers_for,
    compare,
    conflict_of,
    decision_problem,
    decision_reasons,
)
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.actions.referral_and_advice import refer


class Conflict(DomainError):
    """What a person has to decide: each reason, with the value here and the value sent where that says more."""

    def __init__(self, reasons: Sequence[dict[str, str]]) -> None:
        self.reasons = list(reasons)
        problems = [Problem(reason["message"], reason["field"], reason["code"]) for reason in reasons]
        super().__init__(problems=problems)


def apply_record(*, viewer: Viewer, record: InboundRecord, insist: bool, at: datetime) -> None:
    """Apply a record through the actions of the rooms it belongs to. `insist`: a person decided for theirs.

    Raises Conflict, and the DomainErrors of those actions.
    """
    if record.kind == RecordKind.PEOPLE:
        _apply_person(as_social_worker(viewer), record, insist, at)
    elif record.kind == RecordKind.CONTACTS:
        _apply_contact(as_social_worker(viewer), record, insist, at)
    else:
        _apply_decision(as_social_worker(viewer), record, insist, at)
    record.state, record.conflicts, record.due_on, record.applied_once = RecordState.APPLIED, [], None, True
    record.save_versioned()


def _values(said: Mapping[str, str]) -> dict[str, Any]:
    born = said.get("date_of_birth")
    return {**said, **({"date_of_birth": date.fromisoformat(born)} if born else {})}


def _apply_person(viewer: Viewer, record: InboundRecord, insist: bool, at: datetime) -> None:
    sent = {name: value for name, value in record.content.items() if value}
    if record.person_id is None:
        alike = (
            [] if insist else duplicate_candidates_for(viewer=viewer, home_id=record.home_id, content=record.content)
        )
        if alike:
            raise Conflict([
                {"code": "alike", "field": "full_name", "ours": person.full_name, "theirs": sent["full_name"],
                 "message": f"This may be somebody who is here: {'. '.join(reasons)}."}
                for person, reasons in alike
            ])  # fmt: skip
        known = {"preferred_name": sent["full_name"].split()[0][:100], **_values(sent)}
        record.person = start_record(viewer=viewer, home=record.connection.home, at=at, **known)
        record.agreed_values = sent
        return
    person = _surviving_person(record)
    comparison = compare(details_of(person), sent, record.agreed_values)
    if comparison.differ and not insist:
        raise Conflict([
            {"code": "differs", "field": name, "ours": ours, "theirs": theirs,
             "message": "What is here and what was sent are not the same."}
            for name, ours, theirs in comparison.differ
        ])  # fmt: skip
    taken = {**comparison.take, **{name: theirs for name, _, theirs in comparison.differ}}
    _change(viewer, person, taken, at)
    record.agreed_values = {**record.agreed_values, **sent}


def _surviving_person(record: InboundRecord) -> Person:
    """Return the person of the record, or who survives where it was merged."""
    assert record.person is not None
    merge = merge_into_survivor(record.person.pk)
    if merge:
        record.person = merge.survivor
    return record.person


def _change(viewer: Viewer, person: Person, taken: Mapping[str, str], at: datetime) -> None:
    if taken:
        change_details(viewer=viewer, person_id=person.pk, version=None, at=at, **_values(taken))  # type: ignore[arg-type]


def take_what_fits(*, viewer: Viewer, record: InboundRecord, at: datetime) -> None:
    """Take the details that do not differ. If even that fails, all of it is left for a person to decide."""
    if record.kind != RecordKind.PEOPLE or record.person_id is None:
        return
    person = _surviving_person(record)
    sent = {name: value for name, value in record.content.items() if value}
    comparison = compare(details_of(person), sent, record.agreed_values)
    disputed = {name for name, _, _ in comparison.differ}
    try:
        with transaction.atomic():
            _change(as_social_worker(viewer), person, comparison.take, at)
    except DomainError:
        return
    record.agreed_values = {
        **record.agreed_values,
        **{name: value for name, value in sent.items() if name not in disputed},
    }


def _person_meant(record: InboundRecord) -> Person:
    """Return whom a contact or a decision is about, by the sender's reference for them. Raises Conflict."""
    sent = InboundRecord.objects.filter(connection=record.connection_id, kind=RecordKind.PEOPLE, reference=record.about)
    known = sent.select_related("person").first()
    if known is None or known.person is None:
        raise Conflict(
            [
                {
                    "code": "unknown_person",
                    "field": "person",
                    "ours": "",
                    "theirs": record.about,
                    "message": f"Nobody here has the reference {record.about} yet. It comes in by itself once they do.",
                }
            ]
        )
    merge = merge_into_survivor(known.person.pk)
    return merge.survivor if merge else known.person


def _changed_after(record: InboundRecord, insist: bool) -> None:
    if record.applied_once and not insist:
        raise Conflict(
            [
                {
                    "code": "changed_after",
                    "field": "reference",
                    "ours": "",
                    "theirs": "",
                    "message": "It was taken in before, and has changed since. What was done stays unless you decide.",
                }
            ]
        )


def _apply_contact(viewer: Viewer, record: InboundRecord, insist: bool, at: datetime) -> None:
    """Open the pathway with what the council's front door was told (docs/rules/local-links.md 3)."""
    record.person = person = _person_meant(record)
    _changed_after(record, insist)
    sent = record.content
    refer(
        viewer=viewer, home=record.connection.home, person=person, told_by=sent["told_by"],
        told_by_relation=sent["told_by_relation"], reason=sent["reason"], contact_basis=sent["contact_basis"],
        contact_note=sent["contact_note"], at=at,
    )  # fmt: skip


def _apply_decision(viewer: Viewer, record: InboundRecord, insist: bool, at: datetime) -> None:
    """Write the eligibility test and the decision as they were made (docs/rules/care-act.md 3)."""
    record.person = person = _person_meant(record)
    _changed_after(record, insist)
    pathway = Pathway.objects.open().filter(person=person).first()
    problem = decision_problem(state=pathway.state if pathway else None, insist=insist)
    if problem or pathway is None:
        raise Conflict([conflict_of(problem or Problem(""))])
    before = pathway.social_worker_id
    if pathway.state == PathwayState.REFERRED:
        start_assessment(viewer=viewer, pathway_id=pathway.pk, method=AssessmentMethod.JOINT, at=at)
    assessment = assessment_of(pathway)
    assert assessment is not None  # its state says so
    for part, answers in answers_for(record.content).items():
        save_part(viewer=viewer, assessment_id=assessment.pk, version=None, part=part, answers=answers, at=at)
    decide_eligibility(
        viewer=viewer,
        pathway_id=pathway.pk,
        decided_eligible=record.content["eligible"],
        reasons=decision_reasons(record.content),
        why_different=record.content["why_different"],
        at=at,
    )
    now = Pathway.locked(pathway.pk)
    if now.social_worker_id != before:  # a connection is nobody's social worker
        now.social_worker_id = before
        now.save_versioned()
