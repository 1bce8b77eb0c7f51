-- The dates from which the next review of each pathway is calculated. paid_at: when a direct payment was first approved,
-- if the newest plan has one; that is reviewed within six months, then every twelve (docs/rules/care-act.md 7).
-- Row-level security applies to whoever reads it.
create view review_dates with (security_invoker = true) as
select p.id as pathway_id, plan.at as signed_off_at, plan.review_on as agreed_on,
  (select s.at from pathways_step s where s.pathway_id = p.id and s.event = 'all_essential_lines_started'
    order by s.number desc limit 1) as live_at,
  (select r.started_at from reviews_review r where r.pathway_id = p.id order by r.started_at desc limit 1) as begun_at,
  ended.next_review_on as set_on, ended.finished_at as set_at, p.home_id, p.state, p.state_since, paid.at as paid_at
from pathways_pathway p
left join lateral (select a.at, l.review_on, a.direct_payment_pence from plans_plan l
  join plans_planapproval a on a.plan_id = l.id
  where l.pathway_id = p.id order by l.number desc limit 1) plan on true
left join lateral (select min(a.at) as at from plans_plan l join plans_planapproval a on a.plan_id = l.id
  where plan.direct_payment_pence is not null and l.pathway_id = p.id and a.direct_payment_pence is not null) paid on true
left join lateral (select e.next_review_on, e.finished_at from reviews_reviewresult e
  join reviews_review r on r.id = e.review_id where r.pathway_id = p.id and e.next_review_on is not null
  order by e.finished_at desc, e.id desc limit 1) ended on true;
