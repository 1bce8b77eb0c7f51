"""A neighbourhood team's pages: the council's, the person's, and each organisation's that they agreed to."""

from datetime import date

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

TABLES = ("teamperson", "teamleaving", "teamtier", "teamgoal", "teamgoalend", "teammeeting")
# A nurse must know that somebody died before she rings.
DEATHS = """
create policy team on people_death for select using (
  exists (select 1 from people_share s where s.person_id = people_death.person_id
     and s.organisation_id = any((select guard.organisations())::int[]) and s.purpose = 'team'
     and s.starts_on <= (select guard.today()) and (s.ends_on is null or s.ends_on > (select guard.today()))));
"""
SOURCE = "This system's own default: three levels, as most NHS teams have. Your council and the NHS decide together."
TIERS = (
    ("close", "The team keeps close: much could go wrong soon"),
    ("watchful", "The team keeps an eye: things are getting harder"),
    ("self", "They manage, and know whom to ring"),
)


def load(apps, schema_editor):
    code = apps.get_model("reference", "Code")
    code.objects.using(schema_editor.connection.alias).bulk_create(
        code(
            list_name="risk_tier", code=name, words=words, order=order, starts_on=date(2020, 4, 1), source=SOURCE,
            verified=False,
        )
        for order, (name, words) in enumerate(TIERS, 1)
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("referrals", "0008_teams"), ("people", "0012_team_purpose"), ("reference", "0003_first_rates")]
    operations = [
        *(protect(f"referrals_{table}", purposes=("team",)) for table in TABLES),
        *(append_only(f"referrals_{table}") for table in TABLES),
        migrations.RunSQL(DEATHS, "drop policy team on people_death;"),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
