"""Row-level security of introductions: home, the person, and those who plan with them. All tables are append-only."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

TABLES = ("offer", "personanswer", "notoffered", "networkanswer", "networkchase")
WITHOUT_PERSON = ("networkcapacity", "coachingnote")


class Migration(migrations.Migration):
    dependencies = [("handovers", "0001_initial"), ("people", "0002_guard")]
    operations = [
        *(protect(f"handovers_{table}", purposes=("planning",)) for table in TABLES),
        *(append_only(f"handovers_{table}") for table in (*TABLES, *WITHOUT_PERSON)),
    ]
