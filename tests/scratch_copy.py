"""A temporary copy of the project, in which tests may change files and run tests."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).resolve().parents[1]
LINKED_FOLDERS = (".venv", "node_modules", "var")


@contextmanager
def scratch_copy(name: str) -> Iterator[Path]:
    """Copy the files of the working tree that git tracks or would; the copy is deleted at the end."""
    copy = Path(mkdtemp(prefix=f"{name}-", dir=ROOT / "var"))
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        for file in filter(None, listed.stdout.split("\0")):
            if (ROOT / file).is_file():
                (copy / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / file, copy / file)
        subprocess.run(["git", "init", "-q", str(copy)], check=True)
        subprocess.run(["git", "add", "--all"], cwd=copy, check=True)  # some tests ask git which files there are
        for linked in LINKED_FOLDERS:
            (copy / linked).symlink_to(ROOT / linked)
        yield copy
    finally:
        shutil.rmtree(copy)


def copy_environment(copy: Path, database: str) -> dict[str, str]:
    """The environment for tests in the copy: they use our server, and their own databases."""
    of_this_run = ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_TESTRUNUID", "PYTEST_CURRENT_TEST")
    return {
        **{name: value for name, value in os.environ.items() if name not in of_this_run},
        "PYTHONPATH": str(copy),
        "LOCALLINKS_TEST_DB": database,
        "LOCALLINKS_KEEP_TEMPLATES": "1",
        "DJANGO_SETTINGS_MODULE": "locallinks.config.settings",
    }
