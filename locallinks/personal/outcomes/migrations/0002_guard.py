"""Row-level security of replies: home, the person, and those who plan with them. Append-only."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0001_initial"), ("people", "0002_guard")]
    operations = [
        protect("outcomes_reply", purposes=("planning",)),
        append_only("outcomes_reply"),
        append_only("outcomes_licence"),
    ]
