"""Asking, deciding, using and stopping: what is written down, and every refusal."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.messages.models import Message
from locallinks.foundation.reference.actions import set_rate
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.pipeline import run
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.fund_holding import actions, queries
from locallinks.personal.fund_holding.models import (
    AgreedUse,
    ConditionAnswer,
    PaymentDecision,
    PaymentRequest,
    PaymentStop,
    StopRequest,
)
from locallinks.personal.fund_holding.tests.builders import MET, STOP, agreed, asked, attorney, cannot_choose, decide
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.tests.builders import do, ready
from tests.kit import NOW, TODAY, City

FOR_HER = {"holder": "authorised", "holder_name": "Ann Firth", "authority": "mca"}


def refused(city: City, act, role: str = "social_worker", **more) -> set[str]:
    with pytest.raises(DomainError) as refusal:
        do(city, role, act, **more)
    return set(refusal.value.codes)


def status_of(city: City, pathway: Pathway) -> queries.PaymentStatus:
    with acting_as(city.viewer("social_worker")):
        return queries.payment_status(pathway)


# ---------- asking


@pytest.mark.parametrize("role", ["person", "support_planner", "social_worker"])
def test_the_person_asks_or_whoever_plans_with_them_writes_it_down(city: City, role: str):
    pathway = asked(city, role=role)
    found = status_of(city, pathway)
    assert found.awaits_decision
    assert (found.request.holder, found.request.said_by) == ("self", "Mary Firth")
    assert found.request.recorded_by == city.users[role]
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.filter(verb="asked for a direct payment").count() == 1


@pytest.mark.parametrize("role", ["network_manager", "handover_champion", "finance"])
def test_nobody_else_asks(city: City, role: str):
    pathway = ready(city)
    with pytest.raises((NotAllowed, Http404)):
        asked(city, pathway, role)
    assert status_of(city, pathway).request is None


def test_asking_once_at_a_time_and_not_before_support_is_due(city: City):
    pathway = asked(city)
    again = {"pathway_id": pathway.pk, "holder": "self", "words": "A helper", "said_by": "Mary"}
    assert refused(city, actions.request_payment, **again) == {"asked_already"}
    decide(city, pathway)
    assert refused(city, actions.request_payment, **again) == {"agreed_already"}
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=pathway.pk).update(state="assessing")
    assert refused(city, actions.request_payment, **again) == {"not_now"}


def test_a_request_that_says_too_little_names_the_question(city: City):
    pathway = ready(city)
    values = {"pathway_id": pathway.pk, "holder": "nominated", "words": "", "said_by": "Mary"}
    assert refused(city, actions.request_payment, **values) == {"no_name", "no_words"}


def test_what_an_answer_does_not_need_is_not_kept(city: City):
    found = status_of(city, asked(city, holder_name="Ann", authority="mca", supporter_name="Bill")).request
    assert (found.holder_name, found.authority, found.supporter_name) == ("", "", "")


# ---------- deciding: section 31


def test_all_four_conditions_met_and_the_council_pays(city: City):
    pathway = asked(city)
    decided = decide(city, pathway)
    assert (decided.route, decided.pays, decided.failed, decided.how) == ("s31", True, [], "net")
    with acting_as(city.viewer("social_worker")):
        found = queries.answers_of(decided)
        assert [(code, met) for code, _, met, _ in found] == [
            ("capacity", True),
            ("not_prohibited", True),
            ("can_manage", True),
            ("appropriate", True),
        ]
        assert Entry.objects.get(verb="decided about a direct payment").reason == "All conditions are met"
        assert "can be paid to you" in Message.objects.get(kind="direct_payment").body
    assert status_of(city, pathway).why_not == ""


@pytest.mark.parametrize("code", ["can_manage", "appropriate"])
def test_a_refusal_names_the_condition_and_why_in_writing(city: City, code: str):
    pathway = asked(city)
    decided = decide(city, pathway, answers=MET | {code: (False, "The bank closed the account")})
    assert (decided.pays, decided.failed) == (False, [code])
    with acting_as(city.viewer("social_worker")):
        assert "The bank closed the account" in Message.objects.get(kind="direct_payment").body
        assert "Not met" in Entry.objects.get(verb="decided about a direct payment").reason
    assert "cannot be made" in status_of(city, pathway).why_not
    asked(city, pathway)  # and they may ask again


def test_a_court_order_forbids_it(city: City):
    decided = decide(city, asked(city), orders=["alcohol_treatment"])
    assert decided.failed == ["not_prohibited"]
    with acting_as(city.viewer("social_worker")):
        assert "treated for drinking" in ConditionAnswer.objects.get(code="not_prohibited").words
    with pytest.raises(DomainError) as refusal:
        decide(city, asked(city, ready(city, name="Joan Ellis")), orders=["parking"])
    assert refusal.value.codes == {"unknown_order"}


def test_whoever_was_nominated_agrees_first(city: City):
    pathway = asked(city, holder="nominated", holder_name="Ann Firth")
    with pytest.raises(DomainError) as refusal:
        decide(city, pathway, answers=MET | {"capacity": (None, "She asked")})
    assert refusal.value.codes == {"no_answer"}
    assert decide(city, pathway, answers=MET | {"capacity": (False, "She asked")}).failed == ["capacity"]


def test_every_answer_has_its_reason(city: City):
    pathway = asked(city)
    with pytest.raises(DomainError) as refusal:
        decide(city, pathway, answers={"can_manage": (None, "")}, how="cash")
    assert {one.field for one in refusal.value.problems} == {
        "capacity_words",
        "can_manage_met",
        "can_manage_words",
        "appropriate_met",
        "appropriate_words",
        "how",
    }


def test_only_a_social_worker_decides_and_only_what_was_asked(city: City):
    pathway = ready(city)
    with pytest.raises(DomainError) as refusal:
        decide(city, pathway)
    assert refusal.value.codes == {"nothing_asked"}
    asked(city, pathway)
    for role in ("support_planner", "person"):
        with pytest.raises(NotAllowed):
            decide(city, pathway, role)


def test_the_database_keeps_a_refusal_from_standing_alone(city: City):
    pathway = asked(city)
    with acting_as(city.viewer("social_worker")):
        given = {
            "person": pathway.person,
            "request": PaymentRequest.objects.get(),
            "route": "s31",
            "how": "net",
            "decided_by": city.users["social_worker"],
            "decided_at": NOW,
        }
        for pays, failed in ((False, []), (True, ["capacity"])):
            with pytest.raises(IntegrityError, match="refused_only_where"), transaction.atomic():
                PaymentDecision.objects.create(pays=pays, failed=failed, **given)


# ---------- deciding: section 32


def test_all_five_conditions_where_somebody_cannot_choose(city: City):
    pathway = ready(city)
    asked(city, pathway, "support_planner", **FOR_HER)
    with pytest.raises(DomainError) as refusal:
        decide(city, pathway)
    assert refusal.value.codes == {"capacity_is_presumed"}
    cannot_choose(city, pathway)
    attorney(city, pathway)
    decided = decide(city, pathway)
    assert (decided.route, decided.pays) == ("s32", True)
    assert decided.capacity.lacks
    with acting_as(city.viewer("social_worker")):
        assert [code for code, *_ in queries.answers_of(decided)] == [
            "supported",
            "not_prohibited",
            "best_interests",
            "can_manage",
            "appropriate",
        ]


def test_an_attorney_for_money_only_may_not_ask(city: City):
    pathway = ready(city)
    cannot_choose(city, pathway)
    attorney(city, pathway, scopes=("property",))
    asked(city, pathway, "support_planner", **FOR_HER)
    decided = decide(city, pathway)
    assert decided.failed == ["supported"]
    with acting_as(city.viewer("social_worker")):
        assert "does not cover their care" in ConditionAnswer.objects.get(code="supported").words


@pytest.mark.parametrize(("agrees", "failed"), [(True, []), (False, ["supported"])])
def test_an_attorney_may_agree_to_somebody_else(city: City, agrees: bool, failed: list[str]):
    pathway = ready(city)
    cannot_choose(city, pathway)
    attorney(city, pathway)
    asked(
        city,
        pathway,
        "support_planner",
        holder="authorised",
        holder_name="Jo Bell",
        authority="agreed",
        supporter_name="ann firth",
    )
    assert decide(city, pathway, answers=MET | {"supported": (agrees, "Rang her")}).failed == failed


@pytest.mark.parametrize(("somebody_may", "failed"), [(False, []), (True, ["supported"])])
def test_the_council_finds_somebody_suitable_only_where_nobody_may_decide(city, somebody_may: bool, failed: list[str]):
    pathway = ready(city)
    cannot_choose(city, pathway)
    if somebody_may:
        attorney(city, pathway)
    asked(city, pathway, "support_planner", holder="authorised", holder_name="Jo Bell", authority="suitable")
    assert decide(city, pathway).failed == failed


@pytest.mark.parametrize("starts_with", [False, True])
def test_losing_or_regaining_the_choice_asks_for_a_new_decision(city: City, starts_with: bool):
    pathway = ready(city)
    cannot_choose(city, pathway, starts_with)
    attorney(city, pathway)
    agreed(city, pathway, **({**FOR_HER, "role": "social_worker"} if starts_with else {}))
    assert status_of(city, pathway).why_not == ""
    cannot_choose(city, pathway, not starts_with)
    assert "then decide again" in status_of(city, pathway).why_not
    asked(city, pathway, "social_worker", **({} if starts_with else FOR_HER))
    assert decide(city, pathway).pays
    assert status_of(city, pathway).why_not == ""


# ---------- what it is used for


CARER = {"kind": "carer", "words": "Help to wash", "need": "A7", "payee": "Jo Bell", "relation": "none"}


def test_what_it_may_be_used_for(city: City):
    pathway = agreed(city)
    used = do(city, "social_worker", actions.agree_use, pathway_id=pathway.pk, **CARER)
    assert (used.payee, used.need, used.starts_on) == ("Jo Bell", "A7", None)
    at_home = CARER | {"relation": "same_home", "payee": "Bill Firth"}
    assert refused(city, actions.agree_use, pathway_id=pathway.pk, **at_home) == {"not_necessary"}
    do(city, "social_worker", actions.agree_use, pathway_id=pathway.pk, why_necessary="Nobody else may", **at_home)
    assert refused(city, actions.agree_use, pathway_id=pathway.pk, **CARER | {"need": "A2"}) == {"not_in_the_plan"}
    with pytest.raises(NotAllowed):
        do(city, "support_planner", actions.agree_use, pathway_id=pathway.pk, **CARER)


def test_short_stays_follow_the_figures_of_the_day(city: City):
    pathway = agreed(city)
    stay = {"pathway_id": pathway.pk, "kind": "short_stay", "words": "Elm House", "need": "A7", "starts_on": TODAY}
    do(city, "social_worker", actions.agree_use, ends_on=TODAY + timedelta(weeks=4), **stay)
    later = stay | {"starts_on": TODAY + timedelta(weeks=6), "ends_on": TODAY + timedelta(weeks=7)}
    assert refused(city, actions.agree_use, **later) == {"too_long"}
    with acting_as(city.viewer("finance")):
        set_rate(
            viewer=city.viewer("finance"),
            code="dp_short_stays_apart",
            amount=1,
            starts_on=TODAY,
            source="Checked",
            at=NOW,
        )
    do(city, "social_worker", actions.agree_use, **later)


def test_nothing_is_used_or_stopped_where_nothing_is_agreed(city: City):
    pathway = asked(city)
    wish = {"pathway_id": pathway.pk, "from_on": TODAY, "words": "No more", "said_by": "Mary"}
    assert refused(city, actions.agree_use, pathway_id=pathway.pk, **CARER) == {"none_runs"}
    assert refused(city, actions.request_stop, "person", **wish) == {"none_runs"}
    assert refused(city, actions.stop_payment, pathway_id=pathway.pk, why="misused", ends_on=TODAY, **STOP) == {
        "none_runs"
    }


# ---------- stopping


def test_the_council_stops_it_with_notice_reasons_and_no_gap(city: City):
    pathway = agreed(city)
    values = {"pathway_id": pathway.pk, "why": "misused", **STOP}
    soon = TODAY + timedelta(days=27)
    assert refused(city, actions.stop_payment, ends_on=soon, **values) == {"too_soon"}
    assert refused(city, actions.stop_payment, ends_on=soon, **values | {"arrangements": ""}) == {"too_soon", "a_gap"}
    stop = do(city, "social_worker", actions.stop_payment, ends_on=TODAY + timedelta(days=28), **values)
    assert (stop.notice_days, stop.notice_verified, stop.condition) == (28, False, "")
    assert "stops on 14 December 2026" in status_of(city, pathway).why_not
    with acting_as(city.viewer("social_worker")):
        assert "Beck Home Care from that day" in Message.objects.filter(subject="Your direct payment stops").get().body
    assert refused(city, actions.stop_payment, ends_on=soon, **values) == {"none_runs"}


@pytest.mark.parametrize("role", ["person", "support_planner", "social_worker"])
def test_the_person_stops_it_at_any_time(city: City, role: str):
    pathway = agreed(city)
    values = {"pathway_id": pathway.pk, "why": "person", **STOP}
    assert refused(city, actions.stop_payment, ends_on=TODAY, **values) == {"no_wish"}
    wish = {"pathway_id": pathway.pk, "from_on": TODAY, "words": "Too much paper", "said_by": "Mary Firth"}
    do(city, role, actions.request_stop, **wish)
    assert refused(city, actions.stop_payment, ends_on=TODAY + timedelta(days=1), **values) == {"too_late"}
    assert do(city, "social_worker", actions.stop_payment, ends_on=TODAY, **values).notice_days == 0


def test_a_wish_names_what_is_missing(city: City):
    pathway = agreed(city)
    yesterday = {"from_on": TODAY - timedelta(days=1), "words": "", "said_by": "Mary"}
    assert refused(city, actions.request_stop, "person", pathway_id=pathway.pk, **yesterday) == {"no_day", "no_words"}


def test_only_a_social_worker_stops_it(city: City):
    pathway = agreed(city)
    for role in ("support_planner", "person"):
        with pytest.raises(NotAllowed):
            do(city, role, actions.stop_payment, pathway_id=pathway.pk, why="misused", ends_on=TODAY, **STOP)


# ---------- waiting, and history


def test_who_waits_for_a_decision(city: City):
    pathway = asked(city)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        assert [pk for pk, _ in run(queries.requests_to_decide(viewer=viewer))] == [pathway.pk]
    planner = city.viewer("support_planner")
    with acting_as(planner):
        assert not run(queries.requests_to_decide(viewer=planner))
    decide(city, pathway)
    with acting_as(viewer):
        assert not run(queries.requests_to_decide(viewer=viewer))


def test_acts_are_history(city: City):
    pathway = agreed(city)
    do(city, "social_worker", actions.agree_use, pathway_id=pathway.pk, **CARER)
    do(city, "person", actions.request_stop, pathway_id=pathway.pk, from_on=TODAY, words="No more", said_by="Mary")
    do(city, "social_worker", actions.stop_payment, pathway_id=pathway.pk, why="person", ends_on=TODAY, **STOP)
    with acting_as(city.viewer("social_worker")):
        for model in (PaymentRequest, PaymentDecision, ConditionAnswer, AgreedUse, StopRequest, PaymentStop):
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                model.objects.all()._raw_delete("default")
