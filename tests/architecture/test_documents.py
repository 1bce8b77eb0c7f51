"""Where a guide names a file, the file is there; and CONTRIBUTING.md says where everyday changes go."""

import re
from pathlib import Path

from tests.architecture.house import PROJECT, expect_kept, files, place

RULE = "Every file named in a guide exists."
TABLE_RULE = "CONTRIBUTING.md says where at least 20 everyday changes go."
SIGN = re.compile(r"`((?:\.ci|bench|bin|docs|locallinks|tests)/[\w./-]+)`")
ROWS = 20


def leading_nowhere(name: str, text: str, top: Path) -> list[str]:
    """Signs to files that are not there, from the top or from the guide itself. The beginning of a name will do."""
    return [
        f"{name}:{number} names {sign}, which is not there: write where it is now, or take the sign down"
        for number, line in enumerate(text.splitlines(), 1)
        for sign in SIGN.findall(line)
        if not any(exists(folder / sign) for folder in (top, (top / name).parent))
    ]


def exists(path: Path) -> bool:
    return path.exists() or any(path.parent.glob(f"{path.name}*"))


def rows_of_the_table(text: str) -> list[str]:
    section = text.partition("## Where does this go?")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| ") and "`" in line]


def test_signs_lead_somewhere():
    guides = [one for one in files() if one.suffix == ".md"]
    assert PROJECT / "CONTRIBUTING.md" in guides
    texts = [(place(one), one.read_text(encoding="utf-8")) for one in guides]
    expect_kept(RULE, [told for name, text in texts for told in leading_nowhere(name, text, PROJECT)])


def test_contributing_says_where_things_go():
    rows = rows_of_the_table((PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    expect_kept(
        TABLE_RULE, [] if len(rows) >= ROWS else [f"CONTRIBUTING.md has {len(rows)}: add the ones people ask for"]
    )


def test_a_sign_that_leads_nowhere_is_caught(tmp_path):
    (tmp_path / "docs" / "adr").mkdir(parents=True)
    (tmp_path / "docs" / "adr" / "0004-security.md").touch()
    assert leading_nowhere("README.md", "see `docs/adr/0004` and `docs/`, `plans/rules.py`", tmp_path) == []
    (broken,) = leading_nowhere("README.md", "\nsee `docs/moved.md`", tmp_path)
    assert broken.startswith("README.md:2 names docs/moved.md, which is not there")


def test_a_short_table_is_seen():
    table = "| you want to ... | it goes in |\n|---|---|\n| change this | `there` |\n"
    text = f"# Contributing\n## Where does this go?\n{table}\n## Next\n| x | `y` |\n"
    assert rows_of_the_table(text) == ["| change this | `there` |"]
