"""Who may decide what, and what each reads of a keeping-safe note (docs/rules/care-act.md 9)."""

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
def test_an_attorney_for_everything_decides_everything_but_never_for_somebody_who_can(matter: str) -> None:
    assert rules.representative_refusal(**ATTORNEY, matter=matter) == ""
    able = rules.representative_refusal(**{**ATTORNEY, "lacks_capacity": None}, matter=matter)
    assert bool(able) is (matter in {"care", "sharing", "where_to_live"})


@pytest.mark.parametrize(
    ("kind", "scopes", "covers"),
    [
        ("attorney", ["property"], {"money", "benefits"}),
        ("deputy", ["welfare"], {"care", "sharing", "where_to_live"}),
        ("appointee", ["benefits"], {"benefits"}),
        ("appointee", ["property", "benefits"], {"benefits"}),  # whatever was typed, an appointee has no more
    ],
)
def test_accepted_for_what_it_covers_and_refused_for_the_rest(kind: str, scopes: list[str], covers: set[str]) -> None:
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
def test_why_not(changes: dict, told: str) -> None:
    assert told in rules.representative_refusal(**{**ATTORNEY, **changes}, matter="money")


def test_the_last_day_before_an_end_still_counts() -> None:
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
def test_each_reads_what_they_need(roles: set[str], known: bool, visits: bool, reads: str) -> None:
    words = rules.safety_note_words(roles, words="all", for_visits=visits, volunteer_words="few", person_knows=known)
    assert words == reads
