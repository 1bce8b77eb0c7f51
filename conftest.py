"""Tests run as the application role: the owner makes the test database, then leaves."""

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

# A busy machine is no reason to fail: how long an example takes says nothing about the rule.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")

# A test signs in by the hundred, and what a guess costs is no rule of ours: as little as argon2 allows.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1

pytest_plugins = ["tests.durations", "pytester"]

ROOT = Path(__file__).resolve().parent
UNBLOCK_DATABASE = pytest.StashKey[Any]()
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A test database made by its owner; the application's connection, and so every test, uses the application role."""
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
    """Copying takes a tenth of a second, so what was made is kept until something it was made from changes."""
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
    """Under another name until it is whole: a run that is killed here leaves nothing that looks ready."""
    original = owner.settings_dict["NAME"]
    owner.settings_dict["TEST"]["NAME"] = f"{template}_new"
    owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    owner.close()
    owner.settings_dict["NAME"] = original


def fingerprint() -> str:
    """Of everything that a new database is made from."""
    return schema_dump.fingerprint()[:12]


@pytest.fixture
def shared_data() -> Path:
    """The dossier beside the project. Tests on it skip, saying so, where it is absent; in CI they must not skip."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: tests on real data did not run")
    return SHARED


# Shared by the tests of a folder or file, and seconds to build: one worker runs them all, beginning with the longest.
SAME_WORKER = (
    "tests/pages/",
    "tests/journeys/",
    "tests/security/",
    "tests/architecture/",
    "locallinks/demo/tests/test_bulk_people.py",
    "devdb/tests/test_server_failures.py",
    "devdb/tests/test_external_server.py",
)
# Long enough for two workers, each with a world of its own.
SPLIT_IN_TWO = ("tests/security/",)
SPLIT_BY_FILE = ("tests/journeys/",)  # what they share is built by each worker that runs one

# What takes longest. One worker builds the city that pages and browser share (tests/conftest.py) while another is busy
# with its half of security: by the time of the browser nobody waits for it.
LONGEST_FIRST = ("tests/pages/", "tests/security/", "tests/journeys/", "tests/browser/", *SAME_WORKER)


class SharedFixtureScheduling(LoadScopeScheduling):
    """Who shares a served city, a told story or a world stays together; every other test goes wherever there is room.

    Not `xdist_group`: xdist 3.8 writes its groups where pytest 9 no longer reads them, and says nothing.
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
    """A long test that begins last keeps everybody waiting."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: [not item.nodeid.startswith(beginning) for beginning in LONGEST_FIRST])
    from tests.prebuilt import group_by_beginning

    items[:] = group_by_beginning(items)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """In CI a real-data test that skips although the data are there is a failure."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") and SHARED.is_dir() and item.get_closest_marker("realdata"):
        report.outcome = "failed"
        report.longrepr = "This test skipped although ../shared is there: in CI that is a failure."


@pytest.fixture(scope="session")
def open_transaction(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What tests begin with stands in it from one to the next (tests/prebuilt.py)."""
    from tests.prebuilt import state

    request.session.stash[UNBLOCK_DATABASE] = django_db_blocker.unblock
    yield
    with django_db_blocker.unblock():
        state.end_unless_for(None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture: a world that is built for a folder begins with an empty database."""
    if unblock := item.session.stash.get(UNBLOCK_DATABASE, None):
        from tests.prebuilt import state

        with unblock():
            state.end_unless_for(item)


@pytest.fixture
def beginning(request: pytest.FixtureRequest, open_transaction: None, django_db_blocker: Any) -> None:
    """The database is brought to what this test begins with."""
    from tests.prebuilt import state, uses_city

    if uses_city(request.node):
        with django_db_blocker.unblock():
            state.begin(request.node)


@pytest.fixture
def db(beginning: None, db: None) -> None:
    """pytest-django's own, in a savepoint of what the test begins with."""


@pytest.fixture
def city(db: None) -> object:
    """A small invented city with one person in every role (tests/kit.py)."""
    from tests.prebuilt import state

    return state.city


@pytest.fixture
def own_city(django_db_setup: None, django_db_blocker: Any) -> Iterator[object]:
    """The same in a database of its own, where rows are truly kept: the tests' other databases take everything back
    at the end, and nothing that two see at once can be tried there (tests/concurrency.py)."""
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
