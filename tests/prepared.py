"""What many tests begin with, built once and not once a test.

The city, and what a `prepared` fixture builds in it, stand in a transaction that stays open from test to test. Each
test runs in a savepoint of it (pytest-django's `db`) and works on copies of the objects, so it leaves nothing behind.
The transaction ends before a test of another folder, and before one that does not ask for the city: that one begins
with an empty database.
"""

import copy
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction

from tests.kit import City, build_city


class Recipe(NamedTuple):
    """A builder, and what it is called with after the city."""

    build: Callable[..., Any]
    args: tuple[Any, ...]
    more: dict[str, Any]


def prepared(build: Callable[..., Any], *args: Any, **more: Any) -> Any:
    """A fixture with what `build(city, *args, **more)` answers, built once for the tests that follow one another.

    A test may ask for one such fixture; what it builds stands in the database before any other fixture runs.
    """

    def value(prepared_state: State) -> Any:
        return prepared_state.value

    value.recipe = Recipe(build, args, more)  # type: ignore[attr-defined]
    return pytest.fixture(value)


def recipe_of(item: pytest.Item) -> Recipe | None:
    """What this test begins with besides the city. Raises UsageError where it asks for two such things."""
    fixtures = [found[-1].func for found in item._fixtureinfo.name2fixturedefs.values()]  # type: ignore[attr-defined]
    recipes = [fixture.recipe for fixture in fixtures if hasattr(fixture, "recipe")]
    if len(recipes) > 1:
        raise pytest.UsageError(f"{item.nodeid} asks for two prepared fixtures: a test begins with one.")
    return recipes[0] if recipes else None


def asks_for_the_city(item: pytest.Item) -> bool:
    return "city" in item.fixturenames  # type: ignore[attr-defined]


def alike_together(items: list[pytest.Item]) -> list[pytest.Item]:
    """The tests of a file in an order in which nothing is built twice."""
    found = []
    for _, group in groupby(items, key=lambda item: item.path):
        first: list[tuple[bool, Recipe | None]] = []
        ranked = []
        for item in group:
            start = (asks_for_the_city(item), recipe_of(item))
            if start not in first:
                first.append(start)
            ranked.append((first.index(start), item))
        found += [item for _, item in sorted(ranked, key=lambda pair: pair[0])]
    return found


@contextmanager
def given_back() -> Iterator[None]:
    """A transaction that is undone at the end, in which `acting_as` may open its own, as pytest-django does it."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


class State:
    """What stands in the open transaction. `city` and `value` are copies, for the test that runs now."""

    def __init__(self) -> None:
        self.city: City | None = None
        self.value: Any = None
        self._folder: Path | None = None
        self._empty: City | None = None  # with nobody in it to support
        self._built: tuple[City | None, Any] = (None, None)
        self._recipe: Recipe | None = None
        self._of_city, self._of_recipe = ExitStack(), ExitStack()

    def begin(self, item: pytest.Item) -> None:
        """Bring the database to what this test begins with."""
        if self._empty is None:
            if connection.in_atomic_block:
                raise pytest.UsageError(f"{item.nodeid}: ask for the fixture `db`, not with the mark `django_db`.")
            self._of_city.enter_context(given_back())
            self._folder, self._empty = item.path.parent, build_city()
            self._built = (self._empty, None)
        if (recipe := recipe_of(item)) != self._recipe:
            self._take_back()
            if recipe is not None:
                self._build(recipe)
        self.city, self.value = copy.deepcopy(self._built)

    def end_unless_for(self, item: pytest.Item | None) -> None:
        """Give the database back as it was, unless this test goes on with what stands there."""
        if item is None or not asks_for_the_city(item) or item.path.parent != self._folder:
            self._take_back()
            self._of_city.close()
            self._empty = None

    def _build(self, recipe: Recipe) -> None:
        with ExitStack() as stack:
            stack.enter_context(given_back())
            city = copy.deepcopy(self._empty)
            self._built = (city, recipe.build(city, *recipe.args, **recipe.more))
            self._recipe, self._of_recipe = recipe, stack.pop_all()

    def _take_back(self) -> None:
        self._of_recipe.close()
        self._recipe, self._built = None, (self._empty, None)
