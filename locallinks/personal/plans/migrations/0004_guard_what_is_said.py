from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

WORKING = ("plans_goal", "plans_goalhistory", "plans_task", "plans_taskhistory")
ACTS = ("plans_comment", "plans_answer", "plans_planningvisit", "plans_panelview")


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_people_have_their_say"), ("people", "0002_guard")]
    operations = [
        *(protect(table, purposes=("planning",)) for table in (*WORKING, *ACTS)),
        *(append_only(table) for table in ACTS),
    ]
