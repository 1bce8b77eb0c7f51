"""How long each part of the suite takes: `bin/test --durations-by-part`, and always in CI.

A part is a folder of tests, or a room. A shared fixture counts for the test that waited for it.
"""

import os
from collections import Counter
from pathlib import PurePosixPath

import pytest

SECONDS = pytest.StashKey[Counter]()
TESTS = pytest.StashKey[Counter]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--durations-by-part", action="store_true", help="end with how many tests and seconds each part has"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[SECONDS], config.stash[TESTS] = Counter(), Counter()
    config.pluginmanager.register(Durations(config), "durations-by-part")


class Durations:
    """Collects the durations of all tests of all workers."""

    def __init__(self, config: pytest.Config):
        self.config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = part_of_suite(report.nodeid)
        self.config.stash[SECONDS][name] += report.duration
        self.config.stash[TESTS][name] += report.when == "call"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.config.getoption("durations_by_part") or os.environ.get("CI"):
            terminalreporter.section("seconds by part, of all workers together")
            for line in table_lines(self.config.stash[SECONDS], self.config.stash[TESTS]):
                terminalreporter.write_line(line)


def part_of_suite(nodeid: str) -> str:
    """Return the part of a test, such as tests/security or locallinks/personal/plans."""
    folders = PurePosixPath(nodeid.partition("::")[0]).parts
    if folders[0] == "tests":
        return "/".join(folders[:2])
    return "/".join(folders[: folders.index("tests") if "tests" in folders else 2])


def table_lines(spent: Counter, tests: Counter) -> list[str]:
    """Return a line for each part, the slowest first, and a line for the whole."""
    rows = [*spent.most_common(), ("together", sum(spent.values()))]
    total = {**tests, "together": sum(tests.values())}
    return [f"{seconds:>8.1f} s {total[name]:>6} tests  {name}" for name, seconds in rows]
