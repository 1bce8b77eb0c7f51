"""Assessing people who sign is done for the council by those who sign (Care Act 2014 s.79)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from locallinks.demo.city import City
from locallinks.demo.idempotent import do_once
from locallinks.foundation.accounts.actions.delegations import record_delegation
from locallinks.foundation.accounts.choices import DelegableDuty
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer

DEAF_SOCIETY = "Aireborough Deaf Society"


def tell(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Safe to run again."""
    viewer = city.viewer("administrator")
    do_once("what others do for the council", viewer, lambda: _delegate_assessments(viewer, at))


def _delegate_assessments(viewer: Viewer, at: datetime) -> None:
    day = clock.day(at)
    record_delegation(
        viewer=viewer,
        duty=DelegableDuty.ASSESSMENT,
        to_name=DEAF_SOCIETY,
        starts_on=day - timedelta(days=60),
        at=at,
        ends_on=day + timedelta(days=305),
        agreement="Agreement of 1 September, with Legal: assessing people who sign",
    )
