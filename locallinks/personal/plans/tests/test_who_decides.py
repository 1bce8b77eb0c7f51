"""Tests of who agrees to the plan: signed in, recorded by staff, or by a link (docs/rules/decisions.md 23)."""

from datetime import timedelta
from typing import Any

from django.test import Client

from locallinks.foundation.people.actions.legal_representatives import record_legal_representative
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.capacity_advocacy_refusal import record_capacity
from locallinks.personal.plans.models import Plan, PlanAgreement
from locallinks.personal.plans.tests.builders import written
from locallinks.personal.plans.tests.page_helpers import post, text, url, version_on
from locallinks.personal.plans.tests.test_discussion_views import link_to
from tests.kit import TODAY, City

WHOLE = {
    "best_interests": "Company, and help to wash",
    "consulted": "Her daughter",
    "decision_maker": "Ruth Adeyemi",
    "wishes": "She loved a full house",
    "least_restrictive": "Less help was tried",
    "can_wait": "No",
}
BEST = {"agrees": "yes", "words": "It keeps her at home", "said_by": "Ruth Adeyemi", "basis": "best_interests"}


def cannot_choose(city: City, plan: Plan, *, minutes: int = 1) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_capacity(
            viewer=viewer,
            pathway_id=plan.pathway_id,
            choice="plan",
            in_question="What help to have",
            help_given="Mornings, with pictures",
            impaired=True,
            cannot=["weigh"],
            because=True,
            evidence="She forgot it at once",
            at=clock.now() - timedelta(minutes=minutes),
            **WHOLE,
        )


def answered(city: City, plan: Plan, role: str, **said: Any) -> str:
    client, page = city.client(role), url(plan, "agreement/")
    response = post(client, page, version=version_on(client, page), **said)
    assert response.status_code in (303, 422, 403), text(response)
    return "" if response.status_code == 303 else text(response)


def agreements(city: City, plan: Plan) -> list[PlanAgreement]:
    with acting_as(city.viewer("social_worker")):
        return list(PlanAgreement.objects.filter(plan=plan).select_related("capacity"))


def test_rule3_no_yes_to_the_plan_is_taken_from_somebody_who_cannot_give_it(city: City) -> None:
    plan = written(city)
    cannot_choose(city, plan)
    before = len(agreements(city, plan))
    own = {"agrees": "yes", "words": "", "said_by": "Mary Firth", "basis": "agreement", "told_of_network_share": "on"}
    for role in ("support_planner", "social_worker"):
        assert "their yes is not taken" in answered(city, plan, role, **own)
    assert "We cannot take a yes here just now" in answered(city, plan, "person", agrees="yes", words="")
    _, address = link_to(city, plan)
    by_link = post(
        Client(), f"{address}agree/", agrees="yes", words="", version=version_on(Client(), f"{address}agree/")
    )
    assert by_link.status_code == 422
    assert "We cannot take a yes here just now" in text(by_link)
    assert len(agreements(city, plan)) == before
    assert answered(city, plan, "person", agrees="no", words="I want two visits") == ""


def test_rule3_best_interests_for_the_plan_is_the_social_workers_and_never_their_words(city: City) -> None:
    plan = written(city)
    assert "First record, for this very choice" in answered(city, plan, "social_worker", **BEST)
    cannot_choose(city, plan)
    assert "Only the social worker can record" in answered(city, plan, "support_planner", **BEST)
    assert "Name who decided this" in answered(city, plan, "social_worker", **BEST | {"said_by": "Mary Firth"})
    assert answered(city, plan, "social_worker", **BEST) == ""
    kept = agreements(city, plan)[-1]
    assert (kept.basis, kept.said_by, kept.capacity.choice) == ("best_interests", "Ruth Adeyemi", "plan")
    for page in ("", "print/"):
        shown = text(city.client("support_planner").get(url(plan, page)))
        assert "in their best interests by Ruth Adeyemi" in shown
        assert "“It keeps her at home”" not in shown
        assert "Said by Ruth Adeyemi" not in shown


def test_rule3_a_no_to_the_plan_stands(city: City) -> None:
    plan = written(city)
    cannot_choose(city, plan, minutes=60)
    assert answered(city, plan, "person", agrees="no", words="I want two visits") == ""
    assert "a no stands" in answered(city, plan, "social_worker", **BEST)
    cannot_choose(city, plan, minutes=-0)
    assert answered(city, plan, "social_worker", **BEST) == ""


def test_rule3_an_attorney_agrees_to_the_plan_on_the_paper(city: City) -> None:
    plan = written(city)
    cannot_choose(city, plan)
    said = {"agrees": "yes", "words": "She would want it", "said_by": "Ann Firth", "basis": "decider"}
    assert "Nobody of that name may decide" in answered(city, plan, "social_worker", **said)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_legal_representative(
            viewer=viewer,
            person=plan.person,
            name="Ann Firth",
            kind="attorney",
            scopes=["welfare"],
            document="Lasting power of attorney",
            seen_on=TODAY,
            starts_on=TODAY,
            at=clock.now(),
        )
    assert answered(city, plan, "social_worker", **said) == ""
    assert agreements(city, plan)[-1].basis == "decider"
