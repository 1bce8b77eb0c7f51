"""The conversation, the test and the decision: the vectors of docs/rules/care-act.md 3, and each refusal."""

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions import needs_assessment
from locallinks.personal.assessments.actions.needs_assessment import (
    ask_about_advocate,
    decide_eligibility,
    save_part,
    start_assessment,
)
from locallinks.personal.assessments.models import Assessment, EligibilityDecision, Introduction, OutcomeFinding
from locallinks.personal.assessments.queries.needs_assessment import answers_of, eligible_needs, introduction_of
from locallinks.personal.assessments.rules.eligibility import ADULT_OUTCOMES
from locallinks.personal.assessments.rules.needs_assessment import PARTS
from locallinks.personal.assessments.tests.builders import REASONS, answered, decided, started
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City, make_person, pathway_in, share_with

NOT_SOCIAL_WORKERS = ["handover_champion", "finance", "commissioner", "administrator", "person"]


def save(
    city: City, assessment: Assessment, part: str, role: str = "social_worker", version: int | None = None, **answers
):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return save_part(
            viewer=viewer, assessment_id=assessment.pk, version=version or assessment.version, part=part,
            answers=answers, at=NOW,
        )  # fmt: skip


def decide(city: City, pathway: Pathway, *, eligible: bool, role: str = "social_worker", **changes):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return decide_eligibility(
            viewer=viewer, pathway_id=pathway.pk, decided_eligible=eligible, at=NOW, **({"reasons": REASONS} | changes)
        )


# ---- starting ----


def test_starting_names_the_social_worker_and_leaves_a_step(city: City, pathway: Pathway) -> None:
    assessment = started(city, pathway)
    with acting_as(city.viewer("social_worker")):
        pathway.refresh_from_db()
        assert (pathway.state, pathway.social_worker_id) == ("assessing", city.users["social_worker"].pk)
        assert (assessment.number, assessment.started_by_id, assessment.started_at) == (
            1,
            city.users["social_worker"].pk,
            NOW,
        )
        assert Entry.objects.filter(verb="started the assessment", person_id=pathway.person_id).exists()


def advocate(city: City, pathway: Pathway, role: str = "social_worker", **changes):
    viewer = city.viewer(role)
    given = {
        "difficulties": ["weigh"],
        "somebody_suitable": False,
        "arranged_with": "",
        "reason": "Asked her",
    } | changes
    with acting_as(viewer):
        return ask_about_advocate(viewer=viewer, pathway_id=pathway.pk, at=NOW, **given)


def test_an_advocate_not_arranged_holds_the_start(city: City, pathway: Pathway) -> None:
    advocate(city, pathway)
    with pytest.raises(DomainError) as problem:
        started(city, pathway)
    assert problem.value.codes == {"advocacy_ok"}
    advocate(city, pathway, arranged_with="Aire Advocacy")
    assert started(city, pathway).pk


@pytest.mark.parametrize(
    ("changes", "needed", "who"),
    [
        ({"difficulties": []}, False, ""),
        ({"somebody_suitable": True}, False, ""),
        ({}, True, ""),
        ({"arranged_with": "Aire Advocacy"}, True, "Aire Advocacy"),
    ],
)
def test_the_two_questions_decide_whether_one_is_needed(city: City, pathway: Pathway, changes, needed, who) -> None:
    check = advocate(city, pathway, **changes)
    assert (check.needed, check.arranged_with) == (needed, who)
    assert ("Weighing it up" in check.reason) is bool(changes.get("difficulties", ["weigh"]))


def test_an_advocate_needs_a_reason_and_the_right_role(city: City, pathway: Pathway) -> None:
    with pytest.raises(DomainError) as problem:
        advocate(city, pathway, reason="  ")
    assert problem.value.codes == {"no_reason"}
    for role in ("handover_champion", "person", "finance"):
        with pytest.raises(NotAllowed):
            advocate(city, pathway, role)


def test_the_planner_may_see_to_an_advocate_too(city: City) -> None:
    pathway = pathway_in(city, make_person(city), "planning")
    assert advocate(city, pathway, "support_planner", arranged_with="Aire Advocacy").needed


def test_how_you_talk_is_one_of_five(city: City, pathway: Pathway) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer), pytest.raises(DomainError, match="how you will talk"):
        start_assessment(viewer=viewer, pathway_id=pathway.pk, method="telepathy", at=NOW)


