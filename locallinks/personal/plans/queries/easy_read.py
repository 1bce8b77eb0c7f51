"""A plan in short sentences, for easy read, large print and screen readers."""

from locallinks.foundation.people.choices import AgreementBasis
from locallinks.foundation.shared.money import pounds
from locallinks.personal.plans.choices import GoalProgress
from locallinks.personal.plans.models import Line
from locallinks.personal.plans.queries.plan_view import PlanView
from locallinks.personal.plans.rules.checks import Need
from locallinks.personal.plans.rules.decision import NETWORK_SHARE_NOTICE
from locallinks.personal.plans.rules.wording import (
    Section,
    line_in_sentences,
    non_empty_sections,
    own_words_in_sentences,
    sentence,
    text_in_sentences,
)


def easy_read_sections(found: PlanView, *, you: bool) -> list[Section]:
    """Return the plan as headings with sentences, in the order in which somebody would tell it."""
    plan, name = found.plan, str(found.plan.person)
    who, whose = ("you", "your") if you else (name, f"{name}'s")
    wants = f"What {who} {'want' if you else 'wants'} to happen"
    return non_empty_sections(
        [
            *own_words_in_sentences(plan, who=who),
            (
                wants,
                [
                    one
                    for goal, _ in found.goals_with_lines
                    for one in (sentence(goal.words), f"{GoalProgress(goal.progress).label}.")
                ],
            ),
            *((need.words, _need_sentences(need, you)) for need in found.needs),
            (
                f"Also in {whose} life",
                [one for line in found.added_support for one in line_in_sentences(line, you=you)],
            ),
            ("Staying well", text_in_sentences(plan.advice)),
            ("If something goes wrong", [*text_in_sentences(plan.contingency), *_what_if_sentences(plan.what_if)]),
            ("The money", _money_sentences(found, you)),
            (f"What {who} said about this plan", _agreement_sentences(found)),
            ("Looking at it again", _review_sentences(found)),
            ("Something to know", text_in_sentences(NETWORK_SHARE_NOTICE) if found.pathway.network_id else []),
        ]
    )


def _need_sentences(need: Need[Line], you: bool) -> list[str]:
    told = [one for line in need.first for one in line_in_sentences(line, you=you)]
    told += [sentence(f"{line.title}, as before") for line in need.also]
    told += [sentence(f"We are still looking for: {one.looked_for}") for one in need.unmet]
    return told or ["There is nothing for this yet."]


def _what_if_sentences(rows: list[dict[str, str]]) -> list[str]:
    told = []
    for row in rows:
        told.append(sentence(f"If this happens: {row['if']}. Then: {row['then']}"))
        told.append(sentence(f"Who to ask: {row['who']}{', ' if row['phone'] else ''}{row['phone']}"))
    return told


def _money_sentences(found: PlanView, you: bool) -> list[str]:
    whose, pays = ("Your", "You pay") if you else ("The", "They pay")
    if found.approval:
        told = [
            f"{whose} personal budget is {pounds(found.approval.personal_budget_pence)} a week.",
            f"{pays} {pounds(found.approval.contribution_pence)} of it.",
            f"The council pays {pounds(found.approval.council_pays_pence)}.",
        ]
    else:
        told = [f"This plan asks the council for {pounds(found.council_pence)} a week.", "It is not approved yet."]
    if found.nhs_pence:
        told.append(f"The NHS pays {pounds(found.nhs_pence)} a week.")
    if found.own_pence:
        told.append(f"{'Your' if you else 'Their'} own money: {pounds(found.own_pence)} a week.")
    return told


def _agreement_sentences(found: PlanView) -> list[str]:
    said = found.agreement
    if said is None:
        return ["Nobody has asked yet."]
    answer = "agrees with it" if said.agrees else "does not agree with something in it"
    if said.basis != AgreementBasis.AGREEMENT:  # never told as the person's own words
        return [f"{said.said_by} decided this for the person.", *text_in_sentences(said.words)]
    return [f"{said.said_by} {answer}.", *text_in_sentences(said.words)]


def _review_sentences(found: PlanView) -> list[str]:
    on = found.plan.review_on
    when = f"by {on.day} {on:%B %Y}" if on else "within a year"
    return [f"We look at this plan together {when}.", "You can ask for that at any time, when something changes."]
