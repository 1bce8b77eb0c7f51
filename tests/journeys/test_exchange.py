"""Nobody types twice: another system sends Nora, her doctor's call and a decision; plan, approval and review go out.

Issue 3, Exchange: by an authenticated API, idempotent by reference, with a queue of what did not fit and why.
"""

import json
import re
import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from locallinks.demo.city import NETWORK, PROVIDER, City
from locallinks.demo.journey_steps import PLAN_LINE, PLAN_TEXTS
from locallinks.demo.story import Story
from locallinks.foundation.audit.queries import reads_of_person
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer, acting_as
from locallinks.personal.plans.models import PlanApproval
from locallinks.personal.referrals.queries.referral_and_advice import referral_of
from locallinks.personal.reviews.actions import finish_no_change, start_review

NAME, PHONE = "Nora Quill", "0113 496 0190"
NORA = {
    "full_name": NAME,
    "date_of_birth": "1941-03-09",
    "nhs_number": "999 000 0018",
    "phone": PHONE,
    "postcode": "ZZ1 1AL",
}
CALL = {
    "person": "P-1042",
    "told_by": "Dr Asha Rao",
    "told_by_relation": "GP",
    "contact_basis": "agreed",
    "reason": "She has stopped going out since her fall.",
}
DECISION = {
    "person": "P-1042",
    "eligible": True,
    "impairment": True,
    "significant_impact": True,
    "unable": ["A1", "A9"],
    "reasons": "You cannot cook or get out alone.",
    "decided_by": "Ursula Shaw",
    "decided_on": "2026-06-01",
}