@pytest.mark.parametrize("role", NOT_SOCIAL_WORKERS)
def test_only_the_social_worker_starts_writes_and_decides(city: City, pathway: Pathway, role: str) -> None:
    viewer = city.viewer(role)
    with acting_as(viewer), pytest.raises(NotAllowed):
        start_assessment(viewer=viewer, pathway_id=pathway.pk, method="remote", at=NOW)
    assessment = answered(city, started(city, pathway), unable={})
    with pytest.raises(NotAllowed):
        save(city, assessment, "strengths", role, words="Led a troop")
    with pytest.raises(NotAllowed):
        decide(city, pathway, eligible=False, role=role)


def test_the_planner_never_decides(city: City, pathway: Pathway, person: Person) -> None:
    assessment = answered(city, started(city, pathway), unable={})
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=pathway.pk).update(network=city.network)
    share_with(city, person)
    with pytest.raises(NotAllowed):
        decide(city, pathway, eligible=True, role=Role.SUPPORT_PLANNER)
    with pytest.raises(NotAllowed):
        save(city, assessment, "strengths", "support_planner", words="x")


def test_another_council_finds_nothing(city: City, pathway: Pathway) -> None:
    assessment = started(city, pathway)
    with pytest.raises(Pathway.DoesNotExist):
        decide(city, pathway, eligible=True, role="other_social_worker")
    with pytest.raises(Assessment.DoesNotExist):
        save(city, assessment, "strengths", "other_social_worker", words="x")


# ---- writing ----


def test_words_are_kept_as_typed_with_their_history(city: City, pathway: Pathway) -> None:
    words = "I led a majorettes troop.\n<b>Every</b> summer & all"
    assessment = save(city, started(city, pathway), "strengths", words="I led a troop")
    assessment = save(city, assessment, "strengths", words=words)
    with acting_as(city.viewer("social_worker")), connection.cursor() as cursor:
        assert Assessment.objects.get(pk=assessment.pk).strengths == words
        cursor.execute("select strengths from assessments_assessmenthistory order by pgh_id")
        assert [row[0] for row in cursor.fetchall()] == ["", "I led a troop", words]
        assert Entry.objects.filter(verb="wrote in the assessment", reason=PARTS["strengths"].title).count() == 2


def test_an_answer_can_change_until_the_decision(city: City, pathway: Pathway) -> None:
    assessment = save(city, started(city, pathway), "a7", ability="able", words="")
    save(city, assessment, "a7", ability="unable_assist", words="Nobody comes")
    with acting_as(city.viewer("social_worker")):
        finding = OutcomeFinding.objects.get(assessment=assessment, code="A7")
        assert (finding.ability, finding.words) == ("unable_assist", "Nobody comes")


def test_an_older_copy_is_stale_and_changes_nothing(city: City, pathway: Pathway) -> None:
    assessment = started(city, pathway)
    save(city, assessment, "community", words="Chapel")
    with pytest.raises(Stale):
        save(city, assessment, "community", version=1, words="Mine")
    with acting_as(city.viewer("social_worker")):
        assert Assessment.objects.get(pk=assessment.pk).community == "Chapel"


@pytest.mark.parametrize(
    ("part", "answers", "code"),
    [
        ("plan", {"words": "Home care"}, "unknown_part"),
        ("a11", {"ability": "able"}, "unknown_part"),
        ("outcomes", {"Z1": {"ability": "able"}}, "unknown_part"),
        ("a1", {"ability": "sometimes"}, "unknown_ability"),
        ("a1", {}, "unknown_ability"),
        ("health", {"words": "x"}, "unanswered"),
        ("wellbeing", {"answer": True, "effects": {}}, "unknown_effect"),
        ("wellbeing", {"answer": True, "effects": {"luck": "big"}}, "unknown_area"),
        ("strengths", {"words": "x" * 10_000}, "too_long"),
    ],
)
def test_each_refused_answer_is_named(city: City, pathway: Pathway, part: str, answers: dict, code: str) -> None:
    assessment = started(city, pathway)
    with pytest.raises(DomainError) as problem:
        save(city, assessment, part, **answers)
    assert code in problem.value.codes
    with acting_as(city.viewer("social_worker")):
        assert Assessment.objects.get(pk=assessment.pk).version == 1


# ---- deciding: the vectors of docs/rules/care-act.md 3 ----

