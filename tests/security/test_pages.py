"""Every page, opened by everybody: the table in access.py is what happens, and nothing is shown that should not be.

One test a page. A failure names each cell of the table that is not so.
"""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.security.access import READERS, Row, table
from tests.security.scene import HTML, MARKS, World
from tests.security.visiting import Address, address_of, addresses, changes, looks_so_far, writes_so_far

PAGES = table()
MARKS_OF_NAMES = MARKS["a person's name"]
COLLEAGUES = {"social_worker2": "social_worker", "support_planner2": "support_planner"}
# The part of an address that is a word, and what is asked for after it.
PART = {
    "assessments:part": "strengths", "assessments:own_part": "strengths", "assessments:linked_own_part": "strengths",
    "assessments:carer_part": "caring", "plans:about_part": "wellbeing", "referrals:ask_part": "who",
}  # fmt: skip
QUERY = {"plans:add_details": "?kind=voluntary"}

# Where the name stands in words that are about nobody with a record here, or what is looked at is written elsewhere.
NAMES_NOBODY = {
    "concerns:queue": "the list of concerns leaves its own mark, which the person never reads (care-act.md section 9)",
}

INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<[^>]+\s(on[a-z]+|style)\s*=|javascript:", re.IGNORECASE)
REMEDY = (
    "Add a row to the table in tests/security/access.py that says who opens it, who may send it, and what somebody "
    "of another organisation is told; the tests follow from it."
)


def test_every_page_has_its_row() -> None:
    missing = sorted(set(addresses()) - set(PAGES))
    assert not missing, f"{missing} can be opened, but nobody has said by whom. {REMEDY}"
    gone = sorted(set(PAGES) - set(addresses()))
    assert not gone, f"{gone} stand in tests/security/access.py but are no longer pages: take them out."


def test_the_table_has_a_reader_for_every_mark() -> None:
    assert set(READERS) == set(MARKS)
    assert {cell for row in PAGES.values() for cell in row.cells.values()} == {"yes", "look", "403", "404"}
    assert {row.elsewhere for row in PAGES.values()} == {"hidden", "own", "all"}


@pytest.mark.parametrize("name", PAGES)
def test_who_opens_it(world: World, clients: dict[str, Client], name: str) -> None:
    row, page = PAGES[name], addresses()[name]
    url = address_of(world, page, row.stage, PART.get(name, "")) + QUERY.get(name, "")
    before = writes_so_far()
    faults = [fault for role, wanted in visitors(row) for fault in visit(clients[role], url, row, role, wanted)]
    faults += signed_out(clients["nobody"], url, row, page)
    assert not faults, f"{name} ({url})\n" + "\n".join(faults)
    assert changes(before, writes_so_far()) == [], "opening a page must change nothing"


def visitors(row: Row) -> Iterator[tuple[str, set[str]]]:
    """Everybody worth sending to this page, and the cells they may meet."""
    for role, cell in row.cells.items():
        yield role, {cell}
        if row.elsewhere != "all":
            yield f"other_{role}", elsewhere(row, role)
    yield "leaver", elsewhere(row, "") if row.elsewhere == "hidden" else {"yes", "403", "404"}
    if row.stage != "-":
        for colleague, role in COLLEAGUES.items():
            yield colleague, {row.cells[role]}


def elsewhere(row: Row, role: str) -> set[str]:
    if row.elsewhere == "own":
        return {row.cells[role]}
    works_with_such_pages = row.cells.get(role) in {"yes", "look"} and role != "person"
    return {"404"} if works_with_such_pages else {"403", "404"}


def visit(client: Client, url: str, row: Row, role: str, wanted: set[str]) -> list[str]:
    looks = looks_so_far()
    response = client.get(url)
    met = cell_of(response)
    faults = (
        []
        if met in wanted or (met == "yes" and "look" in wanted)
        else [f"  {role} meets {met} ({response.status_code}), the table says {' or '.join(sorted(wanted))}"]
    )
    faults += [f"  {role} {fault}" for fault in faults_of(response, row, role)]
    if row.page not in NAMES_NOBODY and named_unseen(response, role, looks):
        faults.append(f"  {role} reads a name, and no look is written down: {NO_LOOK}")
    return faults


NO_LOOK = "call `open_person` (one person) or `record_list` (a list, a search or a file) in its view or query"


def named_unseen(response: HttpResponse, role: str, looks: int) -> bool:
    """Did somebody at work read a name, and no mark of it was left? Every look is written down (SECURITY.md)."""
    names_somebody = response.status_code == 200 and MARKS_OF_NAMES in response.content.decode(errors="replace")
    return names_somebody and role not in {"person", "other_person", "nobody"} and looks_so_far() == looks


