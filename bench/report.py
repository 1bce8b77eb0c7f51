"""How every bench reports: a table to read, and with --json one last line for machines.

{"bench", "machine", "rows": [{"name", "value", "unit", "reference", "ratio", "bound", "met"}], "met"}
Value and reference are measured side by side in the same run, so that a slow machine slows both.
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Row:
    """One measurement. `bound` is its limit in words, `met` whether it was kept; without a bound it is only shown."""

    name: str
    value: float
    unit: str
    reference: float | None = None
    bound: str = ""
    met: bool = True

    @property
    def ratio(self) -> float | None:
        return round(self.value / self.reference, 4) if self.reference else None


def at_least(name: str, value: float, unit: str, least: float, reference: float | None = None) -> Row:
    return Row(name, round(value, 2), unit, reference, f">= {least:g}", value >= least)


def at_most(name: str, value: float, unit: str, most: float, reference: float | None = None) -> Row:
    return Row(name, round(value, 2), unit, reference, f"<= {most:g}", value <= most)


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Run `work` once; return the seconds it took, and its result."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def machine() -> dict[str, str | int]:
    """What the numbers were measured on."""
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo") as lines:
            model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    except OSError:
        pass
    return {
        "cpu": model,
        "cores": os.cpu_count() or 1,
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def print_report(bench: str, rows: list[Row]) -> int:
    """Print the table, and the JSON line if asked for. Returns the exit code: 0 if every bound was met."""
    table = [("", "value", "unit", "reference", "ratio", "bound", "")]
    table += [
        (
            row.name,
            f"{row.value:,.2f}".removesuffix(".00"),
            row.unit,
            "" if row.reference is None else f"{row.reference:,.2f}".removesuffix(".00"),
            "" if row.ratio is None else f"{row.ratio:g}",
            row.bound,
            ("met" if row.met else "NOT MET") if row.bound else "",
        )
        for row in rows
    ]
    widths = [max(len(line[n]) for line in table) for n in range(len(table[0]))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    met = all(row.met for row in rows)
    if "--json" in sys.argv[1:]:
        values = [{**asdict(row), "ratio": row.ratio} for row in rows]
        print(json.dumps({"bench": bench, "machine": machine(), "rows": values, "met": met}))
    return 0 if met else 1


def argument_parser(description: str) -> argparse.ArgumentParser:
    """The options every bench takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    return parser
