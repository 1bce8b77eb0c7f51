from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

TABLES = (
    "handovers_offer",
    "handovers_personanswer",
    "handovers_notoffered",
    "handovers_networkanswer",
    "handovers_chase",
)


class Migration(migrations.Migration):
    dependencies = [("handovers", "0001_initial"), ("people", "0002_guard")]
    operations = [
        *(protect(table, purposes=("planning",)) for table in TABLES),
        *(append_only(table) for table in TABLES),
    ]