def signed_in(city: City, who: str) -> Client:
    client = Client()
    client.force_login(city.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def post(client: Client, path: str, **data: Any) -> HttpResponse:
    return client.post(path, {**data, "submission": str(uuid.uuid4())})


def connected(city: City) -> Client:
    """The administrator reads the key off the page that shows it once."""
    client = signed_in(city, "administrator")
    made = post(client, "/exchange/connections/new/", name="Social care records")
    shown = made.content.decode().replace("<wbr>", "")
    key = re.search(r"ll_[\w-]+", shown)
    assert key
    return Client(headers={"Authorization": f"Bearer {key[0]}"})


def send(system: Client, path: str, row: dict[str, Any]) -> dict[str, Any]:
    response = system.put(f"/api/exchange/v1/{path}", json.dumps(row), content_type="application/json")
    found: dict[str, Any] = json.loads(response.content)
    return found


def out(system: Client, since: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(system.get(f"/api/exchange/v1/out?since={since}").content)
    return found


def planned_and_reviewed(city: City) -> Story:
    """From the budget to a review, by the people whose work it is."""
    story = Story(city, NAME, clock.now() - timedelta(days=60), lambda words: None)  # a share begins on its own day
    story.set_budget(1, points=34, minutes=420, usual="An hour a day.")
    story.offer_introduction(2, NETWORK, "Read the leaflet together.")
    story.accept_introduction(3, "Yes.", "Talked through at home.")
    story.network_accepts(4)

    def write(viewer: Viewer, at: Any) -> None:
        about = {
            **PLAN_TEXTS,
            "about_me": "Forty years at the mill.",
            "review_on": (at + timedelta(days=99)).date(),
        }
        story.create_plan(viewer, at, about, [PLAN_LINE | {"starts_on": (at + timedelta(days=5)).date()}])

    story.write_plan(5, "the plan", write)
    story.send_plan(6, "the plan", "It suits me.")
    story.approve_plan(7, "the plan", 9_750)
    story.arrange_support(8, "the plan", {"Somebody": (PROVIDER, PROVIDER, "Seen on file.")})
    asked = {"kind": "requested", "asked_by": NAME, "can_take_part": True}
    story.do_on_pathway("sat down with her", "social.worker", 50, start_review, **asked)
    story.do_on_pathway(
        "finished the review",
        "social.worker",
        51,
        finish_no_change,
        happened="It goes well.",
        changed="Nothing.",
        words="Leave it as it is.",
        next_review_on=(clock.now() + timedelta(days=200)).date(),
    )
    return story


def test_somebody_comes_in_once_and_her_plan_goes_out(aireborough: City) -> None:
    system = connected(aireborough)
    early = send(system, "decisions/D-5", DECISION)
    assert (early["state"], early["why"][0]["code"]) == ("waiting", "unknown_person"), "out of order waits for her"
    came = send(system, "people/P-1042", NORA)
    assert came["state"] == "applied"
    assert send(system, "people/P-1042", NORA) == came, "twice is once"
    assert send(system, "contacts/C-77", CALL)["state"] == "applied"
    assert json.loads(system.get("/api/exchange/v1/decisions/D-5").content)["state"] == "applied"

    story = planned_and_reviewed(aireborough)
    with acting_as(aireborough.viewer("social.worker")):
        assert Person.objects.filter(full_name=NAME).count() == 1
        referral = referral_of(story.pathway)
        assert referral is not None
        assert referral.told_by == "Dr Asha Rao"
        approval = PlanApproval.objects.get(plan__pathway=story.pathway)

    page = out(system)
    mine = [entry for entry in page["entries"] if entry["person"]["your_reference"] == "P-1042"]
    assert [entry["kind"] for entry in mine] == ["plan", "approval", "review"]
    plan, yes, review = (entry["details"] for entry in mine)
    assert plan["plan"]["actions"][0]["what"] == PLAN_LINE["title"]
    assert yes["personal_budget_pence_a_week"] == approval.personal_budget_pence == 9_750
    assert (review["result"], review["words"]) == ("no_change", "Leave it as it is.")
    assert not re.search(r"baseline|saving|usual", json.dumps(page)), "what it would have cost never goes out"
    assert out(system, page["next"])["entries"] == []
    assert out(system) == page, "at least once, and the same each time"
    with acting_as(aireborough.viewer("social.worker")):
        assert (
            reads_of_person(person_id=story.person.pk).filter(actor_name="Social care records").count() == 3
        )  # a row, two feeds


def test_what_did_not_fit_is_decided_on_the_page(aireborough: City) -> None:
    system = connected(aireborough)
    send(system, "people/P-1042", NORA)
    worker = signed_in(aireborough, "social.worker")
    with acting_as(aireborough.viewer("social.worker")):
        nora = Person.objects.get(full_name=NAME)
    details = worker.get(f"/people/{nora.pk}/details/").content.decode()
    version = re.search(r'name="version"[^>]*value="(\d+)"', details)
    assert version
    typed = post(
        worker,
        f"/people/{nora.pk}/details/",
        preferred_name="Nora",
        full_name=NAME,
        phone="0113 496 0177",
        postcode="ZZ1 1AL",
        contact_by="phone",
        reading_format="standard",
        language="English",
        nhs_number="9990000018",
        version=version[1],
        **{"date_of_birth-day": "9", "date_of_birth-month": "3", "date_of_birth-year": "1941"},
    )
    assert typed.status_code == 303

    waits = send(system, "people/P-1042", {**NORA, "phone": "0113 496 0166"})
    assert (waits["state"], [reason["field"] for reason in waits["why"]]) == ("waiting", ["phone"])
    assert "Rows to decide: 1" in worker.get("/").content.decode()
    row = re.search(r"/exchange/rows/\d+/", worker.get("/exchange/").content.decode())
    assert row
    page = worker.get(row[0]).content.decode()
    assert "0113 496 0177" in page
    assert "0113 496 0166" in page
    decided = post(worker, row[0], choice="theirs", reason="She has a new number: I rang it.")
    assert decided["Location"] == "/exchange/"
    with acting_as(aireborough.viewer("social.worker")):
        assert Person.objects.get(pk=nora.pk).phone == "0113 496 0166"
    assert json.loads(system.get("/api/exchange/v1/people/P-1042").content)["state"] == "applied"
    assert "Rows to decide" not in worker.get("/").content.decode()
