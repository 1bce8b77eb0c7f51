"""How long a provider sees somebody, and that it is told of a pause."""

from django.db import migrations

# Whoever may let a provider in for an arrangement may also say on which day that ends: people/migrations/0002_guard.py
# lets them shut it today, but an arrangement is mostly ended some days before its last.
END_ON_A_DAY = """
create policy end_on_a_day on people_share for update
  using (guard.may_pass_on(person_id, purpose))
  with check (guard.may_pass_on(person_id, purpose) and ends_on is not null)
"""

# A provider cannot read the way through, so it is told the one thing it must know: not to come. Not why.
PAUSED = """
create function guard.paused_people() returns setof bigint language sql stable security definer
set search_path = public, pg_temp as $$
  select distinct a.person_id from brokerage_arrangement a join pathways_pathway p on p.id = a.pathway_id
   where a.organisation_id = any(guard.organisations()) and p.state = 'suspended'
     and (a.ends_on is null or a.ends_on > (select guard.today()))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("brokerage", "0003_one_at_a_time"), ("people", "0002_guard"), ("pathways", "0002_guard")]
    operations = [
        migrations.RunSQL(END_ON_A_DAY, "drop policy end_on_a_day on people_share"),
        migrations.RunSQL(PAUSED, "drop function guard.paused_people()"),
    ]
