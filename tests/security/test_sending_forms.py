"""Every form, sent as every user: those who may send it can, the others change nothing, and twice acts once.

form_filling.py fills in what is on the page; ANSWERS holds what it cannot guess. A new form is tested as soon as it is
in access.txt. foundation/ui/tests/test_fields.py tests what each field refuses, and tests/architecture/test_forms.py
that every form is made of those fields.
"""

import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.actions.sharing import give_access
from locallinks.foundation.people.models import SharingAgreement
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.foundation.ui.pages import FormPage
from locallinks.personal.handovers.models import PersonAnswer
from tests.security.access_table import Row, table
from tests.security.page_visits import form_of, rolled_back, url_for, url_patterns
from tests.security.test_pages import COLLEAGUES, cell_of
from tests.security.world_base import PASSWORD, World, own_transaction

IN_THEIR_OWN_FILE = {  # test_signing_in.py; shown in a demo only; answers with the link itself, shown once
    "accounts:sign_in",
    "accounts:sign_out",
    "styleguide",
    "assessments:create_self_assessment_link",
    "plans:create_link",
}
# What the act made stands in the answer itself, once, and is kept nowhere: 200 is that it was done.
SHOWN_ONCE = {
    "accounts:give_password",
    "exchange:create_connection",
    "exchange:send_file",
    "brokerage:request_quotes",
    "reviews:request_contribution",
}
FORMS = {
    name: row
    for name, row in table().items()
    if row.senders and name not in IN_THEIR_OWN_FILE and name in url_patterns() and url_patterns()[name].sends
}
TODAY = clock.today()


def day(name: str, days: int) -> dict[str, Any]:
    on = TODAY + timedelta(days=days)
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


FEED = [{"id": "9", "name": "Tea", "status": "active", "organization": {"id": "8", "name": "Millbank Hall"}}]
ANSWERS: dict[str, dict[str, Any]] = {
    "accounts:answer_membership": {"answer": "no"},  # a yes needs the code: test_accounts.py
    "accounts:arrange_cover": day("starts_on", 0) | day("ends_on", 9),
    "accounts:delegations": day("starts_on", 0) | day("ends_on", 9),
    "accounts:end_delegation": day("ends_on", 9),
    "accounts:duty_rota": {"user": lambda offered: offered[-1]} | day("first_on", 1) | day("last_on", 9),
    "accounts:change_password": {"old": PASSWORD, "new": "another-good-life"},
    # Their title has a surname in it, which is refused.
    "brokerage:request_quotes": {
        "what": "Help at home",
        "what_when": "Mornings",
    },
    "brokerage:change_arrangement": {"price_pence": "1"},
    "assessments:trusted_assessors": day("since", 0) | day("until", 9),
    "assessments:trusted_assessments": {"scope": "alarm"} | day("assessed_on", 0),
    "assessments:record_capacity": {"impaired": "no", "best_interests": ""},
    "assessments:end_short_term": day("ended_on", 0),
    "assessments:record_refusal": {"at_risk": "no"},
    "assessments:short_term": day("starts_on", 0) | day("left_hospital_on", 0),
    "budgets:propose_allocation_version": {"tolerance_percent": "10"} | day("starts_on", 9),
    "charging:estimate": {"estimate": ""},
    "concerns:decide_concern": {"decision": "enquiry"},
    "concerns:raise_concern": {"hidden_from": []},  # kept from both leads, nobody could see that it was kept
    "concerns:raise_concern_about": {"hidden_from": []},
    "fund_holding:add_use": {"kind": "thing"} | day("starts_on", 0) | day("ends_on", 7),
    "fund_holding:request_stop": day("from_on", 0),
    "fund_holding:stop_payment": {"why": "misused"} | day("ends_on", 60),
    "directory:import_feed": {"file": SimpleUploadedFile("feed.json", json.dumps(FEED).encode())},
    "handovers:capacity": {"places": "5"} | day("as_of", 0) | day("until", 9),
    "plans:add_attachment": {"file": SimpleUploadedFile("page.jpg", b"\xff\xd8\xff paper \xff\xd9")},
    "exchange:resolve_record": {"choice": "ours"},
    "exchange:send_file": {"file": SimpleUploadedFile("people.csv", b"reference,full_name\nP-9,Tess Larkin\n")},
    "handovers:record_network_answer": {"answer": "yes"},
    "pathways:record_death": day("died_on", 0),
    "pathways:record_move_away": day("moved_on", 0),
    "people:add_legal_representative": {
        "kind": "attorney",
        "scopes": ["property"],
        **day("seen_on", 0),
        **day("ends_on", 30),
    },
    "people:edit_details": day("date_of_birth", -20_000) | {"unsafe_channels": []},
    "people:end_legal_representative": day("on", 0),
    "plans:edit_texts": {"about_me": "Tea in the garden"},
    "plans:add_line": {"personal_care": "no", "regulated": "no"},
    "plans:add_visit": day("on", 0),
    "plans:decide_plan": {"direct_payment_pence": "41.21"},  # what the parts paid so come to, less what they pay
    "plans:change_goal": day("progress_on", 0),
    "referrals:record_referral": day("date_of_birth", -20_000),
    "teams:set_tier": day("next_look_on", 9),
    "teams:add_goal": day("by_on", 9),
    "teams:record_meeting": day("met_on", 0) | day("next_look_on", 9),
}
KEEPS_NOTHING = {
    "fund_holding:request_payment": "leads to the page of who would hold it",
    "exchange:export_file": "leads to the file",
    "plans:restore_line": "the part was not taken out",
    "plans:start_plan": "the plan is there, and it leads to it",
    "referrals:delete_draft": "there is no draft to forget",
}
# Where a role may send, but only somebody in it with a limit, or who has a password here.
SENT_BY = {
    "plans:decide_plan": {"social_worker": "social_worker2"},
    "brokerage:decide_price": {"social_worker": "social_worker2"},
    "accounts:change_password": {},
}
WORDS = "quillwort"


