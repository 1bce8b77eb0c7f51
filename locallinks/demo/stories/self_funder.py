"""Winnie has savings and asks the council to arrange her support all the same, for a fee (Care Act 2014 s.18(3))."""

from collections.abc import Callable
from datetime import datetime

from locallinks.demo.city import City
from locallinks.demo.idempotent import do_once
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.charging.actions import give_estimate
from locallinks.personal.charging.choices import FeePeriod
from locallinks.personal.pathways.models import Pathway

NAME = "Winnie Clough"


def tell(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Safe to run again."""
    viewer = city.viewer("social.worker")
    do_once("winnie pays for all of it", viewer, lambda: _give_estimate(viewer, at))


def _give_estimate(viewer: Viewer, at: datetime) -> None:
    """She pays for all of it and a yearly fee; none of it is part of a personal budget."""
    give_estimate(
        viewer=viewer,
        pathway_id=Pathway.objects.get(person__full_name=NAME).pk,
        weekly_pence=120_00,
        pays_for_all=True,
        fee_pence=200_00,
        fee_every=FeePeriod.YEAR,
        at=at,
    )
