"""Every act of an introduction: what it does, what it refuses, who may not, and what the network can see when."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Share, SharingAgreement
from locallinks.foundation.reference.models import Rate
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.scope import acting_as
from locallinks.personal.handovers import actions, queries
from locallinks.personal.handovers.models import Chase, NetworkAnswer, NotOffered, Offer, PersonAnswer
from locallinks.personal.handovers.tests.builders import EXPLAINED, budgeted, do, offered, sent, serve, state_of
from locallinks.personal.pathways.actions import record_advocacy
from locallinks.personal.pathways.models import Pathway, Step
from tests.kit import NOW, City, make_person, pathway_in

LATE = NOW + timedelta(days=4)  # Friday after a Monday: two working days are over
COUNCIL_SIDE = ["handover_champion", "commissioner", "finance", "administrator"]
NETWORK_SIDE = ["support_planner", "network_manager", "volunteer_developer"]
STRANGERS = ["other_social_worker", "other_support_planner", "provider", "investor"]
TABLES = ("offer", "personanswer", "notoffered", "networkanswer", "chase")


def need_an_advocate(city: City, pathway: Pathway) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_advocacy(viewer=viewer, pathway=pathway, needed=True, reason="Cannot weigh it up alone", at=NOW)


def refused(city: City, role: str, act, pathway: Pathway, **more) -> frozenset[str]:
    """The codes of a refusal, after which nothing has changed."""
    before = state_of(city, pathway)
    with pytest.raises(DomainError) as refusal:
        do(city, role, act, pathway, **more)
    assert state_of(city, pathway) == before
    return refusal.value.codes


def last_step(city: City, pathway: Pathway) -> Step:
    with acting_as(city.viewer("social_worker")):
        return Step.objects.filter(pathway=pathway).order_by("-number").first()


# ---------- the offer


def test_an_offer_is_recorded_with_how_it_was_explained(city: City):
    pathway = offered(city)
    with acting_as(city.viewer("social_worker")):
        offer = Offer.objects.get()
        assert (offer.network, offer.reading_format, offer.home) == (city.network, "large_print", city.council)
        assert queries.open_offer(pathway) == offer
        assert list(queries.offers_of(pathway)) == [offer]
    assert state_of(city, pathway) == "handover_offered"
    step = last_step(city, pathway)
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.filter(subject_kind="pathways.step", subject_id=str(step.pk), kind="write").exists()


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
    assert refused(city, "social_worker", actions.offer_handover, pathway, **offer) == {code}


def test_only_a_network_that_serves_the_address_can_be_offered(city: City):
    pathway = budgeted(city)
    offer = {"network_id": city.network.pk} | EXPLAINED
    assert refused(city, "social_worker", actions.offer_handover, pathway, **offer) == {"area_served"}
    serve(city, city.other_network)
    assert refused(city, "social_worker", actions.offer_handover, pathway, **offer) == {"area_served"}


def test_nobody_without_a_postcode_is_served(city: City):
    serve(city)
    pathway = budgeted(city, postcode="")
    offer = {"network_id": city.network.pk} | EXPLAINED
    assert refused(city, "social_worker", actions.offer_handover, pathway, **offer) == {"area_served"}


@pytest.mark.parametrize("role", [*COUNCIL_SIDE])
def test_only_the_social_worker_offers(city: City, role: str):
    serve(city)
    pathway = budgeted(city)
    for act, more in (
        (actions.offer_handover, {"network_id": city.network.pk} | EXPLAINED),
        (actions.not_offered, {"failure_code": "urgent_discharge"}),
    ):
        with pytest.raises(NotAllowed):
            do(city, role, act, pathway, **more)


@pytest.mark.parametrize("role", [*NETWORK_SIDE, *STRANGERS])
def test_nobody_outside_can_find_it_before_the_yes(city: City, role: str):
    pathway = offered(city)
    with pytest.raises(Pathway.DoesNotExist):
        do(city, role, actions.offer_handover, pathway, network_id=city.network.pk, **EXPLAINED)


def test_an_offer_at_the_wrong_stage_says_what_can_happen(city: City):
    pathway = offered(city)
    offer = {"network_id": city.network.pk} | EXPLAINED
    assert refused(city, "social_worker", actions.offer_handover, pathway, **offer) == {"illegal_move"}


@pytest.mark.parametrize("state", ["council_planning", "self_planning", "in_review"])
def test_a_later_offer_is_welcome(city: City, state: str):
    serve(city)
    pathway = pathway_in(city, make_person(city), state)
    do(city, "social_worker", actions.offer_handover, pathway, network_id=city.network.pk, **EXPLAINED)
    assert state_of(city, pathway) == "handover_offered"


# ---------- not offered


def test_not_offered_needs_a_reason_from_the_list(city: City):
    serve(city)
    pathway = budgeted(city)
    assert refused(city, "social_worker", actions.not_offered, pathway, failure_code="") == {"unknown_failure_code"}
    assert refused(city, "social_worker", actions.not_offered, pathway, failure_code="person_declined") == {
        "unknown_failure_code"
    }
    assert refused(
        city, "social_worker", actions.not_offered, pathway, failure_code="judged_unsuitable", words=" "
    ) == {"failure_text_missing"}
    assert refused(city, "social_worker", actions.not_offered, pathway, failure_code="no_network_in_area") == {
        "area_is_served"
    }
    do(city, "social_worker", actions.not_offered, pathway, failure_code="plan_written_in_assessment")
    with acting_as(city.viewer("social_worker")):
        assert NotOffered.objects.get().failure_code == "plan_written_in_assessment"
    assert state_of(city, pathway) == "council_planning"
    assert last_step(city, pathway).reason == "The plan was written during the assessment"


def test_no_network_in_area_where_there_is_none(city: City):
    pathway = budgeted(city)
    do(city, "social_worker", actions.not_offered, pathway, failure_code="no_network_in_area")
    assert state_of(city, pathway) == "council_planning"


# ---------- the person's answer


@pytest.mark.parametrize("role", ["person", "social_worker"])
def test_a_yes_opens_the_record_to_the_network(city: City, role: str):
    pathway = offered(city, own=True)
    answer = do(city, role, actions.person_accepts, pathway, said_by="Mary Firth", words="Yes, I'd like that")
    assert state_of(city, pathway) == "handover_sent"
    with acting_as(city.viewer("social_worker")):
        agreement = SharingAgreement.objects.get()
        assert (agreement.purpose, agreement.basis, agreement.agreed_by) == ("planning", "agreement", "Mary Firth")
        assert agreement.how_explained == EXPLAINED["explained_how"]
        assert answer.agreement == agreement
        assert Pathway.objects.get(pk=pathway.pk).network == city.network
        assert queries.open_offer(pathway) is None
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
    do(city, "social_worker", actions.person_accepts, pathway, said_by="Mary Firth")
    assert seen() == (0 if table.split("_")[1] in ("notoffered", "networkanswer", "chase") else 1)
    do(city, "network_manager", actions.network_declines, pathway, reason="We are full", then="council_planning")
    assert seen() == 0


def test_a_yes_says_who_gave_it(city: City):
    pathway = offered(city)
    assert refused(city, "social_worker", actions.person_accepts, pathway, said_by=" ") == {"said_by_person"}
    with acting_as(city.viewer("social_worker")):
        assert not Share.objects.exists()
        assert not PersonAnswer.objects.exists()


@pytest.mark.parametrize("role", COUNCIL_SIDE)
def test_nobody_else_answers_for_the_person(city: City, role: str):
    pathway = offered(city)
    for act, more in (
        (actions.person_accepts, {}),
        (actions.person_declines, {"words": "No"}),
        (actions.person_plans_for_self, {"help_offered": True}),
    ):
        with pytest.raises(NotAllowed):
            do(city, role, act, pathway, said_by="Mary Firth", **more)


def test_where_nobody_can_agree_a_decision_says_who_was_asked(city: City):
    pathway = offered(city)
    decided = {"said_by": "Ruth Adeyemi", "basis": "best_interests"}
    assert refused(city, "social_worker", actions.person_accepts, pathway, **decided) == {
        "no_reason",
        "nobody_consulted",
    }
    decided |= {"words": "She lights up with visitors", "consulted": "Her daughter Ann, and an advocate"}
    do(city, "social_worker", actions.person_accepts, pathway, **decided)
    with acting_as(city.viewer("social_worker")):
        assert SharingAgreement.objects.get().basis == "best_interests"
        assert SharingAgreement.objects.get().consulted == decided["consulted"]
    assert state_of(city, pathway) == "handover_sent"


def test_only_the_social_worker_records_a_decision_made_for_somebody(city: City):
    pathway = offered(city, own=True)
    decided = {"said_by": "A daughter", "basis": "best_interests", "words": "Best", "consulted": "Everybody"}
    with pytest.raises(NotAllowed, match="best interests"):
        do(city, "person", actions.person_accepts, pathway, **decided)
    assert refused(city, "social_worker", actions.person_accepts, pathway, **decided | {"basis": "?"}) == {"no_basis"}


def test_a_no_keeps_its_own_words(city: City):
    pathway = offered(city, own=True)
    no = {"said_by": "Mary Firth"}
    assert refused(city, "person", actions.person_declines, pathway, words=" ", **no) == {"reason_given"}
    assert refused(city, "person", actions.person_declines, pathway, words="x", why="network_full", **no) == {
        "unknown_failure_code"
    }
    do(city, "person", actions.person_declines, pathway, words="I like my own company", **no)
    with acting_as(city.viewer("social_worker")):
        said = PersonAnswer.objects.get()
        assert (said.answer, said.words, said.failure_code) == ("no", "I like my own company", "person_declined")
        assert not Share.objects.exists()
    assert state_of(city, pathway) == "council_planning"


@pytest.mark.parametrize("start", [budgeted, offered])
def test_somebody_may_plan_for_themselves(city: City, start):
    pathway = start(city, own=True)
    alone = {"said_by": "Mary Firth"}
    assert refused(city, "person", actions.person_plans_for_self, pathway, help_offered=False, **alone) == {
        "help_offered"
    }
    do(city, "person", actions.person_plans_for_self, pathway, help_offered=True, **alone)
    assert state_of(city, pathway) == "self_planning"
    with acting_as(city.viewer("social_worker")):
        assert PersonAnswer.objects.get().answer == "self"


@pytest.mark.parametrize(
    ("act", "more"),
    [
        (actions.person_declines, {"said_by": "Mary", "words": "No"}),
        (actions.person_plans_for_self, {"said_by": "Mary", "help_offered": True}),
    ],
)
def test_planning_without_an_advocate_who_is_needed_waits(city: City, act, more: dict):
    pathway = offered(city)
    need_an_advocate(city, pathway)
    assert refused(city, "social_worker", act, pathway, **more) == {"advocacy_ok"}


# ---------- the network's answer


def test_the_network_says_yes_and_names_a_planner(city: City):
    pathway = sent(city)
    assert refused(city, "network_manager", actions.network_accepts, pathway, planner_id=None) == {"planner_named"}
    elsewhere = city.users["other_support_planner"].pk
    assert refused(city, "network_manager", actions.network_accepts, pathway, planner_id=elsewhere) == {"planner_named"}
    planner = city.users["support_planner"]
    answer = do(city, "network_manager", actions.network_accepts, pathway, planner_id=planner.pk)
    assert (answer.accepts, answer.planner) == (True, planner)
    with acting_as(city.viewer("support_planner")):
        assert Pathway.objects.get(pk=pathway.pk).planner == planner
    assert state_of(city, pathway) == "planning"


def test_a_late_yes_is_still_a_yes(city: City):
    pathway = sent(city)
    planner = city.users["support_planner"].pk
    do(city, "support_planner", actions.network_accepts, pathway, planner_id=planner, at=NOW + timedelta(days=30))
    assert state_of(city, pathway) == "planning"


@pytest.mark.parametrize("role", ["social_worker", "volunteer_developer", *COUNCIL_SIDE])
def test_only_the_network_answers_for_the_network(city: City, role: str):
    pathway = sent(city)
    planner = city.users["support_planner"].pk
    with pytest.raises(NotAllowed):
        do(city, role, actions.network_accepts, pathway, planner_id=planner)
    with pytest.raises(NotAllowed):
        do(city, role, actions.network_declines, pathway, reason="Full", then="council_planning")


@pytest.mark.parametrize("then", ["handover_offered", "council_planning"])
def test_a_networks_no_has_a_reason_and_shuts_the_record(city: City, then: str):
    pathway = sent(city)
    no = {"then": then, "why": "network_full"}
    assert refused(city, "support_planner", actions.network_declines, pathway, reason=" ", **no) == {"reason_given"}
    do(city, "support_planner", actions.network_declines, pathway, reason="Nobody is free until May", **no)
    assert state_of(city, pathway) == then
    with acting_as(city.viewer("social_worker")):
        answer = NetworkAnswer.objects.get()
        assert (answer.accepts, answer.failure_code, answer.then) == (False, "network_full", then)
        assert Share.objects.get().ends_on == NOW.date()
        assert Pathway.objects.get(pk=pathway.pk).network is None
    with acting_as(city.viewer("support_planner")):
        assert not Pathway.objects.filter(pk=pathway.pk).exists()


def test_a_networks_no_says_what_then(city: City):
    pathway = sent(city)
    assert refused(city, "support_planner", actions.network_declines, pathway, reason="Full", then="") == {
        "choose_target"
    }
    assert refused(
        city, "support_planner", actions.network_declines, pathway, reason="Full", then="council_planning", why="bored"
    ) == {"unknown_failure_code"}


def test_a_networks_no_is_not_held_up_where_an_advocate_is_needed(city: City):
    pathway = sent(city)
    need_an_advocate(city, pathway)
    no = {"reason": "We are full"}
    assert refused(city, "network_manager", actions.network_declines, pathway, then="council_planning", **no) == {
        "advocacy_ok"
    }
    do(city, "network_manager", actions.network_declines, pathway, then="handover_offered", **no)
    assert state_of(city, pathway) == "handover_offered"


def test_after_a_networks_no_another_can_be_offered_and_the_person_is_asked_again(city: City):
    pathway = sent(city, city.network, city.other_network)
    do(city, "network_manager", actions.network_declines, pathway, reason="Full", then="handover_offered")
    assert refused(city, "social_worker", actions.person_accepts, pathway, said_by="Mary") == {"nothing_offered"}
    again = {"network_id": city.network.pk} | EXPLAINED
    assert refused(city, "social_worker", actions.offer_handover, pathway, **again) == {"network_declined"}
    offer = do(city, "social_worker", actions.offer_handover, pathway, **again | {"network_id": city.other_network.pk})
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.filter(subject_kind="handovers.offer", subject_id=str(offer.pk)).exists()
        assert queries.open_offer(pathway) == offer
    do(city, "social_worker", actions.person_accepts, pathway, said_by="Mary Firth")
    with acting_as(city.viewer("other_support_planner")):
        assert Pathway.objects.filter(pk=pathway.pk).exists()
    with acting_as(city.viewer("support_planner")):
        assert not Pathway.objects.filter(pk=pathway.pk).exists()


# ---------- when no answer comes

LATE_ACTS = [
    (actions.chase, {}),
    (actions.move_on, {"reason": "Nobody answers"}),
    (actions.re_offer, {"reason": "Nobody answers", "network_id": None} | EXPLAINED),
]


@pytest.mark.parametrize(("act", "more"), LATE_ACTS, ids=["chase", "move_on", "re_offer"])
def test_the_network_has_its_time_first(city: City, act, more: dict):
    pathway = sent(city, city.network, city.other_network)
    if "network_id" in more:
        more = more | {"network_id": city.other_network.pk}
    assert refused(city, "handover_champion", act, pathway, at=NOW + timedelta(days=2), **more) == {"answer_overdue"}


@pytest.mark.parametrize(("act", "more"), LATE_ACTS, ids=["chase", "move_on", "re_offer"])
@pytest.mark.parametrize("role", ["support_planner", "network_manager", "commissioner", "finance"])
def test_only_the_council_asks_again(city: City, role: str, act, more: dict):
    pathway = sent(city)
    with pytest.raises(NotAllowed):
        do(city, role, act, pathway, at=LATE, **more)


@pytest.mark.parametrize("role", ["handover_champion", "social_worker"])
def test_asking_again_moves_nothing(city: City, role: str):
    pathway = sent(city)
    do(city, role, actions.chase, pathway, words="Rang Priya", at=LATE)
    assert state_of(city, pathway) == "handover_sent"
    with acting_as(city.viewer("social_worker")):
        assert Chase.objects.get().what == "asked"
        assert queries.times_asked_again(Pathway.objects.get(pk=pathway.pk)) == 1
        assert Share.objects.get().ends_on is None


def test_moving_on_has_a_reason_and_shuts_the_record(city: City):
    pathway = sent(city)
    assert refused(city, "handover_champion", actions.move_on, pathway, reason=" ", at=LATE) == {"reason_given"}
    do(city, "handover_champion", actions.move_on, pathway, reason="No answer to three calls", at=LATE)
    assert state_of(city, pathway) == "council_planning"
    with acting_as(city.viewer("social_worker")):
        assert Share.objects.get().ends_on == LATE.date()
        assert Chase.objects.get().what == "moved_on"


def test_offering_another_network_asks_the_person_again(city: City):
    pathway = sent(city, city.network, city.other_network)
    more = {"reason": "No answer"} | EXPLAINED
    assert refused(
        city, "handover_champion", actions.re_offer, pathway, network_id=city.network.pk, at=LATE, **more
    ) == {"same_network"}
    assert refused(city, "handover_champion", actions.re_offer, pathway, network_id=None, at=LATE, **more) == {
        "area_served"
    }
    do(city, "handover_champion", actions.re_offer, pathway, network_id=city.other_network.pk, at=LATE, **more)
    assert state_of(city, pathway) == "handover_offered"
    with acting_as(city.viewer("social_worker")):
        assert queries.open_offer(pathway).network == city.other_network
        assert Share.objects.get().ends_on == LATE.date()
        assert Pathway.objects.get(pk=pathway.pk).network is None


def test_the_councils_own_clock_counts(city: City):
    pathway = sent(city)
    Rate.objects.filter(code="clock_network_answer").update(ends_on=NOW.date())
    with acting_as(city.viewer("social_worker")):
        due = queries.answer_due_on(Pathway.objects.get(pk=pathway.pk), NOW.date())
        assert due == NOW.date() + timedelta(days=2)  # the pathway's own default
    Rate.objects.create(
        code="clock_network_answer", words="The network answers", topic="clocks", amount=9, unit="working_days",
        starts_on=NOW.date(), source="A test",
    )  # fmt: skip
    assert refused(city, "handover_champion", actions.chase, pathway, at=LATE) == {"answer_overdue"}


# ---------- history


def test_every_act_is_history(city: City):
    pathway = sent(city)
    do(city, "handover_champion", actions.move_on, pathway, reason="No answer", at=LATE)
    with acting_as(city.viewer("social_worker")):
        for model in (Offer, PersonAnswer, Chase):
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                model.objects.update(recorded_at=LATE)
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                model.objects.all()._raw_delete("default")


@pytest.mark.parametrize("role", STRANGERS)
def test_a_bare_select_shows_strangers_nothing(city: City, role: str):
    pathway = sent(city)
    do(city, "handover_champion", actions.move_on, pathway, reason="No answer", at=LATE)
    with acting_as(city.viewer(role)), connection.cursor() as cursor:
        for name in TABLES:
            cursor.execute(f"select count(*) from handovers_{name}")
            assert cursor.fetchone() == (0,), name
