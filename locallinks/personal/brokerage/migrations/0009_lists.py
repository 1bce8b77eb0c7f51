"""Who is leaving and whose support is to arrange, in questions that a connection plans once.

Building and planning each of them took longer than running it. Row-level security looks for whoever asks.
"""

from django.db import migrations

LEAVING = """
create function friends_leaving(since date, kinds varchar[], states varchar[], orgs int[], of_pathway bigint)
returns setof bigint language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return query
    select a.id from brokerage_arrangement a join pathways_pathway p on p.id = a.pathway_id
      join plans_line l on l.id = a.line_id join plans_plan n on n.id = l.plan_id
    where a.ends_on >= since and a.ends_on > a.starts_on and p.state = any(states)
      and (of_pathway is null or a.pathway_id = of_pathway)
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
BOARD = """
create function ways_to_arrange(orgs int[], homes int[], states varchar[], on_day date)
returns setof bigint language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return query
    with ours as materialized (
      select p.id, p.state, p.closed_at from pathways_pathway p where p.network_id = any(orgs)
      union select p.id, p.state, p.closed_at from pathways_pathway p where p.home_id = any(orgs))
    select o.id from ours o where o.closed_at is null and o.state = any(states)
    union
    select o.id from ours o join lateral (
      select n.id from plans_plan n join plans_planapproval v on v.plan_id = n.id
      where n.pathway_id = o.id order by n.number desc limit 1) plan on true
    join plans_line l on l.plan_id = plan.id and l.removed_at is null
    where o.closed_at is null and not o.state = any(states)
      and not exists (select 1 from brokerage_arrangement a where a.line_id = l.id
        and (a.ends_on is null or a.ends_on > on_day))
    union
    select o.id from brokerage_arrangement a join ours o on o.id = a.pathway_id
    where o.closed_at is not null and (a.ends_on is null or a.ends_on > on_day)
    union
    select n.pathway_id from brokerage_pricerequest r join plans_line l on l.id = r.line_id
      join plans_plan n on n.id = l.plan_id join ours o on o.id = n.pathway_id
    where r.home_id = any(homes)
      and not exists (select 1 from brokerage_pricedecision d where d.request_id = r.id);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("brokerage", "0008_guard_partings")]
    operations = [
        migrations.RunSQL(LEAVING, "drop function friends_leaving"),
        migrations.RunSQL(BOARD, "drop function ways_to_arrange"),
    ]
