"""Approved plans at each stage of being arranged, made with the real actions."""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Share
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.actions.arrangements import (
    confirm_live,
    end_arrangement,
    start_brokerage,
    start_line,
    start_urgent,
)
from locallinks.personal.brokerage.actions.provider_quotes import (
    decide_price,
    record_quote,
    record_quote_decision,
    request_price,
    request_quotes,
)
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.queries.arrangements import council_cost_per_week
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.actions.decision import approve_plan
from locallinks.personal.plans.actions.submission import record_agreement, submit_plan
from locallinks.personal.plans.actions.writing import add_line, change_line, remove_line, start_plan
from locallinks.personal.plans.models import Plan
from locallinks.personal.plans.tests.builders import (
    CLUB,
    FRAIL,
    HOME_CARE,
    VISITS,
    WRITER,
    approved,
    do,
    lines,
)
from tests.kit import TODAY, City
from tests.prebuilt import built_once

ELAINE = {
    "lines": (HOME_CARE, VISITS | {"outcomes": ["A9"]}),
    "abilities": FRAIL,
    "points": 68,
    "approval": {"personal_budget_pence": 27300},
}
AGREED = {"provider_name": "Joan Ellis", "organisation_id": None, "checks_seen": "Seen on file"}


def titled(city: City, plan: Plan, start: str) -> int:
    """The key of a line by the first words of its title."""
    return next(line.pk for line in lines(city, plan) if line.title.startswith(start) and line.removed_at is None)


@built_once
def arranging(city: City, state: str = "planning", **more: Any) -> Plan:
    plan = approved(city, state, **more)
    role = WRITER[state] if state != "self_planning" else "social_worker"
    do(city, role, start_brokerage, pathway_id=plan.pathway_id)
    return plan


def arrange(city: City, plan: Plan, start: str = "", role: str = "support_planner", **agreed: Any) -> Arrangement:
    """One line, at the price of the plan, from today."""
    line = next(one for one in lines(city, plan) if one.title.startswith(start) and one.removed_at is None)
    how = {
        **AGREED,
        "starts_on": TODAY,
        "price_pence": line.council_cost_pence,
        "minutes_per_week": line.minutes_per_week,
    }
    return do(city, role, start_line, line_id=line.pk, **(how | agreed))


@built_once
def in_place(city: City, by_provider: str = "", **more: Any) -> Plan:
    """Live: every line arranged; the one whose title starts so, with the provider that uses Local Links."""
    plan = arranging(city, **more)
    for line in lines(city, plan):
        given = by_provider and line.title.startswith(by_provider)
        who = {"provider_name": "Beck Home Care", "organisation_id": city.provider.pk} if given else {}
        arrange(city, plan, line.title, **who)
    do(city, "support_planner", confirm_live, pathway_id=plan.pathway_id)
    return plan


@built_once
def elaine(city: City, **more: Any) -> Plan:
    """Fourteen hours of home care from the provider, and a friend."""
    return in_place(city, **{"by_provider": "Home care", "name": "Elaine Dobson", **ELAINE, **more})


def second_plan(city: City, first: Plan, *, hours: int = 8, keep: bool = True) -> Plan:
    """After a review: the next version, approved, with fewer hours of home care (or none of it), and the club."""
    steps: list[tuple[str, str, dict[str, bool]]] = [
        ("review_due", "social_worker", {"advocacy_ok": True}),
        ("revise", "social_worker", {"old_version_stays_live": True, "advocacy_ok": True}),
    ]
    for event, role, facts in steps:
        do(city, role, move_pathway, pathway_id=first.pathway_id, event=event, facts=facts)
    plan = do(city, "support_planner", start_plan, pathway_id=first.pathway_id)
    for line in lines(city, plan):
        if not line.title.startswith("Home care"):
            continue
        if keep:
            less = {"minutes_per_week": hours * 60, "council_cost_pence": hours * 1950}
            given = {name: getattr(line, name) for name in HOME_CARE} | less
            do(city, "support_planner", change_line, line_id=line.pk, version=line.version, **given)
        else:
            do(city, "support_planner", remove_line, line_id=line.pk, version=line.version, reason="No longer")
    add = CLUB | {"outcomes": ["A9"] if keep else ["A2", "A4", "A9"]}
    do(city, "support_planner", add_line, plan_id=plan.pk, **add)
    do(
        city,
        "support_planner",
        record_agreement,
        plan_id=plan.pk,
        agrees=True,
        words="Yes",
        said_by="Elaine Dobson",
    )
    do(city, "support_planner", submit_plan, plan_id=plan.pk)
    do(
        city,
        "social_worker2",
        approve_plan,
        pathway_id=plan.pathway_id,
        personal_budget_pence=hours * 1950 if keep else 0,
        contribution_pence=0,
        deployment="council_managed",
    )
    return plan


def arrangements(city: City, plan: Plan) -> dict[str, Arrangement]:
    """Every arrangement of this version, by what it is."""
    with acting_as(city.viewer("social_worker")):
        return {row.what: row for row in Arrangement.objects.filter(line__plan=plan)}


