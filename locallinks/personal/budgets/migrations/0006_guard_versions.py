from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

# What the system was begun with, and every rate of a point set since, each become a version that nobody proposed.
BEGIN = """
insert into budgets_allocationversion (number, point_pence, tolerance_percent, starts_on, source, why, proposed_at)
select row_number() over (order by p.id), p.amount, t.amount, p.starts_on, p.source,
       'The rate was set before versions were kept.', now()
from reference_rate p
join lateral (
    select amount from reference_rate t where t.code = 'ras_tolerance'
    order by (daterange(t.starts_on, t.ends_on) @> p.starts_on) desc, t.id limit 1
) t on true
where p.code = 'ras_point' and p.ends_on is distinct from p.starts_on and p.amount > 0 order by p.id;

insert into budgets_allocationdecision (version_id, agrees, words, rate_id, tolerance_id, decided_at)
select v.id, true, '', p.id, t.id, now()
from budgets_allocationversion v
join reference_rate p on p.code = 'ras_point' and p.starts_on = v.starts_on and p.amount = v.point_pence
    and p.ends_on is distinct from p.starts_on
join lateral (
    select id from reference_rate t where t.code = 'ras_tolerance'
    order by (daterange(t.starts_on, t.ends_on) @> p.starts_on) desc, t.id limit 1
) t on true;

alter table budgets_indicativebudget disable trigger append_only;
update budgets_indicativebudget b set allocation_id = v.id
from budgets_allocationversion v where v.point_pence = b.rate_pence and v.starts_on = b.rate_from;
-- A table with checks still to come cannot be altered: check now.
set constraints all immediate;
alter table budgets_indicativebudget enable trigger append_only;
"""

# Plans approved before this sum was kept. On a new database there are no plans yet, nor their table: it is above.
FILL = """
do $$ begin
  if to_regclass('plans_planapproval') is not null then
    insert into budgets_cameto (person_id, home_id, budget_id, plan_number, personal_budget_pence, approved_at)
    select p.person_id, p.home_id, b.id, p.number, a.personal_budget_pence, a.at
    from plans_planapproval a
    join plans_plan p on p.id = a.plan_id
    join lateral (
        select id from budgets_indicativebudget b where b.pathway_id = p.pathway_id and b.set_at <= a.at
        order by b.set_at desc, b.id desc limit 1
    ) b on true;
  end if;
end $$;
"""


class Migration(migrations.Migration):
    """What plans came to is for the council alone, like the baseline. Versions and decisions never change."""

    dependencies = [("budgets", "0005_versions"), ("reference", "0003_first_rates")]
    operations = [
        protect("budgets_cameto", purposes=(), own=False),
        append_only("budgets_cameto"),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        append_only("budgets_allocationversion"),
        append_only("budgets_allocationdecision"),
    ]
