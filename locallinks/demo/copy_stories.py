"""Copy stories for many people, on other days and under other names.

Each story was carried out once with the real actions. Then the owner of the tables copies every row about its person,
in the order of the foreign keys, with a new key, a new person, another day, another network and other workers. The
tables of a new room are copied without a change here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.models import Death, Grant, Invitation, InvitationEnd, Person
from locallinks.personal.assessments.models import Day91Outcome, ShortTerm, ShortTermEnd
from locallinks.personal.teams.models import (
    TeamGoal,
    TeamGoalEnd,
    TeamLeaving,
    TeamMeeting,
    TeamMembership,
    TeamTier,
)

# Access and deaths are not copied: nobody signs in as one of these people, and none of them has died.
NOT_COPIED = (
    Grant,
    Invitation,
    InvitationEnd,
    Death,
    # A neighbourhood team has few members, and one example of short-term help is enough.
    TeamMembership,
    TeamLeaving,
    TeamTier,
    TeamGoal,
    TeamGoalEnd,
    TeamMeeting,
    ShortTerm,
    ShortTermEnd,
    Day91Outcome,
)
TEXT_FIELDS = (models.CharField, models.TextField, models.JSONField)

# One row for each copy: who the person is, whose story is copied, and the names in it to be replaced.
CREATE_COPIES = """
create temp table story_copy (k int primary key, person_id bigint, template_id bigint, days int,
  full_name text, preferred_name text, old_full_name text, old_preferred_name text,
  network_id int, network text, old_network text, planner_id bigint, planner text, old_planner text,
  worker_id bigint, worker text, old_worker text) on commit drop
"""
RENAMED = ("full_name", "preferred_name", "network", "planner", "worker")


@dataclass(frozen=True)
class Cast:
    """The network and workers of the original stories, which each copy replaces."""

    network_id: int
    planner_id: int
    worker_id: int


def copied_models() -> list[Any]:
    """Return every model about a person, each after the models to which it has foreign keys."""
    about = [model for model in apps.get_models() if _about_person(model) and model not in NOT_COPIED]
    # Copies have no messages, no other system sent them, and no concern was raised about them.
    about = [model for model in about if model._meta.app_label not in ("outbox", "exchange", "concerns")]
    order = TopologicalSorter({model: {target for _, target in _links(model) if target in about} for model in about})
    return list(order.static_order())


def _about_person(model: Any) -> bool:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return model._meta.managed and "person" in fields and fields["person"].related_model is Person


def _links(model: Any) -> Iterator[tuple[Any, Any]]:
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model is not model:
            yield field, field.related_model


def copy_stories(cursor: Any, cast: Cast, say: Callable[[str], None]) -> int:
    """Copy every story for the rows of the temporary table `story_copy`, and return the number of new rows."""
    made = 0
    done: set[Any] = set()
    for model in copied_models():
        done.add(model)
        cursor.execute(_key_tables(model))
        table = model._meta.db_table
        cursor.execute(f"alter table {table} disable trigger user")  # history is copied, not written again
        cursor.execute(_copy_sql(model, cast, done))
        made += cursor.rowcount
        cursor.execute(f"alter table {table} enable trigger user")
        key = model._meta.pk.column
        cursor.execute(
            f"select setval(pg_get_serial_sequence(%s, %s), (select coalesce(max({key}), 1) from {table}))",  # noqa: S608
            [table, key],
        )
    say(f"  {made:,} rows in {len(done)} tables")
    return made


def _key_tables(model: Any) -> str:
    """Return SQL for two tables: each row's position in its story, and the key before the first row of each copy."""
    table, key = model._meta.db_table, model._meta.pk.column
    return f"""
    create temp table map_{table} on commit drop as
      select t.{key} as old_id, t.person_id as template_id,
        row_number() over (partition by t.person_id order by t.{key}) as place
      from {table} t where t.person_id in (select template_id from story_copy);
    create index on map_{table} (template_id);
    create temp table at_{table} on commit drop as
      select c.k, (select coalesce(max({key}), 0) from {table})
        + coalesce(sum(n.many) over (order by c.k rows between unbounded preceding and 1 preceding), 0) as before
      from story_copy c
      left join (select template_id, count(*) as many from map_{table} group by 1) n using (template_id);
    create index on at_{table} (k);
    analyze map_{table}; analyze at_{table};
    """  # noqa: S608 - our own tables


def _copy_sql(model: Any, cast: Cast, done: set[Any]) -> str:
    table, key = model._meta.db_table, model._meta.pk.column
    columns, values, joins = [], [], []
    for field in model._meta.concrete_fields:
        columns.append(f'"{field.column}"')
        value, join = _column_sql(model, field, cast, done)
        values.append(value)
        if join and join not in joins:
            joins.append(join)
    return f"""
    insert into {table} ({", ".join(columns)}) select {", ".join(values)} from story_copy c
    join map_{table} m on m.template_id = c.template_id join at_{table} a on a.k = c.k
    join {table} t on t.{key} = m.old_id {" ".join(joins)}
    """  # noqa: S608 - our own tables


def _column_sql(model: Any, field: Any, cast: Cast, done: set[Any]) -> tuple[str, str]:
    """Return the SQL for a column of a copy, and the join that it needs."""
    column, target = f't."{field.column}"', field.related_model if field.is_relation else None
    if field.primary_key:
        return "a.before + m.place", ""
    if field.name == "person":
        return "c.person_id", ""
    if field.column == "id":  # the history of a row has the key of that row
        row = model._meta.get_field("pgh_obj")
        return _key_in_copy(row, f't."{row.column}"')
    if target is User:
        replacements = f"when {cast.planner_id} then c.planner_id when {cast.worker_id} then c.worker_id"
        return f"case {column} {replacements} else {column} end", ""
    if target is Organisation:
        return f"case {column} when {cast.network_id} then c.network_id else {column} end", ""
    if target in done:
        return _key_in_copy(field, column)
    if isinstance(field, models.DateTimeField):
        return f"{column} + make_interval(days => c.days)", ""
    if isinstance(field, models.DateField):
        return f"{column} + c.days", ""
    if isinstance(field, ArrayField) and isinstance(field.base_field, models.IntegerField):
        kind = field.db_type(connections["owner"])
        return f"array_replace({column}::bigint[], {cast.planner_id}, c.planner_id)::{kind}", ""
    if isinstance(field, TEXT_FIELDS) and not field.choices:
        return _text_sql(field, column), ""
    return column, ""


def _key_in_copy(field: Any, column: str) -> tuple[str, str]:
    """Return the key of the referenced row in the copy, and the join that it needs."""
    table, name = field.related_model._meta.db_table, f"to_{field.column}"
    join = (
        f"left join map_{table} m_{name} on m_{name}.old_id = {column} "
        f"left join at_{table} a_{name} on a_{name}.k = c.k and m_{name}.old_id is not null"
    )
    return f"a_{name}.before + m_{name}.place", join


def _text_sql(field: Any, column: str) -> str:
    """Return text with the names replaced; a unique column also gets the number of the copy."""
    text = f"{column}::text"
    for name in RENAMED:
        text = f"replace({text}, c.old_{name}, c.{name})"
    if field.unique:
        return f"{text} || '-' || c.k"
    return f"({text})::jsonb" if isinstance(field, models.JSONField) else text
