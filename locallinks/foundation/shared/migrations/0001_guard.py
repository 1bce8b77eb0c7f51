"""The guard schema: whose eyes these are, and what keeps a table about people honest. Runs before every other table."""

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

-- Everywhere this viewer works, also where no role opens people's records: a concern stays hidden by it.
create function guard.memberships() returns int[] language sql stable parallel safe as
$$ select coalesce(nullif(current_setting('app.memberships', true), ''), '{}')::int[] $$;

-- The one calendar: the day on the clock on the wall (settings.TIME_ZONE), or the day `acting_as` was told.
create function guard.today() returns date language sql stable parallel safe as
$$ select coalesce(nullif(current_setting('app.today', true), '')::date, (now() at time zone 'Europe/London')::date) $$;

-- A row about a person carries the organisation responsible for the person; nobody types it.
-- It runs as the owner, so that the look-up needs no function that would answer anybody. People_person comes later:
-- plpgsql looks it up when it runs, not now.
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
