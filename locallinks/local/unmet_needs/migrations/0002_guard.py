from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("unmet_needs", "0001_initial"), ("people", "0002_guard")]
    operations = [
        protect("unmet_needs_unmetneed", purposes=("planning",)),
        protect("unmet_needs_needmet", purposes=("planning",)),
        append_only("unmet_needs_unmetneed"),
        append_only("unmet_needs_needmet"),
    ]
