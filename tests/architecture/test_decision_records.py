"""Decision records in docs/adr have consecutive numbers and the same headings, and name every dependency."""

import json
import re

import pytest

from tests.architecture.source_tree import PROJECT, expect_kept

PACKAGES_RULE = "Every package we stand on is explained in docs/adr/0010-dependencies-and-why-each.md."
RULE = "Decision records are numbered 0001, 0002, 0003 ... and say context, decision, consequences."
NAME = re.compile(r"(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.md")
HEADINGS = ("## Context", "## Decision", "## Consequences")


def misfiled(records: dict[str, str]) -> list[str]:
    """Return what is wrong. `records`: the text of each file in docs/adr, by its name."""
    broken = []
    seen: dict[int, str] = {}
    for name, text in sorted(records.items()):
        match = NAME.fullmatch(name)
        if not match:
            broken.append(f"docs/adr/{name}: call it NNNN-what-was-decided.md")
            continue
        number = int(match[1])
        if number in seen:
            broken.append(f"docs/adr/{name} has the number of {seen[number]}: take the next free one")
        seen.setdefault(number, name)
        broken += [
            f"docs/adr/{name}: add the heading '{heading}'" for heading in HEADINGS if heading not in text.splitlines()
        ]
    missing = set(range(1, max(seen, default=0) + 1)) - set(seen)
    broken += [f"docs/adr/: number {number:04d} is missing: never remove a record, supersede it" for number in missing]
    return broken


def unexplained(packages: set[str], record: str) -> list[str]:
    return [
        f"{name}: say in docs/adr/0010 what it is for, or do without it"
        for name in packages
        if not re.search(rf"(?<![\w-]){re.escape(name.rsplit('/')[-1])}(?![\w-])", record)
    ]


def packages_asked_for() -> set[str]:
    lines = [
        line for path in PROJECT.glob("requirements*.in") for line in path.read_text(encoding="utf-8").splitlines()
    ]
    python = {found[0] for line in lines if (found := re.match(r"[a-z][\w-]*", line))}
    npm = json.loads((PROJECT / "package.json").read_text(encoding="utf-8"))
    return python | set(npm["dependencies"]) | set(npm["devDependencies"])


def test_decision_records_are_in_order():
    records = {path.name: path.read_text(encoding="utf-8") for path in (PROJECT / "docs" / "adr").iterdir()}
    assert len(records) >= 10
    expect_kept(RULE, misfiled(records))


def test_every_package_is_explained():
    (record,) = (PROJECT / "docs" / "adr").glob("0010-*.md")
    assert {"django", "pytest", "govuk-frontend"} <= packages_asked_for()
    expect_kept(PACKAGES_RULE, unexplained(packages_asked_for(), record.read_text(encoding="utf-8")))


def test_an_unexplained_package_is_caught():
    record = "| django-csp | the content security policy |"
    assert unexplained({"django-csp"}, record) == []
    (broken,) = unexplained({"django"}, record)
    assert broken.startswith("django: say in docs/adr/0010 what it is for")


GOOD = "# One\n\n## Context\n\n## Decision\n\n## Consequences\n"


@pytest.mark.parametrize(
    ("records", "told"),
    [
        ({"0001-one.md": GOOD, "0001-two.md": GOOD}, "0001-two.md has the number of 0001-one.md"),
        ({"0001-one.md": GOOD, "0003-three.md": GOOD}, "number 0002 is missing"),
        ({"0001-one.md": GOOD, "notes.md": GOOD}, "docs/adr/notes.md: call it NNNN-what-was-decided.md"),
        ({"0001-one.md": GOOD.replace("## Decision", "")}, "0001-one.md: add the heading '## Decision'"),
    ],
)
def test_a_misfiled_record_is_caught(records, told):
    (broken,) = misfiled(records)
    assert told in broken


def test_records_in_order_are_fine():
    assert misfiled({"0001-one.md": GOOD, "0002-two-and-a-half.md": GOOD}) == []
