"""Gates: docs/rules/care-act.md 1 (s.11), section 9 (s.67, Mental Capacity Act). Each rule, each refusal, each page."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.capacity_advocacy_refusal import record_capacity, refuse_assessment
from locallinks.personal.assessments.actions.needs_assessment import ask_about_advocate
from locallinks.personal.assessments.models import AdvocacyAnswers, AssessmentRefusal, CapacityDecision
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import advocacy_answers, capacity_for
from locallinks.personal.assessments.rules.capacity_advocacy_refusal import (
    advocacy_stage,
    capacity,
    capacity_problems,
    refusal,
    somebody_suitable,
)
from locallinks.personal.assessments.tests.builders import at, read, sent
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import advocacy_ok
from tests.kit import NOW, City
from tests.readability import page_words, reading_age

CANNOT_CHOOSE = {
    "choice": "refuse", "in_question": "Whether to talk with us about help", "help_given": "Mornings, with pictures",
    "impaired": True, "cannot": ["weigh"], "because": True, "evidence": "Forgot each risk at once",
    "best_interests": "To talk at home, with her sister", "consulted": "Her sister, and her GP",
    "decision_maker": "Ruth Adeyemi", "wishes": "To stay at home", "least_restrictive": "A talk by phone",
    "can_wait": "No, she is not safe",
}  # fmt: skip
NO = {"said_by": "Mary", "words": "I manage.", "at_risk": False}


def act(city: City, action, pathway: Pathway, **more):
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        return action(viewer=viewer, pathway_id=pathway.pk, at=NOW, **more)


def refused(city: City, action, pathway: Pathway, **more) -> list[tuple[str, str]]:
    with pytest.raises(DomainError) as problem:
        act(city, action, pathway, **more)
    return [(one.field, one.code) for one in problem.value.problems]


# ---- advocacy ----


@pytest.mark.parametrize(
    ("name", "paid", "agrees", "suitable"),
    [
        ("Ann", False, True, True),
        ("Ann", True, True, False),
        ("Ann", False, False, False),
        (" ", False, True, False),
        ("Ann", None, True, False),
        ("Ann", False, None, False),
    ],
)
def test_an_appropriate_person_is_never_paid_and_the_person_agrees(name, paid, agrees, suitable) -> None:
    assert somebody_suitable(name=name, paid=paid, person_agrees=agrees) is suitable


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        ("referred", "assessment"),
        ("assessing", "assessment"),
        ("budgeted", "planning"),
        ("planning", "planning"),
        ("live", "review"),
        ("in_review", "review"),
    ],
)
def test_it_is_asked_for_each_of_the_three(state, stage) -> None:
    assert advocacy_stage(state) == stage


@pytest.mark.parametrize(("paid", "ok"), [(False, True), (True, False)])
def test_somebody_paid_beside_them_does_not_open_the_gate(city: City, pathway: Pathway, paid: bool, ok: bool) -> None:
    given = {"difficulties": ["weigh"], "beside": "Ann", "is_paid": paid, "person_agrees": True, "reason": "Asked her"}
    check = act(city, ask_about_advocate, pathway, **given)
    with acting_as(city.viewer("social_worker")):
        assert advocacy_ok(pathway.person_id) is ok
        answers = advocacy_answers(check)
        assert (answers.stage, answers.beside, answers.is_paid) == ("assessment", "Ann", paid)
        assert advocacy_answers(None) is None
        assert AdvocacyAnswers.objects.count() == 1


# ---- capacity ----


@pytest.mark.parametrize(
    ("impaired", "cannot", "because", "lacks"),
    [
        (True, ["weigh"], True, True),
        (False, ["weigh"], True, False),
        (True, [], True, False),
        (True, ["weigh"], False, False),
        (False, [], False, False),
    ],
)
def test_both_stages_and_the_one_because_of_the_other(impaired, cannot, because, lacks) -> None:
    assert capacity(impaired=impaired, cannot=cannot, because=because).lacks is lacks


REST = dict.fromkeys(("decision_maker", "wishes", "least_restrictive", "can_wait"), "x")
FINE = {"choice": "plan", "in_question": "x", "help_given": "x", "cannot": []}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"lacks": False, "best_interests": "", "consulted": ""}, []),
        ({"lacks": True, "best_interests": "x", "consulted": "x", **REST}, []),
        ({"lacks": True, "best_interests": "", "consulted": " ", **REST}, ["no_best_interests", "nobody_consulted"]),
        (
            {"lacks": True, "best_interests": "x", "consulted": "x"},
            ["no_decision_maker", "no_wishes", "no_least_restrictive", "no_can_wait"],
        ),
        ({"lacks": False, "best_interests": "x", "consulted": ""}, ["not_theirs_to_decide"]),
        (
            {
                "lacks": False,
                "best_interests": "",
                "consulted": "",
                "choice": "all",
                "in_question": "",
                "help_given": "",
                "cannot": ["walk"],
            },
            ["unknown_choice", "unknown_limb", "no_decision", "no_help"],
        ),
    ],
)
def test_what_a_record_needs(more, expected) -> None:
    assert [one.code for one in capacity_problems(**(FINE | more))] == expected


def test_nobody_has_doubted_it_so_they_choose(city: City, pathway: Pathway) -> None:
    with acting_as(city.viewer("social_worker")):
        assert capacity_for(pathway.person_id, "refuse") is None


def test_a_record_is_for_one_choice(city: City, pathway: Pathway) -> None:
    act(city, record_capacity, pathway, **CANNOT_CHOOSE)
    with acting_as(city.viewer("social_worker")):
        assert capacity_for(pathway.person_id, "refuse").lacks
        assert capacity_for(pathway.person_id, "plan") is None
    assert refused(city, record_capacity, pathway, **(CANNOT_CHOOSE | {"evidence": " "})) == [
        ("evidence", "no_evidence")
    ]


def test_the_database_presumes_it_too(city: City, pathway: Pathway) -> None:
    viewer = city.viewer("social_worker")
    values = {**CANNOT_CHOOSE, "because": False, "lacks": True}
    with acting_as(viewer), pytest.raises(IntegrityError), transaction.atomic():
        CapacityDecision.objects.create(
            person=pathway.person, pathway=pathway, decided_by_id=viewer.user_id, decided_at=NOW, **values
        )


# ---- refusal (s.11) ----


@pytest.mark.parametrize(
    ("lacks", "best", "risk", "stands"),
    [
        (False, False, False, True),
        (True, True, False, False),
        (True, False, False, True),
        (False, True, False, True),
        (False, False, True, False),
        (True, True, True, False),
    ],
)
def test_when_a_no_closes_the_duty(lacks, best, risk, stands) -> None:
    assert refusal(lacks_capacity=lacks, best_interests=best, at_risk=risk).stands is stands


def state_of(city: City, pathway: Pathway) -> str:
    with acting_as(city.viewer("social_worker")):
        return Pathway.objects.get(pk=pathway.pk).state


def test_a_no_by_somebody_who_can_say_it_closes_the_request(city: City, pathway: Pathway) -> None:
    assert refused(city, refuse_assessment, pathway, **NO) == [("closing", "closing_routine")]
    row = act(city, refuse_assessment, pathway, closing_done=True, **NO)
    assert row.stands
    assert state_of(city, pathway) == "ended"
    assert refused(city, refuse_assessment, pathway, **NO) == [("", "too_late")]


def test_a_no_at_risk_keeps_the_duty(city: City, pathway: Pathway) -> None:
    risky = NO | {"at_risk": True}
    assert refused(city, refuse_assessment, pathway, **risky) == [("risk_words", "missing")]
    row = act(city, refuse_assessment, pathway, risk_words="Her nephew takes her pension", **risky)
    assert not row.stands
    assert state_of(city, pathway) == "referred"


def test_a_no_by_somebody_who_cannot_choose_keeps_the_duty(city: City, pathway: Pathway) -> None:
    about = act(city, record_capacity, pathway, **CANNOT_CHOOSE)
    row = act(city, refuse_assessment, pathway, closing_done=True, **NO)
    assert (row.stands, row.capacity_id, state_of(city, pathway)) == (False, about.pk, "referred")


def test_who_said_no_and_why(city: City, pathway: Pathway) -> None:
    refusals = refused(city, refuse_assessment, pathway, said_by="", words=" ", at_risk=False)
    assert refusals == [
        ("said_by", "missing"),
        ("words", "missing"),
    ]


# ---- pages ----


def test_the_pages(city: City, client: Client, pathway: Pathway) -> None:
    page = read(client, at("record_capacity", pathway))
    assert "makes every choice" in page
    yes_no = {"impaired": "yes", "because": "yes"}
    words = {key: value for key, value in CANNOT_CHOOSE.items() if isinstance(value, str)}
    given = sent(**words, **yes_no, cannot="weigh")
    assert client.post(at("record_capacity", pathway), given | {"consulted": ""}).status_code == 422
    assert client.post(at("record_capacity", pathway), given).status_code == 303
    assert "Others, for what is best for them" in read(client, at("record_capacity", pathway))
    page = read(client, at("record_refusal", pathway))
    assert "cannot make this choice" in page
    assert client.post(at("record_refusal", pathway), sent(said_by="Mary", words="No", at_risk="no")).status_code == 303
    page = read(client, at("record_refusal", pathway))
    assert "The duty goes on" in page
    for name in ("record_capacity", "record_refusal", "advocacy"):
        assert reading_age(page_words(read(client, at(name, pathway)))) <= 13, name
        assert city.client("person").get(at(name, pathway)).status_code == 403
        assert city.client("handover_champion").get(at(name, pathway)).status_code == 403
        assert city.client("other_social_worker").get(at(name, pathway)).status_code == 404
    with acting_as(city.viewer("social_worker")):
        assert AssessmentRefusal.objects.get().stands is False


def test_after_the_time_for_it_the_page_says_so(city: City, client: Client, pathway: Pathway) -> None:
    client.post(at("record_refusal", pathway), sent(said_by="Mary", words="No", at_risk="no", closing_done="on"))
    page = read(client, at("record_refusal", pathway))
    assert "The no stands" in page
    assert "Save the no" not in page


# ---- naming the advocate (finding A2, rule 17) ----

HARD = {"difficulties": "weigh", "reason": "She loses the thread"}


def test_rule17_naming_the_advocate_keeps_what_was_said_before(city: City, client: Client, pathway: Pathway) -> None:
    assert client.post(at("advocacy", pathway), sent(**HARD)).status_code == 303
    page = read(client, at("advocacy", pathway))
    ticked = page.split('value="weigh"')[1].split(">")[0]
    assert "checked" in ticked, "the form opens with what was said"
    named = HARD | {"arranged_with": "Ann Lee, 0113 496 0155", "reason": "Ann has said yes"}
    assert client.post(at("advocacy", pathway), sent(**named)).status_code == 303
    page = read(client, at("advocacy", pathway))
    assert "needed, and arranged with Ann Lee" in page
    assert 'value="Ann Lee, 0113 496 0155"' in page
    with acting_as(city.viewer("social_worker")):
        assert advocacy_ok(pathway.person_id)


def test_rule17_a_name_never_turns_needed_into_not_needed(city: City, client: Client, pathway: Pathway) -> None:
    client.post(at("advocacy", pathway), sent(**HARD))
    answer = client.post(at("advocacy", pathway), sent(arranged_with="Ann Lee", reason="Ann has said yes"))
    assert answer.status_code == 422
    assert "Tick what is very hard" in answer.content.decode()
    assert refused(
        city, ask_about_advocate, pathway, difficulties=[], arranged_with="Ann Lee", reason="Ann has said yes"
    ) == [("difficulties", "named_not_needed")]
    with acting_as(city.viewer("social_worker")):
        assert not advocacy_ok(pathway.person_id), "still needed, and not arranged"


def test_rule17_what_was_said_about_somebody_beside_them_is_there_again(
    city: City, client: Client, pathway: Pathway
) -> None:
    given = HARD | {"beside": "Ann", "is_paid": "yes", "person_agrees": "yes"}
    assert client.post(at("advocacy", pathway), sent(**given)).status_code == 303
    page = read(client, at("advocacy", pathway))
    assert 'value="Ann"' in page
    assert page.count("checked") == 3
