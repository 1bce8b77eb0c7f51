"""Ask for a direct payment, decide about it, say what it may be used for, and stop it (docs/rules/care-act.md 7)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.messages.actions.sending import queue_message
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.fund_holding import queries
from locallinks.personal.fund_holding.choices import Authority, Condition, Holder, PaymentMode, StopReason, UseKind
from locallinks.personal.fund_holding.models import (
    AgreedUse,
    ConditionAnswer,
    PaymentDecision,
    PaymentRequest,
    PaymentStop,
    StopRequest,
)
from locallinks.personal.fund_holding.permissions import check_can_ask, check_can_decide
from locallinks.personal.fund_holding.rules.agreed_uses import PAID_USES, stay_problem, use_problems
from locallinks.personal.fund_holding.rules.conditions import (
    CONDITIONS,
    Answer,
    answer_problems,
    ask_problems,
    capacity_answer,
    orders_answer,
    outcome,
    route_of,
    route_problem,
    support_answer,
)
from locallinks.personal.fund_holding.rules.stopping import stop_problems, stop_request_problems
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway

# Nobody asks before it is settled that the council meets needs: there is no personal budget to pay from (s.31(1)).
TOO_EARLY = frozenset({PathwayState.REFERRED, PathwayState.ASSESSING, PathwayState.NOT_ELIGIBLE})


@transaction.atomic
def request_payment(
    *,
    viewer: Viewer,
    pathway_id: int,
    holder: str,
    words: str,
    said_by: str,
    holder_name: str = "",
    authority: str = "",
    supporter_name: str = "",
    help_words: str = "",
    at: datetime,
) -> PaymentRequest:
    """Record a request for a direct payment and return it (Care Act 2014 s.31 and s.32).

    Raises NotAllowed for anybody but the person and those who plan with them. Raises DomainError before eligibility is
    decided, while another request waits or a direct payment runs, and for what is missing.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_ask(viewer, pathway)
    if not pathway.is_open or pathway.state in TOO_EARLY:
        raise DomainError(
            "A direct payment is asked for once it is decided that the council meets needs, and while it does.",
            code="not_now",
        )
    status = queries.payment_status(pathway)
    if status.awaits_decision:
        raise DomainError("A direct payment is asked for already, and waits for a decision.", code="asked_already")
    if status.is_running and not status.outdated_because:
        raise DomainError("A direct payment is agreed already.", code="agreed_already")
    problems = ask_problems(
        holder=holder,
        holder_name=holder_name,
        authority=authority,
        supporter_name=supporter_name,
        words=words,
        said_by=said_by,
    )
    if problems:
        raise DomainError(problems=problems)
    request = PaymentRequest.objects.create(
        person=pathway.person, pathway=pathway, holder=holder,
        holder_name="" if holder == Holder.SELF else holder_name.strip(),
        authority=authority if holder == Holder.AUTHORISED else "",
        supporter_name=supporter_name.strip()
        if holder == Holder.AUTHORISED and authority == Authority.AGREED else "",
        words=words.strip(), help_words=help_words.strip(), said_by=said_by.strip(), recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )  # fmt: skip
    record_write(viewer=viewer, verb="asked for a direct payment", subject=request, person=pathway.person, at=at)
    return request


