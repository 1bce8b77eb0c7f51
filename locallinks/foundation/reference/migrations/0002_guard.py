"""One amount for each code and day; and a rate can end or become verified, but never change otherwise.

The exclusion constraints are here and not on the models, because Django's own class needs `django.contrib.postgres`,
which nothing else does. A row that ends on the day it starts was corrected that day: it covers no day and overlaps
nothing.
"""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only

ONE_AT_A_TIME = """
alter table reference_rate add constraint one_rate_at_a_time
  exclude using gist (code with =, daterange(starts_on, ends_on) with &&);
alter table reference_code add constraint one_code_at_a_time
  exclude using gist (list_name with =, code with =, daterange(starts_on, ends_on) with &&);
"""

KEEP_RATE = """
create function guard.keep_rate() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.code, new.words, new.topic, new.amount, new.unit, new.starts_on, new.source, new.note)
        is distinct from (old.code, old.words, old.topic, old.amount, old.unit, old.starts_on, old.source, old.note)
     or (old.ends_on is not null and new.ends_on is distinct from old.ends_on)
     or (old.verified and not new.verified) then
    raise exception 'A rate can end or become checked, nothing else: add a new row from a day instead.'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_rate before update or delete on reference_rate for each row execute function guard.keep_rate();
"""


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_initial"), ("shared", "0001_guard")]
    operations = [
        migrations.RunSQL(ONE_AT_A_TIME, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP_RATE, migrations.RunSQL.noop),
        append_only("reference_verification"),
    ]
