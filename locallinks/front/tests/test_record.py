"""The filters of the timeline, organisations in the search, and the copy of the whole record."""

import json
from datetime import timedelta

import pytest
from django.apps import apps

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.concerns.actions import raise_concern
from locallinks.foundation.people.actions.safety_notes import record_safety_note
from locallinks.foundation.people.models import AboutPerson, Person
from locallinks.foundation.shared.viewer import acting_as
from locallinks.front.queries.timeline import timeline
from locallinks.front.queries.whole_record import INTERNAL_FIELDS, whole_record
from locallinks.front.rules import field_label
from locallinks.front.views.person import parse_iso_date
from locallinks.impact.dividends.tests.builders import baseline
from locallinks.personal.brokerage.tests.builders import elaine
from tests.kit import NOW, TODAY, City


@pytest.fixture
def person(city: City) -> Person:
    """Elaine, with a concern about her, a note that is hidden from her, and a baseline of her support."""
    plan = elaine(city)
    baseline(city, plan)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        person_found = Person.objects.get(pk=plan.person_id)
        raise_concern(
            viewer=viewer,
            person=person_found,
            what_happened="Quillwort",
            danger_now=False,
            person_knows=False,
            safe_to_contact="no",
            at=NOW,
        )
        record_safety_note(
            viewer=viewer,
            person=person_found,
            words="Wolfsbane",
            for_visits=False,
            person_knows=False,
            at=NOW,
            why_not_told="Not safe.",
            review_on=TODAY + timedelta(days=9),
        )
    return person_found


def body(city: City, role: str, person: Person, page: str = "record/") -> str:
    response = city.client(role).get(f"/people/{person.pk}/{page}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", ["social_worker", "person"])
def test_a_copy_for_the_person_and_their_social_worker(city: City, person: Person, role: str) -> None:
    page = body(city, role, person)
    assert person.full_name in page
    assert "Home care, morning and evening" in page
    record = json.loads(body(city, role, person, "record/?format=json"))
    assert record["record"]["about you"][0]["preferred name"] == person.preferred_name
    for secret in ("Quillwort", "Wolfsbane", "worry about safety", "baseline"):
        assert secret not in json.dumps(record), secret
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.filter(verb="looked at the whole record", actor_id=city.users[role].pk).count() == 2


@pytest.mark.parametrize("role", ["support_planner", "network_manager", "handover_champion", "provider"])
def test_for_nobody_else(city: City, person: Person, role: str) -> None:
    assert city.client(role).get(f"/people/{person.pk}/record/").status_code == 403
    with acting_as(city.viewer("social_worker")):
        assert not Entry.objects.filter(verb="looked at the whole record").exists()


def test_the_social_workers_own_access_is_back_after_the_copy(city: City, person: Person) -> None:
    with acting_as(city.viewer("social_worker")) as viewer:
        before = Entry.objects.count()
        whole_record(viewer=viewer, person=person)
        assert Entry.objects.count() == before > 0


def test_the_timeline_is_narrowed_by_person_and_date(city: City, person: Person) -> None:
    with acting_as(city.viewer("social_worker")) as viewer:
        rows = timeline(viewer=viewer, person=person)
        days = {row.at.date() for row in rows}
        assert timeline(viewer=viewer, person=person, to_on=min(days) - timedelta(days=1)) == []
        assert timeline(viewer=viewer, person=person, from_on=max(days) + timedelta(days=1)) == []
        assert timeline(viewer=viewer, person=person, from_on=min(days), to_on=max(days)) == rows
    page = body(city, "social_worker", person, "timeline/?who=Joan+Whitlock").split("ll-timeline", 1)[1]
    assert "Joan Whitlock" in page
    assert "Ruth Adeyemi" not in page.split("</ol>")[0]
    assert body(city, "social_worker", person, "timeline/?who=nobody&from=x&to=2026-13-40")


@pytest.mark.parametrize(("text", "day"), [("2026-11-16", TODAY), ("", None), ("2026-13-40", None), ("20261116", None)])
def test_a_date_in_a_url(text: str, day: object) -> None:
    assert parse_iso_date(text) == day


def test_organisations_are_found_too(city: City) -> None:
    page = city.client("support_planner").get("/search/?q=millbank").content.decode()
    assert "Millbank Neighbours" in page
    assert "Organisations (1)" in page


def test_a_copy_has_labels_for_people_and_no_names_of_columns(city: City, person: Person) -> None:
    """The copy has no names of tables or columns and no pence, and no two fields of a model share a label."""
    page = body(city, "person", person)
    for ours in ("pence", "computed", "pathway", "has qualifying cause", "recorded by", "deployment"):
        assert ours not in page.casefold(), ours
    assert "Steps on the way" in page
    for kind in (model for model in apps.get_models() if issubclass(model, AboutPerson)):
        named = [
            field_label(str(field.verbose_name))
            for field in kind._meta.concrete_fields
            if field.name not in INTERNAL_FIELDS
        ]
        assert len(named) == len(set(named)), (kind, named)
