"""Questions in one go: the answers come in their order, as each would come alone, seen with the same eyes."""

import pytest
from django.db import DatabaseError, connection

from locallinks.foundation.shared.scope import acting_as
from locallinks.foundation.shared.together import Question, ask, known, together
from tests.kit import City, make_person

NUMBERS = "select n from generate_series(1, %s) n"
PEOPLE = Question("select full_name from people_person order by id", (), lambda rows: [name for (name,) in rows])


def numbers(most: int) -> Question[list[int]]:
    return Question(NUMBERS, [most], lambda rows: [number for (number,) in rows])


def test_answers_come_in_the_order_of_the_questions(city: City) -> None:
    with acting_as(city.viewer("social_worker")):
        assert together(numbers(3), known("nobody asks"), numbers(0), numbers(2)) == [
            [1, 2, 3],
            "nobody asks",
            [],
            [1, 2],
        ]
        assert together() == []


def test_the_same_eyes_see_as_when_asked_alone(city: City) -> None:
    make_person(city)
    for role in ("social_worker", "provider"):
        with acting_as(city.viewer(role)):
            alone = ask(PEOPLE)
            assert together(numbers(1), PEOPLE, PEOPLE) == [[1], alone, alone]
    with acting_as(city.viewer("social_worker")):
        assert ask(PEOPLE), "somebody is there to be seen"


def test_names_go_with_their_values(city: City) -> None:
    named = Question("select %(word)s || %(word)s", {"word": "to"}, lambda rows: rows[0][0])
    with acting_as(city.viewer("social_worker")):
        assert together(named, known(None)) == ["toto", None]
        assert ask(named) == "toto"


def test_one_that_fails_is_heard_and_the_connection_goes_on(city: City) -> None:
    broken = Question("select 1 / 0", (), list)
    with pytest.raises(DatabaseError, match="division by zero"), acting_as(city.viewer("social_worker")):
        together(numbers(2), broken, numbers(1))
    with acting_as(city.viewer("social_worker")):
        assert together(numbers(2)) == [[1, 2]]


def test_each_is_counted(city: City, django_assert_num_queries) -> None:
    with acting_as(city.viewer("social_worker")), django_assert_num_queries(2):
        together(numbers(1), known(1), numbers(2))
    assert connection.connection.pgconn.pipeline_status == 0
