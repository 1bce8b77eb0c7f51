"""A module's name is made of known words, and no two names are easily taken for each other (docs/adr/0025).

Known words are those of docs/glossary.md (its columns "field" and "in code") and those of docs/standard-terms.txt.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

import pytest

from tests.architecture.source_tree import PACKAGE, PROJECT, expect_kept, place, python_files

WORDS_RULE = "Every word of a module's or package's name is in docs/glossary.md or docs/standard-terms.txt."
ROOM_RULE = "No two modules of a room have names that differ only in an ending (moves and moving, paper and papers)."
JOBS_RULE = "Modules of one name in several rooms have one job, which docs/standard-terms.txt states."
TOPS = ("bench", "devdb", PACKAGE, "tests")
LAYERS = frozenset({
    "actions", "adapters", "api", "apps", "choices", "conftest", "forms", "jobs", "models", "pages", "permissions",
    "queries", "rules", "urls", "views",
})  # fmt: skip
ENDINGS = ("ings", "ing", "ied", "ies", "ions", "ion", "ers", "er", "es", "ed", "s", "e", "y")
NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


def modules(paths: Iterable[str]) -> list[PurePosixPath]:
    """The Python files whose names the rules are about, as paths from the top of the repository."""
    found = [PurePosixPath(path) for path in paths if path.endswith(".py")]
    return [path for path in found if path.parts[0] in TOPS and "migrations" not in path.parts]


def words_of(name: str) -> list[str]:
    return [word for word in name.lower().split("_") if word and not word.isdigit()]


def singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def stem(word: str) -> str:
    """The word without its ending, where three letters or more are left: moves and moving are both "mov"."""
    ending = next((one for one in ENDINGS if word.endswith(one) and len(word) - len(one) >= 3), "")
    return word.removesuffix(ending)


def stem_of_name(name: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words_of(name))


def glossary_words(text: str) -> set[str]:
    """The words in the columns "field" and "in code" of the tables of terms."""
    terms = text.partition("## Terms")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in terms.splitlines() if line.startswith("| ")]
    cells = [cell for row in rows if len(row) >= 4 for cell in row[2:4]]
    return {word.lower() for cell in cells for word in NAME_PART.findall(cell)}


def standard_terms(text: str) -> tuple[set[str], dict[str, str]]:
    """The words, and the names that several rooms share with the one job of each ("builders: makes ... for tests")."""
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    jobs = {name: job.strip() for name, colon, job in (line.partition(":") for line in lines) if colon}
    return {word for line in lines if ":" not in line for word in line.split()}, jobs


def unknown_words(paths: Iterable[str], known: Collection[str]) -> list[str]:
    singulars = {singular(word) for word in known}
    broken = set()
    for path in modules(paths):
        for place_in_path, part in enumerate([*path.parent.parts, path.stem]):
            for word in words_of(part.strip("_")):
                if word not in known and singular(word) not in singulars:
                    where = "/".join(path.parts[: place_in_path + 1])
                    broken.add(f"{where}: {word!r} is no known word: use one that is, or add it to the glossary")
    return sorted(broken)


def room_and_name(path: PurePosixPath) -> tuple[str, str] | None:
    """The room that a module belongs to, and its name; None for layers, packages' own files and management commands."""
    parts, name = path.parts, path.stem
    if name in LAYERS or name.startswith("__") or "management" in parts:
        return None
    if "tests" in parts[1:]:
        return "/".join(parts[: parts.index("tests", 1) + 1]), name
    depth = 1
    if parts[0] == PACKAGE:
        depth = 2 if parts[1] in ("config", "demo", "front") else 3
    elif parts[0] == "tests":
        depth = max(1, len(parts) - 1)
    return "/".join(parts[:depth]), name


