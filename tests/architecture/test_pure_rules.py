"""Rules are pure functions of plain values: they read and write nothing."""

import sys

from tests.architecture.source_tree import expect_kept, house_order, is_test, room_of
from tests.architecture.test_room_interfaces import Import, imports_in

RULE = (
    "Rules are pure: plain standard library, a few computing libraries, shared errors, dates, working days, money, "
    "choices and roles, ui.rules, and the choices of rooms; no more."
)
COMPUTING = {"numpy", "numba", "dateutil", "phonenumbers", "stdnum"}  # values in, values out: nothing read or written
PLAIN_TOOLS = {
    f"locallinks.foundation.{name}"
    for name in ("shared.choices", "shared.errors", "shared.working_days", "shared.money", "shared.roles", "ui.rules")
}
# These parts of the standard library read or change the world outside.
OUTSIDE_WORLD = {
    "asyncio",
    "concurrent",
    "http",
    "logging",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib",
}
PLAIN = (set(sys.stdlib_module_names) - OUTSIDE_WORLD) | COMPUTING


def is_rules(module: str) -> bool:
    """Whether a module is one of rules, or of the enumerations of a room, which rules use."""
    return (
        module.startswith("locallinks.")
        and ("rules" in module.split(".") or is_choices(module))
        and not is_test(module)
    )


def is_choices(module: str) -> bool:
    parts = module.split(".")
    return len(parts) == 4 and parts[0] == "locallinks" and parts[3] == "choices" and parts[2] != "shared"


def impure(imports: list[Import]) -> list[str]:
    order = house_order()
    broken = []
    for importer, imported in imports:
        if not is_rules(importer) or imported in PLAIN_TOOLS | PLAIN or is_choices(imported):
            continue
        if is_rules(imported) and room_of(importer, order) == room_of(imported, order):
            continue
        broken.append(f"{importer} imports {imported}: let queries.py fetch it and pass it in as a plain value")
    return broken


def test_rules_are_pure(graph):
    expect_kept(RULE, impure(list(imports_in(graph))))


def test_a_rule_that_looks_outside_is_caught():
    rules = "locallinks.personal.plans.rules"
    outside = ["django", "random", "pathlib", "locallinks.personal.plans.models", "locallinks.personal.budgets.rules"]
    broken = impure([(rules, module) for module in outside])
    assert len(broken) == len(outside)
    assert impure([("locallinks.personal.plans.choices", "django")]) != []
    assert broken[0] == f"{rules} imports django: let queries.py fetch it and pass it in as a plain value"


def test_plain_values_and_sums_are_allowed():
    inside = [
        "datetime",
        "dataclasses",
        "numpy",
        "dateutil",
        "phonenumbers",
        "locallinks.foundation.shared.money",
        "locallinks.personal.pathways.choices",
        "locallinks.personal.plans.rules.a",
    ]
    assert impure([("locallinks.personal.plans.rules.b", module) for module in inside]) == []
