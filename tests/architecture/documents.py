"""What documents name, and the files, commands, URLs and names of the code, which `test_documents` compares."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import PurePosixPath

from tests.architecture.source_tree import parse

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
TICKED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"\bbin/([\w-]+)(?: ([a-z_]\w*))?")
TEST = re.compile(r"([\w/]+\.py)((?:::[\w*]+)*)")  # a test as findings name it: file::Class::test_name, or test_nam*
SUFFIXES = "py|md|html|css|js|sql|txt|json|toml|svg|png|lock|in|log|tsv"
PATH = re.compile(rf"(?:[\w.<>*-]+/)+(?:[\w.<>*-]+)?|[\w<>*-]+\.(?:{SUFFIXES})")
URL = re.compile(r"(?:(?:GET|POST|PUT|DELETE|PATCH) )?(/[\w<>{}:/.-]*)(?:\?.*)?")
URL_NAME = re.compile(r"[a-z_]+:[a-z_]\w*")
NAME = re.compile(r"@?([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(\(.*\))?(?:\.[a-z_]\w*)*=?")
IN_TEMPLATE = re.compile(r"\{[{%].*?[}%]\}|<[^>]*>", re.DOTALL)
PLANNED_ROOM = re.compile(r"`([a-z_]+)/?`|\b([a-z_]+)/")
WORDS_OF: dict[type[ast.AST], tuple[str, ...]] = {
    ast.Name: ("id",),
    ast.Attribute: ("attr",),
    ast.FunctionDef: ("name",),
    ast.AsyncFunctionDef: ("name",),
    ast.ClassDef: ("name",),
    ast.arg: ("arg",),
    ast.keyword: ("arg",),
    ast.alias: ("name", "asname"),
    ast.ImportFrom: ("module",),
}
KEYWORD = re.compile(r"\b([a-z_]\w*)=")


@dataclass(frozen=True)
class Said:
    """A name in a document: the document, the line, and the text between the backticks."""

    document: str
    line: int
    words: str


@dataclass
class Code:
    """What documents may name. `texts`: every file that is not a document, by its path in the repository."""

    texts: dict[str, str]
    documents: Iterable[str] = ()
    routes: frozenset[str] = frozenset()
    url_names: frozenset[str] = frozenset()
    commands: frozenset[str] = frozenset()
    pictures: Iterable[str] = ()

    @cached_property
    def paths(self) -> frozenset[str]:
        files = {*self.texts, *self.documents, *self.pictures}
        return frozenset(files | {f"{folder}/" for path in files for folder in PurePosixPath(path).parents})

    @cached_property
    def python(self) -> dict[str, "Python"]:
        """The names in each Python file, without the first migrations, which are generated from the models."""
        read = [path for path in self.texts if path.endswith(".py") and not path.endswith("0001_initial.py")]
        return {path: Python.read(self.texts[path]) for path in read}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every name in code, and every code in a string, without sentences."""
        found: set[str] = set()
        for path, text in self.texts.items():
            if path.startswith("tests/architecture/"):  # plants names that are nowhere else
                continue
            found |= set(re.findall(r"\w+", path))
            if path.endswith(".py"):
                found |= self.python[path].words if path in self.python else set()
            elif path.endswith(".html"):
                found |= set(re.findall(r"\w+", " ".join(IN_TEMPLATE.findall(text))))
            else:
                found |= set(re.findall(r"\w+", text))
        return frozenset(found)

    @cached_property
    def literals(self) -> str:
        return "\n".join(self.texts.values())

    @cached_property
    def arguments(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for path, python in self.python.items():
            for name, arguments in python.arguments.items() if "tests" not in path.split("/") else ():
                found[name] |= arguments
        return found

    @cached_property
    def members(self) -> dict[str, set[str]]:
        """What each module, package and class defines, by the last part of its name."""
        found: dict[str, set[str]] = defaultdict(set)
        for path, python in self.python.items():
            module = PurePosixPath(path).with_suffix("").parts
            module = module[:-1] if module[-1] == "__init__" else module
            for above in range(len(module)):  # a package holds what its modules define, and its modules
                found[module[above]] |= python.defined | set(module[above + 1 :])
            for name, inside in python.classes.items():
                found[name] |= inside
        return found


@dataclass
class Python:
    """A Python file: its words, its definitions, the members of its classes, and the parameters of its functions."""

    words: set[str] = field(default_factory=set)
    defined: set[str] = field(default_factory=set)
    classes: dict[str, set[str]] = field(default_factory=dict)
    arguments: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> "Python":
        found = cls()
        found.take(parse(text), None)
        return found

    def take(self, node: ast.AST, inside: set[str] | None) -> None:
        """Visit every node once, from the outside in. `inside`: the members of the class around it."""
        for label in WORDS_OF.get(type(node), ()):
            self.words |= set((getattr(node, label) or "").split("."))
        if isinstance(node, ast.Constant):
            self.take_string(node.value)
        name = defined_by(node)
        if name:
            self.defined.add(name)
            if inside is not None:
                inside.add(name)
        if isinstance(node, ast.ClassDef):
            inside = self.classes.setdefault(node.name, set())
        elif isinstance(node, ast.FunctionDef) and node.args.kwarg is None:
            taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            self.arguments.setdefault(node.name, set()).update(argument.arg for argument in taken)
        for child in ast.iter_child_nodes(node):
            if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):  # a docstring is a document
                self.take(child, inside)

    def take_string(self, value: object) -> None:
        if isinstance(value, str):
            words = re.findall(r"\w+", value)
            self.words |= {word for word in words if "_" in word.strip("_")} if re.search(r"\s", value) else set(words)


