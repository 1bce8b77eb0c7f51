"""A direct payment from asking to stopping, through the pages, by whoever does each (docs/rules/care-act.md 7)."""

import uuid
from datetime import date, timedelta

from locallinks.demo.city import City
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.pipeline import run
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.fund_holding.queries import payment_status
from locallinks.personal.plans.models import Line
from locallinks.personal.plans.queries.plan_view import approved_plan
from locallinks.personal.reviews.queries import next_review, reviews_due
from tests.journeys.test_plans import (
    FRAIL,
    RecordedStory,
    agreed_and_sent,
    begun,
    introduced,
    send,
    signed_in,
    somebody,
    words,
)

HELPER = {
    "title": "A helper she knows", "outcomes": ["A2", "A4"], "given_by": "Jo Bell", "what_when": "Every morning",
    "minutes_per_week": "7", "council_cost_pence": "120.00", "personal_care": "yes", "essential": "yes",
    "contingency": "The network sends somebody", "kind": "local_paid",
}  # fmt: skip


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def looked_at_together(told: RecordedStory, plan: str) -> bool:
    """The helper comes; whoever looks at how it is going in eight weeks is told to look at the payment too."""
    joan, ruth = signed_in(told.city, "support.planner"), signed_in(told.city, "social.worker")
    arranging = plan.replace("/plan/", "/arranging/")
    with acting_as(told.city.viewer("support.planner")):
        line = Line.objects.get(plan__pathway=told.pathway, title=HELPER["title"])
        ida = line.person_id
    send(joan, arranging)
    send(
        joan, f"{arranging}{line.pk}/", provider_name="Jo Bell", organisation_id="", price_pence="120.00",
        minutes_per_week="7", **on("starts_on", clock.today()), checks_seen="Insurance and references",
    )  # fmt: skip
    send(joan, arranging)
    for page in (plan.replace("/plan/", "/review/"), f"/people/{ida}/"):
        assert "We look at how the direct payment works then, too" in words(ruth, page)
    with acting_as(told.city.viewer("social.worker")) as viewer:
        told.pathway.refresh_from_db()
        look = next_review(told.pathway)
        due = run(reviews_due(viewer=viewer, today=clock.today() + timedelta(weeks=7)))
        soon = [row.next_review for row in due.rows if row.pathway_id == told.pathway.pk]
    assert look is not None
    assert (look.kind, soon) == ("light_touch", [look])
    return look.payment


def test_a_direct_payment_from_asking_to_stopping(aireborough: City) -> None:
    # GIVEN Ida, whose plan has a helper she chose herself
    told = somebody(aireborough, "Ida Threlfall", FRAIL, "9990000305", points=100)
    plan, joan = introduced(told), signed_in(aireborough, "support.planner")
    ruth, approver = signed_in(aireborough, "social.worker"), signed_in(aireborough, "approver")
    payment = plan.replace("/plan/", "/direct-payment/")
    begun(joan, plan)
    send(joan, f"{plan}add/details/?kind=local_paid", **HELPER)
    agreed_and_sent(joan, plan, "Ida Threlfall")
    # WHEN it is approved with a direct payment that nobody decided about, it is refused and says where to go
    paid = {
        "personal_budget_pence": "120.00", "contribution_pence": "0", "deployment": "direct_payment",
        "direct_payment_pence": "480.00", "direct_payment_frequency": "four_weekly",
    }  # fmt: skip
    refused = approver.post(f"{plan}decide/", {"submission": str(uuid.uuid4()), **paid})
    assert refused.status_code == 422
    assert "Nobody has asked for one. Decide about the direct payment first" in refused.content.decode()
    # AND Joan writes down that Ida asks, with her daughter to hold the money
    assert send(joan, f"{payment}ask/", holder="nominated") == f"{payment}ask/nominated/"
    send(
        joan, f"{payment}ask/nominated/", holder_name="Ann Threlfall", words="To pay Jo", said_by="Ida Threlfall",
        help_words="The payroll service",
    )  # fmt: skip
    assert "Decide about a direct payment for Ida" in words(ruth, "/work/")
    # THEN Ruth answers each condition with its reason; all are met, so the council pays
    send(
        ruth, f"{payment}decide/", capacity_met="yes", capacity_words="Ida asked, and Ann said yes",
        can_manage_met="yes", can_manage_words="With the payroll service", appropriate_met="yes",
        appropriate_words="It is Jo she lets in", how="net",
    )  # fmt: skip
    assert "All that the law asks for is there, so we must" in words(ruth, f"{payment}letter/")
    send(
        ruth, f"{payment}use/", kind="carer", words="Help to wash and dress", need="A2", payee="Jo Bell",
        relation="none",
    )  # fmt: skip
    assert "All its conditions are met" in words(approver, f"{plan}decide/")
    send(approver, f"{plan}decide/", **paid)
    with acting_as(aireborough.viewer("social.worker")):
        assert approved_plan(told.pathway).approval.direct_payment_pence == 48_000
    # AND once Jo comes, the first look at how it is going is told to look at the payment too
    assert looked_at_together(told, plan)
    # AND when Ida no longer wants it, it stops the day she says, and her mornings go on
    today = clock.today()
    send(
        joan, f"{payment}wish-to-stop/", words="Ann is moving away", said_by="Ida Threlfall",
        **on("from_on", today + timedelta(days=7)),
    )  # fmt: skip
    late = {
        "why": "person", "words": "As you asked", "liabilities": "A week's notice to Jo",
        "arrangements": "The council pays Jo itself",
    }  # fmt: skip
    response = ruth.post(
        f"{payment}stop/", {"submission": str(uuid.uuid4()), **late, **on("ends_on", today + timedelta(days=20))}
    )
    assert response.status_code == 422
    assert "They may stop when they choose" in response.content.decode()
    send(ruth, f"{payment}stop/", **late, **on("ends_on", today + timedelta(days=7)))
    assert "The council pays Jo itself" in words(joan, payment)
    with acting_as(aireborough.viewer("social.worker")):
        assert "stops on" in payment_status(told.pathway).why_not
