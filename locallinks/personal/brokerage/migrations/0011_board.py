"""Whose support is to arrange, as 0009 asks it, beginning with the open ways of whoever asks.

One plan kept for everybody walked through all that ever ended. Asked step by step, each step finds the next by its key,
and PostgreSQL plans a step anew where the kept plan would be worse.
Row-level security looks for whoever asks.
"""

from django.db import migrations

BOARD = """
create or replace function ways_to_arrange(orgs int[], homes int[], states varchar[], on_day date)
returns setof bigint language plpgsql stable as $$
declare going_on bigint[]; newest bigint[]; running bigint[];
begin
  going_on := array(
    select p.id from pathways_pathway p where p.network_id = any(orgs) and p.closed_at is null
    union select p.id from pathways_pathway p where p.home_id = any(orgs) and p.closed_at is null);
  newest := array(
    select distinct on (n.pathway_id) n.id from plans_plan n join plans_planapproval v on v.plan_id = n.id
    where n.pathway_id = any(going_on) order by n.pathway_id, n.number desc);
  running := array(
    select a.pathway_id from pathways_pathway p join brokerage_arrangement a on a.pathway_id = p.id
      where p.network_id = any(orgs) and p.closed_at is not null and (a.ends_on is null or a.ends_on > on_day)
    union select a.pathway_id from brokerage_arrangement a
      where a.home_id = any(orgs) and (a.ends_on is null or a.ends_on > on_day));
  return query
    select p.id from pathways_pathway p where p.id = any(going_on) and p.state = any(states)
    union
    select n.pathway_id from plans_line l join plans_plan n on n.id = l.plan_id
      join pathways_pathway p on p.id = n.pathway_id
    where l.plan_id = any(newest) and l.removed_at is null and not p.state = any(states)
      and not exists (select 1 from brokerage_arrangement a where a.line_id = l.id
        and (a.ends_on is null or a.ends_on > on_day))
    union
    select p.id from pathways_pathway p where p.id = any(running) and p.closed_at is not null
    union
    select n.pathway_id from brokerage_pricerequest r join plans_line l on l.id = r.line_id
      join plans_plan n on n.id = l.plan_id join pathways_pathway p on p.id = n.pathway_id
    where r.home_id = any(homes) and (p.network_id = any(orgs) or p.home_id = any(orgs))
      and not exists (select 1 from brokerage_pricedecision d where d.request_id = r.id);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("brokerage", "0010_leaving_of_a_worker")]
    operations = [migrations.RunSQL(BOARD, migrations.RunSQL.noop)]
