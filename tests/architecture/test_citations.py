"""Code, tests and documents cite only pages of this repository, and sections that these pages have."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source_tree import PROJECT, expect_kept, files, place

RULE = "A citation names a page of this repository, and a section of docs/rules by a number which that page has."
READ = {".css", ".html", ".js", ".md", ".py", ".sh", ".sql", ".toml", ".txt", ".yml", ""}
PAGE = re.compile(r"(?<![\w/.:-])((?:[\w.-]+/)*[\w-]+\.md)\b")
NUMBER = r"\d+(?:\.\d+)*"
# The number may stand on the next line, behind the mark of a comment, and more may follow: "3, 4 and 10".
NUMBERED = re.compile(
    rf"docs/rules/([\w-]+\.md)[`)]?(?:,|:)?\s+(?:[#|>-]+\s+)?(?:sections?\s+|rows?\s+)?"
    rf"({NUMBER}(?:(?:, | and | to ){NUMBER}(?![\w%]))*)(?!\w)"
)
SECTION = re.compile(rf"^(?:#+\s+|\|\s*)({NUMBER})(?=[.\s|])", re.MULTILINE)  # a heading, or a row that has a number
DECISION = re.compile(r"docs/adr/(\d{4})")
# Where pages are planted to be found, or made by a test.
PLANTED = ("tests/architecture/",)


def cited(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        for page in PAGE.findall(line):
            if not re.search(rf'(?<!")"{re.escape(page)}"(?!")', line):  # a part of a path that code puts together
                yield number, page


def pages_gone(name: str, text: str, top: Path) -> list[str]:
    """Return pages that exist neither from the top of the repository nor from the folder of the file citing them."""
    return [
        f"{name}:{number} cites {page}, which is not in the repository: cite docs/rules or a statute, or say the reason"
        for number, page in cited(text)
        if not any((folder / page).is_file() for folder in (top, (top / name).parent))
    ]


@cache
def sections(page: Path) -> frozenset[str]:
    return frozenset(SECTION.findall(page.read_text(encoding="utf-8")))


def sections_gone(name: str, text: str, top: Path) -> list[str]:
    broken = []
    for page, numbers in NUMBERED.findall(text):
        path = top / "docs" / "rules" / page
        if path.is_file():
            broken += [
                f"{name} cites docs/rules/{page} {number}, and that page has no such section"
                for number in re.findall(NUMBER, numbers)
                if number not in sections(path)
            ]
    return broken


def decisions_gone(name: str, text: str, top: Path) -> list[str]:
    return [
        f"{name} cites docs/adr/{number}, and there is no such decision"
        for number in DECISION.findall(text)
        if not any((top / "docs" / "adr").glob(f"{number}-*.md"))
    ]


def broken_in(name: str, text: str, top: Path) -> list[str]:
    return [*pages_gone(name, text, top), *sections_gone(name, text, top), *decisions_gone(name, text, top)]


def test_every_citation_can_be_followed():
    read = [path for path in files() if path.suffix in READ and not place(path).startswith(PLANTED)]
    texts = [(place(path), path.read_text(encoding="utf-8", errors="replace")) for path in read]
    assert sum(len(NUMBERED.findall(text)) for _, text in texts) > 200
    expect_kept(RULE, [told for name, text in texts for told in broken_in(name, text, PROJECT)])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "rules").mkdir(parents=True)
    (tmp_path / "docs" / "rules" / "care-act.md").write_text("# Care\n\n## 3. Eligible?\n\n### 10.4 The sum\n")
    (tmp_path / "docs" / "rules" / "requests.md").write_text("| # | asked |\n|---|---|\n| 42 | No wrong merges |\n")
    (tmp_path / "docs" / "adr").mkdir()
    (tmp_path / "docs" / "adr" / "0004-security.md").touch()
    (tmp_path / "README.md").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"""Source: care-act.md section 3."""', "cites care-act.md, which is not in the repository"),
        ("# as ../shared/domain/care-act.md says", "cites ../shared/domain/care-act.md"),
        ("# docs/rules/six-models.md 2", "cites docs/rules/six-models.md, which is not in the repository"),
        ("# docs/rules/care-act.md 4", "docs/rules/care-act.md 4, and that page has no such section"),
        ("# docs/rules/care-act.md section 10.5", "docs/rules/care-act.md 10.5"),
        ("# docs/rules/care-act.md 3 and 9", "docs/rules/care-act.md 9"),
        ("-- (docs/rules/care-act.md\n-- 7)", "docs/rules/care-act.md 7"),
        ("see `docs/rules/requests.md` 43", "docs/rules/requests.md 43"),
        ("as docs/adr/0005 says", "cites docs/adr/0005, and there is no such decision"),
    ],
)
def test_a_citation_that_leads_nowhere_is_caught(repository, text, told):
    (broken,) = broken_in("locallinks/plans.py", text, repository)
    assert told in broken


@pytest.mark.parametrize(
    "text",
    [
        "# docs/rules/care-act.md 3, 10.4 and 3; docs/rules/requests.md 42, docs/adr/0004-security.md, README.md",
        "(docs/rules/care-act.md 3, s.25) and docs/rules/care-act.md: 81 people of 100",
        "-- (docs/rules/care-act.md\n-- 10.4)",
        "https://example.org/other.md",
    ],
)
def test_what_can_be_followed_is_fine(repository, text):
    expect_kept(RULE, broken_in("locallinks/plans.py", text.replace(": 81", " of 81"), repository))
