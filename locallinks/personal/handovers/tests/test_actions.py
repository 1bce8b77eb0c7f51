"""The offer and the person's answer: results, refusals, permissions, and what the network can see when."""

from datetime import timedelta

import pytest
from django.db import connection

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.messages.models import Message
from locallinks.foundation.people.models import Share, SharingAgreement
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.handovers.actions.network_answers import network_declines
from locallinks.personal.handovers.actions.offers import not_offered, offer_handover
from locallinks.personal.handovers.actions.person_answers import person_accepts, person_declines, person_plans_for_self
from locallinks.personal.handovers.models import NotOffered, Offer, PersonAnswer
from locallinks.personal.handovers.queries import offers
from locallinks.personal.handovers.tests.builders import (
    EXPLAINED,
    budgeted,
    cannot_choose,
    do,
    need_an_advocate,
    offered,
    refused,
    serve,
    state_of,
)
from locallinks.personal.pathways.models import Pathway, Step
from tests.kit import NOW, City, make_person, pathway_in

LATE = NOW + timedelta(days=4)  # on the Friday after a Monday, two working days are over
COUNCIL_SIDE = ["handover_champion", "commissioner", "finance", "administrator"]
NETWORK_SIDE = ["support_planner", "network_manager", "volunteer_developer"]
STRANGERS = ["other_social_worker", "other_support_planner", "provider", "investor"]
TABLES = ("offer", "personanswer", "notoffered", "networkanswer", "networkchase")


def last_step(city: City, pathway: Pathway) -> Step:
    with acting_as(city.viewer("social_worker")):
        return Step.objects.filter(pathway=pathway).order_by("-number").first()


# ---------- the offer


def test_an_offer_is_recorded_with_how_it_was_explained(city: City):
    pathway = offered(city)
    with acting_as(city.viewer("social_worker")):
        offer = Offer.objects.get()
        assert (offer.network, offer.reading_format, offer.home) == (city.network, "large_print", city.council)
        assert offers.open_offer(pathway) == offer
        assert list(offers.offers_of(pathway)) == [offer]
    assert state_of(city, pathway) == "handover_offered"
    step = last_step(city, pathway)
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.filter(subject_kind="pathways.step", subject_id=str(step.pk), kind="write").exists()


def test_an_offer_is_also_made_in_writing_and_says_that_the_network_gains(city: City):
    offered(city)
    with acting_as(city.viewer("social_worker")):
        message = Message.objects.get(kind="introduction_offered")
    assert "the council gives Millbank Neighbours a share of what is left over" in message.body
    assert "They see nothing before you say yes" in message.body


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"explained_how": "  "}, "offer_explained"),
        ({"reading_format": "smoke signals"}, "offer_explained"),
        ({"explained_how": "x" * 5001}, "too_long"),
    ],
)
def test_an_offer_must_be_explained(city: City, change: dict, code: str):
    serve(city)
    pathway = budgeted(city)
    offer = {"network_id": city.network.pk} | EXPLAINED | change
    assert refused(city, "social_worker", offer_handover, pathway, **offer) == {code}


def test_only_a_network_that_serves_the_address_can_be_offered(city: City):
    pathway = budgeted(city)
    offer = {"network_id": city.network.pk} | EXPLAINED
    assert refused(city, "social_worker", offer_handover, pathway, **offer) == {"area_served"}
    serve(city, city.other_network)
    assert refused(city, "social_worker", offer_handover, pathway, **offer) == {"area_served"}


def test_nobody_without_a_postcode_is_served(city: City):
    serve(city)
    pathway = budgeted(city, postcode="")
    offer = {"network_id": city.network.pk} | EXPLAINED
    assert refused(city, "social_worker", offer_handover, pathway, **offer) == {"area_served"}


@pytest.mark.parametrize("role", [*COUNCIL_SIDE])
def test_only_the_social_worker_offers(city: City, role: str):
    serve(city)
    pathway = budgeted(city)
    for act, more in (
        (offer_handover, {"network_id": city.network.pk} | EXPLAINED),
        (not_offered, {"failure_code": "urgent_discharge"}),
    ):
        with pytest.raises(NotAllowed):
            do(city, role, act, pathway, **more)


