"""What a database holds, as sets that can be compared: everything but names that no code knows and the order of things.

`bin/compare-schema` prints what two databases differ in, and nothing where they are the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import psycopg
from psycopg import sql

Catalogue = dict[str, set[str]]

OURS = """n.nspname in ('public', 'guard')
  and not exists (select 1 from pg_depend e where e.objid = {}.oid and e.deptype = 'e')"""
TABLE = "join pg_class c on c.oid = {} join pg_namespace n on n.oid = c.relnamespace"
# Without who gave them: the owner.
PRIVILEGES = "(select string_agg(split_part(a::text, '/', 1), ',' order by a::text) from unnest({}) a)"
# One row a thing, as text, by kind. Positions, owners and what belongs to an extension are left out.
ASKED = {
    "extension": "select extname from pg_extension",
    "schema": f"""
select concat_ws(' ', nspname, {PRIVILEGES.format("nspacl")}) from pg_namespace where nspname in ('public', 'guard')""",
    "table": f"""
select concat_ws(' ', n.nspname || '.' || c.relname, c.relkind, 'rls', c.relrowsecurity, 'forced',
  c.relforcerowsecurity, array_to_string(c.reloptions, ','), {PRIVILEGES.format("c.relacl")})
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'v', 'm', 'S', 'p') and {OURS.format("c")}""",
    "column": f"""
select concat_ws(' ', n.nspname || '.' || c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod),
  case when a.attnotnull then 'not null' end, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid))
from pg_attribute a {TABLE.format("a.attrelid")} left join pg_attrdef d on (d.adrelid, d.adnum) = (c.oid, a.attnum)
where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'v', 'm', 'p') and {OURS.format("c")}""",
    "view": f"""
select concat_ws(' ', n.nspname || '.' || c.relname, pg_get_viewdef(c.oid))
from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and {OURS.format("c")}""",
    "constraint": f"""
select concat_ws(' ', c.relname || '.' || o.conname, pg_get_constraintdef(o.oid))
from pg_constraint o {TABLE.format("o.conrelid")} where o.contype <> 'n' and {OURS.format("c")}""",
    "index": f"""
select pg_get_indexdef(i.indexrelid) from pg_index i {TABLE.format("i.indexrelid")} where {OURS.format("c")}""",
    "trigger": f"""
select concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled) from pg_trigger t {TABLE.format("t.tgrelid")}
where not t.tgisinternal and {OURS.format("c")}""",
    "function": f"""
select concat_ws(' ', pg_get_functiondef(p.oid), {PRIVILEGES.format("p.proacl")})
from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prokind in ('f', 'p') and {OURS.format("p")}""",
    "policy": """
select concat_ws(' ', schemaname || '.' || tablename || '.' || policyname, permissive, roles::text, cmd, 'using', qual,
  'check', with_check) from pg_policies""",
    "default privileges": f"select concat_ws(' ', defaclobjtype, {PRIVILEGES.format('defaclacl')}) from pg_default_acl",
}
# Rows that migrations load. Django's own are not among them; keys are numbers in the order of loading, and a time is
# when they were loaded.
NOT_LOADED = ("django_migrations", "django_content_type", "auth_permission")
TIME = re.compile(r"'\d{4}-\d\d-\d\dT[\d:.+-]+'")
KEY = re.compile(r"^(id|pgh_id|.*_id)$")


def read(connection: psycopg.Connection, *, role: str) -> Catalogue:
    """Everything of one database, by kind. role: what the application's role is called there."""
    found = {kind: {_told(row[0], role) for row in connection.execute(asked)} for kind, asked in ASKED.items()}
    found["row"] = set(_rows(connection))
    return found


def _told(text: str, role: str) -> str:
    """On one line, with one name for the application's role."""
    return " ".join(re.sub(rf"\b{re.escape(role)}\b", "app", text).split())


def _rows(connection: psycopg.Connection) -> Iterator[str]:
    tables = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
    for (table,) in connection.execute(tables).fetchall():
        if table not in NOT_LOADED:
            for (row,) in connection.execute(sql.SQL("select to_jsonb(t) from {} t").format(sql.Identifier(table))):
                told = {name: value for name, value in sorted(row.items()) if not KEY.match(name)}
                yield f"{table} {TIME.sub('a time', str(told))}"


def differences(old: Catalogue, new: Catalogue, renamed: Mapping[str, str] | None = None) -> list[str]:
    """A line for each thing that only one has: `-` the old one, `+` the new one.

    renamed: names of the old that are others in the new, whole words, in the order given.
    """
    lines: list[str] = []
    for kind in sorted(old.keys() | new.keys()):
        before = set(_renamed(old.get(kind, set()), renamed or {}))
        after = new.get(kind, set())
        lines += [f"- {kind}: {one}" for one in sorted(before - after)]
        lines += [f"+ {kind}: {one}" for one in sorted(after - before)]
    return lines


def _renamed(texts: Iterable[str], renamed: Mapping[str, str]) -> Iterator[str]:
    for text in texts:
        for old, new in renamed.items():
            text = re.sub(rf"(?<![\w.]){re.escape(old)}(?!\w)", new, text)
        yield text
