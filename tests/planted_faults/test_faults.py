"""Each fault can be planted: the text that it changes occurs once in the code."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.planted_faults import __main__ as planting
from tests.planted_faults.faults import ROOT, Fault, load_faults


def test_there_are_forty_half_of_them_drawn():
    assert Counter(fault.drawn for fault in load_faults()) == {False: 20, True: 20}
    assert {fault.about for fault in load_faults() if not fault.drawn} == {
        "permission",
        "policy",
        "form",
        "rule",
        "sum",
        "page",
        "migration",
    }
    assert all(fault.says for fault in load_faults() if not fault.drawn)


@pytest.mark.parametrize("fault", load_faults(), ids=lambda fault: f"{fault.number}-{fault.about}")
def test_the_text_of_a_fault_occurs_once(fault: Fault):
    file = fault.find(ROOT)
    planted = file.read_text().replace(fault.old, fault.new)
    assert planted != file.read_text()
    if file.suffix == ".py":
        ast.parse(planted)


@pytest.mark.parametrize(
    "fault", [fault for fault in load_faults() if fault.first], ids=lambda fault: f"{fault.number}-{fault.about}"
)
def test_the_tests_to_run_first_exist(fault: Fault):
    """If a test was renamed or merged into another, plant the fault again and write down what catches it now."""
    again = f"bin/plant-faults {fault.number}, and write into faults.toml what catches it"
    for test in fault.first:
        path, *names = test.split("[")[0].split("::")
        assert (ROOT / path).is_file(), f"{path} is not there: {again}"
        text = (ROOT / path).read_text()
        missing = [name for name in names if f"def {name}(" not in text and f"class {name}" not in text]
        assert not missing, f"{path} has no {missing}: {again}"


def test_a_fault_that_cannot_be_found_is_reported():
    lost = Fault(99, "rule", False, "front", "", "no such words", "")
    with pytest.raises(LookupError, match="is nowhere"):
        lost.find(ROOT)


def test_the_tests_that_caught_it_run_first_then_its_room_and_none_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tried: list[tuple[tuple[str, ...], list[str]]] = []

    def nothing_fails(fault: Fault, copy: Path, paths: tuple[str, ...], done: list[str] | None = None) -> str:
        tried.append((paths, [*(done or ())]))
        return ""

    monkeypatch.setattr(planting, "first_failing_test", nothing_fails)
    room = tmp_path / "locallinks" / "personal" / "plans"
    (room / "tests").mkdir(parents=True)
    fault = Fault(99, "rule", False, "personal/plans", "", "a", "b", ("locallinks/front/tests/test_work.py::test_one",))
    assert planting.find_failing_test(fault, tmp_path, room / "rules.py", everything=True) == ""
    folders = [paths for paths, _ in tried]
    assert folders == [fault.first, ("locallinks/personal/plans/tests",), *planting.TEST_ORDER]
    assert [done for _, done in tried][1:] == [
        [path for paths in folders[1:turn] for path in paths] for turn in range(1, len(folders))
    ]
