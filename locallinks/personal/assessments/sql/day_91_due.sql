-- Short-term support whose day 91 has come without an outcome, for the workers named, or for every worker where `workers` is
-- null. It runs with the rights of the caller.
create function day_91_due(homes int[], workers bigint[], began_by date)
returns table (pathway_id bigint, began_on date) language sql stable as $$
  select s.pathway_id, coalesce(s.left_hospital_on, s.starts_on) from assessments_shortterm s
    join pathways_pathway p on p.id = s.pathway_id
  where s.home_id = any(homes) and coalesce(s.left_hospital_on, s.starts_on) <= began_by
    and (workers is null or p.planner_id = any(workers) or p.social_worker_id = any(workers)
      or (p.planner_id is null and p.social_worker_id is null))
    and not exists (select 1 from assessments_day91outcome w where w.short_term_id = s.id)
    and not exists (select 1 from assessments_shorttermend e where e.short_term_id = s.id and e.result = 'died')
  order by coalesce(s.left_hospital_on, s.starts_on), s.id
$$;
