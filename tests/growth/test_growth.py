"""The number of tests grows with the number of pages and roles, not with its square.

`bin/bench growth` measures how long the added tests take.
"""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durations import part_of_suite
from tests.growth.added_pages import PAGES, ROLES, add_pages_and_roles
from tests.scratch_copy import ROOT, copy_environment, scratch_copy

# Where tests are made from the list of pages, of templates, of visits or of roles.
ABOUT_PAGES_AND_ROLES = (
    "tests/security",
    "tests/pages",
    "tests/browser",
    "locallinks/foundation/accounts",
    "locallinks/front",
)
IDS = re.compile(r"^(\S+\.py::.+)$", re.MULTILINE)
# A page: who opens it, and odd addresses. A role: in which organisations it is held.
TESTS_PER_PAGE_MAX, TESTS_PER_ROLE_MAX = 2, 1


@pytest.fixture(scope="module")
def grown() -> Iterator[Path]:
    with scratch_copy("growth") as copy:
        add_pages_and_roles(copy)
        yield copy


def run(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-P", "-m", "pytest", "-q", "-o", f"cache_dir={ROOT}/var/cache/growth", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=copy_environment(folder, "test_growth"), capture_output=True, text=True
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout


def collect_tests(folder: Path) -> set[str]:
    return set(IDS.findall(run(folder, "--collect-only", *ABOUT_PAGES_AND_ROLES)))


def test_ten_pages_and_two_roles_add_two_tests_a_page_and_one_a_role(grown: Path) -> None:
    new = collect_tests(grown) - collect_tests(ROOT)
    of_pages = [test for test in new if any(page in test for page in PAGES)]
    of_roles = [test for test in new if any(role in test for role in ROLES)]
    added = Counter(map(part_of_suite, new))
    assert 0 < len(of_pages) <= TESTS_PER_PAGE_MAX * len(PAGES), added
    assert len(of_roles) <= TESTS_PER_ROLE_MAX * len(ROLES), added
    assert len(new) == len(of_pages) + len(of_roles), added


def test_a_new_role_is_refused_by_every_page_that_does_not_name_it(grown: Path) -> None:
    """On existing and on new pages; and the access table needs no new column."""
    told = run(
        grown, "tests/security/test_pages.py", "-k", "trivial or role or front:work or people:add_safety_note or row"
    )
    (passed,) = re.findall(r"\b(\d+) passed", told)
    assert int(passed) > len(PAGES)
    table = (grown / "tests/security/access.txt").read_text()
    assert not any(role in table for role in ROLES)
