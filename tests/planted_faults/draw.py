"""Draw faults from a mutation tool over policies, permissions and rules.

The tool is universalmutator 1.14.1, which changes any text by rules; tools for Python alone do not mutate SQL. It is in
none of our lock files, because one of its requirements is published as source only. Only drawing needs it:
`python -m venv var/draw`, `var/draw/bin/pip install universalmutator==1.14.1`, and `PYTHONPATH=. var/draw/bin/python
-m tests.planted_faults --draw 20 --seed 2026`.
"""

import ast
import io
import json
import random
from contextlib import redirect_stdout, suppress
from pathlib import Path

from tests.planted_faults.faults import HERE, ROOT, Fault

SHIPPED = ROOT / "locallinks"
SOURCES = {  # what is mutated, the files, and the tool's rules for it
    "policy": (("*/*/migrations/*guard*.py", "*/*/sql/*guard*.sql"), [str(HERE / "sql.rules")]),
    "permission": (("*/*/permissions.py",), [str(HERE / "python.rules")]),
    "rule": (("*/*/rules.py", "*/*/rules/*.py"), [str(HERE / "python.rules")]),
}


def draw_faults(number: int, seed: int) -> str:
    """Return `number` faults as faults.toml writes them, of each kind in turn.

    The same seed draws the same faults from the same code.
    """
    dice = random.Random(seed)
    lines = [f"# Drawn with --seed {seed}"]
    for turn in range(number):
        fault = _fault(list(SOURCES)[turn % len(SOURCES)], turn, dice)
        lines.append(
            f'[[fault]]\nabout = "{fault.about}"\ndrawn = true\nroom = "{fault.room}"\n'
            f"old = {_as_toml(fault.old)}\nnew = {_as_toml(fault.new)}\n"
        )
    return "\n".join(lines)


def _as_toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _fault(about: str, number: int, dice: random.Random) -> Fault:
    """Draw a fault whose text occurs exactly once in its room, so that it can be planted."""
    while True:
        file, old, new = _mutant(about, dice)
        room = str(file.relative_to(SHIPPED).parent).removesuffix("/migrations").removesuffix("/rules")
        fault = Fault(number, about, True, room, "", old, new)
        with suppress(LookupError):
            fault.find(ROOT)
            return fault


def _mutant(about: str, dice: random.Random) -> tuple[Path, str, str]:
    """Draw a mutant of one line; each line is as likely as any other."""
    from universalmutator.mutator import mutants_regexp

    patterns, rules = SOURCES[about]
    files = sorted(path for pattern in patterns for path in SHIPPED.glob(pattern))
    lines = [(file, number) for file in files for number in range(len(file.read_text().splitlines()))]
    while True:
        file, at = dice.choice(lines)
        source = file.read_text().splitlines(keepends=True)
        with redirect_stdout(io.StringIO()):  # the tool prints its progress
            found = mutants_regexp([source[at]], ruleFiles=rules, ignorePatterns=[])
        if not found:
            continue
        mutant = dice.choice(found)[1]
        if about == "policy" and any(mutant.count(character) != source[at].count(character) for character in '(){}";'):
            continue  # it would not run
        if _differs("".join(source), "".join([*source[:at], mutant, *source[at + 1 :]]), file):
            return file, *_unique(source, at, mutant)


def _differs(source: str, mutant: str, file: Path) -> bool:
    """Whether the mutant still compiles and does something else: comments and docstrings are left out."""
    if file.suffix != ".py":
        return source != mutant
    try:
        compile(mutant, file.name, "exec")
    except SyntaxError:
        return False
    sentences = "migrations" in file.parts  # where SQL is
    return _meaning(source, sentences) != _meaning(mutant, sentences)


def _meaning(source: str, sentences: bool) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        described = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node)
        if described and isinstance(body, list):
            body[:] = body[1:]
        if not sentences and isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            node.value = ""  # other words are no fault that somebody suffers from
    return ast.dump(tree)


def _unique(source: list[str], at: int, mutant: str) -> tuple[str, str]:
    """Return the line and its mutant, with as many lines before as make it unique in its file."""
    first = at
    while first > 0 and "".join(source).count("".join(source[first : at + 1])) > 1:
        first -= 1
    before = "".join(source[first:at])
    return before + source[at].rstrip("\n"), before + mutant.rstrip("\n")
