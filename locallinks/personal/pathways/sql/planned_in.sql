-- The state in which the plan of each pathway was written, from the newest submission; council_planning where the person
-- has stopped sharing with the network since. It runs with the rights of the caller.
create function planned_in(pathways bigint[], planning varchar[]) returns table (pathway_id bigint, state varchar)
language sql stable as $$
  select distinct on (s.pathway_id) s.pathway_id, case when s.from_state = 'planning' and exists (
    select 1 from pathways_step t where t.pathway_id = s.pathway_id and t.event = 'sharing_stopped'
      and t.number > s.number) then 'council_planning' else s.from_state end
  from pathways_step s
  where s.pathway_id = any(pathways) and s.event = 'submit' and s.from_state = any(planning)
  order by s.pathway_id, s.number desc
$$;
