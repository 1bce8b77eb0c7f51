"""The faults that are planted can be planted: what each changes stands once in the code."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.planted_faults import __main__ as planting
from tests.planted_faults.faults import ROOT, Fault, load_faults


def test_there_are_forty_half_of_them_drawn():
    assert Counter(one.drawn for one in load_faults()) == {False: 20, True: 20}
    assert {one.about for one in load_faults() if not one.drawn} == {
        "permission",
        "policy",
        "form",
        "rule",
        "sum",
        "page",
        "migration",
    }
    assert all(one.says for one in load_faults() if not one.drawn)


@pytest.mark.parametrize("fault", load_faults(), ids=lambda one: f"{one.number}-{one.about}")
def test_what_a_fault_changes_stands_once(fault: Fault):
    file = fault.find(ROOT)
    planted = file.read_text().replace(fault.old, fault.new)
    assert planted != file.read_text()
    if file.suffix == ".py":
        ast.parse(planted)


@pytest.mark.parametrize(
    "fault", [one for one in load_faults() if one.first], ids=lambda one: f"{one.number}-{one.about}"
)
def test_what_is_tried_first_is_there(fault: Fault):
    """A test may be renamed or merged into another; then plant the fault again, and write down what catches it now."""
    again = f"bin/plant-faults {fault.number}, and write into faults.toml what catches it"
    for test in fault.first:
        path, *names = test.split("[")[0].split("::")
        assert (ROOT / path).is_file(), f"{path} is not there: {again}"
        text = (ROOT / path).read_text()
        lost = [name for name in names if f"def {name}(" not in text and f"class {name}" not in text]
        assert not lost, f"{path} has no {lost}: {again}"


def test_one_that_is_nowhere_is_told_of():
    lost = Fault(99, "rule", False, "front", "", "no such words", "")
    with pytest.raises(LookupError, match="stands nowhere"):
        lost.find(ROOT)


def test_what_caught_it_before_is_tried_first_then_its_room_and_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tried: list[tuple[tuple[str, ...], list[str]]] = []

    def nothing_fails(fault: Fault, copy: Path, paths: tuple[str, ...], done: list[str] | None = None) -> str:
        tried.append((paths, [*(done or ())]))
        return ""

    monkeypatch.setattr(planting, "first_failing_test", nothing_fails)
    room = tmp_path / "locallinks" / "personal" / "plans"
    (room / "tests").mkdir(parents=True)
    one = Fault(99, "rule", False, "personal/plans", "", "a", "b", ("locallinks/front/tests/test_work.py::test_one",))
    assert planting.find_failing_test(one, tmp_path, room / "rules.py", everything=True) == ""
    folders = [paths for paths, _ in tried]
    assert folders == [one.first, ("locallinks/personal/plans/tests",), *planting.TEST_ORDER]
    assert [done for _, done in tried][1:] == [
        [path for paths in folders[1:turn] for path in paths] for turn in range(1, len(folders))
    ]
