"""What others may ask the directory. The same answers for every viewer: it holds nothing about supported people."""

from locallinks.local.directory.queries.asking import Asked
from locallinks.local.directory.queries.listing import (
    ServiceDetails,
    ServiceMap,
    TagChoice,
    service_details,
    service_map,
    tags_in_use,
)
from locallinks.local.directory.queries.reports import (
    IssueRow,
    feed_import,
    feed_imports,
    issue_row,
    issues_of,
    left_out,
)
from locallinks.local.directory.queries.searching import Found, Matches, search_services

__all__ = [
    "Asked",
    "Found",
    "IssueRow",
    "Matches",
    "ServiceDetails",
    "ServiceMap",
    "TagChoice",
    "feed_import",
    "feed_imports",
    "issue_row",
    "issues_of",
    "left_out",
    "search_services",
    "service_details",
    "service_map",
    "tags_in_use",
]
