"""Carry out the stories of the demonstration, in the order in which they must happen. Safe to run again."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from locallinks.demo.city import City
from locallinks.demo.stories import (
    delegated_duty,
    direct_payments,
    elaine,
    help_requests,
    imported_records,
    management,
    mary,
    merged_records,
    neighbourhood_team,
    past_plans,
    people_at_each_stage,
    self_funder,
    short_term_help,
)
from locallinks.demo.story import Story
from locallinks.foundation.shared import clock

MAIN_STORIES = {"mary": (mary.NAME, mary.tell, mary.DAYS), "elaine": (elaine.NAME, elaine.tell, elaine.DAYS)}


def tell_main_stories(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Carry out Mary's and Elaine's stories (docs/rules/local-links.md 10). Each ended yesterday at the latest."""
    for name, tell, days in MAIN_STORIES.values():
        say(f"Telling {name.split()[0]}'s story")
        tell(Story(city, name, _first_day(at, days), say))


def tell_other_stories(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Carry out the stories of others, so that every worklist has somebody. Needs Elaine's story."""
    for stories in (
        people_at_each_stage,
        help_requests,
        imported_records,
        neighbourhood_team,
        delegated_duty,
        self_funder,
        short_term_help,
        merged_records,
        direct_payments,
    ):
        stories.tell(city=city, at=at, say=say)


def tell_management_stories(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Add what finance, the commissioner, the handover champion and the networks' managers read."""
    past_plans.tell(city=city, at=at, say=say)
    management.tell(city=city, at=at)


def _first_day(at: datetime, days: int) -> datetime:
    london = ZoneInfo("Europe/London")
    day: date = clock.day(at) - timedelta(days=days + 1)
    return datetime.combine(day, time(10, 30), tzinfo=london)
