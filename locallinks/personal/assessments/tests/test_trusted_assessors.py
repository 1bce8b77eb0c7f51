"""Trusted assessors (docs/rules/systems.md 25): accepted within scope and dates, refused outside, a sample looked at
again."""

from datetime import timedelta

import pytest
from django.test import Client

from locallinks.foundation.accounts.actions.delegations import record_delegation
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.trusted_assessors import accept_trusted, check_trusted, register_assessor
from locallinks.personal.assessments.queries.trusted_assessors import trusted_assessors, trusted_to_check
from locallinks.personal.assessments.rules.trusted_assessors import to_be_checked, trust_problems
from locallinks.personal.assessments.tests.builders import at, read, sent
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, TODAY, City
from tests.readability import page_words, reading_age

DAY = timedelta(days=1)
TRUST = {
    "name": "Pat Lowe",
    "works_for": "Millbank Neighbours",
    "scopes": ["small_equipment"],
    "training": "Two days",
    "since": TODAY - 30 * DAY,
}
FOUND = {
    "scope": "small_equipment",
    "assessed_on": TODAY,
    "findings": "Unsteady in the bath",
    "advised": "A bath board",
}


def act(city: City, action, role: str = "social_worker", **more):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return action(viewer=viewer, at=NOW, **more)


def refused(city: City, action, **more) -> list[tuple[str, str]]:
    with pytest.raises(DomainError) as problem:
        act(city, action, **more)
    return [(one.field, one.code) for one in problem.value.problems]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        ({"scope": "alarm"}, ["outside_scope"]),
        ({"assessed_on": TODAY + DAY}, ["later"]),
        ({"assessed_on": TODAY - 31 * DAY}, ["not_trusted"]),
        ({"until": TODAY}, ["not_trusted"]),
        ({"until": TODAY + DAY}, []),
    ],
)
def test_within_scope_and_dates(more, expected) -> None:
    given = {
        "scope": "small_equipment",
        "scopes": ["small_equipment"],
        "since": TODAY - 30 * DAY,
        "until": None,
        "assessed_on": TODAY,
        "today": TODAY,
    } | more
    assert [one.code for one in trust_problems(**given)] == expected


def test_the_first_and_then_one_in_five_are_looked_at_again() -> None:
    assert [number for number in range(1, 12) if to_be_checked(number)] == [1, 6, 11]


def test_accepted_and_looked_at_again(city: City, pathway: Pathway) -> None:
    assessor = act(city, register_assessor, **TRUST)
    one = {"pathway_id": pathway.pk, "assessor_id": assessor.pk}
    rows = [act(city, accept_trusted, **one, **FOUND) for _ in range(2)]
    assert [(row.number, row.to_check) for row in rows] == [(1, True), (2, False)]
    with acting_as(city.viewer("social_worker")) as viewer:
        assert list(trusted_to_check(viewer=viewer)) == rows[:1]
    assert refused(city, check_trusted, assessment_id=rows[0].pk, agrees=True, words=" ") == [("words", "missing")]
    act(city, check_trusted, assessment_id=rows[0].pk, agrees=False, words="Saw her; a rail is enough")
    assert refused(city, check_trusted, assessment_id=rows[0].pk, agrees=True, words="x") == [("", "checked")]


def test_what_is_refused(city: City, pathway: Pathway) -> None:
    assessor = act(city, register_assessor, **TRUST)
    one = {"pathway_id": pathway.pk, "assessor_id": assessor.pk}
    assert refused(city, accept_trusted, **one, **(FOUND | {"scope": "alarm"})) == [("scope", "outside_scope")]
    assert refused(city, accept_trusted, **one, **(FOUND | {"findings": "", "advised": " "})) == [
        ("findings", "missing"),
        ("advised", "missing"),
    ]
    assert refused(city, accept_trusted, **(one | {"assessor_id": 0}), **FOUND) == [("assessor_id", "unknown_assessor")]
    wrong = TRUST | {"name": " ", "scopes": [], "until": TRUST["since"]}
    assert refused(city, register_assessor, **wrong) == [
        ("name", "missing"),
        ("scopes", "no_scope"),
        ("until", "before_start"),
    ]
    with pytest.raises(NotAllowed):
        act(city, register_assessor, role=Role.SUPPORT_PLANNER, **TRUST)


