"""Who may tell of a concern, and who may read it: a list of those who may, never one of those who may not.

A concern is read by whoever is safeguarding lead of its council today, and by whoever a lead opened it to and still
works there; never by somebody the teller ticked, nor by anybody who also works for the organisation it names (Care Act
section 42; docs/rules/care-act.md 9). What is written about it, in the audit too, is read by the same people. Names
that were typed decide nothing: nobody can spell them so that the wrong person reads.
"""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only

CHILDREN = ("concerns_concerndecision", "concerns_concernoutcome", "concerns_concernreader")
HOME = "home_id = any((select guard.organisations())::int[])"
PINNED = "language sql stable set search_path = public, pg_temp as"
OWNER = (
    "language sql stable security definer set search_path = public, pg_temp as"  # past every policy: listed in tests
)
CURRENT = "m.agreed and m.starts_on <= guard.today() and (m.ends_on is null or m.ends_on > guard.today())"

EYES = f"""
-- Whose eyes these are, by their own number; null for jobs.
create or replace function guard.viewer_id() returns bigint language sql stable parallel safe as
$$ select nullif(current_setting('app.viewer', true), '')::bigint $$;

-- The councils where this viewer holds a role today.
create function guard.holds_at(of_role text) returns int[] {PINNED} $$
  select coalesce(array_agg(m.organisation_id), '{{}}') from accounts_membership m
   where m.user_id = guard.viewer_id() and m.role = of_role and {CURRENT}
$$;
-- May this user never know of a concern? The same words as in the policy `see`, for somebody who is not looking now.
create function guard.kept_from(of_user bigint, ticked bigint[], source int, home int) returns boolean {PINNED} $$
  select of_user = any(ticked) or exists (
    select 1 from accounts_membership m
     where m.user_id = of_user and m.organisation_id = source and source <> home and {CURRENT})
$$;
create function guard.works_at(of_user bigint, home int) returns boolean {PINNED} $$
  select exists (select 1 from accounts_membership m where m.user_id = of_user and m.organisation_id = home and {CURRENT})
$$;
"""

CONCERN = f"""
-- The concerns that a lead opened to this viewer, while they work for the council.
create function guard.opened_to_me() returns uuid[] {OWNER} $$
  select coalesce(array_agg(r.concern_id), '{{}}') from concerns_concernreader r
   where r.user_id = guard.viewer_id() and guard.works_at(r.user_id, r.home_id)
$$;
create trigger keep_home before insert on concerns_concern for each row execute function guard.keep_home();
create index concerns_concern_person_home on concerns_concern (person_id, home_id);
alter table concerns_concern enable row level security;
create policy see on concerns_concern for select using (
  (home_id = any((select guard.holds_at('safeguarding_lead'))::int[])
    or id = any((select guard.opened_to_me())::uuid[]))
  and (select guard.viewer_id()) <> all(hidden_from)
  -- Everywhere they work, not only where they open records: a second role hides it as well.
  and (source_organisation_id is null or source_organisation_id = home_id
    or source_organisation_id <> all((select guard.memberships())::int[])));
-- Whoever may know the person may tell, in their own name and to a council; about somebody whose record is not known,
-- anybody may.
create policy tell on concerns_concern for insert with check (
  raised_by_id = (select guard.viewer_id())
  and exists (select 1 from accounts_organisation o where o.id = home_id and o.kind = 'council') and (
  person_id is null or {HOME} or person_id = any((select guard.people())::bigint[])
  or exists (select 1 from people_share s where s.person_id = concerns_concern.person_id
     and s.organisation_id = any((select guard.organisations())::int[])
     and s.starts_on <= (select guard.today()) and (s.ends_on is null or s.ends_on > (select guard.today())))));
"""

# Only a lead opens it, in their own name, and only to somebody who works there and may know.
OPENED = """
  and c.home_id = any((select guard.holds_at('safeguarding_lead'))::int[]) and c.home_id = {table}.home_id
  and guard.works_at({table}.user_id, c.home_id)
  and not guard.kept_from({table}.user_id, c.hidden_from, c.source_organisation_id, c.home_id)
"""

# A number far ahead would make every decision after it look late.
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

# Yes or no, to the administrators of the council alone, and of those rather to one it is not kept from.
NOBODY = f"""
create function guard.concern_without_lead() returns boolean {OWNER} $$
  select exists (
    select 1 from concerns_concern c
     where c.home_id = any(guard.holds_at('administrator'))
       and not exists (select 1 from concerns_concernoutcome o where o.concern_id = c.id)
       and coalesce((select d.decision from concerns_concerndecision d where d.concern_id = c.id
                      order by d.at desc, d.id desc limit 1), 'enquiry') = 'enquiry'
       and not exists (
         select 1 from accounts_membership m join accounts_user u on u.id = m.user_id and u.is_active
          where m.organisation_id = c.home_id and m.role = 'safeguarding_lead' and {CURRENT}
            and not guard.kept_from(u.id, c.hidden_from, c.source_organisation_id, c.home_id))
       and (not guard.kept_from(guard.viewer_id(), c.hidden_from, c.source_organisation_id, c.home_id)
         or not exists (
           select 1 from accounts_membership m join accounts_user u on u.id = m.user_id and u.is_active
            where m.organisation_id = c.home_id and m.role = 'administrator' and {CURRENT}
              and not guard.kept_from(u.id, c.hidden_from, c.source_organisation_id, c.home_id))))
$$;
"""


def with_its_concern(table: str) -> str:
    """Read, and written in one's own name, by whoever reads the concern."""
    concern = f"select 1 from concerns_concern c where c.id = {table}.concern_id"
    more = OPENED.format(table=table) if table == "concerns_concernreader" else ""
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
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (EYES, CONCERN)),
        *(migrations.RunSQL(with_its_concern(table), migrations.RunSQL.noop) for table in CHILDREN),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (IN_ORDER, NOBODY, AUDIT)),
        *(append_only(table) for table in ("concerns_concern", *CHILDREN)),
    ]
