"""Ending a part that was changed from a later day, on the address from before the change (planner-pages A7)."""

from datetime import date, timedelta

import pytest
from django.test import Client

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.actions.pauses_and_changes import change_arrangement
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.tests.builders import agree_price, do, elaine
from locallinks.personal.brokerage.tests.page_helpers import at, day, post, text
from tests.kit import City


def days(number: int) -> date:
    """From the day the pages know."""
    return clock.today() + timedelta(days=number)


def changed(city: City) -> tuple[Arrangement, Arrangement, Client]:
    """Elaine's home care at another price from the fifth day on: what ends then, and what begins."""
    plan = elaine(city)
    agree_price(city, plan, "Home care", 28_000)
    with acting_as(city.viewer("support_planner")):
        old = Arrangement.objects.get(line__plan=plan, what__startswith="Home care")
    new = do(
        city,
        "support_planner",
        change_arrangement,
        arrangement_id=old.pk,
        version=old.version,
        from_on=days(5),
        price_pence=28_000,
        minutes_per_week=None,
        reason="Their price went up",
    )
    with acting_as(city.viewer("support_planner")):
        old = Arrangement.objects.select_related("line__plan").get(pk=old.pk)
    return old, new, city.client("support_planner")


@pytest.mark.parametrize("last", [date(2040, 1, 1), None])
def test_a7_a_last_day_after_a_change_is_refused_at_its_field_and_nothing_is_lost(
    city: City, last: date | None
) -> None:
    old, new, client = changed(city)
    page = at(old.line.plan, f"{old.pk}/end/")
    last = last or days(40)
    response = post(client, page, version=str(old.version), reason="She moves to her son", **day("last_day", last))
    assert response.status_code == 422
    shown = text(response)
    assert "It changes on" in shown
    assert "She moves to her son" in shown
    assert 'href="#id_last_day-day"' in shown
    assert at(new.line.plan, f"{new.pk}/end/") in shown
    assert post(client, page, version=str(old.version), reason="Sooner", **day("last_day", days(2))).status_code == 303
    with acting_as(city.viewer("support_planner")):
        assert Arrangement.objects.get(pk=old.pk).ends_on == days(3)


def test_a7_an_earlier_day_to_end_may_be_moved_later_where_nothing_follows(city: City) -> None:
    plan = elaine(city)
    client = city.client("support_planner")
    with acting_as(city.viewer("support_planner")):
        row = Arrangement.objects.get(line__plan=plan, what__startswith="Home care")
    page = at(plan, f"{row.pk}/end/")
    assert post(client, page, version="1", reason="Away", **day("last_day", days(3))).status_code == 303
    assert post(client, page, version="2", reason="Later", **day("last_day", days(9))).status_code == 303
