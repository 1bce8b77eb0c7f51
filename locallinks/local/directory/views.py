"""Finding support, the map of wards, and bringing feeds in."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, paginate, wants_csv
from locallinks.local.directory import actions, forms
from locallinks.local.directory.choices import Freshness, IssueKind
from locallinks.local.directory.permissions import check_can_import, may_import
from locallinks.local.directory.queries.import_reports import feed_import, feed_imports, issue_row, issues_of
from locallinks.local.directory.queries.search import SearchResults
from locallinks.local.directory.queries.service_page import service_details, service_map
from locallinks.local.directory.rules.import_reports import ISSUE_HEADINGS, by_heading

SHORTLIST = (
    "Name",
    "Who runs it",
    "When",
    "Where",
    "Postcode",
    "Distance in metres",
    "Cost",
    "Phone",
    "Web",
    "Tags",
    "Checked",
)
CSV_COLUMNS = (
    "started_at",
    "source",
    "file_name",
    "version",
    "by_name",
    "read",
    "loaded",
    "created",
    "changed",
    "unchanged",
    "mended",
    "noted",
    "refused",
    "withdrawn",
)
BADGES = {
    Freshness.FRESH: "good",
    Freshness.AGEING: "quiet",
    Freshness.OLD: "waiting",
    Freshness.UNKNOWN: "waiting",
}


class ServiceSearch(Page):
    """The directory, for everybody. The address holds what was asked, so a link can be shared."""

    public = True
    template_name = "directory/search.html"
    title = "Find support"

    def load(self) -> HttpResponse | None:
        self.at = clock.now()
        self.form = forms.SearchForm(data=self.request.GET)
        self.matches = SearchResults(self.form.criteria(), at=self.at) if self.form.is_valid() else None
        if self.matches is not None and wants_csv(self.request):
            return self.as_file(self.matches)
        return self.respond(422) if self.matches is None else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matches = self.matches
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "listing": None if matches is None else paginate(self.request, matches, 20),
            "loosened": matches is not None and matches.loosened,
            "asked": any(self.request.GET.get(name) for name in self.form.fields),
            "badges": BADGES,
            "may_import": may_import(self.request.viewer),
        }

    def as_file(self, matches: SearchResults) -> HttpResponse:
        return csv_response(
            "services",
            SHORTLIST,
            [
                [
                    row.name,
                    row.organisation,
                    "; ".join(row.when),
                    row.where,
                    row.postcode,
                    "" if row.distance_metres is None else round(row.distance_metres),
                    row.fees,
                    row.phone,
                    row.url,
                    "; ".join(row.tags),
                    row.checked,
                ]
                for row in matches
            ],
        )


class ServiceDetail(Page):
    """One service, to read, print and get in touch with."""

    public = True
    template_name = "directory/service.html"

    def load(self, uuid: UUID) -> HttpResponse | None:
        service = service_details(uuid, at=clock.now())
        if service is None:
            raise Http404
        self.service, self.title = service, service.name
        return self.respond(410) if service.withdrawn_on else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        search = reverse("directory:search")
        came_from = urlsplit(self.request.headers.get("Referer", ""))
        searched = came_from.netloc == self.request.get_host() and came_from.path == search
        back = f"{search}?{came_from.query}" if searched and came_from.query else search
        return {
            **super().get_context_data(**kwargs),
            "service": self.service,
            "badge": BADGES[self.service.freshness],
            "back": back,
        }


class WardMap(Page):
    """The map of wards, who serves each, and how much there is in it."""

    template_name = "directory/wards.html"
    title = "Places"

    def load(self) -> HttpResponse | None:
        self.map = service_map(clock.today())
        if wants_csv(self.request):
            return csv_response(
                "wards",
                ["Code", "Ward", "Council", "Networks", "Services that meet here", "Postcodes"],
                [
                    [row.code, row.name, row.district, "; ".join(row.networks), services, row.postcodes]
                    for row, services in self.map.rows
                ],
            )
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        most = max((services for _, services in self.map.rows), default=0)
        names = {row.code: row.name for row, _ in self.map.rows}
        many = {row.code: services for row, services in self.map.rows}
        drawn = [
            {
                "path": path,
                "x": x,
                "y": y,
                "name": names[code],
                "services": many[code],
                "shade": map_shade(many[code], most),
            }
            for code, path, x, y in self.map.shapes
        ]
        return {
            **super().get_context_data(**kwargs),
            "map": self.map,
            "drawn": drawn,
            "may_import": may_import(self.request.viewer),
        }


def map_shade(services: int, most: int) -> int:
    """0 for none, then 1 to 4: how dark a ward is drawn. The number stands in it too."""
    return 0 if not services else min(4, 1 + services * 4 // (most + 1))


class FeedImportList(Page):
    template_name = "directory/feeds.html"
    title = "Feeds of the directory"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "listing": paginate(self.request, feed_imports(self.request.viewer)),
        }

    def load(self) -> HttpResponse | None:
        rows = feed_imports(self.request.viewer)
        if not wants_csv(self.request):
            return None
        return csv_response("feeds", CSV_COLUMNS, rows.values_list(*CSV_COLUMNS))


class FeedImportDetail(Page):
    """How good one feed was: what was read, put right and left out, and why."""

    template_name = "directory/feed.html"

    def load(self, import_id: int) -> HttpResponse | None:
        report = feed_import(self.request.viewer, import_id)
        if report is None:
            raise Http404
        self.report, self.title = report, f"What {report.file_name} brought"
        self.kind = self.request.GET.get("kind", "") if self.request.GET.get("kind") in IssueKind else ""
        self.code = self.request.GET.get("code", "") if self.request.GET.get("code") in ISSUE_HEADINGS else ""
        self.issues = issues_of(self.request.viewer, report, kind=self.kind, code=self.code)
        if not wants_csv(self.request):
            return None
        rows = (issue_row(issue) for issue in self.issues)
        return csv_response(
            f"feed-report-{report.pk}",
            ["What became of it", "Why", "Service", "Id in the feed", "What we saw", "What we did, or what to do"],
            [[row.kind_words, row.heading, row.service, row.source_id, row.what, row.remedy] for row in rows],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listing = paginate(self.request, self.issues)
        return {
            **super().get_context_data(**kwargs),
            "report": self.report,
            "headings": by_heading(self.report.counts),
            "kinds": dict(IssueKind.choices),
            "listing": listing,
            "issues": [issue_row(issue) for issue in listing],
            "chosen": " · ".join(
                part
                for part in (IssueKind(self.kind).label if self.kind else "", ISSUE_HEADINGS.get(self.code, ""))
                if part
            ),
        }


class ImportFeed(FormPage):
    template_name = "directory/import_feed.html"
    title = "Bring in a feed"
    form_class = forms.FeedForm

    def load(self) -> HttpResponse | None:
        check_can_import(self.request.viewer)
        return None

    def get_initial(self) -> dict[str, Any]:
        return {"source": forms.MAIN_SOURCE, "whole": "auto"}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        file = data["file"]
        report = actions.import_feed(
            viewer=self.request.viewer,
            path=Path(file.temporary_file_path()),
            name=file.name,
            source=data["source"],
            whole=data["whole"],
            at=clock.now(),
        )
        return SeeOther(reverse("directory:feed_import", kwargs={"import_id": report.pk}))
