"""Asking several at once, their answers by link or by phone, the person's choice, and a price above the plan's."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from locallinks.foundation.accounts.models import Membership
from locallinks.foundation.people.models import Invitation
from locallinks.foundation.people.queries.records import invited_viewer
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.actions.provider_quotes import (
    SentRequest,
    decide_price,
    record_quote,
    request_price,
    request_quotes,
    withdraw_request,
)
from locallinks.personal.brokerage.models import Quote, QuoteDecision, QuoteRequest
from locallinks.personal.brokerage.queries.provider_quotes import QuoteStatus, quotes_for
from locallinks.personal.brokerage.tests.builders import (
    NO,
    TWICE_A_DAY,
    YES,
    agree_price,
    answer,
    arrange,
    arranging,
    ask,
    choose,
    days,
    do,
    elaine_arranging,
    lines,
    marks,
    titled,
)
from locallinks.personal.brokerage.tests.page_helpers import at, day, post, text
from locallinks.personal.brokerage.tests.page_helpers import queries as count
from locallinks.personal.plans.tests.builders import approved
from tests.kit import NOW, City
from tests.stored_sessions import all_session_data


def offers(city: City, plan, start: str = "Home care") -> dict[str, QuoteStatus]:
    line = next(one for one in lines(city, plan) if one.title.startswith(start))
    with acting_as(city.viewer("support_planner")):
        return {one.request.to_name: one for one in quotes_for([line], NOW).get(line.pk, [])}


def link_status(sent: SentRequest) -> int:
    return Client().get(f"/with/{sent.token}/price/").status_code


class TestAsking:
    def test_each_is_asked_once_with_a_link_of_their_own(self, city: City) -> None:
        plan = elaine_arranging(city)
        sent = ask(city, plan, names=["Sunrise Helpers", " Sunrise Helpers ", ""], organisation_ids=[city.provider.pk])
        assert [one.request.to_name for one in sent] == ["Beck Home Care", "Sunrise Helpers"]
        assert sent[0].request.organisation == city.provider
        assert len({one.token for one in sent}) == 2
        with acting_as(city.viewer("social_worker")):
            assert list(Invitation.objects.values_list("record_id", flat=True)) == [one.request.pk for one in sent]
        (mark,) = marks(city, plan, "asked who could help")
        assert "Beck Home Care, Sunrise Helpers" in mark.reason

    def test_the_councils_broker_asks_for_a_plan_of_the_council_and_calls_a_link_back(self, city: City) -> None:
        plan = arranging(city, "council_planning")
        now = {"at": clock.now(), "wanted_on": clock.today()}
        ours, ended = ask(city, plan, "", ["Sunrise Helpers", "Sue Sun"], "broker", **now)
        assert link_status(ours) == 200
        do(city, "broker", withdraw_request, pathway_id=plan.pathway_id, request_id=ended.request.pk)
        assert link_status(ended) == 410
        with pytest.raises(NotAllowed):
            ask(city, elaine_arranging(city), role="broker")

    def test_a_brokers_link_ends_with_their_role(self, city: City) -> None:
        plan = arranging(city, "council_planning")
        (sent,) = ask(city, plan, "", ["Sunrise Helpers"], "broker", at=clock.now(), wanted_on=clock.today())
        Membership.objects.filter(user=city.users["broker"]).update(ends_on=clock.today())
        assert link_status(sent) == 410

    @pytest.mark.parametrize(
        ("asked", "code"),
        [
            ({"names": []}, "nobody_asked"),
            ({"names": [str(n) for n in range(11)]}, "too_many"),
            ({"what": " "}, "no_what"),
            ({"what": "Help for Elaine Dobson"}, "tells_too_much"),
            ({"what_when": "Ring 0113 496 0000"}, "tells_too_much"),
            ({"organisation_ids": [0]}, "gives_no_support"),
            ({"wanted_on": days(-1)}, "dates"),
        ],
    )
    def test_what_stops_it(self, city: City, asked: dict, code: str) -> None:
        plan = elaine_arranging(city)
        with pytest.raises(DomainError) as refused:
            ask(city, plan, **asked)
        assert code in refused.value.codes
        assert offers(city, plan) == {}

    def test_not_before_approval_and_not_by_others(self, city: City) -> None:
        plan = approved(city)
        with pytest.raises(DomainError, match="Start arranging this plan first"):
            ask(city, plan, "Joan")
        plan = elaine_arranging(city)
        for role in ("social_worker", "person", "network_manager"):
            with pytest.raises(NotAllowed):
                do(
                    city,
                    role,
                    request_quotes,
                    line_id=titled(city, plan, "Home"),
                    names=["X"],
                    what="x",
                    organisation_ids=[],
                    what_when="",
                    minutes_per_week=0,
                    wanted_on=days(1),
                    urgent=False,
                )


class TestTheLink:
    def open(self, city: City, **more) -> tuple:
        """Asked now, for the pages read the clock."""
        plan = elaine_arranging(city)
        with acting_as(city.viewer("support_planner")) as viewer:
            (sent,) = request_quotes(
                viewer=viewer,
                line_id=next(one.pk for one in lines_here(plan)),
                names=["Sunrise"],
                organisation_ids=[],
                what="Help to wash",
                what_when="Mornings",
                minutes_per_week=840,
                at=clock.now(),
                wanted_on=clock.today() + timedelta(days=9),
                urgent=True,
                **more,
            )
        return plan, sent, f"/with/{sent.token}/price/"

    def test_shows_a_first_name_the_area_what_and_when_and_nothing_else(self, city: City) -> None:
        _, _, page = self.open(city)
        shown = text(Client().get(page))
        for word in ("Elaine", "ZZ1", "Help to wash", "Mornings", "14 hours a week", "Urgent"):
            assert word in shown, word
        for word in ("Dobson", "ZZ1 1AA", "496 0000", "273", "Out of hours", "Joan visits", "Beck", "washing up"):
            assert word not in shown, word

    def test_is_answered_once_and_then_over(self, city: City) -> None:
        plan, _, page = self.open(city)
        client = Client()
        said = {"can_help": "yes", "price_pence": "273", "by_name": "Sue Sun", **day("from_on", clock.today())}
        response = post(client, page, **said)
        assert (response.status_code, response["Location"]) == (303, "/thank-you-for-answering/")
        assert client.get(response["Location"]).status_code == 200
        assert client.get(page).status_code == 410
        assert post(client, page, **said).status_code == 410
        one = offers(city, plan)["Sunrise"]
        assert (one.state, one.quote.price_pence, one.quote.recorded_by, one.link) == ("offered", 27_300, None, None)
        (mark,) = marks(city, plan, "answered if they can help")
        assert mark.actor_name == "Sunrise, by a link"

    def test_what_is_missing_is_named(self, city: City) -> None:
        _, _, page = self.open(city)
        for said, told in (
            ({}, "Can you help?"),
            ({"can_help": "yes", "by_name": "Sue"}, "Enter the price a week"),
            ({"can_help": "no", "by_name": "Sue"}, "Choose why you cannot help"),
        ):
            response = post(Client(), page, **said)
            assert response.status_code == 422
            assert told in text(response)

    def test_tampered_called_back_expired_or_elsewhere_opens_nothing(self, city: City) -> None:
        plan, sent, page = self.open(city)
        assert Client().get(page.replace(sent.token, sent.token[:-1] + "!")).status_code == 404
        assert Client().get(f"/with/{sent.token}/plan/").status_code == 404
        assert invited_viewer(sent.token, clock.now() + timedelta(days=14)) is None
        with acting_as(city.viewer("support_planner")) as viewer:
            withdraw_request(viewer=viewer, pathway_id=plan.pathway_id, request_id=sent.request.pk, at=clock.now())
        assert Client().get(page).status_code == 410
        with acting_as(city.viewer("support_planner")) as viewer, pytest.raises(DomainError):
            withdraw_request(viewer=viewer, pathway_id=plan.pathway_id, request_id=sent.request.pk, at=clock.now())

    def test_answers_its_own_question_only(self, city: City) -> None:
        plan, sent, _ = self.open(city)
        other = ask(city, plan, names=["Another"])[0].request
        viewer = invited_viewer(sent.token, clock.now())
        with acting_as(viewer), pytest.raises(NotAllowed):
            record_quote(viewer=viewer, request_id=other.pk, at=clock.now(), **NO)


def lines_here(plan):
    from locallinks.personal.plans.models import Line

    return [one for one in Line.objects.filter(plan=plan) if one.title.startswith("Home care")]


class TestAnswersAndChoices:
    def test_their_no_and_the_persons_no_are_kept_apart(self, city: City) -> None:
        """docs/rules/requests.md 32: two lists of reasons, each with its own next step."""
        plan = elaine_arranging(city)
        beck, sunrise = (one.request for one in ask(city, plan))
        answer(city, sunrise.pk, **NO)
        answer(city, beck.pk, **YES)
        choose(city, plan, beck.pk, wants=False, reason="somebody_else", words="I did not take to him")
        found = offers(city, plan)
        assert found["Sunrise Helpers"].state == "provider_declined"
        assert "Ask them again when they have room" in found["Sunrise Helpers"].next_step
        assert found["Beck Home Care"].state == "person_declined"
        assert found["Beck Home Care"].next_step == "Ask somebody else."
        choose(city, plan, beck.pk, wants=False, reason="not_wanted", words="I can do without")
        assert "review" in offers(city, plan)["Beck Home Care"].next_step

    def test_the_person_may_change_their_mind_and_a_new_answer_asks_again(self, city: City) -> None:
        plan = elaine_arranging(city)
        beck = ask(city, plan)[0].request
        answer(city, beck.pk, **YES)
        choose(city, plan, beck.pk, wants=False, reason="think", words="Let me think")
        choose(city, plan, beck.pk, words="Yes, all right")
        assert offers(city, plan)["Beck Home Care"].state == "chosen"
        answer(city, beck.pk, **(YES | {"price_pence": 20_000}))
        assert offers(city, plan)["Beck Home Care"].state == "offered"
        with acting_as(city.viewer("social_worker")):
            assert (Quote.objects.count(), QuoteDecision.objects.count()) == (2, 2), "nothing is lost"

    def test_nothing_is_chosen_that_was_not_offered(self, city: City) -> None:
        plan = elaine_arranging(city)
        beck, sunrise = (one.request for one in ask(city, plan))
        with pytest.raises(DomainError, match="have not said that they can help"):
            choose(city, plan, beck.pk)
        answer(city, sunrise.pk, **NO)
        with pytest.raises(DomainError, match="have not said that they can help"):
            choose(city, plan, sunrise.pk)
        answer(city, beck.pk, **YES)
        with pytest.raises(DomainError, match="in their words"):
            choose(city, plan, beck.pk, words=" ")
        with pytest.raises(NotAllowed):
            choose(city, plan, beck.pk, role=Role.NETWORK_MANAGER)

    def test_a_bad_answer_keeps_nothing(self, city: City) -> None:
        plan = elaine_arranging(city)
        beck = ask(city, plan)[0].request
        with pytest.raises(DomainError):
            answer(city, beck.pk, **(YES | {"price_pence": None}))
        with pytest.raises(NotAllowed):
            answer(city, beck.pk, role=Role.SOCIAL_WORKER, **YES)
        assert offers(city, plan)["Beck Home Care"].state == "waiting"


class TestPrices:
    def test_nobody_says_yes_to_their_own_or_above_their_limit(self, city: City) -> None:
        plan = arranging(city, **TWICE_A_DAY)
        with pytest.raises(DomainError, match="above what you may approve"):
            agree_price(city, plan, "Morning", 25_000)
        with pytest.raises(DomainError, match="above what you may approve"):
            agree_price(city, plan, "Morning", 12_000, decider="social_worker")
        with pytest.raises(NotAllowed):
            agree_price(city, plan, "Morning", 12_000, decider="support_planner")
        with pytest.raises(DomainError, match="Enter a price above the plan's"):
            agree_price(city, plan, "Morning", 10_000)

    def test_is_decided_once_and_shows_on_the_board_until_then(self, city: City) -> None:
        plan = arranging(city, **TWICE_A_DAY)
        request = do(
            city,
            "support_planner",
            request_price,
            line_id=titled(city, plan, "Morning"),
            price_pence=12_000,
            reason="The only one",
        )
        page = text(city.client("social_worker2").get("/arranging/?show=mine"))
        assert "A price above the plan&#39;s waits for a yes" in page
        decided = {"request_id": request.pk, "agreed": False, "words": "Ask two more"}
        do(city, "social_worker2", decide_price, **decided)
        assert "waits for a yes" not in text(city.client("social_worker2").get("/arranging/?show=mine"))
        with pytest.raises(DomainError, match="decided about this price already"):
            do(city, "social_worker2", decide_price, **decided)
        with pytest.raises(DomainError, match="Ask for a yes"):
            arrange(city, plan, "Morning", price_pence=12_000)


class TestThePages:
    def test_links_are_shown_once(self, city: City) -> None:
        plan = elaine_arranging(city)
        client, line = city.client("support_planner"), titled(city, plan, "Home care")
        wanted = clock.today() + timedelta(days=9)
        sent = post(client, at(plan, f"{line}/ask/"), names="Sunrise\nAnother", what="Help", **day("wanted_on", wanted))
        assert sent.status_code == 200, text(sent)
        assert text(sent).count("/with/") == 2
        assert "no-store" in sent["Cache-Control"]
        assert "/with/" not in text(client.get(at(plan, f"{line}/answers/")))

    def test_m9_no_link_is_in_a_session(self, city: City) -> None:
        plan = elaine_arranging(city)
        client, line = city.client("support_planner"), titled(city, plan, "Home care")
        wanted = clock.today() + timedelta(days=9)
        sent = post(client, at(plan, f"{line}/ask/"), names="Sunrise", what="Help", **day("wanted_on", wanted))
        stored = all_session_data()
        page = text(client.get(sent["Location"])) if sent.status_code == 303 else text(sent)
        (token,) = re.findall(r"/with/([^/]+)/price/", page)
        assert token not in stored

    def test_side_by_side_then_chosen_then_arranged_as_offered(self, city: City) -> None:
        plan = elaine_arranging(city)
        beck, sunrise = (one.request for one in ask(city, plan))
        answer(city, beck.pk, **(YES | {"price_pence": 30_000}))
        answer(city, sunrise.pk, **(YES | {"price_pence": 26_000}))
        line = titled(city, plan, "Home care")
        page = text(city.client("person").get(at(plan, f"{line}/answers/")))
        assert "£300.00 (£27.00 over the plan)" in page
        assert "Write down what Elaine says" in page
        assert "Ask others" not in page, "the person does not arrange"
        sent = post(
            city.client("person"), at(plan, f"asked/{sunrise.pk}/choose/"), wants="yes", words="Her", said_by="Elaine"
        )
        assert sent.status_code == 303
        page = text(city.client("support_planner").get(at(plan, f"{line}/")))
        assert 'value="Sunrise Helpers"' in page
        assert 'value="260.00"' in page

    def test_costs_the_same_with_two_as_with_eight(self, city: City) -> None:
        plan = elaine_arranging(city)
        client, page = city.client("support_planner"), at(plan, f"{titled(city, plan, 'Home care')}/answers/")
        for one in ask(city, plan):
            answer(city, one.request.pk, **YES)
        two = count(client, page)
        for one in ask(city, plan, names=[f"Number {n}" for n in range(6)]):
            answer(city, one.request.pk, **NO)
        assert count(client, page) == two

    def test_an_ask_of_another_plan_is_not_found(self, city: City) -> None:
        plan, other = elaine_arranging(city), arranging(city, own=False, name="Nora Pine")
        there = ask(city, other, "Joan", names=["X"], wanted_on=days(20))[0].request
        for part in ("", "choose/", "back/"):
            assert city.client("support_planner").get(at(plan, f"asked/{there.pk}/{part}")).status_code == 404
        with acting_as(city.viewer("other_support_planner")):
            assert not QuoteRequest.objects.exists()
