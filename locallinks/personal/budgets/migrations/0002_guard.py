"""Who reads budgets: the baseline, its second check and what plans came to are for the council alone.

The baseline opens to no share, and not to the person (docs/rules/local-links.md 8). Nothing here ever changes.
"""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

OF_THE_COUNCIL = ("baseline", "baselinecheck", "planoutturn")
OF_NOBODY = ("allocationversion", "allocationdecision")


class Migration(migrations.Migration):
    dependencies = [("budgets", "0001_initial"), ("people", "0002_guard")]
    operations = [
        protect("budgets_indicativebudget", purposes=("planning",)),
        *(protect(f"budgets_{table}", purposes=(), own=False) for table in OF_THE_COUNCIL),
        *(append_only(f"budgets_{table}") for table in ("indicativebudget", *OF_THE_COUNCIL, *OF_NOBODY)),
    ]
