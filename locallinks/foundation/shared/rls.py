"""Row-level security as migration operations. Source: ARCHITECTURE.md, "Who may see whom".

A table about a person has `person_id` and `home_id`. Its policy admits the home, the person and users with a grant, and
organisations with a live share for one of the table's purposes.
"""

from django.db import migrations

# Shares that become read-only for settings.FINISH_FILE_DAYS after a pathway has closed, or a death.
READ_ONLY_AT_END = ("planning", "team")
EVERY_PURPOSE = ("planning", "support", "arrangement", "introduction")


def protect(
    table: str, *, purposes: tuple[str, ...] = ("planning",), own: bool = True, extra_check: str = ""
) -> migrations.RunSQL:
    """Return the operation that adds the home trigger, the index and the policy `see` to one table about a person.

    purposes: the purposes of a share that open the table. own: whether the person, and users with a grant, read it.
    extra_check: an added SQL condition for inserted and updated rows.
    """
    clauses = ["home_id = any((select guard.organisations())::int[])"]
    if own:
        clauses.append("person_id = any((select guard.people())::bigint[])")
    if purposes:
        codes = ", ".join(f"'{purpose}'" for purpose in purposes)
        clauses.append(
            f"exists (select 1 from people_share s where s.person_id = {table}.person_id "
            f"and s.organisation_id = any((select guard.organisations())::int[]) and s.purpose in ({codes}) "
            "and s.starts_on <= (select guard.today()) and (s.ends_on is null or s.ends_on > (select guard.today())))"
        )
    see = " or ".join(clauses)
    check = f" with check (({see}) and ({extra_check}))" if extra_check else ""
    sql = f"""
        create trigger keep_home before insert or update of person_id, home_id on {table}
            for each row execute function guard.keep_home();
        create index {table}_person_home on {table} (person_id, home_id);
        alter table {table} enable row level security;
        create policy see on {table} using ({see}){check};
        {only_while_open(table) if set(purposes) & set(READ_ONLY_AT_END) else ""}
    """
    undo = f"""
        drop policy if exists open_to_add on {table};
        drop policy if exists open_to_change on {table};
        drop policy if exists open_to_remove on {table};
        drop policy see on {table};
        alter table {table} disable row level security;
        drop index {table}_person_home;
        drop trigger keep_home on {table};
    """
    return migrations.RunSQL(sql, undo)


def only_while_open(table: str) -> str:
    """Return SQL for restrictive policies: nobody for whom the record is read-only adds, changes or removes rows."""
    may_write = "guard.may_write(person_id, home_id)"
    return f"""
        create policy open_to_add on {table} as restrictive for insert with check ({may_write});
        create policy open_to_change on {table} as restrictive for update using ({may_write}) with check ({may_write});
        create policy open_to_remove on {table} as restrictive for delete using ({may_write});
    """


def append_only(table: str) -> migrations.RunSQL:
    """Return the operation that makes a table append-only by trigger, for the owner too."""
    return migrations.RunSQL(
        f"create trigger append_only before update or delete on {table} "
        "for each row execute function guard.refuse_change();"
        f"create trigger append_only_all before truncate on {table} "
        "for each statement execute function guard.refuse_change();",
        f"drop trigger append_only on {table}; drop trigger append_only_all on {table};",
    )
