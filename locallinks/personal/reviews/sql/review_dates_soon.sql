-- The same dates for the pathways of these homes and workers whose review may be due; `next_review_of` (rules.py) decides.
-- It starts from the pathways that are asked for, so that it reads only their steps; those without a social worker are
-- found by an index. Row-level security applies to whoever calls it.
create function review_dates_soon(
  homes int[], workers bigint[], soon date, weeks_ago date, months_ago date, paid_before date, zone text)
returns setof review_dates language plpgsql stable set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query
    with ways as materialized (
      select p.id, p.home_id, p.state, p.state_since from pathways_pathway p
        where workers is null and p.home_id = any(homes) and p.state = 'live'
      union all select p.id, p.home_id, p.state, p.state_since from pathways_pathway p
        where p.social_worker_id = any(workers) and p.home_id = any(homes) and p.state = 'live'
      union all select p.id, p.home_id, p.state, p.state_since from pathways_pathway p
        where workers is not null and p.social_worker_id is null and p.closed_at is null and p.home_id = any(homes)
          and p.state = 'live'),
    dated as materialized (
      select w.*, plan.at as signed_off_at, plan.review_on as agreed_on, live.at as live_at, looks.begun_at,
        ended.next_review_on as set_on, ended.finished_at as set_at, paid.at as paid_at from ways w
      join lateral (select a.at, l.review_on, a.direct_payment_pence from plans_plan l
        join plans_planapproval a on a.plan_id = l.id
        where l.pathway_id = w.id order by l.number desc limit 1) plan on true
      left join lateral (select min(a.at) as at from plans_plan l join plans_planapproval a on a.plan_id = l.id
        where plan.direct_payment_pence is not null and l.pathway_id = w.id
          and a.direct_payment_pence is not null) paid on true
      join lateral (select s.at from pathways_step s where s.pathway_id = w.id
        and s.event = 'all_essential_lines_started' order by s.number desc limit 1) live on true
      join lateral (select max(r.started_at) as begun_at from reviews_review r where r.pathway_id = w.id) looks on true
      left join lateral (select e.next_review_on, e.finished_at from reviews_review r
        join reviews_reviewresult e on e.review_id = r.id where r.pathway_id = w.id and e.next_review_on is not null
        order by e.finished_at desc, e.id desc limit 1) ended on true)
    select id, signed_off_at, agreed_on, live_at, begun_at, set_on, set_at, home_id, state, state_since, paid_at
    from dated
    where set_on <= soon or agreed_on <= soon or (signed_off_at at time zone zone)::date <= months_ago
      or (paid_at at time zone zone)::date <= paid_before
      or ((live_at at time zone zone)::date <= weeks_ago and (begun_at is null or begun_at < live_at))
    order by state_since, id;
end $$;
