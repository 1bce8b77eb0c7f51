"""Generated diagrams are up to date."""

from collections.abc import Callable
from pathlib import Path

from locallinks.personal.pathways.rules.diagram import diagram as pathway
from tests.architecture.source_tree import PROJECT, expect_kept, place

RULE = "Generated diagrams say what the code says."
COMMAND = "bin/locallinks draw_diagrams"
DIAGRAMS: dict[str, Callable[[], str]] = {"docs/diagrams/pathway.md": pathway}


def out_of_date(diagrams: dict[Path, str]) -> list[str]:
    """Return the files that differ. `diagrams`: what each file should contain."""
    return [
        f"{place(path)} is not what the code would draw: run {COMMAND} and commit what it wrote"
        for path, text in diagrams.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def test_diagrams_are_up_to_date():
    expect_kept(RULE, out_of_date({PROJECT / name: draw() for name, draw in DIAGRAMS.items()}))


def test_every_generated_diagram_is_checked():
    """A file in docs/diagrams that nothing generates would go out of date unnoticed."""
    assert {place(path) for path in (PROJECT / "docs" / "diagrams").glob("*")} == set(DIAGRAMS)


def test_an_old_or_missing_diagram_is_caught(tmp_path):
    drawn = tmp_path / "plan.md"
    drawn.write_text("draft -> approved")
    assert out_of_date({drawn: "draft -> approved"}) == []
    assert "run bin/locallinks draw_diagrams" in out_of_date({drawn: "draft -> sent -> approved"})[0]
    assert len(out_of_date({tmp_path / "missing.md": "draft"})) == 1
