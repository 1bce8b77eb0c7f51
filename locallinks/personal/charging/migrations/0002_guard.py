"""Row-level security of estimates: home, the person, and those who plan with them. Append-only."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("charging", "0001_initial"), ("people", "0002_guard")]
    operations = [
        protect("charging_estimate", purposes=("planning",)),
        append_only("charging_estimate"),
    ]
