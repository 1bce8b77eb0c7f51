"""Who may tell, and who may know: the responsible council, but nobody who is named (care-act.md section 9)."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only

CHILDREN = ("concerns_concerndecision", "concerns_concernoutcome")
HOME = "home_id = any((select guard.organisations())::int[])"

EYES = """
-- Whose eyes these are, by their own number; null for jobs.
create or replace function guard.viewer_id() returns bigint language sql stable parallel safe as
$$ select nullif(current_setting('app.viewer', true), '')::bigint $$;
"""

CONCERN = f"""
create trigger keep_home before insert on concerns_concern for each row execute function guard.keep_home();
create index concerns_concern_person_home on concerns_concern (person_id, home_id);
alter table concerns_concern enable row level security;
create policy see on concerns_concern for select using (
  {HOME}
  and coalesce((select guard.viewer_id()) <> all(source_users), true)
  and not source_organisations && (select guard.organisations())::int[]);
-- Whoever may know the person may tell; about somebody whose record is not known, anybody may.
create policy tell on concerns_concern for insert with check (
  person_id is null or {HOME} or person_id = any((select guard.people())::bigint[])
  or exists (select 1 from people_share s where s.person_id = concerns_concern.person_id
     and s.organisation_id = any((select guard.organisations())::int[])
     and s.starts_on <= (select guard.today()) and (s.ends_on is null or s.ends_on > (select guard.today()))));
"""


def with_its_concern(table: str) -> str:
    return f"""
create trigger keep_home before insert on {table} for each row execute function guard.keep_home();
create index {table}_person_home on {table} (person_id, home_id);
alter table {table} enable row level security;
create policy see on {table} using (
  {HOME} and exists (select 1 from concerns_concern c where c.id = {table}.concern_id));
"""


class Migration(migrations.Migration):
    dependencies = [("concerns", "0001_initial"), ("people", "0002_guard"), ("shared", "0001_guard")]
    operations = [
        migrations.RunSQL(EYES, "drop function guard.viewer_id()"),
        migrations.RunSQL(CONCERN, "drop policy see on concerns_concern; drop policy tell on concerns_concern;"),
        *(migrations.RunSQL(with_its_concern(table), f"drop policy see on {table};") for table in CHILDREN),
        *(append_only(table) for table in ("concerns_concern", *CHILDREN)),
    ]
