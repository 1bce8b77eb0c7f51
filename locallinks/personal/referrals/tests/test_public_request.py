"""Asking for help with no account: one thing a page, kept, come back to, checked, sent once, read by the team alone."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import SIGNED_OUT, acting_as
from locallinks.personal.referrals import jobs
from locallinks.personal.referrals.actions import public_request
from locallinks.personal.referrals.models import Contact, ContactStep
from locallinks.personal.referrals.queries.public_request import answers_for
from locallinks.personal.referrals.rules.public_request import DAYS_KEPT
from tests.kit import City
from tests.readability import page_words, reading_age

NAME = {"full_name": "Jean Holt", "preferred_name": ""}
HARD = {"reason": "She cannot manage the stairs <b>now</b>", "matters": "Her cat"}
YOU = {"told_by": "Anne Holt", "told_by_relation": "Daughter", "told_by_reach": "0113 496 0002"}
MAY = {"contact_basis": "agreed", "contact_note": "", "safe_contact": "After two", "communication_needs": "Large print"}


def born(day: int, month: int, year: int, name: str = "date_of_birth") -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def reach(city: City, **changes: str) -> dict[str, str]:
    return {
        "phone": "0113 496 0001",
        "email": "",
        "address": "4 Canal Row",
        "postcode": "zz11aa",
        "home": str(city.council.pk),
        **changes,
    }


def typed_answers(city: City, kind: str) -> dict[str, dict[str, str]]:
    """Every page of one kind, filled in."""
    mine = {"may_contact": "yes", "safe_contact": "", "communication_needs": ""}
    work = {**YOU, "organisation_name": "Mill Lane Surgery"}
    pages = {
        "who": {"kind": kind},
        "name": {**NAME, **born(27, 3, 1938)},
        "reach": reach(city),
        "hard": HARD,
        "urgent": {"urgent": "yes", "why_urgent": "Nobody to cook from Friday"},
        "hospital": {
            "hospital": "St Hilda's",
            "ward": "4",
            "medically_fit": "yes",
            "to_go_home": "A bed downstairs",
            **born(1, 12, 2026, "leaves_on"),
        },
        "young": {"school": "Beck School", "plan_stage": "talking", "like_adult": "A job with animals"},
        "you": work if kind in {"professional", "hospital"} else YOU,
        "may": mine if kind == "me" else MAY,
    }
    if kind == "young":
        pages["name"] = {**NAME, **born(27, 3, clock.today().year - 12)}
    return pages


def send(client: Client, part: str, **data: str):
    return client.post(f"/ask/{part}/", {"submission": str(uuid.uuid4()), **data})


def fill(client: Client, city: City, kind: str, **changes: dict[str, str]):
    """From "who" to the check page, as the site leads."""
    pages = typed_answers(city, kind) | changes
    response = send(client, "who", **pages["who"])
    seen = ["who"]
    while (part := re.fullmatch(r"/ask/(\w+)/", response.headers["Location"])[1]) != "check":
        seen.append(part)
        assert client.get(f"/ask/{part}/").status_code == 200
        response = send(client, part, **pages[part])
        assert response.status_code == 303, response.content.decode()
    return seen


def finish(client: Client):
    return client.post("/ask/check/", {"submission": str(uuid.uuid4())})


def contacts(city: City, role: str = "social_worker") -> list[Contact]:
    with acting_as(city.viewer(role)):
        return list(Contact.objects.select_related("owner").order_by("pk"))


def code_on(page: str) -> str:
    return re.search(r'<strong data-reading="skip">([a-z ]+)</strong>', page)[1]


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("me", "who name reach hard may"),
        ("known", "who name reach hard you may"),
        ("neighbour", "who name reach hard you may"),
        ("professional", "who name reach hard urgent you may"),
        ("hospital", "who name reach hospital hard urgent you may"),
        ("young", "who name reach young hard you may"),
    ],
)
def test_from_the_first_question_to_the_team(city: City, kind: str, parts: str) -> None:
    client = Client()
    assert fill(client, city, kind) == parts.split()
    check = client.get("/ask/check/").content.decode()
    assert "Jean Holt" in check
    assert "She cannot manage the stairs &lt;b&gt;now&lt;/b&gt;" in check
    response = finish(client)
    assert response.status_code == 303
    page = client.get(response.headers["Location"]).content.decode()
    (contact,) = contacts(city)
    assert contact.reference in page
    assert "Aireborough Council" in page
    assert (contact.kind, contact.state, contact.home_id) == (kind, "open", city.council.pk)
    assert contact.owner is None  # nobody is on duty: it is the whole team's
    assert contact.postcode == "ZZ1 1AA"
    assert contact.told_by == ("Jean Holt" if kind == "me" else "Anne Holt")
    with acting_as(city.viewer("social_worker")):
        assert [step.event for step in ContactStep.objects.filter(contact=contact)] == ["asked"]
    assert client.get("/ask/check/").headers["Location"] == "/ask/who/"  # nothing stays in the browser


def test_what_only_hospitals_and_schools_say_is_kept(city: City) -> None:
    for kind in ("hospital", "young"):
        client = Client()
        fill(client, city, kind)
        finish(client)
    hospital, young = contacts(city)
    assert (hospital.urgent, hospital.why_urgent) == (True, "Nobody to cook from Friday")
    assert hospital.facts == {
        "hospital": "St Hilda's",
        "ward": "4",
        "leaves_on": "2026-12-01",
        "medically_fit": "yes",
        "to_go_home": "A bed downstairs",
    }
    assert young.facts == {"plan_stage": "talking", "school": "Beck School", "like_adult": "A job with animals"}


def test_only_the_councils_team_reads_it_and_nobody_reads_drafts(city: City) -> None:
    client = Client()
    fill(client, city, "known")
    for role in ("social_worker", "administrator"):
        with acting_as(city.viewer(role)), connection.cursor() as cursor:
            cursor.execute("select count(*) from referrals_requestdraft")
            assert cursor.fetchone()[0] == 0
    finish(client)
    for role, seen in (("social_worker", 1), ("other_social_worker", 0), ("support_planner", 0), ("person", 0)):
        assert len(contacts(city, role)) == seen
    with acting_as(SIGNED_OUT):
        assert not Contact.objects.exists()


def test_the_five_words_open_it_on_another_computer(city: City) -> None:
    client = Client()
    send(client, "who", kind="known")
    send(client, "name", **NAME, **born(27, 3, 1938))
    code = code_on(client.get("/ask/reach/").content.decode())
    other = Client()
    assert other.get("/ask/reach/").headers["Location"] == "/ask/who/"
    response = other.post("/ask/carry-on/", {"submission": str(uuid.uuid4()), "code": f" {code.upper()} "})
    assert response.headers["Location"] == "/ask/reach/"
    assert "Jean Holt" in other.get("/ask/name/").content.decode()


@pytest.mark.parametrize("code", ["acorn river spoon tiger amber", "'; drop table", "\u00b2", "a\x00b", "x" * 10_000])
def test_a_wrong_code_opens_nothing(city: City, code: str) -> None:
    response = Client().post("/ask/carry-on/", {"submission": str(uuid.uuid4()), "code": code})
    assert response.status_code == 422


def test_stopping_clears_the_screen_and_keeps_or_deletes(city: City) -> None:
    for what, kept in (("keep", True), ("forget", False)):
        client = Client()
        send(client, "who", kind="me")
        code = code_on(client.get("/ask/stop/").content.decode())
        assert client.post("/ask/stop/", {"submission": str(uuid.uuid4()), "what": what}).status_code == 303
        assert client.get("/ask/name/").headers["Location"] == "/ask/who/"
        assert (answers_for(code, clock.now()) is not None) is kept


def test_four_weeks_later_it_is_gone(city: City) -> None:
    client = Client()
    send(client, "who", kind="me")
    code = code_on(client.get("/ask/name/").content.decode())
    assert answers_for(code, clock.now() + clock.now().resolution) is not None
    later = clock.now().replace(year=clock.now().year + 1)
    assert answers_for(code, later) is None


def test_a_draft_goes_when_its_four_weeks_are_over_to_the_second(city: City) -> None:
    now, four_weeks, a_second = clock.now(), timedelta(days=DAYS_KEPT), timedelta(seconds=1)
    public_request.save_answers(code="over", part="hard", answers={"reason": "x"}, at=now - four_weeks)
    public_request.save_answers(code="nearly", part="hard", answers={"reason": "x"}, at=now - four_weeks + a_second)
    assert answers_for("over", now) is None
    assert answers_for("nearly", now)
    assert public_request.forget_old_drafts(at=now) == 1
    assert public_request.forget_old_drafts(at=now) == 0
    assert answers_for("nearly", now)


def test_m9_the_night_forgets_drafts_past_their_four_weeks(city: City) -> None:
    """Without anybody writing another: counted by the owner, for whom no policy is in the way."""
    now = clock.now()
    for days, part in ((29, "old"), (27, "new")):
        public_request.save_answers(code=part, part="hard", answers={"reason": "x"}, at=now - timedelta(days=days))
    assert jobs.forget_old_drafts.func() == "1 forgotten"
    assert jobs.forget_old_drafts.func() == "0 forgotten"
    assert answers_for("new", now)
    found = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert found["referrals.forget_old_drafts"] == "40 3 * * *"


def test_a_double_click_begins_one_draft_and_sends_one_request(city: City) -> None:
    client, other = Client(), Client()
    form = {"submission": str(uuid.uuid4()), "kind": "me"}
    first, second = client.post("/ask/who/", form), other.post("/ask/who/", form)
    assert first.headers["Location"] == second.headers["Location"] == "/ask/name/"
    assert code_on(client.get("/ask/name/").content.decode()) == code_on(other.get("/ask/name/").content.decode())
    fill(client, city, "me")
    form = {"submission": str(uuid.uuid4())}
    assert client.post("/ask/check/", form).headers["Location"] == client.post("/ask/check/", form).headers["Location"]
    assert len(contacts(city)) == 1


def test_changing_who_it_is_for_asks_only_what_is_missing(city: City) -> None:
    client = Client()
    fill(client, city, "known")
    assert send(client, "who", kind="professional").headers["Location"] == "/ask/urgent/"


@pytest.mark.parametrize(
    ("kind", "part", "changes", "says"),
    [
        ("me", "name", {"full_name": ""}, "Enter your name"),
        ("me", "name", born(1, 1, 2090), "Enter a date of birth that is in the past"),
        ("me", "name", born(1, 1, 1901), "Check the year of birth"),
        ("young", "name", born(1, 1, 2024), "from the age of 9"),
        ("young", "name", {"date_of_birth-year": ""}, "year"),
        ("me", "reach", {"phone": "", "address": ""}, "Enter one way to reach you"),
        ("me", "reach", {"home": "²"}, "Which council"),
        ("me", "hard", {"reason": "x" * 10_000}, "must be 5,000 characters or fewer"),
        ("me", "hard", {"reason": ""}, "What is hard for you just now?"),
        ("known", "may", {"contact_basis": "best_interests"}, "Say why you think it is best for them"),
        ("me", "may", {"may_contact": "no"}, "We can only help if we may get in touch"),
        ("professional", "urgent", {"why_urgent": ""}, "Say what cannot wait"),
        ("professional", "you", {"organisation_name": ""}, "Enter where you work"),
        ("hospital", "hospital", {"ward": ""}, "Enter the ward"),
    ],
)
def test_an_error_keeps_what_was_typed(city: City, kind: str, part: str, changes: dict, says: str) -> None:
    client = Client()
    fill(client, city, kind)
    typed = typed_answers(city, kind)[part] | changes
    response = send(client, part, **typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    for value in (value for name, value in typed.items() if name != "home"):
        assert str(value).replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;") in page


def test_an_unknown_page_is_not_found_and_another_kinds_page_leads_on(city: City) -> None:
    client = Client()
    assert client.get("/ask/nowhere/").status_code == 404
    send(client, "who", kind="me")
    assert client.get("/ask/hospital/").headers["Location"] == "/ask/name/"
    assert client.get("/ask/sent/", {"for": "tampered"}).headers["Location"] == "/ask/"


def test_nothing_in_the_browser_can_be_forged(city: City) -> None:
    client = Client()
    client.cookies["asking"] = "acorn-river-spoon-tiger-amber"
    assert client.get("/ask/name/").headers["Location"] == "/ask/who/"


def test_the_pages_read_plainly(city: City) -> None:
    for kind in ("me", "known", "professional", "hospital", "young"):
        client = Client()
        pages = fill(client, city, kind)
        for path in ("", *(f"{part}/" for part in pages), "check/", "stop/", "carry-on/"):
            words = page_words(client.get(f"/ask/{path}").content.decode())
            assert len(words.split()) < 25 or reading_age(words) <= 11, (kind, path, reading_age(words), words)
        words = page_words(client.get(finish(client).headers["Location"]).content.decode())
        assert reading_age(words) <= 11


def test_the_council_is_not_asked_for_where_there_is_one(city: City) -> None:
    from locallinks.foundation.accounts.models import Organisation

    Organisation.objects.filter(pk=city.other_council.pk).update(kind="community_group")
    client = Client()
    fill(client, city, "me", reach=reach(city))
    assert "Which council" not in client.get("/ask/reach/").content.decode()
    finish(client)
    assert contacts(city)[0].home_id == city.council.pk
