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


def easy_read_sections(view: PlanView, *, you: bool) -> list[Section]:
    """Return the plan as headings with sentences, in the order in which somebody would tell it."""
    plan, name = view.plan, str(view.plan.person)
    who, whose = ("you", "your") if you else (name, f"{name}'s")
    wants = f"What {who} {'want' if you else 'wants'} to happen"
    return non_empty_sections(
        [
            *own_words_in_sentences(plan, who=who),
            (
                wants,
                [
                    text
                    for goal, _ in view.goals_with_lines
                    for text in (sentence(goal.words), f"{GoalProgress(goal.progress).label}.")
                ],
            ),
            *((need.words, _need_sentences(need, you)) for need in view.needs),
            (
                f"Also in {whose} life",
                [text for line in view.added_support for text in line_in_sentences(line, you=you)],
            ),
            ("Staying well", text_in_sentences(plan.advice)),
            ("If something goes wrong", [*text_in_sentences(plan.contingency), *_what_if_sentences(plan.what_if)]),
            ("The money", _money_sentences(view, you)),
            (f"What {who} said about this plan", _agreement_sentences(view)),
            ("Looking at it again", _review_sentences(view)),
            ("Something to know", text_in_sentences(NETWORK_SHARE_NOTICE) if view.pathway.network_id else []),
        ]
    )


def _need_sentences(need: Need[Line], you: bool) -> list[str]:
    sentences = [text for line in need.first for text in line_in_sentences(line, you=you)]
    sentences += [sentence(f"{line.title}, as before") for line in need.also]
    sentences += [sentence(f"We are still looking for: {unmet_need.looked_for}") for unmet_need in need.unmet]
    return sentences or ["There is nothing for this yet."]


def _what_if_sentences(rows: list[dict[str, str]]) -> list[str]:
    sentences = []
    for row in rows:
        sentences.append(sentence(f"If this happens: {row['if']}. Then: {row['then']}"))
        sentences.append(sentence(f"Who to ask: {row['who']}{', ' if row['phone'] else ''}{row['phone']}"))
    return sentences


def _money_sentences(view: PlanView, you: bool) -> list[str]:
    whose, pays = ("Your", "You pay") if you else ("The", "They pay")
    if view.approval:
        sentences = [
            f"{whose} personal budget is {pounds(view.approval.personal_budget_pence)} a week.",
            f"{pays} {pounds(view.approval.contribution_pence)} of it.",
            f"The council pays {pounds(view.approval.council_pays_pence)}.",
        ]
    else:
        sentences = [f"This plan asks the council for {pounds(view.council_pence)} a week.", "It is not approved yet."]
    if view.nhs_pence:
        sentences.append(f"The NHS pays {pounds(view.nhs_pence)} a week.")
    if view.own_pence:
        sentences.append(f"{'Your' if you else 'Their'} own money: {pounds(view.own_pence)} a week.")
    return sentences


def _agreement_sentences(view: PlanView) -> list[str]:
    agreement = view.agreement
    if agreement is None:
        return ["Nobody has asked yet."]
    answer = "agrees with it" if agreement.agrees else "does not agree with something in it"
    if agreement.basis != AgreementBasis.AGREEMENT:  # never told as the person's own words
        return [f"{agreement.said_by} decided this for the person.", *text_in_sentences(agreement.words)]
    return [f"{agreement.said_by} {answer}.", *text_in_sentences(agreement.words)]


def _review_sentences(view: PlanView) -> list[str]:
    on = view.plan.review_on
    when = f"by {on.day} {on:%B %Y}" if on else "within a year"
    return [f"We look at this plan together {when}.", "You can ask for that at any time, when something changes."]
