"""The list of migrations that have landed and may not be edited: `bin/freeze-migrations` appends new ones to it.

A database that has run a migration never runs it again, so an edit would reach new databases and no others. While the
first line of the list is NOT_FROZEN and nothing is listed, migrations may still be generated anew.
"""

import hashlib
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LIST = Path("locallinks/config/schema/frozen_migrations.txt")
NOT_FROZEN = "# Not frozen yet: the first bin/freeze-migrations replaces this line."
FROZEN = "# Frozen: bin/freeze-migrations appends to this list; no line of it is ever changed or removed."
ENTRY = re.compile(r"([0-9a-f]{64})  (locallinks/\S+/migrations/\w+\.py)")
WRITE_ANOTHER = "Restore it with git, and write another migration for the change"


def main(root: Path = ROOT) -> int:
    """Append the migrations that are not listed. Returns 1, and writes nothing, if the list has any other problem."""
    missing, problems = check(root)
    if problems:
        sys.stderr.write("\n".join(["Nothing was frozen.", *problems, ""]))
        return 1
    file = root / LIST
    first, *rest = file.read_text(encoding="utf-8").splitlines()
    lines = [FROZEN if first == NOT_FROZEN else first, *rest, *(f"{digest(root / name)}  {name}" for name in missing)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(missing)} migration(s) added to {LIST}.\n")
    return 0


def is_frozen(root: Path) -> bool:
    """Whether migrations are frozen: False only while the first line of the list is NOT_FROZEN."""
    return (root / LIST).read_text(encoding="utf-8").split("\n", 1)[0] != NOT_FROZEN


def check(root: Path) -> tuple[list[str], list[str]]:
    """Return the migrations that are not listed, and what is wrong with those that are, as sentences."""
    first, *rest = (root / LIST).read_text(encoding="utf-8").splitlines() or [""]
    lines = [line for line in rest if line and not line.startswith("#")]
    problems = [f"{LIST} has a line that is not a digest and a migration: {line}" for line in lines if not entry(line)]
    if first not in (NOT_FROZEN, FROZEN):
        problems.append(f"The first line of {LIST} was changed. Restore it with git")
    if first == NOT_FROZEN and lines:
        problems.append(f"{LIST} says that migrations are not frozen, but lists some. Restore its first line with git")
    listed = [(line[:64], line[66:]) for line in lines if entry(line)]
    for digest_then, name in listed:
        file = root / name
        if not file.is_file():
            problems.append(f"{name} has landed and is gone. {WRITE_ANOTHER}")
        elif digest(file) != digest_then:
            problems.append(f"{name} has landed and was edited. {WRITE_ANOTHER}")
    twice = [name for name, times in Counter(name for _, name in listed).items() if times > 1]
    problems += [f"{name} is listed more than once. Keep the first line" for name in twice]
    names = {name for _, name in listed}
    return [name for name in migrations(root) if name not in names], problems


def migrations(root: Path) -> list[str]:
    """Return every migration below `root`, as a path from there."""
    files = (root / "locallinks").glob("**/migrations/*.py")
    return sorted(file.relative_to(root).as_posix() for file in files if file.name != "__init__.py")


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def entry(line: str) -> bool:
    return ENTRY.fullmatch(line) is not None


def entries_in_history(root: Path) -> list[str] | None:
    """Return each line that the list held in any commit, also in one of a merge; None where git knows no history."""
    git = ["git", "-c", "safe.directory=*", "-C", str(root)]
    top = subprocess.run([*git, "rev-parse", "--show-toplevel", "--verify", "HEAD"], capture_output=True, text=True)
    if top.returncode or Path(top.stdout.splitlines()[0]).resolve() != root.resolve():
        return None
    log = [*git, "log", "-m", "-p", "--follow", "--format=", "--", str(LIST)]
    changes = subprocess.run(log, check=True, capture_output=True, text=True).stdout.splitlines()
    changed = (line[1:] for line in changes if line[:1] in ("+", "-"))
    return sorted({line for line in changed if entry(line)})


if __name__ == "__main__":
    sys.exit(main())
