"""Faults to plant: each an exact piece of the code and what is put in its place, from `faults.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SUFFIXES = (".py", ".sql", ".html")
GENERATED_FOLDERS = {"tests", "schema"}  # and the file of the schema, which the migrations make


@dataclass(frozen=True)
class Fault:
    """One fault. `old` stands exactly once in the files of `room`, wherever in it that is by now."""

    number: int
    about: str  # permission, policy, form, rule, sum, page or migration
    drawn: bool  # by the mutation tool, not chosen
    room: str  # a folder below locallinks/
    says: str  # what would happen to whom
    old: str
    new: str
    first: tuple[str, ...] = ()  # tests that caught it, tried first: path::test

    def find(self, root: Path) -> Path:
        """The file that holds it. Raises LookupError where it is not there, or there more than once."""
        folder = root / "locallinks" / self.room
        files = (
            file
            for file in sorted(folder.rglob("*"))
            if file.suffix in SUFFIXES and not set(file.parts) & GENERATED_FOLDERS
        )
        found = [file for file in files if self.old in file.read_text()]
        if len(found) != 1 or found[0].read_text().count(self.old) != 1:
            places = ", ".join(str(file.relative_to(root)) for file in found) or "nowhere"
            raise LookupError(f"Fault {self.number}: what it changes stands {places}, and must stand in one place.")
        return found[0]

    def plant(self, root: Path) -> Path:
        file = self.find(root)
        file.write_text(file.read_text().replace(self.old, self.new))
        return file


def load_faults() -> list[Fault]:
    told = tomllib.loads((HERE / "faults.toml").read_text())["fault"]
    return [
        Fault(
            number,
            one["about"],
            one.get("drawn", False),
            one["room"],
            one.get("says", ""),
            one["old"].strip("\n"),
            one["new"].strip("\n"),
            tuple(one.get("first", ())),
        )
        for number, one in enumerate(told, 1)
    ]
