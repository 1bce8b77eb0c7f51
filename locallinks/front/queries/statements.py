"""Several statements sent to the database together, with their answers by name."""

from typing import Any

from locallinks.foundation.shared.together import Question, together


def run_named(**statements: Question[Any]) -> dict[str, Any]:
    """Run all statements in one pipeline, and return each answer under the name of its statement."""
    return dict(zip(statements, together(*statements.values()), strict=True))
