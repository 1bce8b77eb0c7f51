"""Statements run at once return, in their order, what each would return alone, under the same row-level security."""

import pytest
from django.db import DatabaseError, connection

from locallinks.foundation.shared.pipeline import Statement, constant, run, run_all
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import City, make_person

NUMBERS = "select n from generate_series(1, %s) n"
PEOPLE = Statement("select full_name from people_person order by id", (), lambda rows: [name for (name,) in rows])


def numbers(most: int) -> Statement[list[int]]:
    return Statement(NUMBERS, [most], lambda rows: [number for (number,) in rows])


def test_results_come_in_the_order_of_the_statements(city: City) -> None:
    with acting_as(city.viewer("social_worker")):
        results = run_all(numbers(3), constant("nothing is sent"), numbers(0), numbers(2))
        assert results == [[1, 2, 3], "nothing is sent", [], [1, 2]]
        assert run_all() == []


def test_row_level_security_is_the_same_as_for_one_statement(city: City) -> None:
    make_person(city)
    for role in ("social_worker", "provider"):
        with acting_as(city.viewer(role)):
            alone = run(PEOPLE)
            assert run_all(numbers(1), PEOPLE, PEOPLE) == [[1], alone, alone]
    with acting_as(city.viewer("social_worker")):
        assert run(PEOPLE), "somebody is there to be seen"


def test_parameters_may_have_names(city: City) -> None:
    named = Statement("select %(word)s || %(word)s", {"word": "to"}, lambda rows: rows[0][0])
    with acting_as(city.viewer("social_worker")):
        assert run_all(named, constant(None)) == ["toto", None]
        assert run(named) == "toto"


def test_a_statement_that_fails_raises_and_the_connection_can_be_used_again(city: City) -> None:
    broken = Statement("select 1 / 0", (), list)
    with pytest.raises(DatabaseError, match="division by zero"), acting_as(city.viewer("social_worker")):
        run_all(numbers(2), broken, numbers(1))
    with acting_as(city.viewer("social_worker")):
        assert run_all(numbers(2)) == [[1, 2]]


def test_each_is_counted(city: City, django_assert_num_queries) -> None:
    with acting_as(city.viewer("social_worker")), django_assert_num_queries(2):
        run_all(numbers(1), constant(1), numbers(2))
    assert connection.connection.pgconn.pipeline_status == 0
