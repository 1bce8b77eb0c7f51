"""The schema of a database and the rows that migrations load, as sets that can be compared.

The order of things, their owners and generated names are left out: no code depends on them. `bin/compare-schema` prints
what two catalogues differ in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

Catalogue = dict[str, set[str]]

OURS = """n.nspname in ('public', 'guard')
  and not exists (select 1 from pg_depend e where e.objid = {}.oid and e.deptype = 'e')"""
TABLE = "join pg_class c on c.oid = {} join pg_namespace n on n.oid = c.relnamespace"
# Privileges without their grantor, who is always the owner.
PRIVILEGES = "(select string_agg(split_part(a::text, '/', 1), ',' order by a::text) from unnest({}) a)"
# By kind, a query that returns each item as one text. Positions, owners and members of extensions are left out.
QUERIES = {
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
# Rows that migrations load are compared without Django's own, without keys (numbers in the order of loading) and
# without the times at which they were loaded.
TABLES_OF_DJANGO = ("django_migrations", "django_content_type", "auth_permission")
TIME = re.compile(r"'\d{4}-\d\d-\d\dT[\d:.+-]+'")
KEY = re.compile(r"^(id|pgh_id|.*_id)$")
# Names that end in a digest of themselves: those of Django (eight figures) and of pgtrigger (five).
DIGEST = re.compile(r"\b\w+_[0-9a-f]{8}(_\w+)?\b|\bpgtrigger_\w+_[0-9a-f]{5}\b")
INSERT = re.compile(r'INSERT INTO ("\w+") \(([^()]+)\) VALUES \(([^()]+)\)')


def read(connection: psycopg.Connection, *, role: str) -> Catalogue:
    """Return the catalogue of one database, by kind. `role`: the name of the application's role there."""
    items = {kind: {_normalised(row[0], role) for row in connection.execute(query)} for kind, query in QUERIES.items()}
    items["row"] = set(_rows(connection))
    return items


def _normalised(text: str, role: str) -> str:
    """Return the text on one line, with one name for the application's role of every database."""
    return " ".join(re.sub(rf"\b{re.escape(role)}\b", "app", text).split())


def _rows(connection: psycopg.Connection) -> Iterator[str]:
    tables = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
    for (table,) in connection.execute(tables).fetchall():
        if table not in TABLES_OF_DJANGO:
            for (row,) in connection.execute(sql.SQL("select to_jsonb(t) from {} t").format(sql.Identifier(table))):
                values = {name: value for name, value in sorted(row.items()) if not KEY.match(name)}
                yield f"{table} {TIME.sub('a time', str(values))}"


@dataclass(frozen=True)
class Renames:
    """The renames between the old database and the new one.

    `names`: whole names, as in the catalogue. `tables`: also in the names that are made from theirs (keys, indexes,
    sequences). `columns`: by the new name of their table.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def renames(lines: Iterable[str]) -> Renames:
    """Parse lines of `old new`, `table old new` and `column table old new`. A line that starts with # is skipped.

    Raise ValueError for any other line.
    """
    names: dict[str, str] = {}
    tables: dict[str, str] = {}
    columns: dict[str, dict[str, str]] = {}
    for line in lines:
        match line.split():
            case []:
                pass
            case [first, *_] if first.startswith("#"):
                pass
            case ["table", old, new]:
                tables[old] = new
            case ["column", table, old, new]:
                columns.setdefault(table, {})[old] = new
            case [old, new] if old not in ("table", "column"):
                names[old] = new
            case _:
                raise ValueError(f"Write `old new`, `table old new` or `column table old new`, not: {line}")
    return Renames(names, tables, columns)


def differences(old: Catalogue, new: Catalogue, renamed: Renames | None = None) -> list[str]:
    """Return a line for each item that only one database has: `-` the old one, `+` the new one.

    With `renamed`, names that end in a digest of themselves are not compared, because the digest changes with the name
    of the table. What they name is compared.
    """
    lines: list[str] = []
    for kind in sorted(old.keys() | new.keys()):
        before, after = old.get(kind, set()), new.get(kind, set())
        if renamed is not None:
            before = {_without_digests(_renamed(text, renamed)) for text in before}
            after = {_without_digests(text) for text in after}
        lines += [f"- {kind}: {item}" for item in sorted(before - after)]
        lines += [f"+ {kind}: {item}" for item in sorted(after - before)]
    return lines


def _renamed(text: str, renamed: Renames) -> str:
    for old, new in renamed.names.items():
        text = re.sub(rf"(?<![\w.]){re.escape(old)}(?!\w)", new, text)
    for old, new in renamed.tables.items():
        text = re.sub(rf"(?<![^\W_]){re.escape(old)}(?=_|\b)", new, text)
    for table, columns in renamed.columns.items():
        if re.search(rf"\b{re.escape(table)}(?=_|\b)", text):
            for old, new in columns.items():
                text = re.sub(rf"(?<![^\W_]){re.escape(old)}(?=_|\b)", new, text)
    return text


def _without_digests(text: str) -> str:
    text = INSERT.sub(_in_order, text)
    return DIGEST.sub("(made name)", text)


def _in_order(match: re.Match[str]) -> str:
    """Sort the columns of a history trigger: they are in alphabetical order, which a rename changes."""
    table, columns, values = match.groups()
    pairs = sorted(zip(columns.split(", "), values.split(", "), strict=True))
    return f"INSERT INTO {table} {pairs}"
