"""How a direct payment stops, and whether a decision still applies (docs/rules/care-act.md 7)."""

from datetime import date, timedelta

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.fund_holding.choices import Route, StopReason
from locallinks.personal.fund_holding.rules.conditions import CONDITIONS


def stop_request_problems(*, words: str, said_by: str, from_on: date | None, today: date) -> list[Problem]:
    """Return what is missing in a request to stop, which is for today or a later day."""
    problems = []
    if from_on is None or from_on < today:
        problems.append(Problem("Enter the day it should stop: today or later", "from_on", "no_day"))
    if not words.strip():
        problems.append(Problem("Write down what was said", "words", "no_words"))
    if not said_by.strip():
        problems.append(Problem("Say who said this", "said_by", "no_speaker"))
    return problems


def earliest_end(*, why: str, told_on: date, notice_days: int) -> date:
    """Return the first day on which it may end: today at the person's request, otherwise after the notice (days)."""
    return told_on if why == StopReason.PERSON else told_on + timedelta(days=notice_days)


def stop_problems(
    *,
    why: str,
    route: str,
    condition: str,
    told_on: date,
    ends_on: date | None,
    notice_days: int,
    asked_to_stop_on: date | None,
    words: str,
    liabilities: str,
    arrangements: str,
) -> list[Problem]:
    """Return why a payment cannot stop: notice (days), the reason, what is paid first, how the needs are met after."""
    problems = []
    if why not in StopReason:
        problems.append(Problem("Choose why it stops", "why", "unknown_reason"))
    if why == StopReason.CONDITION and condition not in CONDITIONS[Route(route)]:
        problems.append(Problem("Choose which condition is no longer met", "condition", "unknown_condition"))
    if why == StopReason.PERSON and asked_to_stop_on is None:
        problems.append(Problem("First write down what they said about stopping", "why", "no_wish"))
    if problem := _day_problem(why, told_on, ends_on, notice_days, asked_to_stop_on):
        problems.append(problem)
    if not words.strip():
        problems.append(Problem("Say why it stops, so that they understand", "words", "no_words"))
    if not liabilities.strip():
        message = "Say what has to be paid first: wages, notice, redundancy, or that there is nothing"
        problems.append(Problem(message, "liabilities", "no_liabilities"))
    if not arrangements.strip():
        message = "Say how their needs are met from that day. There can be no gap"
        problems.append(Problem(message, "arrangements", "a_gap"))
    return problems


def _day_problem(
    why: str, told_on: date, ends_on: date | None, notice_days: int, asked_to_stop_on: date | None
) -> Problem | None:
    earliest = earliest_end(why=why, told_on=told_on, notice_days=notice_days)
    if ends_on is None or ends_on < earliest:
        notice = "" if why == StopReason.PERSON else f". They have {notice_days} days' notice"
        return Problem(f"Enter {earliest:%-d %B %Y} or a later day{notice}", "ends_on", "too_soon")
    if why == StopReason.PERSON and asked_to_stop_on is not None and ends_on > max(asked_to_stop_on, told_on):
        last = max(asked_to_stop_on, told_on)
        return Problem(f"They may stop when they choose: {last:%-d %B %Y} at the latest", "ends_on", "too_late")
    return None


def why_outdated(*, route: str, lacks_capacity: bool) -> str:
    """Return why a decision no longer applies: the person lost or regained the capacity to ask. Empty while it does."""
    if route == Route.S31 and lacks_capacity:
        return (
            "They can no longer make this choice themselves. Somebody who may ask for them can ask; then decide again"
        )
    if route == Route.S32 and not lacks_capacity:
        return "They can make this choice themselves again. Ask them what they want; then decide again"
    return ""


def why_not_now(*, asked: bool, pays: bool | None, stops_on: date | None, outdated_because: str) -> str:
    """Return why no plan can be approved with a direct payment now; empty where one can."""
    if pays is None:
        begin = "A direct payment was asked for, and nobody has decided" if asked else "Nobody has asked for one"
        return f"{begin}. Decide about the direct payment first"
    if not pays:
        return "The council decided that a direct payment cannot be made. Choose another way to hold the money"
    if stops_on is not None:
        return f"The direct payment stops on {stops_on:%-d %B %Y}. Choose another way to hold the money"
    return outdated_because
