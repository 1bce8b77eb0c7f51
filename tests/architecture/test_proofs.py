"""docs/proofs.md names tests that fail if a rule is wrong: each of them must exist."""

import ast
import re

from tests.architecture.source_tree import PROJECT, expect_kept

RULE = "Every test named in docs/proofs.md exists; rename it there too."
NAMED = re.compile(r"`([\w/]+\.py)::([\w:]+)`")
PROOFS = PROJECT / "docs" / "proofs.md"


def named_in(text: str) -> set[str]:
    """Return the tests of a file: `test_name`, or `TestClass::test_name` in a class."""
    found = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{method.name}" for method in node.body if isinstance(method, ast.FunctionDef)}
    return found


def missing(text: str) -> list[str]:
    told, known = [], {}
    for path, name in NAMED.findall(text):
        file = next(
            (candidate for candidate in (PROJECT / path, PROJECT / "locallinks" / path) if candidate.is_file()), None
        )
        if file is None:
            told.append(f"{path} is not there")
            continue
        if file not in known:
            known[file] = named_in(file.read_text(encoding="utf-8"))
        if name not in known[file]:
            told.append(f"{path} has no {name}")
    return told


def test_every_proof_is_there():
    text = PROOFS.read_text(encoding="utf-8")
    assert len(NAMED.findall(text)) > 100
    expect_kept(RULE, missing(text))


def test_every_rule_has_a_proof():
    """Every row of a table ends with the name of a test, or says that there is none yet."""
    rows = [line for line in PROOFS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    bare = [row for row in rows if not NAMED.search(row) and "not yet" not in row and not row.startswith("| rule")]
    expect_kept("Every row of docs/proofs.md names a test, or says “not yet” and why.", bare)


def test_the_guard_notices():
    assert missing("`personal/plans/tests/test_rules.py::test_no_such_thing`") == [
        "personal/plans/tests/test_rules.py has no test_no_such_thing"
    ]
    assert missing("`personal/nowhere.py::test_a`") == ["personal/nowhere.py is not there"]
