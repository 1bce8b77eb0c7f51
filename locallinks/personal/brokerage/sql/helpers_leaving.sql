-- Arrangements whose helper leaves or left, and about which nothing was recorded: of one pathway, of the pathways of some
-- workers, or of whole organisations. For workers it begins with their pathways, each kind by its index; for organisations
-- with whatever ended. It runs with the rights of the caller.
create function helpers_leaving(
  since date, kinds varchar[], states varchar[], orgs int[], workers bigint[], of_pathway bigint)
returns setof bigint language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare theirs bigint[]; ended bigint[];
begin
  if of_pathway is not null then
    ended := array(select a.id from brokerage_arrangement a where a.pathway_id = of_pathway and a.ends_on >= since);
  elsif workers is not null then
    theirs := array(
      select p.id from pathways_pathway p where p.planner_id = any(workers) and p.state = any(states)
      union select p.id from pathways_pathway p where p.social_worker_id = any(workers) and p.state = any(states)
      union select p.id from pathways_pathway p where p.closed_at is null and p.planner_id is null
        and p.social_worker_id is null and p.state = any(states));
    ended := array(select a.id from brokerage_arrangement a where a.pathway_id = any(theirs) and a.ends_on >= since);
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
      and not exists (select 1 from brokerage_helperending t where t.arrangement_id = a.id)
    order by a.ends_on, a.id;
end $$;
