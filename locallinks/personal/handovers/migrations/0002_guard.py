"""Who reads offers, answers and chases: home, the person, and those who plan with them. All of it is history."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

TABLES = ("offer", "personanswer", "notoffered", "networkanswer", "networkchase")
OF_NO_PERSON = ("networkcapacity", "coachingnote")


class Migration(migrations.Migration):
    dependencies = [("handovers", "0001_initial"), ("people", "0002_guard")]
    operations = [
        *(protect(f"handovers_{table}", purposes=("planning",)) for table in TABLES),
        *(append_only(f"handovers_{table}") for table in (*TABLES, *OF_NO_PERSON)),
    ]
