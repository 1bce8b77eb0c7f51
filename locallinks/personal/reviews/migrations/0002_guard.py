from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial"), ("people", "0002_guard")]
    operations = [
        protect("reviews_review", purposes=("planning",)),
        protect("reviews_reviewhistory", purposes=("planning",)),
        protect("reviews_reviewresult", purposes=("planning",)),
        append_only("reviews_reviewresult"),
    ]
