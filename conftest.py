"""Fixtures of all tests. Tests run as the application role, in databases that the owner role creates."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from xdist.scheduler.loadscope import LoadScopeScheduling

from locallinks.config.schema.scratch_databases import drop
from locallinks.foundation.shared import schema_dump

# A busy machine is no reason to fail, so examples have no deadline.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")

# Tests sign in often, so hashing a password costs as little as argon2 allows.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1

pytest_plugins = ["tests.durations", "pytester"]

ROOT = Path(__file__).resolve().parent
UNBLOCK_DATABASE = pytest.StashKey[Any]()
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Create the test database as the owner role; every test uses the application role."""
    from django.conf import settings
    from django.db import connections

    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = os.environ.get("LOCALLINKS_TEST_DB", "test_locallinks") + (f"_{worker}" if worker else "")
    owner, application = connections["owner"], connections["default"]
    original = application.settings_dict["NAME"]
    with django_db_blocker.unblock():
        copy_of_template(owner, name)
        application.close()
        settings.DATABASES["default"]["NAME"] = application.settings_dict["NAME"] = name
        settings.DATABASES["owner"]["NAME"] = owner.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        application.close()
        owner.close()
        settings.DATABASES["default"]["NAME"] = application.settings_dict["NAME"] = original
        settings.DATABASES["owner"]["NAME"] = owner.settings_dict["NAME"] = original
        drop(name)


def copy_of_template(owner: Any, name: str) -> None:
    """Create a database by copying a template, which is made again only when something it depends on has changed."""
    template = f"locallinks_template_{fingerprint()}"
    with owner._nodb_cursor() as cursor:
        cursor.execute("select pg_advisory_lock(712004)")  # two test runs at once make one template
        cursor.execute("select datname from pg_database where datname like 'locallinks\\_template\\_%'")
        found = {row[0] for row in cursor.fetchall()}
        if template not in found:
            for old in found if not os.environ.get("LOCALLINKS_KEEP_TEMPLATES") else ():
                cursor.execute(f'drop database if exists "{old}" with (force)')
            make_template(owner, template)
            cursor.execute(f'alter database "{template}_new" rename to "{template}"')
        cursor.execute(f'drop database if exists "{name}" with (force)')
        cursor.execute(f'create database "{name}" template "{template}"')


def make_template(owner: Any, template: str) -> None:
    """Migrate a new database. Its name ends in `_new` until it is complete, as a run may be killed meanwhile."""
    original = owner.settings_dict["NAME"]
    owner.settings_dict["TEST"]["NAME"] = f"{template}_new"
    owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    owner.close()
    owner.settings_dict["NAME"] = original


def fingerprint() -> str:
    """Return a digest of everything that a new database is made from."""
    return schema_dump.fingerprint()[:12]


@pytest.fixture
def shared_data() -> Path:
    """The folder of real data beside the project. Without it its tests are skipped, saying so."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: tests on real data did not run")
    return SHARED


# Folders and files whose tests share a fixture that takes seconds to build: one worker runs all of them.
SAME_WORKER = (
    "tests/pages/",
    "tests/journeys/",
    "tests/security/",
    "tests/architecture/",
    "locallinks/demo/tests/test_bulk_people.py",
    "devdb/tests/test_server_failures.py",
    "devdb/tests/test_external_server.py",
)
# Slow enough for two workers, each of which builds the shared world.
SPLIT_IN_TWO = ("tests/security/",)
SPLIT_BY_FILE = ("tests/journeys/",)  # each worker builds what they share

# The slowest tests. One worker builds the city that pages and browser share (tests/conftest.py) while another runs its
# half of security, so that no browser test waits for the city.
LONGEST_FIRST = ("tests/pages/", "tests/security/", "tests/journeys/", "tests/browser/", *SAME_WORKER)


class SharedFixtureScheduling(LoadScopeScheduling):
    """Send tests that share a slow fixture to one worker, and every other test to any.

    Not by `xdist_group`: xdist 3.8 writes its groups where pytest 9 no longer reads them.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(SPLIT_BY_FILE):
            return nodeid.partition("::")[0]
        scope = next((beginning for beginning in SAME_WORKER if nodeid.startswith(beginning)), nodeid)
        return f"{scope}{crc32(nodeid.encode()) % 2}" if scope in SPLIT_IN_TWO else scope


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> SharedFixtureScheduling:
    return SharedFixtureScheduling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Start the longest tests first."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: [not item.nodeid.startswith(beginning) for beginning in LONGEST_FIRST])
    from tests.prebuilt import group_by_beginning

    items[:] = group_by_beginning(items)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """In CI, fail a real-data test that is skipped although the data are there."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") and SHARED.is_dir() and item.get_closest_marker("realdata"):
        report.outcome = "failed"
        report.longrepr = "This test skipped although ../shared is there: in CI that is a failure."


@pytest.fixture(scope="session")
def open_transaction(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let what tests start from stay in an open transaction from test to test (tests/prebuilt.py)."""
    from tests.prebuilt import state

    request.session.stash[UNBLOCK_DATABASE] = django_db_blocker.unblock
    yield
    with django_db_blocker.unblock():
        state.end_unless_for(None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture, empty the database for a folder that builds its own world."""
    if unblock := item.session.stash.get(UNBLOCK_DATABASE, None):
        from tests.prebuilt import state

        with unblock():
            state.end_unless_for(item)


@pytest.fixture
def beginning(request: pytest.FixtureRequest, open_transaction: None, django_db_blocker: Any) -> None:
    """Build in the database what this test starts from."""
    from tests.prebuilt import state, uses_city

    if uses_city(request.node):
        with django_db_blocker.unblock():
            state.begin(request.node)


@pytest.fixture
def db(beginning: None, db: None) -> None:
    """pytest-django's fixture, in a savepoint of what the test starts from."""


@pytest.fixture
def city(db: None) -> object:
    """A small invented city with a user in every role (tests/kit.py)."""
    from tests.prebuilt import state

    return state.city


@pytest.fixture
def own_city(django_db_setup: None, django_db_blocker: Any) -> Iterator[object]:
    """The city in a database of its own, where transactions commit, for tests of what two connections see at once
    (tests/concurrency.py)."""
    from django.db import connections

    from tests.kit import build_city

    owner, application = connections["owner"], connections["default"]
    was = application.settings_dict["NAME"]
    with django_db_blocker.unblock():
        copy_of_template(owner, f"{was}_own")
        application.close()
        application.settings_dict["NAME"] = f"{was}_own"
        try:
            yield build_city()
        finally:
            application.close()
            application.settings_dict["NAME"] = was
            drop(f"{was}_own")
