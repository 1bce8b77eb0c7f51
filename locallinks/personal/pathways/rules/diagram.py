"""Draw the transitions as a Mermaid diagram and a table in Markdown, for docs/diagrams/pathway.md."""

from locallinks.personal.pathways.choices import PathwayState as State
from locallinks.personal.pathways.rules.states import ANY_OPEN, BEFORE_APPROVAL, CLOSED
from locallinks.personal.pathways.rules.transitions import ANYONE, TRANSITIONS, NoChange, OneOf, ReturnTo, Transition

# A row that leaves many states is drawn once, from a box that stands for all of them.
_GROUPS: dict[tuple[State | None, ...], tuple[str, str]] = {
    ANY_OPEN: ("any_open", "any open state"),
    BEFORE_APPROVAL: ("before_approval", "any state before approval"),
}


def diagram() -> str:
    """Return the whole page in Markdown. A test compares it with the file."""
    head = "# A person's way through\n\nGenerated from `personal/pathways/rules/transitions.py`. Do not edit by hand."
    return f"{head}\n\n```mermaid\n{mermaid()}\n```\n\n{markdown_table()}\n"


def mermaid() -> str:
    """Return the transitions as a Mermaid diagram, all events between two states on one arrow."""
    names = {**dict(State.choices), **dict(_GROUPS.values())}
    boxes = [f"    {code} : {words}" for code, words in names.items()]
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in TRANSITIONS:
        for start, goal in _arrows(row):
            arrows.setdefault((start, goal), []).append(row.event)
    lines = [f"    {start} --> {goal} : {' / '.join(events)}" for (start, goal), events in arrows.items()]
    ends = [f"    {code} --> [*]" for code in State if code in CLOSED]
    return "\n".join(["stateDiagram-v2", *boxes, *lines, *ends])


def markdown_table() -> str:
    """Return the transitions as a table in Markdown, a row for each row of `TRANSITIONS`."""
    lines = ["| From | Event | Who | To | Must be true | Note |", "|---|---|---|---|---|---|"]
    for row in TRANSITIONS:
        cells = (_from(row), f"`{row.event}`", _who(row), _to(row), _facts(row), row.note)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _arrows(row: Transition) -> list[tuple[str, str]]:
    starts = [_GROUPS[row.sources][0]] if row.sources in _GROUPS else [state or "[*]" for state in row.sources]
    if isinstance(row.target, NoChange):
        return [(start, start) for start in starts]
    goals = (row.target,) if isinstance(row.target, str) else row.target.states
    return [(start, goal) for start in starts for goal in goals]


def _from(row: Transition) -> str:
    if row.sources in _GROUPS:
        return _GROUPS[row.sources][1]
    return ", ".join(f"`{state}`" if state else "-" for state in row.sources)


def _to(row: Transition) -> str:
    if isinstance(row.target, NoChange):
        return "stays"
    if isinstance(row.target, OneOf):
        return " or ".join(f"`{state}`" for state in row.target.states)
    if isinstance(row.target, ReturnTo):
        return f"back to {', '.join(f'`{state}`' for state in row.target.states)}"
    return f"`{row.target}`"


def _facts(row: Transition) -> str:
    return ", ".join(
        f"`{guard.name}`" + (f" (to `{guard.only_for}`)" if guard.only_for else "") for guard in row.guards
    )


def _who(row: Transition) -> str:
    return "anyone but an investor" if row.actors == ANYONE else ", ".join(sorted(row.actors))
