"""Questions asked together: sent in one go, so PostgreSQL answers one while Python reads another (ADR 0019)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection

Answer = TypeVar("Answer", covariant=True)
Given = TypeVar("Given")


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """A question in SQL, and what is made of its rows. Empty SQL asks nothing: `read` is given no rows."""

    sql: str
    values: Sequence[Any] | Mapping[str, Any]
    read: Callable[[list[tuple[Any, ...]]], Answer]


def known(answer: Given) -> Question[Given]:
    """An answer that needs no asking, as for whoever may not know."""
    return Question("", (), lambda rows: answer)


def ask(question: Question[Given]) -> Given:
    """One question by itself."""
    if not question.sql:
        return question.read([])
    with connection.cursor() as cursor:
        cursor.execute(question.sql, question.values)
        return question.read(cursor.fetchall())


def together(*questions: Question[Any]) -> list[Any]:
    """The answers in the order of the questions. Where one fails it raises as it would alone."""
    connection.ensure_connection()
    cursors = []
    with connection.connection.pipeline():
        for question in questions:
            cursors.append(connection.cursor() if question.sql else None)
            if cursors[-1]:
                cursors[-1].execute(question.sql, question.values)
        answers = []
        for question, cursor in zip(questions, cursors, strict=True):
            answers.append(question.read(cursor.fetchall() if cursor else []))
            if cursor:
                cursor.close()
    return answers
