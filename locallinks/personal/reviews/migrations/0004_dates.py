"""The days a person's next look is reckoned from: as a view for a list, and as a function for one page.

A connection plans a function once, not at every page. Row-level security looks for whoever asks, in both.
"""

from django.db import migrations

DATES = """
create view review_dates with (security_invoker = true) as
select p.id as pathway_id, plan.at as signed_off_at, plan.review_on as agreed_on,
  (select s.at from pathways_step s where s.pathway_id = p.id and s.event = 'all_essential_lines_started'
    order by s.number desc limit 1) as live_at,
  (select r.started_at from reviews_review r where r.pathway_id = p.id order by r.started_at desc limit 1) as begun_at,
  ended.next_review_on as set_on, ended.finished_at as set_at, p.home_id, p.state, p.state_since
from pathways_pathway p
left join lateral (select a.at, l.review_on from plans_plan l join plans_planapproval a on a.plan_id = l.id
  where l.pathway_id = p.id order by l.number desc limit 1) plan on true
left join lateral (select e.next_review_on, e.finished_at from reviews_reviewresult e
  join reviews_review r on r.id = e.review_id where r.pathway_id = p.id and e.next_review_on is not null
  order by e.finished_at desc, e.id desc limit 1) ended on true;

create function review_dates_of(of_pathway bigint) returns setof review_dates language plpgsql stable as $$
begin
  return query select * from review_dates where pathway_id = of_pathway;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_who_took_part"), ("plans", "0002_guard"), ("pathways", "0002_guard")]
    operations = [migrations.RunSQL(DATES, "drop function review_dates_of; drop view review_dates")]
