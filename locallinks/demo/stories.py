"""Mary's and Elaine's stories (docs/rules/local-links.md 10), told with the actions the pages call."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from locallinks.demo import elaine, mary
from locallinks.demo.city import City
from locallinks.demo.teller import Teller
from locallinks.foundation.shared import clock

STORIES = {"mary": (mary.NAME, mary.tell, mary.DAYS), "elaine": (elaine.NAME, elaine.tell, elaine.DAYS)}


def tell_all(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Each story ends yesterday, so that today is for whoever is trying the pages."""
    for name, tell, days in STORIES.values():
        say(f"Telling {name.split()[0]}'s story")
        tell(Teller(city, name, _begun(at, days), say))


def _begun(at: datetime, days: int) -> datetime:
    london = ZoneInfo("Europe/London")
    day: date = clock.day(at) - timedelta(days=days + 1)
    return datetime.combine(day, time(10, 30), tzinfo=london)
