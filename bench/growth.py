"""How much longer the tests about pages and roles take with ten more pages and two more roles"""

import subprocess
import sys
import time

from tests.growth.added_pages import PAGES, ROLES, add_pages_and_roles
from tests.scratch_copy import copy_environment, scratch_copy

ROUNDS = 2  # the quicker one counts: two equal runs differ by more than ten pages cost
SECONDS_PER_PAGE_MAX = 1.0  # seconds a page, of the run as a whole
# The tests that the new pages add to: access to the pages of front, every visit read as HTML, and the browser's visits
# as the user who opens them.
TESTS = ("tests/security", "tests/pages", "tests/browser/test_pages.py", "-k", "front: or test_markup or social.worker")


def main() -> int:
    runs = [(with_more, measure_seconds(with_more=with_more)) for _ in range(ROUNDS) for with_more in (False, True)]
    as_it_is, grown = (min(seconds for more, seconds in runs if more is with_more) for with_more in (False, True))
    page = (grown - as_it_is) / len(PAGES)
    sys.stdout.write(
        f"as it is: {as_it_is:.0f} s\n{len(PAGES)} pages and {len(ROLES)} roles more: {grown:.0f} s, "
        f"{grown / as_it_is:.2f} times as long\n{page:.2f} s a page (at most {SECONDS_PER_PAGE_MAX})\n"
    )
    return 0 if page <= SECONDS_PER_PAGE_MAX else 1


def measure_seconds(*, with_more: bool) -> float:
    with scratch_copy("growth") as copy:
        if with_more:
            add_pages_and_roles(copy)
        command = [sys.executable, "-P", "-m", "pytest", "-q", "-n", "auto", "--dist", "loadscope"]
        command += ["--no-loadscope-reorder", *TESTS]
        began = time.monotonic()
        done = subprocess.run(
            command, cwd=copy, env=copy_environment(copy, "test_growth"), capture_output=True, text=True
        )
    seconds = time.monotonic() - began
    sys.stdout.write(f"{'with more' if with_more else 'as it is'}: {done.stdout.strip().splitlines()[-1]}\n")
    sys.stdout.flush()
    if done.returncode:
        raise SystemExit(done.stdout[-3000:])
    return seconds


if __name__ == "__main__":
    sys.exit(main())
