"""Who reads somebody's way through: home, the person, and those who plan with them. Steps are history."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

KEPT = ("step", "advocacycheck", "moveaway", "workerchange")


class Migration(migrations.Migration):
    dependencies = [("pathways", "0001_initial"), ("people", "0002_guard")]
    operations = [
        *(protect(f"pathways_{table}", purposes=("planning",)) for table in ("pathway", *KEPT)),
        *(append_only(f"pathways_{table}") for table in KEPT),
    ]
