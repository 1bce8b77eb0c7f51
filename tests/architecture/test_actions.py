"""Actions begin with a verb and take keyword arguments only."""

import ast
from pathlib import Path

import pytest

from locallinks.personal.pathways.choices import PathwayEvent
from tests.architecture.source_tree import PACKAGE, expect_kept, parse, place, python_files

RULE = "An action starts with a verb and takes keyword arguments only: approve_plan(*, plan, approver, reason, at)."
# What people do here, as they say it. A new verb is welcome: add it, if it is how somebody at work would say it.
VERBS = {
    "accept", "add", "advise", "agree", "allow", "answer", "apply", "approve", "arrange", "ask", "assess", "assign",
    "attach", "begin", "book", "bring", "call", "cancel", "change", "chase", "check", "choose", "claim", "clear",
    "close", "comment", "complete", "confirm", "consent", "copy", "correct", "create", "decide", "decline", "delete",
    "deliver", "dismiss", "draw", "end", "enter", "estimate", "explain", "fetch", "find", "finish", "forget",
    "freeze", "give", "hand", "hold", "import", "introduce", "invite", "join", "keep", "leave", "lend", "link",
    "list", "load", "lock", "log", "lower", "make", "mark", "mend", "merge", "move", "name", "note", "number",
    "offer", "open", "pass", "pause", "pay", "place", "point", "post", "prepare", "propose", "publish", "pull", "put",
    "queue", "raise", "read", "reassign", "record", "refer", "refuse", "register", "reject", "release", "remove",
    "rename", "renew", "reopen", "repay", "replace", "reply", "report", "request", "resolve", "restart", "restore",
    "resume", "retire", "retry", "return", "review", "revise", "run", "save", "say", "schedule", "send", "serve",
    "set", "settle", "share", "sign", "split", "start", "stop", "strike", "submit", "suspend", "swap", "switch",
    "take", "tell", "tick", "transfer", "trust", "turn", "undo", "update", "verify", "visit", "vote", "warn",
    "withdraw", "write",
}  # fmt: skip


def is_actions(name: str) -> bool:
    """Whether a file is actions.py of a room, or in a package of that name."""
    path = Path(name)
    return name.startswith(f"{PACKAGE}/") and "tests" not in path.parts and "actions" in (*path.parts[:-1], path.stem)


def misshapen(name: str, text: str, events: frozenset[str] = frozenset()) -> list[str]:
    """Return the actions that break the rule. An action may have the name of an event in `events`."""
    broken = []
    for node in parse(text).body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        where = f"{name}:{node.lineno} {node.name}"
        positional = [argument.arg for argument in [*node.args.posonlyargs, *node.args.args]]
        if positional or node.args.vararg:
            broken.append(f"{where}: put * first, so that callers write {(positional or ['plan'])[0]}=...")
        if node.name.split("_")[0] not in VERBS and node.name not in events:
            broken.append(
                f"{where}: begin with a verb people say (approve_plan, not plan_approval); a question belongs in "
                "queries.py; a new verb goes into VERBS in tests/architecture/test_actions.py"
            )
    return broken


def test_actions_are_verbs_called_with_names():
    sources = [path for path in python_files() if is_actions(place(path))]
    assert sources
    events = frozenset(PathwayEvent)
    read = [(place(path), path.read_text(encoding="utf-8")) for path in sources]
    expect_kept(RULE, [told for name, text in read for told in misshapen(name, text, events)])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "def approve_plan(plan, *, at): ...",
            "actions.py:1 approve_plan: put * first, so that callers write plan=",
        ),
        ("def approve_plan(*plans): ...", "put * first"),
        ("def plan_approval(*, plan): ...", "begin with a verb people say (approve_plan, not plan_approval)"),
        ("def handle_plan(*, plan): ...", "begin with a verb people say (approve_plan, not plan_approval)"),
    ],
)
def test_a_misshapen_action_is_caught(text, told):
    (broken,) = misshapen("actions.py", text)
    assert told in broken


def test_well_shaped_actions_and_private_parts_are_fine():
    assert misshapen("actions.py", "def approve_plan(*, plan, at, **facts): ...\ndef _total(plan): ...") == []
    assert misshapen("actions.py", "def person_accepts(*, offer): ...", frozenset({"person_accepts"})) == []
    assert is_actions("locallinks/personal/plans/actions/lines.py")
    assert not is_actions("locallinks/personal/plans/tests/test_actions.py")
