"""Documents name only files, commands, URLs, tests and names in code that exist."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.documents import (
    COMMAND,
    FENCE,
    LINK,
    TEST,
    Code,
    Said,
    path_is_there,
    planned_names,
    problem_with,
    route,
    said_in,
    unless_planned,
)
from tests.architecture.source_tree import expect_kept, files, parse, place

RULE = "What a document names exists: write the name of today, or take the sentence away."
TABLE_RULE = "CONTRIBUTING.md says where at least 20 everyday changes go."
ROWS = 20
READ = {".css", ".html", ".in", ".ini", ".js", ".json", ".lock", ".py", ".sh", ".sql", ".toml", ".txt", ".yml", ""}
# Measured once, on code as it was then: only their paths, commands and tests are read.
AS_IT_WAS = ("docs/findings.md", "docs/planted-faults.md")
# Made when something runs, or somebody else's: not in the repository and rightly named.
ELSEWHERE = frozenset({
    "var", "/root", "/var/tmp", "uv.lock", "keeper.log", "utils.py", "common.py",
    "client_max_body_size", "createdb", "createrole", "tsvector", "ModelIterable", "SQLCompiler",
    "ATOMIC_REQUESTS", "iexact", "proxy_request_buffering",
})  # fmt: skip


def urls(patterns: list[URLPattern | URLResolver], before: str = "", spaces: str = "") -> Iterator[tuple[str, str]]:
    """Yield each URL with its name: "/plans/<>/", "plans:plan"."""
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from urls(
                pattern.url_patterns, path, f"{spaces}{pattern.namespace}:" if pattern.namespace else spaces
            )
        else:
            yield route(f"/{path}"), f"{spaces}{pattern.name}"


@cache
def code() -> Code:
    read = [path for path in files() if path.suffix in READ and path.name != "package-lock.json"]
    found = list(urls(get_resolver().url_patterns))
    return Code(
        texts={place(path): path.read_text(encoding="utf-8", errors="replace") for path in read},
        documents=[place(path) for path in files() if path.suffix == ".md"],
        pictures=[place(path) for path in files() if path.suffix not in READ or path.name == "package-lock.json"],
        routes=frozenset(path for path, _ in found),
        url_names=frozenset(name for _, name in found),
        commands=frozenset(get_commands()),
    )


def documents() -> dict[str, str]:
    return {place(path): path.read_text(encoding="utf-8") for path in files() if path.suffix == ".md"}


def superseded(name: str, text: str) -> bool:
    """Whether a document is a superseded decision, which may use names that no longer exist."""
    return name.startswith("docs/adr/") and "superseded" in text.partition("## Context")[0].lower()


def misnamed(name: str, text: str, there: Code, known: frozenset[str]) -> list[str]:
    if superseded(name, text):
        return []
    left = unless_planned(text)
    said = list(said_in(name, left))
    if name in AS_IT_WAS:
        said = [named for named in said if COMMAND.match(named.words)]
    told = [(named, problem_with(named, there, known)) for named in said]
    told += [(link, links_problem(link, there)) for link in links_in(name, left)]
    for block in FENCE.findall(left):
        for command in COMMAND.finditer(block):
            told.append((Said(name, 0, command[0]), problem_with(Said(name, 0, command[0].strip()), there, known)))
    return [
        f"{mention.document}:{mention.line} names {mention.words}: {problem}" for mention, problem in told if problem
    ]


def links_in(name: str, text: str) -> list[Said]:
    lines = enumerate(text.splitlines(), 1)
    return [Said(name, number, link) for number, line in lines for link in LINK.findall(line)]


def links_problem(said: Said, there: Code) -> str:
    target = said.words.partition("#")[0]
    outside = not target or re.match(r"[a-z]+:", target)
    return "" if outside or path_is_there(target, said.document, there) else "no such file or folder"


def missing_tests(name: str, text: str, there: Code) -> list[str]:
    """Return the tests that a table names and that do not exist.

    A name may end in a star: `tests/security/test_link_endings.py::test_h2_*`.
    """
    broken = []
    for file, rest in TEST.findall(text):
        path = next((candidate for candidate in (file, f"locallinks/{file}") if candidate in there.texts), None)
        if path is None:
            if "/tests/" in f"/{file}":
                broken.append(f"{name} names {file}, which is not there")
            continue
        defined = {node.name for node in parse(there.texts[path]).body if hasattr(node, "name")}
        defined |= {
            node.name
            for part in parse(there.texts[path]).body
            for node in getattr(part, "body", [])
            if hasattr(node, "name")
        }
        for part in filter(None, rest.split("::")):
            beginning = part.rstrip("*")
            if not any(test == part or ("*" in part and test.startswith(beginning)) for test in defined):
                broken.append(f"{name} names {file}::{part}, and no test is called so")
    return broken


def rows_of_the_table(text: str) -> list[str]:
    section = text.partition("## Where does this go?")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| ") and "`" in line]


def test_documents_name_what_is_there():
    texts = documents()
    known = ELSEWHERE | planned_names(texts["ARCHITECTURE.md"], code())
    broken = [sentence for name, text in texts.items() for sentence in misnamed(name, text, code(), known)]
    expect_kept(RULE, [*broken, *missing_tests("docs/findings.md", texts["docs/findings.md"], code())])


def test_contributing_says_where_things_go():
    rows = rows_of_the_table(documents()["CONTRIBUTING.md"])
    short = [] if len(rows) >= ROWS else [f"CONTRIBUTING.md has {len(rows)}: add the ones people ask for"]
    expect_kept(TABLE_RULE, short)


SMALL = Code(
    texts={
        "bin/demo": "",
        "bin/locallinks": "",
        "locallinks/personal/plans/rules/checks.py": "LIMIT = 3\n\n\ndef check_plan(*, at): ...\n",
        "locallinks/personal/plans/models.py": "class Plan:\n    writers = []\n\n    def locked(self): ...\n",
        "locallinks/personal/plans/tests/test_plan.py": "class TestPlan:\n    def test_locked_once(self): ...\n",
        "locallinks/personal/plans/sql/plans_due.sql": "create view plans_due as select 1;",
    },
    documents=["ARCHITECTURE.md", "docs/adr/0004-security.md", "locallinks/personal/plans/README.md"],
    routes=frozenset({"/plans/<>/", "/api/exchange/v1/people/<>"}),
    url_names=frozenset({"plans:plan"}),
    commands=frozenset({"migrate"}),
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("see `docs/moved.md`", "no such file or folder"),
        ("see `rules/costs.py`", "no such file or folder"),
        ("see [the map](docs/map.md)", "no such file or folder"),
        ("run `bin/start`", "no command bin/start"),
        ("run `bin/locallinks mend`", "bin/locallinks knows no mend"),
        ("```\nbin/begin --port 1\n```", "no command bin/begin"),
        ("open `/plan/<id>/`", "no such URL"),
        ("`PUT /persons/{reference}`", "no such URL"),
        ("the page `plans:sheet`", "no page has this URL name"),
        ("call `check_all`", "no check_all in code"),
        ("call `check_plan(day=)`", "check_plan takes no day="),
        ("`rules.check_all`", "no rules.check_all in code"),
        ("a `Plan.authors` is", "no Plan.authors in code"),
        ("the class `Sheet`", "no Sheet in code"),
        ("units last: `_pence`", "no _pence in code"),
    ],
)
def test_what_is_not_there_is_caught(text, told):
    (broken,) = misnamed("locallinks/personal/plans/README.md", text, SMALL, frozenset())
    assert broken.endswith(told)
    assert broken.startswith("locallinks/personal/plans/README.md:")


@pytest.mark.parametrize(
    "text",
    [
        "`docs/adr/0004`, `rules/checks.py`, `checks.py`, `rules/`, `sql/<name>.sql`, `locallinks/personal/plans/`",
        "`bin/demo --port 1`, `bin/locallinks migrate`, [here](../../../ARCHITECTURE.md#top), [there](https://a.example/b)",
        "`/plans/<id>/`, `GET /people/{reference}`, `plans:plan`",
        "`check_plan(at=)`, `plans.rules.check_plan`, `Plan.writers`, `Plan.locked`, `@check_plan`, `at=`, `plans_due`",
        "functions begin with `check_`, tables end in `_due`",
        "`personal budget = council + person`, `--port N`, `n < 5`",
        "`payments` (planned)\n\n## Planned rooms\n\n`coops.actions`\n\n### More\n\n`rotas`\n\n## Real\n\n`Plan`",
    ],
)
def test_what_is_there_is_fine(text):
    expect_kept(RULE, misnamed("locallinks/personal/plans/README.md", text, SMALL, frozenset()))


def test_what_is_planned_may_be_named_and_nothing_else():
    plan = "# The plan\n\n`payments`, unlike `plans`, is planned\n\n## Planned\n\n`coops`\n\n## Real\n\n`budgets`\n"
    known = planned_names(plan, SMALL)
    assert known == {"payments", "coops"}
    assert misnamed("README.md", "`payments` and `coops`", SMALL, known) == []


def test_a_decision_that_was_superseded_may_name_what_is_gone():
    assert (
        misnamed("docs/adr/0018-kept.md", "# 18\n\nStatus: superseded by 30\n\n## Context\n`gone`", SMALL, frozenset())
        == []
    )
    (broken,) = misnamed("docs/adr/0018-kept.md", "# 18\n\nStatus: accepted\n\n## Context\n`gone`", SMALL, frozenset())
    assert broken.endswith("no gone in code")


def test_a_test_that_is_gone_is_caught():
    there = "personal/plans/tests/test_plan.py"
    assert missing_tests("f", f"{there}::TestPlan::test_locked_once, {there}::test_locked_*, {there}", SMALL) == []
    assert missing_tests("f", f"{there}::test_h2_*", SMALL) == [f"f names {there}::test_h2_*, and no test is called so"]
    assert missing_tests("f", "tests/security/test_link_endings.py", SMALL) == [
        "f names tests/security/test_link_endings.py, which is not there"
    ]


def test_a_short_table_is_seen():
    table = "| you want to ... | it goes in |\n|---|---|\n| change this | `there` |\n"
    text = f"# Contributing\n## Where does this go?\n{table}\n## Next\n| x | `y` |\n"
    assert rows_of_the_table(text) == ["| change this | `there` |"]
