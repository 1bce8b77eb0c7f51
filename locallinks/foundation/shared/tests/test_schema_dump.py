"""Which file an empty database is made from; what stands in it is compared by bin/compare-schema --dump."""

from pathlib import Path

import pytest

from locallinks.foundation.shared import schema_dump


def test_a_file_holds_for_one_version_and_for_the_migrations_it_was_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migration = tmp_path / "0001_initial.py"
    migration.write_text("as it is")
    monkeypatch.setattr(schema_dump, "FOLDER", tmp_path)
    monkeypatch.setattr(schema_dump, "sources", lambda: [migration])
    file = tmp_path / "postgresql-18.sql"
    assert schema_dump.fitting(18) is None
    file.write_text(f"-- Made from the migrations {schema_dump.digest([migration])}.\nselect 1;\n")
    assert schema_dump.fitting(18) == file
    assert schema_dump.fitting(17) is None
    migration.write_text("as it is now")
    assert schema_dump.fitting(18) is None


def test_whatever_shapes_a_database_is_among_its_sources() -> None:
    names = {str(file.relative_to(schema_dump.ROOT)) for file in schema_dump.sources()}
    assert {
        "locallinks/foundation/people/migrations/0002_guard.py",
        "locallinks/foundation/shared/rls.py",
        "locallinks/foundation/shared/application_role.py",
        "requirements.lock",
    } <= names
