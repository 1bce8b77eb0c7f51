"""Plant faults, one at a time, in a copy of the project, and name the test of `bin/test` that catches each.

    bin/plant-faults            all of them
    bin/plant-faults 3 17       these
    bin/plant-faults --none     the same tests with nothing planted: none may fail
    --draw 20 --seed 7          draw more from the mutation tool (see draw.py), to be added to faults.toml

The tests that caught a fault before, if faults.toml names any, run first, then those of its own room, then all others
in the order of `TEST_ORDER`; the first that fails has caught it. `bin/test` runs every one of these tests.
"""

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.planted_faults.faults import ROOT, Fault, load_faults
from tests.scratch_copy import copy_environment, scratch_copy

# After the tests of the room itself. Slow tests come last: most faults are caught before.
TEST_ORDER = (
    ("tests/architecture",),
    ("tests/journeys",),
    ("tests/security",),
    ("locallinks/front",),
    ("locallinks/personal",),
    ("locallinks",),
    ("tests",),
)
# Its own tests check that each fault can still be planted, so they would fail for every fault.
IGNORE_OWN_TESTS = "--ignore=tests/planted_faults"
FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", nargs="*", type=int)
    parser.add_argument("--none", action="store_true")
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--table", type=Path, help="also write a table of the tests that caught each fault")
    options = parser.parse_args()
    if options.draw:
        from tests.planted_faults.draw import draw_faults

        sys.stdout.write(draw_faults(options.draw, options.seed))
        return 0
    chosen = [fault for fault in load_faults() if not options.numbers or fault.number in options.numbers]
    with ThreadPoolExecutor(options.workers) as pool:
        caught = list(pool.map(lambda fault: plant_and_report(fault, planted=not options.none), chosen))
    if options.table:
        options.table.write_text(markdown_table(zip(chosen, caught, strict=True)))
    number = sum(map(bool, caught))
    sys.stdout.write(f"{number} of {len(chosen)} caught{' with nothing planted' if options.none else ''}\n")
    return 0 if number == (0 if options.none else len(chosen)) else 1


def markdown_table(rows: Iterable[tuple[Fault, str]]) -> str:
    """Return a table in Markdown, with a row for each fault."""
    lines = ["| | about | in | what would happen, or what is changed | caught by |", "|---|---|---|---|---|"]
    for fault, test in rows:
        about = f"{fault.about}, drawn" if fault.drawn else fault.about
        words = fault.says or f"`{_line(fault.old)}` becomes `{_line(fault.new)}`"
        lines.append(f"| {fault.number} | {about} | {fault.room} | {words} | {f'`{test}`' if test else 'nothing'} |")
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    """Return the last line, which is the one that was changed."""
    return text.splitlines()[-1].strip().replace("|", "\\|")


def plant_and_report(fault: Fault, *, planted: bool) -> str:
    began = time.monotonic()
    with scratch_copy(f"planted-{fault.number}") as copy:
        where = fault.plant(copy) if planted else fault.find(copy)
        test = find_failing_test(fault, copy, where, everything=planted)
    seconds = time.monotonic() - began
    where = where.relative_to(copy)
    nothing = "NOT CAUGHT" if planted else "no test fails"
    sys.stdout.write(f"{fault.number:>2} {fault.about:<10} {where}: {test or nothing} ({seconds:.0f} s)\n")
    sys.stdout.flush()
    return test


def find_failing_test(fault: Fault, copy: Path, where: Path, *, everything: bool) -> str:
    """Return the first test that fails, or an empty string."""
    if fault.first and (test := first_failing_test(fault, copy, fault.first)):
        return test
    own = where.parent
    while own != copy and not (own / "tests").is_dir():
        own = own.parent
    folders = [(str(own.relative_to(copy) / "tests"),)] if own != copy else []
    done: list[str] = []
    for paths in (*folders, *(TEST_ORDER if everything else ())):
        if test := first_failing_test(fault, copy, paths, done):
            return test
        done += paths
    return ""


def first_failing_test(fault: Fault, copy: Path, paths: tuple[str, ...], done: Iterable[str] = ()) -> str:
    """Return the first test in `paths`, without those in `done`, that fails; a test that no longer exists does not."""
    environment = copy_environment(copy, f"test_planted_{fault.number}")
    cache = f"cache_dir={ROOT}/var/cache/planted-{fault.number}"
    without = [f"--ignore={path}" for path in done]
    run = subprocess.run(
        [
            sys.executable,
            "-P",
            "-m",
            "pytest",
            "-q",
            "-x",
            "--tb=no",
            "-o",
            cache,
            "-rfE",
            IGNORE_OWN_TESTS,
            *without,
            *paths,
        ],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
    )
    found = FAILED.search(run.stdout)
    if found:
        return found.group(1)
    gone = run.returncode == 4 and "not found" in run.stderr
    if run.returncode not in (0, 5) and not gone:  # 5: no test there
        raise RuntimeError(f"Fault {fault.number}: the tests do not begin.\n{(run.stdout + run.stderr)[-2000:]}")
    return ""


if __name__ == "__main__":
    sys.exit(main())