@pytest.mark.parametrize("role", [*NETWORK_SIDE, *STRANGERS])
def test_nobody_outside_can_find_it_before_the_yes(city: City, role: str):
    pathway = offered(city)
    with pytest.raises((Pathway.DoesNotExist, NotAllowed)):  # an investor may open nobody and is refused first
        do(city, role, offer_handover, pathway, network_id=city.network.pk, **EXPLAINED)


def test_an_offer_at_the_wrong_stage_says_what_can_happen(city: City):
    pathway = offered(city)
    offer = {"network_id": city.network.pk} | EXPLAINED
    assert refused(city, "social_worker", offer_handover, pathway, **offer) == {"illegal_move"}


@pytest.mark.parametrize("state", ["council_planning", "self_planning", "in_review"])
def test_a_later_offer_is_welcome(city: City, state: str):
    serve(city)
    pathway = pathway_in(city, make_person(city), state)
    do(city, "social_worker", offer_handover, pathway, network_id=city.network.pk, **EXPLAINED)
    assert state_of(city, pathway) == "handover_offered"


# ---------- not offered


def test_not_offered_needs_a_reason_from_the_list(city: City):
    serve(city)
    pathway = budgeted(city)
    assert refused(city, "social_worker", not_offered, pathway, failure_code="") == {"unknown_failure_code"}
    assert refused(city, "social_worker", not_offered, pathway, failure_code="person_declined") == {
        "unknown_failure_code"
    }
    assert refused(city, "social_worker", not_offered, pathway, failure_code="judged_unsuitable", words=" ") == {
        "failure_text_missing"
    }
    assert refused(city, "social_worker", not_offered, pathway, failure_code="no_network_in_area") == {"area_is_served"}
    do(city, "social_worker", not_offered, pathway, failure_code="plan_written_in_assessment")
    with acting_as(city.viewer("social_worker")):
        assert NotOffered.objects.get().failure_code == "plan_written_in_assessment"
    assert state_of(city, pathway) == "council_planning"
    assert last_step(city, pathway).reason == "The plan was written during the assessment"


def test_no_network_in_area_where_there_is_none(city: City):
    pathway = budgeted(city)
    do(city, "social_worker", not_offered, pathway, failure_code="no_network_in_area")
    assert state_of(city, pathway) == "council_planning"


# ---------- the person's answer


@pytest.mark.parametrize("role", ["person", "social_worker"])
def test_a_yes_opens_the_record_to_the_network(city: City, role: str):
    pathway = offered(city, own=True)
    answer = do(city, role, person_accepts, pathway, said_by="Mary Firth", words="Yes, I'd like that")
    assert state_of(city, pathway) == "handover_sent"
    with acting_as(city.viewer("social_worker")):
        agreement = SharingAgreement.objects.get()
        assert (agreement.purpose, agreement.basis, agreement.agreed_by) == ("planning", "agreement", "Mary Firth")
        assert agreement.how_explained == EXPLAINED["explained_how"]
        assert answer.agreement == agreement
        assert Pathway.objects.get(pk=pathway.pk).network == city.network
        assert offers.open_offer(pathway) is None
    with acting_as(city.viewer("support_planner")):
        assert Pathway.objects.filter(pk=pathway.pk).exists()


@pytest.mark.parametrize("table", [f"handovers_{name}" for name in TABLES] + ["pathways_pathway", "people_person"])
def test_the_network_sees_nothing_before_the_yes_and_nothing_after_its_no(city: City, table: str):
    def seen() -> int:
        with acting_as(city.viewer("support_planner")), connection.cursor() as cursor:
            cursor.execute(f"select count(*) from {table}")
            return cursor.fetchone()[0]

    pathway = offered(city)
    assert seen() == 0
    do(city, "social_worker", person_accepts, pathway, said_by="Mary Firth")
    assert seen() == (0 if table.split("_")[1] in ("notoffered", "networkanswer", "networkchase") else 1)
    do(city, "network_manager", network_declines, pathway, reason="We are full", next_state="council_planning")
    assert seen() == 0


