from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

WORKING = ("plans_plan", "plans_planhistory", "plans_line", "plans_linehistory")
ACTS = ("plans_planagreement", "plans_plansubmission", "plans_planreturn", "plans_planapproval")


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("people", "0002_guard")]
    operations = [
        *(protect(table, purposes=("planning",)) for table in (*WORKING, *ACTS)),
        *(append_only(table) for table in ACTS),
    ]
