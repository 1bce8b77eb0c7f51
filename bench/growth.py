"""What a page more costs the tests: those about pages and roles, without and with ten pages and two roles more"""

import subprocess
import sys
import time

from tests.growth.grown import PAGES, ROLES, add
from tests.scratch_copy import environment_of, scratch_copy

BOUND = 1.0  # seconds a page, of the run as a whole
# Where the new pages are: who opens the pages of front, every visit read as HTML, and a browser's visits of the person
# who opens them.
TESTS = ("tests/security", "tests/pages", "tests/browser/test_pages.py", "-k", "front: or test_markup or social.worker")


def main() -> int:
    seconds, told = {}, {}
    for with_more in (False, True):
        with scratch_copy("growth") as copy:
            if with_more:
                add(copy)
            command = [
                sys.executable,
                "-P",
                "-m",
                "pytest",
                "-q",
                "-n",
                "auto",
                "--dist",
                "loadscope",
                "--no-loadscope-reorder",
                *TESTS,
            ]
            environment = environment_of(copy, "test_growth")
            began = time.monotonic()
            done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
            seconds[with_more] = time.monotonic() - began
        told[with_more] = done.stdout.strip().splitlines()[-1]
        if done.returncode:
            sys.stdout.write(done.stdout[-3000:])
            return 1
    page = (seconds[True] - seconds[False]) / len(PAGES)
    sys.stdout.write(
        f"as it is: {told[False]}\n{len(PAGES)} pages and {len(ROLES)} roles more: {told[True]}\n"
        f"{seconds[True] / seconds[False]:.2f} times as long; {page:.2f} s a page (at most {BOUND})\n"
    )
    return 0 if page <= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
