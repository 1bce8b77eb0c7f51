"""Row-level security for asks, answers, choices, prices and pauses; and a pause is told to a provider, but not why."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

KEPT = ("ask", "askanswer", "personchoice", "pricerequest", "pricedecision")

# What somebody gives may pause while the way through goes on: the provider is told of both, in one question.
PEOPLE = """
create function guard.paused_people() returns setof bigint language sql stable security definer
set search_path = public, pg_temp as $$
  select distinct a.person_id from brokerage_arrangement a join pathways_pathway p on p.id = a.pathway_id
   where a.organisation_id = any(guard.organisations()) and p.state = 'suspended'
     and (a.ends_on is null or a.ends_on > (select guard.today()))
$$
"""
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
    dependencies = [("brokerage", "0005_asking"), ("people", "0006_guard_invitation")]
    operations = [
        protect("brokerage_arrangementpause", purposes=("planning",)),
        protect("brokerage_arrangementpausehistory", purposes=("planning",)),
        *(protect(f"brokerage_{table}", purposes=("planning",)) for table in KEPT),
        *(append_only(f"brokerage_{table}") for table in KEPT),
        migrations.RunSQL("drop function guard.paused_people()", PEOPLE),
        migrations.RunSQL(PAUSED, "drop function guard.paused_work()"),
    ]