@transaction.atomic
def decide_payment(
    *,
    viewer: Viewer,
    pathway_id: int,
    answers: Mapping[str, tuple[bool | None, str]],
    orders: Collection[str] = (),
    how: str = PaymentMode.NET,
    at: datetime,
) -> PaymentDecision:
    """Decide a request by the answer to each condition, and return the decision (Care Act 2014 s.31(4) to (7), s.32).

    Where all conditions are met the council pays; a refusal names those that are not. Who makes this choice, and who
    may decide about care, are read from the records. Raises NotAllowed for anybody but the council's social worker, and
    DomainError where nothing waits for a decision or an answer is missing.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_decide(viewer, pathway)
    status = queries.payment_status(pathway)
    if not status.awaits_decision or status.request is None:
        raise DomainError("Nobody has asked for a direct payment that waits for a decision.", code="nothing_asked")
    request, route, on = status.request, route_of(status.request.holder), clock.day(at)
    known = {row.code: row.words for row in queries.court_orders(on)}
    problems = answer_problems(
        route=route,
        answers=answers,
        asked=queries.conditions_to_answer(request),
        how=how,
    )
    if not set(orders) <= set(known):
        problems.append(Problem("Choose only orders from the list", "orders", "unknown_order"))
    wrong = route_problem(route=route, lacks_capacity=status.lacks_capacity)
    if problems or wrong:
        raise DomainError(problems=[*([wrong] if wrong else []), *problems])
    conditions = _answers(status, answers, [known[code] for code in known if code in orders], on)
    result = outcome(route, conditions)
    decided = PaymentDecision.objects.create(
        person=pathway.person,
        request=request,
        route=route,
        capacity=status.capacity,
        pays=result.pays,
        failed=[str(condition) for condition in result.failed],
        how=how,
        decided_by_id=viewer.actor_id,
        decided_at=at,
    )
    for answer in conditions:
        ConditionAnswer.objects.create(
            person=pathway.person, decision=decided, code=str(answer.code), met=answer.met, words=answer.words
        )
    record_write(
        viewer=viewer, verb="decided about a direct payment", subject=decided, person=pathway.person, at=at,
        reason="All conditions are met" if result.pays
        else "Not met: " + "; ".join(condition.label for condition in result.failed),
    )  # fmt: skip
    _send_decision(viewer, decided, conditions, at)
    return decided


def _answers(
    status: queries.PaymentStatus, typed: Mapping[str, tuple[bool | None, str]], orders: Collection[str], on: date
) -> list[Answer]:
    request = status.request
    assert request is not None  # decide_payment refuses before
    route = route_of(request.holder)
    result = []
    for code in CONDITIONS[route]:
        met, words = typed.get(code, (None, ""))
        words = words.strip()
        if code == Condition.NOT_PROHIBITED:
            result.append(orders_answer(orders))
        elif code == Condition.CAPACITY:
            result.append(
                capacity_answer(
                    lacks_capacity=status.lacks_capacity, nominated=request.holder_name, agrees=met, words=words
                )
            )
        elif code == Condition.SUPPORTED:
            why_not, others = queries.right_to_ask(
                request=request, person=request.person, lacks_capacity=status.lacks_capacity, on=on
            )
            result.append(
                support_answer(
                    authority=request.authority, asks=request.holder_name, why_not=why_not, others=others, agrees=met,
                    words=words,
                )
            )  # fmt: skip
        else:
            result.append(Answer(code, bool(met), words))
    return result


def _send_decision(viewer: Viewer, decided: PaymentDecision, conditions: Collection[Answer], at: datetime) -> None:
    """In writing, with the reason where it is a no."""
    if decided.pays:
        body = "Your support can be paid to you as a direct payment. The letter says how, and what it is for."
    else:
        why = "\n".join(f"{answer.code.question} No. {answer.words}" for answer in conditions if not answer.met)
        body = f"We cannot make a direct payment now. This is why:\n\n{why}\n\nYou can ask again, or complain."
    queue_message(
        viewer=viewer,
        person=decided.person,
        kind="direct_payment",
        key=f"direct-payment-{decided.pk}",
        at=at,
        subject="Our decision about a direct payment",
        body=body,
    )


@transaction.atomic
def agree_use(
    *,
    viewer: Viewer,
    pathway_id: int,
    kind: str,
    words: str,
    need: str,
    payee: str = "",
    relation: str = "",
    why_necessary: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    at: datetime,
) -> AgreedUse:
    """Record something that a direct payment may be used for, and return it.

    Raises DomainError where the law or the plan does not allow it, with why, and where no direct payment runs.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_decide(viewer, pathway)
    decision = _running_decision(pathway)
    problems = use_problems(
        kind=kind,
        words=words,
        need=need,
        needs=[code for code, _ in queries.needs_of(pathway)],
        payee=payee,
        relation=relation,
        why_necessary=why_necessary,
    )
    is_stay, is_paid = kind == UseKind.SHORT_STAY, kind in PAID_USES
    if is_stay:
        limits = queries.figures(clock.day(at))
        too_long = stay_problem(
            starts_on=starts_on,
            ends_on=ends_on,
            before=queries.stays_of(pathway.person_id),
            most_weeks=limits[queries.STAY_WEEKS].amount,
            apart_weeks=limits[queries.STAYS_APART].amount,
        )
        problems += [too_long] if too_long else []
    if problems:
        raise DomainError(problems=problems)
    used = AgreedUse.objects.create(
        person=pathway.person, decision=decision, kind=kind, words=words.strip(), need=need,
        payee=payee.strip() if is_paid else "", relation=relation if is_paid else "",
        why_necessary=why_necessary.strip() if is_paid else "", starts_on=starts_on if is_stay else None,
        ends_on=ends_on if is_stay else None, recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip
    record_write(
        viewer=viewer, verb="agreed what a direct payment is used for", subject=used, person=pathway.person, at=at
    )
    return used


@transaction.atomic
def request_stop(
    *, viewer: Viewer, pathway_id: int, from_on: date | None, words: str, said_by: str, at: datetime
) -> StopRequest:
    """Record that the person, or somebody for them, wants the direct payment to stop; return the request.

    It is taken at any time, for any day from today. Raises DomainError for an earlier day and for what is missing.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_ask(viewer, pathway)
    decision = _running_decision(pathway)
    today = clock.day(at)
    if problems := stop_request_problems(words=words, said_by=said_by, from_on=from_on, today=today):
        raise DomainError(problems=problems)
    assert from_on is not None  # a problem above
    request = StopRequest.objects.create(
        person=pathway.person,
        decision=decision,
        from_on=from_on,
        words=words.strip(),
        said_by=said_by.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(
        viewer=viewer, verb="wrote down a wish to stop a direct payment", subject=request, person=pathway.person, at=at
    )
    return request


@transaction.atomic
def stop_payment(
    *,
    viewer: Viewer,
    pathway_id: int,
    why: str,
    ends_on: date | None,
    words: str,
    liabilities: str,
    arrangements: str,
    condition: str = "",
    at: datetime,
) -> PaymentStop:
    """Stop a direct payment from a day, tell the person in writing, and return the stop (s.33;
    docs/rules/care-act.md 7).

    Raises DomainError without a reason, what is paid first, how the needs are met from that day, or before the notice
    is over (days; reference). The person's own request needs no notice.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_decide(viewer, pathway)
    decision = _running_decision(pathway)
    stop_request, told_on = decision.stop_requests.first(), clock.day(at)
    notice = queries.figures(told_on)[queries.NOTICE]
    problems = stop_problems(
        why=why, route=decision.route, condition=condition, told_on=told_on, ends_on=ends_on,
        notice_days=notice.amount, asked_to_stop_on=stop_request.from_on if stop_request else None, words=words,
        liabilities=liabilities, arrangements=arrangements,
    )  # fmt: skip
    if problems:
        raise DomainError(problems=problems)
    assert ends_on is not None  # a problem above
    stop = PaymentStop.objects.create(
        person=pathway.person, decision=decision, why=why, condition=condition if why == StopReason.CONDITION else "",
        told_on=told_on, ends_on=ends_on, notice_days=0 if why == StopReason.PERSON else notice.amount,
        notice_verified=notice.verified, words=words.strip(), liabilities=liabilities.strip(),
        arrangements=arrangements.strip(), recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip
    record_write(
        viewer=viewer, verb="stopped a direct payment", subject=stop, person=pathway.person, at=at, reason=stop.words
    )
    queue_message(
        viewer=viewer, person=pathway.person, kind="direct_payment", key=f"direct-payment-stop-{stop.pk}", at=at,
        subject="Your direct payment stops",
        body=f"Your direct payment stops on {ends_on:%-d %B %Y}. This is why:\n\n{stop.words}\n\n"
        f"From that day: {stop.arrangements}\n\nIf you think this is wrong, tell us. You can also complain.",
    )  # fmt: skip
    return stop


def _running_decision(pathway: Pathway) -> PaymentDecision:
    status = queries.payment_status(pathway)
    if not status.is_running or status.decision is None:
        raise DomainError("No direct payment is agreed that could be used or stopped.", code="none_runs")
    return status.decision
