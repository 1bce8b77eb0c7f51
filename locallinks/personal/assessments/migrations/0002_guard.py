from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

TABLES = ("assessment", "outcomefinding", "wellbeingfinding", "eligibilitydecision", "introduction")
HISTORY = ("assessmenthistory", "outcomefindinghistory", "wellbeingfindinghistory")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial"), ("people", "0002_guard")]
    operations = [
        *(protect(f"assessments_{table}", purposes=("planning",)) for table in TABLES + HISTORY),
        append_only("assessments_eligibilitydecision"),
        append_only("assessments_introduction"),
    ]
