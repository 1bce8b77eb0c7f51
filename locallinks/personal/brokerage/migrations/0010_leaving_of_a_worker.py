"""Who is leaving, asked of one worker or one person as well: then it begins with them, of whom there are few.

Of a whole place it begins with whatever ended, as 0009 did. Row-level security looks for whoever asks.
"""

from django.db import migrations

LEAVING = """
drop function friends_leaving(date, varchar[], varchar[], int[], bigint);
create function friends_leaving(
  since date, kinds varchar[], states varchar[], orgs int[], workers bigint[], of_pathway bigint)
returns setof bigint language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare ended bigint[];
begin
  if of_pathway is not null then
    ended := array(select a.id from brokerage_arrangement a where a.pathway_id = of_pathway and a.ends_on >= since);
  elsif workers is not null then
    ended := array(select a.id from pathways_pathway p join brokerage_arrangement a on a.pathway_id = p.id
      where a.ends_on >= since and p.state = any(states) and (p.planner_id = any(workers) or p.social_worker_id = any(workers)
        or (p.planner_id is null and p.social_worker_id is null)));
  else
    ended := array(select a.id from brokerage_arrangement a where a.ends_on >= since);
  end if;
  if ended = '{}' then
    return;
  end if;
  return query
    select a.id from brokerage_arrangement a join pathways_pathway p on p.id = a.pathway_id
      join plans_line l on l.id = a.line_id join plans_plan n on n.id = l.plan_id
    where a.id = any(ended) and a.ends_on > a.starts_on and p.state = any(states)
      and (orgs is null or p.network_id = any(orgs) or p.home_id = any(orgs))
      and l.kind = any(kinds) and l.removed_at is null
      and not exists (select 1 from brokerage_arrangement b where b.line_id = a.line_id
        and b.starts_on >= a.ends_on and b.provider_name = a.provider_name)
      and not exists (select 1 from plans_plan m join plans_planapproval v on v.plan_id = m.id
        where m.pathway_id = a.pathway_id and m.number > n.number)
      and not exists (select 1 from brokerage_parting t where t.arrangement_id = a.id)
    order by a.ends_on, a.id;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("brokerage", "0009_lists")]
    operations = [migrations.RunSQL(LEAVING, migrations.RunSQL.noop)]
