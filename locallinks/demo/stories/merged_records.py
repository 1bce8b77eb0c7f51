"""Len has two records, because his name was misheard; the second is merged into the first."""

from collections.abc import Callable
from datetime import datetime

from locallinks.demo.city import City
from locallinks.demo.idempotent import do_once
from locallinks.foundation.people.actions.duplicates import merge_records
from locallinks.foundation.people.actions.records import start_record
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import Viewer

NAME = "Len Foster"


def tell(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Safe to run again."""
    viewer = city.viewer("social.worker")
    do_once("two records of len", viewer, lambda: _merge(viewer, at))


def _merge(viewer: Viewer, at: datetime) -> None:
    survivor = Person.objects.get(full_name=NAME)
    duplicate = start_record(
        viewer=viewer, home=survivor.home, at=at, preferred_name="Len", full_name="Len Forster", phone="01632 960195"
    )
    merge_records(
        viewer=viewer,
        keep_id=survivor.pk,
        aside_id=duplicate.pk,
        reason="He told me: one Len, and the name was misheard.",
        at=at,
    )
