"""The table of roles names pages and kinds of wait by strings, because it is below their rooms: all of them exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse

from locallinks.config.middleware import NAV_ITEMS
from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.models import Membership
from locallinks.foundation.shared.roles import ROLES, Act, Capability, Role, roles_that
from locallinks.front.rules import SHORTCUT_WORDS_FOR, SHORTCUTS
from locallinks.personal.pathways.choices import PathwayEvent
from locallinks.personal.pathways.rules.states import NEXT_ACTOR_OF
from tests.security.page_visits import url_patterns

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "locallinks/foundation/shared/roles.py"
SOURCES = [
    path for path in (ROOT / "locallinks").rglob("*.py") if not {"tests", "migrations", "demo"} & set(path.parts)
]
# What a function that is given one of these is about: somebody's record, and so an organisation that keeps it.
ABOUT_SOMEBODY = {"person", "pathway", "person_id", "pathway_id", "concern", "contact", "carer", "home_id", "plan"}
# Permissions about somebody in which it is asked for a role in whatever organisation, and why.
MAY_ASK_ANYWHERE = {
    ("messages/permissions.py", "check_can_stop"): "a job acts for all councils; whose letter it is, the record says",
    ("referrals/permissions.py", "check_can_refer"): "without a home, before anything about a person is read",
}


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == name:
                yield path, node


def test_every_role_has_its_row_and_every_row_its_role() -> None:
    assert list(ROLES) == list(Role)


def test_kinds_of_organisation_exist() -> None:
    named = {kind for spec in ROLES.values() for kind in spec.kinds}
    assert named == set(OrganisationKind)


def test_pages_exist_and_each_is_somebodys() -> None:
    """The links in the header and the short cuts: the table names them for some role, and they have a URL."""
    nav, shortcuts = ({page for spec in ROLES.values() for page in getattr(spec, of)} for of in ("nav", "shortcuts"))
    assert nav == {name for _, _, name in NAV_ITEMS if name}
    assert shortcuts == set(SHORTCUTS)
    assert (nav | shortcuts) <= set(url_patterns())
    for _, address, name in NAV_ITEMS:
        assert not name or reverse(name) == address
    for page in shortcuts:
        try:
            reverse(page)
        except NoReverseMatch:
            pytest.fail(f"{page} needs to know whom it is about: it is no short cut")
    assert all(page in ROLES[role].shortcuts for page, role in SHORTCUT_WORDS_FOR)


def wait_of(argument: ast.expr) -> str:
    """The kind of wait that is written as a string or as an event of the pathway; nothing for a variable."""
    if isinstance(argument, ast.Attribute) and ast.unparse(argument.value) == PathwayEvent.__name__:
        return PathwayEvent[argument.attr].value
    return argument.value if isinstance(argument, ast.Constant) else ""


def test_kinds_of_wait_exist_and_each_is_somebodys() -> None:
    """A kind of wait is a state of the pathway, or an event or a name that a query looks up in the table."""
    arguments = [node.args[0] for _, node in calls("roles_shown")]
    asked = {argument.value for argument in arguments if isinstance(argument, ast.Constant)}
    asked |= {
        PathwayEvent[argument.attr].value
        for argument in arguments
        if isinstance(argument, ast.Attribute) and ast.unparse(argument.value) == "PathwayEvent"
    }
    named = {wait for spec in ROLES.values() for wait in spec.waits}
    assert named == set(NEXT_ACTOR_OF) | asked


def test_every_capability_and_every_act_is_asked_for_somewhere() -> None:
    text = "".join(path.read_text() for path in SOURCES if path != TABLE)
    pages = "".join(path.read_text() for path in (ROOT / "locallinks").rglob("*.html"))
    unused = {name for name in Capability.__members__ if f"Capability.{name}" not in text}
    unused -= {name for name, code in Capability.__members__.items() if f'may_somewhere("{code}")' in pages}
    assert not unused, f"{sorted(unused)}: nothing asks for it. Take it out of shared/roles.py"
    assert not {act.name for act in Act if f"Act.{act.name}" not in text}
    assert all(roles_that(capability) for capability in Capability)


def test_a_new_role_changes_no_table_of_the_database() -> None:
    assert Membership._meta.get_field("role").choices is None


def test_roles_are_members_and_never_strings() -> None:
    """A typo in a member is found by mypy, and one in a string is not."""
    names = (
        "has_role",
        "role_held",
        "organisations_with_records_open_to",
        "organisations_with_role",
        "restricted_to_roles",
        "members_with_role",
        "RoleIn",
    )
    faults = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for name in names
        for path, node in calls(name)
        for argument in node.args
        if isinstance(argument, ast.Constant) and argument.value in set(Role)
    ]
    assert not faults, f"{faults}: write Role.SOCIAL_WORKER, not its code"


def test_templates_ask_for_capabilities_that_exist() -> None:
    templates = {path: path.read_text() for path in (ROOT / "locallinks").rglob("*.html")}
    named = [name for text in templates.values() for name in re.findall(r'may_somewhere\("([a-z_]*)"\)', text)]
    assert named
    assert {*named} <= set(Capability)
    bare = [path.name for path, text in templates.items() if re.search(r"\bhas_role\b|\bviewer\.roles\b", text)]
    assert not bare, f"{bare}: ask `viewer.may_somewhere(capability)`, so that a new role changes no template"


def test_a_role_counts_where_it_is_held() -> None:
    """A permission about a person names the organisation: `may`, never `may_somewhere` or a role alone."""
    faults = []
    for path in SOURCES:
        if path.name != "permissions.py":
            continue
        for function in ast.walk(ast.parse(path.read_text())):
            if not isinstance(function, ast.FunctionDef):
                continue
            given = {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
            key = (f"{path.parent.name}/{path.name}", function.name)
            if given & ABOUT_SOMEBODY and key not in MAY_ASK_ANYWHERE:
                faults += [
                    f"{path.relative_to(ROOT)}: {function.name}" for node in ast.walk(function) if anywhere(node)
                ]
    assert not faults, f"{faults}: ask `viewer.may(capability, organisation_id)`"


def test_policies_and_functions_of_the_database_name_roles_of_the_table() -> None:
    """The roles that SQL functions name exist, and those on duty are the table's."""
    sql = (ROOT / "locallinks/foundation/shared/schema/postgresql-18.sql").read_text()
    lists = re.findall(r"\brole in \(((?:'[a-z_]+'(?:, )?)+)\)", sql)
    alone = re.findall(r"(?:\brole = |guard\.organisations_with_role\()'([a-z_]+)'", sql)
    assert {"safeguarding_lead", "administrator"} <= set(alone) <= set(Role)
    on_duty, covered = roles_that(Capability.ANSWER_REQUESTS), roles_that(Capability.HAVE_CASELOAD)
    assert {frozenset(re.findall("[a-z_]+", text)) for text in lists} == {on_duty, covered}


def anywhere(node: ast.AST) -> bool:
    name = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
    named = {keyword.arg for keyword in node.keywords} if isinstance(node, ast.Call) else set()
    return name == "may_somewhere" or (name in ("has_role", "role_held") and "organisation_id" not in named)
