"""The network's answer, what the council does when it is late, and that every act is append-only."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.messages.models import Message
from locallinks.foundation.people.models import Share
from locallinks.foundation.reference.models import Rate
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.handovers.actions.network_answers import chase, move_on, network_accepts, network_declines
from locallinks.personal.handovers.actions.offers import offer_handover, re_offer
from locallinks.personal.handovers.actions.person_answers import person_accepts
from locallinks.personal.handovers.models import NetworkAnswer, NetworkChase, Offer, PersonAnswer
from locallinks.personal.handovers.queries import offers
from locallinks.personal.handovers.tests.builders import (
    EXPLAINED,
    do,
    need_an_advocate,
    refused,
    sent,
    state_of,
)
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City

LATE = NOW + timedelta(days=4)  # on the Friday after a Monday, two working days are over
COUNCIL_SIDE = ["handover_champion", "commissioner", "finance", "administrator"]
NETWORK_SIDE = ["support_planner", "network_manager", "volunteer_developer"]
STRANGERS = ["other_social_worker", "other_support_planner", "provider", "investor"]
TABLES = ("offer", "personanswer", "notoffered", "networkanswer", "networkchase")


# ---------- the network's answer


def test_the_network_says_yes_and_names_a_planner(city: City):
    pathway = sent(city)
    assert refused(city, "network_manager", network_accepts, pathway, planner_id=None) == {"planner_named"}
    elsewhere = city.users["other_support_planner"].pk
    assert refused(city, "network_manager", network_accepts, pathway, planner_id=elsewhere) == {"planner_named"}
    planner = city.users["support_planner"]
    answer = do(city, "network_manager", network_accepts, pathway, planner_id=planner.pk)
    assert (answer.accepts, answer.planner) == (True, planner)
    with acting_as(city.viewer("support_planner")):
        assert Pathway.objects.get(pk=pathway.pk).planner == planner
        assert "Joan Whitlock from Millbank Neighbours" in Message.objects.get(kind="planner_named").body
    assert state_of(city, pathway) == "planning"


def test_a_late_yes_is_still_a_yes(city: City):
    pathway = sent(city)
    planner = city.users["support_planner"].pk
    do(city, "support_planner", network_accepts, pathway, planner_id=planner, at=NOW + timedelta(days=30))
    assert state_of(city, pathway) == "planning"


@pytest.mark.parametrize("role", ["social_worker", "volunteer_developer", *COUNCIL_SIDE])
def test_only_the_network_answers_for_the_network(city: City, role: str):
    pathway = sent(city)
    planner = city.users["support_planner"].pk
    with pytest.raises(NotAllowed):
        do(city, role, network_accepts, pathway, planner_id=planner)
    with pytest.raises(NotAllowed):
        do(city, role, network_declines, pathway, reason="Full", next_state="council_planning")


@pytest.mark.parametrize("next_state", ["handover_offered", "council_planning"])
def test_a_networks_no_needs_a_reason_and_ends_access(city: City, next_state: str):
    pathway = sent(city)
    no = {"next_state": next_state, "failure_code": "network_full"}
    assert refused(city, "support_planner", network_declines, pathway, reason=" ", **no) == {"reason_given"}
    do(city, "support_planner", network_declines, pathway, reason="Nobody is free until May", **no)
    assert state_of(city, pathway) == next_state
    with acting_as(city.viewer("social_worker")):
        answer = NetworkAnswer.objects.get()
        assert (answer.accepts, answer.failure_code, answer.next_state) == (False, "network_full", next_state)
        assert Share.objects.get().ends_on == NOW.date()
        assert Pathway.objects.get(pk=pathway.pk).network is None
    with acting_as(city.viewer("support_planner")):
        assert not Pathway.objects.filter(pk=pathway.pk).exists()


def test_a_networks_no_needs_the_next_state(city: City):
    pathway = sent(city)
    assert refused(city, "support_planner", network_declines, pathway, reason="Full", next_state="") == {
        "choose_target"
    }
    assert refused(
        city,
        "support_planner",
        network_declines,
        pathway,
        reason="Full",
        next_state="council_planning",
        failure_code="bored",
    ) == {"unknown_failure_code"}


def test_a_network_may_decline_while_an_advocate_is_missing(city: City):
    pathway = sent(city)
    need_an_advocate(city, pathway)
    no = {"reason": "We are full"}
    assert refused(city, "network_manager", network_declines, pathway, next_state="council_planning", **no) == {
        "advocacy_ok"
    }
    do(city, "network_manager", network_declines, pathway, next_state="handover_offered", **no)
    assert state_of(city, pathway) == "handover_offered"


def test_after_a_networks_no_another_can_be_offered_and_the_person_is_asked_again(city: City):
    pathway = sent(city, city.network, city.other_network)
    do(city, "network_manager", network_declines, pathway, reason="Full", next_state="handover_offered")
    assert refused(city, "social_worker", person_accepts, pathway, said_by="Mary") == {"nothing_offered"}
    again = {"network_id": city.network.pk} | EXPLAINED
    assert refused(city, "social_worker", offer_handover, pathway, **again) == {"network_declined"}
    offer = do(city, "social_worker", offer_handover, pathway, **again | {"network_id": city.other_network.pk})
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.filter(subject_kind="handovers.offer", subject_id=str(offer.pk)).exists()
        assert offers.open_offer(pathway) == offer
    do(city, "social_worker", person_accepts, pathway, said_by="Mary Firth")
    with acting_as(city.viewer("other_support_planner")):
        assert Pathway.objects.filter(pk=pathway.pk).exists()
    with acting_as(city.viewer("support_planner")):
        assert not Pathway.objects.filter(pk=pathway.pk).exists()


# ---------- when no answer comes

LATE_ACTS = [
    (chase, {}),
    (move_on, {"reason": "Nobody answers"}),
    (re_offer, {"reason": "Nobody answers", "network_id": None} | EXPLAINED),
]


@pytest.mark.parametrize(("act", "more"), LATE_ACTS, ids=["chase", "move_on", "re_offer"])
def test_the_network_has_its_time_first(city: City, act, more: dict):
    pathway = sent(city, city.network, city.other_network)
    if "network_id" in more:
        more = more | {"network_id": city.other_network.pk}
    assert refused(city, "handover_champion", act, pathway, at=NOW + timedelta(days=2), **more) == {"answer_overdue"}


@pytest.mark.parametrize(("act", "more"), LATE_ACTS, ids=["chase", "move_on", "re_offer"])
@pytest.mark.parametrize("role", ["support_planner", "network_manager", "commissioner", "finance"])
def test_only_the_council_follows_up_a_late_answer(city: City, role: str, act, more: dict):
    pathway = sent(city)
    with pytest.raises(NotAllowed):
        do(city, role, act, pathway, at=LATE, **more)


@pytest.mark.parametrize("role", ["handover_champion", "social_worker"])
def test_a_reminder_does_not_move_the_pathway(city: City, role: str):
    pathway = sent(city)
    do(city, role, chase, pathway, words="Rang Priya", at=LATE)
    assert state_of(city, pathway) == "handover_sent"
    with acting_as(city.viewer("social_worker")):
        assert NetworkChase.objects.get().step == "asked"
        assert offers.chase_count(Pathway.objects.get(pk=pathway.pk)) == 1
        assert Share.objects.get().ends_on is None


def test_moving_on_needs_a_reason_and_ends_access(city: City):
    pathway = sent(city)
    assert refused(city, "handover_champion", move_on, pathway, reason=" ", at=LATE) == {"reason_given"}
    do(city, "handover_champion", move_on, pathway, reason="No answer to three calls", at=LATE)
    assert state_of(city, pathway) == "council_planning"
    with acting_as(city.viewer("social_worker")):
        assert Share.objects.get().ends_on == LATE.date()
        assert NetworkChase.objects.get().step == "moved_on"


def test_offering_another_network_asks_the_person_again(city: City):
    pathway = sent(city, city.network, city.other_network)
    more = {"reason": "No answer"} | EXPLAINED
    assert refused(city, "handover_champion", re_offer, pathway, network_id=city.network.pk, at=LATE, **more) == {
        "same_network"
    }
    assert refused(city, "handover_champion", re_offer, pathway, network_id=None, at=LATE, **more) == {"area_served"}
    do(city, "handover_champion", re_offer, pathway, network_id=city.other_network.pk, at=LATE, **more)
    assert state_of(city, pathway) == "handover_offered"
    with acting_as(city.viewer("social_worker")):
        assert offers.open_offer(pathway).network == city.other_network
        assert Share.objects.get().ends_on == LATE.date()
        assert Pathway.objects.get(pk=pathway.pk).network is None


def test_the_councils_own_clock_counts(city: City):
    pathway = sent(city)
    Rate.objects.filter(code="clock_network_answer").update(ends_on=NOW.date())
    with acting_as(city.viewer("social_worker")):
        due = offers.answer_due_on(Pathway.objects.get(pk=pathway.pk), NOW.date())
        assert due == NOW.date() + timedelta(days=2)  # the pathway's own default
    Rate.objects.create(
        code="clock_network_answer",
        words="The network answers",
        topic="clocks",
        amount=9,
        unit="working_days",
        starts_on=NOW.date(),
        source="A test",
    )
    assert refused(city, "handover_champion", chase, pathway, at=LATE) == {"answer_overdue"}


# ---------- append-only


def test_every_act_is_append_only(city: City):
    pathway = sent(city)
    do(city, "handover_champion", move_on, pathway, reason="No answer", at=LATE)
    with acting_as(city.viewer("social_worker")):
        for model in (Offer, PersonAnswer, NetworkChase):
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                model.objects.update(recorded_at=LATE)
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                model.objects.all()._raw_delete("default")


@pytest.mark.parametrize("role", STRANGERS)
def test_a_bare_select_shows_strangers_nothing(city: City, role: str):
    pathway = sent(city)
    do(city, "handover_champion", move_on, pathway, reason="No answer", at=LATE)
    with acting_as(city.viewer(role)), connection.cursor() as cursor:
        for name in TABLES:
            cursor.execute(f"select count(*) from handovers_{name}")
            assert cursor.fetchone() == (0,), name