VECTORS = [
    ({"A1": "unable_assist"}, True, True, False),
    ({"A1": "unable_assist", "A2": "unable_time"}, True, False, False),
    ({"A7": "unable_assist", "A9": "unable_pain"}, True, True, True),
    (dict.fromkeys(ADULT_OUTCOMES, "unable_assist"), False, True, False),
    ({"A2": "unable_time", "A6": "unable_danger"}, True, True, True),
]


@pytest.mark.parametrize(("unable", "impairment", "impact", "eligible"), VECTORS)
def test_the_sum_and_the_decision_are_kept_side_by_side(city, pathway, unable, impairment, impact, eligible) -> None:
    answered(city, started(city, pathway), unable=unable, impairment=impairment, impact=impact)
    decision = decide(city, pathway, eligible=eligible)
    assert (decision.computed_eligible, decision.decided_eligible) == (eligible, eligible)
    assert (decision.has_qualifying_cause, decision.has_unmet_outcomes, decision.has_significant_impact) == (
        impairment,
        len(unable) >= 2,
        impact,
    )
    assert decision.unable == [code for code in ADULT_OUTCOMES if code in unable]
    with acting_as(city.viewer("social_worker")):
        pathway.refresh_from_db()
        assert pathway.state == ("eligible" if eligible else "not_eligible")
        assert [need.code for need in eligible_needs(pathway)] == (decision.unable if eligible else [])
        assert Entry.objects.filter(verb="recorded whether support is due", reason=REASONS).exists()


def test_marys_needs_in_words(city: City, pathway: Pathway) -> None:
    decided(city, pathway)
    with acting_as(city.viewer("social_worker")):
        needs = eligible_needs(pathway)
    assert [(need.code, need.ability) for need in needs] == [("A7", "unable_assist"), ("A9", "unable_pain")]
    assert needs[0].get_code_display() == "Family and friends"
    assert needs[1].get_ability_display().startswith("Can do this, but with a lot of pain")


@pytest.mark.parametrize("eligible", [True, False])
def test_the_social_worker_may_decide_otherwise_and_says_why(city: City, pathway: Pathway, eligible: bool) -> None:
    unable = {} if eligible else {"A7": "unable_assist", "A9": "unable_pain"}
    answered(city, started(city, pathway), unable=unable)
    with pytest.raises(DomainError) as problem:
        decide(city, pathway, eligible=eligible)
    assert problem.value.codes == {"why_different"}
    with acting_as(city.viewer("social_worker")):
        assert Pathway.objects.get(pk=pathway.pk).state == "assessing"
    decision = decide(city, pathway, eligible=eligible, why_different="It comes and goes; today was a good day")
    assert (decision.computed_eligible, decision.decided_eligible) == (not eligible, eligible)


def test_an_open_question_or_no_reasons_hold_the_decision(city: City, pathway: Pathway) -> None:
    assessment = started(city, pathway)
    for code in list(ADULT_OUTCOMES)[:9]:
        assessment = save(city, assessment, code.lower(), ability="able")
    with pytest.raises(DomainError) as problem:
        decide(city, pathway, eligible=False, reasons=" ")
    assert problem.value.codes == {"test_stored", "written_reasons"}
    with acting_as(city.viewer("social_worker")):
        missing = [part.slug for part in answers_of(assessment).missing_for_the_test]
        assert missing == ["a10", "health", "wellbeing"]
        assert not EligibilityDecision.objects.exists()


def test_without_an_assessment_nothing_is_decided(city: City, pathway: Pathway) -> None:
    with pytest.raises(DomainError, match="cannot happen at the stage"):
        decide(city, pathway, eligible=True)


def test_a_decided_assessment_stays_as_it_is(city: City, pathway: Pathway) -> None:
    decision = decided(city, pathway)
    with pytest.raises(DomainError) as problem:
        save(city, decision.assessment, "strengths", words="More")
    assert problem.value.codes == {"assessment_finished"}
    with pytest.raises(DomainError):
        decide(city, pathway, eligible=False)