def by_room(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from {found for path in modules(paths) if (found := room_and_name(path))}


def twins_in_a_room(paths: Iterable[str]) -> list[str]:
    names: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for room, name in by_room(paths):
        names[room, stem_of_name(name)].add(name)
    return [
        f"{room}: {' and '.join(sorted(alike))} are easily taken for each other: name each after the noun it holds"
        for (room, _), alike in names.items()
        if len(alike) > 1
    ]


def names_in_several_rooms(paths: Iterable[str], jobs: Mapping[str, str]) -> list[str]:
    """Test modules are left out: their names follow what they test."""
    rooms: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for room, name in by_room(paths):
        if not name.startswith("test_"):
            rooms[stem_of_name(name)].add(f"{room}: {name}")
    declared = {stem_of_name(name) for name in jobs}
    return [
        f"{', '.join(sorted(found))}: rename all but one, or state their one job in docs/standard-terms.txt"
        for name, found in rooms.items()
        if len(found) > 1 and name not in declared
    ]


def our_paths() -> list[str]:
    return [place(path) for path in python_files()]


def terms() -> tuple[set[str], dict[str, str]]:
    return standard_terms((PROJECT / "docs/standard-terms.txt").read_text(encoding="utf-8"))


def test_every_word_of_a_name_is_known():
    glossary = glossary_words((PROJECT / "docs/glossary.md").read_text(encoding="utf-8"))
    words, _ = terms()
    assert len(glossary) > 100
    expect_kept(WORDS_RULE, unknown_words(our_paths(), glossary | words))


def test_no_two_modules_of_a_room_are_easily_confused():
    expect_kept(ROOM_RULE, twins_in_a_room(our_paths()))


def test_one_name_in_several_rooms_is_one_job():
    _, jobs = terms()
    expect_kept(JOBS_RULE, names_in_several_rooms(our_paths(), jobs))


def test_every_shared_name_is_shared():
    """A job that is stated for a name which no two rooms share any more is taken out."""
    rooms: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for room, name in by_room(our_paths()):
        rooms[stem_of_name(name)].add(room)
    _, jobs = terms()
    expect_kept(JOBS_RULE, [f"{name}: in one room only" for name in jobs if len(rooms[stem_of_name(name)]) < 2])


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("locallinks/personal/plans/queries/told.py", "told"),
        ("locallinks/personal/plans/queries/plan_told.py", "told"),
        ("locallinks/personal/lending/models.py", "lending"),
        ("tests/security/teamed.py", "teamed"),
        ("devdb/keeper.py", "keeper"),
    ],
)
def test_a_stranger_is_caught(path, word):
    glossary = glossary_words((PROJECT / "docs/glossary.md").read_text(encoding="utf-8"))
    words, _ = terms()
    (broken,) = unknown_words([path], glossary | words)
    assert repr(word) in broken


def test_words_come_from_the_columns_of_code_and_field():
    heading = "| term | plain | field | in code | never say |\n|---|---|---|---|---|"
    text = f"## Terms\n{heading}\n| told | x | plan line | `AskAnswer` | held |\n\n## More\n"
    assert {"plan", "line", "ask", "answer"} <= glossary_words(text)
    assert not {"told", "role_held", "x"} & glossary_words(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("personal/pathways/rules/moves.py", "personal/pathways/rules/moving.py"),
        ("personal/plans/views/paper.py", "personal/plans/views/papers.py"),
        ("personal/brokerage/actions/asking.py", "personal/brokerage/queries/asked.py"),
        ("personal/plans/tests/test_talk.py", "personal/plans/tests/test_talking.py"),
    ],
)
def test_twins_of_one_room_are_caught(first, second):
    paths = [f"locallinks/{first}", f"locallinks/{second}"]
    (broken,) = twins_in_a_room(paths)
    assert all(PurePosixPath(path).stem in broken for path in paths)


def test_one_noun_in_several_layers_of_a_room_is_fine():
    layers = ("actions", "forms", "queries", "views")
    assert twins_in_a_room([f"locallinks/personal/plans/{one}/discussion.py" for one in layers]) == []
    assert twins_in_a_room(["locallinks/personal/plans/models.py", "locallinks/personal/plans/tests/models.py"]) == []


def test_one_name_for_two_jobs_is_caught():
    paths = ["locallinks/personal/brokerage/rules/asking.py", "locallinks/personal/referrals/rules/asked.py"]
    (broken,) = names_in_several_rooms(paths, {})
    assert "personal/brokerage: asking" in broken
    assert names_in_several_rooms(paths, {"asking": "asks several providers at once"}) == []
    layers = ["locallinks/personal/plans/views.py", "locallinks/personal/budgets/views.py"]
    assert names_in_several_rooms(layers, {}) == []
