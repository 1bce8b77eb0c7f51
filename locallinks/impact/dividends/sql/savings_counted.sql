-- What everybody whose support was planned with a network costs the council, beside what the usual support would have
-- cost. One statement on sets, because a city has thousands of people. PostgreSQL plans it anew for each call: a cached
-- plan took twenty times as long (docs/adr/0017). Row-level security applies to the caller.
-- `baseline` is the newest from before the approval of the plan in place; a later one belongs to the next plan.
create function savings_counted(council int, of_pathway bigint, on_day date, zone text)
returns table (pathway bigint, network varchar, before int, now bigint, contribution int, is_checked boolean)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  return query
    with pathways as materialized (
      select p.id, p.network_id from pathways_pathway p
      where p.home_id = council and p.network_id is not null and p.closed_at is null and p.state <> 'suspended'
        and (of_pathway is null or p.id = of_pathway)),
    running as materialized (
      select a.pathway_id, a.line_id, a.price_pence from pathways p join brokerage_arrangement a on a.pathway_id = p.id
      where a.starts_on <= on_day and (a.ends_on is null or a.ends_on > on_day)),
    cost as (select pathway_id, sum(price_pence) as pence from running group by pathway_id),
    approval as materialized (
      select l.pathway_id, l.id as plan_id, l.planning_route, a.id, a.at, a.contribution_pence
      from pathways p join plans_plan l on l.pathway_id = p.id join plans_planapproval a on a.plan_id = l.id),
    given as (select distinct l.plan_id from running r join plans_line l on l.id = r.line_id),
    plan as (select distinct on (a.pathway_id) a.* from approval a join given g on g.plan_id = a.plan_id
      order by a.pathway_id, a.at desc, a.id desc),
    baseline as (select distinct on (b.pathway_id) b.pathway_id, b.id, b.weekly_pence, b.set_at
      from plan join budgets_baseline b on b.pathway_id = plan.pathway_id and b.set_at <= plan.at
      order by b.pathway_id, b.set_at desc, b.id desc),
    council_planned as (select pathway_id, max(at) as at from approval where planning_route <> 'network' group by pathway_id)
    select p.id, n.name, baseline.weekly_pence, coalesce(cost.pence, 0), plan.contribution_pence,
      exists (select 1 from budgets_baselinecheck k where k.baseline_id = baseline.id and k.agrees
        and (k.checked_at at time zone zone)::date <= on_day)
    from pathways p join plan on plan.pathway_id = p.id join baseline on baseline.pathway_id = p.id
      join accounts_organisation n on n.id = p.network_id left join cost on cost.pathway_id = p.id
      left join council_planned on council_planned.pathway_id = p.id
    where plan.planning_route = 'network' and (council_planned.at is null or council_planned.at < baseline.set_at)
      and exists (select 1 from pathways_step s where s.pathway_id = p.id and s.to_state = 'live')
    order by p.id;
end $$;
