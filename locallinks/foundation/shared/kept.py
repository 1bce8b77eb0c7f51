"""Questions that pages ask again and again, written once a process: docs/adr/0018.

Behind a page about a person, Django spends a third of the time writing the same SQL anew. A kept question is written at
its first asking with a stand-in for each value; after that only the values change. What comes back, and how it is made
into objects, stays Django's own.
"""

import functools
from collections.abc import Callable
from copy import copy
from datetime import date, timedelta
from inspect import signature
from threading import Lock
from types import SimpleNamespace
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

P = ParamSpec("P")
Row = TypeVar("Row", bound=Model)

# Values nobody asks for, one for each place.
STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda place: 2_147_000_000 + place,
    date: lambda place: date(9998, 1, 1) + timedelta(days=place),
    str: lambda place: f"a word that stands in {place}",
}


def kept(build: Callable[P, QuerySet[Row]]) -> Callable[P, list[Row]]:
    """Makes of a function that builds a queryset of models one that answers with the rows.

    Each argument is annotated `int`, `date` or `str`, is given by its place, and goes into the queryset as it is:
    `build` never sees the real value, so it may not choose by it. No prefetching, no values. Refuses what the
    model's own manager refuses; raises TypeError where a stand-in does not come back in the SQL.
    """
    question: list[tuple[Any, str, list[tuple[Any, int | None]], Any]] = []
    lock = Lock()

    @functools.wraps(build)
    def ask(*values: P.args, **named: P.kwargs) -> list[Row]:
        if named:
            raise TypeError(f"{build.__name__} takes its values by place")
        with lock:
            if not question:
                question.append(_written(build))
        compiler, sql, places, model = question[0]
        model._default_manager.get_queryset()  # which refuses about people when nobody is looking
        mine = copy(compiler)
        mine.connection = connections[DEFAULT_DB_ALIAS]  # one for each thread
        params = tuple(given if place is None else _as(given, values[place]) for given, place in places)
        mine.as_sql = lambda *args, **kwargs: (sql, params)
        asked: Any = SimpleNamespace(
            db=DEFAULT_DB_ALIAS, model=model, query=SimpleNamespace(get_compiler=lambda using: mine),
            _known_related_objects={},
        )  # fmt: skip
        return list(ModelIterable(asked))

    return ask


def _written(build: Callable[..., QuerySet[Any]]) -> tuple[Any, str, list[tuple[Any, int | None]], Any]:
    """The compiler, its SQL, and each parameter with the place of the value that goes there, or none."""
    kinds = [parameter.annotation for parameter in signature(build).parameters.values()]
    stand_ins = [STAND_INS[kind](place) for place, kind in enumerate(kinds)]
    rows = build(*stand_ins)
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, given = compiler.as_sql()
    places = [(one, stand_ins.index(one) if one in stand_ins else None) for one in given]
    if {place for _, place in places} - {None} != set(range(len(stand_ins))):
        raise TypeError(f"{build.__name__}: a value does not come back in the SQL as it went in")
    return compiler, sql, places, rows.model


def _as(stand_in: Any, value: Any) -> Any:
    """The value as Django would have sent it: numbers carry the width of their column."""
    return value if type(stand_in) is type(value) else type(stand_in)(value)
