from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    """The baseline opens to the council alone: to no share, and not to the person (local-links.md section 8)."""

    dependencies = [("budgets", "0001_initial"), ("people", "0002_guard")]
    operations = [
        protect("budgets_indicativebudget", purposes=("planning",)),
        protect("budgets_baseline", purposes=(), own=False),
        append_only("budgets_indicativebudget"),
        append_only("budgets_baseline"),
    ]
