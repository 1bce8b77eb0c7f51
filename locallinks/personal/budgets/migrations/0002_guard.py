"""Row-level security of budgets: only the council reads baselines, their second checks and what plans cost.

The baseline opens to no share, and not to the person (docs/rules/local-links.md 8). All tables are append-only.
"""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

COUNCIL_ONLY = ("baseline", "baselinecheck", "planoutturn")
WITHOUT_PERSON = ("allocationversion", "allocationdecision")


class Migration(migrations.Migration):
    dependencies = [("budgets", "0001_initial"), ("people", "0002_guard")]
    operations = [
        protect("budgets_indicativebudget", purposes=("planning",)),
        *(protect(f"budgets_{table}", purposes=(), own=False) for table in COUNCIL_ONLY),
        *(append_only(f"budgets_{table}") for table in ("indicativebudget", *COUNCIL_ONLY, *WITHOUT_PERSON)),
    ]
