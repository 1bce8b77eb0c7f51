"""Who reads reviews and what is said in them: home, the person, and those who plan with them."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

CHANGED = ("review", "reviewhistory")
KEPT = ("reviewresult", "linereview", "contribution")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_guard"), ("reviews", "0001_initial")]
    operations = [
        *(protect(f"reviews_{table}", purposes=("planning",)) for table in (*CHANGED, *KEPT)),
        *(append_only(f"reviews_{table}") for table in KEPT),
    ]
