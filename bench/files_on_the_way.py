"""How many files a reader opens to follow one request: approving a plan, from its URL to the response"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "locallinks"
TEST = "tests/query_counts/test_files_on_the_way.py"


def files_run(work: Callable[[], object]) -> dict[str, list[str]]:
    """Run `work` and return our files whose functions ran in it, each with the names of those functions.

    Tests and migrations are left out, and so is code at the level of a module or a class: it runs at import.
    """
    seen: dict[str, set[str]] = {}

    def note(frame: FrameType, event: str, argument: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(str(OURS)) and code.co_name != "<module>":
            seen.setdefault(code.co_filename, set()).add(code.co_qualname)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    named = {str(Path(file).relative_to(ROOT)): sorted(names) for file, names in sorted(seen.items())}
    return {file: names for file, names in named.items() if "/tests/" not in file and "/migrations/" not in file}


def as_table(found: dict[str, list[str]]) -> str:
    """One file a line, with how many of its functions ran and what they are called."""
    functions = sum(len(names) for names in found.values())
    rows = [f"{file:62} {len(names):3}  {', '.join(names)}" for file, names in found.items()]
    return "\n".join([*rows, f"{len(found)} files, {functions} functions"])


def main() -> int:
    """Run the test that measures it, with what it prints."""
    return subprocess.run([sys.executable, "-P", "-m", "pytest", "-q", "-s", TEST], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
