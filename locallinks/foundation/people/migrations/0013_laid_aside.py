"""Whoever signs in to a record of their own that was laid aside is told since when, and nothing of the other record."""

from django.db import migrations

LAID_ASIDE = """
create function guard.laid_aside_at(of_person bigint) returns timestamp with time zone language sql stable
security definer set search_path = public, pg_temp as $$
  select m.merged_at from people_merge m left join people_unmerge u on u.merge_id = m.id
   where m.person_id = of_person and u.id is null and of_person = any(guard.people())
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0012_team_purpose")]
    operations = [migrations.RunSQL(LAID_ASIDE, "drop function guard.laid_aside_at(bigint);")]