def cost(city: City, plan: Plan, on: date = TODAY) -> int:
    with acting_as(city.viewer("social_worker")):
        return council_cost_per_week(Pathway.objects.get(pk=plan.pathway_id), on)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def marks(city: City, plan, verb: str) -> list[Entry]:
    with acting_as(city.viewer("social_worker")):
        return list(Entry.objects.filter(person_id=plan.person_id, verb=verb).order_by("pk"))


def open_shares(city: City, plan, organisation: Organisation) -> list[Share]:
    with acting_as(city.viewer("social_worker")):
        rows = Share.objects.filter(person_id=plan.person_id, organisation=organisation, purpose="arrangement")
        return list(rows.order_by("pk"))


HALF = {
    "kind": "statutory",
    "given_by": "Beck Home Care",
    "what_when": "Every day",
    "minutes_per_week": 210,
    "council_cost_pence": 10_000,
    "personal_care": True,
    "essential": True,
    "contingency": "Out of hours",
}
TWICE_A_DAY = {
    "lines": (
        HALF | {"title": "Morning help", "outcomes": ["A2"]},
        HALF | {"title": "Evening help", "outcomes": ["A4"]},
    ),
    "abilities": {"A2": "unable_assist", "A4": "unable_time"},
    "points": 68,
    "approval": {"personal_budget_pence": 20_000},
}


def end_for_good(city: City, plan) -> None:
    do(
        city,
        "social_worker",
        move_pathway,
        pathway_id=plan.pathway_id,
        event="move",
        reason="To her son in Hull",
        facts={"reason_given": True, "closing_routine": True},
    )


def urgent(city: City, pathway: Pathway, role: str = "social_worker", **more) -> Arrangement:
    told = {
        "what": "Somebody overnight",
        "provider_name": "Beck Home Care",
        "organisation_id": city.provider.pk,
        "starts_on": TODAY,
        "price_pence": 50_000,
        "minutes_per_week": 600,
        "checks_seen": "Registered",
        "reason": "Her carer is in hospital",
    }
    return do(city, role, start_urgent, pathway_id=pathway.pk, **(told | more))


ELAINE_PLAN = {
    "lines": (
        HALF | {"title": "Home care", "outcomes": ["A2", "A4"], "council_cost_pence": 20_000},
        {"kind": "voluntary", "title": "Joan visits", "outcomes": ["A9"], "given_by": "Joan", "giver_agreed": True,
         "what_when": "Thursdays", "personal_care": False, "regulated": False},
    ),
    "abilities": {"A2": "unable_assist", "A4": "unable_time", "A9": "unable_assist"}, "points": 68,
    "approval": {"personal_budget_pence": 20_000},
}  # fmt: skip


def end(city: City, row: Arrangement, role: str = "support_planner", **more) -> Arrangement:
    with acting_as(city.viewer("social_worker")):
        version = Arrangement.objects.get(pk=row.pk).version
    told = {"version": version, "last_day": TODAY, "reason": "She goes to her daughter's"}
    return do(city, role, end_arrangement, arrangement_id=row.pk, **(told | more))


def history(row: Arrangement) -> list:
    with connection.cursor() as cursor:
        cursor.execute(
            "select ends_on from brokerage_arrangementhistory where pgh_obj_id = %s order by pgh_id", [row.pk]
        )
        return [found[0] for found in cursor.fetchall()]


def agree_price(city: City, plan: Plan, start: str, pence: int, decider: str = "social_worker2") -> None:
    """The planner asks for a yes to a price above the plan's, and gets it."""
    request = do(
        city,
        "support_planner",
        request_price,
        line_id=titled(city, plan, start),
        price_pence=pence,
        reason="Three were asked, and this was the lowest",
    )
    do(city, decider, decide_price, request_id=request.pk, agreed=True, words="It is the lowest")


NAMES = ["Beck Home Care", "Sunrise Helpers"]
WANTED = {"what": "Help to wash and dress", "what_when": "Every morning", "minutes_per_week": 840, "urgent": False}
YES = {"can_help": True, "price_pence": 27_300, "minutes_per_week": 840, "from_on": TODAY, "by_name": "Tom Harker"}
NO = {"can_help": False, "reason": "full", "by_name": "Sue Sun"}


def ask(
    city: City,
    plan: Plan,
    start: str = "Home care",
    names: list[str] | None = None,
    role: str = "support_planner",
    **more: Any,
) -> list:
    how = {**WANTED, "wanted_on": days(10), "organisation_ids": [], "names": NAMES if names is None else names}
    return do(city, role, request_quotes, line_id=titled(city, plan, start), **(how | more))


def answer(city: City, request_id: int, role: str = "support_planner", **said: Any) -> Any:
    return do(city, role, record_quote, request_id=request_id, **said)


def choose(city: City, plan: Plan, request_id: int, role: str = "person", **said: Any) -> Any:
    told = {"wants": True, "words": "She sounds kind", "said_by": "Elaine Dobson"} | said
    return do(city, role, record_quote_decision, pathway_id=plan.pathway_id, request_id=request_id, **told)


@built_once
def elaine_arranging(city: City) -> Plan:
    return arranging(city, name="Elaine Dobson", **ELAINE)
