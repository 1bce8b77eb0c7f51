"""Take in one row. The same again changes nothing; a change is taken, or waits for a person to decide."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.actions.records import change_details, start_record
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import merge_into_survivor
from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Problem, Stale
from locallinks.foundation.shared.viewer import Viewer
from locallinks.foundation.shared.working_days import add_working_days
from locallinks.personal.assessments.actions.needs_assessment import decide_eligibility, save_part, start_assessment
from locallinks.personal.assessments.queries.needs_assessment import assessment_of
from locallinks.personal.exchange.models import STEP_EVENTS, Connection, InboundRecord, InboundRecordStep, details_of
from locallinks.personal.exchange.permissions import as_social_worker, check_can_send
from locallinks.personal.exchange.queries.inbound import duplicate_candidates_for
from locallinks.personal.exchange.rules.inbound import (
    DAYS_TO_DECIDE,
    answers_for,
    compare,
    decision_problem,
    decision_reasons,
    digest_of,
    reference_problem,
    storable_text,
    usable_reference,
    without_lone_surrogates,
)
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.actions.referral_and_advice import refer

Reader = Callable[[str, Mapping[str, Any], date], tuple[dict[str, Any], list[Problem]]]


class Conflict(DomainError):
    """Something a person decides: each reason with what stands here and what was sent, where that says more."""

    def __init__(self, reasons: Sequence[dict[str, str]]) -> None:
        self.reasons = list(reasons)
        problems = [Problem(one["message"], one["field"], one["code"]) for one in reasons]
        super().__init__(problems=problems)


@transaction.atomic
def import_record(
    *,
    viewer: Viewer,
    connection: Connection,
    kind: str,
    reference: str,
    content: Mapping[str, Any],
    source: str,
    at: datetime,
) -> InboundRecord:
    """One row that can be read. What does not fit waits, with why; the rest of it is done at once.

    One transaction a row: whoever was killed half-way sends the whole file again. Two at once wait for one another.
    """
    check_can_send(viewer, connection)
    digest = digest_of(content)
    record, is_new = _locked_record(connection, kind, reference, digest, at)
    if not is_new and record.digest == digest:
        return record
    record.content, record.digest, record.changed_at = dict(content), digest, at
    record.about = str(content.get("person", ""))
    log_step(viewer=viewer, record=record, event="came" if is_new else "changed", at=at, source=source)
    import_or_queue(viewer=viewer, record=record, at=at)
    return record


@transaction.atomic
def queue_unreadable(
    *,
    viewer: Viewer,
    connection: Connection,
    kind: str,
    reference: str,
    given: Mapping[str, Any],
    problems: Sequence[Problem],
    source: str,
    at: datetime,
) -> InboundRecord:
    """One row that cannot be read: kept as it came, with what is wrong, so that somebody sees it."""
    check_can_send(viewer, connection)
    content = storable_text(given)
    digest = digest_of({"refused": content})
    record, is_new = _locked_record(connection, kind, reference, digest, at)
    if not is_new and record.digest == digest:
        return record
    record.content, record.digest, record.changed_at = content, digest, at
    log_step(viewer=viewer, record=record, event="came" if is_new else "changed", at=at, source=source)
    reasons = [
        {
            "code": "not_understood",
            "field": without_lone_surrogates(one.field[:60].replace("\x00", "�")),
            "message": one.message,
        }
        for one in problems
    ]
    _queue(viewer, record, [{**one, "ours": "", "theirs": ""} for one in reasons], at)
    return record


@dataclass(frozen=True)
class RowResult:
    """What became of one row of a file. Without a reference there is nothing to keep it under: `problems` says so."""

    record: InboundRecord | None
    problems: Sequence[Problem] = ()


@transaction.atomic
def import_row(
    *,
    viewer: Viewer,
    connection: Connection,
    kind: str,
    given: Mapping[str, Any],
    read: Reader,
    source: str,
    at: datetime,
) -> RowResult:
    """One row of a file, its reference among its cells. `read` is forms.read_record: the checks of the API."""
    reference = usable_reference(given)
    if not reference:
        problem = reference_problem(str(given.get("reference", "")))
        return RowResult(None, [problem] if problem else [])
    cells = {name: value for name, value in given.items() if name != "reference"}
    content, problems = read(kind, cells, clock.day(at))
    row: dict[str, Any] = {
        "viewer": viewer,
        "connection": connection,
        "kind": kind,
        "reference": reference,
        "source": source,
        "at": at,
    }
    if problems:
        return RowResult(queue_unreadable(given=cells, problems=problems, **row), problems)
    return RowResult(import_record(content=content, **row))


def _locked_record(
    connection: Connection, kind: str, reference: str, digest: str, at: datetime
) -> tuple[InboundRecord, bool]:
    """The row of this reference, locked; made first where there is none. A second sender waits here for the first."""
    new = InboundRecord(
        connection=connection,
        home_id=connection.home_id,
        kind=kind,
        reference=reference,
        digest=digest,
        state="kept",
        came_at=at,
        changed_at=at,
    )
    InboundRecord.objects.bulk_create([new], ignore_conflicts=True)
    rows = InboundRecord.objects.select_for_update(of=("self",)).select_related(
        "connection", "connection__home", "person"
    )
    record = rows.get(connection=connection, kind=kind, reference=reference)
    return record, not InboundRecordStep.objects.filter(record=record).exists()


def log_step(
    *, viewer: Viewer, record: InboundRecord, event: str, at: datetime, source: str = "", reason: str = ""
) -> None:
    """A step of the row, and a mark that names the connection and the reference."""
    step = InboundRecordStep.objects.create(
        record=record,
        home_id=record.home_id,
        event=event,
        source=source[:200],
        actor_id=viewer.actor_id,
        actor_name=viewer.name,
        reason=reason[:5000],
        at=at,
    )
    words = f"{record.connection.name}, {record.get_kind_display().lower()} {record.reference}. {reason}".strip()
    record_write(viewer=viewer, verb=STEP_EVENTS[event], subject=step, person=record.person, reason=words[:500], at=at)


def import_or_queue(*, viewer: Viewer, record: InboundRecord, at: datetime) -> None:
    """Do what the row says, or let it wait with why not. Nothing of an act that failed is kept."""
    try:
        with transaction.atomic():
            apply_record(viewer=viewer, record=record, insist=False, at=at)
    except (NotAllowed, Stale):
        raise
    except DomainError as refusal:
        _restore(record)
        if isinstance(refusal, Conflict):
            _take_what_fits(viewer, record, at)
            _queue(viewer, record, refusal.reasons, at)
        else:
            _queue(viewer, record, [_reason_of(problem) for problem in refusal.problems], at)
        return
    log_step(viewer=viewer, record=record, event="applied", at=at)
    retry_waiting_for(viewer=viewer, record=record, at=at)


def _restore(record: InboundRecord) -> None:
    """As the database has it, but for whom a call or a decision is about: they were known before."""
    about = record.person if record.kind != "people" else None
    record.refresh_from_db(fields=["person", "settled", "acted"])
    record.person = about or record.person


def _reason_of(problem: Problem) -> dict[str, str]:
    code = problem.code or "refused"
    return {"code": code, "field": problem.field, "message": problem.message, "ours": "", "theirs": ""}


def _queue(viewer: Viewer, record: InboundRecord, reasons: list[dict[str, str]], at: datetime) -> None:
    today = clock.day(at)
    days_off = holidays(today, date(today.year + 1, 1, 31))
    record.state, record.why = "waiting", reasons
    record.due_on = add_working_days(today, DAYS_TO_DECIDE, days_off)
    record.save_versioned()
    log_step(viewer=viewer, record=record, event="waited", at=at, reason=" ".join(one["message"] for one in reasons))


def retry_waiting_for(*, viewer: Viewer, record: InboundRecord, at: datetime) -> None:
    """Somebody is known now, or has a way through: what waited for that comes in, calls for help before decisions."""
    if record.state != "applied" or record.kind == "decisions":
        return
    missed, about = ("unknown_person", record.reference) if record.kind == "people" else ("no_way", record.about)
    waiting = InboundRecord.objects.select_for_update(of=("self",)).filter(
        connection=record.connection_id, about=about, state="waiting"
    )
    for one in waiting.select_related("connection", "connection__home", "person").order_by("kind", "pk")[:50]:
        if missed in one.codes:
            import_or_queue(viewer=viewer, record=one, at=at)


def apply_record(*, viewer: Viewer, record: InboundRecord, insist: bool, at: datetime) -> None:
    """Do it, by the actions of the rooms it belongs to. `insist`: a person decided that theirs counts.

    Raises DoesNotFit, or whatever those actions refuse.
    """
    if record.kind == "people":
        _apply_person(as_social_worker(viewer), record, insist, at)
    elif record.kind == "contacts":
        _apply_contact(as_social_worker(viewer), record, insist, at)
    else:
        _apply_decision(as_social_worker(viewer), record, insist, at)
    record.state, record.why, record.due_on, record.acted = "applied", [], None, True
    record.save_versioned()


def _values(said: Mapping[str, str]) -> dict[str, Any]:
    born = said.get("date_of_birth")
    return {**said, **({"date_of_birth": date.fromisoformat(born)} if born else {})}


def _apply_person(viewer: Viewer, record: InboundRecord, insist: bool, at: datetime) -> None:
    said = {name: value for name, value in record.content.items() if value}
    if record.person_id is None:
        alike = (
            [] if insist else duplicate_candidates_for(viewer=viewer, home_id=record.home_id, content=record.content)
        )
        if alike:
            raise Conflict([
                {"code": "alike", "field": "full_name", "ours": person.full_name, "theirs": said["full_name"],
                 "message": f"This may be somebody who is here: {'. '.join(reasons)}."}
                for person, reasons in alike
            ])  # fmt: skip
        known = {"preferred_name": said["full_name"].split()[0][:100], **_values(said)}
        record.person = start_record(viewer=viewer, home=record.connection.home, at=at, **known)
        record.settled = said
        return
    person = _surviving_person(record)
    found = compare(details_of(person), said, record.settled)
    if found.differ and not insist:
        raise Conflict([
            {"code": "differs", "field": name, "ours": ours, "theirs": theirs,
             "message": "What is here and what was sent are not the same."}
            for name, ours, theirs in found.differ
        ])  # fmt: skip
    taken = {**found.take, **{name: theirs for name, _, theirs in found.differ}}
    _change(viewer, person, taken, at)
    record.settled = {**record.settled, **said}


def _surviving_person(record: InboundRecord) -> Person:
    """The record that counts now: one that was laid aside points to it."""
    assert record.person is not None
    merge = merge_into_survivor(record.person.pk)
    if merge:
        record.person = merge.survivor
    return record.person


def _change(viewer: Viewer, person: Person, taken: Mapping[str, str], at: datetime) -> None:
    if taken:
        change_details(viewer=viewer, person_id=person.pk, version=None, at=at, **_values(taken))  # type: ignore[arg-type]


def _take_what_fits(viewer: Viewer, record: InboundRecord, at: datetime) -> None:
    """Of details that differ in part, the rest is no question. Left for the person to decide where even that fails."""
    if record.kind != "people" or record.person_id is None:
        return
    person = _surviving_person(record)
    said = {name: value for name, value in record.content.items() if value}
    found = compare(details_of(person), said, record.settled)
    disputed = {name for name, _, _ in found.differ}
    try:
        with transaction.atomic():
            _change(as_social_worker(viewer), person, found.take, at)
    except DomainError:
        return
    record.settled = {**record.settled, **{name: value for name, value in said.items() if name not in disputed}}


def _person_meant(record: InboundRecord) -> Person:
    """Whom a contact or a decision is about, by the sender's own reference for them."""
    sent = InboundRecord.objects.filter(connection=record.connection_id, kind="people", reference=record.about)
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
    if record.acted and not insist:
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
    """Open the way through (docs/rules/local-links.md 3): what the front door heard is not asked again."""
    record.person = person = _person_meant(record)
    _changed_after(record, insist)
    said = record.content
    refer(
        viewer=viewer, home=record.connection.home, person=person, told_by=said["told_by"],
        told_by_relation=said["told_by_relation"], reason=said["reason"], contact_basis=said["contact_basis"],
        contact_note=said["contact_note"], at=at,
    )  # fmt: skip


def _apply_decision(viewer: Viewer, record: InboundRecord, insist: bool, at: datetime) -> None:
    """Write the test and the decision as they were made (docs/rules/care-act.md 3). Nobody is given the work by it."""
    record.person = person = _person_meant(record)
    _changed_after(record, insist)
    pathway = Pathway.objects.open().filter(person=person).first()
    problem = decision_problem(state=pathway.state if pathway else None, insist=insist)
    if problem or pathway is None:
        raise Conflict([_reason_of(problem or Problem(""))])
    before = pathway.social_worker_id
    if pathway.state == PathwayState.REFERRED:
        start_assessment(viewer=viewer, pathway_id=pathway.pk, method="joint", at=at)
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
    if now.social_worker_id != before:  # no computer is anybody's social worker
        now.social_worker_id = before
        now.save_versioned()
