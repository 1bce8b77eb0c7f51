"""Who reads quotes, prices and arrangements, how long a provider sees somebody, and what it learns of a pause."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

KEPT = ("quoterequest", "quote", "quotedecision", "pricerequest", "pricedecision", "helperending")
CHANGED = ("arrangement", "arrangementhistory", "arrangementpause", "arrangementpausehistory")

# A provider sees its own arrangements only.
OWN_WORK = """
create policy own_work on brokerage_arrangement for select
  using (organisation_id = any((select guard.organisations())::int[]))
"""

# Whoever may share with a provider may also set the day on which the share ends: people/migrations/0002_guard.py lets
# them end it today, but an arrangement is mostly ended some days ahead.
END_ON_A_DAY = """
create policy end_on_a_day on people_share for update
  using (guard.may_pass_on(person_id, purpose))
  with check (guard.may_pass_on(person_id, purpose) and ends_on is not null)
"""

# A provider cannot read the pathway, so this function returns which of its arrangements are paused, alone or with the
# pathway, but not why.
PAUSED = """
create function guard.paused_work() returns table (person_id bigint, arrangement_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.person_id, a.id from brokerage_arrangement a join pathways_pathway p on p.id = a.pathway_id
   where a.organisation_id = any(guard.organisations()) and (a.ends_on is null or a.ends_on > (select guard.today()))
     and (p.state = 'suspended' or exists (select 1 from brokerage_arrangementpause b where b.arrangement_id = a.id
       and b.starts_on <= (select guard.today()) and (b.ends_on is null or b.ends_on > (select guard.today()))))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("brokerage", "0001_initial"), ("pathways", "0002_guard"), ("people", "0002_guard")]
    operations = [
        *(protect(f"brokerage_{table}", purposes=("planning",)) for table in (*KEPT, *CHANGED)),
        *(append_only(f"brokerage_{table}") for table in KEPT),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (OWN_WORK, END_ON_A_DAY, PAUSED)),
    ]
