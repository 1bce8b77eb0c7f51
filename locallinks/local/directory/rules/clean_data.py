"""What one service is once it has been read and mended, and what was found on the way."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from locallinks.local.directory.choices import IssueKind, ServiceStatus


@dataclass(frozen=True)
class Issue:
    """One thing found in a feed. `what` is what we saw, `remedy` what we did or what somebody should do."""

    kind: str
    code: str
    field: str
    what: str
    remedy: str


@dataclass(frozen=True)
class CleanOrganisation:
    source_id: str
    name: str
    description: str = ""
    url: str = ""
    email: str = ""


@dataclass(frozen=True)
class CleanLocation:
    """Where a service meets. Without coordinates it is placed by its postcode later."""

    name: str = ""
    address: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Session:
    """When a service meets: one weekday of a rule, or words alone. weekday 0 is Monday; nth 0 is every one."""

    weekday: int | None = None
    nth: int = 0
    monthday: int | None = None
    freq: str = ""
    interval: int = 1
    opens_at: time | None = None
    closes_at: time | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    note: str = ""
    place: int | None = None


@dataclass(frozen=True)
class ContactPoint:
    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    phone_note: str = ""


@dataclass(frozen=True)
class CleanService:
    """A service fit to show to somebody. Empty text means the feed does not say."""

    source_id: str
    uuid: str
    name: str
    organisation: CleanOrganisation
    description: str = ""
    url: str = ""
    email: str = ""
    phone: str = ""
    phone_note: str = ""
    fees: str = ""
    is_free: bool | None = None
    status: str = ServiceStatus.ACTIVE
    assured_on: date | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    eligibility: str = ""
    how_to_join: str = ""
    area_served: str = ""
    tags: tuple[tuple[str, ...], ...] = ()
    places: tuple[CleanLocation, ...] = ()
    sessions: tuple[Session, ...] = ()
    contacts: tuple[ContactPoint, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    def content_hash(self) -> str:
        """Changes when anything a reader could see changes; the same at every reading of the same entry."""
        plain = {**vars(self), "organisation": vars(self.organisation)}
        for many in ("places", "sessions", "contacts"):
            plain[many] = [vars(part) for part in plain[many]]
        text = json.dumps(plain, default=str, sort_keys=True, ensure_ascii=False)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class CachedReading:
    """What an earlier reading of the same entry found: if the entry is the same, so is everything else."""

    entry_hash: str
    name: str
    assured_on: date | None
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class Entry:
    """One entry of a feed: the service if it could be loaded, and everything found in it.

    `same`: the entry is word for word as last time, so the service was not read again.
    """

    source_id: str
    name: str
    service: CleanService | None
    issues: tuple[Issue, ...]
    entry_hash: str = ""
    same: bool = False

    @property
    def refused(self) -> bool:
        return self.service is None and not self.same

    @property
    def mended(self) -> bool:
        return not self.refused and any(issue.kind == IssueKind.MENDED for issue in self.issues)

    @property
    def noted(self) -> bool:
        return not self.refused and any(issue.kind == IssueKind.NOTED for issue in self.issues)


class IssueLog:
    """Collects what is found while one entry is read."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []

    def mended(self, code: str, field: str, what: str, remedy: str) -> None:
        issue = Issue(IssueKind.MENDED, code, field, what[:300], remedy)
        if issue not in self.issues:
            self.issues.append(issue)

    def noted(self, code: str, field: str, what: str, remedy: str) -> None:
        self.issues.append(Issue(IssueKind.NOTED, code, field, what[:300], remedy))

    def refused(self, code: str, field: str, what: str, remedy: str) -> None:
        self.issues.append(Issue(IssueKind.REFUSED, code, field, what[:300], remedy))
