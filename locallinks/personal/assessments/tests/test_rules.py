"""Every test vector of docs/rules/care-act.md 3 and 4, and what happens to a question left open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.foundation.shared.errors import DomainError
from locallinks.personal.assessments.choices import Ability, InvolvementDifficulty, WellbeingArea
from locallinks.personal.assessments.rules.capacity_advocacy_refusal import advocate_needed
from locallinks.personal.assessments.rules.eligibility import (
    ADULT_OUTCOMES,
    CARER_ABILITIES,
    CARER_BLIND_NOTE,
    CARER_OUTCOMES,
    adult_eligibility,
    carer_eligibility,
    decision_facts,
)
from locallinks.personal.assessments.rules.needs_assessment import PARTS, next_part, part_problems


def adult(*, has_qualifying_cause=True, impact=True, **unable):
    abilities = {**dict.fromkeys(ADULT_OUTCOMES, "able"), **unable}
    return adult_eligibility(has_qualifying_cause=has_qualifying_cause, abilities=abilities, significant_impact=impact)


def carer(*, necessary=True, health=False, impact=True, **unable):
    abilities = {**dict.fromkeys(CARER_OUTCOMES, "able"), **unable}
    return carer_eligibility(
        necessary_care=necessary, health_at_risk=health, abilities=abilities, significant_impact=impact
    )


ALL_TEN = dict.fromkeys(ADULT_OUTCOMES, "unable_assist")


@pytest.mark.parametrize(
    ("given_answers", "eligible", "conditions"),
    [
        ({"A1": "unable_assist"}, False, (True, False, True)),
        ({"A1": "unable_assist", "A2": "unable_pain", "impact": False}, False, (True, True, False)),
        ({"A7": "unable_assist", "A9": "unable_pain"}, True, (True, True, True)),
        ({**ALL_TEN, "has_qualifying_cause": False}, False, (False, True, True)),
        (ALL_TEN, True, (True, True, True)),
        ({"A3": "unable_time", "A10": "unable_danger"}, True, (True, True, True)),
        ({}, False, (True, False, True)),
    ],
)
def test_adult(given_answers, eligible, conditions):
    result = adult(**given_answers)
    assert result.eligible is eligible
    assert (result.has_qualifying_cause, result.has_unmet_outcomes, result.has_significant_impact) == conditions
    assert result.unable == tuple(code for code in ADULT_OUTCOMES if given_answers.get(code))


def test_mary_and_her_reasons():
    result = adult(A7="unable_pain", A9="unable_assist")
    assert result.unable == ("A7", "A9")
    assert result.reasons == (
        "Yes. The needs come from a physical or mental impairment or illness.",
        "Yes. Help is needed with 2: Family and friends; Getting out and about: shops, buses, clubs. "
        "The test asks for two or more.",
        "Yes. This has a big effect on wellbeing, or is likely to.",
    )


def test_reasons_for_a_no():
    assert adult(has_qualifying_cause=False, impact=False).reasons == (
        "No. We did not find this: the needs come from a physical or mental impairment or illness.",
        "No. Help is not needed with any part of daily life on the list; the test asks for two or more.",
        "No. We did not find this: this has a big effect on wellbeing, or is likely to.",
    )
    assert adult(A1="unable_assist").reasons[1].startswith("No. Help is needed with 1: Eating and drinking well.")


@pytest.mark.parametrize(
    ("given_answers", "eligible", "conditions"),
    [
        ({"C8": "unable_assist"}, True, (True, True, True)),
        ({"health": True}, True, (True, True, True)),
        ({}, False, (True, False, True)),
        ({"C1": "unable_danger", "necessary": False}, False, (False, True, True)),
        ({"C1": "unable_pain", "impact": False}, False, (True, True, False)),
    ],
)
def test_carer(given_answers, eligible, conditions):
    result = carer(**given_answers)
    assert result.eligible is eligible
    assert (result.has_qualifying_cause, result.has_unmet_outcomes, result.has_significant_impact) == conditions
    assert len(result.reasons) == 4


def test_carers_have_three_limbs_and_one_outcome_is_enough():
    assert set(Ability) - set(CARER_ABILITIES) == {"unable_time"}
    with pytest.raises(DomainError, match="is not an answer for “Family and friends”"):
        carer(C5="unable_time")
    assert "The test asks for one or more." in carer(C5="unable_assist").reasons[2]


def test_unanswered_is_not_able():
    with pytest.raises(DomainError) as refused:
        adult_eligibility(has_qualifying_cause=None, abilities={"A1": "able", "A2": ""}, significant_impact=None)
    fields = [problem.field for problem in refused.value.problems]
    assert fields == ["has_qualifying_cause", "significant_impact", *[code for code in ADULT_OUTCOMES if code != "A1"]]
    assert refused.value.codes == {"unanswered"}
    with pytest.raises(DomainError) as refused:
        carer_eligibility(necessary_care=None, health_at_risk=None, abilities={}, significant_impact=None)
    assert len(refused.value.problems) == 3 + len(CARER_OUTCOMES)


def test_answers_and_outcomes_outside_the_list_are_refused():
    with pytest.raises(DomainError) as refused:
        adult(A1="maybe", C1="able")
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [
        ("A1", "unknown_ability"),
        ("C1", "unknown_outcome"),
    ]


def test_lists_are_the_statutes():
    assert list(ADULT_OUTCOMES) == [f"A{n}" for n in range(1, 11)]
    assert list(CARER_OUTCOMES) == [f"C{n}" for n in range(1, 9)]
    assert list(Ability) == ["able", "unable_assist", "unable_pain", "unable_danger", "unable_time"]
    assert "as if nobody helped" in CARER_BLIND_NOTE


@pytest.mark.parametrize(("text", "there"), [("She cannot leave home alone", True), ("  ", False)])
def test_decision_facts(text, there):
    assert decision_facts(test_answered=True, written_reasons=text) == {"test_stored": True, "written_reasons": there}


answers = st.fixed_dictionaries({code: st.sampled_from(list(Ability)) for code in ADULT_OUTCOMES})


@given(answers, st.booleans(), st.booleans())
def test_all_three_and_only_all_three(abilities, has_qualifying_cause, impact):
    result = adult_eligibility(
        has_qualifying_cause=has_qualifying_cause, abilities=abilities, significant_impact=impact
    )
    assert result.eligible is (
        result.has_qualifying_cause and result.has_unmet_outcomes and result.has_significant_impact
    )
    assert result.has_unmet_outcomes is (sum(answer != "able" for answer in abilities.values()) >= 2)


@given(answers, st.sampled_from(list(ADULT_OUTCOMES)))
def test_needing_more_help_never_takes_support_away(abilities, code):
    before = adult_eligibility(has_qualifying_cause=True, abilities=abilities, significant_impact=True)
    after = adult_eligibility(
        has_qualifying_cause=True, abilities={**abilities, code: "unable_assist"}, significant_impact=True
    )
    assert after.eligible or not before.eligible


def test_the_conversation_asks_every_part_once_in_order():
    walked = [next(iter(PARTS))]
    while following := next_part(walked[-1]):
        walked.append(following)
    assert walked == list(PARTS)
    assert [one for one in PARTS if PARTS[one].kind == "outcome"] == [code.lower() for code in ADULT_OUTCOMES]


@pytest.mark.parametrize(
    ("difficulties", "suitable", "needed"),
    [
        ([], False, False),
        (["weigh"], True, False),
        (["weigh"], False, True),
        (list(InvolvementDifficulty), False, True),
    ],
)
def test_advocate(difficulties, suitable, needed):
    assert advocate_needed(difficulties=difficulties, somebody_suitable=suitable) is needed


# ---- the conversation ----


def test_the_parts_begin_with_strengths_and_hold_the_ten_outcomes_in_order():
    kinds = [part.kind for part in PARTS.values()]
    assert kinds == ["words"] * 6 + ["outcome"] * 10 + ["health", "wellbeing"]
    assert [part.slug.upper() for part in PARTS.values() if part.kind == "outcome"] == list(ADULT_OUTCOMES)
    assert not any("plan" in f"{part.title} {part.question}".lower() for part in PARTS.values())


NINE = dict.fromkeys(WellbeingArea, "none")


@pytest.mark.parametrize(
    ("slug", "answers", "expected"),
    [
        ("strengths", {"words": ""}, []),
        ("strengths", {"words": "x" * 5001}, [("words", "too_long")]),
        ("a1", {"ability": "unable_time", "words": "Slowly"}, []),
        ("a1", {"ability": "badly"}, [("ability", "unknown_ability")]),
        ("health", {"answer": False}, []),
        ("health", {"answer": None}, [("answer", "unanswered")]),
        ("wellbeing", {"answer": True, "effects": NINE}, []),
        ("wellbeing", {"answer": True, "effects": NINE | {"home": "awful"}}, [("home", "unknown_effect")]),
        ("wellbeing", {"answer": True, "effects": NINE | {"luck": "big"}}, [("", "unknown_area")]),
        ("wellbeing", {"answer": "yes", "effects": NINE}, [("answer", "unanswered")]),
    ],
)
def test_what_keeps_a_part_from_being_saved(slug, answers, expected):
    assert [(problem.field, problem.code) for problem in part_problems(PARTS[slug], answers)] == expected


def test_every_area_needs_its_effect():
    problems = part_problems(PARTS["wellbeing"], {"answer": True})
    assert [problem.field for problem in problems] == list(WellbeingArea)
