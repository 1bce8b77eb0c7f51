"""Short spells of help: six free weeks (docs/rules/care-act.md 5 and 10.1), goals, the end, and day 91."""

from datetime import date, timedelta

import pytest
from django.test import Client

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.short_term import end_short_term, record_day_91, start_short_term
from locallinks.personal.assessments.models import ShortTerm
from locallinks.personal.assessments.queries.short_term import at_home_on_day_91, short_terms, waits_for_day_91
from locallinks.personal.assessments.rules.short_term import (
    date_problems,
    day_91,
    end_problems,
    free_until,
    home_on_day_91,
)
from locallinks.personal.assessments.tests.builders import at, read, sent
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, TODAY, City, pathway_in
from tests.readability import page_words, reading_age

BEGIN = {"kind": "reablement", "goals": "Climb the stairs", "given_by": "The home team", "starts_on": TODAY}


def act(city: City, action, role: str = "social_worker", when=NOW, **more):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return action(viewer=viewer, at=when, **more)


def refused(city: City, action, **more) -> list[tuple[str, str]]:
    with pytest.raises(DomainError) as problem:
        act(city, action, **more)
    return [(one.field, one.code) for one in problem.value.problems]


def test_six_free_weeks_and_day_91() -> None:
    assert free_until(date(2026, 6, 1), 6) == date(2026, 7, 13)
    assert day_91(date(2026, 6, 3), None) == date(2026, 9, 2)
    assert day_91(date(2026, 6, 3), date(2026, 6, 1)) == date(2026, 8, 31)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        ({"left_hospital_on": TODAY}, []),
        ({"left_hospital_on": TODAY + timedelta(days=1)}, ["after_start"]),
        ({"born": TODAY + timedelta(days=1)}, ["before_birth"]),
        ({"born": TODAY}, []),
        ({"starts_on": TODAY + timedelta(days=61)}, ["too_late"]),
    ],
)
def test_dates_that_cannot_be(more, expected) -> None:
    given = {"starts_on": TODAY, "left_hospital_on": None, "today": TODAY, "born": None} | more
    assert [one.code for one in date_problems(**given)] == expected


def test_an_end_that_cannot_be() -> None:
    day = timedelta(days=1)
    assert not end_problems(starts_on=TODAY, ended_on=TODAY, today=TODAY)
    assert end_problems(starts_on=TODAY, ended_on=TODAY - day, today=TODAY)[0].code == "before_start"
    assert end_problems(starts_on=TODAY, ended_on=TODAY + day, today=TODAY)[0].code == "later"


def test_missing_stays_missing() -> None:
    found = home_on_day_91(["home", "home", "care_home", "died", None, "not_found"])
    assert (found.home, found.away, found.missing, found.people, found.percent) == (2, 2, 2, 6, "50.0%")
    assert home_on_day_91([None]).percent == ""
    assert home_on_day_91(["home"] * 813 + ["hospital"] * 187).percent == "81.3%"  # docs/rules/systems.md 22


def test_from_beginning_to_day_91(city: City, pathway: Pathway) -> None:
    row = act(city, start_short_term, pathway_id=pathway.pk, **BEGIN)
    assert (row.free_weeks, row.free_weeks_verified, row.free_until) == (6, False, TODAY + timedelta(weeks=6))
    assert refused(city, start_short_term, pathway_id=pathway.pk, **BEGIN) == [("", "already_running")]
    later = NOW + timedelta(days=91)
    answer = {"short_term_id": row.pk, "where": "home", "told_by": "Her son"}
    assert refused(city, record_day_91, **answer) == [("", "too_early")]
    end = {"short_term_id": row.pk, "ended_on": TODAY, "result": "less"}
    assert refused(city, end_short_term, **(end | {"result": "?"})) == [("result", "missing")]
    act(city, end_short_term, **end)
    assert refused(city, end_short_term, **end) == [("", "ended")]
    with acting_as(city.viewer("social_worker")) as viewer:
        (found,) = short_terms(viewer=viewer)
        assert not waits_for_day_91(found, TODAY)
        assert waits_for_day_91(found, later.date())
        assert at_home_on_day_91([found], later.date()).missing == 1
        assert at_home_on_day_91([found], TODAY).people == 0
    wrong = {"short_term_id": row.pk, "where": "?", "told_by": " ", "when": later}
    assert refused(city, record_day_91, **wrong) == [("where", "missing"), ("told_by", "missing")]
    act(city, record_day_91, when=later, **answer)
    assert refused(city, record_day_91, when=later, **answer) == [("", "recorded")]
    with acting_as(city.viewer("social_worker")) as viewer:
        assert at_home_on_day_91(short_terms(viewer=viewer), later.date()).home == 1


def test_what_is_missing_to_begin(city: City, person, pathway: Pathway) -> None:
    empty = BEGIN | {"kind": "?", "goals": " ", "given_by": ""}
    refusals = refused(city, start_short_term, pathway_id=pathway.pk, **empty)
    assert [field for field, _ in refusals] == ["kind", "goals", "given_by"]
    with pytest.raises(NotAllowed):
        act(city, start_short_term, role=Role.PERSON, pathway_id=pathway.pk, **BEGIN)


def test_nothing_begins_on_a_closed_request(city: City, person) -> None:
    closed = pathway_in(city, person, "ended")
    assert refused(city, start_short_term, pathway_id=closed.pk, **BEGIN) == [("", "closed")]


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_the_pages(city: City, client: Client, pathway: Pathway) -> None:
    url, long_ago = at("short_term", pathway), clock.today() - timedelta(days=100)
    assert "None so far" in read(client, url)
    given = {"kind": "reablement", "goals": "Climb the stairs", "given_by": "The home team"}
    assert client.post(url, sent(**given)).status_code == 422
    assert client.post(url, sent(**given, **boxes("starts_on", long_ago))).status_code == 303
    assert "not yet checked by the council" in read(city.client("person"), url)
    assert city.client("person").post(url, sent()).status_code == 403
    with acting_as(city.viewer("social_worker")):
        row = ShortTerm.objects.get()
    listed, day = "/short-term/", f"/short-term/{row.pk}/day-91/"
    assert day in read(client, listed)
    assert "Ask now" in client.get(f"{listed}?format=csv").content.decode()
    end = f"/short-term/{row.pk}/end/"
    assert end in read(client, url)
    assert client.post(end, sent(result="less", words="She did it", **boxes("ended_on", long_ago))).status_code == 303
    assert "Written down already" in read(client, end)
    assert client.post(day, sent(where="home", told_by="Her son")).headers["Location"] == listed
    assert "Nobody waits here" in read(client, listed)
    assert "100.0% of the 1 we know about" in read(client, f"{listed}?show=all")
    for page in (url, listed, end, day, f"{listed}?show=running"):
        assert reading_age(page_words(read(client, page))) <= 13, page
    assert reading_age(page_words(read(city.client("person"), url))) <= 11
    for page in (listed, end, day):
        assert city.client("person").get(page).status_code == 403
        assert city.client("handover_champion").get(page).status_code == 403
    assert city.client("other_social_worker").get(end).status_code == 404
    assert "Mary" not in read(city.client("other_social_worker"), f"{listed}?show=all")
