-- What the board shows about each pathway: the person, who arranges, the day the newest approved plan was approved, how
-- many lines it has, and for how many of them support is or will be in place. It runs with the rights of the caller.
create function board_cards(pathways bigint[], on_day date, zone text)
returns table (pathway_id bigint, preferred_name varchar, full_name varchar, state_since timestamptz, network varchar,
  planner varchar, social_worker varchar, approved_on date, lines bigint, arranged bigint)
language sql stable as $$
  with newest as (
    select distinct on (n.pathway_id) n.pathway_id, n.id, (v.at at time zone zone)::date as approved_on
    from plans_plan n join plans_planapproval v on v.plan_id = n.id
    where n.pathway_id = any(pathways) order by n.pathway_id, n.number desc),
  counted as (
    select w.pathway_id, w.approved_on, count(l.id) as lines, count(l.id) filter (where exists (
      select 1 from brokerage_arrangement a
      where a.line_id = l.id and (a.ends_on is null or a.ends_on > on_day))) as arranged
    from newest w left join plans_line l on l.plan_id = w.id and l.removed_at is null
    group by w.pathway_id, w.approved_on)
  select p.id, h.preferred_name, h.full_name, p.state_since, o.name, k.name, s.name,
    c.approved_on, coalesce(c.lines, 0), coalesce(c.arranged, 0)
  from pathways_pathway p join people_person h on h.id = p.person_id
    left join accounts_organisation o on o.id = p.network_id left join accounts_user k on k.id = p.planner_id
    left join accounts_user s on s.id = p.social_worker_id left join counted c on c.pathway_id = p.id
  where p.id = any(pathways)
$$;
