-- The eligible decisions of a period, each with its outcome, in one query. A city makes thousands of decisions a year, so
-- their steps and reasons are compared here and not in Python. Row-level security applies to the caller.
create function introduction_outcomes(homes int[], from_on date, to_on date, zone text)
returns table (pathway_id bigint, person_id bigint, decided_on date, actor_id bigint, actor_name varchar, state varchar,
  postcode varchar, offered boolean, accepted boolean, reached boolean, code varchar)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  return query
    with decided as materialized (
      select s.id, s.pathway_id, s.person_id, s.at, s.actor_id, s.actor_name from pathways_step s
      where s.home_id = any(homes) and s.event = 'decide_eligibility' and s.to_state = 'eligible'
        and s.at >= from_on::timestamp at time zone zone and s.at < (to_on + 1)::timestamp at time zone zone),
    later as (select s.pathway_id, max(s.at) filter (where s.event = 'offer_handover') as offered,
        max(s.at) filter (where s.event = 'person_accepts') as accepted,
        max(s.at) filter (where s.event = 'network_accepts') as reached
      from pathways_step s where s.home_id = any(homes)
        and s.event in ('offer_handover', 'person_accepts', 'network_accepts')
        and s.at >= from_on::timestamp at time zone zone group by s.pathway_id),
    why as (select distinct on (w.pathway_id) w.pathway_id, w.code from (
        select n.pathway_id, n.recorded_at, n.failure_code as code from handovers_notoffered n
          where n.home_id = any(homes)
        union all select a.pathway_id, a.recorded_at, a.failure_code from handovers_personanswer a
          where a.home_id = any(homes) and a.answer <> 'yes'
        union all select a.pathway_id, a.recorded_at, a.failure_code from handovers_networkanswer a
          where a.home_id = any(homes) and not a.accepts
        union all select c.pathway_id, c.recorded_at, 'lost_no_response' from handovers_networkchase c
          where c.home_id = any(homes) and c.step = 'moved_on') w
      order by w.pathway_id, w.recorded_at desc)
    select d.pathway_id, d.person_id, (d.at at time zone zone)::date, d.actor_id::bigint, d.actor_name, p.state,
      n.postcode, coalesce(l.offered >= d.at, false), coalesce(l.accepted >= d.at, false),
      coalesce(l.reached >= d.at, false), coalesce(y.code, '')::varchar
    from decided d join pathways_pathway p on p.id = d.pathway_id join people_person n on n.id = d.person_id
      left join later l on l.pathway_id = d.pathway_id left join why y on y.pathway_id = d.pathway_id
    order by d.at, d.id;
end $$;
