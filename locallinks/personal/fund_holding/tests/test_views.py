"""The pages: asking one thing at a time, deciding, the letter, what it is used for, and stopping."""

import re
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.fund_holding.models import AgreedUse, PaymentDecision, PaymentRequest, PaymentStop
from locallinks.personal.fund_holding.tests.builders import agreed, asked, cannot_choose, decide
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.tests.builders import ready
from tests.kit import City

MET = {
    "capacity_words": "She asked twice",
    "can_manage_met": "yes",
    "can_manage_words": "With payroll help",
    "appropriate_met": "yes",
    "appropriate_words": "Her mornings differ",
    "how": "net",
}


def url(pathway: Pathway, name: str, **more) -> str:
    return reverse(f"fund_holding:{name}", kwargs={"pathway_id": pathway.pk, **more})


def text(response) -> str:
    """The page's words, spaces made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def post(client: Client, address: str, **data):
    return client.post(address, data)


def day(name: str, on) -> dict[str, int]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def test_before_anybody_asked(city: City):
    pathway = ready(city)
    client = city.client("person")
    assert "Nobody has asked for a direct payment" in text(client.get(url(pathway, "payment")))
    assert "There is no decision yet" in text(client.get(url(pathway, "decision_letter")))
    for page in ("decide_payment", "add_use", "stop_payment"):
        assert city.client("social_worker").get(url(pathway, page)).status_code == 302


def test_the_person_asks_one_thing_at_a_time(city: City):
    pathway, client = ready(city), city.client("person")
    assert "Somebody I choose" in text(client.get(url(pathway, "request_payment")))
    assert post(client, url(pathway, "request_payment")).status_code == 422
    response = post(client, url(pathway, "request_payment"), holder="nominated")
    assert response["Location"] == url(pathway, "request_payment_part", holder="nominated")
    page = client.get(response["Location"])
    assert "Their name" in text(page)
    assert "Who asks for this?" not in text(page)
    response = post(client, url(pathway, "request_payment_part", holder="nominated"), words="A helper")
    assert response.status_code == 422
    assert "Enter the name of whoever would hold the money" in text(response)
    response = post(
        client, url(pathway, "request_payment_part", holder="nominated"), holder_name="Ann", words="A helper"
    )
    assert response["Location"] == url(pathway, "payment")
    page = text(client.get(url(pathway, "payment")))
    assert "Waits for a decision" in page
    assert "Ann" in page
    assert client.get(url(pathway, "request_payment")).status_code == 302
    with acting_as(city.viewer("social_worker")):
        assert PaymentRequest.objects.get().said_by == "Mary Firth"


def test_a_holder_nobody_knows_is_not_found(city: City):
    assert city.client("person").get(url(ready(city), "request_payment_part", holder="bank")).status_code == 404


def test_the_planner_writes_down_who_asked(city: City):
    pathway, client = ready(city), city.client("support_planner")
    values = {"holder_name": "Jo Bell", "authority": "suitable", "words": "Care", "said_by": "Jo Bell"}
    assert post(client, url(pathway, "request_payment_part", holder="authorised"), **values).status_code == 303
    page = text(city.client("social_worker").get(url(pathway, "decide_payment")))
    assert "Nobody has recorded that they cannot choose" in page
    assert "Is Jo Bell suitable to hold the money?" in page


def test_deciding_and_the_letter(city: City):
    pathway, client = asked(city), city.client("social_worker")
    page = text(client.get(url(pathway, "decide_payment")))
    assert "Nobody has compared this list with the law yet" in page
    response = post(client, url(pathway, "decide_payment"), **MET | {"can_manage_met": "", "appropriate_words": ""})
    assert response.status_code == 422
    assert "the reason for: it is a good way to meet the needs" in text(response)
    response = post(client, url(pathway, "decide_payment"), **MET)
    assert response["Location"] == url(pathway, "decision_letter")
    for role in ("social_worker", "person", "support_planner"):
        letter = text(city.client(role).get(url(pathway, "decision_letter")))
        assert "All that the law asks for is there, so we must" in letter
        assert "With payroll help" in letter
        assert "We take that part off, and you add it" in letter
        assert "Family and friends" in letter  # a need of the plan
        assert "we tell you 28 days before (we still have to check this number)" in letter
        assert "4 weeks on end in 12 months (we still have to check this number)" in letter


def test_the_letter_of_a_refusal_names_the_condition(city: City):
    pathway, client = asked(city), city.client("social_worker")
    post(client, url(pathway, "decide_payment"), **MET | {"orders": ["licence"], "how": "gross"})
    letter = text(city.client("person").get(url(pathway, "decision_letter")))
    assert "We cannot do this now" in letter
    assert "Let out of prison on licence" in letter
    assert "How it is paid" not in letter
    page = text(city.client("person").get(url(pathway, "payment")))
    assert "Not met: no court order stands in the way" in page
    assert "Ask again" in page
    with acting_as(city.viewer("social_worker")):
        assert PaymentDecision.objects.get().failed == ["not_prohibited"]


def test_what_it_is_used_for(city: City):
    pathway, client = agreed(city), city.client("social_worker")
    at_home = {"kind": "carer", "words": "Mornings", "need": "A7", "payee": "Bill Firth", "relation": "same_home"}
    response = post(client, url(pathway, "add_use"), **at_home)
    assert response.status_code == 422
    assert "Say why it is" in text(response)
    response = post(client, url(pathway, "add_use"), **at_home | {"kind": "council"})
    assert "cannot buy the council&#39;s own services" in text(response)
    response = post(client, url(pathway, "add_use"), **at_home | {"why_necessary": "She lets nobody else in"})
    assert response.status_code == 303
    page = text(city.client("person").get(url(pathway, "payment")))
    assert "She lets nobody else in" in page
    assert "Agree something it may be used for" not in page
    with acting_as(city.viewer("social_worker")):
        assert AgreedUse.objects.count() == 1


def test_the_person_wants_it_to_stop_and_the_council_writes_how_it_goes_on(city: City):
    pathway, client = agreed(city), city.client("person")
    assert post(client, url(pathway, "request_stop"), words="").status_code == 422
    wish = {"words": "Too much paper", **day("from_on", clock.today())}
    assert post(client, url(pathway, "request_stop"), **wish).status_code == 303
    assert "“Too much paper”" in text(client.get(url(pathway, "payment")))
    worker = city.client("social_worker")
    assert "No notice is needed" in text(worker.get(url(pathway, "stop_payment")))
    stop = {
        "why": "person",
        "words": "As you asked",
        "liabilities": "Nothing",
        "arrangements": "Beck Home Care",
        **day("ends_on", clock.today()),
    }
    assert post(worker, url(pathway, "stop_payment"), **stop).status_code == 303
    assert "From that day" in text(client.get(url(pathway, "payment")))
    assert "Your support goes on. From that day: Beck Home Care" in text(client.get(url(pathway, "decision_letter")))


def test_stopping_with_notice(city: City):
    pathway, client = agreed(city), city.client("social_worker")
    page = text(client.get(url(pathway, "stop_payment")))
    assert "The council gives 28 days&#39; notice" in page
    assert "Nobody has checked this figure yet" in page
    stop = {"why": "misused", "words": "A car", "liabilities": "Wages", "arrangements": "Beck Home Care"}
    response = post(client, url(pathway, "stop_payment"), **stop, **day("ends_on", clock.today()))
    assert response.status_code == 422
    assert "or a later day" in text(response)
    later = clock.today() + timedelta(days=28)
    assert post(client, url(pathway, "stop_payment"), **stop, **day("ends_on", later)).status_code == 303
    with acting_as(city.viewer("social_worker")):
        assert PaymentStop.objects.get().ends_on == later


def test_a_changed_choice_is_said_and_earlier_requests_are_listed(city: City):
    pathway = agreed(city)
    cannot_choose(city, pathway)
    client = city.client("social_worker")
    assert "They can no longer make this choice themselves" in text(client.get(url(pathway, "payment")))
    asked(city, pathway, "social_worker")
    assert "the first condition is not met" in text(client.get(url(pathway, "decide_payment")))
    assert decide(city, pathway).failed == ["capacity"]
    assert "Asked before" in text(client.get(url(pathway, "payment")))


def test_the_page_asks_the_database_a_fixed_number_of_times(city: City):
    pathway = agreed(city)
    client = city.client("social_worker")
    client.get(url(pathway, "payment"))
    with CaptureQueriesContext(connection) as ran:
        client.get(url(pathway, "payment"))
    assert len(ran) <= 30, "\n".join(one["sql"][:160] for one in ran)
