"""Lists with pages, a count, sorting and a download. The URL holds all of it, so that it can be shared.

Source: docs/rules/pages.md 3.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict

from locallinks.foundation.ui.rules import csv_cell

PER_PAGE = 25
WHOLE_LIST = 10_000_000  # the size of a page that holds every list, for files


@dataclass(frozen=True)
class PageLink:
    """One entry of the links to pages: a page number, or 0 for a gap."""

    number: int
    url: str
    current: bool = False


class ListPage:
    """One page of a list, with links to the others. Iterate over it for its items."""

    def __init__(self, page: Page, query: QueryDict, path: str) -> None:
        self._page, self._query, self._path = page, query, path
        self.items = list(page.object_list)
        self.count = page.paginator.count
        self.number, self.pages = page.number, page.paginator.num_pages

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def first(self) -> int:
        return self._page.start_index()

    @property
    def last(self) -> int:
        return self._page.end_index()

    @property
    def previous_url(self) -> str:
        return self.page_url(self.number - 1) if self._page.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self.page_url(self.number + 1) if self._page.has_next() else ""

    @property
    def csv_url(self) -> str:
        """The same list as a file, with the same filter and order."""
        return self._url(page=None, format="csv")

    @property
    def links(self) -> list[PageLink]:
        """Links to the first page, the last, this one and its neighbours, with gaps between."""
        wanted = sorted({1, self.pages, *range(max(1, self.number - 1), min(self.pages, self.number + 1) + 1)})
        links: list[PageLink] = []
        for number in wanted:
            if links and number > links[-1].number + 1:
                links.append(PageLink(0, ""))
            links.append(PageLink(number, self.page_url(number), number == self.number))
        return links

    def page_url(self, number: int) -> str:
        return self._url(page=str(number) if number > 1 else None)

    def sort_url(self, key: str) -> str:
        """The first page sorted by this column; in reverse where the list is sorted by it already."""
        return self._url(page=None, sort=f"-{key}" if self.sorted_by(key) == "ascending" else key)

    def sorted_by(self, key: str) -> str:
        """The value of aria-sort: ascending, descending or none."""
        return {key: "ascending", f"-{key}": "descending"}.get(self._query.get("sort", ""), "none")

    def _url(self, **changes: str | None) -> str:
        query = {name: values for name, values in self._query.lists() if name not in changes}
        query |= {name: [value] for name, value in changes.items() if value is not None}
        return f"{self._path}?{urlencode(query, doseq=True)}" if query else self._path


def paginate(request: HttpRequest, rows: Any, per_page: int = PER_PAGE) -> ListPage:
    """Return the page of `rows` (a list or ordered queryset) that the URL names, or the nearest there is."""
    paginator = Paginator(rows, per_page)
    return ListPage(paginator.get_page(request.GET.get("page")), request.GET, request.path)


def page_or_whole_list(request: HttpRequest, rows: Any, per_page: int = PER_PAGE) -> ListPage:
    """Return what this response shows: one page of `rows`, or all of them for a file."""
    if not wants_csv(request):
        return paginate(request, rows, per_page)
    return ListPage(Paginator(rows, WHOLE_LIST).page(1), request.GET, request.path)


def order_by_from_request(request: HttpRequest, allowed: dict[str, str], *, default: str) -> str:
    """Return the field to order by, from `?sort=name` or `?sort=-name`.

    `allowed`: the field of each name that the URL may hold. `default` is used for any other.
    """
    sort = request.GET.get("sort", default)
    if sort.removeprefix("-") not in allowed:
        sort = default
    return ("-" if sort.startswith("-") else "") + allowed[sort.removeprefix("-")]


def wants_csv(request: HttpRequest) -> bool:
    return request.GET.get("format") == "csv"


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a CSV file for a spreadsheet, in which no cell can run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([csv_cell(cell) for cell in header])
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name.removesuffix(".csv")}.csv"'
    return response
