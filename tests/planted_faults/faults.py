"""The faults to plant, from `faults.toml`: for each an exact piece of the code, and what replaces it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SUFFIXES = (".py", ".sql", ".html")
SKIPPED_FOLDERS = {"tests", "schema"}  # the schema file is generated from the migrations


@dataclass(frozen=True)
class Fault:
    """One fault. `old` occurs exactly once in the files of `room`, in whichever file that is."""

    number: int
    about: str  # permission, policy, form, rule, sum, page or migration
    drawn: bool  # by the mutation tool, not chosen
    room: str  # a folder below locallinks/
    says: str  # what would happen to whom
    old: str
    new: str
    first: tuple[str, ...] = ()  # tests that caught it before and run first: path::test

    def find(self, root: Path) -> Path:
        """Return the file that holds `old`. Raises LookupError if there is none, or if it occurs more than once."""
        folder = root / "locallinks" / self.room
        files = (
            file
            for file in sorted(folder.rglob("*"))
            if file.suffix in SUFFIXES and not set(file.parts) & SKIPPED_FOLDERS
        )
        found = [file for file in files if self.old in file.read_text()]
        if len(found) != 1 or found[0].read_text().count(self.old) != 1:
            places = ", ".join(str(file.relative_to(root)) for file in found) or "nowhere"
            raise LookupError(f"Fault {self.number}: the text it changes is {places}, and must be in one place.")
        return found[0]

    def plant(self, root: Path) -> Path:
        file = self.find(root)
        file.write_text(file.read_text().replace(self.old, self.new))
        return file


def load_faults() -> list[Fault]:
    rows = tomllib.loads((HERE / "faults.toml").read_text())["fault"]
    return [
        Fault(
            number,
            row["about"],
            row.get("drawn", False),
            row["room"],
            row.get("says", ""),
            row["old"].strip("\n"),
            row["new"].strip("\n"),
            tuple(row.get("first", ())),
        )
        for number, row in enumerate(rows, 1)
    ]
