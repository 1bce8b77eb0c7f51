"""Who may raise a concern, and who may read it.

The policies list who may read a concern, not who may not: today's safeguarding leads of its council, and colleagues to
whom a lead opened it while they work there. They leave out the users whom the reporter ticked, and everybody who also
works for the organisation that the concern names (Care Act 2014 s.42; docs/rules/care-act.md 9). The same people read
what is recorded about the concern, in the audit too. Typed names decide nothing, because their spelling cannot be
trusted.
"""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only

CHILDREN = ("concerns_concerndecision", "concerns_concernoutcome", "concerns_concernreader")
HOME = "home_id = any((select guard.organisations())::int[])"
PINNED = "language sql stable set search_path = public, pg_temp as"
# Runs without the policies: tests/security/test_application_role.py lists every such function.
OWNER = "language sql stable security definer set search_path = public, pg_temp as"
CURRENT = "m.agreed and m.starts_on <= guard.today() and (m.ends_on is null or m.ends_on > guard.today())"

VIEWER_FUNCTIONS = f"""
-- The key of the user who is looking; null for jobs.
create or replace function guard.viewer_id() returns bigint language sql stable parallel safe as
$$ select nullif(current_setting('app.viewer', true), '')::bigint $$;

-- The councils where this viewer holds a role today.
create function guard.organisations_with_role(of_role text) returns int[] {PINNED} $$
  select coalesce(array_agg(m.organisation_id), '{{}}') from accounts_membership m
   where m.user_id = guard.viewer_id() and m.role = of_role and {CURRENT}
$$;
-- Whether a concern is hidden from a user. The policy `see` asks the same about the user who is looking.
create function guard.hidden_from_user(of_user bigint, ticked bigint[], source int, home int) returns boolean {PINNED} $$
  select of_user = any(ticked) or exists (
    select 1 from accounts_membership m
     where m.user_id = of_user and m.organisation_id = source and source <> home and {CURRENT})
$$;
create function guard.works_for(of_user bigint, home int) returns boolean {PINNED} $$
  select exists (select 1 from accounts_membership m where m.user_id = of_user and m.organisation_id = home and {CURRENT})
$$;
"""

CONCERN = f"""
-- The concerns that a lead opened to this viewer, while they work for the council.
create function guard.concerns_opened_to_viewer() returns uuid[] {OWNER} $$
  select coalesce(array_agg(r.concern_id), '{{}}') from concerns_concernreader r
   where r.user_id = guard.viewer_id() and guard.works_for(r.user_id, r.home_id)
$$;
create trigger keep_home before insert on concerns_concern for each row execute function guard.keep_home();
create index concerns_concern_person_home on concerns_concern (person_id, home_id);
alter table concerns_concern enable row level security;
create policy see on concerns_concern for select using (
  (home_id = any((select guard.organisations_with_role('safeguarding_lead'))::int[])
    or id = any((select guard.concerns_opened_to_viewer())::uuid[]))
  and (select guard.viewer_id()) <> all(hidden_from)
  -- Every organisation they work for, not only those whose records they open: a second role hides it as well.
  and (source_organisation_id is null or source_organisation_id = home_id
    or source_organisation_id <> all((select guard.memberships())::int[])));
-- Anybody who may see the person may raise a concern, in their own name and to a council. Anybody at all may raise one
-- about somebody whose record is not known.
create policy tell on concerns_concern for insert with check (
  raised_by_id = (select guard.viewer_id())
  and exists (select 1 from accounts_organisation o where o.id = home_id and o.kind = 'council') and (
  person_id is null or {HOME} or person_id = any((select guard.people())::bigint[])
  or exists (select 1 from people_share s where s.person_id = concerns_concern.person_id
     and s.organisation_id = any((select guard.organisations())::int[])
     and s.starts_on <= (select guard.today()) and (s.ends_on is null or s.ends_on > (select guard.today())))));
"""

# Only a lead opens a concern, in their own name, and only to somebody who works there and from whom it is not hidden.
OPEN_TO_COLLEAGUE = """
  and c.home_id = any((select guard.organisations_with_role('safeguarding_lead'))::int[]) and c.home_id = {table}.home_id
  and guard.works_for({table}.user_id, c.home_id)
  and not guard.hidden_from_user({table}.user_id, c.hidden_from, c.source_organisation_id, c.home_id)
"""

# After a number that is too high, every decision from the page would be refused as stale.
IN_ORDER = """
create function guard.keep_decisions_in_order() returns trigger language plpgsql as $$
begin
  if new.number <> 1 + (select count(*) from concerns_concerndecision d where d.concern_id = new.concern_id) then
    raise exception 'Decisions about a concern are numbered one after the other.' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger in_order before insert on concerns_concerndecision
  for each row execute function guard.keep_decisions_in_order();
"""

AUDIT = """
create policy see_concern on audit_entry for select using (
  purpose = 'concern' and subject_kind = 'concerns.concern'
  and exists (select 1 from concerns_concern c where c.id::text = audit_entry.subject_id));
"""

# Only for the administrators of the council; for one from whom the concern is hidden only where there is no other.
WITHOUT_LEAD = f"""
create function guard.concern_without_lead() returns boolean {OWNER} $$
  select exists (
    select 1 from concerns_concern c
     where c.home_id = any(guard.organisations_with_role('administrator'))
       and not exists (select 1 from concerns_concernoutcome o where o.concern_id = c.id)
       and coalesce((select d.decision from concerns_concerndecision d where d.concern_id = c.id
                      order by d.at desc, d.id desc limit 1), 'enquiry') = 'enquiry'
       and not exists (
         select 1 from accounts_membership m join accounts_user u on u.id = m.user_id and u.is_active
          where m.organisation_id = c.home_id and m.role = 'safeguarding_lead' and {CURRENT}
            and not guard.hidden_from_user(u.id, c.hidden_from, c.source_organisation_id, c.home_id))
       and (not guard.hidden_from_user(guard.viewer_id(), c.hidden_from, c.source_organisation_id, c.home_id)
         or not exists (
           select 1 from accounts_membership m join accounts_user u on u.id = m.user_id and u.is_active
            where m.organisation_id = c.home_id and m.role = 'administrator' and {CURRENT}
              and not guard.hidden_from_user(u.id, c.hidden_from, c.source_organisation_id, c.home_id))))
$$;
"""


def readers_of_concern(table: str) -> str:
    """Policies by which readers of the concern read the rows of `table`, and add rows in their own name."""
    concern = f"select 1 from concerns_concern c where c.id = {table}.concern_id"
    more = OPEN_TO_COLLEAGUE.format(table=table) if table == "concerns_concernreader" else ""
    return f"""
create trigger keep_home before insert on {table} for each row execute function guard.keep_home();
create index {table}_person_home on {table} (person_id, home_id);
alter table {table} enable row level security;
create policy see on {table} for select using (exists ({concern}));
create policy act on {table} for insert with check (by_id = (select guard.viewer_id()) and exists ({concern}{more}));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("audit", "0002_guard"),
        ("concerns", "0001_initial"),
        ("people", "0002_guard"),
    ]
    operations = [
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (VIEWER_FUNCTIONS, CONCERN)),
        *(migrations.RunSQL(readers_of_concern(table), migrations.RunSQL.noop) for table in CHILDREN),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (IN_ORDER, WITHOUT_LEAD, AUDIT)),
        *(append_only(table) for table in ("concerns_concern", *CHILDREN)),
    ]
