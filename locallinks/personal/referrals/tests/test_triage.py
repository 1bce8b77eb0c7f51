"""What the team does with what anybody asked: nothing is lost, nothing silent, and each refusal says why."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.accounts.actions.duty_rota import set_duty
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import SIGNED_OUT, acting_as
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.actions.public_request import save_answers, send_request
from locallinks.personal.referrals.actions.triage import (
    advise_contact,
    close_contact,
    refer_contact,
    reopen_contact,
    take_contact,
)
from locallinks.personal.referrals.models import Contact, ContactStep, Referral
from locallinks.personal.referrals.queries.referral_and_advice import referral_of
from tests.kit import NOW, City, make_person, pathway_in
from tests.prebuilt import built_once
from tests.readability import page_words, reading_age

ANSWERS = {
    "who": {"kind": "neighbour"}, "name": {"full_name": "Jean Holt", "date_of_birth": "1938-03-27"},
    "reach": {"phone": "", "address": "4 Canal Row", "postcode": "ZZ1 1AA"}, "hard": {"reason": "She fell twice"},
    "you": {"told_by": "Tom Lacey", "told_by_relation": "Neighbour", "told_by_reach": "0113 496 0003"},
    "may": {"contact_basis": "not_asked"},
}  # fmt: skip
URGENT = {
    "who": {"kind": "hospital"},
    "urgent": {"urgent": True, "why_urgent": "Home on Friday"},
    "hospital": {
        "hospital": "St Hilda's",
        "ward": "4",
        "leaves_on": "2026-11-20",
        "medically_fit": "yes",
        "to_go_home": "A bed downstairs",
    },
}
AGREED = {"contact_basis": "agreed"}


@built_once
def ask(city: City, at=NOW, **changes) -> Contact:
    answers = ANSWERS | changes
    with acting_as(SIGNED_OUT):
        save_answers(code="acorn-acorn-acorn-acorn-acorn", part="who", answers=answers["who"], at=at)
        number, _ = send_request(
            code="acorn-acorn-acorn-acorn-acorn",
            home_id=city.council.pk,
            kind=answers["who"]["kind"],
            answers=answers,
            at=at,
        )
    with acting_as(city.viewer("social_worker")):
        return Contact.objects.get(pk=number)


def act(city: City, action, contact: Contact, role: str = "social_worker", at=NOW, **given):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return action(viewer=viewer, contact_id=contact.pk, at=at, **given)


def advise(city: City, contact: Contact, **changes):
    given = {"advice": "The lunch club", "introduction_offered": True, "introduction_note": "Perhaps", **changes}
    return act(city, advise_contact, contact, **given)


def now(city: City, contact: Contact) -> Contact:
    with acting_as(city.viewer("social_worker")):
        return Contact.objects.select_related("owner", "person", "pathway").get(pk=contact.pk)


def events(city: City, contact: Contact) -> list[str]:
    with acting_as(city.viewer("social_worker")):
        return list(ContactStep.objects.filter(contact=contact).values_list("event", flat=True))


def on_duty(city: City, role: str = "social_worker", day=NOW) -> None:
    viewer = city.viewer(role)
    with acting_as(viewer):
        set_duty(
            viewer=viewer,
            user_id=viewer.user_id,
            first_on=day.date(),
            last_on=day.date(),
            weekdays=tuple("0123456"),
            at=NOW,
        )


def test_it_belongs_to_whoever_is_on_duty_and_has_two_working_days(city: City) -> None:
    on_duty(city)
    contact = ask(city)  # a Monday
    assert (contact.owner.name, contact.due_on.isoformat(), contact.state) == ("Ruth Adeyemi", "2026-11-18", "open")
    friday = ask(city, at=NOW + timedelta(days=4))
    assert friday.due_on.isoformat() == "2026-11-24"
    assert friday.owner is None  # nobody on duty: the whole team's. No software assigns anybody
    assert json.dumps(contact.facts) == "{}"


def test_nothing_goes_in_without_what_it_needs_or_to_no_council(city: City) -> None:
    with pytest.raises(DomainError) as problem:
        ask(city, hard={"reason": " "}, may={"contact_basis": "best_interests"})
    assert problem.value.codes == {"reason_missing", "contact_note_missing"}
    with acting_as(SIGNED_OUT):
        save_answers(code="acorn", part="who", answers={}, at=NOW)
        for home, code in ((city.network.pk, "acorn"), (city.council.pk, "never-begun")):
            with pytest.raises(DomainError) as problem:
                send_request(code=code, home_id=home, kind="neighbour", answers=ANSWERS, at=NOW)
            assert problem.value.codes == {"gone"}


def test_nobody_puts_one_in_by_hand_and_its_steps_are_history(city: City) -> None:
    contact = ask(city)
    with acting_as(SIGNED_OUT), pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
        Contact.objects.create(
            home=city.council,
            kind="me",
            urgent=False,
            full_name="x",
            reason="x",
            told_by="x",
            contact_basis="agreed",
            sent_at=NOW,
            due_on=NOW.date(),
        )
    with acting_as(city.viewer("social_worker")), pytest.raises(DatabaseError, match="history"), transaction.atomic():
        ContactStep.objects.filter(contact=contact).update(reason="other")


def test_too_much_for_one_page_is_refused_by_the_database_too(city: City) -> None:
    with acting_as(SIGNED_OUT), pytest.raises(DatabaseError, match="more than one page"), transaction.atomic():
        save_answers(code="acorn", part="hard", answers={"reason": "x" * 70_000}, at=NOW)


def test_prevention_first_then_a_new_record_and_a_way_through(city: City) -> None:
    contact = ask(city)
    with pytest.raises(DomainError) as problem:
        act(city, refer_contact, contact, person=None, **AGREED)
    assert problem.value.codes == {"prevention_first"}
    advise(city, contact)
    pathway = act(city, refer_contact, contact, role=Role.HANDOVER_CHAMPION, person=None, **AGREED)
    contact = now(city, contact)
    assert (contact.state, contact.pathway_id, contact.person.full_name) == ("referred", pathway.pk, "Jean Holt")
    assert contact.person.contact_by == "letter"
    assert events(city, contact) == ["asked", "advised", "referred"]
    with acting_as(city.viewer("social_worker")):
        referral = referral_of(pathway)
        assert (referral.told_by, referral.reason) == ("Tom Lacey", "She fell twice")
        assert Entry.objects.filter(person_id=contact.person_id, verb__startswith="opened a way through").exists()


def test_somebody_who_can_only_be_reached_through_whoever_told_us(city: City) -> None:
    contact = ask(city, reach={"phone": "", "address": ""})
    pathway = act(city, refer_contact, contact, person=None, why_not_first="She cannot ring", **AGREED)
    assert pathway.person.address == "Through Tom Lacey, 0113 496 0003"


def test_urgent_goes_straight_on(city: City) -> None:
    contact = ask(city, **URGENT)
    assert act(city, refer_contact, contact, person=None, **AGREED).state == "referred"


def test_somebody_known_keeps_their_record_and_an_open_way_is_added_to(city: City) -> None:
    known, busy = make_person(city), make_person(city, name="Edna Holt")
    way = pathway_in(city, busy, "assessing")
    first, second = ask(city), ask(city)
    opened = act(city, refer_contact, first, person=known, why_not_first="Known to us", **AGREED)
    added = act(city, refer_contact, second, person=busy, why_not_first="Known to us", **AGREED)
    assert opened.person_id == known.pk
    assert added.pk == way.pk
    assert (now(city, first).state, now(city, second).state) == ("referred", "added")
    with acting_as(city.viewer("social_worker")):
        assert (Person.objects.count(), Pathway.objects.count()) == (2, 2)


def test_somebody_whose_way_closed_comes_back_by_a_new_one_that_points_to_the_last(city: City) -> None:
    person = make_person(city)
    earlier = pathway_in(city, person, "signposted")
    pathway = act(city, refer_contact, ask(city), person=person, why_not_first="She came back", **AGREED)
    with acting_as(city.viewer("social_worker")):
        assert Referral.objects.get(pathway=pathway).earlier_id == earlier.pk
    page = city.client("social_worker").get(f"/pathways/{pathway.pk}/request/").content.decode()
    assert "They have come back to us" in page
    assert "Read the whole request" in page


def test_not_asked_is_settled_before_anything_opens(city: City) -> None:
    contact = ask(city)
    with pytest.raises(DomainError) as problem:
        act(city, refer_contact, contact, person=None, why_not_first="x", contact_basis="not_asked")
    assert problem.value.codes == {"may_contact_missing"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"why": "", "words": "x"}, "why_missing"),
        ({"why": "did_not_want", "words": " "}, "words_missing"),
        ({"why": "advice_enough", "words": "x"}, "not_advised"),
        ({"why": "not_reached", "words": "x"}, "urgent_not_reached"),
    ],
)
def test_it_is_never_closed_silently(city: City, given: dict, code: str) -> None:
    contact = ask(city, **URGENT)
    with pytest.raises(DomainError) as problem:
        act(city, close_contact, contact, **given)
    assert problem.value.codes == {code}
    assert now(city, contact).is_open


def test_closed_with_a_reason_and_opened_again_with_one(city: City) -> None:
    contact = ask(city)
    advise(city, contact)
    act(city, close_contact, contact, why="advice_enough", words="She will try the club")
    for action, given in (
        (take_contact, {"owner_id": city.users["social_worker"].pk}),
        (close_contact, {"why": "mistake", "words": "x"}),
        (refer_contact, {"person": None, **AGREED}),
    ):
        with pytest.raises(DomainError) as problem:
            act(city, action, contact, **given)
        assert problem.value.codes == {"shut"}
    with pytest.raises(DomainError) as problem:
        act(city, reopen_contact, contact, words=" ")
    assert problem.value.codes == {"words_missing"}
    later = NOW + timedelta(days=30)
    act(city, reopen_contact, contact, role=Role.HANDOVER_CHAMPION, words="She rang again", at=later)
    contact = now(city, contact)
    assert (contact.state, contact.owner.name) == ("open", "Callum Reid")
    assert contact.due_on > later.date()
    assert events(city, contact) == ["asked", "advised", "closed", "reopened"]
    with pytest.raises(DomainError) as problem:
        act(city, reopen_contact, contact, words="again")
    assert problem.value.codes == {"not_closed"}


@pytest.mark.parametrize("changes", [{"advice": " "}, {"introduction_offered": False}])
def test_advice_needs_words_and_the_offer(city: City, changes: dict) -> None:
    contact = ask(city)
    with pytest.raises(DomainError):
        advise(city, contact, **changes)
    assert events(city, contact) == ["asked"]


def test_it_stays_within_the_team(city: City) -> None:
    contact = ask(city)
    for outsider in ("finance", "other_social_worker", "support_planner"):
        with pytest.raises(DomainError) as problem:
            act(city, take_contact, contact, owner_id=city.users[outsider].pk)
        assert problem.value.codes == {"not_in_the_team"}


def test_who_may_do_what(city: City) -> None:
    contact = ask(city)
    with pytest.raises(NotAllowed):
        act(city, close_contact, contact, role=Role.HANDOVER_CHAMPION, why="mistake", words="x")
    with pytest.raises(NotAllowed):
        act(city, take_contact, contact, role=Role.FINANCE, owner_id=1)
    with pytest.raises(Contact.DoesNotExist):
        act(city, take_contact, contact, role="other_social_worker", owner_id=1)
    theirs = city.viewer("other_social_worker")
    person = make_person(city)
    with acting_as(theirs), pytest.raises(Contact.DoesNotExist):
        refer_contact(viewer=theirs, contact_id=contact.pk, person=person, at=NOW, **AGREED)


# ---- pages ----


def send(client: Client, url: str, **data: str):
    return client.post(url, {"submission": str(uuid.uuid4()), **data})


def test_from_the_list_to_the_way_through(city: City) -> None:
    make_person(city, name="Jean Holt", address="4 Canal Row")
    on_duty(city)
    contact, client = ask(city), city.client("social_worker")
    page = client.get("/contacts/").content.decode()
    assert "Jean Holt" in page
    assert "Ruth Adeyemi" in page
    here = f"/contacts/{contact.pk}/"
    assert "She fell twice" in client.get(here).content.decode()
    page = client.get(f"{here}open/").content.decode()
    assert "No advice is written down yet" in page
    assert "4 Canal Row" in page
    response = send(client, f"{here}open/", person_id="new", contact_basis="agreed")
    assert response.status_code == 422
    assert "First offer advice" in response.content.decode()
    response = send(client, f"{here}advice/", advice="The club", introduction_offered="on", introduction_note="Yes")
    assert response.headers["Location"] == here
    response = send(client, f"{here}open/", person_id="new", contact_basis="agreed")
    assert response.headers["Location"].endswith("/request/")
    assert client.get(f"{here}close/").headers["Location"] == here
    assert "See how they came to us" in client.get(here).content.decode()


def test_owner_close_and_reopen_by_page(city: City) -> None:
    contact, client = ask(city), city.client("social_worker")
    here = f"/contacts/{contact.pk}/"
    champion = str(city.users["handover_champion"].pk)
    assert send(client, f"{here}owner/", owner_id=champion).status_code == 303
    assert send(client, f"{here}owner/", owner_id="²", reason="x").status_code == 422
    assert send(client, f"{here}close/", why="did_not_want", words="She said no").status_code == 303
    assert "She said no" in client.get(here).content.decode()
    assert send(client, f"{here}reopen/", words="Her son rang").status_code == 303
    assert client.get(f"{here}reopen/").headers["Location"] == here
    assert send(client, f"{here}close/", why="did_not_want", words="x" * 10_000).status_code == 422


def test_lists_filter_download_and_say_when_empty(city: City) -> None:
    client = city.client("social_worker")
    assert "Nothing is waiting here" in client.get("/contacts/").content.decode()
    on_duty(city)
    contact = ask(city, **URGENT)
    for show, seen in (("", True), ("mine", True), ("late", True), ("done", False), ("zzz", True)):
        assert ("Jean Holt" in client.get("/contacts/", {"show": show}).content.decode()) is seen, show
    lines = client.get("/contacts/?format=csv").content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith(f"{contact.reference},Jean Holt,Leaving hospital,yes,2026-11-16,2026-11-18,yes,Ruth")


def test_a_young_person_is_flagged(city: City) -> None:
    young = {
        "who": {"kind": "young"},
        "name": {"full_name": "Ali Noor", "date_of_birth": "2012-01-01"},
        "young": {"plan_stage": "none"},
    }
    contact = ask(city, **young)
    page = city.client("social_worker").get(f"/contacts/{contact.pk}/").content.decode()
    assert "Under 18" in page
    assert "Nobody has begun to plan for it" in page
    with pytest.raises(DomainError) as problem:
        ask(city, **young | {"name": {"full_name": "Ali Noor", "date_of_birth": "2020-01-01"}})
    assert problem.value.codes == {"too_young"}


def test_the_pages_read_plainly_and_ask_the_database_little(city: City) -> None:
    contact, client = ask(city), city.client("social_worker")
    for path in ("", *(f"{contact.pk}/{one}" for one in ("", "owner/", "advice/", "open/", "close/"))):
        with CaptureQueriesContext(connection) as asked:
            words = page_words(client.get(f"/contacts/{path}").content.decode())
        assert reading_age(words) <= 13, (path, reading_age(words))
        assert len(asked) <= (20 if path.endswith(("open/", "advice/")) else 14), (path, len(asked))
