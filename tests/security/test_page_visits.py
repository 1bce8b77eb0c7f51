"""The other tests depend on this: `rolled_back` names what was written, and rolls it back."""

from django.db import connection

from locallinks.foundation.people.models import Relationship
from locallinks.foundation.shared.viewer import acting_as
from tests.security.page_visits import TABLES_THAT_MAY_CHANGE, rolled_back, viewer_of_everything, writes_so_far
from tests.security.person_tables import all_tables, rows, value
from tests.security.world_base import World, own_transaction


def write(world: World, **filters: object) -> int:
    """Change one row of one table, in a transaction, as a page does."""
    with acting_as(world.city.viewer("social_worker")):
        row = Relationship.objects.filter(**filters).order_by("pk")[0]
        return Relationship.objects.filter(pk=row.pk).update(helps_with="Shopping")


def test_one_row_in_one_table_is_told_and_taken_back(world: World) -> None:
    with rolled_back(world) as changed:
        assert write(world) == 1
    assert set(changed) == {"people_relationship"}
    with acting_as(world.city.viewer("social_worker")):
        assert not Relationship.objects.filter(helps_with="Shopping").exists()


def test_what_was_only_tried_is_not_told(world: World) -> None:
    with rolled_back(world) as changed:
        with own_transaction():
            write(world)
        with acting_as(world.city.viewer("social_worker")):
            Relationship.objects.filter(pk=0).update(helps_with="Shopping")
    assert changed == []


def test_what_is_written_after_something_was_only_tried_is_told(world: World) -> None:
    with rolled_back(world) as changed:
        with own_transaction():
            write(world)
        write(world)
    assert "people_relationship" in changed


def test_what_an_outer_test_wrote_before_is_not_told_again(world: World) -> None:
    with rolled_back(world) as all_of_it:
        write(world)
        with rolled_back(world) as changed:
            pass
        with rolled_back(world) as again:
            write(world)
    assert (changed, again) == ([], []), "the same words once more are no change"
    assert "people_relationship" in all_of_it


def test_those_eyes_see_all_that_anybody_sees(world: World) -> None:
    """Otherwise a change there would not be noticed."""
    tables = sorted(set(all_tables()) - TABLES_THAT_MAY_CHANGE)
    counts = " union all ".join(f"select '{table}', count(*) from {table}" for table in tables)
    with acting_as(viewer_of_everything(world)):
        seen = dict(rows(counts))
    for role in ("social_worker", "safeguarding_lead", "other_social_worker", "support_planner", "person", "clinician"):
        with acting_as(world.city.viewer(role)):
            more = {table for table, many in rows(counts) if many > seen[table]}
        assert not more, f"{role} sees rows of {sorted(more)} that these eyes do not"


def test_every_table_is_counted(world: World) -> None:
    views = {name for (name,) in rows("select relname from pg_class where relkind = 'v'")}
    assert set(all_tables()) - views - TABLES_THAT_MAY_CHANGE == set(writes_so_far()) - views


def test_a_table_that_is_emptied_is_counted(world: World) -> None:
    """PostgreSQL counts no row, but gives the table another file."""
    with own_transaction(), connection.cursor() as cursor:
        cursor.execute("create temporary table fleeting on commit drop as select 1 as one")
        before = writes_so_far()
        with own_transaction():
            cursor.execute("truncate fleeting")
            assert writes_so_far()["fleeting"] != before["fleeting"]
        assert value("select count(*) from fleeting") == 1
