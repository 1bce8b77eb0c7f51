"""A key ends by itself on a day. Those given out before get a year from when they were made, and 30 days at least."""

from django.db import migrations, models

GIVE_A_DAY = """
update exchange_connection
   set ends_on = greatest((made_at at time zone 'Europe/London')::date + 365, guard.today() + 30);
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_guard")]
    operations = [
        migrations.AddField("connection", "ends_on", models.DateField(null=True)),
        migrations.RunSQL(GIVE_A_DAY, migrations.RunSQL.noop),
        migrations.AlterField("connection", "ends_on", models.DateField()),
    ]
