"""The guard schema: functions that read the settings of `acting_as`, and trigger functions. Runs before every table."""

from django.db import migrations

from locallinks.foundation.shared.application_role import grant_in_migration

GUARD = """
create schema guard;
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gist;
create extension if not exists fuzzystrmatch;

create function guard.organisations() returns int[] language sql stable parallel safe as
$$ select coalesce(nullif(current_setting('app.organisations', true), ''), '{}')::int[] $$;

create function guard.people() returns bigint[] language sql stable parallel safe as
$$ select coalesce(nullif(current_setting('app.people', true), ''), '{}')::bigint[] $$;

-- All organisations of the viewer, also those where no role opens people's records: concerns are hidden by them.
create function guard.memberships() returns int[] language sql stable parallel safe as
$$ select coalesce(nullif(current_setting('app.memberships', true), ''), '{}')::int[] $$;

-- Today in local time (settings.TIME_ZONE), or the day that was passed to `acting_as`.
create function guard.today() returns date language sql stable parallel safe as
$$ select coalesce(nullif(current_setting('app.today', true), '')::date, (now() at time zone 'Europe/London')::date) $$;

-- Sets the home of a row about a person. As the owner, so that no function callable by others has to return homes. In
-- plpgsql, because people_person is created later: plpgsql resolves names when the function runs.
create function guard.keep_home() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if new.person_id is not null then
    new.home_id := (select home_id from people_person where id = new.person_id);
  end if;
  return new;
end $$;

create function guard.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'Rows of % are history: add a new row instead of changing an old one.', tg_table_name
    using errcode = 'restrict_violation';
end $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [
        ("contenttypes", "0001_initial"),
        ("sessions", "0001_initial"),
        ("procrastinate", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(GUARD, "drop schema guard cascade"),
        migrations.RunPython(grant_in_migration, migrations.RunPython.noop),
    ]
