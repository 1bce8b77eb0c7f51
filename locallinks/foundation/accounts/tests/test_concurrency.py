"""Two administrators at the same moment, in a database of its own where transactions are committed."""

import uuid

import pytest
from django.db import connections

from locallinks.foundation.accounts.models import Membership
from locallinks.foundation.accounts.tests.builders import membership_of
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from tests.concurrency import hold_rows, run_concurrently
from tests.kit import City


@pytest.mark.parametrize("act", ["shut", "leave"])
def test_two_administrators_who_leave_at_once_leave_one(own_city: City, act: str) -> None:
    """Each closes the other's account, or each ends their own role: the second is refused."""
    roles = ("network_administrator", "network_administrator2")
    clients = [own_city.client(role) for role in roles]
    own = [membership_of(own_city, role).pk for role in roles]
    today = clock.today()
    last_day = {"ends_on-day": today.day, "ends_on-month": today.month, "ends_on-year": today.year}
    if act == "shut":
        jobs = [(clients[0], f"/accounts/{own[1]}/shut/"), (clients[1], f"/accounts/{own[0]}/shut/")]
    else:
        jobs = [(clients[0], f"/accounts/{own[0]}/leaving/"), (clients[1], f"/accounts/{own[1]}/leaving/")]

    def go() -> int:
        client, page = jobs.pop()
        sent = {"submission": str(uuid.uuid4()), "reason": "A lost laptop", **last_day}
        return client.post(page, sent).status_code

    connections["default"].close()
    row = f"select 1 from accounts_organisation where id = {own_city.network.pk} for update"
    with hold_rows(row) as let_go:
        codes = run_concurrently(go, 2, let_go)
    assert sorted(codes) == [303, 422]
    left = Membership.objects.filter(organisation=own_city.network, role=Role.ADMINISTRATOR, user__is_active=True)
    assert left.current(today).filter(ends_on=None).count() == 1
