"""Who reads the audit, and who leaves a mark in it; nobody changes one.

Entries are seen by the home organisation, the actor's organisation, and the person. Reads and acts for a safeguarding
concern are seen by nobody here: the alleged source may be a relative with access to the record, a worker in the same
network, or one of the council itself (docs/rules/care-act.md 9). The room `concerns` opens those about a concern to
whoever may read that concern (concerns/migrations/0002_guard.py). What the person is not told of (`not_told`: a
keeping-safe note kept from them) is not seen by them or whom they let in.

A list that named people is written through one function, as one row for each home of the people on it, so that a row
never tells one council of another's people. Nobody else reads a row: ids of people that an organisation may not see any
more would stand in it. Whoever may read who looked at one person asks `guard.lists_naming`, which says who, when and
which list, never who else was on it; it also keeps the index, which `@>` loses behind row-level security (it is not
leakproof).
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
-- Everybody leaves marks, also where they may not read them back; nobody but the system can change one.
create policy leave_a_mark on audit_entry for insert with check (true);
"""
LISTS = """
alter table audit_listedpeople enable row level security;
create policy see on audit_listedpeople for select using (
  purpose <> 'concern' and home_id = any((select guard.organisations())::int[]));

-- people_person comes later; plpgsql looks it up when it runs, not now.
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
    -- Named, but nobody's record yet: there is nobody to tell, so the mark is for whoever answers them.
    union all select working_for[1], '{}'::bigint[], record_list.others
    where record_list.others > 0 and working_for[1] is not null) h
  -- Whoever works for the home looked for it; else for the first organisation they work for.
  left join accounts_organisation o
    on o.id = case when h.home_id = any(working_for) then h.home_id else working_for[1] end;
end $$;

-- A day, a list and whoever saw it once, with how often. The home and the person (and whom they let in) are told of
-- every list; an organisation that plans with them, of its own.
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
