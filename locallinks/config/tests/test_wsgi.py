"""A web worker starts only with the query functions of its own code, and also while the database is unavailable."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from devdb.database import Database
from locallinks.config.schema import scratch_databases
from locallinks.foundation.shared import query_functions


@pytest.fixture
def owner(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The owner's connection to the test database. At the end its query functions are created anew."""
    from django.db import connections

    with django_db_blocker.unblock():
        yield connections["owner"]
        query_functions.create_all(connections["owner"])


def start(database: Database) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, **database.as_environment()}
    command = [sys.executable, "-P", "-c", "import locallinks.config.wsgi"]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_it_does_not_start_with_other_query_functions_in_the_database(owner: Any) -> None:
    database = scratch_databases.server(owner.settings_dict["NAME"])
    with owner.cursor() as cursor:
        cursor.execute(f"comment on function tags_in_use is '{query_functions.MARK}of another day'")
    refused = start(database)
    assert refused.returncode != 0
    assert "tags_in_use is not what its SQL file says" in refused.stderr
    query_functions.create_all(owner)
    assert start(database).returncode == 0


def test_it_starts_while_the_database_is_unavailable() -> None:
    assert start(scratch_databases.server("a_database_that_is_not_there")).returncode == 0
