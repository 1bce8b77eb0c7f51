"""The version of the allocation that a new council starts from: the rate of a point and the tolerance it came with."""

from django.db import migrations

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
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0002_guard"), ("reference", "0003_first_rows")]
    operations = [migrations.RunSQL(BEGIN, migrations.RunSQL.noop)]
