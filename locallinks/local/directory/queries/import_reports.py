"""How good the feeds were: every import, and what was found in each. For administrators."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from locallinks.foundation.shared.viewer import Viewer
from locallinks.local.directory.models import FeedImport, FeedIssue, Service
from locallinks.local.directory.permissions import check_can_import
from locallinks.local.directory.rules.import_reports import ISSUE_HEADINGS, ISSUE_KINDS, by_heading


def feed_imports(viewer: Viewer) -> QuerySet[FeedImport]:
    """Every feed brought in, newest first."""
    check_can_import(viewer)
    return FeedImport.objects.all()


def feed_import(viewer: Viewer, import_id: int) -> FeedImport | None:
    check_can_import(viewer)
    return FeedImport.objects.filter(pk=import_id).first()


def refused_entries(report: FeedImport) -> list[tuple[int, str]]:
    """How many entries of a feed were left out, and why, the commonest reason first."""
    return [(services, why) for kind, _, why, services in by_heading(report.counts) if kind == "refused"]


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
    """What was found, as wished: left out, put right or to be looked at. Each row knows its service's page."""
    check_can_import(viewer)
    rows = FeedIssue.objects.filter(feed_import=report)
    if kind in ISSUE_KINDS:
        rows = rows.filter(kind=kind)
    if code in ISSUE_HEADINGS:
        rows = rows.filter(code=code)
    page = Service.objects.filter(source=report.source, source_id=OuterRef("source_id")).values("uuid")[:1]
    return rows.annotate(uuid=Subquery(page)).order_by("pk")


def issue_row(issue: FeedIssue) -> IssueRow:
    """An issue in words."""
    return IssueRow(
        kind=issue.kind,
        kind_words=ISSUE_KINDS[issue.kind],
        heading=ISSUE_HEADINGS.get(issue.code, issue.code),
        service=issue.name or "(no name)",
        source_id=issue.source_id,
        uuid=None if issue.kind == "refused" else getattr(issue, "uuid", None),
        what=issue.what,
        remedy=issue.remedy,
    )
