"""Every page, opened as every user: access.txt says who may, and no page shows what its reader may not see.

One test for each page. A failure names each cell of the table that is wrong.
"""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from django.core.handlers import wsgi
from django.http import HttpResponse, QueryDict
from django.test import Client

from locallinks.foundation.shared.roles import Role
from tests.security.access_table import REFUSED, ROLES, Row, readers, rows_in, table
from tests.security.page_visits import changes, reads_audited, url_for, url_patterns, writes_so_far
from tests.security.world_base import HTML, MARKED_WORDS, World

PAGES = table()
MARKS_OF_NAMES = MARKED_WORDS["a person's name"]
COLLEAGUES = {"social_worker2": "social_worker", "support_planner2": "support_planner"}
# Where the name stands in words that are about nobody with a record here, or what is looked at is written elsewhere.
NAMES_NOBODY = {
    "concerns:concern_queue": "the list of concerns leaves its own mark, which the person never reads",
}

INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<[^>]+\s(on[a-z]+|style)\s*=|javascript:", re.IGNORECASE)
REMEDY = (
    "Add a row to the table in tests/security/access.txt that says who opens it, who may send it, and what somebody "
    "of another organisation is told; the tests follow from it."
)


def test_every_page_has_its_row() -> None:
    missing = sorted(set(url_patterns()) - set(PAGES))
    assert not missing, f"{missing} can be opened, but nobody has said by whom. {REMEDY}"
    gone = sorted(set(PAGES) - set(url_patterns()))
    assert not gone, f"{gone} stand in tests/security/access.txt but are no longer pages: take them out."


def test_the_table_has_a_reader_for_every_mark() -> None:
    assert set(readers()) == set(MARKED_WORDS)
    assert {cell for row in PAGES.values() for cell in row.cells.values()} == {"yes", "look", "403", "404"}
    assert {row.elsewhere for row in PAGES.values()} == {"hidden", "own", "all"}


def test_everybody_in_the_table_is_in_the_world(world: World) -> None:
    """A new role is tried on every page, here and in another organisation."""
    missing = {*ROLES, *(f"other_{role}" for role in ROLES)} - set(world.city.users)
    assert not missing, f"{sorted(missing)}: add somebody to tests/kit.py or tests/security/world.py"


def test_whoever_a_row_does_not_name_is_refused() -> None:
    row = rows_in(
        "page stage elsewhere signed-out | who\na:b live hidden sign-in\n  yes: finance,\n  person | 404: provider"
    )
    assert {role for role, cell in row["a:b"].cells.items() if cell != "403"} == {"finance", "person", "provider"}
    assert row["a:b"].senders == ["finance", "person"]
    everybody = rows_in("headings\na:b - all yes | yes: finance | look: everybody")["a:b"].cells
    assert everybody == {role: "yes" if role == Role.FINANCE else "look" for role in ROLES}


@pytest.mark.parametrize(
    "rows",
    [
        "a:b live hidden",
        "a:b - all yes | maybe: finance",
        "a:b - all yes | yes: nobody_we_know",
        "a:b - all yes | yes: finance | 404: finance",
        "a:b - all yes\na:b - own yes",
    ],
)
def test_a_row_that_does_not_fit_is_told(rows: str) -> None:
    with pytest.raises(ValueError, match="a:b"):
        rows_in(f"headings\n{rows}")


@pytest.mark.parametrize("name", PAGES)
def test_who_opens_it(world: World, clients: dict[str, Client], name: str) -> None:
    row, page = PAGES[name], url_patterns()[name]
    url = url_for(world, name)
    before, met, faults = writes_so_far(), {}, []
    for role, wanted in visitors(row):
        looks = reads_audited()
        met[role] = clients[role].get(url)
        faults += [f"  {role} {fault}" for fault in faults_of(met[role], row, role, wanted, looks)]
    if page.public != (row.signed_out != "sign-in"):
        faults.append("  `public` in the view and `signed-out` in the table disagree")
    assert not faults, f"{name} ({url})\n" + "\n".join(faults)
    assert changes(before, writes_so_far()) == [], "opening a page must change nothing"


