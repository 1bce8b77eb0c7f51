"""Roles and kinds of organisation, roles that exclude each other, and passwords that can be read out."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.rules import (
    CONSONANTS,
    VOWELS,
    role_problem,
    speakable_password,
)
from locallinks.foundation.shared.roles import GIVEN_ROLES, ROLES, Role, roles_in_kind


@pytest.mark.parametrize("role", [*GIVEN_ROLES, "person", "king"])
def test_a_role_belongs_to_some_kinds_of_organisation(role: str) -> None:
    for kind in (*OrganisationKind, "moon"):
        problem = role_problem(role, kind, frozenset())
        assert (problem is None) is (role in roles_in_kind(kind)), f"{role} in a {kind}"
        assert problem is None or "Choose another role" in problem


NEVER_TOGETHER = [frozenset({role, other}) for role, spec in ROLES.items() for other in sorted(spec.never_with)]


def test_roles_that_exclude_each_other_are_those_of_the_rules() -> None:
    """The pairs of docs/rules/local-links.md 2, typed here by hand, are those of the table of roles."""
    with_council = {
        ("social_worker", "team_manager", "broker"): ("support_planner", "investor", "finance"),
        ("team_manager", "broker"): ("network_manager", "provider"),
    }
    by_hand = {frozenset({one, other}) for ours, others in with_council.items() for one in ours for other in others}
    by_hand |= {frozenset({"investor", "support_planner"})}
    assert set(NEVER_TOGETHER) == by_hand


@pytest.mark.parametrize("pair", NEVER_TOGETHER, ids=lambda pair: " and ".join(sorted(pair)))
def test_two_roles_that_check_each_other_are_never_held_together(pair: frozenset[str]) -> None:
    for role in pair:
        kind = min(ROLES[Role(role)].kinds)
        problem = role_problem(role, kind, pair - {role})
        assert problem is not None
        assert "one checks the other" in problem
        assert role_problem(role, kind, frozenset({role})) is None


@pytest.mark.parametrize(("role", "held"), [("administrator", "finance"), ("network_manager", "support_planner")])
def test_other_roles_may_be_held_together(role: str, held: str) -> None:
    kind = "council" if role == "administrator" else "network"
    assert role_problem(role, kind, frozenset({held})) is None


@given(st.integers())
def test_a_first_password_can_be_read_out(seed: int) -> None:
    password = speakable_password(random.Random(seed).choice)
    groups = password.split("-")
    assert [len(group) for group in groups] == [4] * 5
    for group in groups:
        assert group[0] in CONSONANTS
        assert group[1] in VOWELS
        assert group[2] in CONSONANTS
        assert group[3] in VOWELS


def test_two_first_passwords_differ() -> None:
    assert speakable_password(random.Random(1).choice) != speakable_password(random.Random(2).choice)
