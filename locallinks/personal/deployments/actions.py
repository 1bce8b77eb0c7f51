"""Ask for a direct payment, decide about it, say what it may be used for, and stop it (care-act.md section 7)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.messages.actions import queue_message
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.deployments import queries, rules
from locallinks.personal.deployments.models import (
    AgreedUse,
    ConditionAnswer,
    PaymentDecision,
    PaymentRequest,
    PaymentStop,
    StopWish,
)
from locallinks.personal.deployments.permissions import check_can_ask, check_can_decide
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway

# Nobody asks before it is settled that the council meets needs: there is no personal budget to pay from (s.31(1)).
TOO_EARLY = frozenset({PathwayState.REFERRED, PathwayState.ASSESSING, PathwayState.NOT_ELIGIBLE})


@transaction.atomic
def ask_for_payment(
    *, viewer: Viewer, pathway_id: int, holder: str, words: str, said_by: str, holder_name: str = "",
    authority: str = "", supporter_name: str = "", help_words: str = "", at: datetime,
) -> PaymentRequest:  # fmt: skip
    """Somebody asks that the money is paid to them. One request waits at a time; a new one follows what has ended."""
    pathway = Pathway.locked(pathway_id)
    check_can_ask(viewer, pathway)
    if not pathway.is_open or pathway.state in TOO_EARLY:
        raise DomainError(
            "A direct payment is asked for once it is decided that the council meets needs, and while it does.",
            code="not_now",
        )
    stands = queries.standing_of(pathway)
    if stands.waits:
        raise DomainError("A direct payment is asked for already, and waits for a decision.", code="asked_already")
    if stands.runs and not stands.again:
        raise DomainError("A direct payment is agreed already.", code="agreed_already")
    problems = rules.ask_problems(
        holder=holder, name=holder_name, authority=authority, supporter=supporter_name, words=words, said_by=said_by
    )
    if problems:
        raise DomainError(problems=problems)
    asked = PaymentRequest.objects.create(
        person=pathway.person, pathway=pathway, holder=holder,
        holder_name="" if holder == "self" else holder_name.strip(),
        authority=authority if holder == "authorised" else "",
        supporter_name=supporter_name.strip() if holder == "authorised" and authority == "agreed" else "",
        words=words.strip(), help_words=help_words.strip(), said_by=said_by.strip(), recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )  # fmt: skip
    record_write(viewer=viewer, verb="asked for a direct payment", subject=asked, person=pathway.person, at=at)
    return asked


@transaction.atomic
def decide_payment(
    *, viewer: Viewer, pathway_id: int, answers: Mapping[str, tuple[bool | None, str]], orders: Collection[str] = (),
    how: str = "net", at: datetime,
) -> PaymentDecision:  # fmt: skip
    """Each condition with its reason. Where all are met the council pays; else the refusal names what failed.

    Who makes this choice, and who may decide about care, are read from what is recorded, never typed here.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_decide(viewer, pathway)
    stands = queries.standing_of(pathway)
    if not stands.waits or stands.request is None:
        raise DomainError("Nobody has asked for a direct payment that waits for a decision.", code="nothing_asked")
    asked, route, on = stands.request, rules.route_of(stands.request.holder), clock.day(at)
    known = {row.code: row.words for row in queries.orders(on)}
    problems = rules.typed_problems(
        route=route, answers=answers, asked=queries.questions_of(asked), how=how,
    )  # fmt: skip
    if not set(orders) <= set(known):
        problems.append(Problem("Choose only orders from the list", "orders", "unknown_order"))
    wrong = rules.route_problem(route=route, lacks_capacity=stands.lacks_capacity)
    if problems or wrong:
        raise DomainError(problems=[*([wrong] if wrong else []), *problems])
    found = _answers(stands, answers, [known[code] for code in known if code in orders], on)
    result = rules.outcome(route, found)
    decided = PaymentDecision.objects.create(
        person=pathway.person, request=asked, route=route, capacity=stands.capacity, pays=result.pays,
        failed=list(result.failed), how=how, decided_by_id=viewer.actor_id, decided_at=at,
    )  # fmt: skip
    for one in found:
        ConditionAnswer.objects.create(
            person=pathway.person, decision=decided, code=one.code, met=one.met, words=one.words
        )
    record_write(
        viewer=viewer, verb="decided about a direct payment", subject=decided, person=pathway.person, at=at,
        reason="All conditions are met" if result.pays
        else "Not met: " + "; ".join(rules.CONDITIONS[route][code] for code in result.failed),
    )  # fmt: skip
    _tell(viewer, decided, found, at)
    return decided


