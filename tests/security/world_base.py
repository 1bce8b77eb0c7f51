"""The base of the world of these tests: its texts, its people, and its transaction.

Every name and every text is marked: with NAME, which only users who may know these people may read, and with HTML,
which no page may show unescaped.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from locallinks.foundation.messages.models import Message
from locallinks.foundation.people.models import DuplicateCandidate, Person
from locallinks.foundation.shared.viewer import Viewer, acting_as
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.models import Contact
from tests.kit import City

NAME = "Zephyrine"
HTML = '<script>alert("quillwort")</script>'
WORDS = f"{NAME} said quillwort {HTML}"
TOLD_BY = f"telltale {HTML}"
ASSESSED = f"wormwood {WORDS}"
TEAM_WORDS = f"foxglove {WORDS}"  # of a neighbourhood team
BASELINE_WORDS = "wolfsbane: what it would have cost"  # nobody who plans may ever read this
MARKED_WORDS = {  # what each kind of words looks like on a page; who may read it: access.txt
    "a person's name": NAME,
    "who told us": "telltale",
    "what was said in the assessment": "wormwood",
    "the baseline": "wolfsbane",
    "what a neighbourhood team wrote": "foxglove",
    "a sum of money": "£",
}
POSTCODE = "ZZ1 1AA"
PASSWORD = "a-good-life-nearby"  # of the social worker; nobody else here has one


@dataclass
class World:
    """The city, and a person with a pathway at each stage. `at` starts a month ago; a day passes between actions."""

    city: City
    at: datetime
    people: dict[str, Person] = field(default_factory=dict)
    pathways: dict[str, Pathway] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    carers: dict[str, Any] = field(default_factory=dict)  # a carer's assessment: "assessing", or decided
    contacts: dict[str, Contact] = field(default_factory=dict)
    pairs: dict[str, DuplicateCandidate] = field(default_factory=dict)
    member: Person = field(init=False)  # whose record the network keeps, and no council (member.py)
    member_pathway: Pathway = field(init=False)
    urls: dict[str, str] = field(default_factory=dict)  # of pages, by name (visiting.py)

    def act(self, role: str, action: Callable[..., Any], **given: Any) -> Any:
        """Run an action as a user in this role, a day after the last action."""
        viewer = self.viewer(role)
        with acting_as(viewer):
            values = {name: value() if callable(value) else value for name, value in given.items()}
            return action(viewer=viewer, at=self.at, **values)

    def viewer(self, role: str) -> Viewer:
        return self.city.viewer(role)

    def wait(self, days: int = 1) -> None:
        self.at += timedelta(days=days)


@contextmanager
def own_transaction() -> Iterator[None]:
    """A transaction like that of pytest-django, for all tests that share one world."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # so that `acting_as` may open its own inside
    with block:
        yield
        transaction.set_rollback(True)