def test_a_yes_says_who_gave_it(city: City):
    pathway = offered(city)
    assert refused(city, "social_worker", person_accepts, pathway, said_by=" ") == {"said_by_person"}
    with acting_as(city.viewer("social_worker")):
        assert not Share.objects.exists()
        assert not PersonAnswer.objects.exists()


@pytest.mark.parametrize("role", COUNCIL_SIDE)
def test_nobody_else_answers_for_the_person(city: City, role: str):
    pathway = offered(city)
    for act, more in (
        (person_accepts, {}),
        (person_declines, {"words": "No"}),
        (person_plans_for_self, {"help_offered": True}),
    ):
        with pytest.raises(NotAllowed):
            do(city, role, act, pathway, said_by="Mary Firth", **more)


def test_a_best_interests_decision_names_those_consulted(city: City):
    pathway = offered(city)
    cannot_choose(city, pathway)
    decided = {"said_by": "Ruth Adeyemi", "basis": "best_interests"}
    assert refused(city, "social_worker", person_accepts, pathway, **decided) == {
        "no_reason",
        "nobody_consulted",
    }
    decided |= {"words": "She lights up with visitors", "consulted": "Her daughter Ann, and an advocate"}
    do(city, "social_worker", person_accepts, pathway, **decided)
    with acting_as(city.viewer("social_worker")):
        assert SharingAgreement.objects.get().basis == "best_interests"
        assert SharingAgreement.objects.get().consulted == decided["consulted"]
    assert state_of(city, pathway) == "handover_sent"


def test_only_the_social_worker_records_a_decision_made_for_somebody(city: City):
    pathway = offered(city, own=True)
    decided = {"said_by": "A daughter", "basis": "best_interests", "words": "Best", "consulted": "Everybody"}
    with pytest.raises(NotAllowed, match="best interests"):
        do(city, "person", person_accepts, pathway, **decided)
    assert refused(city, "social_worker", person_accepts, pathway, **decided | {"basis": "?"}) == {"no_basis"}


def test_a_no_keeps_the_persons_own_words(city: City):
    pathway = offered(city, own=True)
    no = {"said_by": "Mary Firth"}
    assert refused(city, "person", person_declines, pathway, words=" ", **no) == {"reason_given"}
    assert refused(city, "person", person_declines, pathway, words="x", failure_code="network_full", **no) == {
        "unknown_failure_code"
    }
    do(city, "person", person_declines, pathway, words="I like my own company", **no)
    with acting_as(city.viewer("social_worker")):
        said = PersonAnswer.objects.get()
        assert (said.answer, said.words, said.failure_code) == ("no", "I like my own company", "person_declined")
        assert not Share.objects.exists()
    assert state_of(city, pathway) == "council_planning"


@pytest.mark.parametrize("start", [budgeted, offered])
def test_somebody_may_plan_for_themselves(city: City, start):
    pathway = start(city, own=True)
    alone = {"said_by": "Mary Firth"}
    assert refused(city, "person", person_plans_for_self, pathway, help_offered=False, **alone) == {"help_offered"}
    do(city, "person", person_plans_for_self, pathway, help_offered=True, **alone)
    assert state_of(city, pathway) == "self_planning"
    with acting_as(city.viewer("social_worker")):
        assert PersonAnswer.objects.get().answer == "self"


@pytest.mark.parametrize(
    ("act", "more"),
    [
        (person_declines, {"said_by": "Mary", "words": "No"}),
        (person_plans_for_self, {"said_by": "Mary", "help_offered": True}),
    ],
)
def test_planning_without_an_advocate_who_is_needed_waits(city: City, act, more: dict):
    pathway = offered(city)
    need_an_advocate(city, pathway)
    assert refused(city, "social_worker", act, pathway, **more) == {"advocacy_ok"}
