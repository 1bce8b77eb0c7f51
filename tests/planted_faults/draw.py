"""Draw faults from a mutation tool over policies, permissions and rules.

The tool is universalmutator 1.14.1, which changes any text by rules: those for Python alone know no SQL. It is in no
lock of ours, since a package it asks for comes as source only; it is needed to draw, and for nothing else:
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
    """So many faults as they are written in faults.toml, the kinds by turns. The same seed draws the same of the same
    code; it is printed with them."""
    dice = random.Random(seed)
    told = [f"# Drawn with --seed {seed}"]
    for turn in range(number):
        one = _fault(list(SOURCES)[turn % len(SOURCES)], turn, dice)
        told.append(
            f'[[fault]]\nabout = "{one.about}"\ndrawn = true\nroom = "{one.room}"\n'
            f"old = {_written(one.old)}\nnew = {_written(one.new)}\n"
        )
    return "\n".join(told)


def _written(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _fault(about: str, number: int, dice: random.Random) -> Fault:
    """One that can be found again: what it changes stands once in its room."""
    while True:
        file, old, new = _mutant(about, dice)
        room = str(file.relative_to(SHIPPED).parent).removesuffix("/migrations").removesuffix("/rules")
        fault = Fault(number, about, True, room, "", old, new)
        with suppress(LookupError):
            fault.find(ROOT)
            return fault


def _mutant(about: str, dice: random.Random) -> tuple[Path, str, str]:
    """One mutant of one line, every line as likely as another."""
    from universalmutator.mutator import mutants_regexp

    patterns, rules = SOURCES[about]
    files = sorted(one for pattern in patterns for one in SHIPPED.glob(pattern))
    lines = [(file, number) for file in files for number in range(len(file.read_text().splitlines()))]
    while True:
        file, at = dice.choice(lines)
        source = file.read_text().splitlines(keepends=True)
        with redirect_stdout(io.StringIO()):  # the tool tells of itself
            found = mutants_regexp([source[at]], ruleFiles=rules, ignorePatterns=[])
        if not found:
            continue
        mutant = dice.choice(found)[1]
        if about == "policy" and any(mutant.count(one) != source[at].count(one) for one in '(){}";'):
            continue  # it would not run
        if _differs("".join(source), "".join([*source[:at], mutant, *source[at + 1 :]]), file):
            return file, *_unique(source, at, mutant)


def _differs(source: str, mutant: str, file: Path) -> bool:
    """Does it still run, and say something else? Comments and the words that describe a function say nothing."""
    if file.suffix != ".py":
        return source != mutant
    try:
        compile(mutant, file.name, "exec")
    except SyntaxError:
        return False
    sentences = "migrations" in file.parts  # where SQL is
    return _said(source, sentences) != _said(mutant, sentences)


def _said(source: str, sentences: bool) -> str:
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
    """The line, with as many before it as make it stand once in its file."""
    first = at
    while first > 0 and "".join(source).count("".join(source[first : at + 1])) > 1:
        first -= 1
    before = "".join(source[first:at])
    return before + source[at].rstrip("\n"), before + mutant.rstrip("\n")
