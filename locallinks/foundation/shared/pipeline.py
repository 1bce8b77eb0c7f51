"""SQL statements as values, run one at a time or several at once through psycopg's pipeline (docs/adr/0019).

In a pipeline PostgreSQL works on one statement while Python reads the rows of another, and nothing waits in between.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection

Result = TypeVar("Result", covariant=True)
Value = TypeVar("Value")


@dataclass(frozen=True)
class Statement(Generic[Result]):
    """SQL, its parameters, and a function that makes the result of its rows.

    Where `sql` is empty nothing is sent, and `read` is given no rows.
    """

    sql: str
    parameters: Sequence[Any] | Mapping[str, Any]
    read: Callable[[list[tuple[Any, ...]]], Result]


def constant(value: Value) -> Statement[Value]:
    """Return a statement whose result is `value`, and for which nothing is sent: for a viewer who may not know."""
    return Statement("", (), lambda rows: value)


def run(statement: Statement[Value]) -> Value:
    """Run one statement and return its result."""
    if not statement.sql:
        return statement.read([])
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.parameters)
        return statement.read(cursor.fetchall())


def run_all(*statements: Statement[Any]) -> list[Any]:
    """Send all statements in one go and return their results in the same order.

    Raises the error of the first statement that fails, as `run` would.
    """
    connection.ensure_connection()
    cursors = []
    with connection.connection.pipeline():
        for statement in statements:
            cursors.append(connection.cursor() if statement.sql else None)
            if cursors[-1]:
                cursors[-1].execute(statement.sql, statement.parameters)
        results = []
        for statement, cursor in zip(statements, cursors, strict=True):
            results.append(statement.read(cursor.fetchall() if cursor else []))
            if cursor:
                cursor.close()
    return results