def typed(data: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """Rewind files, so that they are sent whole."""
    for name, value in answers.items():
        if hasattr(value, "seek"):
            value.seek(0)
            data[name] = value
    return data


def sender_of(name: str, role: str) -> str:
    return SENT_BY.get(name, {}).get(role, role)


def senders(name: str) -> list[str]:
    some = FORMS[name].senders if name != "accounts:change_password" else ["social_worker"]
    return [sender_of(name, role) for role in some]


@dataclass(frozen=True)
class Opened:
    """A form, as the first user who may send it sees it."""

    world: World
    clients: dict[str, Client]
    name: str
    url: str
    page: HttpResponse
    data: dict[str, Any]  # what the page would send, filled in

    @property
    def client(self) -> Client:
        return self.clients[senders(self.name)[0]]


@pytest.mark.parametrize("name", FORMS)
def test_who_sends_it_and_what_it_refuses(world: World, clients: dict[str, Client], name: str) -> None:
    url, first = url_for(world, name), senders(name)[0]
    page = clients[first].get(url)
    assert page.status_code == 200, f"{name} ({url}): {first} may send it and meets {page.status_code}"
    opened = Opened(world, clients, name, url, page, filled(name, page))
    faults = [*not_kept(opened), *not_refused(opened), *too_much(opened), *nul_in_a_box(opened), *nul_elsewhere(opened)]
    assert not faults, f"{name} ({url})\n" + "\n".join(faults)


def not_kept(opened: Opened) -> Iterator[str]:
    """Return what is wrong when users who may send the form do, the first of them twice: a double click acts once."""
    name, url = opened.name, opened.url
    for role in senders(name):
        client, again = opened.clients[role], []
        with rolled_back(opened.world, client) as changed:
            data = opened.data if client is opened.client else filled(name, client.get(url))
            response = client.post(url, filled_again(data))
            if response.status_code == 200 and name not in SHOWN_ONCE:  # it asks again, to be sure
                data = filled(name, response)
                response = client.post(url, data)
            if response.status_code == done(name) and client is opened.client:
                again = list(acts_twice(opened, data, response))
        if response.status_code != done(name):
            yield f"  {role} met {response.status_code}: {', '.join(problems(response)) or 'see the page'}. {ASK}"
        elif bool(set(changed) - {"shared_submittedform"}) is (name in KEEPS_NOTHING):  # that is kept of every form
            yield (
                f"  {role} sent it and {changed} changed"
                if name in KEEPS_NOTHING
                else f"  {role} sent it, and nothing is kept"
            )
        yield from again


ASK = "A machine may need telling what to answer: ANSWERS"


def acts_twice(opened: Opened, data: dict[str, Any], first: HttpResponse) -> Iterator[str]:
    with rolled_back(opened.world, opened.client) as changed:
        second = opened.client.post(opened.url, filled_again(data))
    if second.status_code != 303:
        yield f"  sent twice it answers {second.status_code}: {', '.join(problems(second)) or 'see the page'}"
    elif opened.name not in SHOWN_ONCE and second["Location"] != first["Location"]:
        yield f"  sent twice it leads to {second['Location']}, first to {first['Location']}"
    if changed:
        yield f"  sent twice it acts twice: {changed} changed again"


def done(name: str) -> int:
    return 200 if name in SHOWN_ONCE else 303


def problems(response: HttpResponse) -> list[str]:
    """Return the messages of the error summary."""
    summary = re.search(r'class="govuk-error-summary".*?</ul>', response.content.decode(), re.DOTALL)
    items = re.findall(r"<li>.*?</li>", summary[0], re.DOTALL) if summary else []
    return [re.sub(r"<[^>]+>", "", item).strip() for item in items]


def not_refused(opened: Opened) -> Iterator[str]:
    """Return what is wrong when the others send the same data: they are refused and change nothing."""
    with rolled_back(opened.world) as changed:
        for role, allowed in wrong_senders(FORMS[opened.name]):
            response = opened.clients[role].post(opened.url, filled_again(opened.data))
            if cell_of(response) not in allowed:
                yield f"  {role} is not refused: {response.status_code}"
    if changed:
        yield f"  one of those who may not changed {changed}: take roles out of access.txt one by one to see whose did"


def wrong_senders(row: Row) -> list[tuple[str, set[str]]]:
    """Return the users who may not send the form, and the responses that are right for each."""
    refused = {"403", "404"}
    wrong = [(role, refused) for role, cell in row.cells.items() if cell in refused]
    wrong += [(role, {*refused, "422"}) for role, cell in row.cells.items() if cell == "look"]
    wrong += [(colleague, allowed) for role, allowed in wrong for colleague, same in COLLEAGUES.items() if same == role]
    if row.elsewhere == "hidden":
        wrong += [(f"other_{role}", refused) for role in row.tried_elsewhere]
    if row.stage != "-":
        wrong.append(("leaver", refused))
    return wrong if row.signed_out == "yes" else [*wrong, ("nobody", {"sign-in"})]


def filled(name: str, form: HttpResponse, words: str = WORDS, **more: Any) -> dict[str, Any]:
    answers = {**ANSWERS.get(name, {}), **more}
    return typed(form_of(form, words, **answers), answers)


def filled_again(data: dict[str, Any]) -> dict[str, Any]:
    return typed(dict(data), data)


def too_much(opened: Opened) -> Iterator[str]:
    """Too long a text gives a message for each box, keeps what was typed, and saves nothing."""
    much, boxes = "quillwort " * 1000, boxes_on(opened.page)
    body, faults = refused(opened, much)
    yield from faults
    if body.count(much.strip()) < len(boxes):
        yield "  sent with too much, what was typed is gone from a box"


def nul_in_a_box(opened: Opened) -> Iterator[str]:
    """PostgreSQL cannot store a NUL, so that it must be refused before."""
    yield from refused(opened, "quill\x00wort")[1]


def refused(opened: Opened, words: str) -> tuple[str, list[str]]:
    """Return the page that comes back when every box holds this text, and what is wrong with it."""
    boxes = boxes_on(opened.page)
    if not boxes:
        return "", []  # only a button, or only choices
    with rolled_back(opened.world, opened.client) as changed:
        response = opened.client.post(opened.url, {**filled_again(opened.data), **dict.fromkeys(boxes, words)})
    body, sent = response.content.decode(), f"sent with {words[:12]!r} in every box"
    faults = [] if response.status_code == 422 else [f"  {sent} it answers {response.status_code}"]
    if untold := set(boxes) - set(re.findall(r'href="#id_([a-z0-9_]+)', body)):
        faults.append(f"  {sent} it says nothing about {sorted(untold)}")
    return body, faults + ([f"  {sent} it changes {changed}"] if changed else [])


def nul_elsewhere(opened: Opened) -> Iterator[str]:
    """A NUL in all other fields at once; and where a view reads the POST before its form, in each field alone."""
    fields = sorted(opened.data.keys() - {"csrfmiddlewaretoken", "file"})
    together = [[name for name in fields if name not in boxes_on(opened.page)]]
    for some in together + (
        [[name] for name in fields] if reads_what_was_sent(url_patterns()[opened.name].view) else []
    ):
        with rolled_back(opened.world, opened.client):
            response = opened.client.post(opened.url, {**filled_again(opened.data), **dict.fromkeys(some, "\x00")})
        if response.status_code >= 500:
            yield f"  a NUL in {' and '.join(some)} breaks the page"


def reads_what_was_sent(view: type) -> bool:
    """Whether a class of this view reads the POST itself (tests/architecture/test_forms.py)."""
    own = [base for base in view.__mro__ if base not in FormPage.__mro__]
    return any("post" in vars(base) or "POST" in inspect.getsource(base) for base in own)


def boxes_on(page: HttpResponse) -> list[str]:
    """Return the text boxes, without passwords, which are never shown again, and parts of dates."""
    body = page.content.decode()
    found = re.findall(r'<textarea[^>]*\bname="([^"]+)"', body)
    for tag in re.findall(r"<input[^>]*>", body):
        kind, box = (re.search(rf'\b{part}="([^"]*)"', tag) for part in ("type", "name"))
        if box and kind and kind[1] == "text" and not re.search(r"-(day|month|year)$", box[1]):
            found.append(box[1])
    return found


def test_somebody_trusted_answers_in_their_own_name(world: World) -> None:
    """A friend with access may answer; the record says that it was the friend (docs/rules/care-act.md 9)."""
    with own_transaction():
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
    """A form sent from another site with the user's cookies does nothing (CSRF)."""
    faults, strict = [], {}
    for name in FORMS:
        sender = senders(name)[0]
        if sender not in strict:
            strict[sender] = Client(enforce_csrf_checks=True)
            strict[sender].force_login(world.city.users[sender], backend="django.contrib.auth.backends.ModelBackend")
        if (met := strict[sender].post(url_for(world, name), {}).status_code) != 403:
            faults.append(f"{name} answered {met}")
    assert not faults, "\n".join(faults)
    for client in strict.values():
        assert client.post("/accounts/password/", {"csrfmiddlewaretoken": "x" * 64}).status_code == 403


def test_no_view_is_let_off_the_token() -> None:
    assert [name for name, page in url_patterns().items() if getattr(page.view, "csrf_exempt", False)] == []
