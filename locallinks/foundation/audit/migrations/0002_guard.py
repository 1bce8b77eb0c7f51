"""Policies of the audit: who reads it. Everybody adds entries, and nobody changes one.

Entries are read by the home, the actor's organisation and the person. Those for a safeguarding concern are read by
nobody here, because the alleged source may be a relative with access to the record, or a worker of the same network or
council (docs/rules/care-act.md 9); `concerns` opens them to those who may read the concern
(concerns/migrations/0002_guard.py). Those hidden from the person (`not_told`) are not read by them or users with a grant.

A list that named people is written by one function, with one row for each home, so that no council learns of another's
people. Only the home reads a row, because it contains the ids of people to whom others may have lost access. Others call
`guard.lists_naming` for one person, which returns who, when and which list, never who else was on it. It also keeps the
index, which `@>` loses under row-level security because it is not leakproof.
"""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only

ENTRIES = """
create index audit_entry_person_home on audit_entry (person_id, home_id);
alter table audit_entry enable row level security;
create policy see on audit_entry for select using (purpose <> 'concern' and (
  home_id = any((select guard.organisations())::int[])
  or (person_id is null and home_id = any((select guard.memberships())::int[]))
  or (purpose <> 'not_told' and person_id = any((select guard.people())::bigint[]))
  or organisation_id = any((select guard.organisations())::int[])));
-- Everybody adds entries, also where they cannot read them; the append-only trigger stops any change.
create policy leave_a_mark on audit_entry for insert with check (true);
"""
LISTS = """
alter table audit_listedpeople enable row level security;
create policy see on audit_listedpeople for select using (
  purpose <> 'concern' and home_id = any((select guard.organisations())::int[]));

-- In plpgsql, because people_person is created later: plpgsql resolves names when the function runs.
create function guard.record_list(
  of_people bigint[], at_moment timestamptz, by_user bigint, by_name text, working_for int[], of_page text,
  for_purpose text, others int) returns void language plpgsql volatile security definer
set search_path = public, pg_temp as $$
begin
  insert into audit_listedpeople (at, actor_id, actor_name, organisation_id, organisation_name, home_id, page, purpose, people,
    without_record)
  select at_moment, by_user, by_name, o.id, coalesce(o.name, ''), h.home_id, of_page, for_purpose, h.people, h.others
  from (
    select p.home_id, array_agg(p.id order by p.id) as people, 0 as others
    from people_person p where p.id = any(of_people) group by p.home_id
    -- People without a record have no home, so their row belongs to the viewer's first organisation.
    union all select working_for[1], '{}'::bigint[], record_list.others
    where record_list.others > 0 and working_for[1] is not null) h
  -- The viewer acts for the home where they work for it, else for their first organisation.
  left join accounts_organisation o
    on o.id = case when h.home_id = any(working_for) then h.home_id else working_for[1] end;
end $$;

-- One row for each day, list and viewer, with how often. The home, the person and users with a grant get all lists; an
-- organisation that plans with the person gets its own.
create function guard.lists_naming(of_person bigint)
returns table (last_at timestamptz, actor text, organisation text, list text, times bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  mine int[] := guard.organisations();
  theirs boolean := of_person = any(guard.people())
    or exists (select from people_person p where p.id = of_person and p.home_id = any(mine));
begin
  if not theirs and not exists (
    select from people_share s where s.person_id = of_person and s.organisation_id = any(mine)
      and s.purpose = 'planning' and s.starts_on <= guard.today() and (s.ends_on is null or s.ends_on > guard.today())
  ) then
    return;
  end if;
  return query
    select max(l.at), l.actor_name::text, l.organisation_name::text, l.page::text, count(*)
    from audit_listedpeople l
    where l.people @> array[of_person] and l.purpose <> 'concern' and (theirs or l.organisation_id = any(mine))
    group by (l.at at time zone 'Europe/London')::date, l.actor_id, l.actor_name, l.organisation_name, l.page;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("shared", "0001_guard")]
    operations = [
        migrations.RunSQL(ENTRIES, migrations.RunSQL.noop),
        migrations.RunSQL(LISTS, migrations.RunSQL.noop),
        append_only("audit_entry"),
        append_only("audit_listedpeople"),
    ]