def _answers(
    stands: queries.Standing, typed: Mapping[str, tuple[bool | None, str]], orders: Collection[str], on: date
) -> list[rules.Answer]:
    asked = stands.request
    assert asked is not None  # decide_payment refuses before
    route = rules.route_of(asked.holder)
    found = []
    for code in rules.CONDITIONS[route]:
        met, words = typed.get(code, (None, ""))
        words = words.strip()
        if code == "not_prohibited":
            found.append(rules.orders_answer(orders))
        elif code == "capacity":
            found.append(
                rules.capacity_answer(
                    lacks_capacity=stands.lacks_capacity, nominated=asked.holder_name, agrees=met, words=words
                )
            )
        elif code == "supported":
            why_not, others = queries.right_to_ask(
                request=asked, person=asked.person, lacks_capacity=stands.lacks_capacity, on=on
            )
            found.append(
                rules.support_answer(
                    authority=asked.authority, asks=asked.holder_name, why_not=why_not, others=others, agrees=met,
                    words=words,
                )
            )  # fmt: skip
        else:
            found.append(rules.Answer(code, bool(met), words))
    return found


def _tell(viewer: Viewer, decided: PaymentDecision, found: Collection[rules.Answer], at: datetime) -> None:
    """In writing, with the reason where it is a no."""
    if decided.pays:
        body = "Your support can be paid to you as a direct payment. The letter says how, and what it is for."
    else:
        why = "\n".join(f"{rules.TOLD[one.code]} No. {one.words}" for one in found if not one.met)
        body = f"We cannot make a direct payment now. This is why:\n\n{why}\n\nYou can ask again, or complain."
    queue_message(
        viewer=viewer, person=decided.person, kind="direct_payment", key=f"direct-payment-{decided.pk}", at=at,
        subject="Our decision about a direct payment", body=body,
    )  # fmt: skip


@transaction.atomic
def agree_use(
    *, viewer: Viewer, pathway_id: int, kind: str, words: str, need: str, payee: str = "", relation: str = "",
    why_necessary: str = "", starts_on: date | None = None, ends_on: date | None = None, at: datetime,
) -> AgreedUse:  # fmt: skip
    """Something the payment may be used for. Refused where the law or the plan does not allow it, and says why."""
    pathway = Pathway.locked(pathway_id)
    check_can_decide(viewer, pathway)
    decision = _running(pathway)
    problems = rules.use_problems(
        kind=kind, words=words, need=need, needs=[code for code, _ in queries.needs_of(pathway)], payee=payee,
        relation=relation, why_necessary=why_necessary,
    )  # fmt: skip
    is_stay, is_paid = kind == "short_stay", kind in ("carer", "managing")
    if is_stay:
        limits = queries.figures(clock.day(at))
        too_long = rules.stay_problem(
            starts_on=starts_on, ends_on=ends_on, before=queries.stays_of(pathway.person_id),
            most_weeks=limits[queries.STAY_WEEKS].amount, apart_weeks=limits[queries.STAYS_APART].amount,
        )  # fmt: skip
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
def ask_to_stop(
    *, viewer: Viewer, pathway_id: int, from_on: date | None, words: str, said_by: str, at: datetime
) -> StopWish:
    """The person, or whoever asked for them, does not want it any more. Taken at any time, for any day from today."""
    pathway = Pathway.locked(pathway_id)
    check_can_ask(viewer, pathway)
    decision = _running(pathway)
    today = clock.day(at)
    if problems := rules.wish_problems(words=words, said_by=said_by, from_on=from_on, today=today):
        raise DomainError(problems=problems)
    assert from_on is not None  # a problem above
    wish = StopWish.objects.create(
        person=pathway.person, decision=decision, from_on=from_on, words=words.strip(), said_by=said_by.strip(),
        recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip
    record_write(
        viewer=viewer, verb="wrote down a wish to stop a direct payment", subject=wish, person=pathway.person, at=at
    )
    return wish


@transaction.atomic
def stop_payment(
    *, viewer: Viewer, pathway_id: int, why: str, ends_on: date | None, words: str, liabilities: str,
    arrangements: str, condition: str = "", at: datetime,
) -> PaymentStop:  # fmt: skip
    """It stops, with notice and reasons; the council then meets the needs another way, from that very day."""
    pathway = Pathway.locked(pathway_id)
    check_can_decide(viewer, pathway)
    decision = _running(pathway)
    wish, told_on = decision.wishes.first(), clock.day(at)
    notice = queries.figures(told_on)[queries.NOTICE]
    problems = rules.stop_problems(
        why=why, route=decision.route, condition=condition, told_on=told_on, ends_on=ends_on,
        notice_days=notice.amount, wished_on=wish.from_on if wish else None, words=words, liabilities=liabilities,
        arrangements=arrangements,
    )  # fmt: skip
    if problems:
        raise DomainError(problems=problems)
    assert ends_on is not None  # a problem above
    stop = PaymentStop.objects.create(
        person=pathway.person, decision=decision, why=why, condition=condition if why == "condition" else "",
        told_on=told_on, ends_on=ends_on, notice_days=0 if why == "person" else notice.amount,
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


def _running(pathway: Pathway) -> PaymentDecision:
    stands = queries.standing_of(pathway)
    if not stands.runs or stands.decision is None:
        raise DomainError("No direct payment is agreed that could be used or stopped.", code="none_runs")
    return stands.decision