def test_changed_needs_begin_from_what_was_said(city: City, pathway: Pathway) -> None:
    assessment = save(city, started(city, pathway), "strengths", words="I led a majorettes troop")
    answered(city, assessment, unable={"A7": "unable_assist", "A9": "unable_pain"})
    decide(city, pathway, eligible=True)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        Pathway.objects.filter(pk=pathway.pk).update(state="in_review")
        facts = {"baseline_restruck": True, "advocacy_ok": True}
        move_pathway(viewer=viewer, pathway_id=pathway.pk, event="needs_changed", facts=facts, at=NOW)
    with pytest.raises(DomainError) as problem:
        decide(city, pathway, eligible=True)  # the old answers are not the new decision
    assert problem.value.codes == {"test_stored"}
    again = started(city, pathway)
    assert (again.number, again.strengths) == (2, "I led a majorettes troop")
    save(city, again, "a1", ability="unable_assist", words="")
    assert decide(city, pathway, eligible=True).unable == ["A1", "A7", "A9"]
    with acting_as(viewer):
        assert Entry.objects.filter(verb="started a new assessment").exists()
        assert EligibilityDecision.objects.count() == 2


def test_an_advocate_holds_a_new_assessment_too(city: City, pathway: Pathway) -> None:
    decided(city, pathway)
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=pathway.pk).update(state="assessing")
    advocate(city, pathway)
    with pytest.raises(DomainError) as problem:
        started(city, pathway)
    assert problem.value.codes == {"advocacy_ok"}


def test_it_cannot_be_started_twice(city: City, pathway: Pathway) -> None:
    started(city, pathway)
    with pytest.raises(DomainError, match="cannot happen at the stage"):
        started(city, pathway)


# ---- introducing ----


def introduce(city: City, pathway: Pathway, role: str = "social_worker", **changes):
    viewer = city.viewer(role)
    with acting_as(viewer):
        given = {"to_whom": "The Thursday lunch club", "agrees": True} | changes
        return needs_assessment.introduce(viewer=viewer, pathway_id=pathway.pk, at=NOW, **given)


def test_where_support_is_not_due_somebody_nearby_may_be(city: City, pathway: Pathway) -> None:
    decided(city, pathway, eligible=False)
    introduce(city, pathway)
    with acting_as(city.viewer("social_worker")):
        assert Pathway.objects.get(pk=pathway.pk).state == "community_only"
        assert introduction_of(pathway).to_whom == "The Thursday lunch club"
        assert Entry.objects.filter(verb="made an introduction to the community").exists()


@pytest.mark.parametrize(("changes", "code"), [({"agrees": False}, "person_agrees"), ({"to_whom": " "}, "no_name")])
def test_an_introduction_needs_a_yes_and_a_name(city: City, pathway: Pathway, changes: dict, code: str) -> None:
    decided(city, pathway, eligible=False)
    with pytest.raises(DomainError) as problem:
        introduce(city, pathway, **changes)
    assert problem.value.codes == {code}
    with acting_as(city.viewer("social_worker")):
        assert not Introduction.objects.exists()


def test_somebody_who_is_due_support_is_not_sent_elsewhere(city: City, pathway: Pathway) -> None:
    decided(city, pathway)
    with pytest.raises(DomainError, match="cannot happen at the stage"):
        introduce(city, pathway)
    with pytest.raises(NotAllowed):
        introduce(city, pathway, "handover_champion")


# ---- who sees, and what never changes ----

TABLES = ("assessment", "assessmenthistory", "outcomefinding", "outcomefindinghistory", "wellbeingfinding",
          "wellbeingfindinghistory", "eligibilitydecision", "introduction")  # fmt: skip


def test_rows_open_to_the_council_the_person_and_a_planning_network_alone(
    city: City, pathway: Pathway, person: Person
) -> None:
    decided(city, pathway, eligible=False)
    introduce(city, pathway)
    share_with(city, person)
    share_with(city, person, city.other_network, purpose="support")
    expected = {
        "social_worker": True,
        "person": True,
        "support_planner": True,
        "other_support_planner": False,
        "other_social_worker": False,
        "provider": False,
        "investor": False,
    }
    for role, sees in expected.items():
        with acting_as(city.viewer(role)), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"select count(*) from assessments_{table}")
                assert (cursor.fetchone()[0] > 0) is sees, (role, table)


def test_decisions_and_introductions_are_history(city: City, pathway: Pathway) -> None:
    decided(city, pathway, eligible=False)
    introduce(city, pathway)
    with acting_as(city.viewer("social_worker")):
        for model in (EligibilityDecision, Introduction):
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                model.objects.all().delete()
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("delete from assessments_assessmenthistory")
