"""Every import of a feed, and the issues found in it. For administrators."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from locallinks.foundation.shared.viewer import Viewer
from locallinks.local.directory.choices import IssueKind
from locallinks.local.directory.models import FeedImport, FeedIssue, Service
from locallinks.local.directory.permissions import check_can_import
from locallinks.local.directory.rules.import_reports import ISSUE_HEADINGS, by_heading


def feed_imports(viewer: Viewer) -> QuerySet[FeedImport]:
    """Return every import, newest first. Raises NotAllowed."""
    check_can_import(viewer)
    return FeedImport.objects.all()


def feed_import(viewer: Viewer, import_id: int) -> FeedImport | None:
    """Return one import, or None. Raises NotAllowed."""
    check_can_import(viewer)
    return FeedImport.objects.filter(pk=import_id).first()


def refused_entries(report: FeedImport) -> list[tuple[int, str]]:
    """Return how many entries were left out, and why, the most common reason first."""
    return [(services, why) for kind, _, why, services in by_heading(report.counts) if kind == IssueKind.REFUSED]


@dataclass(frozen=True)
class IssueRow:
    kind: str
    kind_words: str
    heading: str
    service: str
    source_id: str
    uuid: UUID | None
    what: str
    remedy: str


def issues_of(viewer: Viewer, report: FeedImport, *, kind: str = "", code: str = "") -> QuerySet[FeedIssue]:
    """Return the issues of an import, of one kind and code if given, each with its service's `uuid`.

    Raises NotAllowed.
    """
    check_can_import(viewer)
    rows = FeedIssue.objects.filter(feed_import=report)
    if kind in IssueKind:
        rows = rows.filter(kind=kind)
    if code in ISSUE_HEADINGS:
        rows = rows.filter(code=code)
    page = Service.objects.filter(source=report.source, source_id=OuterRef("source_id")).values("uuid")[:1]
    return rows.annotate(uuid=Subquery(page)).order_by("pk")


def issue_row(issue: FeedIssue) -> IssueRow:
    """Return an issue in words."""
    return IssueRow(
        kind=issue.kind,
        kind_words=IssueKind(issue.kind).label,
        heading=ISSUE_HEADINGS.get(issue.code, issue.code),
        service=issue.name or "(no name)",
        source_id=issue.source_id,
        uuid=None if issue.kind == IssueKind.REFUSED else getattr(issue, "uuid", None),
        what=issue.what,
        remedy=issue.remedy,
    )