def visitors(row: Row) -> Iterator[tuple[str, set[str]]]:
    """Return the users to try on this page, and the cells that are right for each."""
    for role, cell in row.cells.items():
        yield role, {cell}
    if row.elsewhere != "all":
        for role in row.tried_elsewhere:
            yield f"other_{role}", elsewhere(row, role)
    yield "leaver", elsewhere(row, "") if row.elsewhere == "hidden" else {"yes", "403", "404"}
    if row.stage != "-":
        yield "nurse", {"403", "404"}
        for colleague, role in COLLEAGUES.items():
            if row.cells[role] != REFUSED:
                yield colleague, {row.cells[role]}
    yield "nobody", {row.signed_out}


def elsewhere(row: Row, role: str) -> set[str]:
    if row.elsewhere == "own":
        return {row.cells[role]}
    works_with_such_pages = row.cells.get(role) in {"yes", "look"} and role != Role.PERSON
    return {"404"} if works_with_such_pages else {"403", "404"}


def faults_of(response: HttpResponse, row: Row, role: str, wanted: set[str], looks: int) -> Iterator[str]:
    """Return where the response differs from the table, and what the page shows that this user may not see."""
    met, body = cell_of(response), response.content.decode(errors="replace")
    if met not in wanted and not (met == "yes" and "look" in wanted):
        yield f"meets {met} ({response.status_code}), the table says {' or '.join(sorted(wanted))}"
    if HTML in body.replace("&#34;", '"').replace("&quot;", '"'):
        yield "is sent HTML that somebody typed"
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    if is_html and (found := INLINE.search(body)):
        yield f"is sent a script or style inside the page: {found[0][:80]}"
    for what, mark in MARKED_WORDS.items():
        about_somebody = row.stage != "-" or mark != "£"
        if mark in body and about_somebody and not may_read(what, role):
            yield f"reads {what} ({mark})"
    names_somebody = response.status_code == 200 and MARKS_OF_NAMES in body and row.page not in NAMES_NOBODY
    if names_somebody and role not in LEAVES_NO_LOOK and reads_audited() == looks:  # every look is kept (SECURITY.md)
        yield f"reads a name, and no look is written down: {NO_LOOK}"
    about_me = role == Role.PERSON and row.stage != "-" and response.status_code == 200
    if about_me and is_html and "Who to ring" not in body.split("<main", 1)[-1]:
        yield "is not told who to ring: give its template `person`, and ui/base.html says it (docs/rules/pages.md 3)"


NO_LOOK = "call `open_person` (one person) or `record_list` (a list, a search or a file) in its view or query"
LEAVES_NO_LOOK = {"person", "other_person", "nobody"}


def cell_of(response: HttpResponse) -> str:
    """A page that opens, or redirects to another page than sign-in, counts as yes."""
    if response.status_code in {301, 302, 303}:
        return "sign-in" if response["Location"].startswith("/sign-in/") else "yes"
    return "yes" if response.status_code == 200 else str(response.status_code)


def may_read(what: str, role: str) -> bool:
    """Strangers never may; colleagues as the role that they share."""
    return COLLEAGUES.get(role, role) in readers()[what]


LISTS = (
    "/?format=csv", "/people/?q=zephyrine", "/people/?q=ZZ1+1AA", "/search/?q=zephyrine", "/search/?q=ZZ1+1AA",
    "/referrals/new/?q=zephyrine", "/messages/?format=csv", "/arranging/?format=csv", "/introductions/?format=csv",
    "/introductions/reached/?format=csv", "/money/?format=csv", "/accounts/?format=csv",
)  # fmt: skip
NOT_FOR_THEM = [
    *("administrator", "commissioner", "finance", "investor", "leaver", "other_person", "other_social_worker"),
    *("other_handover_champion", "other_support_planner", "other_network_manager", "other_provider", "other_finance"),
]


@pytest.mark.parametrize("url", LISTS)
def test_searches_and_files_say_no_more_than_the_page(world: World, clients: dict[str, Client], url: str) -> None:
    """Searches are in small letters, because the page repeats them."""
    bodies = {role: clients[role].get(url).content.decode(errors="replace") for role in NOT_FOR_THEM}
    faults = [f"{role} reads a name" for role, body in bodies.items() if MARKS_OF_NAMES in body]
    assert not faults, "\n".join(faults)


