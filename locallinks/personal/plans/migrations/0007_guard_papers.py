"""Row-level security for papers. What a paper holds can go; that it was here, and why it went, stays."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

TABLES = ("plans_paper", "plans_papercontent", "plans_papertaken")


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_papers")]
    operations = [
        *(protect(table, purposes=("planning",)) for table in TABLES),
        append_only("plans_paper"),
        append_only("plans_papertaken"),
    ]
