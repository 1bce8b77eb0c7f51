from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

KEPT = ("lineword", "voice")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_words"), ("people", "0006_guard_invitation")]
    operations = [
        *(protect(f"reviews_{table}", purposes=("planning",)) for table in KEPT),
        *(append_only(f"reviews_{table}") for table in KEPT),
    ]
