"""What every part of the tests' world stands on: its words, who is in it, and a transaction of its own.

Every name and every text carries marks: NAME, which nobody may read who may not know these people exist, and HTML,
which no page may let through.
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
BASELINE_WORDS = "wolfsbane: what it would have cost"  # nobody who plans may ever read this
MARKED_WORDS = {  # what each kind of words looks like on a page; who may read it: access.txt
    "a person's name": NAME,
    "who told us": "telltale",
    "what was said in the assessment": "wormwood",
    "the baseline": "wolfsbane",
    "a sum of money": "£",
}
POSTCODE = "ZZ1 1AA"
PASSWORD = "a-good-life-nearby"  # of the social worker; nobody else here has one


@dataclass
class World:
    """The city, and one person with their way through at each stage. `at` is a month ago; a day passes between acts."""

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
        """Do one thing as somebody in this role, a day after the last one."""
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
    """What pytest-django does for one test, for as many as want to share one world."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # so that `acting_as` may open its own inside
    with block:
        yield
        transaction.set_rollback(True)