def boxes(name: str, day) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_the_pages(city: City, client: Client, pathway: Pathway) -> None:
    trust = {"name": "Pat Lowe", "works_for": "Millbank", "scopes": "alarm", "training": "Seen"}
    today = clock.today()
    assert "Nobody is trusted yet" in read(client, "/trusted-assessors/")
    assert client.post("/trusted-assessors/", sent(**trust, **boxes("since", today))).status_code == 303
    url = at("trusted_assessments", pathway)
    with acting_as(city.viewer("social_worker")):
        (assessor,) = trusted_assessors(pathway.home_id)
    given = {
        "assessor_id": str(assessor.pk),
        "findings": "Falls",
        "advised": "A wrist alarm",
        **boxes("assessed_on", today),
    }
    assert client.post(url, sent(**given, scope="small_changes")).status_code == 422
    assert client.post(url, sent(**(given | {"assessor_id": "²"}), scope="alarm")).status_code == 422
    assert client.post(url, sent(**given, scope="alarm")).status_code == 303
    assert "A wrist alarm" in read(city.client("person"), url)
    assert city.client("person").post(url, sent()).status_code == 403
    page = read(client, "/trusted-assessors/")
    assert "Mary Firth" in page
    check = page[page.index("/trusted-assessments/") :].split('"')[0]
    assert client.post(check, sent(agrees="yes", words="Rang her")).status_code == 303
    assert "Looked at again" in read(client, check)
    assert "Nothing waits" in read(client, "/trusted-assessors/")
    for one in ("/trusted-assessors/", url, check):
        assert reading_age(page_words(read(client, one))) <= 13, one
        assert city.client("handover_champion").get(one).status_code == 403
    assert city.client("other_social_worker").get(check).status_code == 404
    assert "Pat" not in read(city.client("other_social_worker"), "/trusted-assessors/")


def test_an_assessor_shows_under_which_delegation(city: City, pathway: Pathway) -> None:
    """Care Act section 79: by default the council assesses itself, and a page says on whose duty an assessor came."""
    stands = {"to_name": "Deaf Society", "agreement": "1 September", "starts_on": TODAY - 30 * DAY, "ends_on": TODAY}
    under = act(city, record_delegation, role=Role.ADMINISTRATOR, duty="assessment", **stands)
    other = act(city, record_delegation, role=Role.ADMINISTRATOR, duty="review", **stands)
    for wrong in (other.pk, 0):
        assert refused(city, register_assessor, **TRUST, delegation_id=wrong) == [("delegation_id", "not_delegated")]
    assert refused(city, register_assessor, **(TRUST | {"since": TODAY}), delegation_id=under.pk) == [
        ("delegation_id", "not_delegated")
    ]
    assessor = act(city, register_assessor, **TRUST, delegation_id=under.pk)
    own = act(city, register_assessor, **(TRUST | {"name": "Una Marsh"}))
    for one, day in ((assessor, TODAY - DAY), (assessor, TODAY), (own, TODAY)):
        given = FOUND | {"assessed_on": day}
        act(city, accept_trusted, pathway_id=pathway.pk, assessor_id=one.pk, **given)
    page = read(city.client("person"), at("trusted_assessments", pathway))
    stays = "Delegated to Deaf Society (1 September). The council stays responsible"
    assert page.count(stays) == 1
    assert page.count("The council’s own: nothing is delegated to Deaf Society on this day") == 1
    assert page.count("The council’s own: nothing is delegated") == 2
    assert "nothing is delegated to Deaf Society" in read(city.client("social_worker"), "/trusted-assessors/")
