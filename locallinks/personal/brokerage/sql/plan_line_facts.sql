-- Facts about each line of the newest approved plans: from when it is wanted; the arrangement that provides it first, of
-- those that run or will; when the last of them ends; when support is expected back from a pause; and, where nobody
-- provides it, how many providers were asked for a quote and how many declined. A council's plans have thousands of
-- lines: the rule reads these facts, and only the lines that are shown are fetched whole. It runs with the rights of the
-- caller.
create function plan_line_facts(orgs int[], states varchar[], on_day date, zone text)
returns table (line_id bigint, wanted_on date, essential boolean, has_contingency boolean, arrangement_id bigint,
  ends_on date, check_until date, back_due_on date, asked bigint, declined bigint, urgent boolean)
language sql stable as $$
  with newest as (
    select distinct on (n.pathway_id) n.id, (v.at at time zone zone)::date as approved_on
    from pathways_pathway p join plans_plan n on n.pathway_id = p.id join plans_planapproval v on v.plan_id = n.id
    where p.state = any(states) and p.closed_at is null and (p.network_id = any(orgs) or p.home_id = any(orgs))
    order by n.pathway_id, n.number desc),
  lines as (
    select l.id, greatest(l.starts_on, w.approved_on) as wanted_on, l.essential,
      btrim(l.contingency) <> '' as has_contingency
    from newest w join plans_line l on l.plan_id = w.id where l.removed_at is null),
  running as (
    select a.line_id, (array_agg(a.id order by a.starts_on, a.id))[1] as first_id,
      (array_agg(a.check_until order by a.starts_on, a.id))[1] as check_until,
      (array_agg(a.ends_on order by a.starts_on desc, a.id desc))[1] as ends_on
    from brokerage_arrangement a
    where (a.ends_on is null or a.ends_on > on_day) and a.line_id in (select id from lines)
    group by a.line_id),
  requested as (
    select k.line_id, count(*) as asked, count(*) filter (where not w.can_help) as declined,
      bool_or(k.urgent) as urgent
    from brokerage_quoterequest k left join lateral (
      select w.can_help from brokerage_quote w where w.request_id = k.id order by w.at desc, w.id desc limit 1) w on true
    where k.line_id in (select id from lines) group by k.line_id)
  select q.id, q.wanted_on, q.essential, q.has_contingency, r.first_id, r.ends_on, r.check_until,
    (select max(z.expected_on) from brokerage_arrangementpause z
      where z.arrangement_id = r.first_id and z.ends_on is null),
    coalesce(k.asked, 0), coalesce(k.declined, 0), coalesce(k.urgent, false)
  from lines q left join running r on r.line_id = q.id left join requested k on k.line_id = q.id and r.line_id is null
$$;
