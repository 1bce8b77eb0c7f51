"""Baselines for the plans that the builders of brokerage make."""

from datetime import date, datetime

from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.actions.arrangements import start_brokerage
from locallinks.personal.brokerage.tests.builders import arrange, days, do, elaine, second_plan
from locallinks.personal.budgets.models import Baseline, BaselineCheck, IndicativeBudget
from locallinks.personal.plans.models import Plan
from tests.kit import NOW, City
from tests.prebuilt import built_once


def baseline(city: City, plan: Plan, weekly_pence: int = 27300, at: datetime = NOW, agreed: bool | None = True) -> None:
    """Create a baseline with its first budget, and a second check unless `agreed` is None."""
    worker = city.users["social_worker"]
    about = {"person_id": plan.person_id, "pathway_id": plan.pathway_id}
    with acting_as(city.viewer("social_worker")):
        budget = IndicativeBudget.objects.filter(pathway=plan.pathway_id, baseline=None).first()
        if budget is None:
            budget = IndicativeBudget.objects.create(
                **about,
                points=68,
                rate_pence=405,
                rate_from=date(2026, 4, 1),
                rate_source="A test",
                rate_verified=True,
                tolerance_percent=10,
                weekly_pence=68 * 405,
                set_by=worker,
                set_at=at,
            )
        frozen = Baseline.objects.create(
            **about,
            budget=budget,
            minutes_per_week=840,
            words="Home care, two hours a day",
            rate_pence=1950,
            rate_from=date(2026, 4, 1),
            rate_source="A test",
            rate_verified=True,
            weekly_pence=weekly_pence,
            difference_pence=0,
            difference_percent=0,
            exceptional=False,
            set_by=worker,
            set_at=at,
        )
        if agreed is not None:
            BaselineCheck.objects.create(
                person_id=plan.person_id,
                baseline=frozen,
                agrees=agreed,
                checked_by=city.users["finance"],
                checked_at=at,
                words="" if agreed else "Twice too high",
            )


@built_once
def elaine_now(city: City, **more) -> Plan:
    """Elaine's first plan in place, of fourteen hours, with her baseline."""
    plan = elaine(city, **more)
    baseline(city, plan)
    return plan


@built_once
def elaine_later(city: City) -> Plan:
    """Her second plan: eight hours from the fourth day."""
    first = elaine_now(city)
    second = second_plan(city, first)
    do(city, "support_planner", start_brokerage, pathway_id=first.pathway_id)
    for what in ("Home care", "Joan visits", "Tuesday club"):
        arrange(city, second, what, starts_on=days(4))
    return second
