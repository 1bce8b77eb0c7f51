"""The records that many tests start from, built once instead of once for each test.

The city, and what the first line of a test builds in it, are in a transaction that stays open from test to test. Each
test runs in a savepoint of it (pytest-django's `db`) and uses copies of the objects, so it leaves nothing behind. The
transaction ends before a test of another folder, and before one without the fixture `city`, which starts with an empty
database.

A builder takes part by `@built_once`, and a test when the first call it makes is to such a builder, or the first call
of a fixture it asks for:

    def test_a_plan_can_be_sent(city: City) -> None:
        plan = written(city, lines=(CLUB,))

That line is read before the test runs: the next test with the same line finds the plan built. A test with any other
first line builds for itself.
"""

import ast
import inspect
import pickle
import textwrap
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, wraps
from itertools import groupby
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple, TypeVar, cast

import pytest
from django.db import connection, transaction

Builder = TypeVar("Builder", bound=Callable[..., Any])


class Recipe(NamedTuple):
    """A builder, and its arguments after the city."""

    build: Callable[..., Any]
    args: tuple[Any, ...]
    more: dict[str, Any]


class BuilderCall(NamedTuple):
    """`builder(city, ...)` in the source of a test."""

    builder: str
    text: str
    params: frozenset[str]  # of the test, of which the call makes use
    code: CodeType
    module: dict[str, Any]


def built_once(build: Builder) -> Builder:
    """Mark a function that creates records in the city, and the same ones for the same arguments."""

    @wraps(build)
    def found_or_built(city: Any, *args: Any, **more: Any) -> Any:
        if city is not state.city or state.awaited is None or state.awaited.build is not build:
            return build(city, *args, **more)
        assert state.awaited == Recipe(build, args, more), f"{build.__name__} is not called with the same values twice"
        state.awaited = None
        return state.value

    found_or_built.built_once = build  # type: ignore[attr-defined]
    return cast("Builder", found_or_built)


def uses_city(item: pytest.Item) -> bool:
    return "city" in item.fixturenames  # type: ignore[attr-defined]


def recipe_of(item: pytest.Item, city: Any) -> Recipe | None:
    """Return the builder call that this test starts from, or None if it needs only the city."""
    if (line := _line_of(item)) is None:
        return None
    names = {**line.module, **_params(item), "city": city}
    args, more = eval(line.code, {**names, line.builder: lambda city, *args, **more: (args, more)})
    return Recipe(line.module[line.builder].built_once, args, more)


def _line_of(item: pytest.Item) -> BuilderCall | None:
    """The first call to a builder, in a fixture or in the test; None if it depends on another fixture."""
    fixtures = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]
    ours = [
        definitions[-1]
        for definitions in fixtures.values()
        if definitions[-1].func.__module__.startswith(("locallinks.", "tests."))
    ]
    if any({"monkeypatch", "settings"} & set(fixture.argnames) for fixture in ours):
        return None  # what it changes may change what is built
    using = [fixtures[name][-1] for name in item.fixturenames if name in fixtures]  # type: ignore[attr-defined]
    functions = [fixture.func for fixture in using if "city" in fixture.argnames]
    lines = (_first_line(function) for function in [*functions, item.function])  # type: ignore[attr-defined]
    return next((line for line in lines if line and line.params <= set(_params(item))), None)


def _params(item: pytest.Item) -> dict[str, Any]:
    return item.callspec.params if hasattr(item, "callspec") else {}


@cache
def _first_line(function: Callable[..., Any]) -> BuilderCall | None:
    """The first call of a test or fixture, if it calls a builder with the city."""
    (parsed,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    body = cast("ast.FunctionDef", parsed).body
    lines = [line for line in body if not (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))]
    if not lines or not isinstance(lines[0], ast.Assign | ast.Expr | ast.Return) or lines[0].value is None:
        return None
    match call := next(_calls(lines[0].value), None):
        case ast.Call(func=ast.Name(id=name), args=[ast.Name(id="city"), *_]):
            if hasattr(function.__globals__.get(name), "built_once"):
                names = {part.id for part in ast.walk(call) if isinstance(part, ast.Name)} - {"city"}
                params = frozenset(names & set(inspect.signature(function).parameters))
                code = compile(ast.Expression(call), function.__name__, "eval")
                return BuilderCall(name, ast.unparse(call), params, code, function.__globals__)
    return None


def _calls(node: ast.AST) -> Iterator[ast.AST]:
    """Calls in the order in which they are made, without those in branches and loops."""
    if isinstance(node, ast.BoolOp | ast.IfExp | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _calls(child)
    if isinstance(node, ast.Call):
        yield node


def group_by_beginning(items: list[pytest.Item]) -> list[pytest.Item]:
    """Order the tests of each file so that nothing is built twice."""
    found: list[pytest.Item] = []
    for _, group in groupby(items, key=lambda item: item.path):
        of_file = [(_beginning(item), item) for item in group]
        places: dict[Any, int] = {}
        for beginning, _ in of_file:
            places.setdefault(beginning, len(places))
        found += [item for _, item in sorted(of_file, key=lambda pair: places[pair[0]])]
    return found


def _beginning(item: pytest.Item) -> tuple[bool, str, str]:
    """A key that is equal for tests that start from the same records."""
    if not uses_city(item):
        return False, "", ""
    if (line := _line_of(item)) is None:
        return True, "", ""
    return True, line.text, str([_params(item)[name] for name in sorted(line.params)])


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that is rolled back at the end, as pytest-django does it; `acting_as` may nest in it."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


class PrebuiltState:
    """What the open transaction holds. `city` and `value` are copies for the current test."""

    def __init__(self) -> None:
        self.city: Any = None
        self.value: Any = None
        self.awaited: Recipe | None = None  # until the test calls the builder of `value`
        self._folder: Path | None = None
        self._empty: Any = None  # the city with nobody in it to support
        self._built = b""  # both, to be copied for each test
        self._recipe: Recipe | None = None
        self._of_city, self._of_recipe = ExitStack(), ExitStack()

    def begin(self, item: pytest.Item) -> None:
        """Build what this test starts from, unless the open transaction holds it."""
        if self._empty is None:
            from tests.kit import build_city

            if connection.in_atomic_block:
                raise pytest.UsageError(f"{item.nodeid}: ask for the fixture `db`, not with the mark `django_db`.")
            self._of_city.enter_context(rolled_back())
            self._folder, self._empty = item.path.parent, build_city()
            self._built = pickle.dumps((self._empty, None))
        if (recipe := recipe_of(item, self._empty)) != self._recipe:
            self._take_back()
            if recipe is not None:
                self._build(recipe, item)
        self.awaited = recipe
        self.city, self.value = pickle.loads(self._built)

    def end_unless_for(self, item: pytest.Item | None) -> None:
        """Roll the open transaction back, unless this test uses what it holds."""
        if item is None or not uses_city(item) or item.path.parent != self._folder:
            self._take_back()
            self._of_city.close()
            self._empty = None

    def _build(self, recipe: Recipe, item: pytest.Item) -> None:
        with ExitStack() as stack:
            stack.enter_context(rolled_back())
            city, _ = pickle.loads(self._built)
            of_this_city = cast("Recipe", recipe_of(item, city))
            value = recipe.build(city, *of_this_city.args, **of_this_city.more)
            self._built = pickle.dumps((city, value))
            self._recipe, self._of_recipe = recipe, stack.pop_all()

    def _take_back(self) -> None:
        self._of_recipe.close()
        self._recipe, self._built = None, pickle.dumps((self._empty, None))


state = PrebuiltState()
