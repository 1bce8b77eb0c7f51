"""Tests run as the application role: the owner makes the test database, then leaves."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# A busy machine is no reason to fail: how long an example takes says nothing about the rule.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")

SHARED = Path(__file__).resolve().parent.parent / "shared"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Migrate a test database as its owner, and point the application's connection at it."""
    from django.conf import settings
    from django.db import connections

    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = os.environ.get("LOCALLINKS_TEST_DB", f"test_{settings.DATABASES['owner']['NAME']}") + (
        f"_{worker}" if worker else ""
    )
    owner, application = connections["owner"], connections["default"]
    original = application.settings_dict["NAME"]
    owner.settings_dict["TEST"]["NAME"] = name
    with django_db_blocker.unblock():
        owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        application.close()
        settings.DATABASES["default"]["NAME"] = application.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        application.close()
        settings.DATABASES["default"]["NAME"] = application.settings_dict["NAME"] = original
        owner.creation.destroy_test_db(original, verbosity=0)


@pytest.fixture
def shared_data() -> Path:
    """The dossier beside the project. Tests on it skip, saying so, where it is absent; in CI they must not skip."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: tests on real data did not run")
    return SHARED


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """In CI a real-data test that skips although the data are there is a failure."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") and SHARED.is_dir() and item.get_closest_marker("realdata"):
        report.outcome = "failed"
        report.longrepr = "This test skipped although ../shared is there: in CI that is a failure."


@pytest.fixture
def city(db: None) -> object:
    """A small invented city with one person in every role (tests/kit.py)."""
    from tests.kit import build_city

    return build_city()