def cell_of(response: HttpResponse) -> str:
    """Opened, or sent on to another page of ours, is yes; the sign-in page is not."""
    if response.status_code in {301, 302, 303}:
        return "sign-in" if response["Location"].startswith("/sign-in/") else "yes"
    return "yes" if response.status_code == 200 else str(response.status_code)


def faults_of(response: HttpResponse, row: Row, role: str) -> list[str]:
    """What is on the page and should not be there for these eyes; and HTML that somebody typed and came through."""
    body = response.content.decode(errors="replace")
    shown = body.replace("&#34;", '"').replace("&quot;", '"')
    faults = []
    if HTML in shown:
        faults.append("is sent HTML that somebody typed")
    if response.headers.get("Content-Type", "").startswith("text/html") and (found := INLINE.search(body)):
        faults.append(f"is sent a script or style inside the page: {found[0][:80]}")
    for what, mark in MARKS.items():
        about_somebody = row.stage != "-" or mark != "£"
        if mark in body and about_somebody and not may_read(what, role):
            faults.append(f"reads {what} ({mark})")
    return faults


def may_read(what: str, role: str) -> bool:
    """Strangers never; colleagues as the role they share."""
    return COLLEAGUES.get(role, role) in READERS[what]


def signed_out(client: Client, url: str, row: Row, page: Address) -> list[str]:
    response = client.get(url)
    met = cell_of(response)
    faults = [f"  signed out {fault}" for fault in faults_of(response, row, "nobody")]
    if met != row.signed_out:
        faults.append(f"  signed out meets {met}, the table says {row.signed_out}")
    if page.public != (row.signed_out != "sign-in"):
        faults.append("  `public` in the view and `signed-out` in the table disagree")
    return faults


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
    """What is searched is in small letters, because the page says it back."""
    bodies = {role: clients[role].get(url).content.decode(errors="replace") for role in NOT_FOR_THEM}
    faults = [f"{role} reads a name" for role, body in bodies.items() if MARKS_OF_NAMES in body]
    assert not faults, "\n".join(faults)


def test_those_searches_and_files_do_say_something(world: World, clients: dict[str, Client]) -> None:
    """Or the test above would pass on empty lists."""
    for url in LISTS[:2] + LISTS[3:4] + LISTS[6:7]:
        assert MARKS_OF_NAMES in clients["social_worker"].get(url).content.decode(), url


ASKED = (
    *("q", "page", "sort", "show", "format", "version", "removed", "for", "words", "near", "within", "day", "service"),
    *("kind", "months", "reason", "list", "size", "large", "person", "code", "tag", "free", "next", "part"),
)
ODD = ("\x00", "9" * 30, "²", "'\"><svg onload=alert(1)>")


@pytest.mark.parametrize("name", PAGES)
def test_an_odd_address_never_breaks_a_page(world: World, clients: dict[str, Client], name: str) -> None:
    """Whatever stands after the question mark: an answer, never a fault, and nothing of it comes through as HTML."""
    row = PAGES[name]
    client = clients[next((role for role, cell in row.cells.items() if cell in {"yes", "look"}), "administrator")]
    url = address_of(world, addresses()[name], row.stage, PART.get(name, ""))
    for odd in ODD:
        response = client.get(url, dict.fromkeys(ASKED, odd))
        assert response.status_code < 500, f"{url} with {odd!r}"
        assert "<svg onload" not in response.content.decode(errors="replace"), url
    if page_numbers := re.sub(r"/\d+/", "/9223372036854775808/", url):
        assert client.get(page_numbers).status_code < 500, page_numbers


def test_a_person_opens_their_own_record_and_nobody_elses(world: World, clients: dict[str, Client]) -> None:
    with_own = clients["other_person"]
    own = world.city.viewer("other_person").own_person_id
    assert with_own.get(f"/people/{own}/").status_code == 200
    for person in world.people.values():
        response = with_own.get(f"/people/{person.pk}/")
        assert response.status_code in {403, 404}
        assert MARKS_OF_NAMES not in response.content.decode()


def test_numbers_that_do_not_exist_answer_like_those_of_others(world: World, clients: dict[str, Client]) -> None:
    """Or one could count through the numbers and learn who is known to another council."""
    for role in ("other_social_worker", "other_support_planner", "other_person", "provider", "investor"):
        for path in ("/people/{}/", "/pathways/{}/", "/pathways/{}/plan/", "/people/{}/timeline/"):
            theirs = world.people["referred"].pk if "people" in path else world.pathways["referred"].pk
            known, unknown = (clients[role].get(path.format(number)) for number in (theirs, 987654321))
            assert known.status_code == unknown.status_code, f"{role} {path}"
            assert without_numbers(known) == without_numbers(unknown), f"{role} {path}"


def without_numbers(response: HttpResponse) -> str:
    """The page without its address and its token."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    return re.sub(r"\d+", "", body)
