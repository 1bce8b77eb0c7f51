"""Who reads what a neighbourhood team writes: the council, the person, and each organisation that the person agreed to."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

TABLES = ("teammembership", "teamleaving", "teamtier", "teamgoal", "teamgoalend", "teammeeting")

# A nurse must know that somebody died before she rings.
DEATHS = """
create policy team on people_death for select using (
  exists (select 1 from people_share s where s.person_id = people_death.person_id
     and s.organisation_id = any((select guard.organisations())::int[]) and s.purpose = 'team'
     and s.starts_on <= (select guard.today()) and (s.ends_on is null or s.ends_on > (select guard.today()))));
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_guard"), ("teams", "0001_initial")]
    operations = [
        *(protect(f"teams_{table}", purposes=("team",)) for table in TABLES),
        migrations.RunSQL(DEATHS, migrations.RunSQL.noop),
        *(append_only(f"teams_{table}") for table in TABLES),
    ]
