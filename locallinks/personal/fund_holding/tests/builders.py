"""Somebody who may ask for a direct payment, and how far it has come."""

from typing import Any

from locallinks.foundation.people.actions.legal_representatives import record_legal_representative
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.capacity_advocacy_refusal import record_capacity
from locallinks.personal.fund_holding import actions
from locallinks.personal.fund_holding.models import PaymentDecision
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.tests.builders import do, ready
from tests.kit import NOW, TODAY, City
from tests.prebuilt import built_once

ASKED = {"holder": "self", "words": "A helper I choose myself", "said_by": "Mary Firth"}
MET: dict[str, tuple[bool | None, str]] = {
    "capacity": (True, "She asked twice, and knows what it means"), "supported": (True, "Seen and spoken with"),
    "best_interests": (True, "Visits every day"), "can_manage": (True, "With the payroll service"),
    "appropriate": (True, "Her mornings differ from day to day"),
}  # fmt: skip
WHOLE = {
    "decision_maker": "Ruth Adeyemi",
    "wishes": "To stay at home, now and before",
    "least_restrictive": "Pictures and a second visit were not enough",
    "can_wait": "No: it will not come back",
}
STOP = {
    "words": "It paid for a car",
    "liabilities": "One week's wages",
    "arrangements": "Beck Home Care from that day",
}


def cannot_choose(city: City, pathway: Pathway, lacks: bool = True) -> None:
    """It is recorded who chooses how the money for the support is held."""
    do(
        city,
        "social_worker",
        record_capacity,
        pathway_id=pathway.pk,
        choice="money",
        in_question="Whether to hold the money herself",
        help_given="Pictures, twice",
        impaired=lacks,
        cannot=["weigh"] if lacks else [],
        because=lacks,
        evidence="She could not say what follows",
        best_interests="Ann holds it" if lacks else "",
        consulted="Ann" if lacks else "",
        **(WHOLE if lacks else {}),
    )


def attorney(city: City, pathway: Pathway, name: str = "Ann Firth", scopes: tuple[str, ...] = ("welfare",)) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_legal_representative(
            viewer=viewer,
            person=pathway.person,
            name=name,
            kind="attorney",
            scopes=list(scopes),
            at=NOW,
            document="Lasting power of attorney",
            seen_on=TODAY,
            starts_on=TODAY,
        )


@built_once
def asked(city: City, pathway: Pathway | None = None, role: str = "person", **more: Any) -> Pathway:
    pathway = pathway or ready(city)
    do(city, role, actions.request_payment, pathway_id=pathway.pk, **ASKED | more)
    return pathway


def decide(city: City, pathway: Pathway, role: str = "social_worker", **more: Any) -> PaymentDecision:
    given = {"answers": MET, "how": "net", "at": NOW, **more}
    return do(city, role, actions.decide_payment, pathway_id=pathway.pk, **given)


@built_once
def agreed(city: City, pathway: Pathway | None = None, **more: Any) -> Pathway:
    """All conditions met, and the council pays."""
    pathway = asked(city, pathway, **more)
    assert decide(city, pathway).pays
    return pathway
