"""What a legal representative may decide, and who reads what of a safety note (docs/rules/care-act.md 9)."""

from datetime import date, timedelta
from typing import Any

import pytest

from locallinks.foundation.people import rules

DAY = date(2026, 11, 16)
ATTORNEY: dict[str, Any] = {
    "name": "Ann Firth", "kind": "attorney", "scopes": ["property", "welfare"], "on": DAY,
    "starts_on": date(2024, 1, 1), "ends_on": None, "ended_on": None, "seen_on": date(2024, 2, 1),
    "lacks_capacity": True,
}  # fmt: skip


@pytest.mark.parametrize("matter", rules.SCOPES_OF_MATTER)
def test_an_attorney_decides_about_welfare_only_without_capacity(matter: str) -> None:
    assert rules.representative_refusal(**ATTORNEY, matter=matter) == ""
    able = rules.representative_refusal(**{**ATTORNEY, "lacks_capacity": None}, matter=matter)
    assert bool(able) is (matter in {"care", "sharing", "where_to_live"})


@pytest.mark.parametrize(
    ("kind", "scopes", "covers"),
    [
        ("attorney", ["property"], {"money", "benefits"}),
        ("deputy", ["welfare"], {"care", "sharing", "where_to_live"}),
        ("appointee", ["benefits"], {"benefits"}),
        ("appointee", ["property", "benefits"], {"benefits"}),  # an appointee has no other scope, whatever was typed
    ],
)
def test_each_scope_covers_its_matters_and_no_others(kind: str, scopes: list[str], covers: set[str]) -> None:
    given = {**ATTORNEY, "kind": kind, "scopes": scopes}
    assert {one for one in rules.SCOPES_OF_MATTER if not rules.representative_refusal(**given, matter=one)} == covers


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"seen_on": None}, "Nobody has seen the paper"),
        ({"seen_on": DAY + timedelta(days=1)}, "Nobody has seen the paper"),
        ({"starts_on": DAY + timedelta(days=1)}, "only from 17 November 2026"),
        ({"ended_on": DAY}, "ended on 16 November 2026"),
        ({"ends_on": DAY}, "ran out on 16 November 2026"),
        ({"scopes": ["welfare"]}, "does not cover their money"),
    ],
)
def test_each_refusal_has_its_reason(changes: dict, told: str) -> None:
    assert told in rules.representative_refusal(**{**ATTORNEY, **changes}, matter="money")


def test_authority_lasts_until_the_day_before_its_end() -> None:
    later = DAY + timedelta(days=1)
    assert rules.representative_refusal(**{**ATTORNEY, "ended_on": later, "ends_on": later}, matter="money") == ""


@pytest.mark.parametrize(
    ("roles", "known", "visits", "reads"),
    [
        ({"social_worker"}, False, False, "all"),
        ({"support_planner"}, False, False, "all"),
        ({"network_manager"}, False, False, "all"),
        ({"person"}, True, False, "all"),
        ({"person"}, False, True, ""),
        ({"provider"}, True, True, "all"),
        ({"provider"}, True, False, ""),
        ({"volunteer_developer"}, True, True, "few"),
        ({"finance"}, True, True, ""),
    ],
)
def test_each_role_reads_its_part_of_a_note(roles: set[str], known: bool, visits: bool, reads: str) -> None:
    words = rules.safety_note_words(roles, words="all", for_visits=visits, volunteer_words="few", person_knows=known)
    assert words == reads
