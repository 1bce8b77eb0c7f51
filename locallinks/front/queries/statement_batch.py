"""Run several statements in one pipeline, with their results by name."""

from typing import Any

from locallinks.foundation.shared.pipeline import Statement, run_all


def run_named(**statements: Statement[Any]) -> dict[str, Any]:
    """Run all statements in one pipeline, and return each result under the name of its statement."""
    return dict(zip(statements, run_all(*statements.values()), strict=True))
