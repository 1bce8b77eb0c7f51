"""Functions have at most 60 lines, files at most 400."""

import ast
from pathlib import Path

from tests.architecture.source_tree import expect_kept, files, parse, place, python_files

RULE = "Functions have at most 60 lines, files at most 400."
FUNCTION_LINES = 60
FILE_LINES = 400


def too_long(path: Path, text: str) -> list[str]:
    broken = []
    count = len(text.splitlines())
    if count > FILE_LINES:
        broken.append(f"{place(path)} has {count} lines: make it a package of the same name and split it by sub-noun")
    for node in ast.walk(parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = node.end_lineno - node.lineno + 1
            if lines > FUNCTION_LINES:
                broken.append(
                    f"{place(path)}:{node.lineno} {node.name} has {lines} lines: keep the decisions here and give its "
                    "parts names of their own"
                )
    return broken


def scripts() -> list[Path]:
    """Return the commands in bin/ that are written in Python."""
    return [path for path in files() if path.parent.name == "bin" and b"python" in path.read_bytes().split(b"\n", 1)[0]]


def test_nothing_is_too_long():
    sources = [*python_files(), *scripts()]
    expect_kept(RULE, [told for path in sources for told in too_long(path, path.read_text(encoding="utf-8"))])


def test_a_long_function_and_a_long_file_are_caught():
    long_function = "def approve():\n" + "    x = 1\n" * FUNCTION_LINES
    (broken,) = too_long(Path("actions.py"), long_function)
    assert broken.startswith("actions.py:1 approve has 61 lines: keep the decisions here")
    (broken,) = too_long(Path("views.py"), "x = 1\n" * (FILE_LINES + 1))
    assert broken.startswith("views.py has 401 lines: make it a package")


def test_as_long_as_allowed_is_fine():
    exactly = "def approve():\n" + "    x = 1\n" * (FUNCTION_LINES - 1)
    assert too_long(Path("actions.py"), exactly + "y = 2\n" * (FILE_LINES - FUNCTION_LINES)) == []
