"""Reads the table of who may do what (access.txt), and of who may read which words on any page."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from locallinks.foundation.shared.roles import GIVEN_ROLES, Role

ROLES = (*GIVEN_ROLES, Role.PERSON)
TABLE = Path(__file__).with_name("access.txt")
CELLS = {"yes", "look", "404"}
REFUSED = "403"  # whoever a row does not name
READS = "reads "

OPEN_MOST = ("social_worker", "support_planner", "network_manager")


@dataclass(frozen=True)
class Row:
    page: str
    stage: str
    elsewhere: str
    signed_out: str
    cells: dict[str, str]  # of every role

    @property
    def senders(self) -> list[str]:
        return [role for role, cell in self.cells.items() if cell == "yes"]

    @property
    def tried_elsewhere(self) -> list[str]:
        """The roles tried in another organisation: all that are allowed here, and one of those that are refused.

        A role that is refused here is refused there; a role that opens records is preferred among them.
        """
        refused = [role for role in (*OPEN_MOST, *ROLES) if self.cells[role] == REFUSED]
        return [role for role in ROLES if self.cells[role] != REFUSED] + refused[:1]


@cache
def table() -> dict[str, Row]:
    """Return the rows of access.txt, by page."""
    return rows_in(TABLE.read_text(encoding="utf-8"))


def rows_in(text: str) -> dict[str, Row]:
    """Return the rows of the table. Raises ValueError for a row that is malformed or repeated."""
    found: dict[str, Row] = {}
    for line in whole_lines(text):
        if line.startswith(READS):
            continue
        row = row_of(line)
        if row.page in found:
            raise ValueError(f"{row.page} stands twice in tests/security/access.txt")
        found[row.page] = row
    return found


@cache
def readers() -> dict[str, frozenset[str]]:
    """Return for each marked text of the world the roles that may read it on any page."""
    lines = whole_lines(TABLE.read_text(encoding="utf-8"))
    rows = [line.removeprefix(READS) for line in lines if line.startswith(READS)]
    found = {}
    for row in rows:
        what, _, who = row.partition("|")
        found[what.strip()] = frozenset(role.strip() for role in who.replace("|", "").split(","))
    if strange := {role for who in found.values() for role in who} - {*ROLES}:
        raise ValueError(f"{sorted(strange)} is no role: tests/security/access.txt")
    return found


def whole_lines(text: str) -> list[str]:
    """Yield rows without comments, blank lines and headings; an indented line continues the row above."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(" "):
            lines[-1] += line if lines[-1].endswith(",") else f" | {line}"
        elif line and not line.startswith("#"):
            lines.append(line)
    return lines[1:]


def row_of(line: str) -> Row:
    start, *groups = line.split("|")
    columns, named = start.split(), [(cell.strip(), who) for cell, _, who in (group.partition(":") for group in groups)]
    cells = {role.strip(): cell for cell, who in named for role in who.split(",")}
    if len(columns) != 4 or sum(len(who.split(",")) for _, who in named) != len(cells):
        raise ValueError(f"Four columns, and nobody named twice: {line}")
    if strange := (cells.keys() - {*ROLES, "everybody"}) | (set(cells.values()) - CELLS):
        raise ValueError(f"{sorted(strange)} is no role or no cell of the table: {line}")
    others = cells.get("everybody", REFUSED)
    return Row(*columns, cells={role: cells.get(role, others) for role in ROLES})