def defined_by(node: ast.AST) -> str:
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return node.name
    if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
        return node.id if isinstance(node, ast.Name) else node.attr
    return (node.asname or node.name).split(".")[-1] if isinstance(node, ast.alias) else ""


def said_in(document: str, text: str) -> Iterator[Said]:
    """Return what is between backticks, outside code blocks and passages about what is planned."""
    blank = FENCE.sub(lambda block: "\n" * block[0].count("\n"), text)
    for number, line in enumerate(blank.splitlines(), 1):
        for words in TICKED.findall(line):
            yield Said(document, number, words.strip())


def unless_planned(text: str) -> str:
    """Return a document without its sections, rows and lines about what is planned."""
    kept, planned = [], 0
    for line in text.splitlines():
        heading = re.match(r"(#+) ", line)
        if heading and (not planned or len(heading[1]) <= planned):
            planned = len(heading[1]) if "planned" in line.lower() else 0
        kept.append("" if planned or "planned" in line.lower() else line)
    return "\n".join(kept)


def planned_names(text: str, code: Code) -> frozenset[str]:
    """Return the rooms that ARCHITECTURE.md plans and that do not exist yet: documents may name them."""
    lines = zip(text.splitlines(), unless_planned(text).splitlines(), strict=True)
    left_out = [before for before, after in lines if before != after]
    named = {name for line in left_out for pair in PLANNED_ROOM.findall(line) for name in pair if name}
    return frozenset(name for name in named if not any(path.endswith(f"/{name}/") for path in code.paths))


def path_is_there(path: str, document: str, code: Code) -> bool:
    """Whether a path exists, from the top, from the document's folder, or as an ending; <x> and * match any name."""
    wanted = PurePosixPath(document).parent / path
    folder = path.endswith("/")
    parts = [re.escape(part) for part in re.split(r"<\w+>|\*", path.removeprefix("./").rstrip("/"))]
    pattern = re.compile(r"(?:^|.*/)" + "[^/]*".join(parts) + ("/" if folder else r"(?:/|-[\w-]+\.md)?") + "$")
    near = normal(str(wanted))
    return near in code.paths or f"{near}/" in code.paths or any(pattern.match(path) for path in code.paths)


def normal(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts[-1:] = []
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def route(url: str) -> str:
    return re.sub(r"<[^>]*>|\{[^}]*\}", "<>", url)


def url_is_there(url: str, code: Code) -> bool:
    """Whether a URL exists, or begins others; the guide of the exchange leaves out the prefix of its URLs."""
    wanted = route(url)
    if any(known in (wanted, f"/api/exchange/v1{wanted}") for known in code.routes):
        return True
    return wanted.count("/") > 1 and wanted.endswith("/") and any(known.startswith(wanted) for known in code.routes)


def name_is_there(name: str, code: Code) -> bool:
    """Whether code defines a name; of a dotted name each part defines the next, or a string holds the whole."""
    parts = name.split(".")
    if name.startswith("_") or name.endswith("_"):  # a beginning or an end that names have in common
        return any(word.endswith(name) or word.startswith(name) for word in code.words)
    if len(parts) == 1:
        return name in code.words
    held = all(after in code.members.get(before, ()) for before, after in pairwise(parts))
    return held or re.search(rf"(?<![\w.]){re.escape(name)}(?![\w])", code.literals) is not None


def problem_with(said: Said, code: Code, known: frozenset[str]) -> str:
    """Return what is wrong with a name in a document, or an empty string."""
    words = said.words
    if words in known or words.split("/")[0] in known or words.split(".")[0] in known:
        return ""
    if command := COMMAND.match(words):
        return command_problem(command, code)
    if url := URL.fullmatch(words):
        return "" if url_is_there(url[1], code) else "no such URL"
    if URL_NAME.fullmatch(words):
        return "" if words in code.url_names else "no page has this URL name"
    if PATH.fullmatch(words):
        return "" if path_is_there(words, said.document, code) else "no such file or folder"
    if named := NAME.fullmatch(words):
        if not name_is_there(named[1], code):
            return f"no {named[1]} in code"
        arguments = code.arguments.get(named[1].rpartition(".")[2], frozenset())
        unknown = [argument for argument in KEYWORD.findall(named[2] or "") if arguments and argument not in arguments]
        return f"{named[1]} takes no {unknown[0]}=" if unknown else ""
    return ""  # a sum, a sentence, an option of somebody else's command: no name of ours


def command_problem(command: re.Match[str], code: Code) -> str:
    name, argument = command[1], command[2]
    if f"bin/{name}" not in code.paths:
        return f"no command bin/{name}"
    if name == "locallinks" and argument and argument not in code.commands:
        return f"bin/locallinks knows no {argument}"
    return ""
