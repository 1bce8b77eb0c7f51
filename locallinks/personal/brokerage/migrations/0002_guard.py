from django.db import migrations

from locallinks.foundation.shared.rls import protect

OWN_WORK = "create policy own_work on brokerage_arrangement for select using (organisation_id = any((select guard.organisations())::int[]))"


class Migration(migrations.Migration):
    dependencies = [("brokerage", "0001_initial"), ("people", "0002_guard")]
    operations = [
        protect("brokerage_arrangement", purposes=("planning",)),
        protect("brokerage_arrangementhistory", purposes=("planning",)),
        # A provider sees what it was asked to give, and nothing that others give.
        migrations.RunSQL(OWN_WORK, "drop policy own_work on brokerage_arrangement"),
    ]
