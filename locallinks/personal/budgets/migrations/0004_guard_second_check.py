from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    """Like the baseline itself: for the council alone."""

    dependencies = [("budgets", "0003_second_check")]
    operations = [
        protect("budgets_baselinecheck", purposes=(), own=False),
        append_only("budgets_baselinecheck"),
    ]
