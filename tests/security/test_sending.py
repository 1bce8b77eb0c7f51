"""Every form, sent by everybody: those the table lets send it can, the others change nothing, and twice is once.

What is typed is found on the page itself (forms.py); ANSWERS holds what a machine cannot guess. A new form page is
tested as soon as it stands in access.py.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.actions import give_access
from locallinks.foundation.people.models import SharingAgreement
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.scope import acting_as
from locallinks.personal.handovers.models import PersonAnswer
from tests.security.access import Row, table
from tests.security.scene import PASSWORD, World, its_own_transaction
from tests.security.test_pages import COLLEAGUES, PART, QUERY, cell_of
from tests.security.visiting import address_of, addresses, changes, form_of, state_of_everything

IN_THEIR_OWN_FILE = {  # test_signing_in.py; shown in a demo only; answers with the link itself, shown once
    "accounts:sign_in", "accounts:sign_out", "styleguide", "assessments:own_link", "plans:lend",
}  # fmt: skip
# What the act made stands in the answer itself, once, and is kept nowhere: 200 is that it was done.
SHOWN_ONCE = {"accounts:give_password", "exchange:connect", "exchange:send", "brokerage:ask", "reviews:ask"}
FORMS = {
    name: row
    for name, row in table().items()
    if row.senders and name not in IN_THEIR_OWN_FILE and name in addresses() and addresses()[name].sends
}
TODAY = clock.today()


def day(name: str, days: int) -> dict[str, Any]:
    on = TODAY + timedelta(days=days)
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


FEED = [{"id": "9", "name": "Tea", "status": "active", "organization": {"id": "8", "name": "Millbank Hall"}}]
ANSWERS: dict[str, dict[str, Any]] = {
    "accounts:asked": {"answer": "no"},  # a yes needs the code: test_accounts.py
    "accounts:cover": day("starts_on", 0) | day("ends_on", 9),
    "accounts:delegations": day("starts_on", 0) | day("ends_on", 9),
    "accounts:end_delegation": day("ends_on", 9),
    "accounts:duty": day("first_on", 1) | day("last_on", 9) | {"user": "nobody"},
    "accounts:password": {"old": PASSWORD, "new": "another-good-life"},
    # Their title has a surname in it, which is refused.
    "brokerage:ask": {
        "what": "Help at home",
        "what_when": "Mornings",
    },
    "brokerage:change": {"price_pence": "1"},
    "assessments:trusted": day("since", 0) | day("until", 9),
    "assessments:trusted_assessments": {"scope": "alarm"} | day("assessed_on", 0),
    "assessments:capacity": {"impaired": "no", "best_interests": ""},
    "assessments:end_short_term": day("ended_on", 0),
    "assessments:refuse": {"at_risk": "no"},
    "assessments:short_term": day("starts_on", 0) | day("left_hospital_on", 0),
    "budgets:propose": {"tolerance_percent": "10"} | day("starts_on", 9),
    "charging:estimate": {"estimate": ""},
    "deployments:use": {"kind": "thing"} | day("starts_on", 0) | day("ends_on", 7),
    "deployments:wish": day("from_on", 0),
    "deployments:stop": {"why": "misused"} | day("ends_on", 60),
    "directory:import_feed": {"file": SimpleUploadedFile("feed.json", json.dumps(FEED).encode())},
    "handovers:places": {"places": "5"} | day("as_of", 0) | day("until", 9),
    "plans:add_paper": {"file": SimpleUploadedFile("page.jpg", b"\xff\xd8\xff paper \xff\xd9")},
    "exchange:decide": {"choice": "ours"},
    "exchange:send": {"file": SimpleUploadedFile("people.csv", b"reference,full_name\nP-9,Tess Larkin\n")},
    "handovers:network_answer": {"answer": "yes"},
    "pathways:death": day("died_on", 0),
    "pathways:move": day("moved_on", 0),
    "people:add_decider": {"kind": "attorney", "scopes": ["property"], **day("seen_on", 0), **day("ends_on", 30)},
    "people:details": day("date_of_birth", -20_000) | {"never_by": []},
    "people:end_decider": day("on", 0),
    "plans:add_details": {"personal_care": "no", "regulated": "no"},
    "plans:add_visit": day("on", 0),
    "plans:decide": {"direct_payment_pence": "41.21"},  # what the parts paid so come to, less what they pay
    "plans:goal": day("progress_on", 0),
    "referrals:details": day("date_of_birth", -20_000),
    "referrals:team_tier": day("next_look_on", 9),
    "referrals:team_goal": day("by_on", 9),
    "referrals:team_meeting": day("met_on", 0) | day("next_look_on", 9),
}
# Where a role may send, but only somebody in it with a limit, or who has a password here.
SENT_BY = {
    "plans:decide": {"social_worker": "social_worker2"}, "brokerage:decide_price": {"social_worker": "social_worker2"},
    "accounts:password": {},
}  # fmt: skip
WORDS = "quillwort"


@contextmanager
def given_back(client: Client) -> Iterator[None]:
    """Everything that happened is undone, and the client has its cookies back: a new password brings new ones."""
    cookies = deepcopy(client.cookies)
    with its_own_transaction():
        yield
    client.cookies = cookies


def url_of(world: World, name: str, row: Row) -> str:
    return address_of(world, addresses()[name], row.stage, PART.get(name, "")) + QUERY.get(name, "")


def send(client: Client, url: str, name: str, words: str = WORDS, **more: Any) -> HttpResponse:
    """Open the page, fill it in and send it; a page that asks again to be sure is sent again."""
    page = client.get(url)
    assert page.status_code == 200, f"the form could not be opened: {page.status_code}"
    answers = {**ANSWERS.get(name, {}), **more}
    response = client.post(url, typed(form_of(page, words, **answers), answers))
    if name in SHOWN_ONCE:
        return response
    return client.post(url, form_of(response, words, **answers)) if response.status_code == 200 else response


def typed(data: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """Files are sent as they are, from their beginning."""
    for name, value in answers.items():
        if hasattr(value, "seek"):
            value.seek(0)
            data[name] = value
    return data


def sender_of(name: str, role: str) -> str:
    return SENT_BY.get(name, {}).get(role, role)


def senders(name: str) -> list[str]:
    some = FORMS[name].senders if name != "accounts:password" else ["social_worker"]
    return [sender_of(name, role) for role in some]


@pytest.mark.parametrize("name", FORMS)
def test_those_who_may_can_send_it(world: World, clients: dict[str, Client], name: str) -> None:
    url, faults = url_of(world, name, FORMS[name]), []
    for role in senders(name):
        with given_back(clients[role]):
            before = state_of_everything(world)
            response = send(clients[role], url, name)
            if response.status_code != done(name):
                faults.append(f"{role} met {response.status_code}: {', '.join(problems(response)) or 'see the page'}")
            elif not changes(before, state_of_everything(world)):
                faults.append(f"{role} sent it and nothing was kept")
    assert not faults, f"{name} ({url}); a machine may need telling what to answer: ANSWERS\n" + "\n".join(faults)


def done(name: str) -> int:
    return 200 if name in SHOWN_ONCE else 303


def problems(response: HttpResponse) -> list[str]:
    """What the error summary says."""
    summary = re.search(r'class="govuk-error-summary".*?</ul>', response.content.decode(), re.DOTALL)
    items = re.findall(r"<li>.*?</li>", summary[0], re.DOTALL) if summary else []
    return [re.sub(r"<[^>]+>", "", item).strip() for item in items]


@pytest.mark.parametrize("name", FORMS)
def test_those_who_may_not_change_nothing(world: World, clients: dict[str, Client], name: str) -> None:
    """They send what somebody who may would send, word for word."""
    row = FORMS[name]
    url = url_of(world, name, row)
    form = clients[senders(name)[0]].get(url)
    before, faults = state_of_everything(world), []
    for role, allowed in wrong_senders(row):
        response = clients[role].post(url, filled(name, form))
        if cell_of(response) not in allowed:
            faults.append(f"{role} met {response.status_code}")
    changed = changes(before, state_of_everything(world))
    assert not faults, f"{name} ({url}) was not refused: " + "; ".join(faults)
    assert not changed, f"{name} ({url}): {changed} changed. Take roles out of access.py one by one to see whose did"


def filled(name: str, form: HttpResponse, words: str = WORDS, **more: Any) -> dict[str, Any]:
    answers = {**ANSWERS.get(name, {}), **more}
    return typed(form_of(form, words, **answers), answers)


def wrong_senders(row: Row) -> list[tuple[str, set[str]]]:
    """Everybody the table does not let send, and how they may be refused."""
    refused = {"403", "404"}
    wrong = [(role, refused) for role, cell in row.cells.items() if cell in refused]
    wrong += [(role, {*refused, "422"}) for role, cell in row.cells.items() if cell == "look"]
    wrong += [(one, allowed) for role, allowed in wrong for one, same in COLLEAGUES.items() if same == role]
    if row.elsewhere == "hidden":
        wrong += [(f"other_{role}", refused) for role in row.cells]
    if row.stage != "-":
        wrong.append(("leaver", refused))
    return wrong if row.signed_out == "yes" else [*wrong, ("nobody", {"sign-in"})]


@pytest.mark.parametrize("name", FORMS)
def test_a_double_click_acts_once(world: World, clients: dict[str, Client], name: str) -> None:
    client, url = clients[senders(name)[0]], url_of(world, name, FORMS[name])
    with given_back(client):
        data = filled(name, client.get(url))
        first = client.post(url, data)
        if first.status_code == 200 and name not in SHOWN_ONCE:
            data = filled(name, first)
            first = client.post(url, data)
        after_one = state_of_everything(world)
        second = client.post(url, filled_again(data))
        assert (first.status_code, second.status_code) == (done(name), 303), problems(second)
        assert name in SHOWN_ONCE or second["Location"] == first["Location"]
        assert changes(after_one, state_of_everything(world)) == []


def filled_again(data: dict[str, Any]) -> dict[str, Any]:
    return typed(data, data)


@pytest.mark.parametrize("name", FORMS)
def test_too_much_is_refused_and_kept(world: World, clients: dict[str, Client], name: str) -> None:
    """10,000 characters in every box: a message for each, what was typed still in it, and nothing half-written."""
    much = "quillwort " * 1000
    hostile(world, clients, name, much, kept=True)


@pytest.mark.parametrize("name", FORMS)
def test_a_nul_byte_is_refused(world: World, clients: dict[str, Client], name: str) -> None:
    """PostgreSQL cannot keep one, so it must never get that far: not from a box, nor from anything else sent."""
    hostile(world, clients, name, "quill\x00wort", kept=False)
    client, url = clients[senders(name)[0]], url_of(world, name, FORMS[name])
    data = filled(name, client.get(url))
    for field in data.keys() - {"csrfmiddlewaretoken", "file"}:
        with given_back(client):
            response = client.post(url, {**filled_again(dict(data)), field: "\x00"})
        assert response.status_code < 500, f"{name}: a NUL in {field} breaks the page"


def hostile(world: World, clients: dict[str, Client], name: str, words: str, *, kept: bool) -> None:
    client, url = clients[senders(name)[0]], url_of(world, name, FORMS[name])
    page = client.get(url)
    usual, boxes = filled(name, page), boxes_on(page)
    if not boxes:
        return  # only a button, or only choices
    before = state_of_everything(world)
    response = client.post(url, {**filled_again(usual), **dict.fromkeys(boxes, words)})
    body = response.content.decode()
    told = set(re.findall(r'href="#id_([a-z0-9_]+)', body))
    assert response.status_code == 422, f"{name} answered {response.status_code}"
    assert set(boxes) <= told, f"{name}: nothing is said about {sorted(set(boxes) - told)}"
    assert changes(before, state_of_everything(world)) == []
    if kept:
        assert body.count(words.strip()) >= len(boxes), f"{name}: what was typed is gone from a box"


def boxes_on(page: HttpResponse) -> list[str]:
    """Boxes for words; passwords are never given back, and the parts of a date are numbers."""
    body = page.content.decode()
    found = re.findall(r'<textarea[^>]*\bname="([^"]+)"', body)
    for tag in re.findall(r"<input[^>]*>", body):
        kind, box = (re.search(rf'\b{part}="([^"]*)"', tag) for part in ("type", "name"))
        if box and kind and kind[1] == "text" and not re.search(r"-(day|month|year)$", box[1]):
            found.append(box[1])
    return found


def test_somebody_trusted_answers_in_their_own_name(world: World) -> None:
    """A friend who was let in may click; the record then says that it was the friend (care-act.md section 9)."""
    with its_own_transaction():
        friend = User.objects.create_user(email="friend@demo.example", name="Bilal Friend")
        person, pathway = world.people["handover_offered"], world.pathways["handover_offered"]
        world.act("social_worker", give_access, person=person, user=friend, kind="trusted", given_by=WORDS)
        client = Client()
        client.force_login(friend, backend="django.contrib.auth.backends.ModelBackend")
        url = f"/pathways/{pathway.pk}/answer/"
        response = client.post(url, form_of(client.get(url), WORDS))
        if response.status_code != 403:
            with acting_as(world.city.viewer("social_worker")):
                (agreed_by,) = SharingAgreement.objects.filter(person=person).values_list("agreed_by", flat=True)
                said_by = PersonAnswer.objects.filter(person=person).latest("pk").said_by
            assert (agreed_by, said_by) == ("Bilal Friend", "Bilal Friend"), "nobody says yes in another's name"


def test_every_form_asks_for_its_own_token(world: World) -> None:
    """Sent from another site's page, with the visitor's cookies, nothing happens (CSRF)."""
    faults = []
    for name, row in FORMS.items():
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.city.users[senders(name)[0]], backend="django.contrib.auth.backends.ModelBackend")
        url = url_of(world, name, row)
        for data in ({}, {"csrfmiddlewaretoken": "x" * 64}):
            if (met := client.post(url, data).status_code) != 403:
                faults.append(f"{name} answered {met}")
    assert not faults, "\n".join(faults)


def test_no_view_is_let_off_the_token() -> None:
    assert [name for name, page in addresses().items() if getattr(page.view, "csrf_exempt", False)] == []
