"""A kept question answers as its queryset does, with other values, other viewers and in other threads."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import NoViewer
from locallinks.foundation.shared.kept import kept
from locallinks.foundation.shared.scope import acting_as
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, TODAY, City, make_person, pathway_in


def ways(person_id: int, on: date) -> QuerySet[Pathway]:
    """Two values, one of them twice; a join, an annotation, and an order."""
    begun = Q(opened_at__date__lte=on)
    others = Pathway.objects.filter(begun, person_id=OuterRef("person_id"))
    rows = Pathway.objects.filter(begun, person=person_id).select_related("person__home", "network", "social_worker")
    return rows.annotate(known=Exists(others)).order_by("-pk")[:3]


kept_ways = kept(ways)


def told(rows) -> list[tuple]:
    return [(row, row.person.full_name, row.person.home.name, row.network, str(row.social_worker), row.known,
             row.state_since) for row in rows]  # fmt: skip


def test_it_answers_as_the_queryset_does(city: City) -> None:
    people = [make_person(city, name=name) for name in ("Mary Firth", "Edna Holt")]
    for person, state in zip(people, ("planning", "assessing"), strict=True):
        pathway_in(city, person, state, at=NOW)
    with acting_as(city.viewer("social_worker")):
        for _ in range(3):
            for person in people:
                for day in (TODAY, TODAY - timedelta(days=9000)):
                    assert told(kept_ways(person.pk, day)) == told(ways(person.pk, day))
        assert len(kept_ways(people[0].pk, TODAY)) == 1
        with CaptureQueriesContext(
            connection,
        ) as asked:
            rows = kept_ways(people[0].pk, TODAY)
            assert (rows[0].person.home, rows[0].social_worker) == (city.council, city.users["social_worker"])
        assert len(asked) == 1
        rows[0].refresh_from_db()  # an object like any other
    with acting_as(city.viewer("other_social_worker")):
        assert kept_ways(people[0].pk, TODAY) == []


def test_nobody_asks_without_being_somebody(city: City) -> None:
    person = make_person(city)
    with acting_as(city.viewer("social_worker")):
        kept_ways(person.pk, TODAY)
    with pytest.raises(NoViewer):
        kept_ways(person.pk, TODAY)


def test_each_thread_asks_on_its_own_connection(city: City) -> None:
    person = make_person(city)
    pathway_in(city, person, "assessing")
    viewer = city.viewer("social_worker")

    def elsewhere() -> list[Pathway]:
        try:
            with acting_as(viewer):
                return kept_ways(person.pk, TODAY)
        finally:
            connection.close()

    with acting_as(viewer):
        assert len(kept_ways(person.pk, TODAY)) == 1
    with ThreadPoolExecutor(1) as pool:
        assert (
            pool.submit(elsewhere).result() == []
        )  # another connection: what this test has not committed is not there


def chosen_by(person_id: int) -> QuerySet[Person]:
    return Person.objects.filter(pk=person_id) if person_id < 100 else Person.objects.all()


def made_into_text(person_id: int) -> QuerySet[Person]:
    return Person.objects.filter(full_name=str(person_id))


@pytest.mark.parametrize("build", [chosen_by, made_into_text])
def test_a_value_that_does_not_come_back_is_refused(city: City, build) -> None:
    with acting_as(city.viewer("social_worker")), pytest.raises(TypeError, match="does not come back"):
        kept(build)(1)


def test_values_go_by_their_place(city: City) -> None:
    with acting_as(city.viewer("social_worker")), pytest.raises(TypeError, match="by place"):
        kept_ways(person_id=1, on=TODAY)
