"""Row-level security of pathways: home, the person, and those who plan with them. All but pathways are append-only."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

APPEND_ONLY = ("step", "advocacycheck", "moveaway", "workerchange")


class Migration(migrations.Migration):
    dependencies = [("pathways", "0001_initial"), ("people", "0002_guard")]
    operations = [
        *(protect(f"pathways_{table}", purposes=("planning",)) for table in ("pathway", *APPEND_ONLY)),
        *(append_only(f"pathways_{table}") for table in APPEND_ONLY),
    ]
