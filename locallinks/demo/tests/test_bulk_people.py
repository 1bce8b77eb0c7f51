"""The bulk people at the scale of a village: each has a whole copy of a story under their own name."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import sql
from stdnum.gb import nhs

from conftest import fingerprint
from devdb.database import Database
from locallinks.demo.bulk_people import SCALES, nhs_number

ROOT = Path(__file__).resolve().parents[3]
SIZE = SCALES["village"]
RunQuery = Callable[[str], list[tuple]]


@pytest.fixture(scope="module")
def village(django_db_setup: None) -> Iterator[tuple[dict[str, Any], RunQuery]]:
    """Build the village in a database of its own, because the owner of the tables adds the people and commits.

    Yield the summary of the command, and a function that runs a query there.
    """
    main = Database.from_environment()
    village = main._replace(name=f"village_{os.getpid()}")
    name, template = sql.Identifier(village.name), sql.Identifier(f"locallinks_template_{fingerprint()}")
    with main.connect("owner", autocommit=True) as owner:
        owner.execute(sql.SQL("drop database if exists {}").format(name))
        owner.execute(sql.SQL("create database {} template {}").format(name, template))
    try:
        summary = json.loads(_demo(village).rpartition("\n")[2])
        with village.connect("owner", autocommit=True) as reader:
            yield summary, lambda query: reader.execute(query).fetchall()
    finally:
        with main.connect("owner", autocommit=True) as owner:
            owner.execute(sql.SQL("drop database if exists {}").format(name))


def _demo(village: Database) -> str:
    environment = {**os.environ, **village.as_environment(), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTEST_VERSION", None)
    command = [sys.executable, "-m", "django", "demo", "--scale", "village", "--no-serve", "--json"]
    process = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr[-3000:]
    return process.stdout.strip()


def test_the_numbers_are_those_of_the_scale(village: tuple[dict[str, Any], RunQuery]) -> None:
    summary, run_query = village
    assert run_query("select count(*) from accounts_organisation where kind = 'network'") == [(SIZE.networks,)]
    assert summary["counts"]["people"] > SIZE.people
    assert summary["counts"]["services"] >= SIZE.services
    ((still_open,),) = run_query("select count(*) from pathways_pathway where closed_at is null")
    assert SIZE.open <= still_open <= SIZE.open + 20
    assert run_query("select count(*) from people_share where purpose = 'support'")[0][0] >= SIZE.members


def test_no_row_refers_to_a_row_of_another_person(village: tuple[dict[str, Any], RunQuery]) -> None:
    """Foreign keys between rows about people always stay with the same person."""
    _, run_query = village
    keys = run_query(
        "select c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text from pg_constraint c "
        "join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] "
        "where c.contype = 'f' and cardinality(c.conkey) = 1 and a.attname <> 'person_id' "
        "and exists (select 1 from pg_attribute p where p.attrelid = c.conrelid and p.attname = 'person_id') "
        "and exists (select 1 from pg_attribute p where p.attrelid = c.confrelid and p.attname = 'person_id')"
    )
    assert len(keys) > 20
    for table, column, target in keys:
        wrong = f"select count(*) from {table} t join {target} o on o.id = t.{column} where o.person_id <> t.person_id"
        assert run_query(wrong) == [(0,)], f"{table}.{column}"


def test_a_story_is_copied_whole_under_another_name(village: tuple[dict[str, Any], RunQuery]) -> None:
    _, run_query = village
    steps = dict(
        run_query(
            "select p.full_name, count(*) from pathways_step s join people_person p on p.id = s.person_id group by 1"
        )
    )
    assert sum(many == steps["Elaine Dobson"] for many in steps.values()) > SIZE.open / 10
    names = "select count(*) from plans_plan l join people_person p on p.id = l.person_id"
    assert run_query(f"{names} where l.about_me like '%Elaine%' and p.preferred_name <> 'Elaine'") == [(0,)]


def test_the_council_is_responsible_for_everybody(village: tuple[dict[str, Any], RunQuery]) -> None:
    _, run_query = village
    wrong = "select count(*) from plans_line l join people_person p on p.id = l.person_id where l.home_id <> p.home_id"
    assert run_query(wrong) == [(0,)]


def test_the_search_index_has_no_pending_list(village: tuple[dict[str, Any], RunQuery]) -> None:
    _, run_query = village
    assert run_query("select reloptions from pg_class where relname = 'people_person_trigram'") == [
        (["fastupdate=off"],)
    ]


def test_nhs_numbers_are_never_issued_and_right() -> None:
    for number in range(0, 100_000, 997):
        if made := nhs_number(number):
            assert made.startswith("999"), number
            assert nhs.is_valid(made), number
