"""Safety notes, unsafe channels and legal representatives: actions, pages, and who reads what."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.actions.legal_representatives import (
    end_legal_representative,
    record_legal_representative,
)
from locallinks.foundation.people.actions.records import change_details
from locallinks.foundation.people.actions.safety_notes import record_safety_note, review_safety_note
from locallinks.foundation.people.actions.sharing import open_share
from locallinks.foundation.people.models import LegalRepresentative, Person, SafetyNote, Share
from locallinks.foundation.people.queries.records import decision_authority, safety_notes
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, TODAY, City, make_person, share_with
from tests.readability import page_words, reading_age

LATER = TODAY + timedelta(days=90)
NOTE: dict[str, Any] = {
    "words": "The dog bites. Ring from the gate.",
    "for_visits": True,
    "volunteer_words": "Ring from the gate.",
    "person_knows": True,
    "review_on": LATER,
}
ATTORNEY: dict[str, Any] = {
    "name": "Ann Firth",
    "kind": "attorney",
    "scopes": ["property"],
    "starts_on": date(2024, 1, 1),
    "document": "Lasting power of attorney, stamped",
    "seen_on": TODAY,
}


@pytest.fixture
def mary(city: City) -> Person:
    person = make_person(city, own=True)
    share_with(city, person)
    share_with(city, person, city.provider, "arrangement")
    return person


def act(city: City, action: Any, role: str = "social_worker", **given: Any) -> Any:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return action(viewer=viewer, at=NOW, **given)


def note(city: City, person: Person, role: str = "social_worker", **changes: Any) -> SafetyNote:
    return act(city, record_safety_note, role, person=person, **{**NOTE, **changes})


def decider(city: City, person: Person, role: str = "social_worker", **changes: Any) -> LegalRepresentative:
    return act(city, record_legal_representative, role, person=person, **{**ATTORNEY, **changes})


def post(client: Client, page: str, **data: Any) -> Any:
    return client.post(page, {"submission": str(uuid.uuid4()), **data})


def main(response: Any) -> str:
    return response.content.decode().split("<main", 1)[1].split("</main>")[0]


def box(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


class TestNotes:
    @pytest.mark.parametrize(
        ("role", "reads"),
        [
            ("social_worker", "The dog bites"),
            ("support_planner", "The dog bites"),
            ("provider", "The dog bites"),
            ("person", "The dog bites"),
            ("volunteer_developer", "Ring from the gate."),
        ],
    )
    def test_a_note_is_shown_on_both_pages_to_each_role(self, city: City, mary: Person, role: str, reads: str) -> None:
        note(city, mary)
        for page in ("", "safety/"):
            shown = main(city.client(role).get(f"/people/{mary.pk}/{page}"))
            assert reads in shown
            assert ("dog" in shown) is ("dog" in reads)

    def test_a_hidden_note_is_shown_neither_to_the_person_nor_for_visits(self, city: City, mary: Person) -> None:
        note(city, mary, for_visits=False, person_knows=False, why_not_told="It would put her at risk.")
        for role in ("person", "provider"):
            for page in ("", "safety/"):
                assert "gate" not in main(city.client(role).get(f"/people/{mary.pk}/{page}"))
            with acting_as(city.viewer(role)):
                assert SafetyNote.objects.count() == 0
        assert "does not know of this note" in main(city.client("support_planner").get(f"/people/{mary.pk}/safety/"))

    def test_a_provider_reads_it_only_while_support_runs(self, city: City) -> None:
        ida = make_person(city, "Ida Holt")
        note(city, ida)
        with acting_as(city.viewer("social_worker")):
            open_share(
                person=ida, organisation=city.provider, purpose="arrangement", basis="arrangement", on=clock.today()
            )
        with acting_as(city.viewer("provider")):
            assert SafetyNote.objects.count() == 1
        with acting_as(city.viewer("social_worker")):
            Share.objects.filter(person=ida).update(ends_on=clock.today())
        with acting_as(city.viewer("provider")):
            assert SafetyNote.objects.count() == 0

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"words": " "}, "no_words"),
            ({"person_knows": False}, "not_told_and_no_reason"),
            ({"review_on": TODAY}, "review_is_past"),
        ],
    )
    def test_an_incomplete_note_is_refused(self, city: City, mary: Person, changes: dict, code: str) -> None:
        with pytest.raises(DomainError) as refused:
            note(city, mary, **changes)
        assert refused.value.codes == {code}

    @pytest.mark.parametrize("role", ["volunteer_developer", "provider", "person", "network_manager"])
    def test_only_those_who_plan_write_notes(self, city: City, mary: Person, role: str) -> None:
        with pytest.raises(NotAllowed):
            note(city, mary, role)
        assert city.client(role).get(f"/people/{mary.pk}/safety/new/").status_code == 403

    def test_a_note_is_reviewed_and_ended(self, city: City, mary: Person) -> None:
        written = note(city, mary)
        act(city, review_safety_note, note_id=written.pk, words="Still bites.", next_on=LATER)
        with acting_as(city.viewer("social_worker")) as viewer:
            (shown,) = safety_notes(viewer=viewer, person=mary)
        assert (shown.review_on, shown.due(LATER), shown.due(TODAY)) == (LATER, True, False)
        for changes, code in (({"words": ""}, "no_words"), ({"next_on": TODAY}, "review_is_past")):
            with pytest.raises(DomainError) as refused:
                act(city, review_safety_note, note_id=written.pk, **{"words": "x", "next_on": None, **changes})
            assert refused.value.codes == {code}
        act(city, review_safety_note, note_id=written.pk, words="The dog died.", next_on=None)
        with pytest.raises(DomainError) as ended:
            act(city, review_safety_note, note_id=written.pk, words="Again.", next_on=None)
        assert ended.value.codes == {"note_ended"}
        for role in ("social_worker", "provider", "person"):
            for page in ("", "safety/"):
                assert "bites" not in main(city.client(role).get(f"/people/{mary.pk}/{page}")), (role, page)

    def test_by_the_pages(self, city: City, mary: Person) -> None:
        client, there = city.client("support_planner"), f"/people/{mary.pk}/safety/"
        next_look = clock.today() + timedelta(days=90)
        sent = post(
            client,
            f"{there}new/",
            words="Two visit together.",
            for_visits="yes",
            person_knows="yes",
            volunteer_words="",
            why_not_told="",
            **box("review_on", next_look),
        )
        assert (sent.status_code, sent["Location"]) == (303, there)
        with acting_as(city.viewer("social_worker")):
            page = f"{there}{SafetyNote.objects.get().pk}/"
        assert "Two visit together." in main(client.get(page))
        assert post(client, page, stays="yes", words="Yes.", **box("next_on", next_look)).status_code == 303
        missing = post(client, page, stays="yes", words="Yes.")
        assert (missing.status_code, "Enter the day" in missing.content.decode()) == (422, True)
        assert post(client, page, stays="no", words="No more.").status_code == 303
        assert client.get(page).status_code == 404

    def test_the_pages_are_readable(self, city: City, mary: Person) -> None:
        note(city, mary)
        for page in ("safety/", "deciding/"):
            assert (
                reading_age(page_words(city.client("person").get(f"/people/{mary.pk}/{page}").content.decode())) <= 11
            )


class TestWays:
    def test_an_unsafe_channel_is_never_the_preferred_one(self, city: City, mary: Person) -> None:
        with pytest.raises(DomainError) as refused:
            act(city, change_details, person_id=mary.pk, version=1, unsafe_channels=["phone"])
        assert refused.value.codes == {"way_not_safe"}
        with pytest.raises(DomainError) as unknown:
            act(city, change_details, person_id=mary.pk, version=1, unsafe_channels=["pigeon"])
        assert unknown.value.codes == {"unknown_way"}
        act(city, change_details, person_id=mary.pk, version=1, unsafe_channels=["phone"], contact_by="letter")
        shown = main(city.client("provider").get(f"/people/{mary.pk}/"))
        assert "Do not ring" in shown
        assert "0113 496 0000" not in shown

    def test_the_database_refuses_it_too(self, city: City, mary: Person) -> None:
        with acting_as(city.viewer("social_worker")), pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=mary.pk).update(unsafe_channels=["phone"])


class TestDeciders:
    def test_an_attorney_for_money_may_not_decide_about_care(self, city: City, mary: Person) -> None:
        decider(city, mary)
        with acting_as(city.viewer("support_planner")):
            money = decision_authority(person=mary, matter="money", on=TODAY, name="ann firth")
            care = decision_authority(person=mary, matter="care", on=TODAY, name="Ann Firth", lacks_capacity=True)
            nobody = decision_authority(person=mary, matter="money", on=TODAY, name="Bill Firth")
        assert (money.allowed, care.allowed, nobody.allowed) == (True, False, False)
        assert "does not cover their care" in care.why
        assert "Ask to see the paper" in nobody.why

    def test_a_representative_is_found_by_account_until_the_end(self, city: City, mary: Person) -> None:
        row = decider(city, mary, user=city.users["investor"])
        pk = city.users["investor"].pk
        act(city, end_legal_representative, representative_id=row.pk, on=TODAY, why="She took it back.")
        with acting_as(city.viewer("social_worker")):
            before = decision_authority(person=mary, matter="money", on=TODAY - timedelta(days=1), user_id=pk)
            after = decision_authority(person=mary, matter="money", on=TODAY, user_id=pk)
        assert (before.allowed, after.allowed) == (False, False)  # the document was seen only today
        assert "ended" in after.why

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"name": " "}, "no_name"),
            ({"kind": "uncle"}, "unknown_kind"),
            ({"scopes": []}, "scope_not_possible"),
            ({"kind": "appointee"}, "scope_not_possible"),
            ({"ends_on": date(2023, 1, 1)}, "ends_before_start"),
            ({"document": ""}, "paper_and_day"),
            ({"seen_on": LATER}, "seen_later"),
        ],
    )
    def test_impossible_representatives_are_refused(self, city: City, mary: Person, changes: dict, code: str) -> None:
        with pytest.raises(DomainError) as refused:
            decider(city, mary, **changes)
        assert refused.value.codes == {code}

    @pytest.mark.parametrize("role", ["person", "support_planner", "provider"])
    def test_only_the_council_records_representatives(self, city: City, mary: Person, role: str) -> None:
        with pytest.raises(NotAllowed):
            decider(city, mary, role)

    @pytest.mark.parametrize(("changes", "code"), [({"on": LATER}, "ends_before_start"), ({"why": " "}, "no_reason")])
    def test_an_impossible_end_is_refused(self, city: City, mary: Person, changes: dict, code: str) -> None:
        row = decider(city, mary)
        with pytest.raises(DomainError) as refused:
            act(city, end_legal_representative, representative_id=row.pk, **{"on": TODAY, "why": "x", **changes})
        assert refused.value.codes == {code}

    def test_by_the_pages(self, city: City, mary: Person) -> None:
        client, there = city.client("social_worker"), f"/people/{mary.pk}/deciding/"
        sent = post(
            client,
            f"{there}new/",
            name="Ann Firth",
            kind="appointee",
            scopes=["benefits"],
            document="",
            phone="",
            **box("starts_on", TODAY),
        )
        assert sent.status_code == 303, main(sent)
        assert "Paper not seen yet" in main(city.client("person").get(there))
        with acting_as(city.viewer("social_worker")):
            pk = LegalRepresentative.objects.get().pk
            assert Entry.objects.filter(verb__startswith="recorded appointee").exists()
        end = f"{there}{pk}/end/"
        assert client.get(f"{there}999999/end/").status_code == 404
        assert post(client, end, why="Given up.", **box("on", date.today())).status_code == 303  # noqa: DTZ011
        assert "Given up." in main(client.get(there))
        with pytest.raises(DomainError):
            act(city, end_legal_representative, representative_id=pk, on=TODAY, why="Again")
