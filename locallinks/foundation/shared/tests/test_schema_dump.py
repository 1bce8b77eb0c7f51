"""Which schema file an empty database is made from. bin/compare-schema --dump compares its content."""

import re
from pathlib import Path

import pytest

from locallinks.foundation.shared import schema_dump


def test_a_file_is_valid_for_one_version_and_its_migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migration = tmp_path / "0001_initial.py"
    monkeypatch.setattr(schema_dump, "ROOT", tmp_path)
    migration.write_text("as it is")
    monkeypatch.setattr(schema_dump, "FOLDER", tmp_path)
    monkeypatch.setattr(schema_dump, "sources", lambda: [migration])
    file = tmp_path / "postgresql-18.sql"
    assert schema_dump.matching_file(18) is None
    file.write_text(f"-- Made from the migrations {schema_dump.digest([migration])}.\nselect 1;\n")
    assert schema_dump.matching_file(18) == file
    assert schema_dump.matching_file(17) is None
    migration.write_text("as it is now")
    assert schema_dump.matching_file(18) is None


def test_a_renamed_migration_invalidates_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_dump, "ROOT", tmp_path)
    first, second = tmp_path / "0001_initial.py", tmp_path / "0001_begin.py"
    first.write_text("the same")
    second.write_text("the same")
    assert schema_dump.digest([first]) != schema_dump.digest([second])


def test_every_module_that_a_migration_calls_is_a_source() -> None:
    names = {str(file.relative_to(schema_dump.ROOT)) for file in schema_dump.sources()}
    assert {"locallinks/foundation/people/migrations/0002_guard.py", "requirements.lock"} <= names
    for file in schema_dump.ROOT.glob("locallinks/**/migrations/*.py"):
        for module in re.findall(r"\b(locallinks(?:\.\w+)+)", file.read_text()):
            path = module.replace(".", "/")
            called = next((name for name in names if path.startswith(name.removesuffix(".py"))), "")
            assert called, f"{file}: what it takes from {module} belongs to schema_dump.CALLED"
