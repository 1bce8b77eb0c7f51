"""Row-level security for what was said about somebody leaving."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("brokerage", "0007_partings")]
    operations = [protect("brokerage_parting", purposes=("planning",)), append_only("brokerage_parting")]