def test_those_searches_and_files_do_say_something(world: World, clients: dict[str, Client]) -> None:
    """Otherwise the test above would pass on empty lists."""
    for url in LISTS[:2] + LISTS[3:4] + LISTS[6:7]:
        assert MARKS_OF_NAMES in clients["social_worker"].get(url).content.decode(), url


ODD = ("'\"><svg onload=alert(1)>", "\x00", "9" * 30, "²")


class Asked(QueryDict):
    """A query string that records which names a page reads."""

    looked_for: ClassVar[set[str]] = set()

    def __init__(self, *given: Any, **more: Any) -> None:
        Asked.looked_for.add("anything")
        super().__init__(*given, **more)

    def __getitem__(self, name: str) -> Any:
        Asked.looked_for.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        Asked.looked_for.add(str(name))
        return super().__contains__(name)

    def getlist(self, name: str, default: Any = None) -> Any:
        Asked.looked_for.add(name)
        return super().getlist(name, default)


@pytest.fixture
def looked_for(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names that a page reads from its query string."""
    monkeypatch.setattr(wsgi, "QueryDict", Asked)
    monkeypatch.setattr(Asked, "looked_for", set())
    return Asked.looked_for


@pytest.mark.parametrize("name", PAGES)
def test_an_odd_address_never_breaks_a_page(
    world: World, clients: dict[str, Client], looked_for: set[str], name: str
) -> None:
    """Any query string gets a response, never an error, and nothing of it is shown unescaped.

    A page that reads none is tried once; the others with each name that they read, and those they then read.
    """
    row, url = PAGES[name], url_for(world, name).partition("?")[0]
    client = clients[next((role for role, cell in row.cells.items() if cell in {"yes", "look"}), "administrator")]
    for odd in ODD:
        asked: set[str] | None = None
        while asked != looked_for and (odd == ODD[0] or looked_for):
            asked = set(looked_for)
            response = client.get(url, dict.fromkeys({"anything", *asked}, odd))
            assert response.status_code < 500, f"{url} with {odd!r} for {sorted(asked)}"
            assert "<svg onload" not in response.content.decode(errors="replace"), url
    if (far := re.sub(r"/\d+/", "/9223372036854775808/", url)) != url:
        assert client.get(far).status_code < 500, far


def test_what_a_page_looks_for_is_asked(clients: dict[str, Client], looked_for: set[str]) -> None:
    """Otherwise the test above would try nothing."""
    clients["nobody"].get("/about/")
    assert looked_for == set()
    clients["social_worker"].get("/people/", {"q": "x"})
    assert looked_for >= {"anything", "q"}


def test_a_person_opens_their_own_record_and_nobody_elses(world: World, clients: dict[str, Client]) -> None:
    with_own = clients["other_person"]
    own = world.city.viewer("other_person").own_person_id
    assert with_own.get(f"/people/{own}/").status_code == 200
    for person in world.people.values():
        response = with_own.get(f"/people/{person.pk}/")
        assert response.status_code in {403, 404}
        assert MARKS_OF_NAMES not in response.content.decode()


def test_numbers_that_do_not_exist_answer_like_those_of_others(world: World, clients: dict[str, Client]) -> None:
    """Otherwise somebody could try all ids and learn whom another council knows."""
    for role in ("other_social_worker", "other_support_planner", "other_person", "provider", "investor"):
        for path in ("/people/{}/", "/pathways/{}/", "/pathways/{}/plan/", "/people/{}/timeline/"):
            theirs = world.people["referred"].pk if "people" in path else world.pathways["referred"].pk
            known, unknown = (clients[role].get(path.format(number)) for number in (theirs, 987654321))
            assert known.status_code == unknown.status_code, f"{role} {path}"
            assert without_numbers(known) == without_numbers(unknown), f"{role} {path}"


def without_numbers(response: HttpResponse) -> str:
    """The page without its URL and its CSRF token."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    return re.sub(r"\d+", "", body)
