"""Pages use people's words, not those of the profession (docs/glossary.md)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

from tests.architecture.source_tree import PACKAGE, expect_kept, files, parse, place, python_files

RULE = "Pages use the words people use."
# What not to write, and what to write instead.
INSTEAD = {
    r"clients?|service users?|customers?": "the person's name",
    r"(?<!in )(?<!in any )(?<!upper )(?<!lower )cases?|caseloads?|cohorts?": "people I'm working with",
    r"hand(ed|ing)? over|handovers?(?! champion)": "introduced to the network",
    r"handover failures?": "did not reach the network",
    r"packages?": "support we are reviewing, or: plan",
    r"compliance|compliant|non-compliant": "say what was done or not done",
    r"givers?|receivers?": "both people",
    r"focus persons?": "the person's name",
    r"breakdowns?|disruptions?": "when it isn't working",
    r"judged unsuitable": "we thought it wasn't right",
    r"no response": "we lost touch",
    r"warning notes?": "keeping-safe note",
    r"contributions?|assessed charges?": "what you pay",
    r"deadweight|creaming|cherry[- ]picking": "leave it to the exports",
    r"invalid|illegal": "say what to enter, like: Enter a postcode, like LS12 1AA",
}
PATTERNS = {re.compile(rf"\b({words})\b", re.IGNORECASE): instead for words, instead in INSTEAD.items()}
BUTTON = re.compile(r"^\s*Submit\s*$")
READ_ALOUD = re.compile(r'\b(?:alt|title|placeholder|aria-label|aria-description)="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
WORDS_TO_READ = re.compile(r"\s|^[A-Z]")  # a string with a space, or that starts a sentence, is read by people
PYTHON_WITH_WORDS = {"forms", "views"}
THE_FIELDS_OWN_TERMS = (f"{PACKAGE}/impact/returns/",)  # statutory returns keep the field's standard terms

Line = tuple[int, str]


def words_in_template(text: str) -> Iterator[Line]:
    """Yield what a template shows: its text, labels for screen readers, and strings for macros."""
    shown = ""
    number = 1
    for number, kind, value in Environment(autoescape=True).lex(text):
        if kind == "string" and WORDS_TO_READ.search(value[1:-1]):
            yield number, value[1:-1]
        shown += "\n" * (number - 1 - shown.count("\n"))
        shown += value if kind == "data" else "\n" * value.count("\n")
    for tag in TAG.finditer(shown):
        for aloud in READ_ALOUD.findall(tag[0]):
            yield shown.count("\n", 0, tag.start()) + 1, aloud
    blanked = TAG.sub(lambda tag: "\n" * tag[0].count("\n") or " ", shown)
    yield from enumerate(blanked.split("\n"), 1)


def words_in_python(text: str) -> Iterator[Line]:
    """Yield labels, hints, titles and messages, without docstrings."""
    tree = parse(text)
    documented = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    explanations = {id(node.body[0].value) for node in documented if node.body and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and id(node) not in explanations else None
        if isinstance(said, str) and WORDS_TO_READ.search(said):
            yield node.lineno, said


def trade_words(name: str, lines: Iterator[Line]) -> list[str]:
    broken = []
    for number, text in lines:
        if BUTTON.match(text):
            broken.append(f"{name}:{number} says 'Submit': say what happens, like: Send plan for approval")
        for pattern, instead in PATTERNS.items():
            broken += [
                f"{name}:{number} says '{found[0]}': write instead {instead}" for found in pattern.finditer(text)
            ]
    return broken


def words_of(path: Path) -> Iterator[Line]:
    text = path.read_text(encoding="utf-8")
    return words_in_python(text) if path.suffix == ".py" else words_in_template(text)


def test_pages_use_peoples_words():
    templates = [path for path in files() if path.suffix in {".html", ".txt"} and "templates" in path.parts]
    code = [path for path in python_files() if PYTHON_WITH_WORDS & {path.stem, path.parent.name}]
    read = [path for path in [*templates, *code] if not place(path).startswith(THE_FIELDS_OWN_TERMS)]
    assert templates
    expect_kept(RULE, [told for path in read for told in trade_words(place(path), words_of(path))])


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("<h1>\n  Your clients</h1>", "page.html:2 says 'clients': write instead the person's name"),
        ('{{ button("Close case") }}', "page.html:1 says 'case': write instead"),
        ('\n<img alt="The support\n package">', "page.html:2 says 'package'"),
        (
            "{% if plan %}\n<p>Contribution</p>{% endif %}",
            "page.html:2 says 'Contribution': write instead what you pay",
        ),
        ("<button>Submit</button>", "page.html:1 says 'Submit': say what happens"),
        ('{{ button("Submit") }}', "say what happens, like: Send plan for approval"),
        ("<p>{{ name }}'s handover</p>", "says 'handover': write instead introduced to the network"),
    ],
)
def test_a_trade_word_on_a_page_is_caught(template, told):
    (broken,) = trade_words("page.html", words_in_template(template))
    assert told in broken


def test_a_trade_word_in_a_label_is_caught():
    code = '"""Cases."""\nclass ChargeForm(Form):\n    amount = MoneyField(label="The assessed charge")\n'
    assert trade_words("forms.py", words_in_python(code)) == [
        "forms.py:3 says 'assessed charge': write instead what you pay"
    ]


def test_names_for_the_machine_are_left_alone():
    template = """{# the client #}<p class="case">{{ client.name }}, just in case</p>
    {{ button("Send plan for approval", name="client") }}<button type="submit">Send</button>"""
    assert trade_words("page.html", words_in_template(template)) == []
    assert trade_words("views.py", words_in_python('template_name = "handovers/offer.html"\nx = y["case"]\n')) == []
