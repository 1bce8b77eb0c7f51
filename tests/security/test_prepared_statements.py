"""A prepared statement uses the viewer of each transaction (docs/adr/0017).

Each query here runs often enough that psycopg prepares it and PostgreSQL keeps one plan for all viewers; then it runs
as another viewer on the same connection.
"""

from datetime import timedelta

import pytest
from django.db import connection

from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.apps import PREPARED_STATEMENTS
from locallinks.foundation.shared.viewer import SIGNED_OUT, acting_as
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City, make_person, pathway_in

OFTEN = 12  # psycopg prepares what it meets the third time, PostgreSQL may keep one plan after five more
REVIEWS = "select count(*) from review_dates_of(%s)"


def seen(city: City, role: str | None, person: Person, pathway: Pathway) -> tuple[int, int, int]:
    """How many rows of a person, a pathway and its dates a viewer sees: by Django, and by a database function."""
    with acting_as(city.viewer(role) if role else SIGNED_OUT):
        with connection.cursor() as cursor:
            cursor.execute(REVIEWS, [pathway.pk])
            dates = cursor.fetchone()[0]
        return Person.objects.filter(pk=person.pk).count(), Pathway.objects.filter(pk=pathway.pk).count(), dates


def kept_plans() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select statement from pg_prepared_statements where generic_plans + custom_plans > 0")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("forced", [False, True])
def test_a_kept_plan_never_keeps_its_first_viewer(city: City, forced: bool) -> None:
    person = make_person(city, own=True)
    pathway = pathway_in(city, person, "assessing")
    if forced:
        with connection.cursor() as cursor:
            cursor.execute("set local plan_cache_mode = force_generic_plan")
    for _ in range(OFTEN):
        assert seen(city, "social_worker", person, pathway) == (1, 1, 1)
    assert any("people_person" in text for text in kept_plans())
    assert any("review_dates_of" in text for text in kept_plans())
    for role in ("other_social_worker", "support_planner", "investor", None):
        assert seen(city, role, person, pathway) == (0, 0, 0)
    for _ in range(OFTEN):
        assert seen(city, "other_support_planner", person, pathway) == (0, 0, 0)
    assert seen(city, "person", person, pathway) == (1, 1, 1)
    assert seen(city, "social_worker2", person, pathway) == (1, 1, 1)


def test_the_questions_of_many_pages_are_remembered(city: City) -> None:
    connection.ensure_connection()
    assert connection.connection.prepared_max == PREPARED_STATEMENTS


def test_a_value_never_stays_from_the_question_before(city: City) -> None:
    people = [make_person(city, name=name) for name in ("Mary Firth", "Edna Holt")]
    with acting_as(city.viewer("social_worker")):
        for _ in range(OFTEN):
            assert [Person.objects.get(pk=person.pk).full_name for person in people] == ["Mary Firth", "Edna Holt"]
        assert not Person.objects.filter(date_of_birth__gt=(NOW + timedelta(days=1)).date()).exists()
