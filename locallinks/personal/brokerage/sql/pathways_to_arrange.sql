-- Pathways with something to arrange or to end, the state in which each plan was written, and whether a price waits for a
-- decision: what the board sorts and counts by. In steps, each by an index, because one statement for all of it scanned
-- every arrangement that ever ended. It runs with the rights of the caller.
create function pathways_to_arrange(
  networks int[], homes int[], priced_in int[], states varchar[], planning varchar[], on_day date)
returns table(pathway_id bigint, planned_in varchar, priced boolean)
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare going_on bigint[]; plans bigint[]; given bigint[]; waiting bigint[]; ended bigint[]; found bigint[];
begin
  going_on := array(select p.id from pathways_pathway p where p.network_id = any(networks) and p.closed_at is null);
  ended := array(select p.id from pathways_pathway p where p.network_id = any(networks) and p.closed_at is not null);
  ended := array(
    select a.pathway_id from brokerage_arrangement a
    where a.pathway_id = any(ended) and (a.ends_on is null or a.ends_on > on_day));
  if cardinality(homes) > 0 then
    going_on := going_on || array(
      select p.id from pathways_pathway p where p.home_id = any(homes) and p.closed_at is null);
    ended := ended || array(
      select a.pathway_id from brokerage_arrangement a
      where a.home_id = any(homes) and (a.ends_on is null or a.ends_on > on_day)
        and a.pathway_id not in (select unnest(going_on)));
  end if;
  plans := array(
    select distinct on (n.pathway_id) n.id from plans_plan n join plans_planapproval v on v.plan_id = n.id
    where n.pathway_id = any(going_on) order by n.pathway_id, n.number desc);
  given := array(
    select a.line_id from brokerage_arrangement a
    where a.pathway_id = any(going_on) and a.line_id is not null and (a.ends_on is null or a.ends_on > on_day));
  plans := array(
    select distinct l.plan_id from plans_line l
    where l.plan_id = any(plans) and l.removed_at is null and l.id not in (select unnest(given)));
  waiting := array(
    select n.pathway_id from brokerage_pricerequest r join plans_line l on l.id = r.line_id
      join plans_plan n on n.id = l.plan_id
    where not exists (select 1 from brokerage_pricedecision d where d.request_id = r.id));
  found := array(
    select p.id from pathways_pathway p where p.id = any(going_on) and p.state = any(states)
    union select n.pathway_id from plans_plan n where n.id = any(plans)
    union select unnest(ended)
    union select p.id from pathways_pathway p where p.id = any(waiting) and p.home_id = any(priced_in));
  return query
    select p.id, case when s.from_state = 'planning' and exists (select 1 from pathways_step t
        where t.pathway_id = p.id and t.event = 'sharing_stopped' and t.number > s.number)
      then 'council_planning' else s.from_state end, p.id in (select unnest(waiting)) from pathways_pathway p
    left join lateral (select s.from_state, s.number from pathways_step s where s.pathway_id = p.id and s.event = 'submit'
      and s.from_state = any(planning) order by s.number desc limit 1) s on true
    where p.id = any(found) order by p.state_since, p.id;
end $$;
