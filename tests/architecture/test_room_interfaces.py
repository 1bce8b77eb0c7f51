"""Other rooms import a room's models, queries, actions and choices only; views also its pages."""

from collections.abc import Iterable, Iterator

import grimp

from tests.architecture.source_tree import Order, expect_kept, house_order, inside, is_test, room_of

RULE = "Other rooms enter only through models, queries, actions and choices; views also through pages."
DOORS = {"models", "queries", "actions", "choices"}
OPEN_TO_ALL = ("locallinks.foundation.shared", "locallinks.foundation.ui", "locallinks.local.schemes.declared")
WIRING = {"config"}  # brings URLs, middleware and settings together

Import = tuple[str, str]  # importer, imported
ORDER: Order = (("front",), ("personal.reviews",), ("personal.plans",), ("foundation.ui",), ("foundation.shared",))


def imports_in(graph: grimp.ImportGraph) -> Iterator[Import]:
    for importer in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            yield importer, imported


def past_the_doors(imports: Iterable[Import], order: Order) -> list[str]:
    """Return imports of other modules of another room. Tests may import them."""
    broken = []
    for importer, imported in imports:
        here, there = room_of(importer, order), room_of(imported, order)
        if here is None or there is None or here == there or {here, there} & WIRING or is_test(importer):
            continue
        if any(f"{imported}.".startswith(f"{module}.") for module in OPEN_TO_ALL):
            continue
        door = inside(imported, there).split(".")[0]
        is_page = door == "pages" and inside(importer, here).split(".")[0] in {"views", "pages"}
        if door not in DOORS and not is_page:
            broken.append(
                f"{importer} imports {imported}: call an action or a query of {there}, and add one there if it lacks "
                "what you need"
            )
    return broken


def test_rooms_are_entered_by_their_doors(graph):
    expect_kept(RULE, past_the_doors(imports_in(graph), house_order()))


def test_an_import_past_the_doors_is_named_with_what_to_do():
    graph = grimp.ImportGraph()
    graph.add_import(importer="locallinks.personal.reviews.views", imported="locallinks.personal.plans.rules.costs")
    graph.add_import(importer="locallinks.personal.reviews.forms", imported="locallinks.personal.plans")
    broken = past_the_doors(imports_in(graph), ORDER)
    assert len(broken) == 2
    assert "locallinks.personal.reviews.views imports locallinks.personal.plans.rules.costs" in broken[1]
    assert "call an action or a query of personal.plans" in broken[1]


def test_only_views_build_on_the_pages_of_another_room():
    order = (*ORDER, ("personal.pathways",))
    for importer in ("actions", "queries.reading", "forms"):
        imports = [(f"locallinks.personal.plans.{importer}", "locallinks.personal.pathways.pages")]
        assert len(past_the_doors(imports, order)) == 1


def test_models_tools_wiring_and_tests_are_open():
    allowed = [
        ("locallinks.front.views", "locallinks.personal.plans.queries"),
        ("locallinks.personal.reviews.actions", "locallinks.personal.plans.models.line"),
        ("locallinks.personal.plans.rules", "locallinks.foundation.shared.money"),
        ("locallinks.personal.plans.forms", "locallinks.foundation.ui.forms"),
        ("locallinks.personal.plans.views", "locallinks.personal.plans.forms"),
        ("locallinks.personal.plans.views.writing", "locallinks.personal.pathways.pages"),
        ("locallinks.personal.plans.rules", "locallinks.personal.pathways.choices"),
        ("locallinks.config.urls", "locallinks.personal.plans.urls"),
        ("locallinks.demo.serve", "locallinks.config.settings"),
        ("locallinks.personal.reviews.tests.test_actions", "locallinks.personal.plans.tests.builders"),
        ("locallinks.personal.plans.models", "django.db"),
    ]
    assert past_the_doors(allowed, (("demo",), ("config",), *ORDER, ("personal.pathways",))) == []
    assert past_the_doors([("locallinks.front.views", "locallinks.personal.plans.tests.builders")], ORDER) != []
